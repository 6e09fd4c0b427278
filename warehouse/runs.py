"""Runs: what started, and what it came to."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta

import duckdb

from warehouse.errors import WarehouseError
from warehouse.running import first, run, transaction


def begin(
    connection: duckdb.DuckDBPyConnection,
    kind: str,
    night: date,
    version: str,
    parameters: Mapping[str, object],
    started_at: datetime,
) -> str:
    """Open a run. Its start is its rows' record time and so never lies before that of an earlier run."""
    row = first(connection, "SELECT max(started_at), count(*) FROM runs")
    latest, count = row if row else (None, 0)
    if latest is not None and started_at <= latest:
        started_at = latest + timedelta(microseconds=1)
    digits = hashlib.sha256(f"{kind}|{night}|{started_at.isoformat()}|{count}".encode()).hexdigest()[:6]
    run_id = f"{started_at:%Y%m%dT%H%M%S}-{digits}"
    connection.execute(
        "INSERT INTO runs (run_id, kind, night, version, parameters, started_at, status) "
        "VALUES (?, ?, ?, ?, ?, ?, 'running')",
        [run_id, kind, night, version, json.dumps(dict(parameters), default=str), started_at],
    )
    return run_id


def bury_dead(connection: duckdb.DuckDBPyConnection) -> None:
    """Whoever holds the lock is the only writer: a run still called running died with its process."""
    connection.execute(
        "UPDATE runs SET status = 'failed', error = 'its process ended before it was finished' "
        "WHERE status = 'running'"
    )


def unfinished(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[str]:
    """The runs of the same kind before ``run_id`` that did not end well, since the last one that did."""
    found = connection.execute(
        "WITH this AS (SELECT kind, started_at FROM runs WHERE run_id = ?), "
        "earlier AS (SELECT r.* FROM runs r JOIN this t ON r.kind = t.kind AND r.started_at < t.started_at) "
        "SELECT run_id FROM earlier WHERE started_at > coalesce("
        "(SELECT max(started_at) FROM earlier WHERE status = 'completed'), '-infinity'::TIMESTAMPTZ) "
        "ORDER BY started_at",
        [run_id],
    ).fetchall()
    return [row[0] for row in found]


def kind_and_time(connection: duckdb.DuckDBPyConnection, run_id: str) -> tuple[str, datetime]:
    """What kind of run it is, and the record time of what it writes."""
    row = first(connection, "SELECT kind, started_at FROM runs WHERE run_id = ?", [run_id])
    if row is None:
        raise WarehouseError(f"There is no run {run_id}: begin one before anything is loaded.")
    return str(row[0]), row[1]


def finish(
    connection: duckdb.DuckDBPyConnection, run_id: str, status: str, finished_at: datetime, error: str | None
) -> None:
    """Close a run and count what it did, by source and in all."""
    with transaction(connection):
        given = {"run_id": run_id, "status": status, "finished_at": finished_at, "error": error}
        run(connection, "runs/source_runs", given)
        run(connection, "runs/finish", given)


def mark_published(connection: duckdb.DuckDBPyConnection) -> None:
    """The copy that readers get says of its latest run that it was published."""
    connection.execute(
        "UPDATE runs SET published_at = now() WHERE run_id = (SELECT max_by(run_id, started_at) FROM runs)"
    )
