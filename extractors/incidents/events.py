"""Which sentences tell of the same event: events opened, continued, and told apart."""

from collections.abc import Sequence

from extractors.incidents.allocation import each_of
from extractors.incidents.continuity import (
    abroad,
    accused_says,
    beside_it,
    continued,
    days_before,
    listed_items,
    strikes_back,
)
from extractors.incidents.discourse import Part
from extractors.incidents.event import Event, elsewhere
from extractors.incidents.facts import Facts, losses_told
from extractors.incidents.gatherings import (
    apart_from,
    gathering,
    goes_on,
    only_names_one,
    protests,
    without_dead,
)
from extractors.incidents.opening import (
    NO_EVENT,
    announces_several,
    answers,
    befell_one,
    can_open,
    claims_those,
    each_place,
    is_clause,
    of_late,
    of_many,
    opens_item,
    recalls,
    says_why,
    strikes_abroad,
)
from extractors.incidents.past import dates_it, has_own, history, reason, told_once
from extractors.incidents.scene import closest, scene
from extractors.incidents.summary import is_summary, scene_setter

_BRIEF_SENTENCES = 6
_SHORT = 8  # tokens of a sentence that stands like a title before its story
_TOP = 4  # sentences in which headings are the article's own


def assemble(parts: Sequence[tuple[Facts, Part]], words: Sequence[str]) -> list[Event]:
    """The events of an article, main ones first; each sentence with a deed goes to one of them."""
    main: list[Event] = []
    background: list[Event] = []
    gatherings: list[Event] = []  # protests that followed the main events
    last: Event | None = None
    told_before: Facts | None = None  # the last sentence of history
    line = -1  # the paragraph in which history or totals were told last
    line_aside = -1  # the paragraph that tells what was found or met on the way
    pending: list[Facts] = []  # sentences before the first event that say when, or shortly what
    listed = listed_items([f for f, _ in parts])
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
            background += reason(facts, main, words)
            continue
        if part in ("aggregate", "other"):
            if part == "other" and facts.sentence.line == line and last is not None and last in background:
                _claim(facts, last)
            line = facts.sentence.line
            continue
        if main and strikes_abroad(facts) and elsewhere(facts, main):
            background.append(Event("background", [facts]))
            continue
        line = -1 if facts.sentence.resumes else line
        if last is not None and last in background and claims_those(facts, words):
            _claim(facts, last)  # 'X claimed those killings and this one too'
        in_history = facts.sentence.line == line
        if part == "history" or (in_history and not has_own(facts)):
            line = line if is_clause(facts, words) else facts.sentence.line
            last = history(facts, background, last if in_history or not main else None, words)
            if last is not None and last.facts[0] is facts and dates_it(told_before, facts, words):
                last.facts.insert(0, told_before)
            told_before = facts
            blames = part == "news" and facts.groups and not facts.has_deed() and not _then(facts, words)
            if last is None and main and ("word_of" in facts.cues or blames):
                main[-1].context.append(facts)  # 'the third this year. Nobody claimed it, but X was blamed'
            continue
        if not main and announces_several(facts, words):
            main.append(Event("main", [facts], summary=True))
            last = main[-1]
            continue
        short = facts.sentence.last - facts.sentence.first <= _SHORT
        if not facts.has_deed() and not main and (facts.dates or (facts.acts and short)):
            pending.append(facts)
        if main and of_late(facts, words) and elsewhere(facts, main):
            background += (
                [Event("background", [f]) for f in each_place(facts, words)] if recalls(facts, words) else []
            )
            continue
        if main and not facts.sentence.heading:
            if protests(facts, [*main, *gatherings], words):
                gatherings.append(gathering(facts))
                continue
            if gatherings and goes_on(facts, gatherings[-1]):
                gatherings[-1].facts.append(facts)
                continue
            if only_names_one(facts, words):
                main[-1].context.append(facts)
                continue
            if len(main) == 1 and apart_from(main[0], facts, words):
                gatherings.append(without_dead(main.pop()))
        if not facts.has_deed() and not (main and main[-1].summary and opens_item(facts)):
            target = last if last in main else (main[-1] if main else None)
            if target:
                target.context.append(facts)
            continue
        inside = facts.sentence.heading and (facts.index > _TOP or _begun(main))
        if main and inside and not (losses_told(facts) and scene(facts)):
            continue  # a heading between paragraphs says nothing of its own
        if main and part == "headline" and facts.sentence.tail and elsewhere(facts, main):
            continue  # what else is told below
        if main and (losses_told(facts) or befell_one(facts)) and days_before(facts, main):
            last = Event("background", [facts])
            background.append(last)
            line = facts.sentence.line
            continue
        if main and accused_says(facts, main[-1]):
            main[-1].context.append(facts)  # the place and the dead are those that its accuser tells
            continue
        back = bool(main) and not main[-1].summary and strikes_back(facts, main[-1])
        event = None if back else continued(facts, main, words, listed, last)
        if event is not None and not facts.tolls and not event.summary and elsewhere(facts, main):
            if of_many(facts, words):
                continue
            if abroad(facts, main):
                if not answers(facts):
                    continue  # a deed in another country, told in passing
                event = None
        if event and not facts.tolls and (line_aside == facts.sentence.line or beside_it(facts, event)):
            line_aside = facts.sentence.line
            event.context.append(facts)
            continue
        if event is None:
            if (
                not back
                and not can_open(facts, words, first=not main)
                and not (main and main[-1].summary and opens_item(facts))
            ):
                if main:
                    main[-1].context.append(facts)
                continue
            before = [f for f in pending if f.sentence.line == facts.sentence.line]
            event = Event(
                "main",
                [f for f in before if f.acts and not f.dates],  # 'Shells over the border. Six are dead …'
                context=[f for f in before if f.dates],
                summary=announces_several(facts, words),
                late=recalls(facts, words),
                back=back,
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
    main = each_of(main, words) or _settle(main)
    opened = bool(gatherings and main) and gatherings[0].facts[0].index < main[0].facts[0].index
    news = gatherings[:1] + main + gatherings[1:] if opened else main + gatherings
    return news + told_once(background)


def _then(facts: Facts, words: Sequence[str]) -> bool:
    """'X was blamed at the time': of what was long ago."""
    return "time" in words[facts.sentence.first : facts.sentence.last]


def _claim(facts: Facts, event: Event) -> None:
    """Take in who is named behind an event of the past in a survey: 'The BLA claimed it.'"""
    if facts.groups and facts.index == event.facts[-1].index + 1:
        event.context.append(facts)


def joined(events: Sequence[Event], later: Sequence[Event]) -> list[Event]:
    """The events of a text and those of a later story in it, what both tell of told once."""
    if not events:
        return list(later)
    found = list(events)
    for event in later:
        same = next((e for e in found if event.role == e.role == "main" and _told_again(event, e)), None)
        if same is None:
            found.append(event)
        else:
            same.facts += event.facts
            same.context += event.context
    main = _settle([e for e in found if e.role == "main"])
    return main + told_once([e for e in found if e.role == "background"])


def _told_again(event: Event, earlier: Event) -> bool:
    """Whether a later story tells of an event of an earlier one: at the same place, on no other day."""
    if earlier.summary or closest(event.scene(), earlier.scene()) != "same":
        return False
    days, others = event.days(), earlier.days()
    return not days or not others or bool(days & others)


def _begun(main: Sequence[Event]) -> bool:
    """Whether an event has been told below the headings at the top."""
    return any(not f.sentence.heading for event in main for f in event.facts)


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
        return _whole(main)
    for event in main:
        dated = [f for f in event.facts if f.dates] if event.summary else []
        for other in told:
            if dated and other.shared_date is None:
                other.shared_date = (dated[0].dates[0], dated[0])
    return told


def _whole(main: list[Event]) -> list[Event]:
    """What was announced as several is one where a single part of it is told, at no place of its own."""
    told = next((e for e in main if not e.summary), None)
    before = next((e for e in reversed(main) if e.summary), None)
    if told is None or before is None or told.scene():
        return main
    before.facts += told.facts
    before.context += told.context
    return [e for e in main if e is not told]
