"""Analysts' corrections: kept with who and why, and obeyed by every fusion after them."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.clustering import Pair
from warehouse.database import plain_errors
from warehouse.errors import WarehouseError
from warehouse.reading import latest
from warehouse.running import first, mappings, rows, run, transaction

# What an analyst may not set by a ruling: identity and what is counted from the reports.
FIXED = {
    "incident_id",
    "status",
    "merged_into",
    "founding_report_id",
    "first_run_id",
    "run_id",
    "recorded_at",
}
FIXED |= {"n_reports", "n_articles", "n_sources", "disputed", "disputed_fields"}

_GIVEN = (
    "ruling_id, ruling, incident_id, other_incident_id, field, value, report_id, other_report_id, "
    "who, why, made_at"
)


def verdicts(connection: duckdb.DuckDBPyConnection) -> tuple[list[Pair], list[Pair]]:
    """The pairs of reports that were ruled to be one incident, and those ruled not to be."""
    found = rows(connection, "fuse/ruled")
    same = [(one, two) for ruling, one, two in found if ruling == "same"]
    return same, [(one, two) for ruling, one, two in found if ruling == "not same"]


def follow(connection: duckdb.DuckDBPyConnection, successors: dict[str, str]) -> None:
    """Let the rulings on replaced reports speak of their successors."""
    for column in ("report_id", "other_report_id"):
        for report, successor in successors.items():
            connection.execute(
                f"UPDATE rulings SET {column} = ? WHERE {column} = ?",  # noqa: S608 (two names of our own)
                [successor, report],
            )


def apply_values(connection: duckdb.DuckDBPyConnection) -> None:
    """Set the ruled values on tonight's incidents, and what follows from them."""
    allowed = columns(connection)
    run(connection, "fuse/ruled_values", {})
    ruled = connection.execute("FROM ruled").fetchall()
    for incident_id, field, value in ruled:
        if field in allowed:
            kind = allowed[field]
            connection.execute(
                f"UPDATE valued SET {field} = try_cast(? AS {kind}) WHERE incident_id = ?",  # noqa: S608
                [value, incident_id],
            )
    if ruled:
        run(connection, "fuse/ruled_consequences", {})


def columns(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The columns of ``incidents`` that a ruling may set, with their types."""
    found = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        "WHERE table_name = 'incidents' AND schema_name = 'main' AND database_name = current_database()"
    ).fetchall()
    return {name: kind for name, kind in found if name not in FIXED}


def record(
    connection: duckdb.DuckDBPyConnection,
    ruling: str,
    incident_id: str,
    other_incident_id: str | None,
    field: str | None,
    value: str | None,
    who: str,
    why: str,
    made_at: datetime,
) -> str:
    """Write a ruling down and let the next fusion look at its incidents anew; returns its id.

    Same and not same may name reports in place of incidents: so one incident is parted.
    """
    if not who.strip() or not why.strip():
        raise WarehouseError("A ruling needs its author and its reason: give both who and why.")
    if ruling == "value":
        founder, other = _founder(connection, incident_id), None
        _refuse_bad_value(connection, field, value)
    else:
        founder, other = _spoken_of(connection, incident_id), _spoken_of(connection, other_incident_id or "")
        if other == founder:
            raise WarehouseError("Same and not same speak of two incidents: name two different ones.")
    key = f"{ruling}|{incident_id}|{other_incident_id}|{field}|{value}|{made_at.isoformat()}"
    ruling_id = "RU" + hashlib.sha256(key.encode()).hexdigest()[:10]
    with transaction(connection):
        connection.execute(
            f"INSERT INTO rulings ({_GIVEN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            [
                *(ruling_id, ruling, incident_id, other_incident_id, field, value),
                *(founder, other, who, why, made_at),
            ],
        )
        _look_again(connection, [founder, other])
    return ruling_id


def revoke(connection: duckdb.DuckDBPyConnection, ruling_id: str, who: str, why: str, at: datetime) -> None:
    """Take a ruling back; it stays on record, with who did so and why."""
    if not who.strip() or not why.strip():
        raise WarehouseError("Taking a ruling back needs its author and its reason: give both who and why.")
    found = connection.execute(
        "UPDATE rulings SET revoked_at = ?, revoked_by = ?, revoked_because = ? "
        "WHERE ruling_id = ? AND revoked_at IS NULL RETURNING report_id, other_report_id",
        [at, who, why, ruling_id],
    ).fetchall()
    if not found:
        raise WarehouseError(
            f"No ruling {ruling_id} is in force: `nightdesk rule list` shows those that are."
        )
    _look_again(connection, list(found[0]))


def rulings_made(folder: Path) -> list[dict[str, Any]]:
    """Every ruling in the warehouse in ``folder``, a mapping from column to value; the latest first."""
    with latest(folder) as (connection, _), plain_errors("reading the rulings"):
        return mappings(connection, "FROM rulings ORDER BY made_at DESC, ruling_id")


def _look_again(connection: duckdb.DuckDBPyConnection, reports: list[str | None]) -> None:
    """Queue what these reports hang together with, whichever incident that is by now."""
    connection.execute(
        "INSERT INTO fusion_queue SELECT article_id FROM incident_reports "
        "WHERE report_id IN (SELECT unnest(?::VARCHAR[]))",
        [[report for report in reports if report]],
    )


def _spoken_of(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """The report that a key means: its own, or the one that founded the incident."""
    row = first(connection, "SELECT report_id FROM fusion_reports WHERE report_id = ?", [name])
    return str(row[0]) if row else _founder(connection, name)


def _founder(connection: duckdb.DuckDBPyConnection, incident_id: str) -> str:
    row = first(
        connection, "SELECT founding_report_id FROM incident_keys WHERE incident_id = ?", [incident_id]
    )
    if row is None:
        raise WarehouseError(f"There is no incident {incident_id}: look its id up in the table incidents.")
    return str(row[0])


def _refuse_bad_value(connection: duckdb.DuckDBPyConnection, field: str | None, value: str | None) -> None:
    allowed = columns(connection)
    if field not in allowed:
        raise WarehouseError(f"{field} is no column that a ruling can set; these are: {', '.join(allowed)}.")
    row = first(connection, f"SELECT try_cast(? AS {allowed[field]}) IS NULL", [value])
    if value is not None and row is not None and row[0]:
        raise WarehouseError(f"{value!r} does not fit {field}, which is {allowed[field]}: give such a value.")
