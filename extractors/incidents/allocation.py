"""A toll that is told for several events together, shared out evenly among them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.incidents import phrases
from extractors.incidents.event import Event
from extractors.incidents.facts import Facts, losses_told
from extractors.incidents.numbers import find_numbers
from extractors.incidents.places import PlaceMention
from extractors.incidents.scene import closest, scene
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
_SEVERAL = 4  # so many events are told one by one


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
    for number in facts.numbers:
        if number.qualifier or not number.value or not 1 < number.value <= _MOST:
            continue
        beside = words[number.last : min(number.last + _BESIDE, last)]
        noun = next((at for at, word in enumerate(beside) if word in nouns), None)
        if noun is None or words[max(0, number.first - 1)] == "of":
            continue
        if all(word.isalpha() and word not in _BREAKS for word in beside[:noun]):
            return int(number.value)
    return None


def each_of(main: Sequence[Event], words: Sequence[str]) -> list[Event]:
    """The events that a text announces together and one sentence places, each with its share; else [].

    'Two raids killed seven … The posts, at A in one district and at B in another, …' tells of two.
    """
    apart = [event for event in main if not event.summary]
    if len(apart) == len(main) or any(losses_told(f) for event in apart for f in event.facts):
        return []
    told = [f for event in main if event.summary for f in event.facts]
    if not any(losses_told(f) for f in told):
        return []
    said = told + [f for event in main for f in event.context]
    placed = max(said, key=lambda f: (len(_districts(f)) > 1, len(scene(f))))
    districts = _districts(placed)
    number = stands_for(told, words) or len(districts)
    if len(districts) != number or not 1 < number < _SEVERAL:
        return []
    more = [f for event in apart for f in event.facts]
    return [
        _one_of([*said, *_at(more, here)], placed, here, (nth, number)) for nth, here in enumerate(districts)
    ]


def _at(facts: Sequence[Facts], here: Sequence[PlaceMention]) -> list[Facts]:
    return [f for f in facts if closest(scene(f), here) in ("same", "inside")]


def _districts(facts: Facts) -> list[list[PlaceMention]]:
    """The places of a sentence where something was done, by district."""
    found: dict[str, list[PlaceMention]] = {}
    for mention in scene(facts):
        if mention.role in ("at", "near") and mention.place.admin2:
            found.setdefault(mention.place.admin2, []).append(mention)
    return list(found.values())


def _one_of(
    said: Sequence[Facts], placed: Facts, here: Sequence[PlaceMention], share: tuple[int, int]
) -> Event:
    """One of several events: all that is said of them together, at its own place."""
    left = {id(m) for m in scene(placed)} - {id(m) for m in here}
    facts = replace(placed, places=tuple(m for m in placed.places if id(m) not in left))
    own = [facts if f is placed else replace(f, places=()) for f in said]
    return Event(
        "main",
        [f for f in own if f.has_deed() or f is facts],
        share=share,
        context=[f for f in own if not f.has_deed() and f is not facts],
    )


def its_share(facts: Facts, share: tuple[int, int]) -> Facts:
    """A sentence about several events with the share of one of them: evenly, what is over to the first."""
    return replace(facts, tolls=tuple(_part_of(toll, *share) for toll in facts.tolls))


def _part_of(toll: Toll, nth: int, number: int) -> Toll:
    value = toll.count.value
    if value is None:
        return toll
    return replace(toll, count=replace(toll.count, value=value // number + (nth < value % number)))


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
