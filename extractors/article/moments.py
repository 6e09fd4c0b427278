"""Days and times as pages write them: 'May 14, 2024', '2024-05-14T07:25:00+05:00', 'Tue, 14 May 2024 …'."""

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

Moment = datetime | date

EARLIEST_YEAR = 1900
FETCH_TOLERANCE = timedelta(days=1)  # the page's day may already have begun where it is written

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
WRITTEN = re.compile(
    rf"\b(?:{_MONTH}\s{{1,3}}{_DAY}\s?,?\s{{1,3}}{_YEAR}|{_DAY.replace('day', 'day2')}\s{{1,3}}(?:of\s)?"
    rf"{_MONTH.replace('month', 'month2')}\s?,?\s{{1,3}}{_YEAR.replace('year', 'year2')})\b",
    re.I,
)
_NUMERIC = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)")
# Day first or month first cannot be told apart unless one of them is over 12.
_NUMERIC_LAST = re.compile(
    r"(?<!\d)(?P<a>[0-3]?\d)(?P<sep>[-/.])(?P<b>[0-3]?\d)(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)"
)
_DIGIT = re.compile(r"\d")
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d?-\d\d?)[T ](?P<time>\d\d?:\d\d(?::\d\d)?)(?:[.,]\d+)?"
    r"\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?(?!\d)",
    re.I,
)


def read_moment(text: str) -> Moment | None:
    """The moment a machine-readable attribute gives; a plain date where no zone makes its time certain."""
    text = text.strip()[:80]
    if found := _ISO.search(text):
        return _iso(found)
    if text[:4].isalpha() or "," in text:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            pass
        else:
            return moment if moment.tzinfo else moment.date()
    return read_day(text)


def read_day(text: str) -> date | None:
    """The first full date written out in ``text``."""
    if not _DIGIT.search(text):
        return None
    if found := WRITTEN.search(text):
        parts = found.groupdict()
        month = _MONTHS[(parts["month"] or parts["month2"]).lower()]
        return _day(parts["year"] or parts["year2"], month, parts["day"] or parts["day2"])
    if found := _NUMERIC.search(text):
        return _day(found["year"], found["month"], found["day"])
    if found := _NUMERIC_LAST.search(text):
        first, second = int(found["a"]), int(found["b"])
        if found["sep"] == "." or first > 12 or first == second:
            return _day(found["year"], second, first)
        if second > 12:
            return _day(found["year"], first, second)
    return None


def is_known_at(moment: Moment, fetched_at: datetime) -> bool:
    """Whether a page fetched then can have been published at ``moment``."""
    if isinstance(moment, datetime):
        return moment.year >= EARLIEST_YEAR and moment <= fetched_at + FETCH_TOLERANCE
    return moment.year >= EARLIEST_YEAR and moment <= (fetched_at + FETCH_TOLERANCE).date()


def _iso(found: re.Match[str]) -> Moment | None:
    day = _day(*found["day"].split("-"))
    if day is None or not found["zone"]:
        return day
    hour, _, rest = found["time"].partition(":")
    minute, _, second = rest.partition(":")
    zone = found["zone"].upper()
    sign = 0 if zone in ("Z", "UTC", "GMT") else (-1 if zone[0] == "-" else 1)
    digits = zone[1:].replace(":", "").ljust(4, "0") if sign else "0000"
    try:
        return datetime.fromisoformat(
            f"{day.isoformat()}T{int(hour):02}:{minute}:{second or '00'}"
            f"{'-' if sign < 0 else '+'}{digits[:2]}:{digits[2:]}"
        )
    except ValueError:
        return day


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
