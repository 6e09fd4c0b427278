"""Reference tables: what the extractors know, laid beside the incidents for people to look up."""

import csv
from collections.abc import Iterable, Mapping
from importlib.resources import files

import duckdb
import pyarrow as pa

from warehouse.errors import WarehouseError
from warehouse.running import transaction

OWN = ("event_types", "countries")
TABLES = ("groups", "group_aliases", "places", *OWN)


def save(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Replace a reference table; values may be texts, '' is NULL, columns it does not have are left out."""
    if table not in TABLES:
        raise WarehouseError(f"{table} is no reference table; these are: {', '.join(TABLES)}.")
    columns = connection.execute(
        "SELECT column_name, data_type, is_nullable FROM duckdb_columns() "
        "WHERE table_name = ? AND database_name = current_database()",
        [table],
    ).fetchall()
    given = list(rows)
    for name, _, nullable in columns:
        if not nullable and any(row.get(name) in (None, "") for row in given):
            raise WarehouseError(f"A row for {table} has no {name}: fill that column in the data file.")
    values = {name: pa.array([_text(row.get(name)) for row in given], pa.string()) for name, _, _ in columns}
    connection.register("staged_reference", pa.table(values))
    casts = ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind, _ in columns)
    with transaction(connection):
        connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 (one of TABLES)
        connection.execute(f'INSERT INTO "{table}" BY NAME SELECT {casts} FROM staged_reference')  # noqa: S608
    connection.unregister("staged_reference")


def save_own(connection: duckdb.DuckDBPyConnection) -> None:
    """The codebooks' lists and the countries ship with this room."""
    for table in OWN:
        text = files("warehouse").joinpath("data", f"{table}.csv").read_text(encoding="utf-8")
        save(connection, table, csv.DictReader(text.splitlines()))


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
