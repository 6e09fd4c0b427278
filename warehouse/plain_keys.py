"""Keys written uncompressed: a column's compression can be given only where its table is made."""

import csv
import re
from importlib.resources import files

import duckdb

_TABLE = """
    SELECT sql, comment FROM duckdb_tables()
    WHERE database_name = current_database() AND schema_name = 'main' AND table_name = ?
"""
_COLUMNS = """
    SELECT column_name, comment FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'main' AND table_name = ?
"""


def rewrite(connection: duckdb.DuckDBPyConnection) -> None:
    """Make each table of ``data/plain_keys.csv`` anew, with its rows in their order and its comments."""
    text = files("warehouse").joinpath("data", "plain_keys.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        _rewrite(connection, row["table"], row["columns"].split())


def _rewrite(connection: duckdb.DuckDBPyConnection, table: str, keys: list[str]) -> None:
    ((made, comment),) = connection.execute(_TABLE, [table]).fetchall()
    comments = connection.execute(_COLUMNS, [table]).fetchall()
    for key in keys:
        made = re.sub(rf"\b{key} VARCHAR\b", f"{key} VARCHAR USING COMPRESSION uncompressed", made, count=1)
    connection.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
    connection.execute(made)
    connection.execute(f"INSERT INTO {table} FROM {table}_before")
    connection.execute(f"DROP TABLE {table}_before")
    connection.execute(f"COMMENT ON TABLE {table} IS {_quoted(comment)}")
    for column, said in comments:
        connection.execute(f'COMMENT ON COLUMN {table}."{column}" IS {_quoted(said)}')


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
