"""Date words of a text, resolved against the day it was published."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from extractors.incidents.date_forms import FORMS, HINTED
from extractors.incidents.phrases import one_of, words
from extractors.records import DatePrecision

_MONTHS = {name[:3]: number for number, name in enumerate(words("dates", "full_months"), 1)}
_DAYS = {name: number for number, name in enumerate(words("dates", "weekdays"))}
_WORDS = {word: number for number, word in enumerate(words("dates", "small_numbers"))}
_WORDS |= {"a": 1, "several": 3}
_PARTS = words("dates", "parts_of_a_year")
_HINT = AhoCorasick([hint for _, hint in HINTED])
_THAT_YEAR = re.compile(r",? (?:of )?(?:that|the same) year\b")
_YEARS = re.compile(r"\b(?:(?:19|20)\d\d|(?:last|this) year)\b")
_BACK_CHARS = 400  # in which the year stands that 'that year' means
_SPEECH = re.compile(
    rf"\b{one_of('dates', 'speech')}(?: {one_of('dates', 'after_speech')})*(?: on)?(?: late| early)?\s$"
)
_REMEMBERED_TEXTS = 4  # a text is read sentence by sentence
_SPEECH_CHARS = 60
_SATURDAY = 5
_SINCE_CHARS = 60
_MET = re.compile(rf"\b{one_of('dates', 'met')} of $")


@dataclass(frozen=True, slots=True)
class DateMention:
    """Date words at ``[start, end)`` of the text, and the days they mean; no days where they mean none.

    ``anchor`` is '' where the words stand alone, 'before' or 'after' where they count from the date
    told last ('a day earlier'), 'same' for 'the same day'. ``kind`` names the form of the words.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: DatePrecision
    kind: str
    anchor: str = ""
    offset_days: int = 0
    word: str = ""  # the words of a relative date


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _whole_month(year: int, month: int) -> tuple[date, date, DatePrecision]:
    return date(year, month, 1), _month_end(year, month), "month"


def _year_for(month: int, day: int, published: date | None) -> int | None:
    """The year of a day without one: the latest that does not lie more than two days ahead."""
    if published is None:
        return None
    this = _safe(published.year, month, min(day, 28))
    return published.year if this and this <= published + timedelta(days=2) else published.year - 1


def _day(match: re.Match[str], published: date | None) -> tuple[date | None, date | None, DatePrecision]:
    month, day = _MONTHS[match["month"][:3]], int(match["day"])
    year = (
        int(match["year"])
        if match.re.groupindex.get("year") and match["year"]
        else _year_for(month, day, published)
    )
    if year is None:
        return None, None, "unknown"
    first = _safe(year, month, day)
    if first is None:
        return None, None, "unknown"
    if match["day2"]:
        last = _safe(year, month, int(match["day2"]))
        if last and first < last <= first + timedelta(days=6):
            return first, last, "few days"
        if last and last < first:  # 'the night of November 30 and 1'
            return first, first + timedelta(days=1), "few days"
    return first, first, "day"


def _month(match: re.Match[str], published: date | None) -> tuple[date | None, date | None, DatePrecision]:
    month = _MONTHS[match["month"][:3]]
    said = match["year"] if match.re.groupindex.get("year") else None
    if _THAT_YEAR.match(match.string, match.end()) and (that := _that_year(match, published)):
        year = that  # 'in January 2025 …, and in April that year'
    elif said == "last year" and published:
        year = published.year - 1
    elif said == "this year" and published:
        year = published.year
    elif said and said[0].isdigit():
        year = int(said)
    elif published is None:
        return None, None, "unknown"
    else:
        year = published.year if month <= published.month else published.year - 1
    return _whole_month(year, month)


def _that_year(match: re.Match[str], published: date | None) -> int | None:
    """The year named last before a match, unless only to compare with; None where none is."""
    low, at = match.string, match.start()
    for found in reversed([*_YEARS.finditer(low, max(0, at - _BACK_CHARS), at)]):
        if " since " in low[max(0, found.start() - _SINCE_CHARS) : found.start()]:
            continue
        if found.group().isdigit():
            return int(found.group())
        return published.year - (found.group() == "last year") if published else None
    return None


