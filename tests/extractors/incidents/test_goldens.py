"""Every sample article is read as its truth says; one file a difficulty.

A file may name ``fails``: how many of its fields are still read wrongly. The number only falls.
"""

import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extractors.incidents import extract
from tests.extractors.incidents.golden_articles import article_of, files, likeness, with_nulls


def _mistakes(article: dict[str, Any]) -> list[str]:
    reports, statistics = extract(article_of(article))
    left = list(reports)
    truths = [with_nulls(truth) for truth in article.get("incident", [])]
    found = []
    for truth in truths:
        if not left:
            found.append(f"missed: {truth}")
            continue
        best = max(left, key=partial(likeness, truth))
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


@pytest.mark.parametrize("path", files(), ids=lambda p: p.stem)
def test_sample_articles_are_read_as_a_careful_coder_reads_them(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    mistakes = [f"{n}: {m}" for n, article in enumerate(content["article"]) for m in _mistakes(article)]
    assert len(mistakes) <= content.get("fails", 0), "\n".join(mistakes)
