"""Word lists from ``extractors/data/words``: loaded once, matched phrase by phrase.

A list is a CSV file with a ``term`` column; the other columns are what the term means. Lines
that start with ``#`` explain the file.
"""

import csv
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractors.incidents.tokens import split_words

_FOLDER = Path(__file__).parent.parent / "data" / "words"


class Hit(NamedTuple):
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


_Entry = tuple[str, int, str, tuple[str, ...], dict[str, str]]  # list, size, second word, rest, row


@cache
def _index() -> dict[str, tuple[_Entry, ...]]:
    """The terms of all lists by their first word, longest first; sizes leave the first word out."""
    found: dict[str, list[_Entry]] = {}
    for name in LISTS:
        for row in rows(name):
            first, *rest = split_words(row["term"])
            entry = (name, len(rest), rest[0] if rest else "", tuple(rest), row)
            found.setdefault(first, []).append(entry)
    return {first: tuple(sorted(entries, key=lambda e: -e[1])) for first, entries in found.items()}


class Scan:
    """The terms of every list in one text; of each list the longest from left to right, without overlap."""

    def __init__(self, words: Sequence[str]) -> None:
        self._hits: dict[str, list[Hit]] = {name: [] for name in LISTS}
        free = dict.fromkeys(LISTS, 0)
        index = _index()
        padded = [*words, ""]
        for at, word in enumerate(words):
            for name, size, second, rest, row in index.get(word, ()):
                if size and (
                    padded[at + 1] != second or (size > 1 and tuple(words[at + 1 : at + 1 + size]) != rest)
                ):
                    continue
                if at >= free[name]:
                    self._hits[name].append(Hit(at, at + 1 + size, row))
                    free[name] = at + 1 + size
        self._firsts = {name: [hit.first for hit in hits] for name, hits in self._hits.items()}

    def inside(self, name: str, first: int, last: int) -> list[Hit]:
        """The terms of a list that lie in the tokens ``[first, last)``."""
        firsts = self._firsts[name]
        found = self._hits[name][bisect_left(firsts, first) : bisect_left(firsts, last)]
        return [hit for hit in found if hit.last <= last]
