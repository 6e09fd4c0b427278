"""A toll that is told for several events together, shared out evenly among them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.incidents import phrases
from extractors.incidents.facts import Facts
from extractors.incidents.numbers import find_numbers
from extractors.incidents.tolls import Toll

_TOGETHER = frozenset(phrases.words("deeds", "together"))
_DEEDS = frozenset(phrases.words("deeds", "shared"))
_ONE_DEED = frozenset(word.removesuffix("s") for word in _DEEDS)
_HIT = frozenset(phrases.words("deeds", "hit"))
_PLURAL = frozenset(phrases.words("deeds", "plural"))
_BREAKS = frozenset(phrases.words("statistics", "no_noun"))
_BESIDE = 4  # tokens: 'two separate terrorist attacks'
_REACH = 8  # tokens between 'one of two' and the deeds it counts
_MOST = 20


def shares(facts: Iterable[Facts], words: Sequence[str]) -> int:
    """How many events share the tolls: 2 after 'this was one of two attacks', else 1."""
    for one in facts:
        if not one.numbered:
            continue
        first, last = one.sentence.first, one.sentence.last
        for at in range(first, last - 2):
            if words[at] == "this" and words[at + 2] == "and" and words[at + 1] in _ONE_DEED:
                others = find_numbers(words, at + 3, min(at + 5, last))
                if others and others[0].value and words[others[0].last : others[0].last + 1] == ["others"]:
                    return int(others[0].value) + 1  # 'across this attack and two others'
            if words[at] not in ("one", "first", "second", "third") or words[at + 1] != "of":
                continue
            for number in find_numbers(words, at + 2, min(at + 4, last)):
                if (
                    number.value
                    and 1 < number.value <= _MOST
                    and (_DEEDS | _HIT) & set(words[number.last : number.last + _REACH])
                ):
                    return int(number.value)
    return 1


def stands_for(facts: Sequence[Facts], words: Sequence[str]) -> int | None:
    """How many incidents an event is told as: 2 in 'two separate attacks killed four', or None."""
    told = [f for f in facts if f is facts[0] or f.tolls]
    return next((n for f in told if (n := counted_deeds(f, words, _PLURAL))), None)


def counted_deeds(facts: Facts, words: Sequence[str], nouns: frozenset[str]) -> int | None:
    """The number that a sentence gives of deeds, named by one of ``nouns``; None for 'one of two attacks'."""
    first, last = facts.sentence.first, facts.sentence.last
    if not facts.numbered or not nouns & set(words[first:last]):
        return None
    for number in find_numbers(words, first, last):
        if number.qualifier or not number.value or not 1 < number.value <= _MOST:
            continue
        beside = words[number.last : min(number.last + _BESIDE, last)]
        noun = next((at for at, word in enumerate(beside) if word in nouns), None)
        if noun is None or words[max(0, number.first - 1)] == "of":
            continue
        if all(word.isalpha() and word not in _BREAKS for word in beside[:noun]):
            return int(number.value)
    return None


def shared_out(facts: Facts, words: Sequence[str], parts: int) -> Facts:
    """A sentence with its tolls divided by ``parts`` where it says that they are of all the events."""
    if parts < 2 or not _TOGETHER & set(words[facts.sentence.first : facts.sentence.last]):
        return facts
    return replace(facts, tolls=tuple(_divided(toll, parts) for toll in facts.tolls))


def _divided(toll: Toll, parts: int) -> Toll:
    value = toll.count.value
    if value is None:
        return toll
    return replace(toll, count=replace(toll.count, value=int(value / parts + 0.5)))
