"""A text folded without changing its length, and cut into tokens.

Everything after this works on tokens; their offsets are those of the text as it was given.
"""

import re
from dataclasses import dataclass, field
from itertools import accumulate

_PLAIN = [
    *((sign, "'") for sign in "‘’ʼ`"),
    *((sign, '"') for sign in "“”«»"),
    *((sign, "-") for sign in "–—‑‐−"),
    *((sign, " ") for sign in "\u00a0\u202f\u2009\t\r"),
]
_HALVES = re.compile(r"[\ud800-\udfff]")
# words, clock times, numbers with separators, the possessive, single signs; no nested repetition.
# A hyphen that joins a word is no sign; between digits it is a range.
_PATTERN = (
    r"({letters}+|\d{{1,2}}:\d\d|\d+(?:[.,]\d+)*|'s\b|[^\w\s\x1c-\x1f-]"
    r"|-(?!(?<=[^\W_]-)[^\W\d_]|(?<=[^\W\d_]-)[^\W_]))"
)
_IN_ANY = re.compile(_PATTERN.format(letters=r"[^\W\d_]"))
_IN_ASCII = re.compile(_PATTERN.format(letters="[a-z]"), re.ASCII)  # the same in plain text, in half the time


def fold(text: str) -> str:
    """The text with typographic quotes, dashes and blanks made plain; the same length."""
    for sign, plain in _PLAIN:
        text = text.replace(sign, plain)
    return text


def sound(text: str) -> str:
    """The text with halves of characters, which nothing outside can read, replaced; the same length."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALVES.sub("\ufffd", text)
    return text


def lower(text: str) -> str:
    """Lower case, character by character, so that the length stays."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: their places, their lower-case words, and which begin with a capital.

    A hyphen inside a word is no token ('rocket-propelled' is two tokens side by side).
    """

    text: str
    low: str
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    capital: list[bool] = field(default_factory=list)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters ``[start, end)`` of the tokens ``[first, last)``."""
        return self.starts[first], self.ends[last - 1]


def tokenise(text: str) -> Tokens:
    """Cut ``text`` into tokens."""
    plain = fold(text)
    low = lower(plain)
    parts = (_IN_ASCII if low.isascii() else _IN_ANY).split(low)  # what stands between, token, between, …
    bounds = list(accumulate(map(len, parts)))
    starts = bounds[:-1:2]
    capital = list(map(str.isupper, map(plain.__getitem__, starts)))
    return Tokens(text, low, parts[1::2], starts, bounds[1::2], capital)


def split_words(term: str) -> list[str]:
    """The words of a term, cut as the tokens of a text are."""
    return tokenise(term).words
