"""`nightdesk status`: how the last nights went, in lines or as JSON."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from flows.output import aligned, plain, printable
from warehouse import Overview

_FEW, _MANY = 1 / 3, 3  # of the usual volume: from there on it is worth a look


def as_json(seen: Overview, now: datetime | None = None) -> str:
    """Everything, with the hours since the last night that succeeded."""
    told = asdict(seen) | {"hours_since_success": _hours(seen, now or datetime.now(UTC))}
    return json.dumps(told, ensure_ascii=False, indent=1, default=plain)


def lines(seen: Overview, now: datetime | None = None) -> list[str]:
    """For a terminal."""
    hours = _hours(seen, now or datetime.now(UTC))
    told = [
        "No night has succeeded yet." if hours is None else f"The last night succeeded {hours:.0f} hours ago."
    ]
    if seen.is_running:
        told.append("A run is under way; what follows is as last published.")
    told += ["", *aligned([_RUN, *map(_run, seen.runs)])]
    if seen.sources:
        told += ["", *aligned([_SOURCE, *map(_source, seen.sources)])]
    told += [""] if seen.silent or seen.warnings else []
    told += [f"Silent: {row['source']}, last article on {row['last_article']}." for row in seen.silent]
    told += [f"Check: {row['n']} × {row['name']}: {row['why']}" for row in seen.warnings]
    # what strangers wrote must not reach the terminal as codes
    return [printable(line) for line in told]


_RUN = [
    *("night", "kind", "status", "took", "met", "articles"),
    *("usual", "rejected", "incidents", "error"),
]
_SOURCE = ["outlet", "met", "articles", "usual", "rejected", "last article", ""]


def _run(row: dict[str, Any]) -> list[str]:
    incidents = "" if row["incidents_new"] is None else f"{row['incidents_new']}+{row['incidents_updated']}"
    return [
        *(str(row["night"]), row["kind"], row["status"], _duration(row["seconds"])),
        *(_number(row[name]) for name in ("candidates", "articles", "usual_articles", "rejected")),
        *(incidents, (row["error"] or "")[:100]),
    ]


def _source(row: dict[str, Any]) -> list[str]:
    usual, articles = row["usual_articles"], row["articles"]
    remark = ""
    if usual and articles < usual * _FEW:
        remark = "few"
    elif usual and articles > usual * _MANY:
        remark = "many"
    return [
        *(row["source"], _number(row["candidates"]), _number(articles), _number(usual)),
        *(_number(row["rejected"]), str(row["last_article"] or "never"), remark),
    ]


def _hours(seen: Overview, now: datetime) -> float | None:
    return None if seen.last_success is None else round((now - seen.last_success).total_seconds() / 3600, 1)


def _duration(seconds: int | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"
