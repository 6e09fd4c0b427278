"""`nightdesk serve`: the night, every night, on one machine.

One process schedules and starts the nights (`flows/nights.py`) and keeps watch; Prefect's server is its
child, unless ``PREFECT_API_URL`` names another. A night runs in a process of its own.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from flows import alerts, engine
from flows.alerts import Alert
from flows.server import own_server
from flows.settings import Settings
from warehouse.errors import WarehouseBusy, WarehouseError
from warehouse.lock import exclusive

_ENDS_WITHIN_SECONDS = 60


def serve(
    folder: Path, settings: Settings, file: Path | None, sources: Path | None, sample: int | None
) -> None:
    """Run the night whenever ``settings``, read from ``file``, say so, until SIGTERM or Ctrl-C.

    Raises WarehouseError where another `nightdesk serve` has the folder, NoServer where none starts.
    """
    given = {"warehouse": folder, "settings": file, "sources": sources, "sample": sample}
    # a night may run in another directory than this process
    parameters = {
        k: str(v.resolve()) if isinstance(v, Path) else v for k, v in given.items() if v is not None
    }

    def server_died(why: str) -> None:
        at = f"{datetime.now(UTC):%Y-%m-%d %H}"  # once an hour is enough
        title = "Nightdesk: Prefect's server died and is started again"
        alerts.tell(Alert("failed", f"server {at}", title, why), settings.alerts, folder)

    signal.signal(signal.SIGTERM, _as_interrupt)  # until nights() takes both
    with suppress(KeyboardInterrupt), ExitStack() as stack:
        stack.enter_context(_only_one(folder))
        home, alone = engine.home_of(folder), "PREFECT_API_URL" not in os.environ
        (home / engine.SERVING).unlink(missing_ok=True)  # of one that was killed: its server is about to end
        engine.prepare(folder, verbose=True)
        if alone:
            stack.enter_context(own_server(home, server_died))
        from flows.nights import nights  # Prefect reads its environment when it is imported

        nights(folder, settings, parameters, alone)
    click.echo("Ended; nothing is lost.")


def end_soon() -> None:
    """What has not ended in order by then ends with its process; the server goes with it.

    Another SIGTERM changes nothing.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    last = threading.Timer(_ENDS_WITHIN_SECONDS, os._exit, args=(0,))
    last.daemon = True
    last.start()


def _as_interrupt(*_: object) -> None:
    """A signal's handler: SIGTERM ends everything in order, as Ctrl-C does."""
    end_soon()
    signal.raise_signal(signal.SIGINT)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    try:
        with exclusive(engine.home_of(folder) / "serve.lock"):
            yield
    except WarehouseBusy as error:
        raise WarehouseError(f"Another `nightdesk serve` has {folder} already: end it first.") from error
