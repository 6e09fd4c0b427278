"""Home and section pages: the feeds they name, and the articles they link to."""

import re
from itertools import islice
from urllib.parse import urlsplit

from courlan import check_url
from lxml import etree

from extractors.records import Candidate
from flows.fetch.addresses import normalised, site
from flows.fetch.headers import one_line
from flows.fetch.listings import ChildSitemap, Listing, NotAListingError, listing

MAX_BYTES = 5_000_000
_MAX_LINKS = 2_000  # of one page that are looked at
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
# a section's address is a word or two; an article's has a number or several words
_IS_LONG = re.compile(r"[0-9]{4}|[^/-]-[^/-]+-[^/-]|%[0-9A-F]{2}.*-")


def parse(body: bytes, url: str, source: str) -> Listing:
    """The articles that the page ``body`` at ``url`` links to, in its order; its feeds are the ``children``.

    Links count where they stay on the host, courlan takes their path for content, and it is as long as an
    article's. Raises NotAListingError where there is neither a link nor a feed.
    """
    try:
        root = etree.fromstring(body[:MAX_BYTES], etree.HTMLParser(no_network=True, recover=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAListingError(f"no page: {one_line(str(error))[:100]}") from None
    if root is None:
        raise NotAListingError("no page")
    base = next((normalised(tag.get("href") or "", url) for tag in root.iter("base")), None) or url
    written = (normalised(link.get("href") or "", base) for link in islice(root.iter("a"), _MAX_LINKS))
    links = dict.fromkeys(link for link in written if link and _is_article(link, url))
    children = tuple(ChildSitemap(feed, None) for feed in _feeds(root, base))
    if not links and not children:
        raise NotAListingError("no links to articles, and no feed named")
    found = listing(((link, Candidate(source, "")) for link in links), url)
    return Listing(tuple(dict.fromkeys(found.candidates)), children)


def _feeds(root: etree._Element, base: str) -> list[str]:
    feeds: dict[str, None] = {}
    for link in islice(root.iter("link"), _MAX_LINKS):
        is_feed = (link.get("type") or "").split(";")[0].strip().lower() in _FEED_TYPES
        about = f"{link.get('title') or ''} {link.get('href') or ''}".lower()
        if is_feed and "comment" not in about and (found := normalised(link.get("href") or "", base)):
            feeds[found] = None
    return list(feeds)


def _is_article(address: str, page: str) -> bool:
    parts = urlsplit(address)
    if site(address) != site(page) or not _IS_LONG.search(f"{parts.path}?{parts.query}"):
        return False
    # the host is settled; courlan knows none on loopback
    return check_url(f"https://outlet.example{parts.path}?{parts.query}".rstrip("?"), strict=True) is not None
