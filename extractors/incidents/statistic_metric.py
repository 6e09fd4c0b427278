"""What a number of a statistic counts: attacks, the dead of one side, arrests; and whether it fell."""

from collections.abc import Sequence
from functools import cache

from extractors.incidents import lexicon, phrases
from extractors.incidents.facts import Facts
from extractors.incidents.numbers import Number
from extractors.incidents.statistic_share import share

_REACH = 8  # tokens between a number and the noun that says what it counts
_PHRASE = 4  # tokens of the noun phrase behind a number
_NO_NOUN = frozenset(phrases.words("statistics", "no_noun"))
_LISTED = 8  # where adjectives are listed in it
_THINGS = frozenset(phrases.words("statistics", "things"))
_CARRIED = tuple(f" {words}" for words in phrases.words("statistics", "carried"))
_ELLIPTIC = frozenset(phrases.words("statistics", "elliptic"))
_RATES = tuple(f"{words} " for words in phrases.words("statistics", "rates"))
_RATES_BEFORE = ("every", "in every", " per")
_OF_THEM = tuple(f"{words} " for words in phrases.words("statistics", "of_them"))
_COUNTING = tuple(f" {word}" for word in phrases.words("statistics", "tally"))
_LONG = frozenset(phrases.words("statistics", "long_units"))
_NO_COUNT = ("one", "both")
_DONE = ("arrested", "abducted", "displaced", "surrendered")
_SHORT = 3  # letters; 'was' is no plural
_OTHERS = ("down", "up", "conflict", "superlative")
_SUFFIX = {"civilians": "_civilians", "security": "_security", "militants": "_militants"}
_LOSSES = ("killed", "injured", "abducted", "casualties")
_SIDED = ("killed", "injured", "abducted")
_OBJECTS = frozenset(["in", "of", "from", "by"])  # before a noun: 'deaths in operations rose'
_BREAKS = frozenset([",", ";", "while"])
_BURIED = ("laid", "to", "rest")
_COST = frozenset(phrases.words("statistics", "cost"))
_BESIDE = 3  # tokens before the noun or verb in which they stand where the number comes late
_AMONG = 10  # tokens of 'injuries among civilians, security personnel and militants'
_THINGS_DONE = ("attacks", "operations")
_COUNTED_THINGS = (*_THINGS_DONE, "casualties")
_MORE_THAN = ("more than", "fewer than", "less than")
_OTHER_SIDE = ("on", "the", "other", "side")  # 'four operations with 29 dead on the other side'
_LOST = ("lost", "lose")
_ITS_OWN = (("of", "its"), ("of", "their"))
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
    words: Sequence[str], facts: Facts, number: Number, *, percent: bool, before: str | None, opens: bool
) -> str | None:
    """The metric of ``number``, or None.

    ``before`` is that of the number before it in the paragraph; ``opens`` says that it is the first of its
    sentence.
    """
    if not percent and _aside(words, facts, number):
        return None
    if before is not None and not opens and _carried(words, facts, number):
        return before
    own = None if percent else _done(words, number) or _own_noun(words, facts, number)
    if own == "":
        return None
    metric = own or _metric(words, facts, number, percent) or _listed(words, facts, number, before)
    if own is None and metric in _THINGS_DONE and not percent and _counts_people(words, facts, number):
        return None
    if metric in ("killed", "injured") and before and "_" in before and _goes_on(words, number, opens):
        return metric + before[before.index("_") :]
    alone = _elliptic(words, number, percent)
    again = before and (alone or _carried(words, facts, number) or _of_those(words, number))
    return metric or (before if again else "attacks" if alone and _of_deeds(words, facts, number) else None)


def _counts_people(words: Sequence[str], facts: Facts, number: Number) -> bool:
    """Whether a number counts people, or what was done to them: '862 civilians', '63 subjected to …'."""
    after = words[number.last] if number.last < facts.sentence.last else ""
    if after.endswith("ed") and after not in nouns():
        return True
    return any(number.last <= h.first < number.last + 2 for h in facts.people)


