"""Numbers that are a share of another: 'four in five', 'three of the four'."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.incidents.numbers import Number, find_numbers

_CROWD = 20  # of more people, 'three of the' are no share


def share(words: Sequence[str], number: Number) -> bool:
    """'four in five of them', 'three of the four were Afghans'."""
    around = words[max(0, number.first - 3) : number.last + 3]
    found = find_numbers(around, 0, len(around))
    first = number.first - max(0, number.first - 3)
    return any(
        tuple(around[a.last : b.first]) in (("in",), ("of", "the"), ("out", "of"))
        and first in (a.first, b.first)
        and (a.value or 0) <= (b.value or 0) <= _CROWD
        for a, b in pairwise(found)
    )
