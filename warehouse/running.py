"""Running .sql files, each statement with the parameters that it names, and transactions around them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb

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
