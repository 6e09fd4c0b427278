"""Word lists from ``extractors/data/words``: loaded once, matched phrase by phrase.

A list is a CSV file with a ``term`` column; the other columns are what the term means. Lines
that start with ``#`` explain the file.
"""

import csv
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


_Index = dict[str, tuple[tuple[tuple[str, ...], dict[str, str]], ...]]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The lines of ``words/<name>.csv`` as dicts, comments left out."""
    return read_rows(_FOLDER / f"{name}.csv")


def read_rows(path: Path) -> tuple[dict[str, str], ...]:
    """The lines of a CSV file as dicts, comments left out."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(line for line in file if not line.startswith("#")))


@cache
def _index(name: str) -> _Index:
    found: dict[str, list[tuple[tuple[str, ...], dict[str, str]]]] = {}
    for row in rows(name):
        words = split_words(row["term"])
        found.setdefault(words[0], []).append((tuple(words[1:]), row))
    return {first: tuple(sorted(rest, key=lambda r: -len(r[0]))) for first, rest in found.items()}


def find(name: str, words: Sequence[str], first: int = 0, last: int | None = None) -> list[Hit]:
    """The longest terms of a list from left to right in ``words[first:last]``, without overlap."""
    index = _index(name)
    end = len(words) if last is None else last
    hits = []
    at = first
    while at < end:
        for rest, row in index.get(words[at], ()):
            size = len(rest)
            if not size or (at + size < end and tuple(words[at + 1 : at + 1 + size]) == rest):
                hits.append(Hit(at, at + 1 + size, row))
                at += size
                break
        at += 1
    return hits
