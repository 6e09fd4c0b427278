"""How it goes: the last runs, the outlets, the usual volumes, what the checks found."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.database import PUBLISHED, WORKING, connect, plain_errors
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseMissing
from warehouse.lock import exclusive
from warehouse.running import first, mappings
from warehouse.sqlfiles import sql

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Overview:
    """Rows as mappings from column to value; ``runs`` the latest first.

    ``sources`` on the latest night that was completed. ``silent`` are outlets that used to give articles,
    ``warnings`` what the latest run's checks found. ``is_running``: somebody writes just now, and the rest
    is as last published.
    """

    runs: list[Row]
    sources: list[Row]
    silent: list[Row]
    warnings: list[Row]
    last_success: datetime | None
    is_running: bool


def overview(folder: Path, nights: int) -> Overview:
    """The state of the warehouse in ``folder``, with the last ``nights`` runs; of failed ones, too.

    A night that failed stands in the working file alone, which is read where nobody writes to it.
    """
    if not (folder / PUBLISHED).is_file() and not (folder / WORKING).is_file():
        raise WarehouseMissing(f"Nothing is published in {folder} yet: run the night or a backfill first.")
    try:
        with exclusive(folder / "lock"), closing(connect(folder / WORKING, read_only=True)) as connection:
            return _overview(connection, nights, is_running=False)
    except WarehouseError as error:  # busy; or a folder for reading only, or a published file by itself
        if not (folder / PUBLISHED).is_file():
            raise
        is_running = isinstance(error, WarehouseBusy)
    with closing(connect(folder / PUBLISHED, read_only=True)) as connection:
        return _overview(connection, nights, is_running=is_running)


def _overview(connection: duckdb.DuckDBPyConnection, nights: int, *, is_running: bool) -> Overview:
    with plain_errors("looking how it goes"):
        success = first(
            connection,
            "SELECT max(finished_at) FROM runs WHERE kind = 'nightly' AND status = 'completed'",
        )
        runs = mappings(connection, sql("status/runs"), {"nights": nights})
        latest = {"run_id": runs[0]["run_id"] if runs else None}
        return Overview(
            runs,
            mappings(connection, sql("status/sources")),
            mappings(connection, sql("checks/silent_sources")),
            mappings(connection, sql("runs/summary_warnings"), latest),
            success[0] if success else None,
            is_running,
        )
