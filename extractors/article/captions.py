"""Captions that repeat what a picture's alternative text says."""

from lxml import etree
from lxml.html import HtmlElement

from extractors.article.furniture import is_prose, normal_line
from extractors.article.page import select, words

_PICTURES = etree.XPath("//img[@alt]")
_HEADINGS = etree.XPath("//h2 | //h3 | //h4")


def subheadings(tree: HtmlElement) -> set[str]:
    """The headings below the page's own, in their normal form."""
    return {normal_line(words(heading)) for heading in select(_HEADINGS, tree)}


def without_captions(lines: list[str], tree: HtmlElement) -> list[str]:
    """``lines`` without the short ones that a picture has as its alternative text.

    A heading stays, for in a list of things each picture is named as its heading is.
    """
    described = {normal_line(picture.get("alt", "")) for picture in select(_PICTURES, tree)}
    described -= subheadings(tree)
    return [line for line in lines if is_prose(line) or normal_line(line) not in described]
