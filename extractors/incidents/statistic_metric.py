"""What a number of a statistic counts: attacks, the dead of one side, arrests; and whether it fell."""

from collections.abc import Sequence
from functools import cache

from extractors.incidents import lexicon, phrases
from extractors.incidents.facts import Facts
from extractors.incidents.numbers import Number, find_numbers

_REACH = 8  # tokens between a number and the noun that says what it counts
_PHRASE = 4  # tokens of the noun phrase behind a number
_NO_NOUN = frozenset(phrases.words("statistics", "no_noun"))
_SHORT = 3  # letters; 'was' is no plural
_OTHERS = ("down", "up", "conflict", "superlative")
_SUFFIX = {"civilians": "_civilians", "security": "_security", "militants": "_militants"}
_LOSSES = ("killed", "injured", "abducted", "casualties")
_OBJECTS = frozenset(["in", "of", "from", "by"])  # before a noun: 'deaths in operations rose'
_BREAKS = frozenset([",", ";", "while"])
_COST = frozenset(phrases.words("statistics", "cost"))
_SUBJECT = 8  # tokens in which whose losses they are stands before a number
_TURN = 9  # tokens in which 'fewer' or 'rose' tells the sense of a percentage


@cache
def nouns() -> dict[str, str]:
    """The words that name a metric."""
    named = {row["term"]: row["metric"] for row in lexicon.rows("statistics")}
    return {term: metric for term, metric in named.items() if metric not in _OTHERS and metric[:3] != "of_"}


@cache
def terms(metric: str) -> dict[str, str]:
    """The words whose column says ``metric``, or begins with it."""
    return {
        row["term"]: row["metric"] for row in lexicon.rows("statistics") if row["metric"].startswith(metric)
    }


def metric_of(
    words: Sequence[str], facts: Facts, number: Number, *, percent: bool, before: str | None
) -> str | None:
    """The metric of ``number``, or None; ``before`` is that of the number before it in the sentence."""
    if before is not None and _carried(words, facts, number):
        return before
    own = None if percent else _own_noun(words, facts, number)
    if own == "":
        return None
    metric = own or _metric(words, facts, number, percent)
    return metric or _listed(words, facts, number, before)


def falls(words: Sequence[str], number: Number, first: int, last: int) -> bool:
    """Whether a percentage tells of a fall: the nearest word of a rise or a fall decides."""
    down, up = terms("down"), terms("up")
    ahead = range(number.last, min(number.last + _TURN, last))
    behind = range(number.first - 1, max(first, number.first - _TURN) - 1, -1)
    for word in (words[at] for places in (ahead[:3], behind, ahead[3:]) for at in places):
        if word in down or word in up:
            return word in down
    return False


def _own_noun(words: Sequence[str], facts: Facts, number: Number) -> str | None:
    """The metric that the noun behind a number names; '' for a thing, None where it says nothing."""
    people = {h.first for h in facts.people}
    for at in range(number.last, min(number.last + _PHRASE, facts.sentence.last)):
        word = words[at]
        metric = nouns().get(word)
        if metric is not None and metric not in _LOSSES and word.endswith("s"):
            return metric
        if at in people or metric is not None or not word.isalpha() or word in _NO_NOUN:
            return None
        if word.endswith("s") and len(word) > _SHORT:
            return None if words[min(at + 1, len(words) - 1)] in nouns() else ""
    return None


def _carried(words: Sequence[str], facts: Facts, number: Number) -> bool:
    """Whether a number speaks of what the one before it counted: 'from 479 to 520', 'the 642 of 2015'."""
    after = words[number.last : min(number.last + 2, facts.sentence.last)]
    before = words[max(facts.sentence.first, number.first - _TURN) : number.first]
    if not before:
        return False
    of_year = len(after) == 2 and after[0] == "of" and after[1][:2] in ("19", "20")
    return (
        before[-1] in ("from", "against")
        or (before[-1] == "to" and "from" in before)
        or (before[-1] == "the" and of_year)
    )


def _metric(words: Sequence[str], facts: Facts, number: Number, percent: bool) -> str | None:
    """The nearest noun or verb that names a metric, with the side beside it."""
    spans = [
        t for t in facts.tolls if t.first <= number.first and number.last <= t.last and t.kind in _LOSSES
    ]
    toll = min(spans, key=lambda t: t.last - t.first, default=None)
    if toll and not percent:
        return _with_side(toll.kind, _side(words, facts, number))
    best = _nearest(words, facts, number)
    if best is None:
        return None
    metric = nouns()[words[best]]
    beside = terms("of_").get(words[best - 1], "").removeprefix("of_")
    return _with_side(metric, beside or _side(words, facts, number))


def _nearest(words: Sequence[str], facts: Facts, number: Number) -> int | None:
    """The token of the nearest noun that names a metric; else the first before the number."""
    first, last = facts.sentence.first, facts.sentence.last
    counted = {n.last for n in find_numbers(words, first, last) if n.first != number.first}
    end = next((at for at in range(number.last, last) if words[at] in _BREAKS), last)
    found: list[tuple[int, int]] = []
    for at in range(max(first, number.first - _REACH), min(end, number.last + _REACH)):
        if words[at] not in nouns() or at in counted or (at - 1 in counted and words[at - 1].isalpha()):
            continue  # another number counts it: '444 attacks'
        away = at - number.last if at >= number.last else (number.first - at) * 2
        found.append((away + _REACH * (at < number.first and words[at - 1] in _OBJECTS), at))
    if found:
        return min(found)[1]
    return next((at for at in range(first, number.first) if words[at] in nouns()), None)


def _with_side(metric: str, side: str) -> str:
    return metric + _SUFFIX.get(side, "") if metric in ("killed", "injured") else metric


def _listed(words: Sequence[str], facts: Facts, number: Number, before: str | None) -> str | None:
    """The metric of the number before in a list by side: 'the dead were 41 soldiers, 30 civilians and …'."""
    if before is None or words[number.first - 1] not in (",", "and"):
        return None
    base = before.split("_")[0]
    side = _side(words, facts, number)
    return base + _SUFFIX[side] if base in ("killed", "injured") and side in _SUFFIX else None


def _side(words: Sequence[str], facts: Facts, number: Number) -> str:
    """The side a number is about: the people it counts, or the nearest word that names one."""
    counted = next((c for c in facts.chunks if c.first <= number.first < c.last and c.letter == "N"), None)
    if counted and counted.count and counted.count.side != "people":
        return counted.count.side
    if counted and counted.count and counted.count.target:
        return "people"
    if words[number.first - 1] in _COST:
        return "people"  # 'operations by the forces cost 30 lives'
    sides = terms("of_")
    ahead = words[number.last : min(number.last + 3, facts.sentence.last)]
    behind = words[max(facts.sentence.first, number.first - _SUBJECT) : number.first]
    for at, word in enumerate([*ahead, *reversed(behind)]):
        if word in sides:
            both = [w for w in behind if w in sides and sides[w] != sides[word]]
            return "people" if at >= len(ahead) and both else sides[word].removeprefix("of_")
        if word in (",", ";", ".") and at >= len(ahead) and not {"which", "whose", "who"} & set(behind):
            break
    return "people"
