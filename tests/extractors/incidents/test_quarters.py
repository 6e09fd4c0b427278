"""Quarters of years among the date words."""

from datetime import date

import pytest

from extractors.incidents.dates import find_dates
from extractors.incidents.quarters import with_quarters

_PUBLISHED = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in the second quarter of 2023", date(2023, 4, 1), date(2023, 6, 30)),
        ("in the last quarter of last year", date(2025, 10, 1), date(2025, 12, 31)),
        ("in the fourth quarter of 2024", date(2024, 10, 1), date(2024, 12, 31)),
        (
            "in october last year, the worst since 2019. in the first quarter of that year",
            date(2025, 1, 1),
            date(2025, 3, 31),
        ),
    ],
)
def test_a_quarter_of_a_year_is_its_three_months(text: str, first: date, last: date) -> None:
    start = text.rfind("in the")
    found = with_quarters(text, find_dates(text, _PUBLISHED, start), _PUBLISHED, start, len(text))
    assert [(m.first, m.last) for m in found] == [(first, last)]


def test_a_quarter_of_a_town_is_no_time() -> None:
    text = "in the last quarter of the town"
    assert with_quarters(text, [], _PUBLISHED, 0, len(text)) == []
