"""Running .sql files, each statement with the parameters that it names, and transactions around them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.sqlfiles import sql


def run(connection: duckdb.DuckDBPyConnection, name: str, given: Mapping[str, object]) -> None:
    """Execute every statement of ``NAME.sql``."""
    for statement in connection.extract_statements(sql(name)):
        wanted = {key: given[key] for key in statement.named_parameters}
        connection.execute(statement, wanted or None)


def rows(
    connection: duckdb.DuckDBPyConnection, name: str, given: Mapping[str, object] | None = None
) -> list[tuple[Any, ...]]:
    """The rows of the one query in ``NAME.sql``."""
    return connection.execute(sql(name), given or None).fetchall()


def mappings(
    connection: duckdb.DuckDBPyConnection, statement: str, given: Mapping[str, object] | None = None
) -> list[dict[str, Any]]:
    """The rows of a query, each as a mapping from column to value."""
    found = connection.execute(statement, given)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def first(
    connection: duckdb.DuckDBPyConnection, statement: str, given: Sequence[object] = ()
) -> tuple[Any, ...] | None:
    """The first row of a small query, or None; all are fetched, since DuckDB 2 refuses to go on before."""
    found = connection.execute(statement, list(given) or None).fetchall()
    return found[0] if found else None


def table(connection: duckdb.DuckDBPyConnection, statement: str) -> pa.Table:
    """The answer to ``statement``; without columns where it has none."""
    answer = connection.sql(statement)
    return pa.table({}) if answer is None else answer.to_arrow_table()


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All that is done inside, or nothing of it."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
