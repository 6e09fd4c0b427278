"""What is done to a page's tree, in place, before its text is extracted."""

from lxml import etree
from lxml.html import HtmlElement

from extractors.article.page import select, words

CELL_CHARS = 300  # a cell of data is shorter
_CELLS = etree.XPath("//td[.//p or .//br or .//h1 or .//h2 or .//div or .//table]")
POST_MARGIN_CHARS = 60
_POSTS = etree.XPath("//blockquote[contains(@class,'twitter-tweet') or contains(@class,'instagram-media')]")
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


def unwrap_layout_tables(tree: HtmlElement) -> bool:
    """Renames every table with a cell of running text, and its parts, to ``div``; says whether any was."""
    layout = {
        table
        for cell in select(_CELLS, tree)
        if len(words(cell)) >= CELL_CHARS
        for table in cell.iterancestors("table")
    }
    for table in layout:
        for row in table.iterchildren("tbody", "thead", "tfoot", "tr"):
            for part in (row, *row.iterchildren("tr", "td", "th")):
                for cell in (part, *part.iterchildren("td", "th")):
                    if cell.tag in _PARTS:
                        cell.tag = "div"
        table.tag = "div"
    return bool(layout)
