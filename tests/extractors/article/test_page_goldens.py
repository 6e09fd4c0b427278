"""Every golden page and text gives exactly what its truth beside it says."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.article import clean
from extractors.records import Document, text_hash

GOLDENS = Path(__file__).parent / "goldens"
FETCHED_AT = datetime(2024, 7, 1, 3, 0, tzinfo=UTC)
TYPES = {".html": "text/html", ".txt": "text/plain", ".md": "text/markdown"}
FIELDS = (
    "title",
    "author",
    "section",
    "published_at",
    "published_from",
    "modified_at",
    "canonical_url",
    "language",
    "kind",
)
PAGES = sorted(path for path in GOLDENS.iterdir() if path.suffix in TYPES)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    truth = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    document = Document(path.stem, "golden", path.read_bytes(), TYPES[path.suffix], FETCHED_AT)
    article, rejected = clean(document)
    assert (rejected.reason if rejected else None) == truth.get("rejected")
    if article is None:
        assert "text" not in truth and "contains" not in truth
        return
    if "text" in truth:
        assert article.text == truth["text"].strip()
    for passage in truth.get("contains", ()):
        assert passage in article.text
    for field in FIELDS:
        if field in truth:
            assert getattr(article, field) == truth[field], field
    if "published_at" not in truth and "rejected" not in truth:
        assert article.published_at is None
    assert article.article_id == text_hash(article.text)


def test_every_truth_has_its_page() -> None:
    assert {path.stem for path in PAGES} == {path.stem for path in GOLDENS.glob("*.toml")}
