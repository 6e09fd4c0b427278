"""Title, author and section as a page gives them."""

import pytest

from extractors.article.metadata import author_of, section_of, title_of
from extractors.article.page import Page, parse


def page(head: str, body: str = "") -> Page:
    parsed = parse(f"<html><head>{head}</head><body>{body}<p>x</p></body></html>")
    assert parsed is not None
    return parsed


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Blast in Kabul - The Courier</title>", "<h1>Blast in Kabul</h1>", "Blast in Kabul"),
        ("<title>Blast in Kabul - The Courier</title>", "<h1>The Courier</h1><h2>x</h2>", "Blast in Kabul"),
        ("<title>Blast in Kabul kills four</title>", "<h1>Menu</h1><h1>Blast in Kabul kills four</h1>", None),
        ('<meta property="og:title" content="Blast in Kabul">', "", "Blast in Kabul"),
        ("", "<h1>Blast in Kabul</h1>", "Blast in Kabul"),
        ("<title>The Courier :: Blast in Kabul</title>", "<b>Blast in Kabul</b>", "Blast in Kabul"),
        ("<title>Blast | Kabul waits for answers</title>", "", "Blast | Kabul waits for answers"),
        ("", "<h1>One</h1><h1>Two</h1>", ""),
    ],
)
def test_title(head: str, body: str, title: str | None) -> None:
    expected = "Blast in Kabul kills four" if title is None else title or None
    assert title_of(page(head, body)) == expected


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("<small>May 3, 2021 10:10 pm by Our Correspondent</small>", "Our Correspondent"),
        ("<small>by Courier Report</small>", "Courier Report"),
        ("<p>By <a href='/n'>Nadia Shah</a></p>", "Nadia Shah"),
        ("<small>May 3, 2021</small>", None),
        ("<p>By Monday evening the road was open</p>", None),
        (f"<p>{'The road was shut by order of the governor. ' * 3}</p><p>By Nadia Shah</p>", None),
    ],
)
def test_an_unmarked_byline_below_the_headline(byline: str, author: str | None) -> None:
    assert author_of(page("<title>Blast in Kabul</title>", f"<h2>Blast in Kabul</h2>{byline}")) == author


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ('<meta name="author" content="By Nadia Shah">', "", "Nadia Shah"),
        ('<meta name="author" content="admin">', '<a rel="author">Nadia Shah</a>', "Nadia Shah"),
        ("", '<span class="byline">By Nadia Shah</span>', "Nadia Shah"),
        ('<meta name="author" content="https://a.example/nadia">', "", None),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle",'
            '"author":["Nadia Shah",{"name":"B. Khan"}]}</script>',
            "",
            "Nadia Shah; B. Khan",
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":[1]}}</script>',
            "",
            None,
        ),
    ],
)
def test_author(head: str, body: str, author: str | None) -> None:
    assert author_of(page(head, body)) == author


def test_section() -> None:
    assert section_of(page('<meta property="article:section" content="World">')) == "World"
    assert section_of(page("")) is None


def test_canonical_address_is_absolute_or_none() -> None:
    assert page('<link rel="canonical" href="http://[bad">').canonical_url is None
    assert page('<link rel="canonical" href="/relative">').canonical_url is None
    assert page('<link rel="canonical" href="https://a.example/1">').canonical_url == "https://a.example/1"
