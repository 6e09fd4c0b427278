"""Whether an article has news of an attack at all: accidents, verdicts and exercises have none."""

import re
from collections.abc import Sequence
from datetime import date

from extractors.incidents.dates import spoken
from extractors.incidents.discourse import Part, is_fresh
from extractors.incidents.event import Event
from extractors.incidents.facts import Facts, losses_told
from extractors.incidents.opening import can_be_history
from extractors.incidents.phrases import one_of, words
from extractors.incidents.scene import scene
from extractors.incidents.summary import is_summary

_HOSTILE = frozenset(words("deeds", "hostile"))
_ATTACKS = _HOSTILE | {"defused"}
_NO_NEWS = frozenset(["verdict", "exercise", "sport", "fiction", "judged"])  # where nobody is counted dead
_NEVER_NEWS = frozenset(["ceremony", "advice", "crime"])
_THE_REPORT = words("stories", "taken_back")
_BY_KIN = re.compile(
    rf"\b{one_of('crimes', 'killed_by')} (?:his|her|their|own) (?:own )?{one_of('crimes', 'kin')}\b"
)
_LOSSES = ("killed", "injured", "abducted", "casualties", "bodies")
_BRIEF_SENTENCES = 6  # a text this short is news whatever it leaves out
_LEAD_SENTENCES = 2
_DAY_WITHIN = 12  # characters: 'Around 7 May'
_BY_FIRE = {"bombing", "execution"}  # 'burnt to death' by gas that exploded, as by a mob
_SAME_TOLL = 3  # a smaller one is the same by chance


def _lead(told: Sequence[tuple[Facts, Part]]) -> list[Facts]:
    body = [f for f, part in told if part != "headline"][:_LEAD_SENTENCES]
    head = [f for f, part in told if part == "headline" and f.index < 3][:1]
    return head + body


def _strong(facts: Facts) -> set[str]:
    return {h.row["act"] for h in facts.acts if h.row["strength"] == "2"}


def by_accident(told: Sequence[tuple[Facts, Part]]) -> bool:
    """Whether the lead tells of an accident or a disaster, and of nothing done by anybody."""
    lead = _lead(told)
    hostile = set().union(*(_strong(f) for f in lead)) & _HOSTILE
    if any("gas" in f.cues or "ruled_out" in f.cues for f in lead):
        return not hostile - _BY_FIRE
    if not any("accident" in f.cues for f in lead) or any(f.groups for f in lead):
        return False
    return not hostile


def taken_back(low: str, lead: Sequence[Facts]) -> bool:
    """Whether the lead says that an earlier report was false, and tells of nothing besides it."""
    unsaid = [f for f in lead if "unsaid" in f.cues]
    if any(low.startswith(_THE_REPORT, f.sentence.start) for f in unsaid):
        return True
    return bool(unsaid) and not any(losses_told(f) for f in lead if f not in unsaid)


def without_news(low: str, told: Sequence[tuple[Facts, Part]]) -> bool:
    """Whether the lead is about a court, an exercise, a film or a match, and counts no dead."""
    lead = _lead(told)
    if is_summary(told) and "protest" in told[0][0].act_names:
        return False  # a protest before a court
    if told and _opens_with_day(told[0][0]):
        return False  # an analyst's note
    if taken_back(low, lead):
        return True
    if any(f.cues & _NEVER_NEWS or private(low, f) for f in lead) and not any(f.groups for f in lead):
        return True
    if lead and _judged(lead[0]):
        return True
    return any(f.cues & _NO_NEWS for f in lead) and not any(
        t.kind in ("killed", "injured") and not t.weak for f in lead for t in f.tolls
    )


def _opens_with_day(facts: Facts) -> bool:
    return any(m.start - facts.sentence.start <= _DAY_WITHIN and m.precision == "day" for m in facts.dates)


def _judged(facts: Facts) -> bool:
    """Whether a sentence is about a court, and names the deed only behind it or as one of an earlier year."""
    court = next((h.first for h in facts.cue_hits if h.row["tag"] == "judged"), None)
    if court is None:
        return False
    deed = min([h.first for h in facts.acts] + [t.first for t in facts.tolls], default=court)
    return court <= deed or any(m.precision == "year" for m in facts.dates)


