"""Dates as feeds, sitemaps and rows write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fetch.dates import instant, moment


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        (" 2026-11-21T08:30:00Z ", datetime(2026, 11, 21, 8, 30, tzinfo=UTC)),
        ("2026-11-21T08:30:00+05:00", datetime.fromisoformat("2026-11-21T08:30:00+05:00")),
        ("2026-11-21 08:30", datetime(2026, 11, 21, 8, 30, tzinfo=UTC)),
        ("2026-11-21T00:00:00", date(2026, 11, 21)),
        ("Sat, 21 Nov 2026 08:30:00 +0500", datetime.fromisoformat("2026-11-21T08:30:00+05:00")),
        ("Sat, 21 Nov 2026 08:30:00 GMT", datetime(2026, 11, 21, 8, 30, tzinfo=UTC)),
        ("soon", None),
        ("", None),
        ("2026-02-31", None),
        ("2026-11-21T08:30:00Z" + " " * 10 + "x" * 100, None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_written_dates(written: str, expected: datetime | date | None) -> None:
    assert moment(written) == expected


def test_an_instant_is_always_a_time() -> None:
    assert instant("2026-11-21") == datetime(2026, 11, 21, tzinfo=UTC)
    assert instant(None) is None


@given(st.text(max_size=70) | st.from_regex(r"[0-9:+TZ .-]{0,30}"))
def test_any_text_is_a_zoned_time_a_date_or_nothing(written: str) -> None:
    found = instant(written)
    if found is not None:
        assert found.astimezone(UTC).tzinfo is UTC
