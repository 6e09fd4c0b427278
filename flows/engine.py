"""Prefect's surroundings: where it keeps its things, how quiet it is, and which server it speaks to.

Everything here must be in the environment before Prefect is imported, so this module imports
nothing of Prefect's and is called first by every command that runs a flow. What the user has set
is left alone: a machine that points at a server of its own keeps it.
"""

import base64
import json
import os
import urllib.request
from pathlib import Path

SERVING = "serving.json"  # in Prefect's folder: the address of the server that `nightdesk serve` runs
PASSWORD = "password"  # noqa: S105 - a file's name: user:password of that server
HEARTBEAT_SECONDS = 60

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
_ANSWERS_WITHIN_SECONDS = 3


def prepare(warehouse: Path, *, verbose: bool = False) -> None:
    """Set the environment for a flow run whose warehouse is the folder ``warehouse``.

    Without ``PREFECT_API_URL`` the run uses the server of a `nightdesk serve` on the same warehouse, or
    else starts one of its own, which keeps its database in ``warehouse/prefect`` and ends with the run.
    Raises OSError where that folder cannot be made.
    """
    home = home_of(warehouse)
    wanted = {
        **_QUIET,
        "PREFECT_HOME": str(home),
        "PREFECT_LOGGING_LEVEL": "INFO" if verbose else "CRITICAL",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": _EPHEMERAL_STARTUP_SECONDS,
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
    }
    if "PREFECT_API_URL" not in os.environ:
        wanted |= _serving(home) or {"PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true"}
    for name, value in wanted.items():
        os.environ.setdefault(name, value)


def home_of(warehouse: Path) -> Path:
    """Prefect's folder in the warehouse's; made here, for a server cannot open its database without it."""
    home = (warehouse / "prefect").resolve()
    home.mkdir(parents=True, exist_ok=True)
    return home


def is_healthy(api: str, login: str = "") -> bool:
    """Does a Prefect server answer at ``api``? ``login`` is user:password."""
    request = urllib.request.Request(f"{api}/admin/version")  # noqa: S310 - our own http address
    if login:
        request.add_header("Authorization", f"Basic {base64.b64encode(login.encode()).decode()}")
    try:
        with urllib.request.urlopen(request, timeout=_ANSWERS_WITHIN_SECONDS) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def _serving(home: Path) -> dict[str, str] | None:
    try:
        api = str(json.loads((home / SERVING).read_text())["api"])
        login = (home / PASSWORD).read_text().strip()
    except (OSError, ValueError, KeyError):
        return None
    if not is_healthy(api, login):
        return None
    return {"PREFECT_API_URL": api, "PREFECT_API_AUTH_STRING": login}
