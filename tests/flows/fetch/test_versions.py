"""AMP and print versions lead to their article."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fetch.addresses import normalised
from flows.fetch.versions import article_address, article_of_amp, canonical_address


@pytest.mark.parametrize(
    ("version", "article"),
    [
        ("https://outlet.example/story-1/amp/", "https://outlet.example/story-1/"),
        ("https://outlet.example/story-1/amp?id=3", "https://outlet.example/story-1?id=3"),
        ("https://outlet.example/amp/news/story-1", "https://outlet.example/news/story-1"),
        ("https://outlet.example/news/amp/story-1", "https://outlet.example/news/story-1"),
        ("https://outlet.example/story.amp.html", "https://outlet.example/story.html"),
        ("https://outlet.example/story?amp=1", "https://outlet.example/story"),
        ("https://outlet.example/story?id=3&outputType=amp", "https://outlet.example/story?id=3"),
        ("https://outlet.example/story?print=true", "https://outlet.example/story"),
        ("https://outlet.example/2026/story/print/", "https://outlet.example/2026/story/"),
        (
            "https://outlet-example.cdn.ampproject.org/c/s/outlet.example/story-1",
            "https://outlet.example/story-1",
        ),
        ("https://www.google.com/amp/s/outlet.example/story-1/amp", "https://outlet.example/story-1"),
    ],
)
def test_a_version_leads_to_its_article(version: str, article: str) -> None:
    assert article_address(str(normalised(version))) == article


@pytest.mark.parametrize(
    "address",
    [
        "https://outlet.example/print/1234-a-printed-edition",
        "https://outlet.example/amp",
        "https://outlet.example/print",
        "https://outlet.example/amplifiers/print-shops",
        "https://outlet.example/story?page=2&print=3",
        "https://outlet.example/print.php?id=3",
    ],
)
def test_other_addresses_stay(address: str) -> None:
    assert article_address(address) == address


@given(st.text(max_size=60).map(lambda tail: normalised(f"https://outlet.example/{tail}")))
def test_any_address_leads_to_an_address(address: str | None) -> None:
    if address is not None:
        assert normalised(article_address(address)) == article_address(address)


@pytest.mark.parametrize(
    ("body", "article"),
    [
        ("<!doctype html><html amp lang=en><link rel=canonical href='/a'>", "https://outlet.example/a"),
        (
            "<html \u26a1><head><link rel='canonical' href='https://outlet.example/a'>",
            "https://outlet.example/a",
        ),
        ("<html amp><link rel=canonical href='/amp/a'>", None),
        ("<html amp><link rel=canonical href='javascript:alert(1)'>", None),
        ("<html amp><link rel=canonical href='https://elsewhere.example/a'>", None),
        (
            "<html amp><link rel=canonical href='https://www.outlet.example/a'>",
            "https://www.outlet.example/a",
        ),
        ("<html amp><p>no link", None),
        ("<html lang=en><link rel=canonical href='/a'>", None),
        ("", None),
    ],
)
def test_an_amp_page_names_its_article(body: str, article: str | None) -> None:
    assert article_of_amp(body.encode(), "https://outlet.example/amp/a") == article


def test_ten_megabytes_of_nothing_are_no_amp_page() -> None:
    assert article_of_amp(b"<html " + b"x " * 5_000_000, "https://outlet.example/a") is None


@pytest.mark.parametrize(
    ("canonical", "is_believed"),
    [
        ("/news/48211", True),
        ("https://www.outlet.example/world/calm-after-the-storm?page=1", True),
        ("/", False),
        ("/world/", False),
        ("/news/48212/another-day-of-calm", False),
        ("/20261121/other", False),
        ("https://elsewhere.example/news/48211", False),
        ("/20261121/48211/calm-after-the-storm", False),  # itself
    ],
)
def test_a_page_is_believed_to_be_the_same_story_under_another_address(
    canonical: str, is_believed: bool
) -> None:
    url = "https://outlet.example/20261121/48211/calm-after-the-storm"
    body = f"<html><head><link rel=stylesheet href=/x><LINK href='{canonical}' rel='canonical'/>"
    assert canonical_address(body.encode(), url) == (normalised(canonical, url) if is_believed else None)


def test_links_without_end_name_nothing() -> None:
    started = time.process_time()
    for body in (
        b"<link " * 1_000_000,
        b"<link canonical" + b" x" * 5_000_000,
        b"<link canonical>" * 500_000,
    ):
        assert canonical_address(body, "https://outlet.example/12345") is None
    assert time.process_time() - started < 5
