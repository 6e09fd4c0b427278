"""Sitemaps, news sitemaps and indexes as bytes."""

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.fetch import sitemaps
from flows.fetch.listings import Listing, NotAListingError

URL = "https://outlet.example/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
NS += ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def _parse(body: bytes | str) -> Listing:
    return sitemaps.parse(body.encode() if isinstance(body, str) else body, URL, "outlet")


def _urls(entries: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NS}>{entries}</urlset>'


def test_a_plain_sitemap_tells_of_changes() -> None:
    [found] = _parse(_urls("<url><loc> /1?fbclid=x </loc><lastmod>2026-11-20</lastmod></url>")).candidates
    assert (found.url, found.published_at) == ("https://outlet.example/1", None)
    assert found.modified_at == datetime(2026, 11, 20, tzinfo=UTC)


def test_a_news_sitemap_gives_title_and_time_and_no_picture() -> None:
    entry = """<url><loc>https://outlet.example/2</loc>
        <image:image><image:loc>https://outlet.example/p.jpg</image:loc><image:title>Pic</image:title></image:image>
        <news:news><news:publication><news:name>Outlet</news:name><news:language>en</news:language></news:publication>
        <news:publication_date>2026-11-21T09:30:00+05:00</news:publication_date>
        <news:title>Two &amp; more</news:title></news:news></url>"""
    [found] = _parse(_urls(entry)).candidates
    assert (found.url, found.title) == ("https://outlet.example/2", "Two & more")
    assert found.published_at == datetime.fromisoformat("2026-11-21T09:30:00+05:00")


def test_an_index_names_its_children() -> None:
    body = f"""<sitemapindex {NS}><sitemap><loc>/s1.xml</loc><lastmod>2026-11-21T00:00:00Z</lastmod></sitemap>
        <sitemap><loc>file:///etc/passwd</loc></sitemap><sitemap><loc>/s2.xml.gz</loc></sitemap></sitemapindex>"""
    assert [(child.url, child.modified_at) for child in _parse(body).children] == [
        ("https://outlet.example/s1.xml", datetime(2026, 11, 21, tzinfo=UTC)),
        ("https://outlet.example/s2.xml.gz", None),
    ]


def test_packed_sitemaps_are_unpacked_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(_parse(gzip.compress(_urls("<url><loc>/1</loc></url>").encode())).candidates) == 1
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 1_000_000)
    for body in (gzip.compress(bytes(2_000_000)), gzip.compress(b"x" * 100)[:-12]):
        with pytest.raises(NotAListingError):
            _parse(body)


def test_missing_namespaces_and_a_cut_end_are_forgiven() -> None:
    assert len(_parse("<urlset><url><loc>/1</loc></url><url><loc>/2</loc></url><url><lo").candidates) >= 2


@pytest.mark.parametrize("body", [b"", b"x", b"<html/>", b"<rss version='2.0'/>", b"\x1f\x8b\x08"])
def test_what_is_no_sitemap_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NotAListingError):
        _parse(body)


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{laughs}]><urlset><url><loc>/&l11;</loc></url></urlset>'
    assert not [one for one in _parse(body).candidates if len(one.url) > 100]


@pytest.mark.timeout(120)
def test_entries_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_ENTRIES", 1_000)
    assert len(_parse(_urls("<url><loc>/1</loc></url>" * 5_000)).candidates) == 1_000


_PIECES = st.sampled_from(
    [
        *(
            "<urlset>",
            "<sitemapindex>",
            "<url>",
            "</url>",
            "<loc>",
            "</loc>",
            "/1",
            "<lastmod>",
            "2026",
            "</lastmod>",
        ),
        *("<news:news>", "<!--", "-->", "&x;", "\x00", "<sitemap>", "</sitemap>", "</urlset>", "<![CDATA["),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(_PIECES, max_size=30).map(lambda p: "".join(p).encode())))
def test_any_bytes_are_candidates_or_no_sitemap(body: bytes) -> None:
    try:
        found = _parse(body)
    except NotAListingError:
        return
    for url in [one.url for one in found.candidates] + [child.url for child in found.children]:
        assert url.startswith(("http://", "https://"))
