"""Every sample article is read as its truth says; one file a difficulty.

A file may name ``fails``: how many of its fields are still read wrongly. The number only falls.
"""

import tomllib
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extractors.article.kind import kind_of
from extractors.incidents import extract
from extractors.records import Article, IncidentReport

_FOLDER = Path(__file__).parent / "goldens"
_READ_AT = datetime(2026, 1, 1, tzinfo=UTC)


def _article(text: str, published: date | None, title: str | None) -> Article:
    kind = kind_of(text, title, None, None)
    return Article("0" * 16, "sample", text, _READ_AT, "1", published_at=published, title=title, kind=kind)


def _likeness(truth: dict[str, Any], report: IncidentReport) -> int:
    weights = {"killed": 4, "place": 3, "admin2": 3, "event_date": 3, "role": 1}
    return sum(weights.get(field, 1) for field, value in truth.items() if getattr(report, field) == value)


def _with_nulls(truth: dict[str, Any]) -> dict[str, Any]:
    """TOML has no word for NULL: ``silent`` lists the fields that must have none."""
    silent = dict.fromkeys(truth.get("silent", ()))
    return {**{field: value for field, value in truth.items() if field != "silent"}, **silent}


def _mistakes(article: dict[str, Any]) -> list[str]:
    reports, statistics = extract(
        _article(article["text"].strip(), article.get("published"), article.get("title"))
    )
    left = list(reports)
    truths = [_with_nulls(truth) for truth in article.get("incident", [])]
    found = []
    for truth in truths:
        if not left:
            found.append(f"missed: {truth}")
            continue
        best = max(left, key=partial(_likeness, truth))
        left.remove(best)
        found += [
            f"{field}: {getattr(best, field)!r} instead of {value!r}"
            for field, value in truth.items()
            if getattr(best, field) != value
        ]
    allowed = {"main"} if "main" in article else {"main", "background"}
    found += [f"invented: {r.role} {r.place} {r.event_date} {r.killed}" for r in left if r.role in allowed]
    had = [(s.metric, s.value) for s in statistics]
    found += [
        f"statistic {m} {v} not in {had}" for m, v in article.get("statistics", []) if (m, v) not in had
    ]
    if len(statistics) > article.get("counted", len(statistics)):
        found.append(f"statistics invented: {had}")
    return found


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", _files(), ids=lambda p: p.stem)
def test_sample_articles_are_read_as_a_careful_coder_reads_them(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    mistakes = [f"{n}: {m}" for n, article in enumerate(content["article"]) for m in _mistakes(article)]
    assert len(mistakes) <= content.get("fails", 0), "\n".join(mistakes)
