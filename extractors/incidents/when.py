"""The day of an event among the date words of its sentences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.incidents.dates import DateMention, compared, spoken
from extractors.incidents.event import Event
from extractors.incidents.facts import Facts
from extractors.incidents.phrases import one_of
from extractors.records import DatePrecision

_LIMIT = re.compile(rf"\b{one_of('dates', 'limits')}\s$")

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
    return _LIMIT.search(low[max(0, mention.start - 20) : mention.start]) is not None


def _mentions(low: str, facts: Iterable[Facts]) -> list[tuple[DateMention, bool]]:
    return [
        (m, spoken(low, m))
        for f in facts
        for m in f.dates
        if not _limit(low, m) and not (m.precision in ("month", "year") and compared(low, m))
    ]


def _of_dateline(mention: DateMention, event: Event) -> bool:
    """Whether it is the day on which the text was sent: 'QUETTA, March 6:'."""
    sites = [m for f in (*event.facts, *event.context) for m in f.places if m.role == "dateline"]
    return any(0 <= mention.start - m.end <= _BESIDE for m in sites)


def _rank(mention: DateMention, spoken: bool, event: Event) -> int:
    order = {"day": 0, "few days": 0, "week": 2, "month": 3, "year": 4, "unknown": 9}[mention.precision]
    if order == 0 and _of_dateline(mention, event):
        order = 1
    if mention.anchor:
        order = 5
    return order + (10 if spoken else 0)


def _same_day(event: Event) -> bool:
    """Whether an event is told of by the hours between it and the chief one: 'some hours afterwards'."""
    return any(hit.row["same_day"] for hit in event.facts[0].cue_hits)


def event_date(low: str, text: str, event: Event, anchor: date | None, chief: EventDate | None) -> EventDate:
    """When ``event`` happened; ``anchor`` is the day of the article's chief event, for 'a day earlier'."""
    mentions = _mentions(low, event.facts) or []
    plain = [m for m in mentions if not m[1]]
    if not plain:
        plain = [
            m for m in _mentions(low, event.context) if not m[1] and m[0].precision in ("day", "few days")
        ]
    chosen = min(plain, key=lambda m: _rank(m[0], m[1], event), default=None)
    if chosen is None and event.shared_date is not None:
        chosen = (event.shared_date[0], False)
    if chosen is None:
        chosen = mentions[0] if mentions else None
    if chosen is None and chief is not None and chief.precision == "day" and _same_day(event):
        return replace(chief, sure=False)
    if chosen is None:
        return EventDate(None, None, "unknown", None, ())
    mention, spoken = chosen
    words = text[mention.start : mention.end]
    span = ((mention.start, mention.end),)
    if mention.anchor and anchor:
        day = anchor + timedelta(days=mention.offset_days)
        return EventDate(day, day, "day", words, span, False)
    return EventDate(mention.first, mention.last, mention.precision, words, span, not spoken)
