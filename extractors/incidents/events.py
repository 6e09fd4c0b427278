"""Which sentences tell of the same event: events opened, continued, and told apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from extractors.incidents.dates import DateMention
from extractors.incidents.discourse import Part
from extractors.incidents.facts import Facts
from extractors.incidents.opening import (
    NO_EVENT,
    announces_several,
    can_be_history,
    can_open,
    early_another,
    of_late,
    opens_item,
    recalls,
    says_why,
    strikes_abroad,
    weakly_another,
)
from extractors.incidents.places import PlaceMention
from extractors.incidents.scene import closest, scene
from extractors.incidents.summary import is_summary, scene_setter

_BRIEF_SENTENCES = 6
_TOP = 4  # sentences in which headings are the article's own
_PAST_DAYS = 2
_LIST_LINES = 4  # so many lines in a row, each with its own toll, are a list of events
_TELLING = 5  # the same toll above this is the same event, even where other places are named


@dataclass(slots=True)
class Event:
    """The sentences of one event, in the order of the text.

    ``summary``: a lead that announces several. ``late``: opened as 'the recent …', so of these days.
    """

    role: Literal["main", "background"]
    facts: list[Facts] = field(default_factory=list)
    summary: bool = False
    late: bool = False
    shared_date: tuple[DateMention, Facts] | None = None
    context: list[Facts] = field(default_factory=list)  # claims and other sentences without a deed

    def scene(self) -> list[PlaceMention]:
        """The places of all its sentences."""
        return [m for f in self.facts for m in scene(f)]

    def days(self) -> set[date]:
        """The days that its sentences name."""
        return {m.first for f in self.facts for m in f.dates if m.first and m.precision == "day"}

    def counts(self) -> set[tuple[str, int]]:
        """Its tolls, as kind and number."""
        return {
            (t.kind, t.count.value)
            for f in self.facts
            for t in f.tolls
            if t.count.value is not None and not t.weak and not t.part
        }


def assemble(parts: Sequence[tuple[Facts, Part]], words: Sequence[str]) -> list[Event]:
    """The events of an article, main ones first; each sentence with a deed goes to one of them."""
    main: list[Event] = []
    background: list[Event] = []
    last: Event | None = None
    line = -1  # the paragraph in which history or totals were told last
    pending: list[Facts] = []  # sentences before the first event that say when
    listed = _listed([f for f, _ in parts])
    for facts, part in parts:
        if (
            main
            and "points_at" in facts.cues
            and part in ("history", "other")
            and not facts.tolls
            and not facts.dates
        ):
            main[-1].context.append(facts)
            continue
        if says_why(facts, words):
            background += _reason(facts, main, words)
            continue
        if part in ("aggregate", "other"):
            line = facts.sentence.line
            continue
        if main and strikes_abroad(facts) and _elsewhere(facts, main):
            background.append(Event("background", [facts]))
            continue
        in_history = facts.sentence.line == line
        if part == "history" or (in_history and not _has_own(facts)):
            line = facts.sentence.line
            last = _history(facts, background, last if in_history or not main else None, words)
            continue
        if not main and announces_several(facts, words):
            main.append(Event("main", [facts], summary=True))
            last = main[-1]
            continue
        if not facts.has_deed() and not main and facts.dates:
            pending.append(facts)
        if main and of_late(facts, words) and _elsewhere(facts, main):
            background += [Event("background", [facts])] if recalls(facts, words) else []
            continue
        if not facts.has_deed() and not (main and main[-1].summary and opens_item(facts)):
            target = last if last in main else (main[-1] if main else None)
            if target:
                target.context.append(facts)
            continue
        if main and facts.sentence.heading and facts.index > _TOP and not scene(facts):
            continue  # a heading between paragraphs says nothing of its own
        if main and _told(facts) and _days_before(facts, main):
            last = Event("background", [facts])
            background.append(last)
            line = facts.sentence.line
            continue
        event = _continued(facts, main, words, listed)
        if event is not None and not facts.tolls and not event.summary and _abroad(facts, main):
            continue  # a deed in another country, told in passing
        if event is None:
            if not can_open(facts, words, first=not main) and not (
                main and main[-1].summary and opens_item(facts)
            ):
                if main:
                    main[-1].context.append(facts)
                continue
            before = [f for f in pending if f.sentence.line == facts.sentence.line]
            event = Event(
                "main",
                context=before,
                summary=announces_several(facts, words),
                late=recalls(facts, words),
            )
            main.append(event)
        elif event.facts and len(main) == 1 and event.facts[0].sentence.heading and len(event.facts) == 1:
            event.summary = event.summary or announces_several(facts, words)
        event.facts.append(facts)
        last = event
    if not main and not background:
        main = _brief(parts)
    if len(main) == 1 and (first := scene_setter(parts, main[0].facts[0])):
        main[0].facts.insert(0, first)
    return _settle(main) + background


def _reason(facts: Facts, main: Sequence[Event], words: Sequence[str]) -> list[Event]:
    """The event that a clause gives as the reason for another, where it is not told otherwise."""
    told = _told(facts)
    if not _elsewhere(facts, main) or any(c in event.counts() for event in main for c in told):
        return []
    return [Event("background", [facts])] if recalls(facts, words) or can_be_history(facts) else []


def _elsewhere(facts: Facts, events: Sequence[Event]) -> bool:
    """Whether a sentence lies at a place of none of the events."""
    here = [m for m in scene(facts) if m.role in ("at", "near")] or scene(facts)
    return bool(here) and all(closest(here, event.scene()) in ("conflict", "different") for event in events)


def _abroad(facts: Facts, events: Sequence[Event]) -> bool:
    """Whether a sentence lies in countries in which none of the events does."""
    here = [m for m in scene(facts) if m.place.country]
    there = [m for event in events for m in event.scene() if m.place.country]
    names, countries = {m.text for m in there}, {m.place.country for m in there}
    return bool(here and there) and not any(m.text in names or m.place.country in countries for m in here)


def _listed(facts: Sequence[Facts]) -> frozenset[int]:
    """The sentences of a list of events: lines in a row that count their own dead or hurt."""
    found: set[int] = set()
    run: list[int] = []
    for one in [*facts, None]:
        if one is not None and one.sentence.alone and not one.sentence.heading and _told(one):
            run.append(one.index)
            continue
        if one is None or one.sentence.alone or not one.sentence.tail:
            if len(run) >= _LIST_LINES:
                found.update(run)
            run = []
    return frozenset(found)


def _brief(parts: Sequence[tuple[Facts, Part]]) -> list[Event]:
    """A text of a few sentences is about something: its first one with any deed in it."""
    summary = is_summary(parts)
    told = [(f, part) for f, part in parts if summary or part in ("news", "headline", "other")]
    if not summary and any(part == "aggregate" for _, part in parts):
        return []
    if len(told) > _BRIEF_SENTENCES and not summary:
        return []
    for facts, _ in told:
        if facts.acts and (summary or not facts.cues & NO_EVENT):
            own = [f for f, _ in told if f is facts or f.has_deed()]
            return [Event("main", own, context=[f for f, _ in told if f not in own])]
    return []


def _has_own(facts: Facts) -> bool:
    """Whether a sentence after history in one paragraph has its own day, or says that it goes elsewhere."""
    return any(m.precision == "day" and m.first for m in facts.dates) or "another" in facts.cues


def _history(facts: Facts, background: list[Event], last: Event | None, words: Sequence[str]) -> Event | None:
    if last is not None and last in background and not _apart(facts, last):
        (last.facts if facts.has_deed() else last.context).append(facts)
        return last
    if not can_be_history(facts):
        return None
    event = Event("background", [facts])
    background.append(event)
    return event


def _apart(facts: Facts, event: Event) -> bool:
    """Whether a sentence of history tells of something else than the one before it."""
    lie = closest(scene(facts), event.scene())
    return (bool(facts.dates) and bool(scene(facts))) or (lie == "conflict" and bool(_told(facts)))


def _told(facts: Facts) -> list[tuple[str, int | None]]:
    return [
        (t.kind, t.count.value)
        for t in facts.tolls
        if not t.weak and not t.part and t.kind in ("killed", "injured", "abducted", "casualties", "bodies")
    ]


def _continued(
    facts: Facts, events: Sequence[Event], words: Sequence[str], listed: frozenset[int]
) -> Event | None:
    """The event that a sentence goes on telling of, or None where it opens a new one."""
    if not events:
        return None
    current = events[-1]
    here = scene(facts)
    told = _told(facts)
    another = early_another(facts, words)
    single = [e for e in events if not e.summary]
    if current.summary:
        exact = any(m.place.kind not in ("country", "region") for m in here)
        repeated = any((k, v) in current.counts() for k, v in told if v and v > (_TELLING if exact else 1))
        own = told or (exact and can_open(facts, words, first=False))
        if facts.sentence.heading or announces_several(facts, words):
            own = told
        return None if (here and own and not repeated) or another or opens_item(facts) else current
    if facts.index in listed and told and current.facts[-1].index in listed:
        return None
    if _under_heading(facts, current):
        return current
    if not here and not another:
        new = told and weakly_another(facts) and not any(c in current.counts() for c in told)
        return None if new else current
    relations = {id(e): closest(here, e.scene()) for e in single}
    same = [e for e in single if relations[id(e)] == "same"]
    others = any(t.count.others for t in facts.tolls)
    repeats = [
        e
        for e in single
        if not others
        and any(
            (k, v) in e.counts()
            for k, v in told
            if v and v > (_TELLING if relations[id(e)] == "conflict" else 1)
        )
    ]
    if another and (told or here):
        unplaced = [e for e in repeats if relations[id(e)] in (None, "same") and e is not single[0]]
        return unplaced[-1] if unplaced else current if same and repeats and current in repeats else None
    if repeats:
        return repeats[-1] if current not in repeats else current
    if same:
        return current if current in same else same[-1]
    if told and here:
        near = [relations[id(e)] for e in single]
        if all(r in ("conflict", None) for r in near) and "conflict" in near:
            return None
        if relations[id(current)] in ("conflict", "different") and all(r != "inside" for r in near):
            return None
    if told and _other_day(facts, current) and here:
        return None
    inside = [e for e in single if relations[id(e)] == "inside"]
    return current if not inside or current in inside else inside[-1]


def _under_heading(facts: Facts, event: Event) -> bool:
    """Whether the sentence follows the heading that opened the event."""
    opener = event.facts[0].sentence
    if facts.sentence.heading and _told(facts) and scene(facts):
        return False
    return (
        len(event.facts) == 1 and opener.alone and opener.heading and facts.sentence.line == opener.line + 1
    )


def _days_before(facts: Facts, main: Sequence[Event]) -> bool:
    """Whether a sentence's day lies two days or more before that of the chief event."""
    chief = next((d for e in main for d in sorted(e.days(), reverse=True)), None)
    days = {m.first for m in facts.dates if m.first and m.precision in ("day", "few days")}
    return bool(chief and days and all((chief - d).days >= _PAST_DAYS for d in days))


def _other_day(facts: Facts, event: Event) -> bool:
    days = {m.first for m in facts.dates if m.first and m.precision == "day"}
    return bool(days and event.days() and not days & event.days())


def _dead(event: Event) -> int:
    """The dead of the first sentence that counts any."""
    for facts in event.facts:
        values = [t.count.value or 0 for t in facts.tolls if t.kind == "killed" and not t.part and not t.weak]
        if values:
            return sum(values)
    return 0


def _settle(main: list[Event]) -> list[Event]:
    """Drop leads that only announce what the rest of the article tells one by one."""
    for number, event in enumerate(main[:2]):
        dead = _dead(event)
        if dead > 1 and sum(_dead(e) for e in main[number + 1 :]) == dead and len(main) > number + 2:
            event.summary = True
    told = [e for e in main if not e.summary]
    if len(told) < 2:
        return main
    for event in main:
        dated = [f for f in event.facts if f.dates] if event.summary else []
        for other in told:
            if dated and other.shared_date is None:
                other.shared_date = (dated[0].dates[0], dated[0])
    return told
