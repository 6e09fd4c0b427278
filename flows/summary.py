"""A run told in a few lines: for a terminal, and as the page that Prefect keeps."""

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.output import aligned, printable
from warehouse import Summary

_MOST_INCIDENTS = 12
_MOST_OUTLETS = 25
_QUERY = "SELECT event_date, place, event_type, killed, perpetrator, n_sources FROM incidents ORDER BY 1"
_COLUMNS = {
    "source": "source",
    "candidates": "met",
    "articles": "new",
    "duplicates": "duplicates",
    "unchanged": "unchanged",
    "rejected": "rejected",
    "reports": "reports",
    "incidents_new": "new incidents",
}


def text(summary: Summary, folder: Path) -> str:
    """For a terminal: the figures, the gravest incidents, where the warehouse is, and a query to try."""
    run = summary.run
    lines = [
        f"{str(run['kind']).capitalize()} {run['night']}: {run['candidates']} met, "
        f"{run['articles']} new articles, {run['duplicates']} duplicates, "
        f"{run['unchanged']} unchanged, {run['rejected']} rejected.",
        changes_line(run),
    ]
    if summary.sources:
        # a backfill of other people's archives meets hundreds
        shown = sorted(summary.sources, key=lambda row: -row["candidates"])[:_MOST_OUTLETS]
        rest = len(summary.sources) - len(shown)
        shown.sort(key=lambda row: row["source"])
        lines += ["", *_indented([list(_COLUMNS.values()), *_source_rows(shown)])]
        lines += [f"… and {rest} more outlets"] if rest else []
    if summary.rejections:
        lines += ["", "Turned away:"]
        lines += [
            f"  {r['n']} × {r['reason']} ({r['source']}), e.g. {r['example']}" for r in summary.rejections
        ]
    if summary.warnings:
        lines += ["", "The checks warn, published nevertheless (table warnings):"]
        lines += [f"  {w['n']} × {w['name']}: {w['why']}" for w in summary.warnings]
    if summary.incidents:
        shown = summary.incidents[:_MOST_INCIDENTS]
        rest = len(summary.incidents) - len(shown)
        lines += ["", "New and changed incidents:"]
        lines += _indented([_incident_cells(i) for i in shown])
        lines += [f"… and {rest} more"] if rest else []
    option = f" --warehouse {shlex.quote(str(folder))}"
    lines += [
        "",
        f"Warehouse: {folder / 'nightdesk.duckdb'}",
        f'Try:  nightdesk sql{option} "{_QUERY}"',
    ]
    if summary.incidents:
        lines.append(
            f"""      nightdesk sql{option} "FROM evidence_for('{summary.incidents[0]["incident_id"]}')\""""
        )
    return "\n".join(printable(line) for line in lines)


def differences(changes: Sequence[Mapping[str, Any]]) -> list[str]:
    """How a reading anew differs, a line for each field and kind of change, before it is published."""
    if not changes:
        return ["Read anew, no incident changed."]
    lines = ["Read anew, these incidents changed (not published yet):"]
    for row in changes:
        moved = f"{row['field']} {row['old_value']} → {row['new_value']}" if row["field"] else ""
        lines.append(
            f"  {row['n']} × {row['change']} {row['field'] or ''}, e.g. {row['incident_id']} {moved}"
        )
    return [printable(line.rstrip()) for line in lines]


def markdown(summary: Summary) -> str:
    """The same as a page: figures, sources, rejections, warnings, incidents."""
    run = summary.run
    page = [f"# {str(run['kind']).capitalize()}, {run['night']}", ""]
    page += [
        f"{run['candidates']} met · {run['articles']} new articles · {run['duplicates']} duplicates · "
        f"{run['rejected']} rejected · **{run['incidents_new']} new incidents**, "
        f"{run['incidents_updated']} updated",
        "",
    ]
    page += _table(list(_COLUMNS.values()), _source_rows(summary.sources))
    if summary.rejections:
        rows = [[str(r[c]) for c in ("n", "reason", "source", "example")] for r in summary.rejections]
        page += ["## Turned away", *_table(["n", "reason", "source", "for example"], rows)]
    if summary.warnings:
        rows = [[str(w[c]) for c in ("n", "name", "why")] for w in summary.warnings]
        page += ["## The checks warn", *_table(["n", "check", "why it matters"], rows)]
    if summary.incidents:
        head = ["change", "incident", "day", "place", "what", "killed", "injured", "by", "outlets"]
        page += ["## Incidents", *_table(head, map(_incident_cells, summary.incidents))]
    return "\n".join(page)


def changes_line(run: Mapping[str, Any]) -> str:
    """What a run did to the incidents, in figures."""
    return (
        f"Incidents: {run['incidents_new']} new, {run['incidents_updated']} updated, "
        f"{run['incidents_merged']} merged, {run['incidents_withdrawn']} withdrawn."
    )


def incident_line(incident: dict[str, Any]) -> str:
    """One incident in one line."""
    return " · ".join(_incident_cells(incident))


def _source_rows(sources: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    return [[str(row[column]) for column in _COLUMNS] for row in sources]


def _incident_cells(incident: dict[str, Any]) -> list[str]:
    sources = incident["n_sources"]
    return [
        incident["change"],
        incident["incident_id"],
        str(incident["event_date"] or "no date"),
        _place(incident) or "no place",
        incident["sub_event_type"] or incident["incident_kind"] or "",
        f"{_toll(incident, 'killed')} killed",
        f"{_toll(incident, 'injured')} injured",
        _short(incident["perpetrator"] or "nobody named"),
        f"{sources} outlet{'' if sources == 1 else 's'}",
    ]


def _place(incident: dict[str, Any]) -> str:
    """The two most telling parts: the place or its district, and its province or else its country."""
    near = incident["place"] or incident["admin2"]
    far = incident["admin1"] if incident["admin1"] != near else None
    return ", ".join(filter(None, (near, far or incident["country"])))


def _short(name: str) -> str:
    short = re.search(r"\(([^()]+)\)$", name)
    return short.group(1) if short else name


def _toll(incident: dict[str, Any], field: str) -> str:
    best, before = incident[field], incident.get(f"{field}_before")
    told = "?" if best is None else str(best)
    return told if before is None or before == best else f"{before}→{told}"


def _indented(rows: list[list[str]]) -> list[str]:
    return [f"  {line}" for line in aligned(rows)]


def _table(head: list[str], rows: Iterable[list[str]]) -> list[str]:
    def line(cells: Iterable[str]) -> str:
        # what strangers wrote must not become a cell, a link or a tag of the page
        escaped = (
            printable(cell).replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[") for cell in cells
        )
        return "| " + " | ".join(escaped) + " |"

    return [line(head), line("---" for _ in head), *map(line, rows), ""]
