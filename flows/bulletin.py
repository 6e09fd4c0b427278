"""A run in ten lines, for its log and the head of its page."""

from collections.abc import Sequence
from pathlib import Path

from flows.output import printable
from flows.summary import changes_line, incident_line
from warehouse import CheckFailure, Summary

_GRAVEST = 3
_REASONS = 3
_SILENT = 25


def bulletin(summary: Summary, warnings: Sequence[CheckFailure], published: Path) -> list[str]:
    """At most ten lines: what ran, what it met, who was silent, what the checks say, the gravest news."""
    run = summary.run
    seconds = (run["finished_at"] - run["started_at"]).total_seconds()
    gave = [row["source"] for row in summary.sources if row["articles"] or row["duplicates"]]
    silent = [row["source"] for row in summary.sources if row["source"] not in gave]
    turned = [f"{r['n']} × {r['reason']} ({r['source']})" for r in summary.rejections[:_REASONS]]
    lines = [
        f"{str(run['kind']).capitalize()} {run['night']} {run['status']} in {seconds:.0f} seconds.",
        f"Met {run['candidates']}: {run['articles']} new articles, {run['duplicates']} duplicates, "
        f"{run['unchanged']} unchanged, {run['rejected']} turned away.",
        changes_line(run),
        f"Outlets: {len(gave)} gave articles"
        + (
            f"; nothing new from {', '.join(silent[:_SILENT])}{' …' if len(silent) > _SILENT else ''}."
            if silent
            else "."
        ),
        f"Turned away: {'; '.join(turned) or 'nothing'}.",
        f"Checks: {'; '.join(f'{w.name} ({w.count})' for w in warnings) or 'all hold'}.",
        *(incident_line(incident) for incident in summary.incidents[:_GRAVEST]),
        f"Published: {published}",
    ]
    return [printable(line) for line in lines]
