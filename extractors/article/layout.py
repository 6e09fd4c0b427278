"""What is done to a page's tree, in place, before its text is extracted."""

import itertools
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from extractors.article.page import select, words

CELL_CHARS = 300  # a cell of data is shorter
RUN_CHARS = 80  # a cell of menus and boxes has no piece of text so long outside links
_CELLS = etree.XPath("//td[.//p or .//br or .//h1 or .//h2 or .//div or .//table]")
POST_MARGIN_CHARS = 60
_POSTS = etree.XPath("//blockquote[contains(@class,'twitter-tweet') or contains(@class,'instagram-media')]")
_PIECES = etree.XPath(".//text()[not(ancestor::a)]")
_SUBHEADINGS = etree.XPath(
    "//p/following-sibling::*[1][self::div][following-sibling::*[1][self::p]]"
    "[contains(@class,'head') or contains(@class,'title') or contains(@class,'intertitre')]"
    "[not(*[not(self::b or self::strong or self::em or self::i or self::span or self::br)])]"
)
SUBHEADING_CHARS = 150
_FEET = etree.XPath("//table[thead]/tfoot")
_TOLD_BESIDE = etree.XPath(
    "//article[(h2 or h3 or h4) and p and not(h2//a or h3//a or h4//a) and not(.//article)]"
)
STORY_CHARS = 150  # a teaser shows less
_PARTS = ("table", "tbody", "tr", "td", "th", "thead", "tfoot")


def keep_quoted_posts(tree: HtmlElement) -> None:
    """Takes the class off the containers of quoted posts: as 'embeds' they would be left out of the story."""
    for post in select(_POSTS, tree):
        around = post.getparent()
        if (
            around is not None
            and around.tag == "div"
            and len(words(around)) <= len(words(post)) + POST_MARGIN_CHARS
        ):
            around.attrib.pop("class", None)


def tag_subheadings(tree: HtmlElement) -> None:
    """Makes headings of containers that a page shows as such between two paragraphs: else they are lost."""
    for element in select(_SUBHEADINGS, tree):
        if len(words(element)) <= SUBHEADING_CHARS:
            element.tag = "h3"


def join_stories(tree: HtmlElement) -> None:
    """Puts the stories of a page that tells several in full into one: extraction takes a single ``article``.

    Teasers, which are short or whose headings lead elsewhere, stay where they are.
    """
    full = [e for e in select(_TOLD_BESIDE, tree) if sum(len(words(p)) for p in e.iter("p")) >= STORY_CHARS]
    told = set(full)
    for first in [e for e in full if e.getprevious() not in told]:
        following = list(itertools.takewhile(told.__contains__, first.itersiblings()))
        if following:
            around = first.makeelement("article")
            first.addprevious(around)
            around.extend([first, *following])
            for story in around:
                story.tag = "div"


def drop_repeated_feet(tree: HtmlElement) -> None:
    """Takes out the feet of tables that repeat the head for readers who have scrolled down."""
    for foot in select(_FEET, tree):
        if words(foot) == words(foot.getparent().find("thead")):
            foot.drop_tree()


def unwrap_layout_tables(tree: HtmlElement) -> bool:
    """Renames every table with a cell of running text, and its parts, to ``div``; says whether any was.

    Columns beside a cell of running text that have none themselves are taken out.
    """
    layout = {
        table
        for cell in select(_CELLS, tree)
        if len(words(cell)) >= CELL_CHARS
        for table in cell.iterancestors("table")
    }
    rows = dict.fromkeys(row for table in layout for row in table.iter("tr"))  # of nested tables too, once
    for side in [cell for row in rows for cell in _side_cells(row)]:
        side.drop_tree()
    for table in layout:
        for row in table.iterchildren("tbody", "thead", "tfoot", "tr"):
            for part in (row, *row.iterchildren("tr", "td", "th")):
                for cell in (part, *part.iterchildren("td", "th")):
                    if cell.tag in _PARTS:
                        cell.tag = "div"
        table.tag = "div"
    return bool(layout)


def _side_cells(row: HtmlElement) -> list[HtmlElement]:
    cells = list(row.iterchildren("td", "th"))
    if len(cells) < 2 or max(len(words(cell)) for cell in cells) < CELL_CHARS:
        return []
    return [cell for cell in cells if not _has_running_text(cell)]


def _has_running_text(cell: HtmlElement) -> bool:
    sizes = [len(" ".join(piece.split())) for piece in cast(list[str], _PIECES(cell))]
    return max(sizes, default=0) >= RUN_CHARS or sum(sizes) >= CELL_CHARS
