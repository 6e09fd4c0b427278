"""Whom a number or an article counts: the people noun behind it."""

from collections.abc import Sequence

from extractors.incidents import lexicon
from extractors.incidents.chunk import Chunk
from extractors.incidents.tokens import Tokens

_HEAD_REACH = 6  # tokens between a number and the people it counts
_QUOTES = frozenset(["'", '"'])
_COLLECTIVE = frozenset(
    [
        "police",
        "taliban",
        "paramilitary",
        "national army",
        "armed forces",
        "police force",
        "border force",
        "levies",
    ]
)
_STOP_HEAD = frozenset("bhcdf|sxe(),;:.KVEXYHGDBJTUCMARi/yN") | {'"', "'"}
_STOP_HEAD_OF = _STOP_HEAD - {"f"}  # where 'of' leads on to the people


def people_after(
    tokens: Tokens,
    marks: dict[int, Chunk],
    people: dict[int, lexicon.Hit],
    at: int,
    last: int,
    several: bool,
    of: bool = True,
) -> lexicon.Hit | None:
    """The people noun that a number or article just before ``at`` counts."""
    position, steps = at, 0
    best = None
    while position < last and steps < _HEAD_REACH:
        hit = people.get(position)
        if hit:
            best = hit
            position = hit.last
            # 'police officers', 'army major' read on; 'two soldiers police said' does not
            if hit.row["number"] == "p":
                nxt = past_brackets(tokens.words, position, last)
                if hit.row["term"] not in _COLLECTIVE or nxt not in people:
                    return best
                position = nxt
                continue
            if position not in people and not several:
                return best
            continue
        if best and not several:
            return best
        chunk = marks.get(position)
        if chunk is not None and chunk.letter == "(":
            past = past_brackets(tokens.words, position, last)
            if past > position:
                position = past
                continue
        if tokens.words[position] in _QUOTES:
            position += 1
            continue
        if chunk is not None and chunk.letter in (_STOP_HEAD_OF if of else _STOP_HEAD):
            return best
        if chunk is not None and chunk.letter == "f" and of:
            # 'three of the policemen', 'two members of'
            position += 1
            if position < last and tokens.words[position] in ("the", "its", "his", "her", "their", "our"):
                position += 1
                steps += 1
                continue
            return best
        if tokens.words[position].isdigit():
            if len(tokens.words[position - 1]) == 1 and tokens.words[position - 1].isalpha():
                position += 1  # a unit: 'C-60'
                continue
            if position + 2 < last and tokens.words[position + 1] == "year":
                position += 3
                continue
            return best
        position += 1
        steps += 1
    return best


def owned_by(words: Sequence[str], people: dict[int, lexicon.Hit], hit: lexicon.Hit) -> lexicon.Hit:
    """The people whom a body has: 'the Taliban's police force' are police."""
    behind = hit.last + (hit.last < len(words) and words[hit.last] == "'s")
    return people.get(behind, hit) if hit.row["term"] in _COLLECTIVE else hit


def past_brackets(words: Sequence[str], at: int, last: int) -> int:
    """The token after a short bracket that opens at ``at``, or ``at``."""
    if at >= last or words[at] != "(":
        return at
    return next((i + 1 for i in range(at, min(at + 5, last)) if words[i] == ")"), at)
