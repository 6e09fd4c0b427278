"""Feeds and sitemaps as outlets' own programs write them, with the faults that these have."""

import gzip
from datetime import UTC, datetime

import pytest

from extractors.records import Candidate
from flows.fetch import feeds, sitemaps

URL = "https://outlet.example/feeds/news.xml"

WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:atom="http://www.w3.org/2005/Atom" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel><title>Outlet &#8211; News</title><link>https://outlet.example</link>
<atom:link href="https://outlet.example/feed/" rel="self" type="application/rss+xml" />
<image><url>https://outlet.example/i.png</url><title>Outlet</title><link>https://outlet.example</link></image>
<item><title>Two held in Swat&#8217;s Mingora &#8216;after raid&#8217;</title>
    <link>https://outlet.example/2026/11/21/two-held/?utm_source=rss&#038;utm_medium=rss</link>
    <comments>https://outlet.example/2026/11/21/two-held/#respond</comments>
    <dc:creator><![CDATA[Staff]]></dc:creator><pubDate>Sat, 21 Nov 2026 09:30:12 +0000</pubDate>
    <category><![CDATA[Pakistan &amp; Region]]></category>
    <guid isPermaLink="false">https://outlet.example/?p=1234</guid>
    <content:encoded><![CDATA[<p>Police held two. <a href="x">More</a></p>]]></content:encoded>
    <slash:comments>0</slash:comments></item></channel></rss>"""
FROM_WORDPRESS = Candidate(
    "outlet",
    "https://outlet.example/2026/11/21/two-held/",
    "Two held in Swat’s Mingora ‘after raid’",
    "Pakistan & Region",
    datetime(2026, 11, 21, 9, 30, 12, tzinfo=UTC),
)
BLOGGER = """<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href="http://www.blogger.com/styles/atom.css"
    type="text/css"?><feed xmlns='http://www.w3.org/2005/Atom'><id>tag:blogger.com,1999:blog-1</id>
