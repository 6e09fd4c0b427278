"""Several press releases under each other: an office's list, no article. data/releases.toml has the words."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from extractors.article.furniture import is_prose
from extractors.article.moments import read_day

HEAD_CHARS = 120  # a longer line is a paragraph
DAY_CHARS = 50  # of a line that says a day and hardly anything else
FEWEST = 2
_NUMBER = re.compile(r"\d[\d/-]{0,30}")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(files("extractors").joinpath("data/releases.toml").read_text(encoding="utf-8"))
    head, title = ("|".join(data[key]) for key in ("head", "title"))
    return re.compile(rf"[\W_]{{0,4}}(?:{head})", re.I), re.compile(rf"(?:{title})", re.I)


def releases_in(lines: Sequence[str], title: str | None) -> list[str]:
    """What heads the releases in ``lines``, if they are several: numbers or days, each once.

    A release is a head with prose below it before the next head; two are two where their numbers or days
    differ. Days alone are heads only under a title that announces releases. Empty where they are not.
    """
    head, announced = _patterns()
    by_day = bool(announced.fullmatch((title or "").strip()))
    found: dict[str, None] = {}
    key: str | None = None
    is_below = False  # right under a head that names nothing
    for line in lines:
        if len(line) <= HEAD_CHARS and head.match(line):
            key, is_below = _key(line), True
        elif by_day and _is_day(line):
            key, is_below = str(read_day(line)), False
        elif is_below and key is None and len(line) <= HEAD_CHARS and read_day(line):
            key = str(read_day(line))
        elif is_prose(line):
            if key is not None:
                found[key] = None
            key, is_below = None, False
    return list(found) if len(found) >= FEWEST else []


def _key(line: str) -> str | None:
    """The number in a head, else its day."""
    day = read_day(line)
    if day is not None:
        return str(day)
    number = _NUMBER.search(line)
    return number.group() if number else None


def _is_day(line: str) -> bool:
    return len(line) <= DAY_CHARS and read_day(line) is not None
