"""Site furniture: the lines that stand on a page beside the story. data/furniture.csv says which."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

MAX_FURNITURE_CHARS = 250  # longer lines are told apart by their content, never by their first words
PROSE_CHARS = 80
_ENDS_A_SENTENCE = re.compile(r"[.!?…。؟۔।:;][\"'”’»)\]]{0,3}$")
_PLAIN_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."})
# Controls, soft hyphens, zero-width blanks, lone surrogates; the joiners that Urdu is written with stay.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One expression for single lines, one for headings after which the rest goes too."""
    by_scope: dict[str, list[str]] = {"line": [], "rest": []}
    source = files("extractors").joinpath("data/furniture.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(source.splitlines()):
        by_scope[row["scope"]].append(_expression(row["pattern"]))
    return tuple(re.compile("|".join(alternatives)) for alternatives in by_scope.values())  # type: ignore[return-value]


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
    single, heading = _patterns()
    return bool(single.fullmatch(text) or heading.fullmatch(text))


def is_prose(line: str) -> bool:
    """Whether the line reads like a paragraph of a story rather than a heading, a link or a label."""
    return len(line) >= PROSE_CHARS and (bool(_ENDS_A_SENTENCE.search(line)) or len(line) >= 2 * PROSE_CHARS)


def without_furniture(lines: Iterable[str]) -> list[str]:
    """The lines that are text: furniture goes, and with a heading such as 'Latest Videos' goes its list.

    A paragraph after such a list is the story again. A line without letter or digit goes as well.
    """
    single, heading = _patterns()
    kept: list[str] = []
    in_list = False
    for line in lines:
        # The rule of underscores that divides an agency's story stays; other ornaments go.
        if not any(map(str.isalnum, line)) and "__" not in line:
            continue
        if len(line) <= MAX_FURNITURE_CHARS:
            text = normal_line(line)
            if heading.fullmatch(text):
                in_list = True
                continue
            if single.fullmatch(text):
                continue
        if in_list and not is_prose(line):
            continue
        in_list = False
        kept.append(line)
    return kept


def paragraphs(text: str) -> list[str]:
    """The lines of ``text`` that are not blank, with single blanks and without characters nobody sees."""
    return [line for raw in _UNSEEN.sub("", text).splitlines() if (line := " ".join(raw.split()))]
