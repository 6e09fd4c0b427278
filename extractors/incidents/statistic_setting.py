"""Of which period, where and of whose deeds a statistic is: read beside its number, else before it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from extractors.incidents import phrases
from extractors.incidents.dates import DateMention
from extractors.incidents.facts import Facts
from extractors.incidents.groups import GroupMention
from extractors.incidents.places import PlaceMention

_BETWEEN = "between "
_BOTH_ENDS = re.compile(r"(?:.{0,8}\b)?between [\w.]+(?: \d{4})? and [\w.]+(?: \d{4})?")
_COMPARED = re.compile(rf"\b{phrases.one_of('statistics', 'compared')}(?:[^,;.]|[.,]\d)*$")
_CHARS = 40
_TO = re.compile(r",? to (?:[a-z]+ ){0,2}")
_RECORD = re.compile(rf"\b{phrases.one_of('statistics', 'record')} [^,;.]{{0,40}}\bsince [^,;.]{{0,60}}$")
_RECORD_CHARS = 120
_SINCE = "since "
_YEAR_BEFORE = re.compile(rf" (?:\w+ )?{phrases.one_of('statistics', 'year_before')}\b")
_NO_SCENE = ("speaker", "nationality", "dateline", "from")
_SEAT = re.compile(rf"\b{phrases.one_of('statistics', 'seated')}\b[^,;.]{{0,40}}\bin (?:the )?$")
_SEAT_CHARS = 70
_BASED = "-based"
_HOUSES = tuple(f" {house}" for house in phrases.words("statistics", "houses"))
_HERE = re.compile(rf"\b{phrases.one_of('statistics', 'here')}\b")
_THEIRS = re.compile(rf"\b{phrases.one_of('statistics', 'theirs')}\b")
_LEVELS: Mapping[str, str] = {
    "district": "admin2",
    "province": "admin1",
    "provincial": "admin1",
    "city": "name",
    "igp": "admin1",  # whose police are a province's
    "police": "admin1",
}


def period_of(low: str, spans: Sequence[DateMention], start: int, end: int) -> DateMention | None:
    """The period of the number at ``[start, end)``: the next in its sentence, else the last of its own."""
    behind = next((m for m in spans if m.start > start), None)
    if behind is not None and not _COMPARED.search(low[end : behind.start]):
        return behind
    before = [m for m in spans if m.start < start]
    if before and _TO.fullmatch(low, before[-1].end, start):
        return None  # 'from 517 in 2024 to 1,099'
    own = [m for m in before if not against(low, m)]
    return next(reversed(own or before), None)


def against(low: str, mention: DateMention) -> bool:
    """Whether a period is one that another is compared with: 'more than in 2024', 'the lowest since 1989'."""
    if _COMPARED.search(low[max(0, mention.start - _CHARS) : mention.start]):
        return True
    return _RECORD.search(low[max(0, mention.start - _RECORD_CHARS) : mention.start]) is not None


def joined(low: str, spans: Sequence[DateMention]) -> list[DateMention]:
    """The periods of a sentence; 'between 2021 and 2025' is one."""
    found: list[DateMention] = []
    for mention in spans:
        last = found[-1] if found else None
        if last and _BOTH_ENDS.fullmatch(low, max(0, last.start - len(_BETWEEN)), mention.end):
            found[-1] = replace(last, end=mention.end, last=mention.last)
        else:
            found.append(mention)
    return found


def days_of(
    low: str, period: DateMention | None, chief: DateMention | None, end: int, on: date | None
) -> tuple[date | None, date | None, DateMention | None]:
    """The first and the last day of the period of a number that ends at ``end``, and the words for it.

    What began 'since 2006' goes on to the day ``on`` of the text, and nothing is counted ahead of it.
    """
    told = chief or period
    if told and told.first and told.last and _YEAR_BEFORE.match(low, end):  # 'against 282 in the year before'
        return told.first.replace(year=told.first.year - 1), _year_before(told.last), None
    if period is None:
        return None, None, None
    if on is None or period.first is None or period.first > on:
        return period.first, period.last, period
    since = low[: period.start].endswith(_SINCE) or low.startswith(_SINCE, period.start)
    return period.first, on if since else min(period.last or on, on), period


def _year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def place_of(low: str, facts: Facts, places: Sequence[PlaceMention]) -> str | None:
    """The first place that a sentence names as a scene, or the one that its 'the district' means."""
    named = next((m for m in facts.places if m.role not in _NO_SCENE and not _seat(low, m)), None)
    if named is not None:
        return named.place.name
    here = _HERE.search(low, facts.sentence.start, facts.sentence.end)
    if here is None:
        return None
    level = _LEVELS[here.group().split()[-1]]
    before = [m for m in places if m.end <= here.start() and m.role != "to"]
    first = [m for m in before if m.place.kind == level]
    first = [m for m in before if m.role == "dateline"] if level == "admin1" else first[::-1]
    for mention in [*first, *reversed(before)]:
        if level == "name" and mention.role != "dateline":
            continue
        if name := getattr(mention.place, level):
            return str(name)
    return None


def _seat(low: str, mention: PlaceMention) -> bool:
    """Whether a place is where those sit who count: 'the Centre for Legal Equality in Lahore'."""
    if low.startswith((_BASED, *_HOUSES), mention.end):
        return True
    return _SEAT.search(low[max(0, mention.start - _SEAT_CHARS) : mention.start]) is not None


def group_of(low: str, facts: Facts, spoken_of: Mapping[int, GroupMention]) -> str | None:
    """The group that a sentence names, or that its 'the group' and 'they carried out' mean."""
    if facts.groups:
        return facts.groups[0].name
    if _THEIRS.search(low, facts.sentence.start, facts.sentence.end) and facts.index in spoken_of:
        return spoken_of[facts.index].name
    return None