def _goes_on(words: Sequence[str], number: Number, opens: bool) -> bool:
    """Whether a number tells of those counted before: '406 were killed, 293 injured'."""
    alone = words[number.last] in _ELLIPTIC or words[number.last] in nouns()
    joined = not opens and words[number.first - 1] in (",", "and")
    return alone and (number.another or joined)


def _aside(words: Sequence[str], facts: Facts, number: Number) -> bool:
    """Whether it is a rate ('24 for every 100,000'), a part ('11 of them commanders') or no number at all."""
    last = facts.sentence.last
    after = " ".join(words[number.last : min(number.last + 2, last)]) + " "
    before = " ".join(words[max(facts.sentence.first, number.first - 2) : number.first])
    of_years = words[number.first - 1] == "in" and words[number.first - 2] in _LONG  # 'the worst year in ten'
    if of_years or after.startswith(_RATES) or before.endswith(_RATES_BEFORE) or share(words, number):
        return True
    people = any(h.first == number.last for h in facts.people)
    if words[number.last - 1] in _NO_COUNT and number.last - number.first == 1 and not people:
        return True
    if after.startswith(_MORE_THAN):
        return True
    if _shared_out(words, facts, number):
        return False
    if not (after.startswith(_OF_THEM) or f"{before} ".endswith(_OF_THEM)) or before.endswith(_COUNTING):
        return False
    beside = range(number.last, min(number.last + _PHRASE, last))
    sided = any(h.first in beside and h.row["side"] != "people" for h in facts.people)
    told = {words[at] for at in beside}
    return not sided and not (terms("of_").keys() | nouns().keys()) & told


def _shared_out(words: Sequence[str], facts: Facts, number: Number) -> bool:
    """'Policemen made up most of the dead: 88 of them': the number of those with whom the sentence opens."""
    opens = any(h.first == facts.sentence.first and h.row["side"] in _SUFFIX for h in facts.people)
    return (
        opens
        and words[number.first - 1] == ":"
        and tuple(words[number.last : number.last + 2]) == ("of", "them")
    )


def _done(words: Sequence[str], number: Number) -> str | None:
    """The metric of a verb right before a number: 'arrested 89 suspects'; losses have their sides."""
    metric = nouns().get(words[number.first - 1]) if number.first else None
    return metric if metric in _DONE else None


def _of_deeds(words: Sequence[str], facts: Facts, number: Number) -> bool:
    """'Roadside bombs have become rare: the monitors recorded 112 in 2025.'"""
    told = any(h.first < number.first and words[h.last - 1].endswith("s") for h in facts.acts)
    return told and f" {words[number.first - 1]}" in _COUNTING


def _of_those(words: Sequence[str], number: Number) -> bool:
    """Whether somebody counted so many of what was told of: 'the monitors counted 54 of them'."""
    after = " ".join(words[number.last : number.last + 2]) + " "
    return f" {words[number.first - 1]}" in _COUNTING and after in _OF_THEM


def _elliptic(words: Sequence[str], number: Number, percent: bool) -> bool:
    """Whether a number has no noun of its own: 'Punjab and Sindh saw 22 between them.'"""
    end = number.last + (1 + (words[number.last] == "per") if percent else 0)
    return end >= len(words) or words[end] in _ELLIPTIC


def _own_noun(words: Sequence[str], facts: Facts, number: Number) -> str | None:
    """The metric that the noun behind a number names; '' for a thing, None where it says nothing."""
    people = {h.first for h in facts.people}
    last = facts.sentence.last
    behind = words[number.last : min(number.last + _LISTED, last)]
    if "laid" in behind and tuple(behind[behind.index("laid") :][:3]) == _BURIED:
        return _with_side("killed", _side(words, facts, number))
    if _THINGS & set(words[number.last : min(number.last + 2, last)]):
        return ""
    reach = _PHRASE
    for at in range(number.last, min(number.last + _LISTED, last)):
        word = words[at]
        if word == "," and at > number.last and words[at + 1].isalpha():
            reach = _LISTED  # 'foiled, failed and completed attacks'
            continue
        if at - number.last >= reach:
            return None
        metric = nouns().get(word)
        if metric is not None and metric not in _SIDED and word.endswith("s"):
            return None if metric == "fighters" and nouns().get(words[number.first - 1]) in _SIDED else metric
        if word.isalpha() and nouns().get(words[min(at + 1, last - 1)]) in _COUNTED_THINGS:
            continue  # '5,122 civilian casualties', '68 militant attacks'
        if at in people or metric is not None or not word.isalpha():
            return None
        if word in _NO_NOUN and not (word == "and" and reach == _LISTED):
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
        f" {' '.join(before)}".endswith(_CARRIED)
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
    best = _nearest(words, facts, number, behind=percent and words[number.first - 1] == "by")
    if best is None:
        return None
    metric = nouns()[words[best]]
    sides = terms("of_")
    near = words[max(facts.sentence.first, best - _BESIDE) : best]
    beside = sides.get(words[best - 1], "").removeprefix("of_")
    side = beside or _side(words, facts, number)
    if side == "people" and best < number.first and not percent:  # 'civilians were killed …: 3,804'
        side = next((sides[word].removeprefix("of_") for word in reversed(near) if word in sides), side)
    return _with_side(metric, side)


