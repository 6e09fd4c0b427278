"""Whether a sentence sums up a period or a war, and tells of no single event."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractors.incidents import lexicon, phrases
from extractors.incidents.dates import DateMention, compared, spoken
from extractors.incidents.facts import Facts
from extractors.incidents.numbers import Number
from extractors.incidents.statistic_metric import nouns, terms
from extractors.incidents.stretches import since_day, stretches
from extractors.incidents.tokens import Tokens

ONE = frozenset(["a", "an", "the", "that", "this", "'s", "another"])  # before a deed that is one
_LARGE = 200  # so many dead in a month or a year are no single event
_CROWD = 100  # so many dead or taken 'in 2025', and nothing said of a deed or a town, are a year's
_HUGE = 1000  # so many dead or hurt without a day are those of a war
_LONG_DAYS = 28
_NEAR = 7  # tokens between a number and what it counts
_LONG = frozenset(phrases.words("statistics", "long_units"))
_NO_NOUN = frozenset(phrases.words("statistics", "no_noun"))
_SPANNING = frozenset(["past", "last", "previous", "for", "of", "within"])
_CERTAIN = 10  # so many attacks are no single event, wherever they are named
_LIMIT_CHARS = 10
_TREND = 9  # tokens in which 'rose' or 'fell' stands behind what did
_AHEAD_ONLY = frozenset(phrases.words("statistics", "ahead_only"))
_OPENING = 3  # tokens in which 'since' opens the sentence
_WHICH = frozenset(["which", "when", "whose"])
_HOURS = frozenset(phrases.words("statistics", "hours"))
_RECKONED = frozenset(phrases.words("statistics", "reckoned"))
_TALLY = frozenset(phrases.words("statistics", "tally"))
_FORCE = 500  # so many fighters are a group's strength
_ATTACKED = frozenset(["attack", "attacked", "bombed", "targeted"])
_MANY = 3  # attacks; fewer are told one by one


def gives_totals(facts: Facts, tokens: Tokens, *, lead: bool) -> bool:
    """Whether a sentence sums up a period and not an event: 'a wave of attacks has killed 130'.

    A ``lead`` does so only where it counts many deeds: '68 attacks in October'.
    """
    words = tokens.words
    if not facts.numbered:
        return False
    inside = words[facts.sentence.first : facts.sentence.last]
    since = (
        _since(inside)
        and not _recalled(facts, words)
        and not terms("superlative").keys() & set(inside)
        and (bool({"has", "have", "had"} & set(inside)) or any(t.total for t in facts.tolls))
    )
    summed = not lead and "in_all" in facts.cues and "separate" in facts.cues
    if summed and any(not t.weak and t.count.value for t in facts.tolls):
        return True
    period = since or _lasting(inside) or bool(facts.cues & {"period", "aggregate"})
    period = period or any(
        m.precision in ("month", "year") or m.kind in ("span", "year") for m in facts.dates
    )
    day = any(
        m.precision in ("day", "few days")
        and not (spoken(tokens.low, m) or _limit(tokens.low, m) or compared(tokens.low, m))
        and not (since and since_day(tokens.low, m))
        for m in facts.dates
    )
    if _long(facts) or stretches(tokens.low, facts.dates):
        period, day = True, False
    if not day and _counts_losses(facts, tokens, _HUGE):
        return True
    if not day and _counts_fighters(facts, tokens):
        return True
    if not period and "displaced" not in inside:
        return False
    counting = "weak_aggregate" in facts.cues
    if (period or counting) and not day and _counts_deeds(facts, words, _CERTAIN):
        return True
    if period and _trend(inside) and (not day or any(m.precision in ("month", "year") for m in facts.dates)):
        return True
    most = max((t.count.value or 0 for t in facts.tolls if not t.weak), default=0)
    yearly = any(m.precision == "year" for m in facts.dates)
    if since and yearly and most >= _LARGE:
        return True  # on whatever day it was said: 'the police have lost 1,870 men since 2007'
    if lead:
        fought = not terms("conflict").keys().isdisjoint(inside)
        many = yearly and most >= _CROWD and not (_at_a_spot(facts) or _one(facts, words))
        return not day and most > 0 and ((fought and yearly) or (since and most >= _LARGE) or many)
    losses = most > 0
    counted = period and _counts_deeds(facts, words, _MANY)
    up_to_now = since or _within(inside)
    if up_to_now and not facts.cues & {"another"} and (losses or counted) and _is_total(inside):
        return True
    if not day and ((counted and "alone" in inside) or (yearly and _tallied(facts, words))):
        return True
    if _at_a_spot(facts) or day or _few(facts, words) or _one(facts, words):
        return False
    named = nouns()
    conflict = bool(terms("conflict").keys() & set(inside))
    conflict = conflict or any(named.get(w) == "attacks" for w in inside if w.endswith("s"))
    displaced = "displaced" in inside and facts.numbered
    if losses and period and (conflict or since or most >= _LARGE):
        return True
    if most >= _CERTAIN and yearly and not any(h.row["strength"] == "2" for h in facts.acts):
        return True
    return (counted and period) or displaced


def _at_a_spot(facts: Facts) -> bool:
    """Whether it tells of a town or a district where something was."""
    return any(
        m.place.kind not in ("country", "region", "admin1") and m.role in ("at", "near") for m in facts.places
    )


def _since(inside: Sequence[str]) -> bool:
    """Whether it counts since some day or year; 'since the afternoon' is one day's."""
    return "since" in inside and any(
        word == "since" and _HOURS.isdisjoint(inside[at + 1 : at + 4]) for at, word in enumerate(inside)
    )


