"""Home and section pages: feeds named, articles linked."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fetch.listings import Listing, NotAListingError
from flows.fetch.sections import parse

URL = "https://www.outlet.example/world/"


def _links(*addresses: str) -> bytes:
    return "".join(f'<a href="{address}">read</a>' for address in addresses).encode()


def test_articles_of_the_site_are_taken_in_their_order_and_once() -> None:
    page = _links(
        "/news/1954321",
        "/2026/11/21/calm-in-herat",
        "https://outlet.example/a-b-c?utm_source=x",
        "/news/1954321#top",
    )
    assert [one.url for one in parse(page, URL, "outlet").candidates] == [
        "https://www.outlet.example/news/1954321",
        "https://www.outlet.example/2026/11/21/calm-in-herat",
        "https://outlet.example/a-b-c",
    ]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/",
            "/world",
            "/about-us",
            "/contact",
            "/login",
            "/tag/peace-talks-in-doha/",
            "/category/some-long-name/",
        ),
        *(
            "/photo-of-the-day.jpg",
            "/wp-content/uploads/2026/a-b-c.pdf",
            "/page/1234/",
            "mailto:a-b-c@x.example",
        ),
        *("https://elsewhere.example/a-b-c-d", "javascript:void(1234)", "http://[", "#1234"),
    ],
)
def test_other_links_are_not(address: str) -> None:
    with pytest.raises(NotAListingError):
        parse(_links(address), URL, "outlet")


def test_feeds_are_named_without_those_of_comments() -> None:
    page = b"""<html><head>
      <link rel="alternate" type="application/rss+xml" title="News" href="/feed/">
      <link rel="alternate" type="application/atom+xml; charset=utf-8" href="atom.xml">
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
      <link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">
      <link rel="stylesheet" type="text/css" href="/a.css"></head></html>"""
    assert [child.url for child in parse(page, URL, "outlet").children] == [
        "https://www.outlet.example/feed/",
        "https://www.outlet.example/world/atom.xml",
    ]


def test_a_base_is_heeded() -> None:
    page = b'<base href="https://www.outlet.example/old/">' + _links("a-b-c-d")
    assert parse(page, URL, "outlet").candidates[0].url == "https://www.outlet.example/old/a-b-c-d"


def test_a_flood_of_links_is_bounded() -> None:
    page = _links(*(f"/news/{n}" for n in range(10_000, 60_000)))
    assert len(parse(page, URL, "outlet").candidates) == 2_000


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"<a href='{text}'>".encode()))
def test_any_bytes_are_links_or_none(body: bytes) -> None:
    with suppress(NotAListingError):
        assert isinstance(parse(body, URL, "outlet"), Listing)
