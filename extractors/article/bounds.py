"""How far a page is read, so that none takes more than a second or two."""

import re
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

# A page is read as far as this, in its own order: the story comes first, comments and lists of links follow.
MENU_ELEMENTS = 7_000  # above the headline
READ_ELEMENTS = 5_000  # from the headline on; whole pages of stories have 300 to 3,000
READ_CHARS = 300_000  # of text; a long report has a third
CLASS_CHARS = 150  # of an attribute that extraction runs its patterns over
LONG_TAG = 4_000
MOST_ATTRIBUTES = 300
_LONG_TAGS = re.compile(rb"<[a-zA-Z][^<>]{%d,}+" % LONG_TAG)
_TAG_NAME = re.compile(rb"<[a-zA-Z][\w:-]{0,50}")
_QUOTED = re.compile(rb"\"[^\"]*+\"|'[^']*+'")
_LONG_CLASSES = etree.XPath(
    f"//*[string-length(@class) > {CLASS_CHARS} or string-length(@id) > {CLASS_CHARS}]"
)


def without_long_tags(source: bytes) -> bytes:
    """``source``, tags that have more attributes than any page's without them.

    The parser compares each attribute of a tag with all before it.
    """
    return _LONG_TAGS.sub(_bounded, source) if _has_long_tag(source) else source


def _has_long_tag(source: bytes) -> bool:
    """Looks at the marks around every stretch that has none, which is a tenth of a search's work."""
    opened = seen = 0
    for start in range(0, len(source), LONG_TAG // 2):
        end = start + LONG_TAG // 2
        if source.find(b"<", start, end) < 0 and source.find(b">", start, end) < 0:
            opened = max(opened, source.rfind(b"<", seen, start))
            seen = start
            if _LONG_TAGS.match(source, opened):
                return True
    return False


def _bounded(tag: re.Match[bytes]) -> bytes:
    written = tag.group()
    if len(re.findall(rb"[\s/]+", _QUOTED.sub(b"", written))) <= MOST_ATTRIBUTES:
        return written
    name = _TAG_NAME.match(written)
    return (name.group() if name else b"<p") + b" "


def cut(tree: HtmlElement) -> bool:
    """Drops what comes after READ_ELEMENTS and READ_CHARS, and says whether anything did.

    What stands above the headline, menus for the most part, takes no room from what stands below it.
    """
    for element in cast(list[HtmlElement], _LONG_CLASSES(tree)):
        for name in ("class", "id"):
            if name in element.attrib:
                element.set(name, element.get(name, "")[:CLASS_CHARS])
    headline = tree.find(".//h1")
    room, chars = READ_ELEMENTS if headline is None else MENU_ELEMENTS, READ_CHARS
    for element in tree.iter():
        room -= 1
        if element is headline:
            room, chars = READ_ELEMENTS, READ_CHARS
        if element.tag not in ("script", "style"):
            chars -= _letters(element.text)
        elif len(element.text or "") > READ_CHARS:
            element.text = None  # what its JSON says has been read
        if room < 0 or chars < 0:
            _drop_from(element)
            return True
        chars -= _letters(element.tail)
        if chars < 0:
            element.tail = (element.tail or "")[:chars]
    return chars < 0


def _letters(text: str | None) -> int:
    return 0 if not text or text.isspace() else len(text)


def _drop_from(element: HtmlElement) -> None:
    """Takes the element, and all that comes after it in the page's order, out of the tree."""
    node, parent, kept = element, element.getparent(), 0
    while parent is not None:
        del parent[parent.index(node) + kept :]
        node, parent, kept = parent, parent.getparent(), 1
        node.tail = None
