"""The sample articles of ``goldens/`` and their truth, for the tests that read them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractors.article.kind import kind_of
from extractors.records import Article, IncidentReport

_FOLDER = Path(__file__).parent / "goldens"
_READ_AT = datetime(2026, 1, 1, tzinfo=UTC)


def article_of(golden: dict[str, Any]) -> Article:
    """The article of one ``[[article]]`` table."""
    text, title, published = golden["text"].strip(), golden.get("title"), golden.get("published")
    kind = kind_of(text, title, None, None)
    return Article("0" * 16, "sample", text, _READ_AT, "1", published_at=published, title=title, kind=kind)


def likeness(truth: dict[str, Any], report: IncidentReport) -> int:
    weights = {"killed": 4, "place": 3, "admin2": 3, "event_date": 3, "role": 1}
    return sum(weights.get(field, 1) for field, value in truth.items() if getattr(report, field) == value)


def with_nulls(truth: dict[str, Any]) -> dict[str, Any]:
    """TOML has no word for NULL: ``silent`` lists the fields that must have none."""
    silent = dict.fromkeys(truth.get("silent", ()))
    return {**{field: value for field, value in truth.items() if field != "silent"}, **silent}


def files() -> list[Path]:
    """The files of goldens, one a difficulty."""
    return sorted(_FOLDER.glob("*.toml"))
