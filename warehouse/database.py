"""Opening the file: settings, migrations, and DuckDB's errors in plain words."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse import plain_keys
from warehouse.errors import WarehouseError, WarehouseNewer
from warehouse.reference import save_own
from warehouse.running import first, transaction
from warehouse.sqlfiles import names, sql

WORKING = "working.duckdb"
PUBLISHED = "nightdesk.duckdb"
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,  # nothing of ours needs one, and the night opens no address
    "autoload_known_extensions": False,
}
AND_THEN = {"migrations/0018_numbers_and_plain_keys": plain_keys.rewrite}  # what SQL cannot say
WRITER_MEMORY = "1500MB"  # a night shares its machine; what does not fit goes to disk


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the file at ``path`` with the settings above."""
    limits = {} if read_only else {"memory_limit": WRITER_MEMORY}
    with plain_errors(f"opening {path}"):
        connection = duckdb.connect(path, read_only=read_only, config={**SETTINGS, **limits})
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET enable_progress_bar = false")  # a log is no terminal
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
    connection = connect(path)
    try:
        with plain_errors(f"bringing {path} up to date"):
            _refuse_newer(connection, path)
            migrated = migrate(connection)
            if migrated:
                save_own(connection)
            define(connection, anew=migrated)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_newer(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """A file of a newer version must stay as it is, byte by byte."""
    known = len(names("migrations"))
    found = _version(connection)
    if found > known:
        connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        raise WarehouseNewer(
            f"The warehouse {path.parent} has version {found} and this Nightdesk knows {known}: "
            "upgrade Nightdesk to write to it."
        )


def _version(connection: duckdb.DuckDBPyConnection) -> int:
    if not connection.execute("FROM duckdb_tables() WHERE table_name = 'migrations'").fetchall():
        return 0
    row = first(connection, "SELECT coalesce(max(number), 0) FROM migrations")
    return int(row[0]) if row else 0


def migrate(connection: duckdb.DuckDBPyConnection) -> bool:
    """Apply the numbered migrations that are missing, each in a transaction; were there any?"""
    done = _version(connection)
    if done == len(names("migrations")):
        return False
    connection.execute(sql("migrations_table"))
    for number, name in enumerate(names("migrations"), start=1):
        if number <= done:
            continue
        with transaction(connection):
            connection.execute(sql(name))
            if name in AND_THEN:
                AND_THEN[name](connection)
            connection.execute(
                "INSERT INTO migrations VALUES (?, ?, now())", [number, name.partition("/")[2]]
            )
    return True


def define(connection: duckdb.DuckDBPyConnection, *, anew: bool) -> None:
    """Make the views and macros as this code has them; those that are already so only ``anew``."""
    texts = [sql(name) for name in (*names("macros"), *names("views"))]  # views use macros
    fingerprint = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    if not anew and connection.execute("FROM definitions WHERE fingerprint = ?", [fingerprint]).fetchall():
        return
    with transaction(connection):
        for text in texts:
            connection.execute(text)
        connection.execute("DELETE FROM definitions")
        connection.execute("INSERT INTO definitions VALUES (?)", [fingerprint])
