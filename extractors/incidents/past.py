"""Events of the past that an article tells of beside its news."""

from collections.abc import Sequence
from datetime import date

from extractors.incidents.event import Event, elsewhere
from extractors.incidents.facts import Facts, losses_told
from extractors.incidents.opening import can_be_history, recalls
from extractors.incidents.scene import closest, scene


def history(facts: Facts, background: list[Event], last: Event | None, words: Sequence[str]) -> Event | None:
    """The event of the past that a sentence goes on with or opens; None where it tells of none."""
    if last is not None and last in background and not _apart(facts, last):
        (last.facts if facts.has_deed() else last.context).append(facts)
        return last
    if not can_be_history(facts):
        return None
    event = Event("background", [facts])
    background.append(event)
    return event


def reason(facts: Facts, main: Sequence[Event], words: Sequence[str]) -> list[Event]:
    """The event that a clause gives as the reason for another, where it is not told otherwise."""
    told = losses_told(facts)
    if not elsewhere(facts, main) or any(c in event.counts() for event in main for c in told):
        return []
    return [Event("background", [facts])] if recalls(facts, words) or can_be_history(facts) else []


def told_once(background: Sequence[Event]) -> list[Event]:
    """The events of the past, those put together that are one told twice: same place, time and toll."""
    kept: list[Event] = []
    for event in background:
        same = next((e for e in kept if _same(e, event)), None)
        if same is None:
            kept.append(event)
        else:
            same.facts += event.facts
            same.context += event.context
    return kept


def _same(one: Event, other: Event) -> bool:
    here, there = one.scene(), other.scene()
    exact = [m for m in [*here, *there] if m.place.kind not in ("country", "region", "admin1")]
    if not exact or closest(here, there) != "same":
        return False
    counts, others = dict(one.counts()), dict(other.counts())
    if any(counts[kind] != others[kind] for kind in counts.keys() & others.keys()):
        return False
    spans = [
        [(m.first, m.last) for f in e.facts for m in f.dates if m.first and m.last] for e in (one, other)
    ]
    return any(_holds(a, b) or _holds(b, a) for a in spans[0] for b in spans[1])


def _holds(outer: tuple[date, date], inner: tuple[date, date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def has_own(facts: Facts) -> bool:
    """Whether a sentence after history in one paragraph has its own day, or says that it goes elsewhere."""
    return any(m.precision == "day" and m.first for m in facts.dates) or "another" in facts.cues


def _apart(facts: Facts, event: Event) -> bool:
    """Whether a sentence of history tells of something else than the one before it."""
    lie = closest(scene(facts), event.scene())
    return (bool(facts.dates) and bool(scene(facts))) or (lie == "conflict" and bool(losses_told(facts)))
