"""Days and times as pages write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from extractors.article.moments import is_known_at, read_day, read_moment

PKT = timezone(timedelta(hours=5))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-14T07:25:00+05:00", datetime(2024, 5, 14, 7, 25, tzinfo=PKT)),
        ("2024-05-14T07:25:00+0500", datetime(2024, 5, 14, 7, 25, tzinfo=PKT)),
        ("2024-05-14 07:25:00Z", datetime(2024, 5, 14, 7, 25, tzinfo=UTC)),
        ("2024-05-14T07:25:00.123Z", datetime(2024, 5, 14, 7, 25, tzinfo=UTC)),
        ("2024-05-14T07:25", date(2024, 5, 14)),
        ("2024-05-14", date(2024, 5, 14)),
        ("Tue, 14 May 2024 07:25:00 +0500", datetime(2024, 5, 14, 7, 25, tzinfo=PKT)),
        ("May 14, 2024", date(2024, 5, 14)),
        ("2024-13-45T07:25:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_moment_keeps_its_own_offset_and_is_a_day_without_one(
    text: str, moment: datetime | date | None
) -> None:
    read = read_moment(text)
    assert read == moment
    if isinstance(moment, datetime):
        assert isinstance(read, datetime)
        assert read.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published March 9, 2016", date(2016, 3, 9)),
        ("9th of March, 2016", date(2016, 3, 9)),
        ("9 Sept. 2016", date(2016, 9, 9)),
        ("2016/03/09 10:00", date(2016, 3, 9)),
        ("09.03.2016", date(2016, 3, 9)),
        ("25/03/2016", date(2016, 3, 25)),
        ("03/25/2016", date(2016, 3, 25)),
        ("03/04/2016", None),
        ("February 30, 2016", None),
        ("in March 2016", None),
    ],
)
def test_a_day_is_read_where_it_is_certain(text: str, day: date | None) -> None:
    assert read_day(text) == day


def test_a_page_cannot_be_dated_after_its_fetch() -> None:
    fetched = datetime(2024, 5, 14, 20, 0, tzinfo=UTC)
    assert is_known_at(date(2024, 5, 15), fetched)
    assert not is_known_at(date(2024, 5, 16), fetched)
    assert not is_known_at(datetime(2024, 5, 15, 21, 0, tzinfo=UTC), fetched)
    assert not is_known_at(date(1, 1, 1), fetched)
