"""Sentences that say who the dead or the hurt were: 'Four of the dead were civilians; three were guards.'"""

import re
from collections.abc import Sequence

from extractors.incidents.casualties import Losses, Number
from extractors.incidents.facts import Facts
from extractors.incidents.phrases import one_of, words
from extractors.incidents.tokens import Tokens
from extractors.incidents.toll_statement import SIDES, Span

_OF_THEM = {
    "killed": re.compile(rf" of {one_of('tolls', 'dead_people')} (?:were|was|are|is) (?:all )?"),
    "injured": re.compile(rf" of {one_of('tolls', 'hurt_people')} (?:were|was|are|is) (?:all )?"),
}
_BE = frozenset(["was", "were", "is", "are"])
_WERE = re.compile(r" (?:were|was) ")
_NTH = re.compile(
    rf"\bthe {one_of('tolls', 'ordinals')} (?:victim|fatality|person killed|of the dead) (?:was|is) an? "
)
_BUT_ONE = re.compile(r"\ball (?:of them )?(?:were|are) [\w -]{2,40} (?:except|but|save|apart from) an? ")
_ORDINALS = words("statistics", "ordinals")  # from two on
_NTH_DEAD = re.compile(rf"\ban? (?P<nth>{one_of('statistics', 'ordinals')}) ")
_BREAKS = re.compile(r"[,;.]|\bby\b")
_REACH = 5  # tokens between 'were' and the people they were
_OPENS = frozenset(["the", "and", ";", ",", ".", "-"])  # before the number of a clause of its own
_CHARS = 40

Said = tuple[str, int, Span]  # a side, how many, and the words


def name_parts(losses: Losses | None, kind: str, tokens: Tokens, sentences: Sequence[Facts]) -> None:
    """Give ``losses`` of ``kind`` (killed or injured) the sides that such sentences tell of them.

    A number without 'of them' counts only where all together are the total, or behind one that has it.
    """
    total = losses.total.value if losses else None
    if losses is None or not total:
        return
    told: list[Said] = []
    alone: list[Said] = []
    line = -1  # the paragraph in which 'of the dead' stood last
    if kind == "killed" and total > 1:
        told += _nth_of_a_side(tokens, sentences)
    for facts in sorted((f for f in sentences if f.people), key=lambda f: f.index):
        sure, loose = _sentence(tokens, facts, kind)
        line = facts.sentence.line if sure else line
        told += [*sure, *(loose if facts.sentence.line == line else [])]
        alone += loose
    if not told and len(alone) > 1 and sum(n for _, n, _ in alone) == total:
        told = alone
    if kind == "injured" and len(losses.by_side) == 1 and (but_one := _but_one(tokens, sentences)):
        side = next(iter(losses.by_side))
        if but_one != side and losses.by_side[side].value == total:
            del losses.by_side[side]  # taken from the dead beside them
    known = sum(number.value or 0 for number in losses.by_side.values())
    for side, value, span in told:
        if side in losses.by_side or known + value > total:
            continue
        known += value
        losses.by_side[side] = Number(value, value, value, None, [span])


def _nth_of_a_side(tokens: Tokens, sentences: Sequence[Facts]) -> list[Said]:
    """'A seventh policeman died of his wounds': seven policemen are dead."""
    found: list[Said] = []
    for facts in sentences:
        one = [tokens.starts[t.first] for t in facts.tolls if t.kind == "killed" and t.count.value == 1]
        nth = _NTH_DEAD.search(tokens.low, facts.sentence.start, facts.sentence.end) if one else None
        counted = nth is not None and any(nth.start() <= start <= nth.end() for start in one)
        if nth and counted and (who := _side(tokens, facts, nth.end())):
            found.append((who[0], _ORDINALS.index(nth["nth"]) + 2, (nth.start(), who[1])))
    return found[:1]


def _but_one(tokens: Tokens, sentences: Sequence[Facts]) -> str | None:
    """The side of the one in 'All were policemen except a passer-by'."""
    for facts in sentences:
        if found := _BUT_ONE.search(tokens.low, facts.sentence.start, facts.sentence.end):
            one = _side(tokens, facts, found.end())
            return one[0] if one else None
    return None


def _sentence(tokens: Tokens, facts: Facts, kind: str) -> tuple[list[Said], list[Said]]:
    """What a sentence says of people 'of the dead', and of so many that 'were' something."""
    sure: list[Said] = []
    loose: list[Said] = []
    low, first, last = tokens.low, facts.sentence.first, facts.sentence.last
    if _BE.isdisjoint(tokens.words[first:last]):
        return sure, loose
    if kind == "killed" and (nth := _NTH.search(low, facts.sentence.start, facts.sentence.end)):
        found = _side(tokens, facts, nth.end())
        if found:
            sure.append((found[0], 1, (nth.start(), found[1])))
    if not facts.numbered or any(not t.weak and not t.part for t in facts.tolls):
        return sure, loose
    for number in facts.numbers:
        start, end = tokens.span(number.first, number.last)
        if not number.value or number.qualifier:
            continue
        of_them = _OF_THEM[kind].match(low, end)
        were = _WERE.match(low, end)
        opens = number.first == first or tokens.words[number.first - 1] in _OPENS
        if of_them and (found := _side(tokens, facts, of_them.end())):
            sure.append((found[0], int(number.value), (start, found[1])))
        elif were and opens and kind == "killed" and (found := _side(tokens, facts, were.end())):
            loose.append((found[0], int(number.value), (start, found[1])))
    return sure, loose


def _side(tokens: Tokens, facts: Facts, start: int) -> tuple[str, int] | None:
    """The side of the people whom the words behind ``start`` name, and where these end."""
    for hit in facts.people:
        begin, end = tokens.span(hit.first, hit.last)
        if start <= begin <= start + _CHARS and hit.row["side"] in SIDES:
            between = tokens.low[start:begin]
            return (
                None if len(between.split()) > _REACH or _BREAKS.search(between) else (hit.row["side"], end)
            )
    return None