<updated>2026-11-21T10:00:00.000+05:00</updated><title type='text'>Blog</title><entry>
<id>tag:blogger.com,1999:blog-1.post-2</id><published>2026-11-20T08:00:00.000+05:00</published>
<updated>2026-11-20T09:15:00.000+05:00</updated>
<category scheme='http://www.blogger.com/atom/ns#' term='Quetta'/>
<title type='html'>Calm in &lt;b&gt;Quetta&lt;/b&gt; &amp;amp; Pishin</title>
<link rel='replies' type='application/atom+xml' href='http://blog.example/feeds/2/comments/default'/>
<link rel='self' type='application/atom+xml' href='http://www.blogger.com/feeds/1/posts/default/2'/>
<link rel='alternate' type='text/html' href='http://blog.example/2026/11/calm.html' title='Calm'/>
<author><name>A</name></author></entry></feed>"""


def _only(body: bytes | str) -> Candidate:
    listing = feeds.parse(body if isinstance(body, bytes) else body.encode(), URL, "outlet")
    assert listing.bad_addresses == ()
    [found] = listing.candidates
    return found


def _rss(item: str, head: str = "") -> str:
    return f'{head}<rss version="2.0"><channel><item>{item}</item></channel></rss>'


@pytest.mark.parametrize(
    "body",
    [
        WORDPRESS.encode(),
        b"\xef\xbb\xbf\r\n\r\n" + WORDPRESS.encode(),
        b"<br />\n<b>Notice</b>: Undefined index in <b>/srv/x.php</b>\n" + WORDPRESS.encode(),
        WORDPRESS.replace("UTF-8", "UTF-16").encode("utf-16"),
        gzip.compress(WORDPRESS.encode()),
    ],
    ids=["as it is", "byte order mark", "a program's complaint", "UTF-16", "gzip unasked"],
)
def test_wordpress(body: bytes) -> None:
    assert _only(body) == FROM_WORDPRESS


def test_blogger() -> None:
    found = _only(BLOGGER)
    assert (found.url, found.section) == ("http://blog.example/2026/11/calm.html", "Quetta")
    assert found.title == "Calm in Quetta & Pishin"
    assert found.published_at == datetime.fromisoformat("2026-11-20T08:00:00+05:00")
    assert found.modified_at == datetime.fromisoformat("2026-11-20T09:15:00+05:00")


def test_rss_0_90() -> None:
    found = _only(
        """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Outlet</title></channel>
        <item><title>One</title><link>/1</link></item></rdf:RDF>"""
    )
    assert (found.url, found.title) == ("https://outlet.example/1", "One")


def test_atom_0_3() -> None:
    found = _only(
        """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Old</title>
        <link rel="alternate" type="text/html" href="/1"/><issued>2026-11-20T09:15:00Z</issued>
        <modified>2026-11-20T10:15:00Z</modified></entry></feed>"""
    )
    assert (found.title, found.url) == ("Old", "https://outlet.example/1")
    assert (found.published_at, found.modified_at) == (
        datetime(2026, 11, 20, 9, 15, tzinfo=UTC),
        datetime(2026, 11, 20, 10, 15, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("<link>../news/1</link>", "https://outlet.example/news/1"),
        ("<link>//cdn.example/2</link>", "https://cdn.example/2"),
        ("<link>?id=3</link>", "https://outlet.example/feeds/news.xml?id=3"),
        ("<link>/4?a=1&b=2</link>", "https://outlet.example/4?a=1&b=2"),
        ("<link><![CDATA[\n  /5?a=1&b=2\n ]]></link>", "https://outlet.example/5?a=1&b=2"),
        ("<title>Caf&eacute; &foo; &</title><link>/6?a=1&b=2</link>", "https://outlet.example/6?a=1&b=2"),
        ("<guid>https://outlet.example/7</guid>", "https://outlet.example/7"),
        ('<guid isPermaLink="false">x</guid><link>/8</link>', "https://outlet.example/8"),
        ("<link/>\n<guid>https://outlet.example/9</guid>", "https://outlet.example/9"),
    ],
)
def test_addresses_as_they_are_written(link: str, url: str) -> None:
    assert _only(_rss(link)).url == url


def test_an_atom_feed_may_say_what_its_addresses_are_relative_to() -> None:
    found = _only(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://outlet.example/world/">'
        '<entry><title>x</title><link href="story.html"/></entry></feed>'
    )
    assert found.url == "https://outlet.example/world/story.html"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Caf&eacute; open &mdash; &nbsp;two hurt", "Café open — two hurt"),
        ("Army&amp;#8217;s &amp;quot;raid&amp;quot; &lt;b&gt;now&lt;/b&gt;", 'Army’s "raid" now'),
        ("<![CDATA[ A &amp; B ]]>", "A & B"),
        ("A & B &unknown; C", "A & B &unknown; C"),
        ("A &#0;B&#x1b;[31m C\x0b &#xD800; &amp; D", "A B [31m C & D"),
    ],
)
def test_titles_as_they_are_escaped(written: str, title: str) -> None:
    assert _only(_rss(f"<title>{written}</title><link>/1</link>")).title == title


@pytest.mark.parametrize(
    ("declared", "encoding", "title"),
    [
        ("utf-8", "windows-1252", "Mayor’s café"),
        (None, "windows-1252", "Mayor’s café"),
        ("windows-1252", "windows-1252", "Mayor’s café"),
        ("iso-8859-1", "utf-8", "Mayor – پاک"),
        ("utf-16", "utf-8", "Mayor – پاک"),
    ],
)
def test_titles_in_another_charset_than_is_said(declared: str | None, encoding: str, title: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    assert _only(_rss(f"<title>{title}</title><link>/1</link>", head).encode(encoding)).title == title


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sat, 21 Nov 2026 09:30:12 PKT", "2026-11-21T09:30:12+05:00"),
        ("Sat, 21 Nov 2026 09:30:12 AFT", "2026-11-21T09:30:12+04:30"),
        ("Sat, 21 Nov 2026 09:30:12 +05:00", "2026-11-21T09:30:12+05:00"),
        ("Sat, 21 Nov 2026 09:30:12 UTC+5", "2026-11-21T09:30:12+05:00"),
        ("Sat, 21 Nov 2026 09:30:12 EST", "2026-11-21T09:30:12-05:00"),
        ("Sat, 21 Nov 26 09:30:12 GMT", "2026-11-21T09:30:12+00:00"),
        ("Sat Nov 21 09:30:12 2026", "2026-11-21T09:30:12+00:00"),
        ("2026-11-21 09:30:12", "2026-11-21T09:30:12+00:00"),
        ("2026-11-21T09:30:12+0500", "2026-11-21T09:30:12+05:00"),
        ("Nov 21, 2026 9:30 AM", "2026-11-21T09:30:00+00:00"),
        ("1795253412", None),
        ("yesterday", None),
    ],
)
def test_times_as_they_are_written(written: str, read: str | None) -> None:
    found = _only(_rss(f"<link>/1</link><pubDate>{written}</pubDate>"))
    assert found.published_at == (datetime.fromisoformat(read) if read else None)


NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="//outlet.example/main-sitemap.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://outlet.example/news/1?a=1&amp;b=2 </loc><lastmod>2026-11-21T10:00:00+05:00</lastmod>
<image:image><image:loc>https://outlet.example/p.jpg</image:loc><image:title>pic</image:title></image:image>
<news:news><news:publication><news:name>Outlet</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-21T09:00:00+05:00</news:publication_date>
<news:title>Calm &amp;amp; quiet</news:title><news:keywords>Swat</news:keywords></news:news></url></urlset>"""


@pytest.mark.parametrize(
    "body",
    [
        NEWS.encode(),
        b"\xef\xbb\xbf\r\n" + NEWS.encode(),
        gzip.compress(NEWS.encode()),
        NEWS.replace("&amp;b=2", "&b=2").encode(),
        NEWS.replace('xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', "").encode(),
        NEWS.replace("http://www.", "https://www.").encode(),
    ],
    ids=["as it is", "byte order mark", "gzip", "bare ampersand", "undeclared prefix", "https namespace"],
)
def test_a_news_sitemap(body: bytes) -> None:
    [found] = sitemaps.parse(body, URL, "outlet").candidates
    assert (found.url, found.title) == ("https://outlet.example/news/1?a=1&b=2", "Calm & quiet")
    assert found.published_at == datetime.fromisoformat("2026-11-21T09:00:00+05:00")
    assert found.modified_at == datetime.fromisoformat("2026-11-21T10:00:00+05:00")
