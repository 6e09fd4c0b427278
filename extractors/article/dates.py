"""When a page was published and changed, by the most reliable signal it gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from htmldate import find_date
from htmldate.extractors import external_date_parser
from lxml import etree
from lxml.html import HtmlElement

from extractors.article.moments import FETCH_TOLERANCE, Moment, is_known_at, read_day, read_moment
from extractors.article.page import Page, select, words

_PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article:published",
    "og:published_time",
    "og:pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "publication_date",
    "publication-date",
    "published-date",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dc.created",
    "dcterms.available",
    "article_date_original",
    "originalpublicationdate",
    "datecreated",
    "date",
    "created",
    "creation_date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "rnews:datepublished",
    "displaydate",
    "analyticsattributes.articledate",
    "shareaholic:article_published_time",
    "article.published",
    "citation_date",
    "citation_publication_date",
)
_MODIFIED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
_MARKED = etree.XPath(
    "(//@itemprop[.='datePublished'] | //@property[.='datePublished'] | //@pubdate)"
    "/parent::*[@datetime or @content or normalize-space()]"
)
_TIMES = etree.XPath("//time[@datetime]")
_ABBRS = etree.XPath(
    "//abbr[@title][contains(@class,'published')] | //@class[.='dt-published']/parent::*[@datetime]"
)
_BOLD = ("h2", "h3", "b", "strong", "font")  # a headline's tags on pages without h1
BYLINE_TEXTS = 8  # below a headline the first eight texts hold its date, or its date is elsewhere
BYLINE_CHARS = 80
_URL_DAY = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>[01]?\d)[/-](?P<d>[0-3]?\d)(?=[/_-]|$)")
_URL_COMPACT = re.compile(r"(?<!\d)(?P<y>20[0-3]\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Dating:
    """The publication, which signal gave it, and the last change."""

    published: Moment | None = None
    published_from: str | None = None
    modified: Moment | None = None


def date_page(
    page: Page,
    title: str | None,
    fetched_at: datetime,
    outside: Moment | None = None,
    outside_from: str = "feed",
) -> Dating:
    """The page's dates. ``outside`` is what the feed or the row said.

    Order of trust: JSON-LD, meta tags, the feed, marked elements, the address, a date right below the
    headline, then what htmldate finds (its extensive search only where its fast one finds nothing, and
    on no page too large to be read whole). A moment later than the fetch is passed over, so that a
    template's mistake never becomes a date.
    """
    modified = next(
        (m for given in _modified(page) if (m := read_moment(given)) and is_known_at(m, fetched_at)),
        None,
    )
    for source, given in _published(page, outside, outside_from):
        moment = read_moment(given) if isinstance(given, str) else given
        if moment is not None and is_known_at(moment, fetched_at):
            local = _local_day(moment, page)
            return Dating(local, "url", modified) if local else Dating(moment, source, modified)
    found = _below_headline(page, title)
    if found is None or not is_known_at(found, fetched_at):
        found = _searched(page, fetched_at)
    return Dating(found, "page text" if found else None, modified)


def warm_up_dates() -> None:
    """Loads dateparser's languages, which takes three seconds.

    The words are in none of them, so that all are looked at.
    """
    external_date_parser("3 xxqx 2011", "%Y-%m-%d")


def _published(page: Page, outside: Moment | None, outside_from: str) -> Iterator[tuple[str, str | Moment]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        value = page.story.get(key)
        if isinstance(value, str):
            yield "json-ld", value
    for name in _PUBLISHED_METAS:
        if name in page.meta:
            yield "meta", page.meta[name]
    if outside is not None:
        yield outside_from, outside
    for element in select(_MARKED, page.tree):
        yield "markup", element.get("datetime") or element.get("content") or words(element)
    for element in select(_ABBRS, page.tree):
        yield "markup", element.get("datetime") or element.get("title", "")
    for address in (page.url, page.canonical_url):
        day = _url_day(address)
        if day:
            yield "url", day
    times = select(_TIMES, page.tree)
    if times and (first := _time_near_headline(page.tree, times)) is not None:
        yield "markup", first.get("datetime", "")


def _modified(page: Page) -> Iterator[str]:
    value = page.story.get("dateModified")
    if isinstance(value, str):
        yield value
    for name in _MODIFIED_METAS:
        if name in page.meta:
            yield page.meta[name]


def _time_near_headline(tree: HtmlElement, times: list[HtmlElement]) -> HtmlElement | None:
    """The first <time> after the headline; those above it belong to tickers and the day's date."""
    order = {element: position for position, element in enumerate(tree.iter("h1", "time"))}
    headline = next((position for element, position in order.items() if element.tag == "h1"), None)
    if headline is None:
        return times[0] if len(times) == 1 else None
    return next(
        (element for element in times if order.get(element, 0) > headline),
        times[0] if len(times) == 1 else None,
    )


def _url_day(address: str | None) -> date | None:
    if not address:
        return None
    found = _URL_DAY.search(address) or _URL_COMPACT.search(address)
    return read_day(f"{found['y']}-{found['m']}-{found['d']}") if found else None


def _local_day(moment: Moment, page: Page) -> date | None:
    """The newsroom's own day, where a clock in UTC puts the story on the day before or after it."""
    if not isinstance(moment, datetime) or moment.utcoffset() != timedelta(0):
        return None
    day = _url_day(page.url) or _url_day(page.canonical_url)
    if day is None:
        return None
    before, after = timedelta(days=-1), timedelta(days=1)
    ahead = day - moment.date()
    return day if (ahead == before and moment.hour < 8) or (ahead == after and moment.hour >= 11) else None


def _below_headline(page: Page, title: str | None) -> date | None:
    """The day in one of the first short texts below the headline."""
    headings = list(page.tree.iter("h1"))
    heading = next((h1 for h1 in headings if words(h1) == title), headings[0] if len(headings) == 1 else None)
    if not headings and title:
        heading = next((each for each in page.tree.iter(*_BOLD) if words(each) == title), None)
    if heading is None:
        return None
    for text in islice(_texts_after(heading), BYLINE_TEXTS):
        if len(text) <= BYLINE_CHARS and (day := read_day(text)):
            return day
    return None


def _texts_after(heading: HtmlElement) -> Iterator[str]:
    """The visible texts that follow an element, in the page's order."""
    node: HtmlElement | None = heading
    while node is not None:
        yield from _visible(node.tail)
        for sibling in node.itersiblings():
            for event, element in etree.iterwalk(sibling, events=("start", "end")):
                hidden = event == "start" and element.tag in ("script", "style", "noscript")
                yield from () if hidden else _visible(element.text if event == "start" else element.tail)
        node = node.getparent()


def _visible(text: str | None) -> Iterator[str]:
    if text and not text.isspace():
        yield " ".join(text.split())


def _searched(page: Page, fetched_at: datetime) -> date | None:
    latest = fetched_at + FETCH_TOLERANCE
    for extensive in (False, True) if page.whole else (False,):
        try:
            found = find_date(
                page.tree,
                extensive_search=extensive,
                original_date=True,
                url=page.url,
                min_date=datetime(1990, 1, 1),  # noqa: DTZ001 - htmldate compares naive days
                max_date=(latest + timedelta(days=1)).strftime("%Y-%m-%d"),
            )
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None  # control characters, for one: they cost the page its date, not its text
        day = read_day(found) if found else None
        # The first of January is what htmldate makes of a year that stands alone.
        if day and (day.month, day.day) != (1, 1) and is_known_at(day, fetched_at):
            return day
    return None
