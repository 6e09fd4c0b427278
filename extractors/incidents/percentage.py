"""Whether a percentage is a share, a rise or a fall."""

from collections.abc import Sequence
from typing import Literal

from extractors.incidents import phrases
from extractors.incidents.numbers import Number
from extractors.incidents.statistic_metric import terms

_AHEAD_ONLY = frozenset(phrases.words("statistics", "ahead_only"))
_TURN = 9  # tokens in which 'fewer' or 'rose' tells the sense of a percentage


def unit_of(
    words: Sequence[str], number: Number, first: int, last: int
) -> Literal["percent change", "percent"]:
    """Whether a percentage tells of a rise or a fall, or of a share: '63 per cent of the casualties'."""
    after = number.last + 1 + (words[number.last] == "per")
    if words[number.first - 1] == "by":
        return "percent change"
    if after < last and words[after] == "of":
        return "percent"
    turns = terms("down").keys() | terms("up").keys()
    around = words[max(first, number.first - _TURN) : min(number.last + _TURN, last)]
    return "percent change" if turns & set(around) else "percent"


def falls(words: Sequence[str], number: Number, first: int, last: int) -> bool:
    """Whether a percentage tells of a fall: the nearest word of a rise or a fall decides."""
    down, up = terms("down"), terms("up")
    ahead = range(number.last, min(number.last + _TURN, last))
    behind = range(number.first - 1, max(first, number.first - _TURN) - 1, -1)
    for places in (ahead[:3], behind, ahead[3:]):
        for word in (words[at] for at in places):
            if (word in down or word in up) and not (places is behind and word in _AHEAD_ONLY):
                return word in down
    return False
