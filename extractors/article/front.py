"""What stands above a story's first paragraph: headline, byline, the day it was published."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from extractors.article.furniture import is_prose
from extractors.article.moments import WRITTEN, read_day

MAX_TITLE_CHARS = 220
MAX_BYLINE_CHARS = 120
MAX_BYLINE_WORDS = 10
MAX_HEAD_LINES = 6  # kept lines, such as a deck or captions, that may stand above the first paragraph
_DATE_LINE = re.compile(r"\s*date\b[:\s]\s*(\d{4}-\d\d-\d\d)\b[\s.:,;–—-]*", re.I)
_NUMERIC_DAY = re.compile(r"\b(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4})\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b)?|\B@\w+", re.I)
_BYLINE = re.compile(r"(?:written |reported |story |report |compiled )?by:?\s+(?P<who>\S.*)", re.I)
_BYLINE_END = re.compile(r"\s(?:[|—–-]|in|for)\s|,\s")
_LABEL_END = re.compile(r"[,|/(]| - | – | — ")
_LOWER_IN_NAMES = frozenset({"and", "&", "de", "al", "ul", "bin", "van", "von"})
_SAYS_BY = re.compile(r"\bby\b", re.I)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: (?:[^\W\d_][\w.'’-]*)){1,3}")
_DATELINE = re.compile(
    r"[^\W\d_a-z][^a-z:–—()]{1,60}?(?:[,.]\s(?P<day>[^:–—()]{6,30}?)|\s\((?P<inside>[^:–—()]{6,30})\))"
    r"\s*(?:\([^()]{2,40}\)\s*)?[:–—-]"
)
_BULLET = re.compile(r"[-*•–·▪]\s")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Front:
    """What the lines above a story say, and the lines that remain as text."""

    lines: tuple[str, ...]
    title: str | None = None
    author: str | None = None
    published: date | None = None


@cache
def _knowledge() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("extractors").joinpath("data/bylines.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in data.items()}


def strip_date_line(text: str) -> tuple[str, date | None]:
    """``text`` without the 'date YYYY-MM-DD' it may begin with, and that day; the rest of its line stays."""
    published, begin = None, 0
    while found := _DATE_LINE.match(text, begin):
        published = published or read_day(found.group(1))
        begin = found.end()
    return text[begin:], published


def read_front(lines: list[str], *, headline: str | None = None) -> Front:
    """Takes bylines and publication lines off the top of ``lines``, and the ``headline`` if it is there.

    The lines between them that are none of these (a deck, bullets, captions) stay. The first
    paragraph ends the search, so that nothing is taken out of a story.
    """
    kept: list[str] = []
    title = author = None
    labelled: date | None = None
    below: date | None = None
    above: date | None = None
    rest = len(lines)
    for position, given in enumerate(lines):
        line, day = strip_date_line(given)
        labelled = labelled or day
        if is_prose(line) or len(kept) >= MAX_HEAD_LINES:
            kept.append(line)
            rest = position + 1
            break
        if not line:
            continue
        if headline is not None and title is None and line == headline:
            title = line
            continue
        label = _publication_line(line)
        if label is not None:
            day, who, is_labelled = label
            labelled = labelled or (day if is_labelled else None)
            if title is None and headline is not None:
                above = above or day
            else:
                below = below or day
            author = author or who
            continue
        who = _byline(line)
        if who is None and title is not None and not kept and author is None and _is_name(line):
            who = line
        if who is not None:
            author = author or who
            continue
        kept.append(line)
    remaining = [*kept, *lines[rest:]]
    published = labelled or below or above or (_dateline_day(remaining[0]) if remaining else None)
    return Front(tuple(remaining), title, author, published)


def looks_like_title(line: str) -> bool:
    """Whether a line reads as a headline: some words, no full stop, no bullet, no dateline, no byline."""
    words = _WORD.findall(line)
    return (
        len(words) >= 3
        and len(line) <= MAX_TITLE_CHARS
        and line[-1] not in ".:;,…-–—|"
        and not _BULLET.match(line)
        and not re.match(r"[A-Z][A-Z ./-]{2,40}:", line)
        and _publication_line(line) is None
        and _byline(line) is None
    )


def signed_by(line: str) -> str | None:
    """Whom a line names that says 'by', with or without a date beside it; None for any other line."""
    if not _SAYS_BY.search(line[:MAX_BYLINE_CHARS]):
        return None
    label = _publication_line(line)
    return _byline(line) or (label[1] if label else None)


def is_bullet(line: str) -> bool:
    """Whether the line is an item of a list."""
    return bool(_BULLET.match(line))


@lru_cache(maxsize=1024)  # a text is read until nothing more comes off, so that its lines come again
def _publication_line(line: str) -> tuple[date, str | None, bool] | None:
    """Day, name and whether it says 'published', where a line holds a date and little besides."""
    if len(line) > MAX_BYLINE_CHARS:
        return None
    day = read_day(line)
    if day is None:
        return None
    left = _CLOCK.sub(" ", _NUMERIC_DAY.sub(" ", WRITTEN.sub(" ", line)))
    words = _WORD.findall(left)
    known = _knowledge()
    other = [word for word in words if word.casefold() not in known["publication"]]
    if len(other) > 6 or any(word[:1].islower() or word.isdigit() for word in other):
        return None
    name = _LABEL_END.split(left.strip(), maxsplit=1)[0].strip()
    signed = _byline(left.strip(" ,;|·•-–—"))
    name = _BYLINE.sub(r"\g<who>", name).strip(" *_-–—")
    who = signed or (
        name
        if _is_name(name) and not any(w.casefold() in known["publication"] for w in name.split())
        else None
    )
    if who is None and other and (found := _leading_name(words, known["publication"])):
        who = found
    return day, who, any(word.casefold() in known["published"] for word in words)


def _leading_name(words: list[str], publication: frozenset[str]) -> str | None:
    """The name in 'Syed Ali Shah Updated 03 Jan 2021'."""
    name = []
    for word in words:
        if word.casefold() in publication:
            break
        name.append(word)
    return " ".join(name) if len(name) < len(words) and _is_name(" ".join(name)) else None


@lru_cache(maxsize=1024)
def _byline(line: str) -> str | None:
    if len(line) > MAX_BYLINE_CHARS:
        return None
    found = _BYLINE.fullmatch(line.strip("*_ "))
    if not found:
        return None
    who = _BYLINE_END.split(found["who"], maxsplit=1)[0].strip(" *_.,")
    words = who.split()
    if not 0 < len(words) <= MAX_BYLINE_WORDS:
        return None
    return who if all(word[0].isupper() or word in _LOWER_IN_NAMES for word in words) else None


def _is_name(line: str) -> bool:
    """Whether a line is two to four capitalised words, none of which is a word of headings."""
    if not _NAME.fullmatch(line):
        return False
    words = line.split()
    headings = _knowledge()["headings"]
    return all(w[:1].isupper() for w in words) and not any(w.casefold().strip(".") in headings for w in words)


def _dateline_day(line: str) -> date | None:
    """The day of 'KABUL, Jan 30, 2023 (Agency) — …' or 'KABUL (Jan 30, 2023): …'; a year must stand there."""
    found = _DATELINE.match(line[:140])
    return read_day(found["day"] or found["inside"]) if found else None
