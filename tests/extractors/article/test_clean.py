"""What holds for every document, whatever is in it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.article import clean
from extractors.records import Article, Document, text_hash

FETCHED_AT = datetime(2024, 7, 1, 3, 0, tzinfo=UTC)
GOLDENS = sorted((Path(__file__).parent / "goldens").glob("*.html"))


def document(content: bytes | str, content_type: str = "text/plain", **known: object) -> Document:
    body = content.encode() if isinstance(content, str) else content
    return Document("0", "test", body, content_type, FETCHED_AT, **known)  # type: ignore[arg-type]


def cleaned(content: bytes | str, content_type: str = "text/plain", **known: object) -> Article:
    article, _ = clean(document(content, content_type, **known))
    assert article is not None
    return article


@pytest.mark.parametrize("page", GOLDENS, ids=lambda path: path.stem)
def test_cleaning_its_own_output_changes_nothing(page: Path) -> None:
    article, _ = clean(document(page.read_bytes(), "text/html"))
    if article is not None:
        assert cleaned(article.text).text == article.text


def test_columns_beside_a_story_are_left_out_of_tables_in_tables() -> None:
    story = (
        "The road to the pass was shut on Monday after a culvert was blown up, the district office said. " * 2
    )
    rows = f"<tr><td>Weather<br>Prayer times</td><td>{story}<br><br>{story}</td><td>Wheat prices</td></tr>"
    inner = f"<table>{rows}</table>"
    page = f"<table><tr><td>Front<br>City</td><td>{inner}</td></tr><tr><td>{story}</td></tr></table>"
    text = cleaned(f"<html><body>{page}</body></html>", "text/html").text
    assert "culvert" in text
    assert not any(box in text for box in ("Weather", "Wheat", "City"))


lines = st.sampled_from(
    [
        "Gunmen attack checkpoint near Wana, two dead",
        "Why the truce will not hold",
        "Amina Shinwari",
        "By Amina Shinwari",
        "Published May 3, 2021",
        "date 2021-05-03 KABUL: A blast was heard.",
        "Leave a Comment",
        "Latest Videos",
        "Also read: Market reopens",
        "- A list item that names a village",
        "A blast was heard in the west of the city on Monday, and police closed the airport road.",
        "",
    ]
)


@given(st.lists(lines, max_size=12), st.sampled_from(["\n", "\n\n"]))
@settings(max_examples=300, deadline=None)
def test_cleaning_a_cleaned_text_changes_nothing(parts: list[str], separator: str) -> None:
    article, _ = clean(document(separator.join(parts)))
    if article is not None:
        assert cleaned(article.text).text == article.text


@given(st.binary(max_size=600), st.sampled_from(["text/html", "text/plain", "text/markdown"]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_an_article_or_a_rejection(content: bytes, content_type: str) -> None:
    article, rejected = clean(document(content, content_type))
    assert article is not None or rejected is not None
    if article is not None:
        assert article.text.strip()


def test_one_sentence_is_an_article() -> None:
    article, rejected = clean(document("Two men were shot dead in Khuzdar on Friday."))
    assert article is not None
    assert rejected is None
    assert article.title is None


def test_headline_set_off_by_a_blank_line_is_no_text_and_one_that_runs_on_stays() -> None:
    body = "A blast was heard in the west of the city on Monday, and police closed the airport road."
    apart = cleaned(f"Blast shuts airport road in Herat\n\n{body}\n")
    running_on = cleaned(f"Blast shuts airport road in Herat\n{body}\n")
    assert apart.title == running_on.title == "Blast shuts airport road in Herat"
    assert apart.text == body
    assert running_on.text == f"Blast shuts airport road in Herat\n{body}"


def test_text_hash_is_blind_to_white_space_and_unicode_form_and_sees_a_word() -> None:
    assert text_hash("A café\n in Gao ") == text_hash("A cafe\u0301 in\u00a0Gao")
    assert text_hash("A café in Gao") != text_hash("A café near Gao")


def test_the_rows_day_comes_before_the_texts_own() -> None:
    article = cleaned("date 2021-05-03 KABUL: A blast was heard.", published_at=date(2021, 5, 4))
    assert (article.published_at, article.published_from) == (date(2021, 5, 4), "row")


def test_a_pages_own_moment_comes_before_the_feeds() -> None:
    page = (
        '<html><head><meta name="pubdate" content="2024-06-01T10:00:00+02:00"></head><body>'
        "<p>A mine killed two farmers near Izium on Saturday, the regional police said.</p></body>"
    )
    article = cleaned(page, "text/html", url="https://a.example/1", published_at=date(2024, 6, 2))
    assert article.published_from == "meta"
    assert article.published_at == datetime.fromisoformat("2024-06-01T10:00:00+02:00")


def test_a_feeds_moment_comes_before_a_guess_from_the_text() -> None:
    page = "<html><body><p>On 4 March 2019 a mine killed two farmers near Izium.</p></body></html>"
    article = cleaned(page, "text/html", url="https://a.example/1", published_at=date(2024, 6, 2))
    assert (article.published_at, article.published_from) == (date(2024, 6, 2), "feed")


def test_a_row_dated_after_the_fetch_is_not_believed() -> None:
    assert (
        cleaned("A mine killed two farmers near Izium.", published_at=date(2024, 7, 9)).published_at is None
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "binary"),
        (b"\x1f\x8b\x08\x00abc", "binary"),
        (b"Latest Videos\n\nLeave a Comment\n", "no text"),
    ],
)
def test_what_holds_no_text_is_rejected(content: bytes, reason: str) -> None:
    article, rejected = clean(document(content))
    assert article is None
    assert rejected is not None
    assert rejected.reason == reason


def test_a_page_under_a_texts_name_is_read_as_a_page() -> None:
    page = "<!DOCTYPE html><html><body><p>A mine killed two farmers near Izium.</p></body></html>"
    assert cleaned(page).text == "A mine killed two farmers near Izium."


def test_control_characters_cost_a_page_nothing() -> None:
    page = "<html><body><p>Mines killed two near Izium.<b>\x0b</b>&#1;&#x0B;</p>&#11;&#31 </body></html>"
    assert cleaned(page, "text/html").text == "Mines killed two near Izium."


def test_a_time_outside_the_page_is_passed_over() -> None:
    page = (
        "<html><body><h1>Mine near Izium</h1><p>A mine killed two farmers near Izium.</p></body></html>"
        "<time datetime='2024-01-02'>x</time><time datetime='2024-01-03'>y</time>"
    )
    assert cleaned(page, "text/html").text.startswith("A mine killed two farmers near Izium.")


def test_a_page_that_shows_markup_is_no_text() -> None:
    page = "<html><body><p>&lt;!DOCTYPE html&gt;</p><p>&lt;p&gt;Two were shot dead in Gao.</p></body></html>"
    article, rejected = clean(document(page, "text/html"))
    assert article is None
    assert rejected is not None
    assert rejected.reason == "unreadable"


def test_of_an_enormous_page_the_story_is_read_and_the_endless_rest_is_not() -> None:
    story = "".join(
        f"<p>Gunmen stopped truck number {n} on the road to Gao, the police said.</p>" for n in range(9)
    )
    menu = "<div><a href='/x'>A headline of another day</a></div>" * 3_000
    comments = "".join(
        f"<div class='c'><p>Reader {n} was of another mind about it.</p></div>" for n in range(6_000)
    )
    page = f"<html><body>{menu}<h1>Trucks stopped near Gao</h1><div>{story}</div>{comments}</body></html>"
    text = cleaned(page, "text/html").text
    assert all(f"truck number {n} " in text for n in range(9))
    assert "Reader 5999" not in text
