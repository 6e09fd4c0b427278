"""The day of an event among the date words of its sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.incidents.dates import DateMention, compared, spoken
from extractors.incidents.event import Event
from extractors.incidents.facts import Facts
from extractors.incidents.phrases import one_of, words
from extractors.incidents.tokens import Tokens
from extractors.records import DatePrecision

_LIMIT = re.compile(rf"\b{one_of('dates', 'limits')}\s$")

_OWN_LIMITS = tuple(f"{word} " for word in words("dates", "own_limits"))
_DIED = re.compile(rf"\b{one_of('dates', 'died_later')}\b[^.;]{{0,50}}$")
_BURIED = re.compile(rf"\b{one_of('dates', 'buried')}$")
_BURIED_CHARS = 140
_BURIED_HINTS = ("coffin", "buried", "laid to rest")
_WOUNDS = re.compile(rf"\b{one_of('dates', 'wounds')}\b")
_CLOCK = re.compile(r"\bat (?:about |around )?\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b")
_DIED_CHARS = 70
_DAY_AFTER = re.compile(r"\b(?:a|one) day after\b")
_DAYS_AFTER = re.compile(rf"\b(?P<days>{one_of('dates', 'small_numbers')}) days after (?:an?|the) ")
_CLAIMED = 150  # characters: 'on Friday claimed … the day before'
_OLD = timedelta(days=8)
_BESIDE = 4  # characters between the place of a dateline and its day


@dataclass(frozen=True, slots=True)
class EventDate:
    """The days of an event, how exactly they are known, and the words that say so."""

    first: date | None
    last: date | None
    precision: DatePrecision
    text: str | None
    spans: tuple[tuple[int, int], ...]
    sure: bool = True


def _limit(low: str, mention: DateMention) -> bool:
    """'since Monday' is no day of the event; 'the toll from Sunday's bombing' is."""
    if low.startswith("'s", mention.end):
        return False
    if low.startswith(_OWN_LIMITS, mention.start):
        return not low.startswith(", when", mention.end)
    return _LIMIT.search(low[max(0, mention.start - 20) : mention.start]) is not None


def _mentions(low: str, facts: Iterable[Facts]) -> list[tuple[DateMention, bool]]:
    return [
        (m, spoken(low, m))
        for f in facts
        for m in f.dates
        if not _limit(low, m)
        and not _of_burial(low, f, m)
        and not (m.precision in ("month", "year") and compared(low, m))
    ]


def _of_dateline(mention: DateMention, event: Event) -> bool:
    """Whether it is the day on which the text was sent: 'QUETTA, March 6:'."""
    sites = [m for f in (*event.facts, *event.context) for m in f.places if m.role == "dateline"]
    return any(0 <= mention.start - m.end <= _BESIDE for m in sites)


def _of_death(low: str, mention: DateMention) -> bool:
    """Whether it is the day on which somebody died of wounds: 'died on Friday of the wounds of Monday'."""
    before = low[max(0, mention.start - _DIED_CHARS) : mention.start]
    died = _DIED.search(before)
    return died is not None and _WOUNDS.search(before[died.start() :] + low[mention.end :][:40]) is not None


def _of_burial(low: str, facts: Facts, mention: DateMention) -> bool:
    """Whether it is the day on which the dead were buried or sent home."""
    before = low[max(facts.sentence.start, mention.start - _BURIED_CHARS) : mention.start]
    return any(hint in before for hint in _BURIED_HINTS) and _BURIED.search(before) is not None


def _rank(low: str, mention: DateMention, spoken: bool, event: Event) -> int:
    order = {"day": 0, "few days": 0, "week": 2, "month": 3, "year": 4, "unknown": 9}[mention.precision]
    if order == 0 and _of_dateline(mention, event):
        order = 1
    if mention.anchor:
        order = 5
    elif order == 0 and _of_death(low, mention):
        order = 7
    return order + (10 if spoken else 0)


def _same_day(low: str, event: Event) -> bool:
    """Whether an event is of the chief one's day: told by the hours between, by the clock, or a protest."""
    first = event.facts[0]
    if event.gathering or any(hit.row["same_day"] for hit in first.cue_hits):
        return True
    return event.role == "main" and _CLOCK.search(low, first.sentence.start, first.sentence.end) is not None


