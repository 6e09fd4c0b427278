"""Site furniture: the lines that stand on a page beside the story. data/furniture.csv says which."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from ahocorasick_rs import AhoCorasick

MAX_FURNITURE_CHARS = 250  # longer lines are told apart by their content, never by their first words
PROSE_CHARS = 80
_WILD = re.compile("[*#]")
_KEY_CHARS = 2  # of a pattern's beginning, by which the patterns for a line are found
_ENDS_A_SENTENCE = re.compile(r"[.!?…。؟۔।:;][\"'”’»)\]]{0,3}$")
_PLAIN_MARKS = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("…", "..."))
# Controls, soft hyphens, zero-width blanks, lone surrogates; the joiners that Urdu is written with stay.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")

_Role = Literal["text", "furniture", "heading of a list"]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What single lines are, by how they begin or by words that stand within; headings of lists."""

    begin: Mapping[str, re.Pattern[str]]
    parts: AhoCorasick
    within: tuple[re.Pattern[str], ...]  # in the order of ``parts``
    headings: re.Pattern[str]

    def is_single(self, text: str) -> bool:
        """Whether a line in its normal form is furniture by itself."""
        begin = self.begin.get(text[:_KEY_CHARS])
        if begin is not None and begin.fullmatch(text):
            return True
        found = self.parts.find_matches_as_indexes(text, overlapping=True)
        return any(self.within[number].fullmatch(text) for number in {number for number, _, _ in found})


@cache
def _patterns() -> _Patterns:
    source = files("extractors").joinpath("data/furniture.csv").read_text(encoding="utf-8")
    begin: defaultdict[str, list[str]] = defaultdict(list)
    within: list[str] = []
    headings: list[str] = []
    for row in csv.DictReader(source.splitlines()):
        pattern = row["pattern"]
        if row["scope"] == "rest":
            headings.append(pattern)
        elif _WILD.search(pattern, 0, _KEY_CHARS):
            within.append(pattern)
        else:
            begin[pattern[:_KEY_CHARS]].append(pattern)
    return _Patterns(
        {key: _either(patterns) for key, patterns in begin.items()},
        # An expression that may begin anywhere is slow: it is tried where its longest literal part occurs.
        AhoCorasick([max(_WILD.split(pattern), key=len) for pattern in within]),
        tuple(_either([pattern]) for pattern in within),
        _either(headings),
    )


def _either(patterns: list[str]) -> re.Pattern[str]:
    """``*`` stands for any characters, ``#`` for digits; the rest is literal."""
    signs = {"*": ".*", "#": r"\d[\d,.]*"}
    return re.compile(
        "|".join(
            "".join(signs.get(part, re.escape(part)) for part in re.split(r"([*#])", pattern))
            for pattern in patterns
        )
    )


def normal_line(line: str) -> str:
    """The line in the form that the patterns are written in: lower case, straight quotes, single blanks."""
    text = " ".join(line.split()).casefold()
    if not text.isascii():
        for mark, plain in _PLAIN_MARKS:
            text = text.replace(mark, plain)
    return text


def is_furniture(line: str) -> bool:
    """Whether the line, on its own, is furniture."""
    return len(line) <= MAX_FURNITURE_CHARS and _role(line) != "text"


@lru_cache(maxsize=4096)  # a page's lines are asked for several times, and an outlet's on every page
def _role(line: str) -> _Role:
    text, patterns = normal_line(line), _patterns()
    if patterns.headings.fullmatch(text):
        return "heading of a list"
    return "furniture" if patterns.is_single(text) else "text"


def is_prose(line: str) -> bool:
    """Whether the line reads like a paragraph of a story rather than a heading, a link or a label."""
    return len(line) >= PROSE_CHARS and (bool(_ENDS_A_SENTENCE.search(line)) or len(line) >= 2 * PROSE_CHARS)


def without_furniture(lines: Iterable[str]) -> list[str]:
    """The lines that are text: furniture goes, and with a heading such as 'Latest Videos' goes its list.

    A paragraph after such a list is the story again. A line without letter or digit goes as well.
    """
    kept: list[str] = []
    in_list = False
    for line in lines:
        # The rule of underscores that divides an agency's story stays; other ornaments go.
        if not any(map(str.isalnum, line)) and "__" not in line:
            continue
        role = _role(line) if len(line) <= MAX_FURNITURE_CHARS else "text"
        in_list = in_list or role == "heading of a list"
        if role != "text" or (in_list and not is_prose(line)):
            continue
        in_list = False
        kept.append(line)
    return kept


def paragraphs(text: str) -> list[str]:
    """The lines of ``text`` that are not blank, with single blanks and without characters nobody sees."""
    return [line for raw in _UNSEEN.sub("", text).splitlines() if (line := " ".join(raw.split()))]
