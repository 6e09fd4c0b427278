"""Date words of a text, resolved against the day it was published."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.records import DatePrecision

_MONTHS = {
    name: i
    for i, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sep sept|october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_DAYS = {name: i for i, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_DAYS |= {name[:3]: i for name, i in list(_DAYS.items())}
_DAYS |= {"tues": 1, "thurs": 3}
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DAY2 = r"(?:(?:\s?[-/]\s?|\s(?:and|to|or)\s)(?:the\s)?(?P<day2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?)?"
_PART = r"(?P<part>early|mid|late|the beginning of|the start of|the middle of|the end of)"
_COUNTED = r"\s(?:other\s)?(?:people|persons|men|women|children|civilians|soldiers|policemen|police|members|militants|students|others|workers|passengers)\b"
_FORMS = [
    ("day", rf"\b{_DAY}{_DAY2}(?:\sof)?[\s-]{_MONTH}(?:,?[\s-]{_YEAR})?(?![\w-]|\.\d)"),
    ("day", rf"\b{_MONTH}\s?{_DAY}{_DAY2}(?:(?:,\s?|\s){_YEAR})?(?![\w%]|[.:]\d|,\d)(?!{_COUNTED})"),
    ("day", rf"\b{_MONTH}\s{_DAY}\sand\s(?:\w{{3,9}}\.?\s)?(?P<day2>[12]\d|3[01]|0?[1-9])(?![\w%]|[.:]\d|,\d)"),
    ("iso", r"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"),
    ("us", r"\b(?P<us>\d{1,2}/\d{1,2}/(?:19|20)\d\d)\b"),
    ("month", rf"\b(?:{_PART}[\s-])?{_MONTH}(?:,?\s(?:of\s)?(?P<year>(?:19|20)\d\d|this year|last year))(?!\w)"),
    ("month", rf"(?:\b(?:in|since|last|this|during|until|of|by|from|to|and|through|between)\s|\b{_PART}[\s-])(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)\b(?!\s\d)"),
    ("weekday", rf"\b(?:(?P<which>last|this|next|previous|the previous|the same)\s)?{_WEEKDAY}\b(?:\s(?P<clock>night|evening|morning|afternoon))?"),
    ("relative", r"\b(?P<relative>today|yesterday|tonight|last night|this morning|this evening|this afternoon|overnight|the day before yesterday|(?:a day|one day|the day) (?:earlier|before|ago)|(?:two|three|four|five|six|seven|eight|nine|ten|a few|\d{1,2}) days (?:ago|earlier|before)|the previous day|the following day|the next day|a day later|the same day|(?:in |over |during |within )?the (?:past|last) 24 hours)\b"),
    ("span", r"\b(?P<span>last week|this week|earlier this week|a week ago|a week earlier|last month|this month|earlier this month|a month ago|last year|this year|earlier this year|late last year|early last year|a year ago|(?:two|three|four|five|six|several) (?:weeks|months|years) ago)\b"),
    ("year", rf"(?:\b(?:in|since|of|during|by|from|until|to|and|between|back in|early|late|mid|year)[\s-]|\(){_YEAR}\b(?![-/,]?\d)"),
]  # fmt: skip
_ANY = [(kind, re.compile(form)) for kind, form in _FORMS]
_WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {
    "a": 1,
    "several": 3,
}
_HINT = re.compile(
    r"\d|day|night|morning|evening|afternoon|today|week|month|year|hours|january|february|march|april|june|july|august|september|october|november|december|\bmay\b"
)


_SPEECH = re.compile(
    r"\b(?:said|says|told|announced|confirmed|added|stated|reported|disclosed|released|tweeted|wrote|condemned|statement|report|sources|officials|police)"
    r"(?: (?:late|early|here|to|in a statement|in a tweet|a statement|the|reporters|journalists|media|news|agency|afp|reuters|ap|dawn|afp that|mps|lawmakers))*(?: on)?(?: late| early)?\s$"
)
_SPEECH_CHARS = 60


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
    month, day = _MONTHS[match["month"]], int(match["day"])
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
    month = _MONTHS[match["month"]]
    said = match["year"] if match.re.groupindex.get("year") else None
    if said == "last year" and published:
        year: int | None = published.year - 1
    elif said == "this year" and published:
        year = published.year
    elif said and said[0].isdigit():
        year = int(said)
    elif published is None:
        return None, None, "unknown"
    else:
        year = published.year if month <= published.month else published.year - 1
    if year is None:
        return None, None, "unknown"
    return _whole_month(year, month)


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
    if "week" in words:
        monday = published - timedelta(days=published.weekday())
        if "this" not in words:
            monday -= timedelta(days=7 * count)
        return monday, monday + timedelta(days=6), "week"
    if "month" in words:
        back = published.year * 12 + published.month - 1 - (0 if "this" in words else count)
        return _whole_month(back // 12, back % 12 + 1)
    year = published.year - (0 if "this" in words else count)
    return date(year, 1, 1), date(year, 12, 31), "year"


def _count(words: str) -> int:
    word = words.split()[0]
    return int(word) if word.isdigit() else _WORDS.get(word, 1)


def _relative(words: str, published: date | None) -> tuple[date | None, str, int]:
    """(day, anchor, offset from the anchor)."""
    if words.endswith("earlier") or words.endswith(" before") or words == "the previous day":
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


def find_dates(low: str, published: date | None, start: int = 0, end: int | None = None) -> list[DateMention]:
    """The date words of a lower-case text, from left to right, without overlap; spans are its offsets."""
    stop = len(low) if end is None else end
    found: list[DateMention] = []
    if not _HINT.search(low, start, stop):
        return found
    taken: list[tuple[int, int]] = []
    for kind, form in _ANY:
        for match in form.finditer(low, start, stop):
            a, b = match.span()
            if any(a < y and x < b for x, y in taken):
                continue
            mention = _mention(kind, match, published)
            if mention:
                found.append(mention)
                taken.append((a, b))
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
    elif kind == "weekday":
        first, last, precision = _weekday(match, published)
        if match["which"] in ("same", "the same"):
            return DateMention(a, b, None, None, "day", "relative", "same")
    elif kind == "relative":
        first, anchor, offset = _relative(match["relative"], published)
        if anchor:
            return DateMention(a, b, None, None, "day", kind, anchor, offset)
        last, precision = first, "day"
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


def token_ranges(
    mentions: Sequence[DateMention], starts: Sequence[int], first: int, last: int
) -> list[tuple[int, int]]:
    """The tokens that date words cover, so that no day or year is taken for a count."""
    ranges = []
    for mention in mentions:
        inside = [i for i in range(first, last) if mention.start <= starts[i] < mention.end]
        if inside:
            ranges.append((inside[0], inside[-1] + 1))
    return ranges


def spoken(low: str, mention: DateMention) -> bool:
    """Whether the words say when somebody spoke: 'police said on Tuesday'."""
    return _SPEECH.search(low[max(0, mention.start - _SPEECH_CHARS) : mention.start]) is not None
