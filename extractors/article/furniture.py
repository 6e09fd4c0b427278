"""Site furniture: the lines that stand on a page beside the story. data/furniture.csv says which."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MAX_FURNITURE_CHARS = 250  # longer lines are told apart by their content, never by their first words
PROSE_CHARS = 80
_ENDS_A_SENTENCE = re.compile(r"[.!?…。؟۔।:;][\"'”’»)\]]{0,3}$")
_PLAIN_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."})
# Controls, soft hyphens, zero-width blanks, lone surrogates; the joiners that Urdu is written with stay.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What single lines begin with; what stands within them, by words that must; headings of lists."""

    begin: re.Pattern[str]
    within: tuple[tuple[str, re.Pattern[str]], ...]
    headings: re.Pattern[str]

    def is_single(self, text: str) -> bool:
        """Whether a line in its normal form is furniture by itself."""
        return bool(self.begin.fullmatch(text)) or any(
            part in text and pattern.fullmatch(text) for part, pattern in self.within
        )


@cache
def _patterns() -> _Patterns:
    source = files("extractors").joinpath("data/furniture.csv").read_text(encoding="utf-8")
    by_scope: dict[str, list[str]] = {"line": [], "rest": []}
    for row in csv.DictReader(source.splitlines()):
        by_scope[row["scope"]].append(row["pattern"])
    # An expression that may begin anywhere is slow: it is tried where its longest literal part occurs.
    within = [pattern for pattern in by_scope["line"] if pattern.startswith("*")]
    begin, headings = (
        re.compile("|".join(map(_expression, patterns)))
        for patterns in ([p for p in by_scope["line"] if not p.startswith("*")], by_scope["rest"])
    )
    return _Patterns(
        begin,
        tuple((max(re.split("[*#]", p), key=len), re.compile(_expression(p))) for p in within),
        headings,
    )


def _expression(pattern: str) -> str:
    """``*`` stands for any characters, ``#`` for digits; the rest is literal."""
    return "".join(
        {"*": ".*", "#": r"\d[\d,.]*"}.get(part, re.escape(part)) for part in re.split(r"([*#])", pattern)
    )


def normal_line(line: str) -> str:
    """The line in the form that the patterns are written in: lower case, straight quotes, single blanks."""
    return " ".join(line.split()).casefold().translate(_PLAIN_MARKS)


def is_furniture(line: str) -> bool:
    """Whether the line, on its own, is furniture."""
    if len(line) > MAX_FURNITURE_CHARS:
        return False
    text = normal_line(line)
    patterns = _patterns()
    return patterns.is_single(text) or bool(patterns.headings.fullmatch(text))


def is_prose(line: str) -> bool:
    """Whether the line reads like a paragraph of a story rather than a heading, a link or a label."""
    return len(line) >= PROSE_CHARS and (bool(_ENDS_A_SENTENCE.search(line)) or len(line) >= 2 * PROSE_CHARS)


def without_furniture(lines: Iterable[str]) -> list[str]:
    """The lines that are text: furniture goes, and with a heading such as 'Latest Videos' goes its list.

    A paragraph after such a list is the story again. A line without letter or digit goes as well.
    """
    patterns = _patterns()
    kept: list[str] = []
    in_list = False
    for line in lines:
        # The rule of underscores that divides an agency's story stays; other ornaments go.
        if not any(map(str.isalnum, line)) and "__" not in line:
            continue
        if len(line) <= MAX_FURNITURE_CHARS:
            text = normal_line(line)
            if patterns.headings.fullmatch(text):
                in_list = True
                continue
            if patterns.is_single(text):
                continue
        if in_list and not is_prose(line):
            continue
        in_list = False
        kept.append(line)
    return kept


def paragraphs(text: str) -> list[str]:
    """The lines of ``text`` that are not blank, with single blanks and without characters nobody sees."""
    return [line for raw in _UNSEEN.sub("", text).splitlines() if (line := " ".join(raw.split()))]
