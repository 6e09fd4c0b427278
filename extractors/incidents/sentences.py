"""Sentences of a text, as ranges of tokens, with the line each stands on."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from extractors.incidents import lexicon
from extractors.incidents.tokens import Tokens

# one set of signs first, so that the search skips to the next of them
_CUT = re.compile(r"[.!?;\n](?:(?<=[.!?])[\"')\]]{0,2}(?=\s)|(?<=[.!?;])(?=\s*\n)|(?<=\n)\n*|(?<=;)(?= ))")
_LETTER = re.compile(r"[^\W_]")
_HEADING_CHARS = 160
_BRACKET_CHARS = 60  # a bracket that is open for longer may never be closed
_MAX_TOKENS = 250  # what is longer is no sentence and is cut, so that no text takes long
_MAX_SENTENCES = 500  # what follows is not read: no news article is longer
_WRAPPED_LINE_CHARS = 50  # a line that breaks off in the middle of a sentence is at least this long


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens ``[first, last)`` and the characters ``[start, end)`` of one sentence.

    ``line`` numbers the paragraph it stands in; ``alone`` says that it fills its line.
    ``tail`` says that it is cut off from the one before by a semicolon only; ``heading`` that it
    fills its line, is short and has no full stop. ``story`` counts the stories of the text (`stories`).
    ``opens`` says that its paragraph begins with it; ``resumes`` that it goes on with the news behind a
    clause of history.
    """

    first: int
    last: int
    start: int
    end: int
    line: int
    alone: bool = False
    tail: bool = False
    heading: bool = False
    story: int = 0
    opens: bool = False
    resumes: bool = False


def _is_end(low: str, at: int) -> bool:
    """Whether the stop at ``at`` ends a sentence and not an abbreviation or an initial."""
    start = at
    while start > 0 and (low[start - 1].isalnum() or low[start - 1] == "."):
        start -= 1
        if at - start > 12:
            break
    word = low[start:at]
    if len(word) == 1 and word.isalpha():
        return False  # an initial
    if "." in word and not any(c.isdigit() for c in word):
        return False  # U.S, a.m
    return word not in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("abbreviations"))


def _boundaries(tokens: Tokens) -> list[tuple[int, bool, bool]]:
    """The places where sentences end: (offset, ends the line, cut by a semicolon)."""
    low, text = tokens.low, tokens.text
    cuts = []
    last_line = 0
    for match in _CUT.finditer(low):
        start, end = match.span()
        sign = low[start]
        if sign == "\n":
            wrapped = (
                end - start == 1
                and start - last_line >= _WRAPPED_LINE_CHARS
                and end < len(low)
                and text[end].islower()
            )
            last_line = end
            if not wrapped:
                cuts.append((start, True, False))
        elif sign == ";":
            near = max(0, start - _BRACKET_CHARS)
            if low.rfind("(", near, start) <= low.rfind(")", near, start):
                cuts.append((start, False, True))
        else:
            rest = _LETTER.search(text, end, end + 6)
            if rest and text[rest.start()].islower():
                continue
            if sign != "." or _is_end(low, start):
                cuts.append((end, False, False))
    cuts.append((len(low), True, False))
    return cuts


def sentences(tokens: Tokens) -> list[Sentence]:
    """Every sentence of the text in order; sentences without a token are left out."""
    found = []
    last, line, opened, tail = 0, 0, True, False
    for offset, ends_line, semicolon in _boundaries(tokens):
        first, last = last, bisect_left(tokens.starts, offset, last)
        while last - first > _MAX_TOKENS:
            start, end = tokens.span(first, first + _MAX_TOKENS)
            found.append(Sentence(first, first + _MAX_TOKENS, start, end, line, tail=tail))
            first, opened, tail = first + _MAX_TOKENS, False, False
        if len(found) >= _MAX_SENTENCES:
            break
        if first < last:
            start, end = tokens.span(first, last)
            alone = opened and ends_line
            heading = alone and end - start <= _HEADING_CHARS and tokens.low[end - 1] not in '.!?:"'
            found.append(Sentence(first, last, start, end, line, alone, tail, heading, opens=opened))
            opened = False
        tail = semicolon
        if ends_line:
            line, opened = line + 1, True
    return found
