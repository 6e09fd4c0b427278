"""The story's paragraphs: trafilatura's fast path, and its full cascade where that looks thin."""

from copy import copy
from typing import cast

import trafilatura
from lxml import etree

from extractors.article.furniture import normal_line, paragraphs, without_furniture
from extractors.article.layout import unwrap_layout_tables
from extractors.article.metadata import descriptions_of
from extractors.article.page import Page, select, texts, words

THIN_SHARE = 0.5  # of the page's own paragraphs; below it the fast path has likely missed the body
PARAGRAPH_CHARS = 80
_PARAGRAPHS = etree.XPath("//p[not(ancestor::footer or ancestor::aside or ancestor::nav or ancestor::form)]")


def body_of(page: Page, title: str | None) -> list[str]:
    """The story's lines, furniture and what merely repeats the page's head taken off."""
    shown = _paragraph_chars(page)
    # Where nothing is shown, what extraction finds is the JSON itself, with its line breaks gone.
    lines = _json_body(page) if not shown else []
    if not lines:
        lines = _extracted(page, fast=True)
        if sum(map(len, lines)) < THIN_SHARE * shown:
            full = _extracted(page, fast=False)
            lines = full if sum(map(len, full)) > sum(map(len, lines)) else lines
    return without_furniture(_without_repetitions(lines, page, title))


def _extracted(page: Page, *, fast: bool) -> list[str]:
    tree = copy(page.tree)
    unwrap_layout_tables(tree)
    found = trafilatura.bare_extraction(tree, fast=fast, include_comments=False, include_tables=True)
    text = getattr(found, "text", None)
    return paragraphs(text) if text else []


def _paragraph_chars(page: Page) -> int:
    total = 0
    for paragraph in select(_PARAGRAPHS, page.tree):
        length = len(words(paragraph))
        linked = sum(len(words(link)) for link in paragraph.iter("a"))
        total += length if length >= PARAGRAPH_CHARS and linked < length / 2 else 0
    return total


def _json_body(page: Page) -> list[str]:
    """The text that a page drawn by a script carries in its JSON-LD."""
    value = page.story.get("articleBody") or page.story.get("text")
    if not isinstance(value, str):
        return []
    if "<" in value:
        value = "\n".join(cast(list[str], etree.HTML(f"<div>{value}</div>").xpath("//text()")))
    return paragraphs(value)


def _without_repetitions(lines: list[str], page: Page, title: str | None) -> list[str]:
    """The lines without those that say the title or the description again."""
    titles = {
        normal_line(text)
        for text in (title, *texts(page.story.get("headline")), page.meta.get("og:title"))
        if text
    }
    described = {normal_line(text) for text in descriptions_of(page)}
    kept = []
    for position, line in enumerate(lines):
        text = normal_line(line)
        if text in titles:
            continue
        if position < 3 and text in described and len(lines) > 3:
            continue
        kept.append(line)
    return kept
