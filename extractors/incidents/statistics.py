"""Aggregates that a text gives: '444 attacks in 2024', 'a 56 percent rise in deaths'."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from extractors.incidents import phrases
from extractors.incidents.article_parts import Parts
from extractors.incidents.dates import DateMention
from extractors.incidents.facts import Facts
from extractors.incidents.groups import GroupMention
from extractors.incidents.numbers import Number
from extractors.incidents.percentage import falls, unit_of
from extractors.incidents.statistic_metric import metric_of, nouns
from extractors.incidents.statistic_setting import against, days_of, group_of, joined, period_of, place_of
from extractors.incidents.stretches import since_day, stretches
from extractors.incidents.tokens import Tokens
from extractors.incidents.toll_statement import SIDES
from extractors.incidents.totals import ONE, plain
from extractors.records import Evidence, Statistic

Unit = Literal["count", "percent change", "percent"]
_PERCENT = ("percent", "per", "%", "pc")
_CONFIDENCE = 0.8
_BEFORE = frozenset(phrases.words("statistics", "before"))
_ORDINALS = phrases.words("statistics", "ordinals")
_NTH = re.compile(
    r"\b(?:was|is|marks?|marked|be|became) (?:at least )?the "
    rf"(?P<nth>\d{{1,3}}(?:st|nd|rd|th)|{phrases.one_of('statistics', 'ordinals')}) (?:[\w-]+ ){{0,2}}"
    rf"{phrases.one_of('statistics', 'nth_deeds')}\b[^.;]{{0,80}}"
    rf"\b{phrases.one_of('statistics', 'nth_since')}"
)
_CLAUSE = frozenset([",", ";", "when", "which", "who"])


def read_statistics(parts: Parts, on: date | None) -> list[Statistic]:
    """The statistics of the sentences that give aggregates, in a text that was published ``on`` a day."""
    tokens, sentences = parts.tokens, parts.aggregates()
    low, opened = tokens.low, [f for f, part in parts.told if part != "headline"]
    nth = [
        (f, said) for f in opened if f.dates and (said := _NTH.search(low, f.sentence.start, f.sentence.end))
    ]
    if not sentences and not nth:
        return []
    ordinal = {f.index for f, _ in nth}
    spoken_of = parts.spoken_of()
    everywhere = parts.chief_country()
    by_index = {(f.sentence.line, f.index): f for f, _ in parts.told}
    found: list[Statistic] = []
    chief: DateMention | None = None  # the period that the text is about
    told: tuple[int, str | None] = (-1, None)  # a paragraph, and the metric counted last in it
    for facts in sentences:
        if "left_out" in facts.cues:
            continue
        spans = _periods(low, facts)
        own = next((m for m in spans if not against(low, m)), None)
        chief = own or chief
        before = tokens.words[facts.sentence.first] in _BEFORE
        line = facts.sentence.line
        metric = told[1]
        beside = by_index.get((line, facts.index - 1))
        if line != told[0]:
            metric = _named(tokens, beside) if beside else None
        spoken = spoken_of.get(facts.index) if parts.of_one_group() else None
        like = None if _says_what(tokens, facts) else beside
        setting = _Setting(
            spans,
            None if before else chief,
            place_of(low, facts, parts.places) or (like and place_of(low, like, parts.places)) or everywhere,
            _group(parts, facts, like, spoken_of),
            metric,
            on,
            spoken.name if spoken else None,
        )
        given = _sentence(tokens, facts, setting)
        so_far = "attacks" if facts.index in ordinal else None
        told = line, given[-1].metric if given else so_far or _named(tokens, facts) or metric
        found += given
    for facts, said in nth:
        if spans := _periods(low, facts):
            place = place_of(low, facts, parts.places) or everywhere
            found.append(_so_many_so_far(tokens, said, _Setting(spans, None, place, None, None, on)))
    unique: dict[tuple[str, float, str], Statistic] = {}
    for item in found:
        unique.setdefault((item.metric, item.value, item.unit), item)
    return list(unique.values())


def _says_what(tokens: Tokens, facts: Facts) -> bool:
    """Whether a sentence names what it counts; else it counts where, and of whom, the one before it does."""
    inside = tokens.words[facts.sentence.first : facts.sentence.last]
    return not nouns().keys().isdisjoint(inside)


def _group(
    parts: Parts, facts: Facts, like: Facts | None, spoken_of: Mapping[int, GroupMention]
) -> str | None:
    """Whose deeds a sentence counts; ``like`` is the one before it, where it does not say what it counts."""
    low, words = parts.tokens.low, parts.tokens.words
    group = group_of(low, facts, spoken_of)
    if group is None and "fighters" in words[facts.sentence.first : facts.sentence.last]:
        last = spoken_of.get(facts.index)  # somebody's: the group's that is spoken of
        branch = next((g for g in parts.groups if last and g.umbrella == last.id), last)
        return branch.name if branch else None
    return group or (group_of(low, like, spoken_of) if like else None)


def _periods(low: str, facts: Facts) -> list[DateMention]:
    """The periods that a sentence names: years, months, weeks, from one day to another, and since a day."""
    wide = joined(low, [m for m in facts.dates if m.precision in ("year", "month", "unknown", "week")])
    days = [*stretches(low, facts.dates), *(m for m in facts.dates if since_day(low, m))]
    return sorted([*wide, *days], key=lambda m: m.start) if days else wide


def _named(tokens: Tokens, facts: Facts) -> str | None:
    """The metric that a sentence names without a number: 'Killings of elders went up.'"""
    inside = tokens.words[facts.sentence.first : facts.sentence.last]
    return next((nouns()[word] for word in inside if word in nouns() and word.endswith("s")), None)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a sentence's numbers are of.

    ``spans`` are the periods that it names, ``chief`` the one that the text is about; ``metric`` is what
    the sentence before it counted; ``on`` is the day of the text; ``spoken_of`` the group named last before.
    """

    spans: Sequence[DateMention]
    chief: DateMention | None
    place: str | None
    group: str | None
    metric: str | None
    on: date | None
    spoken_of: str | None = None