def _counts_fighters(facts: Facts, tokens: Tokens) -> bool:
    """'An estimated 6,000 fighters', 'the number of its fighters was put at 2,000'."""
    words, first, last = tokens.words, facts.sentence.first, facts.sentence.last
    large = [n for n in facts.numbers if n.value is not None and n.value >= _FORCE]
    if not large or _RECKONED.isdisjoint(words[first:last]) or any(t.count.value for t in facts.tolls):
        return False
    named = [at for at in range(first, last) if nouns().get(words[at]) == "fighters"]
    return any(
        plain(tokens, n) and (n.last in named or "number" in words[max(first, at - 3) : at])
        for n in large
        for at in named
    )


def _tallied(facts: Facts, words: Sequence[str]) -> bool:
    """Whether somebody's tally gives so many in a year: '73 were abducted in 2024, by its records'."""
    inside = words[facts.sentence.first : facts.sentence.last]
    counts = not _TALLY.isdisjoint(inside)
    return counts and any(n.value is not None and n.value >= _CERTAIN for n in facts.numbers)


def _long(facts: Facts) -> bool:
    """Whether its days are the ends of a long time: 'between 15 August 2021 and 30 May 2023'."""
    days = [m.first for m in facts.dates if m.first and m.precision in ("day", "few days")]
    return len(days) > 1 and (max(days) - min(days)).days >= _LONG_DAYS


def goes_on(facts: Facts, tokens: Tokens) -> bool:
    """Whether a sentence behind a total in its paragraph counts on, without day, place or deed of its own."""
    day = any(m.precision in ("day", "few days") and not spoken(tokens.low, m) for m in facts.dates)
    one = _one(facts, tokens.words)
    words = tokens.words[facts.sentence.first : facts.sentence.last]
    one = one or ("one", "of") in pairwise(words)
    return facts.numbered and not (_at_a_spot(facts) or day or one)


def _recalled(facts: Facts, words: Sequence[str]) -> bool:
    """Whether the losses led to what its 'since' reckons from: 'quiet since the war that followed it'."""
    first = facts.sentence.first
    since = words.index("since", first)
    lost = min((t.first for t in facts.tolls), default=first)
    return since - first > _OPENING and not _WHICH.isdisjoint(words[since:lost])


def _one(facts: Facts, words: Sequence[str]) -> bool:
    """Whether it tells of a single deed: 'an ambush', 'twin bombings'."""
    return any(
        h.row["strength"] == "2"
        and (words[h.first - 1] == "twin" or (words[h.first - 1] in ONE and words[h.last - 1][-1] != "s"))
        for h in facts.acts
    )


