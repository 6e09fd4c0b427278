"""A batch of readings into the tables, all of it or nothing."""

from dataclasses import replace
from datetime import datetime

import duckdb

from warehouse.figures import LoadFigures
from warehouse.running import rows, run, transaction
from warehouse.staging import Staged, enter, leave

STEPS = ("articles", "readings", "reports", "signatures", "near_duplicates", "voices", "sightings")


def load(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    now: datetime,
    staged: Staged,
    *,
    reading_again: bool,
) -> LoadFigures:
    """Classify and store one batch; ``reading_again`` says that it comes from the archive."""
    given = {"run_id": run_id, "now": now}
    enter(connection, staged)
    try:
        with transaction(connection):
            run(connection, "load/classify", {"reading_again": reading_again})
            for step in STEPS:
                run(connection, f"load/{step}", given)
            return _figures(connection)
    finally:
        leave(connection)


def _figures(connection: duckdb.DuckDBPyConnection) -> LoadFigures:
    row = rows(connection, "load/figures")[0]
    return replace(LoadFigures(*row[:-1]), hash_conflicts=tuple(row[-1]))
