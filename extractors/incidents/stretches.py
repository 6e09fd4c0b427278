"""Days that bound a period: 'from 26 February to 4 March', 'since 1 March'."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.incidents.dates import DateMention

_FROM = ("from ", "between ")
_TO = (" to ", " and ", " until ", " till ", " through ")
_LEAST_DAYS = 3
_SINCE = "since "


def stretches(low: str, dates: Sequence[DateMention]) -> list[DateMention]:
    """The periods of some days that a sentence gives by the first and the last; weekdays are not enough."""
    return [
        replace(a, end=b.end, last=b.last, precision="unknown")
        for a, b in pairwise(dates)
        if a.kind == b.kind == "day"
        and a.first
        and b.last
        and (b.last - a.first).days >= _LEAST_DAYS
        and low[a.end : b.start] in _TO
        and low.endswith(_FROM, 0, a.start)
    ]


def since_day(low: str, mention: DateMention) -> bool:
    """Whether the words are a day from which something is counted: 'since March 1'."""
    return mention.kind == "day" and low.endswith(_SINCE, 0, mention.start)