def _part(match: re.Match[str], published: date | None) -> tuple[date | None, date | None, DatePrecision]:
    """'The first quarter of the year', 'the first nine months of 2025', 'the last quarter of that year'."""
    year = published.year - bool(match["last"]) if published else None
    if match["year"] or match["that"]:
        year = int(match["year"]) if match["year"] else _that_year(match, published)
    if year is None:
        return None, None, "unknown"
    if match["months"]:
        return date(year, 1, 1), _month_end(year, _WORDS.get(match["months"], 11)), "year"
    size = 3 if match["unit"] == "quarter" else 6
    part = min(_PARTS.index(match["nth"]) + 1, 12 // size)
    return date(year, (part - 1) * size + 1, 1), _month_end(year, part * size), "year"


def _weekday(match: re.Match[str], published: date | None) -> tuple[date | None, date | None, DatePrecision]:
    if published is None or match["which"] == "next":
        return None, None, "unknown"
    back = (published.weekday() - _DAYS[match["weekday"]]) % 7
    if match["which"] in ("last", "previous", "the previous") and back == 0:
        back = 7
    day = published - timedelta(days=back)
    return day, day, "day"


def _span(words: str, published: date | None) -> tuple[date | None, date | None, DatePrecision]:
    if published is None:
        return None, None, "unknown"
    count = _WORDS.get(words.split()[0], 1)
    if words.endswith("weekend"):
        saturday = published - timedelta(days=(published.weekday() - _SATURDAY) % 7 or 7)
        return saturday, saturday + timedelta(days=1), "few days"
    if "week" in words:
        monday = published - timedelta(days=published.weekday())
        if "this" not in words:
            monday -= timedelta(days=7 * count)
        return monday, monday + timedelta(days=6), "week"
    if "month" in words:
        back = published.year * 12 + published.month - 1 - (0 if "this" in words else count)
        return _whole_month(back // 12, back % 12 + 1)
    year = published.year - (0 if "this" in words or "new" in words else count)
    return date(year, 1, 1), date(year, 12, 31), "year"


def _count(words: str) -> int:
    word = words.split()[0]
    return int(word) if word.isdigit() else _WORDS.get(word, 1)


def _relative(words: str, published: date | None) -> tuple[date | None, str, int]:
    """(day, anchor, offset from the anchor)."""
    if words.endswith(("earlier", " before")) or words == "the previous day":
        return None, "before", -_count(words)
    if words in ("the following day", "the next day", "a day later"):
        return None, "after", 1
    if words == "the same day":
        return None, "same", 0
    if published is None:
        return None, "", 0
    back = {"yesterday": 1, "last night": 1, "overnight": 1, "the day before yesterday": 2}.get(words, 0)
    if words.endswith("ago"):
        back = _count(words)
    return published - timedelta(days=back), "", 0


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def _hinted(low: str) -> tuple[list[int], list[tuple[int, str]]]:
    """Where a text has hints of date words, in order: their starts; their ends and kinds."""
    hits = sorted(
        (start, end, HINTED[number][0])
        for number, start, end in _HINT.find_matches_as_indexes(low, overlapping=True)
    )
    return [start for start, _, _ in hits], [(end, kind) for _, end, kind in hits]


def find_dates(low: str, published: date | None, start: int = 0, end: int | None = None) -> list[DateMention]:
    """The date words of a lower-case text, from left to right, without overlap; spans are its offsets."""
    stop = len(low) if end is None else end
    found: list[DateMention] = []
    starts, hints = _hinted(low)
    first, last = bisect_left(starts, start), bisect_left(starts, stop)
    kinds = {kind for end, kind in hints[first:last] if end <= stop}
    if not kinds:
        return found
    taken: set[int] = set()
    for kind, form in FORMS:
        if kind not in kinds:
            continue
        for match in form.finditer(low, start, stop):
            a, b = match.span()
            if not taken.isdisjoint(range(a, b)):
                continue
            mention = _mention(kind, match, published)
            if mention:
                found.append(mention)
                taken.update(range(a, b))
    found.sort(key=lambda m: m.start)
    return found


def _mention(kind: str, match: re.Match[str], published: date | None) -> DateMention | None:
    a, b = match.span()
    first: date | None
    last: date | None
    precision: DatePrecision
    if kind == "day":
        first, last, precision = _day(match, published)
    elif kind == "iso":
        year, month, day = (int(x) for x in match["iso"].split("-"))
        first = last = _safe(year, month, day)
        precision = "day"
    elif kind == "us":
        month, day, year = (int(x) for x in match["us"].split("/"))
        first = last = _safe(year, month, day) or _safe(year, day, month)
        precision = "day"
    elif kind == "month":
        first, last, precision = _month(match, published)
    elif kind == "part":
        first, last, precision = _part(match, published)
    elif kind == "weekday":
        first, last, precision = _weekday(match, published)
        if match["which"] in ("same", "the same"):
            return DateMention(a, b, None, None, "day", "relative", "same")
    elif kind == "relative":
        first, anchor, offset = _relative(match["relative"], published)
        if anchor:
            return DateMention(a, b, None, None, "day", kind, anchor, offset)
        last, precision = first, "day"
    elif kind == "anniversary":
        first = last = _safe(int(match["year"]), published.month, published.day) if published else None
        precision = "day"
    elif kind == "span":
        first, last, precision = _span(match["span"], published)
    else:
        year = int(match["year"])
        first, last, precision = date(year, 1, 1), date(year, 12, 31), "year"
    if first is None:
        precision = "unknown"
    return DateMention(
        a, b, first, last, precision, kind, word=match["relative"] if kind == "relative" else ""
    )


def compared(low: str, mention: DateMention) -> bool:
    """'The deadliest since the bombing of 1998', 'the truce of last month': the date of something else."""
    before = low[max(0, mention.start - _SINCE_CHARS) : mention.start]
    return of_a_meeting(low, mention) or (
        " since " in before and ". " not in before[before.rindex(" since ") :]
    )


def of_a_meeting(low: str, mention: DateMention) -> bool:
    """'The truce of last month', 'the talks of Sunday'."""
    before = low[max(0, mention.start - _SINCE_CHARS) : mention.start]
    return before.endswith(" of ") and _MET.search(before) is not None


def spoken(low: str, mention: DateMention) -> bool:
    """Whether the words say when somebody spoke: 'police said on Tuesday', 'the group on Friday claimed'."""
    if mention.kind == "weekday" and low.startswith(" claimed ", mention.end):
        return True
    return _SPEECH.search(low[max(0, mention.start - _SPEECH_CHARS) : mention.start]) is not None