def _nearest(words: Sequence[str], facts: Facts, number: Number, *, behind: bool) -> int | None:
    """The token of the nearest noun that names a metric; else the first before the number.

    Only ``behind`` it for what rose 'by 13 percent'.
    """
    first, last = facts.sentence.first, facts.sentence.last
    counted = {n.last for n in facts.numbers if n.first != number.first}
    end = next((at for at in range(number.last, last) if words[at] in _BREAKS), last)
    found: list[tuple[int, int]] = []
    for at in range(
        max(first, number.first - _REACH), number.first if behind else min(end, number.last + _REACH)
    ):
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


def _owner(words: Sequence[str], facts: Facts, number: Number) -> str | None:
    """The side whose own dead are counted: 'the police have lost 2,000 men', 'the force, 31 of its men'."""
    opener = next((h for h in facts.people if h.row["side"] in _SUFFIX), None)
    if opener and _shared_out(words, facts, number) and opener.first == facts.sentence.first:
        return opener.row["side"]  # 'Policemen made up most of the dead: 88 of them'
    lost = words[number.first - 1] in _LOST
    if not lost and tuple(words[number.last : number.last + 2]) not in _ITS_OWN:
        return None
    before = [h for h in facts.people if h.first < number.first and h.row["side"] in _SUFFIX]
    return before[-1].row["side"] if before else None


def _side(words: Sequence[str], facts: Facts, number: Number) -> str:
    """The side a number is about: the people it counts, or the nearest word that names one."""
    owner = _owner(words, facts, number)
    if owner is not None:
        return owner
    counted = next((c for c in facts.chunks if c.first <= number.first < c.last and c.letter == "N"), None)
    if counted and counted.count and counted.count.side != "people":
        return counted.count.side
    if counted and counted.count and counted.count.target:
        return "people"
    if tuple(words[number.last + 1 : number.last + 5]) == _OTHER_SIDE:
        return "militants"
    if words[number.first - 1] in _COST:
        return "people"  # 'operations by the forces cost 30 lives'
    sides = terms("of_")
    if words[number.first - 1] == "for" and words[number.first - 2] in sides:
        return sides[words[number.first - 2]].removeprefix("of_")  # 'civilians for 219'
    among = words[number.last : min(number.last + _AMONG, facts.sentence.last)]
    if "among" in among[:3] and len({sides[word] for word in among if word in sides}) > 1:
        return "people"
    reach = 4 if words[number.last : number.last + 1] == ["members"] else 3  # 'nine members of the forces'
    ahead = words[number.last : min(number.last + reach, facts.sentence.last)]
    active = nouns().get(words[number.first - 1]) in _SIDED  # 'its forces killed 80': none of the forces
    behind = [] if active else words[max(facts.sentence.first, number.first - _SUBJECT) : number.first]
    for at, word in enumerate([*ahead, *reversed(behind)]):
        if word in sides:
            both = [w for w in behind if w in sides and sides[w] != sides[word]]
            return "people" if at >= len(ahead) and both else sides[word].removeprefix("of_")
        if word in (",", ";", ".") and at >= len(ahead) and not {"which", "whose", "who"} & set(behind):
            break
    return "people"
