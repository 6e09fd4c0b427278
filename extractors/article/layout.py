"""Old pages lay their columns out in tables: before extraction these become plain containers."""

from lxml import etree
from lxml.html import HtmlElement

from extractors.article.page import select, words

CELL_CHARS = 300  # a cell of data is shorter
_CELLS = etree.XPath("//td[.//p or .//br or .//h1 or .//h2 or .//div or .//table]")
_PARTS = ("table", "tbody", "tr", "td", "th", "thead", "tfoot")


def unwrap_layout_tables(tree: HtmlElement) -> None:
    """Renames, in place, every table that holds a cell of running text, and its parts, to ``div``."""
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
