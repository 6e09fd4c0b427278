"""The published file, for readers."""

from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.database import PUBLISHED, connect
from warehouse.errors import WarehouseError, WarehouseMissing
from warehouse.running import table


def open_published(folder: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to what was last published in ``folder``; it keeps that state while open."""
    path = folder / PUBLISHED
    if not path.is_file():
        raise WarehouseMissing(f"Nothing is published in {folder} yet: run the night or a backfill first.")
    return connect(path, read_only=True)


def query(folder: Path, sql: str) -> pa.Table:
    """The answer to ``sql``, read-only, on the published file in ``folder``."""
    with open_published(folder) as connection:
        try:
            return table(connection, sql)
        except duckdb.Error as error:
            raise WarehouseError(f"The query failed: {error}") from error
