"""Aggregates that a text gives: '444 attacks in 2024', 'a 56 percent rise in deaths'."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.incidents import phrases
from extractors.incidents.dates import DateMention
from extractors.incidents.facts import Facts
from extractors.incidents.numbers import Number, find_numbers
from extractors.incidents.places import PlaceMention
from extractors.incidents.statistic_metric import falls, metric_of, nouns, unit_of
from extractors.incidents.tokens import Tokens
from extractors.incidents.totals import ONE, plain
from extractors.records import Evidence, Statistic

_PERCENT = ("percent", "per", "%", "pc")
_CONFIDENCE = 0.8
_BEFORE = frozenset(phrases.words("statistics", "before"))
_CLAUSE = frozenset([",", ";", "when", "which", "who"])
_COMPARED = re.compile(rf"\b{phrases.one_of('statistics', 'compared')}(?:[^,;.]|[.,]\d)*$")
_COMPARED_CHARS = 40
_SINCE = "since "
_NO_SCENE = ("speaker", "nationality", "dateline")


def read_statistics(
    tokens: Tokens, sentences: Sequence[Facts], chief_place: str | None, on: date | None
) -> list[Statistic]:
    """The statistics of the sentences that give aggregates, in a text that was published ``on`` a day."""
    found: list[Statistic] = []
    chief: DateMention | None = None  # the period that the text is about
    told: tuple[int, str | None] = (-1, None)  # a paragraph, and the metric counted last in it
    for facts in sentences:
        if "left_out" in facts.cues:
            continue
        spans = [m for m in facts.dates if m.precision in ("year", "month", "unknown", "week")]
        own = next((m for m in spans if not _against(tokens.low, m)), None)
        chief = own or chief
        before = tokens.words[facts.sentence.first] in _BEFORE
        metric = told[1] if facts.sentence.line == told[0] else None
        given = [
            replace(item, period_end=_end(item, on))
            for item in _sentence(tokens, facts, spans, None if before else chief, chief_place, metric)
        ]
        told = facts.sentence.line, given[-1].metric if given else _named(tokens, facts) or metric
        found += given
    unique: dict[tuple[str, float, str], Statistic] = {}
    for item in found:
        unique.setdefault((item.metric, item.value, item.unit), item)
    return list(unique.values())


def _period(tokens: Tokens, spans: Sequence[DateMention], start: int) -> DateMention | None:
    """The period of the number at ``start``: the next in its sentence, else the last."""
    behind = next((m for m in spans if m.start > start), None)
    if behind is not None and not _against(tokens.low, behind):
        return behind
    return next((m for m in reversed(spans) if m.start < start), None)


def _against(low: str, mention: DateMention) -> bool:
    """Whether a period is one that another is compared with: 'more than in 2024'."""
    return _COMPARED.search(low[max(0, mention.start - _COMPARED_CHARS) : mention.start]) is not None


def _end(item: Statistic, on: date | None) -> date | None:
    """The last day of a period: what began 'since 2006' goes on, and nothing is counted ahead of the day."""
    if on is None or item.period_start is None or item.period_start > on:
        return item.period_end
    since = (item.period_text or "").lower().startswith(_SINCE)
    return on if since else min(item.period_end or on, on)


def _named(tokens: Tokens, facts: Facts) -> str | None:
    """The metric that a sentence names without a number: 'Killings of elders went up.'"""
    inside = tokens.words[facts.sentence.first : facts.sentence.last]
    return next((nouns()[word] for word in inside if word in nouns() and word.endswith("s")), None)


def _sentence(
    tokens: Tokens,
    facts: Facts,
    spans: Sequence[DateMention],
    chief: DateMention | None,
    chief_place: str | None,
    metric: str | None,
) -> list[Statistic]:
    """The statistics of one sentence.

    ``spans`` are the periods that it names, ``chief`` the one that the text is about; ``metric`` is what
    the sentence before it in its paragraph counted.
    """
    words, first, last = tokens.words, facts.sentence.first, facts.sentence.last
    in_date = {i for i in range(first, last) for m in facts.dates if m.start <= tokens.starts[i] < m.end}
    found: list[Statistic] = []
    before = metric
    place = _place(facts.places) or chief_place
    for number in _counted(words, first, last):
        if number.value is None or any(i in in_date for i in range(number.first, number.last)):
            continue
        percent = number.last < last and words[number.last] in _PERCENT
        if not percent and not plain(tokens, number):
            continue
        counted = metric_of(words, facts, number, percent=percent, before=before, opens=not found)
        if counted is None or (not percent and _of_one_deed(words, facts, number)):
            continue
        before = counted
        unit = unit_of(words, number, first, last) if percent else "count"
        value = (
            -number.value if unit == "percent change" and falls(words, number, first, last) else number.value
        )
        start, end = tokens.span(number.first, number.last)
        period = _period(tokens, spans, start) or chief
        evidence = (Evidence("value", start, end, _CONFIDENCE),)
        found.append(
            Statistic(
                counted,
                value,
                unit,
                period.first if period else None,
                period.last if period else None,
                tokens.text[period.start : period.end] if period else None,
                place,
                facts.groups[0].name if facts.groups else None,
                evidence,
            )
        )
    return found


def _of_one_deed(words: Sequence[str], facts: Facts, number: Number) -> bool:
    """Whether the clause of a number tells of one deed: 'when a bomber killed 70 in an attack'."""
    first, last = facts.sentence.first, facts.sentence.last
    begin = next((at for at in range(number.first, first, -1) if words[at - 1] in _CLAUSE), first)
    end = next((at for at in range(number.last, last) if words[at] in _CLAUSE), last)
    return any(
        begin < hit.first < end and words[hit.first - 1] in ONE and not words[hit.last - 1].endswith("s")
        for hit in facts.acts
        if hit.row["strength"] == "2"
    )


def _counted(words: Sequence[str], first: int, last: int) -> list[Number]:
    """The numbers of a sentence; 'from 17 to 26' are two."""
    found: list[Number] = []
    for number in find_numbers(words, first, last):
        turn = next((at for at in range(number.first, number.last) if words[at] == "to"), None)
        opened = words[number.first] == "from" or words[number.first - 1] == "from"
        if turn is None or not opened or number.high == number.value:
            found.append(number)
            continue
        found.append(replace(number, last=turn, high=number.value))
        found.append(replace(number, first=turn + 1, value=number.high, low=number.high))
    return found


def _place(places: Sequence[PlaceMention]) -> str | None:
    return next((m.place.name for m in places if m.role not in _NO_SCENE), None)
