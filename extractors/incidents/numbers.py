"""Numbers in running text: their value, their bounds, and the words that qualify them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.incidents import lexicon
from extractors.incidents.tokens import Tokens, split_words

_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})+")
_BOTH = 5  # tokens between 'both' and the 'and' that it belongs to


@dataclass(slots=True)
class Number:
    """The tokens ``[first, last)`` give a number; a vague one ('dozens') has no value.

    ``qualifier`` is 'at least', 'more than', 'up to', 'about', 'nearly', 'fewer than', or the vague
    word itself, and ``said`` the tokens that say it. ``another`` says that the number counts more of what
    was counted before.
    """

    first: int
    last: int
    value: float | None
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None
    another: bool = False
    said: tuple[int, int] | None = None


@cache
def _bounds(tag: str) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon.rows("numbers"):
        if row["tag"] in (tag, "some") or (tag == "before" and row["tag"] == "another"):
            words = split_words(row["term"])
            key = words[0] if tag == "after" else words[-1]
            found.setdefault(key, []).append((tuple(words), row["value"] or row["tag"]))
    return {k: tuple(sorted(v, key=lambda r: -len(r[0]))) for k, v in found.items()}


@cache
def _small() -> dict[str, tuple[str, int]]:
    return {
        row["term"]: (row["tag"], int(row["value"]))
        for row in lexicon.rows("numbers")
        if row["tag"] in ("unit", "ten", "scale") and " " not in row["term"]
    }


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in lexicon.rows("numbers"):
        if row["tag"] == "vague" or (row["tag"] == "unit" and (" " in row["term"] or row["term"] == "both")):
            words = tuple(row["term"].split())
            found.setdefault(words[0], []).append((words, row["tag"], row["value"]))
    return {k: tuple(sorted(v, key=lambda r: -len(r[0]))) for k, v in found.items()}


def _digits(word: str) -> float | None:
    if not _DIGITS.fullmatch(word) or len(word) > 15:
        return None
    if _GROUPED.fullmatch(word):
        return float(word.replace(",", ""))
    return float(word) if word.count(".") <= 1 and "," not in word else None


def _value(words: Sequence[str], at: int, last: int) -> tuple[float, int] | None:
    """The number that starts at token ``at``: its value and the token after it."""
    small = _small()
    total = current = 0.0
    end = at
    seen = ""
    while end < last:
        word = words[end]
        if word in small:
            tag, amount = small[word]
            if tag == "scale":
                if not seen:
                    return None
                current = (current or 1) * amount
                if amount >= 1000:
                    total, current = total + current, 0
            elif seen in ("unit", "digits") or (tag == "ten" and seen == "ten"):
                break
            else:
                current += amount
            seen = tag
        elif (value := _digits(word)) is not None and not seen:
            current, seen = value, "digits"
        elif word == "and" and seen == "scale" and end + 1 < last and words[end + 1] in small:
            if small[words[end + 1]][0] == "scale":
                break
        else:
            break
        end += 1
    return (total + current, end) if seen else None


def _before(
    words: Sequence[str], at: int, floor: int
) -> tuple[int, str | None, bool, tuple[int, int] | None]:
    """The bound that ends just before ``at``: its start, its name, whether it says 'another', its words."""
    start, name, another = at, None, False
    said: tuple[int, int] | None = None
    while start > floor:
        for phrase, value in _bounds("before").get(words[start - 1], ()):
            size = len(phrase)
            if start - size >= floor and tuple(words[start - size : start]) == phrase:
                another = another or value == "another"
                if value not in ("before", "another"):
                    name = name or value
                    said = said or (start - size, start)
                start -= size
                break
        else:
            break
    return start, name, another, said


def _after(words: Sequence[str], at: int, last: int) -> tuple[int, str | None]:
    if at < last:
        for phrase, value in _bounds("after").get(words[at], ()):
            if tuple(words[at : min(at + len(phrase), last)]) == phrase and value != "some":
                # 'killed 12 at least 30 wounded' never happens; 'or more' after a number always binds back
                following = words[at + 2] if at + 2 < last else ""
                if words[at] == "at" and (following in _small() or following[:1].isdigit()):
                    continue  # 'in May 2024 at least 42 died'
                if words[at] in ("plus", "odd", "some"):
                    continue
                return at + len(phrase), value
    return at, None


@cache
def _starts() -> frozenset[str]:
    return frozenset(_small()) | frozenset(_phrases())


@cache
def _named_by() -> frozenset[str]:
    """Words before a number that is a name: 'Rescue 1122'."""
    return frozenset(row["term"] for row in lexicon.rows("numbers") if row["tag"] == "named by")


def has_number(tokens: Tokens, first: int, last: int) -> bool:
    """Whether any number may stand among the tokens ``[first, last)``."""
    if not _starts().isdisjoint(tokens.words[first:last]):
        return True
    return _DIGIT.search(tokens.low, *tokens.span(first, last)) is not None


def find_numbers(words: Sequence[str], first: int, last: int) -> list[Number]:
    """Every number in ``words[first:last]``, bounds and ranges taken in, from left to right."""
    found: list[Number] = []
    floor = first
    starts = _starts()
    opening = [
        at
        for at in range(first, last)
        if words[at] in starts or (words[at][0].isdigit() and words[at - 1] not in _named_by())
    ]
    for at in opening:
        number = _number(words, at, last, floor) if at >= floor else None
        if number is not None:
            found.append(number)
            floor = number.last
    return found


def _number(words: Sequence[str], at: int, last: int, floor: int) -> Number | None:
    for phrase, tag, value in _phrases().get(words[at], ()):
        if tuple(words[at : min(at + len(phrase), last)]) == phrase:
            if phrase == ("both",) and "and" in words[at + 1 : min(at + _BOTH, last)]:
                return None  # 'both police and army'
            start, name, another, said = _before(words, at, floor)
            if tag == "unit":
                amount = float(value)
                return Number(start, at + len(phrase), amount, amount, amount, name, another, said)
            if phrase == ("many",) and at and words[at - 1] == "as" and words[min(at + 1, last - 1)] == "as":
                return None  # 'as many as 100' is a bound
            if phrase == ("some",) and at + 1 < last and _value(words, at + 1, last):
                return None
            end = at + len(phrase)
            return Number(start, end, None, qualifier=value, another=another, said=(at, end))
    got = _value(words, at, last)
    if got is None:
        return None
    value1, end = got
    start, name, another, said = _before(words, at, floor)
    low = high = value1
    if (end + 1 < last and words[end] in ("-", "to", "or")) or (
        end + 1 < last and words[end] == "and" and _between(words, start)
    ):
        second = _value(words, end + 1, last)
        if second and value1 < second[0] <= value1 * 10:
            high, end = second
            if _between(words, start):
                start -= 1
    core = end
    end, name_after = _after(words, core, last)
    return Number(start, end, low, low, high, name or name_after, another, said or (core, end))


def _between(words: Sequence[str], start: int) -> bool:
    return start > 0 and words[start - 1] in ("between", "from")
