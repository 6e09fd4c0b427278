"""Quarters of years among the date words: 'in the last quarter of 2024', 'the first quarter of that year'."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from extractors.incidents.dates import DateMention, compared
from extractors.incidents.phrases import one_of, words

_ORDER = words("dates", "quarters")
_QUARTER = re.compile(
    rf"\b(?P<which>{one_of('dates', 'quarters')}) quarter of "
    r"(?P<year>(?:19|20)\d\d|(?:this|last|that) year)\b"
)
_SAID = re.compile(r"\b(?:(?:19|20)\d\d|last year|this year)\b")
_BACK_CHARS = 400  # in which the year stands that 'that year' means
_MONTHS = 3


def with_quarters(
    low: str, mentions: Sequence[DateMention], published: date | None, start: int, end: int
) -> list[DateMention]:
    """The date words ``mentions`` of the sentence ``[start, end)``, with the quarters of years in it."""
    found = list(mentions)
    for match in _QUARTER.finditer(low, start, end):
        year = _year(low, match["year"], match.start(), published)
        if year is None:
            continue
        number = min(_ORDER.index(match["which"]), _MONTHS)
        first = date(year, _MONTHS * number + 1, 1)
        last = (first + timedelta(days=100)).replace(day=1) - timedelta(days=1)
        a, b = match.span()
        found = [m for m in found if m.end <= a or m.start >= b]
        found.append(DateMention(a, b, first, last, "year", "span"))
    return sorted(found, key=lambda m: m.start)


def _year(low: str, said: str, at: int, published: date | None) -> int | None:
    """The year that the words mean; 'that year' is the one named last, unless only to compare with."""
    if said[0].isdigit():
        return int(said)
    if said == "that year":
        named = [
            m
            for m in _SAID.finditer(low, max(0, at - _BACK_CHARS), at)
            if not compared(low, DateMention(*m.span(), None, None, "year", "year"))
        ]
        return _year(low, named[-1].group(), at, published) if named else None
    return published.year - (said == "last year") if published else None
