"""Where a text of several stories begins each: press releases, items under datelines or names of places."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from extractors.incidents.dates import find_dates
from extractors.incidents.phrases import one_of
from extractors.incidents.places import PlaceMention
from extractors.incidents.sentences import Sentence
from extractors.incidents.tokens import Tokens

_HEAD_CHARS = 90  # of a line, in which its dateline stands
_NAME = r"[^\W\d_][^\n:(–—]{1,45}?"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)? \w{3,9}|\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?)(?:,? \d{4})?"
_DATELINE = re.compile(
    rf"(?P<name>{_NAME})(?:, (?P<day>{_DAY}))?(?: ?\([^()\n]{{2,30}}\))? ?"
    r"(?P<end>:(?=\s)|[–—]|--| - |$)"
)
_REPEATED = 2  # so many lines of a form that may stand by chance
_ITEMS = 3  # so many paragraphs with numbers before them are stories of their own
_TITLE_LINES = 2  # headings that belong to the dateline below them
_BODY_TOKENS = 6  # what is shorter is a byline or a title
_Lines = Mapping[int, Sequence[Sentence]]


@dataclass(frozen=True, slots=True)
class Story:
    """A story from ``start`` on: ``dateline`` are the characters that say from where, ``day`` when."""

    start: int
    dateline: range
    day: date | None = None


@cache
def _release() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of('stories', 'releases')}\b")


def find_stories(
    tokens: Tokens, sentences: Sequence[Sentence], places: Sequence[PlaceMention]
) -> tuple[Story, ...]:
    """The stories of the text, the first from its beginning; none where no line says from where."""
    lines: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        lines.setdefault(sentence.line, []).append(sentence)
    heads = _heads(tokens, lines, {m.start: m for m in places})
    if not heads:
        return ()
    found: list[Story] = []
    body, titles = False, list[int]()
    for line, parts in lines.items():
        head = heads.get(line)
        if head is not None:
            if not found:
                found.append(replace(head, start=0))  # what stands above the first dateline leads to it
            elif body:
                found.append(replace(head, start=min([head.start, *titles[-_TITLE_LINES:]])))
            elif head.day and found[-1].day is None:
                found[-1] = replace(found[-1], dateline=head.dateline, day=head.day)
            body, titles = False, []
        if parts[0].heading or (head is not None and not _tells(tokens, head, parts)):
            titles.append(parts[0].start)
        elif parts[-1].last - parts[0].first >= _BODY_TOKENS:
            body, titles = True, []
    return tuple(found)


def _tells(tokens: Tokens, head: Story, parts: Sequence[Sentence]) -> bool:
    """Whether a line says more than its dateline."""
    return any(c.isalpha() for c in tokens.text[head.dateline.stop : parts[-1].end])


def _heads(tokens: Tokens, lines: _Lines, places: Mapping[int, PlaceMention]) -> dict[int, Story]:
    """The lines that may open a story, with what they say of place and day."""
    sure = _items(tokens, lines)
    named: dict[str, tuple[int, Story]] = {}
    for line, parts in lines.items():
        start, end = parts[0].start, parts[-1].end
        text = tokens.text[start : min(end, start + _HEAD_CHARS)]
        if parts[0].heading and _release().search(tokens.low, start, end):
            sure[line] = Story(start, range(start, end), _day(tokens, start, end))
        elif start in places and (found := _DATELINE.match(text)):
            name, ends = found.group("name"), start + found.end()
            filled = places[start].full_end >= start + len(name.split(",")[0].split("/")[0])
            whole = not found.group("end")
            if not filled or (whole and ends < end):
                continue
            head = Story(start, range(start, ends), _day(tokens, start, ends) if found.group("day") else None)
            certain = head.day or (name.split(",")[0].isupper() and not whole)
            if certain:
                sure[line] = head
            else:
                named.setdefault(places[start].place.name, (line, head))
    return sure | (dict(named.values()) if len(named) >= _REPEATED else {})


def _items(tokens: Tokens, lines: _Lines) -> dict[int, Story]:
    """The paragraphs of a list that counts them: '1. …', '2. …', '3. …'."""
    found: dict[int, Story] = {}
    for line, parts in lines.items():
        start = parts[0].start
        if tokens.text.startswith((f"{len(found) + 1}. ", f"{len(found) + 1}) "), start):
            found[line] = Story(start, range(start, start))
    return found if len(found) >= _ITEMS else {}


def _day(tokens: Tokens, start: int, end: int) -> date | None:
    return next((m.first for m in find_dates(tokens.low, None, start, end) if m.precision == "day"), None)


def numbered(sentences: Sequence[Sentence], stories: Sequence[Story]) -> list[Sentence]:
    """The sentences with the number of their story."""
    starts = [story.start for story in stories]
    return [replace(s, story=sum(start <= s.start for start in starts) - 1) for s in sentences]
