"""Aggregates that a text gives: '444 attacks in 2024', 'a 56 percent rise in deaths'."""

from collections.abc import Sequence
from functools import cache

from extractors.incidents import lexicon, phrases
from extractors.incidents.dates import DateMention, spoken
from extractors.incidents.facts import Facts
from extractors.incidents.numbers import Number, find_numbers
from extractors.incidents.places import PlaceMention
from extractors.incidents.tokens import Tokens
from extractors.records import Evidence, Statistic

_PERCENT = ("percent", "per", "%", "pc")
_CONFIDENCE = 0.8
_LARGE = 200  # so many dead in a month or a year are no single event
_LONG = frozenset(phrases.words("statistics", "long_units"))
_NO_NOUN = frozenset(phrases.words("statistics", "no_noun"))
_BEFORE = frozenset(phrases.words("statistics", "before"))
_CERTAIN = 10  # so many attacks are no single event, wherever they are named
_MANY = 3  # attacks; fewer are told one by one
_REACH = 8  # tokens between a number and the noun that says what it counts
_SUFFIX = {"civilians": "_civilians", "security": "_security", "militants": "_militants"}


@cache
def _nouns() -> dict[str, str]:
    """The words that name a metric."""
    other = ("down", "up", "conflict", "superlative")
    named = {row["term"]: row["metric"] for row in lexicon.rows("statistics")}
    return {
        term: metric for term, metric in named.items() if metric not in other and not metric.startswith("of_")
    }


@cache
def _words(metric: str) -> dict[str, str]:
    """The words whose column says ``metric``, or begins with it."""
    return {
        row["term"]: row["metric"] for row in lexicon.rows("statistics") if row["metric"].startswith(metric)
    }


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
        if metric is None or not _carried(words, number, last):
            metric = _metric(words, facts, number, percent) or _listed(words, facts, number, metric)
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


def _listed(words: Sequence[str], facts: Facts, number: Number, before: str | None) -> str | None:
    """The metric of the number before in a list by side: 'the dead were 41 soldiers, 30 civilians and …'."""
    if before is None or words[number.first - 1] not in (",", "and"):
        return None
    base = before.split("_")[0]
    side = _side(words, facts, number)
    return base + _SUFFIX[side] if base in ("killed", "injured") and side in _SUFFIX else None


def _carried(words: Sequence[str], number: Number, last: int) -> bool:
    """Whether a number speaks of what the one before it counted: 'from 479', 'the 642 of 2015'."""
    before = words[number.first - 1] if number.first else ""
    of_year = (
        number.last + 1 < last and words[number.last] == "of" and words[number.last + 1][:2] in ("19", "20")
    )
    return before in ("from", "against") or (before == "the" and of_year)


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
        and not _words("superlative").keys() & set(inside)
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
    day = any(m.precision in ("day", "few days") and not spoken(tokens.low, m) for m in facts.dates)
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
    nouns = _nouns()
    conflict = bool(_words("conflict").keys() & set(inside))
    conflict = conflict or any(nouns.get(w) == "attacks" for w in inside if w.endswith("s"))
    displaced = "displaced" in inside and facts.numbered
    if losses and period and (conflict or since or most >= _LARGE):
        return True
    return (counted and period) or displaced


def _is_total(inside: Sequence[str]) -> bool:
    """Whether a verb counts up to now: 'have been killed since', not 'the deadliest since'."""
    return bool({"has", "have", "had"} & set(inside)) and not _words("superlative").keys() & set(inside)


def _lasting(inside: Sequence[str]) -> bool:
    """'in the past two months', 'over the last five years', 'for more than four months'."""
    return any(
        (word in ("past", "last", "previous") and _LONG & set(inside[at + 1 : at + 4]))
        or (word == "for" and _LONG & set(inside[at + 1 : at + 5]))
        for at, word in enumerate(inside)
    )


def _few(facts: Facts, words: Sequence[str]) -> bool:
    """'two attacks that killed over 100': so few are events."""
    nouns, last = _nouns(), facts.sentence.last
    return any(
        number.value is not None
        and number.value < _MANY
        and any(
            nouns.get(w) == "attacks" for w in _noun_phrase(words[number.last : min(number.last + 3, last)])
        )
        for number in find_numbers(words, facts.sentence.first, last)
    )


def _noun_phrase(after: Sequence[str]) -> Sequence[str]:
    """The words after a number that belong to it: 'militant attacks' of '68 militant attacks in May'."""
    end = next((at for at, word in enumerate(after) if word in _NO_NOUN or not word[0].isalpha()), len(after))
    return after[:end]


def _counts_deeds(facts: Facts, words: Sequence[str], least: int) -> bool:
    """Whether a number of some size counts attacks, arrests, fighters: 'more than 50 attacks'."""
    nouns, last = _nouns(), facts.sentence.last
    for number in find_numbers(words, facts.sentence.first, last):
        if number.value is None or number.value < least:
            continue
        beside = _noun_phrase(words[number.last : min(number.last + 3, last)])
        if any(
            nouns.get(w) in ("attacks", "operations", "displaced", "fighters") and w.endswith("s")
            for w in beside
        ):
            return True
        around = words[max(facts.sentence.first, number.first - 2) : min(number.last + 4, last)]
        if any(nouns.get(w) in ("arrested", "surrendered") for w in around):
            return True
    return False


@cache
def _measures() -> frozenset[str]:
    """Units of time, length and weight, and things that no metric counts."""
    rows = lexicon.rows("numbers")
    return frozenset(row["term"] for row in rows if row["tag"] == "measure") - _nouns().keys()


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


def _falls(words: Sequence[str], number: Number, first: int, last: int) -> bool:
    window = words[max(first, number.first - 6) : min(last, number.last + 8)]
    beside = words[max(first, number.first - 4) : number.last + 3]
    return bool(_words("down").keys() & set(window)) and not _words("up").keys() & set(beside)


def _side(words: Sequence[str], facts: Facts, number: Number) -> str:
    """The side a number is about: the people it counts, or the nearest word that names one."""
    counted = next((c for c in facts.chunks if c.first <= number.first < c.last and c.letter == "N"), None)
    if counted and counted.count and counted.count.side != "people":
        return counted.count.side
    sides = _words("of_")
    ahead = words[number.last : min(number.last + 3, facts.sentence.last)]
    behind = words[max(facts.sentence.first, number.first - 4) : number.first]
    if counted and counted.count and counted.count.target:
        return "people"
    for word in [*ahead, *reversed(behind)]:
        if word in sides:
            return sides[word].removeprefix("of_")
        if word in (",", ";", ".") and word not in ahead:
            break
    return "people"


def _metric(words: Sequence[str], facts: Facts, number: Number, percent: bool) -> str | None:
    """What a number counts: the nearest noun or verb that names a metric, with the side beside it."""
    spans = [
        t
        for t in facts.tolls
        if t.first <= number.first
        and number.last <= t.last
        and t.kind in ("killed", "injured", "abducted", "casualties")
    ]
    toll = min(spans, key=lambda t: t.last - t.first, default=None)
    side = _side(words, facts, number)
    if toll and not percent:
        return toll.kind + _SUFFIX.get(side, "") if toll.kind in ("killed", "injured") else toll.kind
    nouns = _nouns()
    best: tuple[int, str] | None = None
    first, last = facts.sentence.first, facts.sentence.last
    for at in range(max(first, number.first - _REACH), min(last, number.last + _REACH)):
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
