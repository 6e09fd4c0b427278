"""A run in figures: what the command line and the run's artifact print."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.database import plain_errors
from warehouse.errors import WarehouseError
from warehouse.reading import open_published
from warehouse.running import first, mappings
from warehouse.sqlfiles import sql

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Summary:
    """One run; every row is a mapping from column to value, with the columns of the tables it is from.

    ``run`` as in ``runs``, ``sources`` as in ``source_runs``; ``incidents`` are those that the run made
    or changed (``change``: new, updated, merged or withdrawn), fresh news before ``history`` and there the
    deadliest first; ``rejections`` are counted by source, stage and reason; ``warnings`` are what its
    checks found suspicious, as in ``warnings``.
    """

    run: Row
    sources: list[Row]
    incidents: list[Row]
    rejections: list[Row]
    warnings: list[Row]


def summary(folder: Path, run_id: str | None = None) -> Summary:
    """A run, or the latest, as the published file in ``folder`` has it."""
    with open_published(folder) as connection, plain_errors("summing up a run"):
        return summarise(connection, run_id)


def summarise(connection: duckdb.DuckDBPyConnection, run_id: str | None) -> Summary:
    """A run, or the latest, from an open warehouse."""
    if run_id is None:
        row = first(connection, "SELECT max_by(run_id, started_at) FROM runs")
        run_id = row[0] if row else None
    run = _rows(connection, "summary_run", run_id)
    if not run:
        raise WarehouseError(f"There is no run {run_id or 'yet'}: the table runs lists them.")
    parts = (
        _rows(connection, f"summary_{part}", run_id)
        for part in ("sources", "incidents", "rejections", "warnings")
    )
    return Summary(run[0], *parts)


def changes(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[Row]:
    """How the incidents differ after a run: ``change``, ``field``, ``n`` of them, and one as an example."""
    return _rows(connection, "changes", run_id)


def _rows(connection: duckdb.DuckDBPyConnection, part: str, run_id: str | None) -> list[Row]:
    return mappings(connection, sql(f"runs/{part}"), {"run_id": run_id})
