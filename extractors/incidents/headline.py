"""An article's title, read above its text: it tells which sentences belong together and who did it.

A title is no part of the text that evidence lies in, so nothing is cited from it: its numbers, days,
places and deeds give no value, and a group counts only where the text names it too.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extractors.incidents.event import Event
from extractors.incidents.facts import Facts
from extractors.incidents.groups import GroupMention
from extractors.records import Evidence, IncidentReport

_TOP_CHARS = 2000  # where a text repeats its own title
_MAX_CHARS = 300  # what is longer is no title


def above(title: str | None, text: str) -> str:
    """What to read above ``text``: the title and a blank line; '' where the text has it already."""
    line = " ".join((title or "").split())
    if not line or len(line) > _MAX_CHARS or line in text[:_TOP_CHARS]:
        return ""
    return f"{line}\n\n"


def named_below(groups: Sequence[GroupMention], size: int) -> tuple[GroupMention, ...]:
    """The mentions of those groups that are named below a headline of ``size`` characters."""
    below = {m.id for m in groups if m.start >= size}
    return tuple(m for m in groups if m.id in below)


def told_below(events: Sequence[Event], size: int) -> list[Event]:
    """The events without the values of the headline; one that the headline alone tells of is left out."""
    if not size:
        return list(events)
    for event in events:
        heads = [f for f in event.facts if f.sentence.start < size]
        event.facts = [f for f in event.facts if f.sentence.start >= size]
        event.context = [
            f if f.sentence.start >= size else _without_values(f) for f in [*heads, *event.context]
        ]
        if event.shared_date is not None and event.shared_date[0].start < size:
            event.shared_date = None
    return [event for event in events if event.facts]


def _without_values(facts: Facts) -> Facts:
    return replace(facts, conduct=(), targets=(), people=(), dates=(), places=())


def cited_below(report: IncidentReport, size: int, groups: Sequence[GroupMention]) -> IncidentReport:
    """The report with evidence counted from the end of the headline; a group is cited from the text."""
    if not size:
        return report
    found: list[Evidence] = []
    words = report.perpetrator_text
    for evidence in report.evidence:
        start, end = evidence.start, evidence.end
        if start < size:
            named = {m.id for m in groups if m.start == start}
            below = next((m for m in groups if m.id in named and m.start >= size), None)
            if below is None:  # a speaker or a number of the headline: 'Strike kills 14, rebels say'
                unsaid: dict[str, Any] = {evidence.field: None}
                report = replace(report, **unsaid)
                continue
            start, end = below.start, below.end
            words = below.text if evidence.field == "perpetrator" else words
        found.append(Evidence(evidence.field, start - size, end - size, evidence.confidence))
    return replace(report, evidence=tuple(found), perpetrator_text=words)


def counted_below(evidence: Sequence[Evidence], size: int) -> tuple[Evidence, ...]:
    """Evidence below a headline of ``size`` characters, counted from its end."""
    return tuple(Evidence(e.field, e.start - size, e.end - size, e.confidence) for e in evidence)
