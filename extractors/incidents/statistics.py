"""Aggregates that a text gives: '444 attacks in 2024', 'a 56 percent rise in deaths'."""

from collections.abc import Sequence
from functools import cache

from extractors.incidents import lexicon, phrases
from extractors.incidents.dates import DateMention, spoken
from extractors.incidents.facts import Facts
from extractors.incidents.numbers import Number, find_numbers
from extractors.incidents.places import PlaceMention
from extractors.incidents.statistic_metric import falls, metric_of, nouns, terms
from extractors.incidents.tokens import Tokens
from extractors.records import Evidence, Statistic

_PERCENT = ("percent", "per", "%", "pc")
_CONFIDENCE = 0.8
_LARGE = 200  # so many dead in a month or a year are no single event
_LONG = frozenset(phrases.words("statistics", "long_units"))
_NO_NOUN = frozenset(phrases.words("statistics", "no_noun"))
_BEFORE = frozenset(phrases.words("statistics", "before"))
_SPANNING = frozenset(["past", "last", "previous", "for"])
_CERTAIN = 10  # so many attacks are no single event, wherever they are named
_LIMIT_CHARS = 10
_MANY = 3  # attacks; fewer are told one by one


def read_statistics(tokens: Tokens, sentences: Sequence[Facts], chief_place: str | None) -> list[Statistic]:
    """The statistics of the sentences that give aggregates."""
    found: list[Statistic] = []
    period: DateMention | None = None
    for facts in sentences:
        spoken = next((m for m in facts.dates if m.precision in ("year", "month", "unknown", "week")), None)
        period = spoken or period
        before = tokens.words[facts.sentence.first] in _BEFORE
        found += _sentence(tokens, facts, spoken if before else period, chief_place)
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
    metric: str | None = None
    place = _place(facts.places) or chief_place
    for number in find_numbers(words, first, last):
        if number.value is None or any(i in in_date for i in range(number.first, number.last)):
            continue
        percent = number.last < last and words[number.last] in _PERCENT
        if not percent and not _plain(tokens, number):
            continue
        metric = metric_of(words, facts, number, percent=percent, before=metric)
        if metric is None:
            continue
        value = -number.value if percent and falls(words, number, first, last) else number.value
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


def gives_totals(facts: Facts, tokens: Tokens, *, lead: bool) -> bool:
    """Whether a sentence sums up a period and not an event: 'a wave of attacks has killed 130'.

    A ``lead`` does so only where it counts many deeds: '68 attacks in October'.
    """
    words = tokens.words
    if not facts.numbered:
        return False
    inside = words[facts.sentence.first : facts.sentence.last]
    since = (
        "since" in inside
        and not terms("superlative").keys() & set(inside)
        and bool({"has", "have", "had"} & set(inside))
    )
    summed = not lead and "in_all" in facts.cues and "separate" in facts.cues
    if summed and any(not t.weak and t.count.value for t in facts.tolls):
        return True
    period = since or _lasting(inside) or bool(facts.cues & {"period", "aggregate"})
    period = period or any(
        m.precision in ("month", "year") or m.kind in ("span", "year") for m in facts.dates
    )
    if not period and "displaced" not in inside:
        return False
    day = any(
        m.precision in ("day", "few days") and not spoken(tokens.low, m) and not _limit(tokens.low, m)
        for m in facts.dates
    )
    if period and not day and _counts_deeds(facts, words, _CERTAIN):
        return True
    if lead:
        return False
    most = max((t.count.value or 0 for t in facts.tolls if not t.weak), default=0)
    losses = most > 0
    counted = period and _counts_deeds(facts, words, _MANY)
    if since and not facts.cues & {"another"} and (losses or counted) and _is_total(inside):
        return True
    exact = any(
        m.place.kind not in ("country", "region", "admin1") and m.role in ("at", "near") for m in facts.places
    )
    if exact or day or _few(facts, words):
        return False
    named = nouns()
    conflict = bool(terms("conflict").keys() & set(inside))
    conflict = conflict or any(named.get(w) == "attacks" for w in inside if w.endswith("s"))
    displaced = "displaced" in inside and facts.numbered
    if losses and period and (conflict or since or most >= _LARGE):
        return True
    return (counted and period) or displaced


def _limit(low: str, mention: DateMention) -> bool:
    """'up to 15 September': the end of a period."""
    return (
        low[max(0, mention.start - _LIMIT_CHARS) : mention.start]
        .rstrip()
        .endswith(("up to", "until", "till"))
    )


def _is_total(inside: Sequence[str]) -> bool:
    """Whether a verb counts up to now: 'have been killed since', not 'the deadliest since'."""
    return bool({"has", "have", "had"} & set(inside)) and not terms("superlative").keys() & set(inside)


def _lasting(inside: Sequence[str]) -> bool:
    """'in the past two months', 'over the last five years', 'for more than four months'."""
    if _SPANNING.isdisjoint(inside):
        return False
    return any(
        (word in ("past", "last", "previous") and _LONG & set(inside[at + 1 : at + 4]))
        or (word == "for" and _LONG & set(inside[at + 1 : at + 5]))
        for at, word in enumerate(inside)
    )


def _few(facts: Facts, words: Sequence[str]) -> bool:
    """'two attacks that killed over 100': so few are events."""
    named, last = nouns(), facts.sentence.last
    return any(
        number.value is not None
        and number.value < _MANY
        and any(
            named.get(w) == "attacks" for w in _noun_phrase(words[number.last : min(number.last + 3, last)])
        )
        for number in find_numbers(words, facts.sentence.first, last)
    )


def _noun_phrase(after: Sequence[str]) -> Sequence[str]:
    """The words after a number that belong to it: 'militant attacks' of '68 militant attacks in May'."""
    end = next((at for at, word in enumerate(after) if word in _NO_NOUN or not word[0].isalpha()), len(after))
    return after[:end]


def _counts_deeds(facts: Facts, words: Sequence[str], least: int) -> bool:
    """Whether a number of some size counts attacks, arrests, fighters: 'more than 50 attacks'."""
    named, last = nouns(), facts.sentence.last
    for number in find_numbers(words, facts.sentence.first, last):
        if number.value is None or number.value < least:
            continue
        beside = _noun_phrase(words[number.last : min(number.last + 3, last)])
        if any(
            named.get(w) in ("attacks", "operations", "displaced", "fighters") and w.endswith("s")
            for w in beside
        ):
            return True
        around = words[max(facts.sentence.first, number.first - 2) : min(number.last + 4, last)]
        if any(named.get(w) in ("arrested", "surrendered") for w in around):
            return True
    return False


@cache
def _measures() -> frozenset[str]:
    """Units of time, length and weight, and things that no metric counts."""
    rows = lexicon.rows("numbers")
    return frozenset(row["term"] for row in rows if row["tag"] == "measure") - nouns().keys()


def _plain(tokens: Tokens, number: Number) -> bool:
    core = number.last - 1
    text = tokens.words[core]
    if number.last < len(tokens.words) and tokens.words[number.last] in _measures():
        return False
    if tokens.ends[core] < len(tokens.low) and tokens.low[tokens.ends[core]].isalpha():
        return False  # an ordinal
    if text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100:
        return False
    start = tokens.starts[core]
    return not (start and tokens.low[start - 1] in "$€£/#-")


def _place(places: Sequence[PlaceMention]) -> str | None:
    return next((m.place.name for m in places if m.role not in ("speaker", "nationality")), None)
