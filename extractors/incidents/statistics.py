"""Aggregates that a text gives: '444 attacks in 2024', 'a 56 percent rise in deaths'."""

from collections.abc import Sequence
from functools import cache

from extractors.incidents import lexicon
from extractors.incidents.counts import Chunk
from extractors.incidents.dates import DateMention
from extractors.incidents.facts import Facts
from extractors.incidents.numbers import Number, find_numbers
from extractors.incidents.places import PlaceMention
from extractors.incidents.tokens import Tokens
from extractors.records import Evidence, Statistic

_PERCENT = ("percent", "per", "%", "pc")
_CONFIDENCE = 0.8
_SUFFIX = {"civilians": "_civilians", "security": "_security", "militants": "_militants"}


@cache
def _nouns() -> dict[str, str]:
    return {
        row["term"]: row["metric"]
        for row in lexicon.rows("statistics")
        if row["metric"] not in ("down", "up")
    }


def read_statistics(tokens: Tokens, sentences: Sequence[Facts], chief_place: str | None) -> list[Statistic]:
    """The statistics of the sentences that give aggregates."""
    found: list[Statistic] = []
    period: DateMention | None = None
    for facts in sentences:
        spoken = next((m for m in facts.dates if m.precision in ("year", "month", "unknown", "week")), None)
        period = spoken or period
        found += _sentence(tokens, facts, period, chief_place)
    unique: dict[tuple[str, float, str], Statistic] = {}
    for item in found:
        unique.setdefault((item.metric, item.value, item.unit), item)
    return list(unique.values())


def _sentence(
    tokens: Tokens, facts: Facts, period: DateMention | None, chief_place: str | None
) -> list[Statistic]:
    words, first, last = tokens.words, facts.sentence.first, facts.sentence.last
    in_date = {i for i in range(first, last) for m in facts.dates if m.start <= tokens.starts[i] < m.end}
    found = []
    place = _place(facts.places) or chief_place
    for number in find_numbers(words, first, last):
        if number.value is None or any(i in in_date for i in range(number.first, number.last)):
            continue
        percent = number.last < last and words[number.last] in _PERCENT
        if not percent and not _plain(tokens, number):
            continue
        metric = _metric(words, facts, number, percent)
        if metric is None:
            continue
        value = number.value
        if percent and _falls(words, number, first, last):
            value = -value
        start, end = tokens.span(number.first, number.last)
        evidence = (Evidence("value", start, end, _CONFIDENCE),)
        found.append(
            Statistic(
                metric,
                value,
                "percent change" if percent else "count",
                period.first if period else None,
                period.last if period else None,
                tokens.text[period.start : period.end] if period else None,
                place,
                facts.groups[0].name if facts.groups else None,
                evidence,
            )
        )
    return found


def _plain(tokens: Tokens, number: Number) -> bool:
    core = number.last - 1
    text = tokens.words[core]
    if text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100:
        return False
    start = tokens.starts[core]
    return not (start and tokens.low[start - 1] in "$€£/#-")


def _place(places: Sequence[PlaceMention]) -> str | None:
    return next((m.place.name for m in places if m.role not in ("speaker", "nationality")), None)


def _falls(words: Sequence[str], number: Number, first: int, last: int) -> bool:
    window = words[max(first, number.first - 6) : min(last, number.last + 8)]
    down = {row["term"] for row in lexicon.rows("statistics") if row["metric"] == "down"}
    up = {row["term"] for row in lexicon.rows("statistics") if row["metric"] == "up"}
    return bool(down & set(window)) and not up & set(words[max(first, number.first - 4) : number.last + 3])


def _metric(words: Sequence[str], facts: Facts, number: Number, percent: bool) -> str | None:
    """What a number counts: the nearest noun or verb that names a metric, with the side beside it."""
    toll = next(
        (
            t
            for t in facts.tolls
            if t.first <= number.first
            and number.last <= t.last
            and t.kind in ("killed", "injured", "abducted", "casualties")
        ),
        None,
    )
    counted: Chunk | None = next(
        (c for c in facts.chunks if c.first <= number.first < c.last and c.letter == "N"), None
    )
    side = counted.count.side if counted and counted.count else ""
    if toll and not percent:
        base = toll.kind
        side = toll.count.side
        return base + _SUFFIX.get(side, "") if base in ("killed", "injured") else base
    nouns = _nouns()
    best: tuple[int, str] | None = None
    first, last = facts.sentence.first, facts.sentence.last
    for at in range(max(first, number.first - 10), min(last, number.last + 10)):
        metric = nouns.get(words[at])
        if metric is None:
            continue
        away = at - number.last if at >= number.last else (number.first - at) * 2
        if best is None or away < best[0]:
            best = away, metric
    if best is None:
        return None
    metric = best[1]
    return metric + _SUFFIX.get(side, "") if metric in ("killed", "injured") else metric
