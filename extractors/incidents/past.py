"""Events of the past that an article tells of beside its news."""

from collections.abc import Sequence
from datetime import date
from typing import TypeGuard

from extractors.incidents import phrases
from extractors.incidents.event import Event, elsewhere
from extractors.incidents.facts import Facts, losses_told
from extractors.incidents.opening import befell_one, can_be_history, is_clause, recalls
from extractors.incidents.scene import closest, scene

_LONG = frozenset(phrases.words("statistics", "long_units"))
_SEQUEL = "sequel"  # 'that raid was followed by air strikes': they say nothing of the raid
_OPENING = 4  # tokens: 'about two months later'


def history(facts: Facts, background: list[Event], last: Event | None, words: Sequence[str]) -> Event | None:
    """The event of the past that a sentence goes on with or opens; None where it tells of none."""
    if last is not None and last in background and not _apart(facts, last):
        if _SEQUEL in facts.cues:
            return last
        (last.facts if facts.has_deed() else last.context).append(facts)
        return last
    scattered = "crowdcontrol" in facts.act_names and is_clause(
        facts, words
    )  # 'A day after tear gas was fired at them,'
    if not (can_be_history(facts) or befell_one(facts) or scattered):
        return None
    event = Event("background", [facts])
    background.append(event)
    return event


def dates_it(before: Facts | None, facts: Facts, words: Sequence[str]) -> TypeGuard[Facts]:
    """Whether the sentence of history before one without a day tells when and where that was, or what."""
    if before is None or facts.dates or before.sentence.line != facts.sentence.line:
        return False
    opening = words[facts.sentence.first : facts.sentence.first + _OPENING]
    if "later" in opening and not _LONG.isdisjoint(opening):
        return False
    told = bool(scene(before)) or facts.sentence.tail or any(h.row["strength"] == "2" for h in before.acts)
    return before.index == facts.index - 1 and bool(before.dates) and told and not losses_told(before)


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
    if "afterwards" in facts.cues and losses_told(facts):
        return True
    lie = closest(scene(facts), event.scene())
    if losses_told(facts) and _counted(event) and _other_time(facts, event):
        return True
    return (bool(facts.dates) and bool(scene(facts))) or (lie == "conflict" and bool(losses_told(facts)))


def _counted(event: Event) -> bool:
    """Whether anybody is counted as hurt in an event so far."""
    return any(losses_told(f) for f in event.facts)


def _other_time(facts: Facts, event: Event) -> bool:
    """Whether its days, months or years are others than those of the event."""
    spans = [[(m.first, m.last) for m in f.dates if m.first and m.last] for f in (facts, *event.facts)]
    mine, theirs = spans[0], [span for told in spans[1:] for span in told]
    return bool(mine and theirs) and not any(_holds(a, b) or _holds(b, a) for a in mine for b in theirs)
