"""Who is named in a sentence as the one who did a deed, and who as the one who suffered it."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from extractors.incidents import lexicon, phrases
from extractors.incidents.facts import Facts
from extractors.incidents.tokens import Tokens

Side = Literal["state", "armed", "crowd", "civil"]
_SIDE_OF = {"security": "state", "militants": "armed", "civilians": "civil", "people": "civil"}
_TAG_SIDE = {"crowd": "crowd", "gunmen": "armed", "state": "state", "aircraft": "state"}
_TARGET_SIDE = {"Police": "state", "Military": "state", "Terrorists/Non-State Militia": "armed"}
_BY_REACH = 5
_MEANT = frozenset([("meant", "for"), ("intended", "for"), ("aimed", "at")])
_MEANT_REACH = 4  # tokens: 'meant for a suspected militant'
_TOWARDS = frozenset(["at", "against", "targeting", "on"])
_PLACED = frozenset(["on", "in", "at", "near", "against", "from", "outside", "of"])
_ONTO = frozenset(["on", "against", "at", "targeting", "of", "in", "near"])
_APPROACHED = frozenset(phrases.words("deeds", "approached"))
_DEAD = frozenset(["coffin", "coffins", "bodies", "body", "remains"])
_BORE = frozenset(phrases.words("deeds", "bore"))
_BORE_REACH = 3  # tokens: 'took the coffins', 'flew out the bodies'
_SAYS = frozenset(["said", "says"])
_SAYS_REACH = 4  # tokens behind whoever speaks
_HURT = ("killed", "injured", "abducted")
_BE = frozenset(["was", "were", "been", "being", "be", "is", "are", "got"])
_AFTER_ASIDE = frozenset(["in", "on", "from", "near", "last"])  # 'workers of a mill, abducted in May, …'
_PASSIVE_REACH = 2


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("deed_nouns"))


def _mentions(tokens: Tokens, facts: Facts) -> list[tuple[int, Side]]:
    """Who is named, as (token, side); what the conduct list says goes before what people are called."""
    found: dict[int, str] = {}
    for hit in facts.people:
        found[hit.first] = _SIDE_OF[hit.row["side"]]
    for hit in facts.targets:
        found[hit.first] = _TARGET_SIDE.get(hit.row["target"], "civil")
    for hit in facts.conduct:
        if hit.row["tag"] in _TAG_SIDE and not any(
            hit.last > t.first >= hit.first - 1 and t.last > hit.last for t in facts.targets
        ):
            for at in range(hit.first, hit.last):
                found.pop(at, None)
            found[hit.first] = _TAG_SIDE[hit.row["tag"]]
    for group in facts.groups:
        first = bisect_left(tokens.starts, group.start, facts.sentence.first, facts.sentence.last)
        inside = range(first, bisect_left(tokens.starts, group.end, first, facts.sentence.last))
        for at in inside:
            found.pop(at, None)
        if inside:
            found[inside[0]] = "state" if group.kind == "state forces" else "armed"
    return sorted(found.items())  # type: ignore[arg-type]


def sides(tokens: Tokens, facts: Facts) -> tuple[set[Side], list[Side]]:
    """Who did and who suffered, from where they stand beside the first verb that says a deed."""
    words = tokens.words
    verb, passive = _verb(words, facts)
    bearers = _carried(words, facts)
    did: set[Side] = set()
    suffered: list[Side] = []
    for at, side in _mentions(tokens, facts):
        before = words[max(facts.sentence.first, at - _BY_REACH) : at]
        if _speaks(words, facts, at) or at < bearers:
            continue
        if _by(before):
            did.add(side)
        elif _TOWARDS & set(before[-2:]) or _meant(before) or _hurt(facts, at):
            suffered.append(side)
        elif verb is None:
            if not _ONTO.isdisjoint(words[max(0, at - 4) : at]):
                suffered.append(side)
            else:
                did.add(side)
        elif (at < verb) != passive:
            did.add(side)
        else:
            suffered.append(side)
    return did, suffered


def _carried(words: Sequence[str], facts: Facts) -> int:
    """The token up to which those stand who carry the dead: 'an army helicopter took the bodies of …'."""
    first, last = facts.sentence.first, facts.sentence.last
    dead = next((at for at in range(first, last) if words[at] in _DEAD), first)
    return dead if not _BORE.isdisjoint(words[max(first, dead - _BORE_REACH) : dead]) else first


def _by(before: Sequence[str]) -> bool:
    """'killed by gunmen', but not 'killed by a bomb near soldiers'."""
    return "by" in before and not _PLACED & set(before[before.index("by") :])


def _meant(before: Sequence[str]) -> bool:
    """'a strike meant for suspected militants'."""
    return not _MEANT.isdisjoint(pairwise(before[-_MEANT_REACH:]))


def _speaks(words: list[str], facts: Facts, at: int) -> bool:
    """Whether somebody only says it: '…, police said', 'the army's spokesman said that …'."""
    return not _SAYS.isdisjoint(words[at + 1 : min(at + _SAYS_REACH, facts.sentence.last)])


def _hurt(facts: Facts, at: int) -> bool:
    """Whether whoever is named there is counted among the dead or the hurt."""
    return any(
        t.first <= at < t.last and t.kind in _HURT and t.count.side != "militants" for t in facts.tolls
    )


def did_it(words: list[str], facts: Facts, at: int) -> bool:
    """Whether whoever is named at the token ``at`` stands where the one who did it stands."""
    before = words[max(facts.sentence.first, at - _BY_REACH) : at]
    if _by(before):
        return True
    if _TOWARDS & set(before[-2:]) or _APPROACHED & set(before) or _hurt(facts, at):
        return False
    verb, passive = _verb(words, facts)
    return verb is not None and at < verb and not passive


def _verb(words: list[str], facts: Facts) -> tuple[int | None, bool]:
    """The token of the first verb of a deed, and whether it is passive."""
    for hit in facts.acts:
        if hit.row["strength"] == "0" or hit.row["act"] == "armed" or words[hit.last - 1] in _nouns():
            continue
        if not words[hit.first].endswith("ed") and hit.row["strength"] != "2":
            continue
        following = words[hit.last] if hit.last < len(words) else ""
        aside = words[hit.first - 1] == "," and following in _AFTER_ASIDE
        return hit.first, is_passive(words, hit.first) or following == "by" or aside
    return None, False


def is_passive(words: Sequence[str], at: int) -> bool:
    """Whether a form of 'to be' stands before the verb at the token ``at``."""
    return not _BE.isdisjoint(words[max(0, at - _PASSIVE_REACH) : at])
