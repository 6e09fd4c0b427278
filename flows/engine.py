"""Prefect's surroundings: where it keeps its things, and how quiet it is.

Everything here must be in the environment before Prefect is imported, so this module imports
nothing of Prefect's and is called first by every command that runs a flow. What the user has set
is left alone: a machine that points at a server of its own keeps it.
"""

import os
from pathlib import Path

_QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_CLI_PROMPT": "false",
}
# A cold start of the ephemeral server takes up to half a minute on a small machine; Prefect's own
# limit of 20 s would fail the night.
_EPHEMERAL_STARTUP_SECONDS = "180"


def prepare(warehouse: Path, *, verbose: bool = False) -> None:
    """Set the environment for a flow run whose warehouse is the folder ``warehouse``.

    Without ``PREFECT_API_URL`` the run starts a server of its own, which keeps its database in
    ``warehouse/prefect`` and ends with the run. Raises OSError where that folder cannot be made.
    """
    home = (warehouse / "prefect").resolve()
    home.mkdir(
        parents=True, exist_ok=True
    )  # without it the server cannot open its database, and tries for minutes
    wanted = {
        **_QUIET,
        "PREFECT_HOME": str(home),
        "PREFECT_LOGGING_LEVEL": "INFO" if verbose else "CRITICAL",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": _EPHEMERAL_STARTUP_SECONDS,
    }
    if "PREFECT_API_URL" not in os.environ:
        wanted["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "true"
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