def settle_roles(
    low: str,
    events: Sequence[Event],
    told: Sequence[tuple[Facts, Part]],
    published: date | None,
    *,
    argues: bool = False,
) -> list[Event]:
    """The events that stay, with their roles, once the article as a whole is seen.

    ``argues`` for an analysis or an opinion: what it names without a toll or a day is no news.
    """
    events = _retold(events, published)
    paragraphs = len({f.sentence.line for f, _ in told})
    long = argues or len(told) > (_BRIEF_SENTENCES if paragraphs > 1 else 2 * _BRIEF_SENTENCES)
    first = next((f for f, part in told if part == "news"), None)
    items = _other_items(low, events, told)
    kept = [
        e
        for e in events
        if e.role == "background"
        or e in items
        or not (
            _harmless(low, e) or (long and _idle(low, e, published) and not _announced(e, first, published))
        )
    ]
    if by_accident(told):
        return [e for e in kept if e.role == "background"]
    if without_news(low, told):
        kept = [e for e in kept if e in items or e.role == "background" or can_be_history(e.facts[0])]
        for event in kept:
            event.role = "main" if event in items else "background"
    return kept


def _other_items(low: str, events: Sequence[Event], told: Sequence[tuple[Facts, Part]]) -> list[Event]:
    """The events that a round-up opening with a private crime tells of in paragraphs of their own."""
    lead = _lead(told)
    if not any(private(low, f) for f in lead):
        return []
    line = max(f.sentence.line for f in lead)
    return [
        e
        for e in events
        if e.role == "main"
        and e.facts[0].sentence.line > line
        and scene(e.facts[0])
        and any(_strong(f) & _ATTACKS for f in e.facts)
    ]


def _idle(low: str, event: Event, published: date | None) -> bool:
    """Whether nobody is counted as hurt in an event and nothing says that it is of these days."""
    told = [*event.facts, *event.context]
    if event.late:
        return False
    if any(t.kind in _LOSSES and (not t.weak or t.count.value) for f in event.facts for t in f.tolls):
        return False
    return not any(is_fresh(m, published) and not spoken(low, m) for f in told for m in f.dates)


def _announced(event: Event, first: Facts | None, published: date | None) -> bool:
    """Whether the ``first`` sentence of the news tells of an arrest by day: 'the army said on Monday'."""
    return (
        first is not None
        and first in event.facts
        and "arrest" in _strong(first)
        and any(is_fresh(m, published) for m in first.dates)
    )


def _retold(events: Sequence[Event], published: date | None) -> list[Event]:
    """An event of the past that headline and lead speak of too is told once, as past."""
    past = [e for e in events if e.role == "background"]
    kept = list(events)
    for event in events:
        if event.role == "background" or any(f.dates and losses_told(f) for f in event.facts):
            continue
        counts = {c for c in event.counts() if c[1] >= _SAME_TOLL}
        older = next(
            (
                e
                for e in past
                if counts & e.counts() and not any(is_fresh(m, published) for f in e.facts for m in f.dates)
            ),
            None,
        )
        if older:
            older.facts = sorted([*older.facts, *event.facts], key=lambda f: f.index)
            older.context = sorted([*older.context, *event.context], key=lambda f: f.index)
            kept.remove(event)
    return kept


def private(low: str, facts: Facts) -> bool:
    """Whether a sentence tells of a private crime: 'killed by his nephew', 'in a quarrel over …'."""
    told = facts.cues & {"crime"} or (
        facts.tolls and _BY_KIN.search(low, facts.sentence.start, facts.sentence.end)
    )
    return bool(told)


def _harmless(low: str, event: Event) -> bool:
    """Whether people were hurt in an event by nobody: an accident told of, and no deed."""
    hostile = set().union(*(_strong(f) for f in event.facts)) & _HOSTILE
    if private(low, event.facts[0]) and not hostile - {"shooting", "arrest"}:
        return not any(f.groups for f in event.facts)
    return not hostile and any("accident" in f.cues for f in [*event.facts, *event.context])
