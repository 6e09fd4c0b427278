"""Every sample article is read as its truth says; one file a difficulty.

A file may name ``fails``: how many of its fields are still read wrongly. The number only falls.
"""

from pathlib import Path
from typing import Any

import pytest

from extractors.incidents import extract
from tests.extractors.incidents.golden_articles import article_of, asked, files, is_right, load, pairs


def _mistakes(article: dict[str, Any]) -> list[str]:
    reports, statistics = extract(article_of(article))
    paired, missed, left = pairs(article.get("incident", ()), reports)
    found = [f"missed: {asked(truth)}" for truth in missed if not truth.get("optional")]
    found += [
        f"{field}: {getattr(report, field)!r} instead of {value!r}"
        for truth, report in paired
        if not truth.get("optional")
        for field, value in asked(truth).items()
        if not is_right(truth, field, getattr(report, field))
    ]
    allowed = {"main"} if "main" in article else {"main", "background"}
    found += [f"invented: {r.role} {r.place} {r.event_date} {r.killed}" for r in left if r.role in allowed]
    had = [(s.metric, s.value) for s in statistics]
    found += [
        f"statistic {m} {v} not in {had}"
        for m, v in article.get("statistics", ())
        if not any((metric, v) in had for metric in m.split("|"))
    ]
    if len(statistics) > article.get("counted", len(statistics)):
        found.append(f"statistics invented: {had}")
    return found


@pytest.mark.parametrize("path", files(), ids=lambda p: p.stem)
def test_sample_articles_are_read_as_a_careful_coder_reads_them(path: Path) -> None:
    articles, fails = load(path)
    mistakes = [f"{n}: {m}" for n, article in enumerate(articles) for m in _mistakes(article)]
    assert len(mistakes) <= fails, "\n".join(mistakes)
