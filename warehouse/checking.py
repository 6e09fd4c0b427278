"""Checks: queries that return the bad rows, each opening with why it matters."""

import duckdb

from warehouse.figures import CheckFailure
from warehouse.sqlfiles import names, sql

SHOWN = 20  # rows a failure carries; the count says how many there are


def check(connection: duckdb.DuckDBPyConnection) -> list[CheckFailure]:
    """Run every file of ``sql/checks``; its first line is ``-- error: why`` or ``-- warning: why``."""
    failures = []
    for name in names("checks"):
        query = sql(name)
        severity, why = query.splitlines()[0].removeprefix("-- ").split(": ", 1)
        found = connection.execute(query)
        columns = [column[0] for column in found.description]
        bad = found.fetchall()
        if bad:
            shown = tuple(dict(zip(columns, row, strict=True)) for row in bad[:SHOWN])
            failures.append(CheckFailure(name.partition("/")[2], severity, why, len(bad), shown))
    return failures