def _distance(starts: Sequence[int], mention: DateMention, event: Event) -> tuple[int, int]:
    """The sentence that dates an event of the past, and how far from its deed the words stand there."""
    for number, facts in enumerate((*event.facts, *event.context)):
        if facts.sentence.start <= mention.start < facts.sentence.end:
            deeds = [h.first for h in facts.acts if h.row["strength"] == "2"] or [
                t.first for t in facts.tolls
            ]
            return number, abs(starts[deeds[0]] - mention.start) if deeds else 0
    return 0, 0


def event_date(tokens: Tokens, event: Event, anchor: date | None, chief: EventDate | None) -> EventDate:
    """When ``event`` happened; ``anchor`` is the day of the article's chief event, for 'a day earlier'."""
    low, text = tokens.low, tokens.text
    mentions = _mentions(low, event.facts) or []
    past = event.role == "background"
    if past and (newest := anchor or max((m.last for m, _ in mentions if m.last), default=None)):
        mentions = _older(mentions, newest) or mentions
    plain = [m for m in mentions if not m[1]]
    buried = any(_of_burial(low, f, m) for f in event.facts for m in f.dates)
    if all(_of_dateline(m, event) for m, _ in plain) and not buried:
        plain = [
            m for m in _mentions(low, event.context) if not m[1] and m[0].precision in ("day", "few days")
        ] or plain
    chosen = min(
        plain,
        key=lambda m: (
            _rank(low, m[0], m[1], event),
            _distance(tokens.starts, m[0], event) if past else (0, 0),
        ),
        default=None,
    )
    if event.shared_date is not None and (chosen is None or _of_death(low, chosen[0])):
        chosen = (event.shared_date[0], False)
    if chosen is None:
        chosen = mentions[0] if mentions else None
    if chosen is None and chief is not None and chief.precision == "day" and _same_day(low, event):
        return replace(chief, sure=False)
    if chosen is None and past and anchor and chief and (after := _day_after(low, event)):
        day = anchor - timedelta(days=1)
        return EventDate(day, day, "day", text[after[0] : after[1]], (after,), False)
    if chosen is None:
        return EventDate(None, None, "unknown", None, ())
    mention, spoken = chosen
    said = text[mention.start : mention.end]
    span = ((mention.start, mention.end),)
    if mention.anchor and anchor:
        told = [
            m.first for m, aside in mentions if aside and m.first and 0 < mention.start - m.end < _CLAIMED
        ]
        day = next(reversed(told), anchor) + timedelta(days=mention.offset_days)
        return EventDate(day, day, "day", said, span, False)
    if mention.precision == "day" and mention.first and (days := _days_before(tokens, mention, event)):
        day = mention.first - timedelta(days=days)
        return EventDate(day, day, "day", said, span, False)
    return EventDate(mention.first, mention.last, mention.precision, said, span, not spoken)


def _days_before(tokens: Tokens, mention: DateMention, event: Event) -> int:
    """How many days earlier the deed was: 'The gate was reopened on Monday, two days after a clash'."""
    facts = next((f for f in event.facts if mention in f.dates), None)
    found = _DAYS_AFTER.search(tokens.low, facts.sentence.start, facts.sentence.end) if facts else None
    if facts is None or found is None or mention.start > found.end():
        return 0
    deeds = [h.first for h in facts.acts if h.row["strength"] == "2"] + [t.first for t in facts.tolls]
    if any(tokens.starts[deed] < found.start() for deed in deeds):
        return 0
    return words("dates", "small_numbers").index(found.group("days"))


def _older(mentions: list[tuple[DateMention, bool]], newest: date) -> list[tuple[DateMention, bool]]:
    """Of the days that a sentence of history names, those clearly before the chief event or the court's."""
    return [m for m in mentions if m[0].last and newest - m[0].last > _OLD]


def _day_after(low: str, event: Event) -> tuple[int, int] | None:
    """Where an event is told as the one a day after which the chief one came."""
    sentence = event.facts[0].sentence
    found = _DAY_AFTER.search(low, sentence.start, sentence.end)
    return found.span() if found else None
