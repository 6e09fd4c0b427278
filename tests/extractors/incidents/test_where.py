"""Where the news of many countries happened: a lead, and the division and place that it tells."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.incidents import extract
from extractors.records import Article

_READ_AT = datetime(2026, 3, 6, tzinfo=UTC)


def _rows() -> list[dict[str, str]]:
    """The leads; an empty column is not asked for."""
    with Path(__file__).with_name("where.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['country']}-{row['place'] or row['admin1']}")
def test_a_lead_has_its_country_province_and_place(row: dict[str, str]) -> None:
    article = Article("0" * 16, "sample", row["text"], _READ_AT, "1", published_at=_READ_AT)
    report = extract(article)[0][0]
    asked = {field: value for field, value in row.items() if field != "text" and value}
    assert {field: getattr(report, field) for field in asked} == asked
