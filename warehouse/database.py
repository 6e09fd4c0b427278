"""Opening the file: settings, migrations, and DuckDB's errors in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseError, WarehouseNewer
from warehouse.reference import save_event_types
from warehouse.running import transaction
from warehouse.sqlfiles import names, sql

WORKING = "working.duckdb"
PUBLISHED = "nightdesk.duckdb"
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,  # nothing of ours needs one, and the night opens no address
    "autoload_known_extensions": False,
}
WRITER_MEMORY = "1500MB"  # a night shares its machine; what does not fit goes to disk


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the file at ``path`` with the settings above."""
    limits = {} if read_only else {"memory_limit": WRITER_MEMORY}
    with plain_errors(f"opening {path}"):
        connection = duckdb.connect(path, read_only=read_only, config={**SETTINGS, **limits})
        connection.execute("SET TimeZone = 'UTC'")
        return connection


@contextmanager
def plain_errors(doing: str) -> Iterator[None]:
    """Turn DuckDB's errors into a WarehouseError that says what was being done."""
    try:
        yield
    except duckdb.Error as error:
        first = str(error).strip().splitlines()[0]
        raise WarehouseError(f"DuckDB failed while {doing}: {first}. {_advice(first)}") from error


def _advice(message: str) -> str:
    if "Could not set lock" in message:
        return "Close the program that has the file open and try again."
    if "No space left" in message or "Out of Memory" in message:
        return "Make room on the disk or in memory and run again: nothing half-done was kept."
    if "newer version" in message or "version number" in message:
        return "Upgrade Nightdesk, which brings a newer DuckDB."
    return "The published file is as it was; run again, and report it if it comes back."


def open_working(path: Path) -> duckdb.DuckDBPyConnection:
    """The working file at ``path``, made where it is missing, brought to this code's version."""
    if path.exists():
        _refuse_newer(path)
    connection = connect(path)
    try:
        with plain_errors(f"bringing {path} up to date"):
            if migrate(connection):
                save_event_types(connection)
            with transaction(connection):
                for name in (*names("views"), *names("macros")):
                    connection.execute(sql(name))
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_newer(path: Path) -> None:
    """Look without writing: a file of a newer version must stay as it is."""
    known = len(names("migrations"))
    with connect(path, read_only=True) as connection, plain_errors(f"reading {path}"):
        found = _version(connection)
    if found > known:
        raise WarehouseNewer(
            f"The warehouse {path.parent} has version {found} and this Nightdesk knows {known}: "
            "upgrade Nightdesk to write to it."
        )


def _version(connection: duckdb.DuckDBPyConnection) -> int:
    if not connection.execute("FROM duckdb_tables() WHERE table_name = 'migrations'").fetchall():
        return 0
    row = connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()
    return int(row[0]) if row else 0


def migrate(connection: duckdb.DuckDBPyConnection) -> bool:
    """Apply the numbered migrations that are missing, each in a transaction; were there any?"""
    connection.execute(sql("migrations_table"))
    done = _version(connection)
    for number, name in enumerate(names("migrations"), start=1):
        if number <= done:
            continue
        with transaction(connection):
            connection.execute(sql(name))
            connection.execute(
                "INSERT INTO migrations VALUES (?, ?, now())", [number, name.partition("/")[2]]
            )
    return done < len(names("migrations"))
