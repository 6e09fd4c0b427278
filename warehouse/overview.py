"""How it goes: the last runs, the outlets, the usual volumes, what the checks found."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.database import plain_errors
from warehouse.reading import latest
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
    with latest(folder) as (connection, is_running):
        return _overview(connection, nights, is_running=is_running)


def _overview(connection: duckdb.DuckDBPyConnection, nights: int, *, is_running: bool) -> Overview:
    with plain_errors("looking how it goes"):
        success = first(
            connection,
            "SELECT max(finished_at) FROM runs WHERE kind = 'nightly' AND status = 'completed'",
        )
        runs = mappings(connection, sql("status/runs"), {"nights": nights})
        last = {"run_id": runs[0]["run_id"] if runs else None}
        return Overview(
            runs,
            mappings(connection, sql("status/sources")),
            mappings(connection, sql("checks/silent_sources")),
            mappings(connection, sql("runs/summary_warnings"), last),
            success[0] if success else None,
            is_running,
        )
