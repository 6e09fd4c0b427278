"""Word lists from ``extractors/data/words``: loaded once, matched phrase by phrase.

A list is a CSV file with a ``term`` column; the other columns are what the term means. Lines
that start with ``#`` explain the file.
"""

import csv
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.incidents.tokens import split_words

_FOLDER = Path(__file__).parent.parent / "data" / "words"


@dataclass(frozen=True, slots=True)
class Hit:
    """The tokens ``[first, last)`` are a term of a word list; ``row`` is its line there."""

    first: int
    last: int
    row: dict[str, str]


LISTS = ("acts", "casualties", "communal", "conduct", "discourse", "glue", "people", "targets")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The lines of ``words/<name>.csv`` as dicts, comments left out."""
    return read_rows(_FOLDER / f"{name}.csv")


def read_rows(path: Path) -> tuple[dict[str, str], ...]:
    """The lines of a CSV file as dicts, comments left out."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(line for line in file if not line.startswith("#")))


_Entry = tuple[str, tuple[str, ...], dict[str, str]]


@cache
def _index() -> dict[str, tuple[_Entry, ...]]:
    """The terms of all lists by their first word, longest first."""
    found: dict[str, list[_Entry]] = {}
    for name in LISTS:
        for row in rows(name):
            words = split_words(row["term"])
            found.setdefault(words[0], []).append((name, tuple(words[1:]), row))
    return {first: tuple(sorted(entries, key=lambda e: -len(e[1]))) for first, entries in found.items()}


class Scan:
    """The terms of every list in one text; of each list the longest from left to right, without overlap."""

    def __init__(self, words: Sequence[str]) -> None:
        self._hits: dict[str, list[Hit]] = {name: [] for name in LISTS}
        free = dict.fromkeys(LISTS, 0)
        index = _index()
        for at, word in enumerate(words):
            for name, rest, row in index.get(word, ()):
                size = len(rest)
                if at >= free[name] and (not size or tuple(words[at + 1 : at + 1 + size]) == rest):
                    self._hits[name].append(Hit(at, at + 1 + size, row))
                    free[name] = at + 1 + size
        self._firsts = {name: [hit.first for hit in hits] for name, hits in self._hits.items()}

    def inside(self, name: str, first: int, last: int) -> list[Hit]:
        """The terms of a list that lie in the tokens ``[first, last)``."""
        firsts = self._firsts[name]
        found = self._hits[name][bisect_left(firsts, first) : bisect_left(firsts, last)]
        return [hit for hit in found if hit.last <= last]
