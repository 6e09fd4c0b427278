"""Word lists from ``extractors/data/words``: loaded once, matched phrase by phrase.

A list is a CSV file with a ``term`` column; the other columns are what the term means. Lines
that start with ``#`` explain the file.
"""

import csv
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from extractors.incidents.tokens import split_words

_FOLDER = Path(__file__).parent.parent / "data" / "words"


class Hit(NamedTuple):
    """The tokens ``[first, last)`` are a term of a word list; ``row`` is its line there."""

    first: int
    last: int
    row: dict[str, str]


LISTS = ("acts", "casualties", "communal", "conduct", "discourse", "people", "targets")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The lines of ``words/<name>.csv`` as dicts, comments left out."""
    return read_rows(_FOLDER / f"{name}.csv")


def read_rows(path: Path) -> tuple[dict[str, str], ...]:
    """The lines of a CSV file as dicts, comments left out."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(line for line in file if not line.startswith("#")))


_Term = tuple[int, int, tuple[str, ...], dict[str, str]]  # number of the list, size, words after two, row
_Starts = tuple[dict[str, tuple[_Term, ...]], tuple[_Term, ...]]  # by second word, longest first; of one word


@cache
def _index(lists: tuple[str, ...]) -> dict[str, _Starts]:
    """The terms of some lists by their first word, and those of several words by the second."""
    longer: dict[str, dict[str, list[_Term]]] = {}
    single: dict[str, list[_Term]] = {}
    for number, name in enumerate(lists):
        for row in rows(name):
            first, *rest = split_words(row["term"])
            term = (number, 1 + len(rest), tuple(rest[1:]), row)
            if rest:
                longer.setdefault(first, {}).setdefault(rest[0], []).append(term)
            else:
                single.setdefault(first, []).append(term)
    return {
        first: (
            {
                second: tuple(sorted(terms, key=lambda term: -term[1]))
                for second, terms in longer.get(first, {}).items()
            },
            tuple(single.get(first, ())),
        )
        for first in longer.keys() | single.keys()
    }


def _found(words: Sequence[str], lists: tuple[str, ...], begin: int = 0) -> list[list[Hit]]:
    """Each list's terms in ``words``, the longest from left to right; ``begin`` numbers the first word."""
    hits: list[list[Hit]] = [[] for _ in lists]
    free = [begin] * len(lists)
    index = _index(lists)
    new = tuple.__new__  # a third of what calling the class costs, tens of thousands of times
    ends = len(words) - 1
    for place in compress(range(len(words)), map(index.__contains__, words)):
        longer, single = index[words[place]]
        at = begin + place
        for number, size, rest, row in longer.get(words[place + 1], ()) if place < ends else ():
            if at >= free[number] and (size == 2 or tuple(words[place + 2 : place + size]) == rest):
                free[number] = at + size
                hits[number].append(new(Hit, (at, at + size, row)))
        for number, _, _, row in single:
            if at >= free[number]:
                free[number] = at + 1
                hits[number].append(new(Hit, (at, at + 1, row)))
    return hits


class Scan:
    """The terms of every list in one text; of each list the longest from left to right, without overlap."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._hits = dict(zip(LISTS, _found(words, LISTS), strict=True))
        self._firsts = {name: [hit.first for hit in found] for name, found in self._hits.items()}

    def inside(self, name: str, first: int, last: int) -> list[Hit]:
        """The terms of a list that lie in the tokens ``[first, last)``."""
        firsts = self._firsts[name]
        begin = bisect_left(firsts, first)
        if begin == len(firsts) or firsts[begin] >= last:
            return []
        found = self._hits[name][begin : bisect_left(firsts, last, begin)]
        if found[-1].last > last:
            found.pop()
        return found

    def glue(self, first: int, last: int) -> list[Hit]:
        """The small words among the tokens ``[first, last)``: too common to be sought in every sentence."""
        return _found(self._words[first:last], ("glue",), first)[0]
