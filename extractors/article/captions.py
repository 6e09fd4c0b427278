"""Captions that repeat what a picture's alternative text says."""

from lxml.html import HtmlElement

from extractors.article.furniture import is_prose, normal_line
from extractors.article.page import words


def subheadings(tree: HtmlElement) -> set[str]:
    """The headings below the page's own, in their normal form."""
    return {normal_line(words(heading)) for heading in tree.iter("h2", "h3", "h4")}


def pictured(tree: HtmlElement) -> set[str]:
    """The alternative texts of the page's pictures, in their normal form."""
    return {normal_line(text) for picture in tree.iter("img") if (text := picture.get("alt"))}


def without_captions(lines: list[str], captions: set[str]) -> list[str]:
    """``lines`` without the short ones among ``captions``."""
    return [line for line in lines if is_prose(line) or normal_line(line) not in captions]