def _trend(inside: Sequence[str]) -> bool:
    """Whether it says that something went up or down: 'attacks dropped slightly in March'."""
    turns = terms("down").keys() | terms("up").keys()
    counted = next((at for at, word in enumerate(inside) if word in nouns() and word.endswith("s")), None)
    return counted is not None and any(
        word in turns and word not in _AHEAD_ONLY for word in inside[counted + 1 : counted + _TREND]
    )


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
    """'in the past two months', 'for more than four months', 'in three years of war'."""
    if _SPANNING.isdisjoint(inside) or _LONG.isdisjoint(inside):
        return False
    return _within(inside) or any(
        (word in ("past", "last", "previous") and _LONG & set(inside[at + 1 : at + 4]))
        or (word == "for" and _LONG & set(inside[at + 1 : at + 5]))
        or (word == "of" and inside[max(at - 3, 0)] == "in" and inside[at - 1] in _LONG)
        for at, word in enumerate(inside)
    )


def _within(inside: Sequence[str]) -> bool:
    """'within a year'."""
    return "within" in inside and any(
        word == "within" and _LONG & set(inside[at + 1 : at + 3]) for at, word in enumerate(inside)
    )


def _counts_losses(facts: Facts, tokens: Tokens, least: int) -> bool:
    """Whether a number of some size stands with a word for losses: 'put its losses at 84,930 soldiers'."""
    words, first, last = tokens.words, facts.sentence.first, facts.sentence.last
    large = [n for n in facts.numbers if n.value is not None and n.value >= least]
    if not large:
        return False
    lost = [at for at in range(first, last) if nouns().get(words[at]) in ("killed", "injured", "casualties")]
    return any(plain(tokens, n) and any(n.first - _NEAR <= at < n.last + _NEAR for at in lost) for n in large)


def _few(facts: Facts, words: Sequence[str]) -> bool:
    """'two attacks that killed over 100': so few are events."""
    named, last = nouns(), facts.sentence.last
    return any(
        number.value is not None
        and number.value < _MANY
        and any(
            named.get(w) == "attacks" for w in _noun_phrase(words[number.last : min(number.last + 3, last)])
        )
        for number in facts.numbers
    )


def _noun_phrase(after: Sequence[str]) -> Sequence[str]:
    """The words after a number that belong to it: 'militant attacks' of '68 militant attacks in May'."""
    end = next((at for at, word in enumerate(after) if word in _NO_NOUN or not word[0].isalpha()), len(after))
    return after[:end]


def _counts_deeds(facts: Facts, words: Sequence[str], least: int) -> bool:
    """Whether a number of some size counts attacks, arrests, fighters: 'more than 50 attacks'."""
    named, last = nouns(), facts.sentence.last
    for number in facts.numbers:
        if number.value is None or number.value < least:
            continue
        beside = _noun_phrase(words[number.last : min(number.last + 3, last)])
        if any(
            named.get(w) in ("attacks", "operations", "displaced", "fighters") and w.endswith("s")
            for w in beside
        ):
            return True
        if (
            number.last < last
            and words[number.last] == "times"
            and _ATTACKED & set(words[facts.sentence.first : number.first])
        ):
            return True  # 'came under attack 24 times'
        around = words[max(facts.sentence.first, number.first - 2) : min(number.last + 4, last)]
        if any(named.get(w) in ("arrested", "surrendered") for w in around):
            return True
    return False


@cache
def _measures() -> frozenset[str]:
    """Units of time, length and weight, and things that no metric counts."""
    rows = lexicon.rows("numbers")
    return frozenset(row["term"] for row in rows if row["tag"] == "measure") - nouns().keys()


def plain(tokens: Tokens, number: Number) -> bool:
    """Whether a number may count people or deeds: no year, no money, no ordinal, no measure."""
    core = number.last - 1
    if number.last < len(tokens.words) and tokens.words[number.last] in _measures():
        return False
    if tokens.ends[core] < len(tokens.low) and tokens.low[tokens.ends[core]].isalpha():
        return False  # an ordinal
    digits = next((at for at in range(number.first, number.last) if tokens.words[at][0].isdigit()), None)
    if digits is None or not tokens.starts[digits]:
        return True
    text = tokens.words[digits]
    if text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100:
        return False  # a year, also in 'in May 2024 at least 42'
    before = tokens.low[tokens.starts[digits] - 1]
    return not (before in "$€£/#-" or before.isalpha())
