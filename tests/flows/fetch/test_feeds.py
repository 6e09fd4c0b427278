"""Feeds as bytes, well-formed, sloppy and hostile."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Candidate
from flows.fetch import feeds
from flows.fetch.listings import NotAListingError

URL = "https://outlet.example/feed.xml"


def _parse(body: bytes | str) -> tuple[Candidate, ...]:
    return feeds.parse(body.encode() if isinstance(body, str) else body, URL, "outlet").candidates


def _rss(items: str, version: str = "2.0", head: str = "") -> str:
    return f'{head}<rss version="{version}"><channel><title>Outlet</title>{items}</channel></rss>'


ITEM = """<item><title>Calm returns to &lt;i&gt;Zhob&lt;/i&gt; &amp;amp; Loralai</title>
    <link>/news/1?utm_source=rss#top</link><pubDate>Sat, 21 Nov 2026 10:00:00 +0500</pubDate>
    <category>Balochistan</category><category>Daily</category></item>"""


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_rss_gives_address_title_section_and_time(version: str) -> None:
    [found] = _parse(_rss(ITEM, version))
    assert found == Candidate(
        "outlet",
        "https://outlet.example/news/1",
        "Calm returns to Zhob & Loralai",
        "Balochistan",
        datetime.fromisoformat("2026-11-21T10:00:00+05:00"),
    )
    assert found.published_at is not None
    assert found.published_at.utcoffset() is not None


def test_rdf_with_dublin_core() -> None:
    [found] = _parse(
        """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://outlet.example/"><title>Outlet</title></channel>
        <item rdf:about="https://outlet.example/2"><title>Two</title><link>https://outlet.example/2</link>
        <dc:date>2026-11-20T08:00:00Z</dc:date><dc:subject>World</dc:subject></item></rdf:RDF>"""
    )
    assert (found.url, found.title, found.section) == ("https://outlet.example/2", "Two", "World")
    assert found.published_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert found.modified_at is None


def test_atom_tells_of_changes_and_takes_the_right_link() -> None:
    [found] = _parse(
        """<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet</title><entry>
        <link rel="self" href="https://outlet.example/entry/3"/>
        <link rel="alternate" type="text/html" href="https://outlet.example/3"/>
        <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Three <b>bold</b></div></title>
        <category term="Afghanistan"/><published>2026-11-20T08:00:00Z</published>
        <updated>2026-11-21T09:00:00Z</updated></entry></feed>"""
    )
    assert (found.url, found.title, found.section) == (
        "https://outlet.example/3",
        "Three bold",
        "Afghanistan",
    )
    assert found.published_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert found.modified_at == datetime(2026, 11, 21, 9, tzinfo=UTC)


def test_a_permanent_guid_stands_in_for_a_link_and_an_original_link_goes_first() -> None:
    items = (
        "<item><guid isPermaLink='true'>https://outlet.example/4</guid></item>"
        "<item xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'><link>https://proxy.example/x</link>"
        "<f:origLink>https://outlet.example/5</f:origLink></item>"
    )
    assert [one.url for one in _parse(_rss(items))] == [
        "https://outlet.example/4",
        "https://outlet.example/5",
    ]


def test_entries_without_a_usable_address_are_told() -> None:
    items = "<item><title>x</title></item><item><link>javascript:x</link></item><item><link>/6</link></item>"
    found = feeds.parse(_rss(items).encode(), URL, "outlet")
    assert [one.url for one in found.candidates] == ["https://outlet.example/6"]
    assert found.bad_addresses == ("", "javascript:x")


@pytest.mark.parametrize(
    "body",
    [
        _rss(ITEM)[:-30],
        _rss(ITEM).replace("</channel>", "</chanel>"),
        "\n \n" + _rss(ITEM, head='<?xml version="1.0"?>'),
        "\ufeff" + _rss(ITEM),
        _rss(ITEM).replace("Calm", "Calm &nbsp;& <"),
        _rss(ITEM).replace("Calm", "Calm \x08"),
    ],
    ids=["cut", "wrong end tag", "leading blanks", "byte order mark", "loose signs", "control character"],
)
def test_sloppy_feeds_are_read(body: str) -> None:
    assert [one.url for one in _parse(body)] == ["https://outlet.example/news/1"]


def test_titles_are_cut_and_cleaned() -> None:
    [found] = _parse(_rss(f"<item><link>/7</link><title>\n a\t\u2028 b {'x' * 10_000}</title></item>"))
    assert found.title is not None
    assert found.title.startswith("a b x")
    assert len(found.title) == 500


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"no xml", b"<html><body>Not found</body></html>", b'{"json": 1}', b"\x00\x01\x02", b"<"],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NotAListingError):
        _parse(body)


def test_an_empty_feed_is_a_feed() -> None:
    assert _parse(_rss("")) == ()


def test_entities_are_not_expanded_and_nothing_outside_is_read() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    dtd = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    [found] = _parse(_rss("<item><link>/8</link><title>a &l11; &f; b</title></item>", head=dtd))
    assert found.title is not None
    assert found.title.startswith("a")
    assert "haha" not in found.title
    assert len(found.title) < 50


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "body",
    [
        _rss(f"<item><link>/1</link><author>{'a.' * 300_000}</author></item>"),
        _rss(f"<item><link>/1</link><pubDate>{'1 ' * 300_000}</pubDate></item>"),
        _rss(f"<item><link>/1</link><title>{'<' * 300_000}</title></item>"),
        _rss(f"<item><link>/1</link><title>{'&' * 300_000}</title></item>"),
        _rss("<item><link>/1</link>" + "<a>" * 300_000),
        _rss("<item><link>/1</link>" + "<title>x</title>" * 100_000 + "</item>"),
        "<!DOCTYPE rss [" + "<!ENTITY a " * 100_000,
        _rss("<item><link>/1</link></item>" * 30_000),
    ],
    ids=["author", "date", "angles", "ampersands", "depth", "titles", "declarations", "entries"],
)
def test_hostile_feeds_cost_seconds_not_hours(body: str) -> None:
    with suppress(NotAListingError):
        assert len(_parse(body)) <= feeds.MAX_ENTRIES


def test_bytes_that_name_a_file_are_not_opened() -> None:
    with pytest.raises(NotAListingError):
        _parse(b"/etc/hostname")


_PIECES = st.sampled_from(
    [
        *(
            "<rss version='2.0'>",
            "<channel>",
            "<item>",
            "</item>",
            "<link>",
            "/1",
            "</link>",
            "<title>",
            "</title>",
        ),
        *(
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "&lt;",
            "&x;",
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry>",
        ),
        *(
            "<link href='/2'/>",
            "<pubDate>",
            "9999-99-99",
            "0001-01-01T00:00:00+14:00",
            "</pubDate>",
            "<?xml",
            "?>",
        ),
        *(
            "<updated>",
            "31 Feb 2026 25:61:61 XYZ",
            "</updated>",
            "<category term=''/>",
            "<guid>",
            "</guid>",
            "\x00",
        ),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(_PIECES, max_size=30).map(lambda p: "".join(p).encode())))
def test_any_bytes_are_candidates_or_no_feed(body: bytes) -> None:
    try:
        found = feeds.parse(body, URL, "outlet")
    except NotAListingError:
        return
    for one in found.candidates:
        assert one.url.startswith(("http://", "https://"))
        assert one.published_at is None or one.published_at.tzinfo is not None
