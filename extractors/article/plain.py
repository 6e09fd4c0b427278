"""Plain text and Markdown: one paragraph a line, the lines that stand around the story taken off."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markdown_it import MarkdownIt

from extractors.article.front import is_bullet, looks_like_title, read_front, strip_date_line
from extractors.article.furniture import is_prose, paragraphs, without_furniture
from extractors.article.moments import read_day

MARKDOWN_CHARS = 100_000  # marks without end cost the parser the square of their number
_YAML_HEAD = re.compile(r"\A---\n(.{0,4000}?)\n---\n", re.S)
_YAML_PAIR = re.compile(r"^(title|author|date)\s*:\s*(.+)$", re.M)
_PUBLISHED_IN = re.compile(r"published (?:in|on|at)\b.{0,80}", re.I)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without a page around it."""

    text: str
    title: str | None = None
    author: str | None = None
    published: date | None = None


def read_plain(source: str, *, titled: bool = False) -> Plain:
    """The story in ``source`` with its headline, author and day, where the text itself gives them.

    A headline that a blank line or a list sets off is taken out of the text. One that is merely the
    first of equal lines is named as the title and stays, for nothing tells it from a first sentence.
    ``titled``: the headline is known already, so none is looked for. The text is read until nothing
    more comes off, so that reading it again changes nothing.
    """
    plain, read = _read_once(source, titled=titled), source
    while plain.text != read:
        read = plain.text
        again = _read_once(read)
        if again.text != read:
            plain = Plain(
                again.text,
                plain.title or (None if titled else again.title),
                plain.author or again.author,
                plain.published or again.published,
            )
    return plain


def _read_once(source: str, *, titled: bool = False) -> Plain:
    source, published = strip_date_line(source)
    blocks = [block for raw in re.split(r"\n[^\S\n]*\n", _newlines(source)) if (block := paragraphs(raw))]
    lines = [line for block in blocks for line in block]
    clean = without_furniture(lines)
    headline = None if titled else _headline(clean)
    ends = {block[-1] for block in blocks[:-1]}
    set_off = headline is not None and (headline in ends or _heads_a_list(headline, clean))
    front = read_front(clean, headline=headline if set_off else None)
    if set_off and (second := _headline(list(front.lines))) and _heads_a_list(second, front.lines):
        # A deck over a list would be taken for the headline when this text is read again.
        front = read_front(clean)
    published = published or front.published or _published_below(lines)
    return Plain("\n".join(front.lines), headline, front.author, published)


def read_markdown(source: str) -> Plain:
    """As `read_plain`; the first heading of level one is the title. What is too long is plain text."""
    if len(source) > MARKDOWN_CHARS:
        return read_plain(source)
    given: dict[str, str] = {}
    source = _newlines(source)
    if head := _YAML_HEAD.match(source):
        given = {key: value.strip("\"' ") for key, value in _YAML_PAIR.findall(head.group(1))}
        source = source[head.end() :]
    title, text = _rendered(source)
    title = given.get("title") or title
    plain = read_plain(f"{given['date']}\n\n{text}" if "date" in given else text, titled=title is not None)
    return Plain(
        plain.text,
        title or plain.title,
        given.get("author") or plain.author,
        plain.published,
    )


def _rendered(source: str) -> tuple[str | None, str]:
    """The first heading of level one, and the words of everything else, a paragraph to a block."""
    title = None
    blocks: list[str] = []
    opened = ""
    in_list = 0
    for token in MarkdownIt("commonmark", {"html": True}).parse(source):
        in_list += token.type in ("bullet_list_open", "ordered_list_open")
        in_list -= token.type in ("bullet_list_close", "ordered_list_close")
        if token.type.endswith("_open"):
            opened = token.tag
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content)
        elif token.type == "inline":
            words = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children or ()
                if child.type != "image" and child.type != "html_inline"
            )
            if opened == "h1" and title is None:
                title = " ".join(words.split()) or None
            else:
                blocks.append(f"- {words}" if in_list else words)
    return title, "\n\n".join(blocks)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _headline(clean: list[str]) -> str | None:
    """The first line that reads as a headline, where a text follows it; a single line has no title."""
    if len(clean) < 2:
        return None
    for line in clean[:-1][:4]:
        if looks_like_title(line):
            return line
        if is_prose(line) or line[-1] in ".!?":
            return None
    return None


def _heads_a_list(headline: str, lines: Sequence[str]) -> bool:
    """Whether a list follows the headline, and no other list of the text has a heading of its own."""
    position = lines.index(headline)
    below = lines[position + 1 :]
    return is_bullet(below[0]) and not any(
        is_bullet(item) and not is_bullet(heading) and not is_prose(heading)
        for heading, item in pairwise(below)
    )


def _published_below(lines: list[str]) -> date | None:
    """The day of a line such as 'Published in The Courier, March 9th, 2016' at the end of a text."""
    for line in reversed(lines[-5:]):
        if len(line) <= 120 and (found := _PUBLISHED_IN.match(line)):
            return read_day(found.group())
    return None
