"""Weekdays that are no day of the week before: of an older date, of a post's clock, of the days ahead."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from extractors.incidents.dates import DateMention
from extractors.incidents.phrases import one_of

_AHEAD = re.compile(rf"\b{one_of('dates', 'ahead')}\b[^.;:,]{{0,60}}$")
_AHEAD_CHARS = 80
_CLOCK = re.compile(r",? \d{1,2}[:.]\d\d\b")
_DEVOTION = re.compile(rf" {one_of('dates', 'devotions')}\b")
_OLD = timedelta(days=8)


def of_this_week(low: str, mentions: Sequence[DateMention], published: date | None) -> list[DateMention]:
    """The date words of one sentence without such weekdays."""
    if not any(m.kind == "weekday" for m in mentions):
        return list(mentions)
    old = published is not None and any(
        m.kind in ("day", "iso", "us", "month", "year") and m.last and published - m.last > _OLD
        for m in mentions
    )
    return [m for m in mentions if m.kind != "weekday" or not _other(low, m, published, old=old)]


def _other(low: str, mention: DateMention, published: date | None, *, old: bool) -> bool:
    start, end = mention.start, mention.end
    if (start == 0 or low[start - 1] == "\n") and _CLOCK.match(low, end):
        return True
    if old and (low.endswith("that ", 0, start) or _DEVOTION.match(low, end)):
        return True
    return mention.first != published and bool(_AHEAD.search(low, max(0, start - _AHEAD_CHARS), start))
