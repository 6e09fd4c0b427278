"""What an outlet lists: RSS, Atom, sitemaps, a sitemap index and robots.txt, as bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from flows.sample.newsroom import Feed, Outlet, Story

CONTENT_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_HTML = "<!doctype html><html><head><title>{0}</title></head><body><p>This feed has moved.</p></body></html>"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a feed."""

    url: str
    title: str
    section: str
    dated: datetime | None
    changed: datetime | None
    language: str


def feed(outlet: Outlet, spec: Feed, stories: Sequence[Story], night: int, base: str) -> tuple[str, bytes]:
    """The content type and the bytes of one feed on ``night``, over all of the outlet's stories."""
    if night in spec.html_on:
        return "text/html", _HTML.format(escape(outlet.name)).encode()
    if spec.form == "sitemap-index":
        return "application/xml", _index(outlet, base).encode()
    items = [] if night in spec.empty_on else list(_items(spec, stories, base))
    build = {"rss": _rss, "atom": _atom, "sitemap": _sitemap, "news-sitemap": _news_sitemap}[spec.form]
    return CONTENT_TYPES.get(spec.form, "application/xml"), (_HEAD + build(outlet, items, base)).encode()


def robots(outlet: Outlet, base: str) -> bytes:
    """The outlet's robots.txt."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in outlet.disallow] or ["Disallow:"]
    if outlet.crawl_delay_seconds is not None:
        lines.append(f"Crawl-delay: {outlet.crawl_delay_seconds}")
    lines += [
        f"Sitemap: {base}{spec.path}" for spec in outlet.feeds if spec.listed and "sitemap" in spec.form
    ]
    return ("\n".join(lines) + "\n").encode()


def _items(spec: Feed, stories: Sequence[Story], base: str) -> Iterator[Item]:
    """Newest first; a story with a second address is listed twice."""
    newest_first = sorted(stories, key=_moment, reverse=True)
    for story in newest_first:
        if spec.sections and story.section not in spec.sections:
            continue
        dated = None if story.unlisted_date else story.published
        changed = story.modified or dated
        for address in (story.address, story.also_at):
            if address:
                yield Item(base + address, story.title, story.section, dated, changed, story.language)


def _moment(story: Story) -> str:
    return story.published.isoformat() if story.published else ""


def _rss(outlet: Outlet, items: list[Item], base: str) -> str:
    body = "".join(
        f"<item><title>{escape(item.title)}</title><link>{escape(item.url)}</link>"
        f'<guid isPermaLink="true">{escape(item.url)}</guid><category>{escape(item.section)}</category>'
        + (f"<pubDate>{format_datetime(item.dated)}</pubDate>" if item.dated else "")
        + (f"<dcterms:modified>{item.changed.isoformat()}</dcterms:modified>" if item.changed else "")
        + "</item>\n"
        for item in items
    )
    return (
        f'<rss version="2.0" xmlns:dcterms="http://purl.org/dc/terms/"><channel><title>{escape(outlet.name)}</title><link>{base}/</link>'
        f"<description>Latest stories</description>\n{body}</channel></rss>\n"
    )


def _atom(outlet: Outlet, items: list[Item], base: str) -> str:
    body = "".join(
        f'<entry><title>{escape(item.title)}</title><link rel="alternate" href={quoteattr(item.url)}/>'
        f"<id>{escape(item.url)}</id><category term={quoteattr(item.section)}/>"
        + (f"<published>{item.dated.isoformat()}</published>" if item.dated else "")
        + (f"<updated>{item.changed.isoformat()}</updated>" if item.changed else "")
        + "</entry>\n"
        for item in items
    )
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(outlet.name)}</title>'
        f'<id>{base}/</id><link href="{base}/"/>\n{body}</feed>\n'
    )


def _sitemap(outlet: Outlet, items: list[Item], base: str) -> str:
    body = "".join(
        f"<url><loc>{escape(item.url)}</loc>"
        + (f"<lastmod>{item.changed.isoformat()}</lastmod>" if item.changed else "")
        + "</url>\n"
        for item in items
    )
    return f'<urlset xmlns="{_SITEMAPS}">\n{body}</urlset>\n'


def _news_sitemap(outlet: Outlet, items: list[Item], base: str) -> str:
    body = "".join(
        f"<url><loc>{escape(item.url)}</loc>"
        + (f"<lastmod>{item.changed.isoformat()}</lastmod>" if item.changed else "")
        + f"<news:news><news:publication><news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>{item.language}</news:language></news:publication>"
        + (f"<news:publication_date>{item.dated.isoformat()}</news:publication_date>" if item.dated else "")
        + f"<news:title>{escape(item.title)}</news:title></news:news></url>\n"
        for item in items
    )
    return f'<urlset xmlns="{_SITEMAPS}" xmlns:news="{_NEWS}">\n{body}</urlset>\n'


def _index(outlet: Outlet, base: str) -> str:
    members = [spec.path for spec in outlet.feeds if not spec.listed]
    body = "".join(f"<sitemap><loc>{base}{path}</loc></sitemap>\n" for path in members)
    return f'{_HEAD}<sitemapindex xmlns="{_SITEMAPS}">\n{body}</sitemapindex>\n'
