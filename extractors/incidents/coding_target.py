"""GTD's target type: whom or what an attack was aimed at."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.incidents.event import Event
from extractors.incidents.facts import Facts
from extractors.incidents.lexicon import Hit
from extractors.incidents.sides import did_it
from extractors.incidents.tokens import Tokens

GENERIC = "Private Citizens & Property"
UNKNOWN = "Unknown"
_WEIGHT = {"3": 7, "2": 6, "1": 3, "0": 1}
_LEAD = 2  # the sentences that say what was attacked
_AIMED = frozenset(["targeted", "targeting", "target", "targets", "aimed", "against", "outside"])
_AIM_REACH = 6
_NAME_REACH = 8  # tokens between a person's name and what the person is
_SPOKE = frozenset(
    ["said", "says", "say", "told", "tell", "according", "confirmed", "spokesman", "tweeted", "spokesperson"]
)
_SPOKE_REACH = 5  # tokens between a speaker and the word that says so
_CAME = frozenset(["reached", "arrived", "rushed", "came"])  # whoever came afterwards was no aim
_CAME_REACH = 2
_OFFICE = frozenset(
    ["officials", "official", "officers", "officer", "sources", "personnel", "commander", "force"]
)
_THOUGH = frozenset(["though", "although", "despite"])
_THOUGH_REACH = 5
_HIS = frozenset(["his", "her", "their"])
_THINGS = frozenset(["convoy", "motorcade", "vehicle", "car", "house", "home", "residence"])
_HIT = frozenset(["shot", "killed", "gunned", "assassinated", "murdered", "attacked", "stabbed", "hit"])
_THING_REACH = 4  # tokens: "the mayor's private residence"
_CLOSE = 3  # a target told of this much less is no rival
_FEW = 3  # more dead than these, and no single person was the aim


@dataclass(frozen=True, slots=True)
class Target:
    """What was attacked, the words that say so, and whether it was a certain person of standing.

    ``close``: the words tell of another target nearly as much.
    """

    type: str | None
    hit: Hit | None = None
    prominent: bool = False
    close: bool = False


def target_type(tokens: Tokens, event: Event, killed: int | None) -> Target:
    """The thing or the people attacked; None where the text names neither."""
    scores: Counter[str] = Counter()
    first: dict[str, Hit] = {}
    for position, facts in enumerate(event.facts):
        weight = 3 if position < _LEAD else 1
        fresh = position == 0
        for hit in facts.targets:
            if _aside(tokens.words, facts, hit):
                continue
            target, rank = hit.row["target"], hit.row["rank"]
            before = tokens.words[max(facts.sentence.first, hit.first - _AIM_REACH) : hit.first]
            decides = rank in "23"
            times = 2 if _AIMED & set(before) else 2 if fresh and decides else 1
            fresh = fresh and not decides
            scores[target] += weight * _WEIGHT[rank] * times
            first.setdefault(target, hit)
        _count_people(facts, scores, weight)
    if _by_a_mob(event):
        del scores["Police"]
    if not scores:
        return Target(None)
    target = max(scores, key=lambda t: scores[t])
    close = any(_CLOSE * score > scores[target] for other, score in scores.items() if other != target)
    person = (killed or 0) <= _FEW and _is_person(tokens, event.facts)
    return Target(target, first.get(target), person, close)


def _by_a_mob(event: Event) -> bool:
    """Whether a mob killed people and none of the police, who came between them."""
    dead = {t.count.side for f in event.facts for t in f.tolls if t.kind == "killed" and t.count.value}
    lead = event.facts[0]
    if not lead.tolls or any(h.row["target"] == "Police" for h in lead.targets):
        return False  # 'a mob stormed a police station'
    return bool(dead) and "security" not in dead and any("mob" in f.act_names for f in event.facts[:_LEAD])


def _aside(words: list[str], facts: Facts, hit: Hit) -> bool:
    """Whether what is named did it, was only counted among others, or only spoke of it."""
    if did_it(words, facts, hit.first):
        return True
    if any(a.first <= hit.first and hit.last <= a.last for a in facts.acts):
        return True  # the mine of 'land mine'
    rank = hit.row["rank"]
    if not _CAME.isdisjoint(words[hit.last : hit.last + _CAME_REACH]):
        return True  # 'police reached the place', 'rescue workers who arrived'
    if not _THOUGH.isdisjoint(words[max(facts.sentence.first, hit.first - _THOUGH_REACH) : hit.first]):
        return True  # 'though there was a police escort'
    if _speaks(words, hit.last):
        return True  # 'Levies officials said'
    if rank == "2" and any(t.part and t.first <= hit.first < t.last for t in facts.tolls):
        return True
    return rank in "13" and bool(
        _SPOKE & set(words[max(facts.sentence.first, hit.first - _SPOKE_REACH) : hit.last + _SPOKE_REACH])
    )


def _speaks(words: list[str], at: int) -> bool:
    while at < len(words) and words[at] in _OFFICE:
        at += 1
    return at < len(words) and words[at] in _SPOKE


def _count_people(facts: Facts, scores: Counter[str], weight: int) -> None:
    for toll in facts.tolls:
        if toll.count.target and toll.count.side != "militants" and not toll.part:
            scores[toll.count.target] += weight * (2 if toll.count.side == "people" else 4)


def _is_person(tokens: Tokens, sentences: Sequence[Facts]) -> bool:
    """Whether one person of standing was the aim, by name: 'Haji Karim, a member of the council'."""
    lead = sentences[0]
    if any(
        h.row["tag"] == "private"
        and not _HIS & set(tokens.words[h.first - 2 : h.first])
        and tokens.words[h.last] not in _SPOKE
        for h in lead.conduct
    ):
        return False  # 'the home of a governor', and not 'in his home'
    for facts in sentences[:_LEAD]:
        named = facts is lead or _opens_with_name(tokens, facts, lead)
        for hit in facts.targets:
            title = hit.row["rank"] == "1" and hit.first == facts.sentence.first
            if not (title or hit.row["rank"] == "3") or (
                facts is lead and did_it(tokens.words, facts, hit.first)
            ):
                continue
            if title and not _is_hit(tokens.words, hit):
                continue
            if named and _has_name(tokens, facts, hit):
                return True
            office = hit.row["target"].startswith("Government") and tokens.words[hit.last] == "of"
            if facts is lead and office and tokens.words[hit.first - 1] == "the":
                return True  # 'the mayor of a mountain town': there is but one
            if tokens.words[hit.last] == "'s" and not _THINGS.isdisjoint(
                tokens.words[hit.last + 1 : hit.last + _THING_REACH]
            ):
                return True  # 'a police chief's convoy'
    return False


def _is_hit(words: list[str], hit: Hit) -> bool:
    """'Mufti Arifin, 58, was shot': a title opens the sentence, and the one who has it was hit."""
    behind = words[hit.last : hit.last + _NAME_REACH + 1]
    return any(a == "was" and b in _HIT for a, b in pairwise(behind))


def _names(tokens: Tokens, facts: Facts) -> list[int]:
    """The tokens of a sentence that begin with a capital and belong to no place, group or date."""
    taken = [(m.start, m.end) for m in facts.places]
    taken += [(m.start, m.end) for m in facts.groups]
    taken += [(m.start, m.end) for m in facts.dates]
    return [
        at
        for at in range(facts.sentence.first, facts.sentence.last)
        if tokens.capital[at]
        and len(tokens.words[at]) > 2
        and not any(start <= tokens.starts[at] < end for start, end in taken)
    ]


def _has_name(tokens: Tokens, facts: Facts, hit: Hit) -> bool:
    return any(
        hit.first - _NAME_REACH <= at < hit.last + _NAME_REACH and not hit.first <= at < hit.last
        for at in _names(tokens, facts)
        if at > facts.sentence.first or facts.sentence.first < hit.first
    )


def _opens_with_name(tokens: Tokens, facts: Facts, lead: Facts) -> bool:
    """Whether a sentence goes on with somebody whom the lead names."""
    known = {tokens.words[at] for at in _names(tokens, lead)}
    return bool(known & set(tokens.words[facts.sentence.first : facts.sentence.first + 3]))
