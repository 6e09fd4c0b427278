"""What readers open: the published file, and where nobody writes the working one."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.database import PUBLISHED, WORKING, connect
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseMissing
from warehouse.lock import exclusive
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


@contextmanager
def latest(folder: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, bool]]:
    """A read-only connection to the latest state in ``folder``, and whether somebody writes just now.

    That is the working file, which knows of rulings and failed nights since, where nobody writes to it and
    this user may look; else the published one.
    """
    if not (folder / PUBLISHED).is_file() and not (folder / WORKING).is_file():
        raise WarehouseMissing(f"Nothing is published in {folder} yet: run the night or a backfill first.")
    with ExitStack() as stack:
        is_running = False
        try:
            stack.enter_context(exclusive(folder / "lock"))
            connection = stack.enter_context(closing(connect(folder / WORKING, read_only=True)))
        except WarehouseError as error:  # busy; or a folder for reading only, or a published file by itself
            if not (folder / PUBLISHED).is_file():
                raise
            is_running = isinstance(error, WarehouseBusy)
            stack.close()
            connection = stack.enter_context(closing(connect(folder / PUBLISHED, read_only=True)))
        yield connection, is_running
