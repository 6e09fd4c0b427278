"""Reading a document never raises, and extracts wherever there is English text."""

from datetime import UTC, datetime

import pytest

from extractors import reading
from extractors.reading import read
from extractors.records import Document

FETCHED_AT = datetime(2024, 7, 1, 3, 0, tzinfo=UTC)
STORY = "Two policemen were killed when gunmen attacked a checkpoint in Tank on Friday, officials said."


def document(content: bytes, content_type: str = "text/plain") -> Document:
    return Document("7", "test", content, content_type, FETCHED_AT, url="https://a.example/7")


def test_incidents_are_read_from_a_text() -> None:
    result = read(document(STORY.encode()))
    assert result.rejected is None
    assert result.article is not None
    assert len(result.incidents) == 1
    assert result.incidents[0].killed == 2
    for evidence in result.incidents[0].evidence:
        assert 0 <= evidence.start < evidence.end <= len(result.article.text)


def test_incidents_are_read_even_where_the_page_is_rejected() -> None:
    page = f"<html><body><p>{STORY}</p><p>Subscribe to continue reading</p></body></html>"
    result = read(document(page.encode(), "text/html"))
    assert result.rejected is not None
    assert result.rejected.reason == "paywall"
    assert len(result.incidents) == 1


def test_another_language_is_stored_and_not_read_for_incidents() -> None:
    text = (
        "Dos policías murieron cuando hombres armados atacaron un puesto de control en Cali, según testigos."
    )
    result = read(document(text.encode()))
    assert result.article is not None
    assert result.article.language == "es"
    assert result.incidents == ()


def test_an_unforeseen_error_is_a_rejection_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Document) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(reading, "clean", fail)
    result = read(document(b"x"))
    assert result.article is None
    assert result.rejected is not None
    assert (result.rejected.reason, result.rejected.detail) == ("unreadable", "RecursionError: too deep")


def test_nothing_gives_a_rejection() -> None:
    result = read(document(b""))
    assert result.rejected is not None
    assert result.rejected.reason == "empty"
    assert result.source_id == "7"
