"""Sitemaps, news sitemaps and sitemap indexes, plain or gzipped: bytes in, candidates out."""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from extractors.records import Candidate
from flows.fetch.addresses import normalised
from flows.fetch.dates import instant
from flows.fetch.headers import one_line
from flows.fetch.listings import (
    ChildSitemap,
    Listing,
    NotAListingError,
    hint,
    listing,
    local_name,
    text_of,
)
from flows.fetch.xmlbytes import xml_in

MAX_BYTES = 50_000_000  # the protocol's own bound
MAX_ENTRIES = 50_000  # likewise
_ROOTS = frozenset({"urlset", "sitemapindex"})


def parse(body: bytes, url: str, source: str) -> Listing:
    """What the sitemap or index ``body`` that lay at ``url`` names, in its order. Raises NotAListingError."""
    plain = xml_in(body, MAX_BYTES)
    children, pages = [], []
    try:
        for element in _entries(plain):
            parts = _parts(element)
            if local_name(element) == "sitemap":
                child = normalised(parts.get("loc", ""), url)
                if child is not None:
                    children.append(ChildSitemap(child, instant(parts.get("lastmod"))))
            else:
                pages.append((parts.get("loc", ""), _page(parts, source)))
            if len(children) + len(pages) >= MAX_ENTRIES:
                break
    except (etree.XMLSyntaxError, ValueError) as error:
        if isinstance(error, NotAListingError):
            raise
        if not children and not pages:
            raise NotAListingError(f"no XML: {one_line(str(error))[:100]}") from None
    found = listing(pages, url)
    return Listing(found.candidates, tuple(children), found.bad_addresses)


def _entries(plain: bytes) -> Iterator[etree._Element]:
    """Each <url> and <sitemap>, dropped again once it was used: a full sitemap fills memory else."""
    is_rooted = False
    elements = etree.iterparse(
        BytesIO(plain),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for event, element in elements:
        if not is_rooted:
            if local_name(element) not in _ROOTS:
                raise NotAListingError(f"expected a sitemap, found <{one_line(str(element.tag))[:60]}>")
            is_rooted = True
        elif event == "end" and local_name(element) in ("url", "sitemap"):
            yield element
            element.clear()
            while (before := element.getprevious()) is not None:
                before.getparent().remove(before)
    if not is_rooted:
        raise NotAListingError("no XML")


def _parts(element: etree._Element) -> dict[str, str]:
    """The texts of an entry's own children and of its <news:news>; an image's <loc> is none of them."""
    parts: dict[str, str] = {}
    for part in element:
        if local_name(part) == "news":
            parts |= {f"news:{local_name(inner)}": text_of(inner).strip() for inner in part}
        else:
            parts.setdefault(local_name(part), text_of(part).strip())
    return parts


def _page(parts: dict[str, str], source: str) -> Candidate:
    return Candidate(
        source=source,
        url="",
        title=hint(parts.get("news:title")),
        published_at=instant(parts.get("news:publication_date")),
        modified_at=instant(parts.get("lastmod")),
    )
