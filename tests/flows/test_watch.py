"""The watch: what it finds wrong, and what it leaves alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import warehouse
from flows.watch import findings, last_success, watched_since

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def night(folder: Path, at: datetime, status: str = "completed") -> None:
    with warehouse.open_for_writing(folder) as house:
        run = house.begin_run("nightly", at.date(), "0", {}, at)
        house.finish_run(run, status, at + timedelta(minutes=10))
        house.publish()


def titles(folder: Path, since: datetime = NOW) -> list[str]:
    return [alert.title for alert in findings(folder, 26, since, NOW)]


def test_a_night_in_time_is_no_news(tmp_path: Path) -> None:
    night(tmp_path, NOW - timedelta(hours=20))
    assert titles(tmp_path) == []


def test_no_success_for_26_hours_is_told(tmp_path: Path) -> None:
    night(tmp_path, NOW - timedelta(hours=30))
    night(tmp_path, NOW - timedelta(hours=2), status="failed")
    assert titles(tmp_path) == ["Nightdesk: no night has succeeded for 26 hours"]
    success = last_success(tmp_path)
    assert success
    assert success.started_at == NOW - timedelta(hours=30)


@pytest.mark.parametrize(("hours", "told"), [(1, 0), (27, 1)])
def test_where_no_night_ever_ran_the_watch_begins_when_it_begins(
    tmp_path: Path, hours: int, told: int
) -> None:
    assert len(titles(tmp_path, NOW - timedelta(hours=hours))) == told


def test_it_is_told_again_each_day_and_not_each_look(tmp_path: Path) -> None:
    night(tmp_path, NOW - timedelta(hours=80))
    keys = {findings(tmp_path, 26, NOW, NOW + timedelta(hours=h))[0].key for h in range(0, 48, 2)}
    assert len(keys) == 3  # 48 hours from noon touch three days


def test_a_published_file_that_is_gone_is_told(tmp_path: Path) -> None:
    night(tmp_path, NOW - timedelta(hours=2))
    assert titles(tmp_path) == []
    (tmp_path / warehouse.PUBLISHED).unlink()
    assert titles(tmp_path) == ["Nightdesk: the published file is gone"]


def test_before_the_first_night_is_published_nothing_is_gone(tmp_path: Path) -> None:
    with warehouse.open_for_writing(tmp_path):
        assert titles(tmp_path) == []


def test_a_clock_that_went_back_is_told(tmp_path: Path) -> None:
    night(tmp_path, NOW + timedelta(days=2))
    assert titles(tmp_path) == ["Nightdesk: the clock went back"]


def test_a_night_that_ended_before_it_began_tells_of_the_clock_too(tmp_path: Path) -> None:
    with warehouse.open_for_writing(tmp_path) as house:
        run = house.begin_run("nightly", NOW.date(), "0", {}, NOW + timedelta(days=2))
        house.finish_run(run, "completed", NOW)
        house.publish()
    assert titles(tmp_path) == ["Nightdesk: the clock went back"]


def test_the_watch_remembers_when_it_began(tmp_path: Path) -> None:
    first = watched_since(tmp_path)
    assert watched_since(tmp_path) == first
