"""Which numbers may count people: no age, year, time, sum of money, distance or name of a unit."""

from collections.abc import Sequence
from functools import cache

from extractors.incidents import lexicon
from extractors.incidents.numbers import Number
from extractors.incidents.tokens import Tokens

_OF_AGE = 3  # digits that no age has


@cache
def _measures() -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("numbers") if row["tag"] == "measure")


@cache
def _unit_names() -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("numbers") if row["tag"] == "unit name")


def _is_one(scan: lexicon.Scan, at: int) -> bool:
    return any(hit.row["number"] == "s" for hit in scan.inside("people", at, at + 1))


def is_count(tokens: Tokens, scan: lexicon.Scan, number: Number, last: int) -> bool:
    """Whether a number may count people: no age, year, time, sum of money, distance, rank of a unit."""
    words, starts, ends, low = tokens.words, tokens.starts, tokens.ends, tokens.low
    core = number.last - 1
    if number.value is not None:
        if number.value != int(number.value) or number.value > 10_000_000:
            return False
        if 1900 <= number.value <= 2100 and words[core].isdigit() and number.qualifier is None:
            return False
    first_digit = next((i for i in range(number.first, number.last) if words[i][0].isdigit()), None)
    if first_digit is not None:
        start = starts[first_digit]
        if start and low[start - 1] in "-/$€£#.+" and start > 1 and not low[start - 2].isspace():
            return False
        if start and low[start - 1] in "$€£#":
            return False
        end = ends[core]
        if end < len(low) and (low[end].isalpha() or low[end] == "/" or low[end] == "%"):
            return False
        before = words[first_digit - 1] if first_digit else ""
        if before in (
            "rs",
            "no",
            "section",
            "article",
            "aged",
            "age",
            "pkr",
            "number",
            "chapter",
            "page",
            "km",
        ):
            return False
        after = words[number.last] if number.last < last else ""
        if (
            before in ("(", ",")
            and after in (")", ",", ".", ";")
            and first_digit >= 2
            and tokens.capital[first_digit - 2]
        ):
            return False  # 'Jalal Khan, 34,'
        if before == "between" and first_digit > 1 and words[first_digit - 2] == "aged":
            return False
        if before == "of" and first_digit > 1 and _is_one(scan, first_digit - 2):
            return False  # 'a woman of 46'
    following = words[number.last : min(number.last + 3, last)]
    if following and (following[0] in _measures() or following[0] in _unit_names()):
        return False
    if following[1:2] and following[1] in _unit_names() and words[number.first - 1] == "'s":
        return False  # 'of the force's 209 Cobra battalion'
    return not (
        len(following) > 1
        and following[1] in _measures()
        and following[0] not in ("-", ",", "and", "in", "on")
        and not scan.inside("people", number.last, number.last + 3)
        and not scan.inside("casualties", number.last, number.last + 1)
    )


def is_age(words: Sequence[str], at: int, last: int) -> bool:
    """Whether an age stands between two commas: 'Javed, 27, of Haripur'."""
    return at + 2 < last and words[at + 2] == "," and words[at + 1].isdigit() and len(words[at + 1]) < _OF_AGE
