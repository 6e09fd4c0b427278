"""`nightdesk rule list`: what analysts ruled, in lines."""

from collections.abc import Iterable
from typing import Any

from flows.output import aligned, printable

_HEAD = ["ruling", "says", "who", "when", "why"]


def lines(rulings: Iterable[dict[str, Any]], *, revoked: bool = False) -> list[str]:
    """For a terminal; those that were taken back only where ``revoked``."""
    shown = [row for row in rulings if revoked or row["revoked_at"] is None]
    if not shown:
        return ["No ruling is in force."]
    # what people wrote must not reach the terminal as codes
    return [printable(line) for line in aligned([_HEAD, *map(_cells, shown)])]


def _cells(row: dict[str, Any]) -> list[str]:
    return [
        row["ruling_id"],
        _says(row),
        row["who"],
        f"{row['made_at']:%Y-%m-%d}",
        row["why"] + _revoked(row),
    ]


def _says(row: dict[str, Any]) -> str:
    one, other = row["incident_id"], row["other_incident_id"]
    if row["ruling"] == "value":
        return f"{one} {row['field']} = {'nothing is known' if row['value'] is None else row['value']}"
    return f"{one} and {other} are {'one' if row['ruling'] == 'same' else 'two'}"


def _revoked(row: dict[str, Any]) -> str:
    if row["revoked_at"] is None:
        return ""
    by = f" by {row['revoked_by']}: {row['revoked_because']}" if row["revoked_by"] else ""
    return f" (taken back {row['revoked_at']:%Y-%m-%d}{by})"
