"""Checks: queries that return the bad rows, each opening with why it matters."""

import json
from collections.abc import Sequence

import duckdb

from warehouse.figures import CheckFailure
from warehouse.running import transaction
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


def save_warnings(
    connection: duckdb.DuckDBPyConnection, run_id: str, failures: Sequence[CheckFailure]
) -> None:
    """Keep what the checks warned of beside the run, in place of what an earlier check of it found."""
    with transaction(connection):
        connection.execute("DELETE FROM warnings WHERE run_id = ?", [run_id])
        for failure in failures:
            examples = json.dumps(failure.rows, default=str, ensure_ascii=False)
            connection.execute(
                "INSERT INTO warnings VALUES (?, ?, ?, ?, ?)",
                [run_id, failure.name, failure.why, failure.count, examples],
            )