def _sentence(tokens: Tokens, facts: Facts, setting: _Setting) -> list[Statistic]:
    """The statistics of one sentence."""
    words, first, last = tokens.words, facts.sentence.first, facts.sentence.last
    in_date = {i for i in range(first, last) for m in facts.dates if m.start <= tokens.starts[i] < m.end}
    found: list[Statistic] = []
    before = setting.metric
    for number in _counted(words, facts.numbers):
        if number.value is None or any(i in in_date for i in range(number.first, number.last)):
            continue
        percent = number.last < last and words[number.last] in _PERCENT
        if not percent and not plain(tokens, number):
            continue
        counted = metric_of(words, facts, number, percent=percent, before=before, opens=not found)
        if counted is None or (not percent and _of_one_deed(words, facts, number)):
            continue
        before = counted = _of_a_side(facts, number, counted)
        unit: Unit = unit_of(words, number, first, last) if percent else "count"
        value = (
            -number.value if unit == "percent change" and falls(words, number, first, last) else number.value
        )
        found.append(
            _statistic(tokens, setting, counted, value, unit, tokens.span(number.first, number.last))
        )
    return found


def _of_a_side(facts: Facts, number: Number, metric: str) -> str:
    """The metric; of the side that a total names: 'the number of militants killed since May comes to 38'."""
    total = next((t for t in facts.tolls if t.total and t.last == number.last and t.kind == metric), None)
    return f"{metric}_{total.count.side}" if total and total.count.side in SIDES else metric


def _statistic(
    tokens: Tokens, setting: _Setting, metric: str, value: float, unit: Unit, said: tuple[int, int]
) -> Statistic:
    """The statistic whose number stands at the characters ``said``."""
    start, end = said
    period = period_of(tokens.low, setting.spans, start, end) or setting.chief
    earlier = next((m for m in reversed(setting.spans) if m.start < start), setting.chief)
    begin, close, named = days_of(tokens.low, period, earlier, end, setting.on)
    words = tokens.text[named.start : named.end] if named else None
    evidence = (Evidence("value", start, end, _CONFIDENCE),)
    group = setting.group or (setting.spoken_of if metric == "fighters" else None)  # nobody else has any
    return Statistic(metric, value, unit, begin, close, words, setting.place, group, evidence)


def _so_many_so_far(tokens: Tokens, said: re.Match[str], setting: _Setting) -> Statistic:
    """'It was the sixth attack on the line this year': six attacks."""
    word = said["nth"]
    value = int(word[:-2]) if word[0].isdigit() else _ORDINALS.index(word) + 2
    return _statistic(tokens, setting, "attacks", float(value), "count", said.span("nth"))


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


def _counted(words: Sequence[str], numbers: Sequence[Number]) -> list[Number]:
    """The numbers of a sentence; 'from 17 to 26' are two."""
    found: list[Number] = []
    for number in numbers:
        turn = next((at for at in range(number.first, number.last) if words[at] == "to"), None)
        opened = words[number.first] == "from" or words[number.first - 1] == "from"
        if turn is None or not opened or number.high == number.value:
            found.append(number)
            continue
        found.append(replace(number, last=turn, high=number.value))
        found.append(replace(number, first=turn + 1, value=number.high, low=number.high))
    return found
