"""One parsed tree for text, metadata and date, and what the page says of itself in its head."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from extractors.article.bounds import READ_CHARS, READ_ELEMENTS, cut, without_long_tags

Node = Mapping[str, Any]

MAX_ELEMENTS = 30_000  # three times what the heaviest story pages have
MAX_JSON_CHARS = 2_000_000
MAX_JSON_NODES = 5_000
MAX_JSON_DEPTH = 12
_STORY_TYPES = ("article", "posting", "report", "review")  # NewsArticle, BlogPosting, LiveBlogPosting, …
# Control characters, as themselves and as references: with one of them in the tree, extraction finds nothing.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_CONTROL_REFERENCES = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])(?:;|(?!\d))|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])(?:;|(?![0-9a-fA-F])))"
)
_LD_SCRIPTS = etree.XPath(".//script[@type='application/ld+json']")
_METAS = etree.XPath(".//meta[@content]")
_COUNT = etree.XPath("count(//*)")
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
_CANONICAL = etree.XPath(".//link[@rel='canonical']/@href", smart_strings=False)
_UNREAD = ("style", "svg", "template")
_BESIDE = ("link", "meta", "source", "aside", "footer")
_SHOWN = etree.XPath(
    "//body//text()[not(parent::script or parent::style or ancestor::noscript)]", smart_strings=False
)


class TooManyElements(Exception):
    """A page so large that it is no story."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page. ``meta``: the first content of each name, lower-cased; ``story``: its JSON-LD article;
    ``canonical_url``: the address it calls its own.

    ``whole`` is false where the page was so large that only its first part is read, by the fast ways alone.
    """

    tree: HtmlElement
    url: str | None
    meta: Mapping[str, str]
    story: Node
    nodes: tuple[Node, ...] = field(default=())
    whole: bool = True
    canonical_url: str | None = None

    def first_meta(self, *names: str) -> str | None:
        """The content of the first of these meta names that the page fills."""
        return next((self.meta[name] for name in names if name in self.meta), None)


def parse(text: str, url: str | None = None) -> Page | None:
    """The page in ``text``, or None where there is no element in it.

    Raises TooManyElements.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    # lxml.html asks a Python function for the class of every element it touches: a sixth of all time.
    parser.set_element_class_lookup(_ONE_CLASS)
    plain = text.encode("utf-8", "surrogatepass").translate(None, _CONTROLS)
    source = without_long_tags(_CONTROL_REFERENCES.sub(b"", plain))
    try:
        tree = document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    # Counting tags is quick, and no page has more elements than tags but for a few that are implied.
    count = cast(float, _COUNT(tree)) if source.count(b"<") > READ_ELEMENTS - 10 else 0
    if count > MAX_ELEMENTS:
        raise TooManyElements(f"more than {MAX_ELEMENTS} elements")
    nodes = tuple(_json_nodes(tree))
    large = count > READ_ELEMENTS or len(source) > READ_CHARS
    whole = not (large and cut(tree))
    meta = _metas(tree)
    return Page(tree, url, meta, _story(nodes), nodes, whole, _canonical(tree, meta, url))


def select(path: etree.XPath, tree: HtmlElement) -> list[HtmlElement]:
    """The elements at ``path``."""
    return cast(list[HtmlElement], path(tree))


def words(element: HtmlElement) -> str:
    """All text in the element, with single blanks."""
    return " ".join((element.text_content() if len(element) else element.text or "").split())


def shown_texts(page: Page) -> list[str]:
    """The page's pieces of text as a reader meets them, with single blanks."""
    return [piece for text in cast(list[str], _SHOWN(page.tree)) if (piece := " ".join(text.split()))]


def drop_unread(tree: HtmlElement) -> None:
    """Takes scripts, styles and drawings out of the tree, in place: extraction copies it several times."""
    for script in [each for each in tree.iter("script") if each.get("type") != "application/ld+json"]:
        script.drop_tree()
    etree.strip_elements(tree, *_UNREAD, with_tail=False)


def drop_beside(tree: HtmlElement) -> None:
    """Takes out, in place, what extraction would drop unread: it copies the tree several times."""
    etree.strip_elements(tree, *_BESIDE, with_tail=False)


def _canonical(tree: HtmlElement, meta: Mapping[str, str], url: str | None) -> str | None:
    """The address the page calls its own, made absolute; None where it gives none that can be one."""
    given = (*cast(list[str], _CANONICAL(tree)), meta.get("og:url"))
    return next((address for text in given if (address := _absolute(text, url))), None)


def _absolute(given: str | None, base: str | None) -> str | None:
    if not given:
        return None
    try:
        address = urljoin(base or "", given.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc and len(address) < 2000 else None


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in select(_METAS, tree):
        content = " ".join(element.get("content", "").split())
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _json_nodes(tree: HtmlElement) -> Iterator[Node]:
    for script in select(_LD_SCRIPTS, tree):
        source = (script.text or "").strip().rstrip(";")
        if not source or len(source) > MAX_JSON_CHARS:
            continue
        try:
            # Pages put raw line breaks into their strings: strict=False takes them.
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _walk(data)


def _walk(data: object) -> Iterator[Node]:
    stack: list[tuple[object, int]] = [(data, 0)]
    seen = 0
    while stack and seen < MAX_JSON_NODES:
        value, depth = stack.pop()
        seen += 1
        if depth > MAX_JSON_DEPTH:
            continue
        if isinstance(value, list):
            stack.extend((item, depth + 1) for item in reversed(value))
        elif isinstance(value, dict):
            yield value
            stack.extend((value[key], depth + 1) for key in ("mainEntity", "@graph") if key in value)


def _story(nodes: tuple[Node, ...]) -> Node:
    stories = [node for node in nodes if any(kind in types(node) for kind in _STORY_TYPES)]
    # A page of several stories lists teasers as well: its own node says when, or says the text.
    stories.sort(key=lambda node: ("articleBody" in node) + ("datePublished" in node), reverse=True)
    return stories[0] if stories else {}


def types(node: Node) -> str:
    """The node's @type, lower-cased, several joined by a blank."""
    given = node.get("@type")
    return " ".join(str(item) for item in (given if isinstance(given, list) else [given])).lower()


def texts(value: object) -> list[str]:
    """The strings in a JSON-LD value that may be a string, a list, or nodes with a name."""
    if isinstance(value, str):
        return [" ".join(value.split())] if value.strip() else []
    if isinstance(value, Mapping):
        return texts(value.get("name"))
    if isinstance(value, list):
        return [text for item in value[:50] for text in texts(item)]
    return []
