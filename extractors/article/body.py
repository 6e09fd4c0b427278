"""The story's paragraphs: trafilatura's fast path, and its full cascade where that looks thin."""

from typing import cast

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from extractors.article.bounds import READ_CHARS
from extractors.article.captions import pictured, subheadings, without_captions
from extractors.article.furniture import is_prose, normal_line, paragraphs, without_furniture
from extractors.article.joiners import restore_joiners
from extractors.article.layout import (
    drop_repeated_feet,
    join_stories,
    keep_quoted_posts,
    tag_subheadings,
    unwrap_layout_tables,
)
from extractors.article.links import site_labels, without_link_lines
from extractors.article.metadata import descriptions_of, site_names, titles_of
from extractors.article.page import Page, drop_beside, drop_unread
from extractors.article.siblings import paragraph_boxes, restore_siblings

# The fast path has likely missed the body where it gives less than these shares
GROUP_SHARE = 0.7  # of the largest group of paragraphs
PAGE_SHARE = 0.15  # of all paragraphs
SHORT_CHARS = 1_000  # or so little, on a page that has no group of paragraphs
GROUP_CHARS = 400
FULLER = 1.2  # times longer the full cascade's result must be to be taken
TOP_LINES = 4
SUBTITLE_CHARS = 250  # a longer one is the story's first paragraph, whatever its tag
SAME_WORDS = 0.7
SCRAP_LINES = 40  # a story of so many lines
SCRAP_PROSE = 0.2  # has more of its text than this in running sentences
TABLE_SHARE = 0.5  # of the text in table rows: columns were laid out by a table


def warm_up_extraction() -> None:
    """Loads the word lists of the full cascade, which a page without paragraphs makes it ask for."""
    trafilatura.bare_extraction("<html><body><div>One line</div><div>and another</div></body></html>")


def body_of(page: Page, title: str | None) -> list[str]:
    """The story's lines, furniture and what merely repeats the page's head taken off."""
    drop_unread(page.tree)
    join_stories(page.tree)
    keep_quoted_posts(page.tree)
    tag_subheadings(page.tree)
    drop_repeated_feet(page.tree)
    boxes = paragraph_boxes(page.tree)
    headings = subheadings(page.tree)
    # In a list of things each picture is named as its heading is: such a heading stays.
    captions = pictured(page.tree) - headings
    labels = site_labels(page)
    drop_beside(page.tree)
    lines = _extracted(page, fast=True)
    if page.whole and _is_thin(lines, [sum(map(len, texts)) for texts in boxes.values()]):
        lines = _fuller(lines, _extracted(page, fast=False))
    if not boxes:
        # Where no paragraph is shown, extraction finds the JSON at best, with its line breaks gone.
        told = _json_body(page)
        lines = told if FULLER * _size(told) > _size(lines) else lines
    lines = restore_siblings(lines, boxes)
    lines = _without_headlines([_unboxed(line) for line in lines], page, title, headings)
    lines = without_captions(lines, captions)
    lines = without_furniture(without_link_lines(lines, labels))
    return restore_joiners(lines, page.tree)


def _fuller(lines: list[str], full: list[str]) -> list[str]:
    """The full cascade's lines where they are worth it, after the paragraphs of the fast path they lack."""
    if _is_scraps(lines):
        return full
    if _size(full) <= FULLER * _size(lines):
        return lines
    known = " ".join(full)
    return [*(line for line in lines if is_prose(line) and line not in known), *full]


def _size(lines: list[str]) -> int:
    return sum(map(len, lines))


def _is_thin(lines: list[str], groups: list[int]) -> bool:
    size, largest = _size(lines), max(groups, default=0)
    return (
        size < GROUP_SHARE * largest
        or size < PAGE_SHARE * sum(groups)
        or (size < SHORT_CHARS and largest < GROUP_CHARS)
        or _is_scraps(lines)
    )


def _is_scraps(lines: list[str]) -> bool:
    """Whether a whole page of menus was taken for its text."""
    return len(lines) > SCRAP_LINES and _size(
        [line for line in lines if is_prose(line)]
    ) < SCRAP_PROSE * _size(lines)


def _extracted(page: Page, *, fast: bool) -> list[str]:
    lines = _lines(page.tree, fast=fast)
    in_rows = _size([line for line in lines if line.startswith("|")])
    if in_rows > TABLE_SHARE * _size(lines) and unwrap_layout_tables(page.tree):
        return _lines(page.tree, fast=fast) or lines
    return lines


def _lines(tree: HtmlElement, *, fast: bool) -> list[str]:
    # trafilatura works on a copy of the tree it is given.
    found = trafilatura.bare_extraction(tree, fast=fast, include_comments=False)
    text = getattr(found, "text", None)
    return paragraphs(text) if text else []


def _json_body(page: Page) -> list[str]:
    """The text that a page drawn by a script carries in its JSON-LD."""
    value = page.story.get("articleBody") or page.story.get("text")
    if not isinstance(value, str):
        return []
    value = value[:READ_CHARS]
    if "<" in value:
        value = "\n".join(cast(list[str], etree.HTML(f"<div>{value}</div>").xpath("//text()")))
    return paragraphs(value)


def _without_headlines(lines: list[str], page: Page, title: str | None, headings: set[str]) -> list[str]:
    """The lines without the page's title, its site's name, and a subtitle that repeats its description."""
    titles = {normal_line(text) for text in (title, *titles_of(page)) if text}
    described = {normal_line(text) for text in descriptions_of(page)} & headings
    described = {text for text in described if len(text) <= SUBTITLE_CHARS}
    described.update(map(normal_line, site_names(page)))
    kept = []
    for position, line in enumerate(lines):
        text = normal_line(line)
        repeats = text in titles or (
            position < TOP_LINES and (text in described or any(_is_reworded(text, known) for known in titles))
        )
        if not repeats:
            kept.append(line)
    return kept


def _is_reworded(line: str, title: str) -> bool:
    """Whether two headlines differ in a word or two."""
    one, other = set(line.split()), set(title.split())
    return len(one) > 3 and len(one & other) >= SAME_WORDS * len(one | other)


def _unboxed(line: str) -> str:
    """The words of a table row of one cell: a frame around a picture or a quotation."""
    inner = line.removeprefix("| ").removesuffix(" |")
    return inner if len(inner) == len(line) - 4 and "|" not in inner else line
