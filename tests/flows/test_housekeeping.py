"""Backups that come back, files that go by the settings, a missed date, and how it goes."""

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import warehouse
from flows import status
from flows.backup import MANIFEST, backup, restore
from flows.settings import KeepSettings, Settings
from flows.tidying import tidy
from tests.flows.conftest import Command
from tests.flows.fetch.newsroom import FakeTime, Newsroom, html, open_newsroom
from tests.flows.test_forgetting import SETTINGS, STARTED, _anew, _feed, _fill, _incidents, _night, _sources

PATHS = ("/a/gate", "/b/gate")


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with open_newsroom(FakeTime()) as room:
        yield room


@pytest.fixture
def newsroom(room: Newsroom, one_night: Path) -> Newsroom:
    return _anew(room, *PATHS)


@pytest.fixture(scope="module")
def one_night(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse after a night; each test has a copy."""
    made = tmp_path_factory.mktemp("one-night")
    _fill(room, *PATHS)
    _night(made, _sources(room))
    return made


@pytest.fixture
def folder(tmp_path: Path, one_night: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(one_night, folder)
    return folder


def _next_night(folder: Path, newsroom: Newsroom) -> None:
    newsroom.pages["/b"] = _feed("/b/gate", "/b/rain")
    newsroom.pages["/b/rain"] = html(
        "It rained in Quetta for the third day, and the school stayed shut. " * 3
    )
    _night(folder, _sources(newsroom), 1)


def test_after_a_restore_the_next_night_is_right(folder: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text("# mine\n")
    made = backup(folder, tmp_path / "backups", tmp_path)
    assert made.with_working
    new = tmp_path / "elsewhere"
    new.mkdir()
    restore(made.path, new / "data", new)
    assert (new / "sources.toml").read_text() == "# mine\n"
    assert _incidents(new / "data") == _incidents(folder)
    seen = len(newsroom.seen)
    _next_night(new / "data", newsroom)
    asked = {one.path for one in newsroom.seen[seen:]}
    assert "/b/rain" in asked
    assert "/a/gate" not in asked or _outcomes(new / "data", newsroom.url("/a/gate")) == ["new", "unchanged"]
    assert _incidents(new / "data") == _incidents(folder)
    outcomes = _outcomes(new / "data", newsroom.url("/b/rain"))
    assert outcomes == ["new"]
    _next_night(folder, newsroom)
    texts = "SELECT article_id, text FROM article_texts ORDER BY 1"
    assert warehouse.query(folder, texts).to_pylist() == warehouse.query(new / "data", texts).to_pylist()


def _outcomes(folder: Path, url: str) -> list[str]:
    rows = warehouse.query(folder, "FROM sightings ORDER BY seen_at").to_pylist()
    return [row["outcome"] for row in rows if row["url"] == url]


def test_a_backup_is_made_while_a_night_runs(folder: Path, tmp_path: Path) -> None:
    with warehouse.open_for_writing(folder):
        made = backup(folder, tmp_path / "backups", tmp_path)
    assert not made.with_working
    restore(made.path, tmp_path / "back", tmp_path)
    assert _incidents(tmp_path / "back") == _incidents(folder)
    with warehouse.open_for_writing(tmp_path / "back") as store:
        assert [one for one in store.check() if one.severity == "error"] == []


def test_what_did_not_change_is_linked(folder: Path, tmp_path: Path) -> None:
    first = backup(folder, tmp_path / "backups", tmp_path, STARTED)
    second = backup(folder, tmp_path / "backups", tmp_path, STARTED + timedelta(days=1))
    names = [path.relative_to(first.path) for path in first.path.rglob("*.warc.gz")]
    assert names
    assert all((first.path / name).samefile(second.path / name) for name in names)


def test_a_damaged_backup_and_a_warehouse_that_is_there_are_left_alone(folder: Path, tmp_path: Path) -> None:
    made = backup(folder, tmp_path / "backups", tmp_path)
    with pytest.raises(warehouse.WarehouseError, match="a warehouse in"):
        restore(made.path, folder, tmp_path)
    archive = next(made.path.rglob("*.warc.gz"))
    archive.write_bytes(archive.read_bytes()[:-1] + b"x")
    with pytest.raises(warehouse.WarehouseError, match="damaged"):
        restore(made.path, tmp_path / "back", tmp_path)
    assert not (tmp_path / "back").exists()
    told = json.loads((made.path / MANIFEST).read_text())
    (made.path / MANIFEST).write_text(json.dumps(told | {"files": {"../../etc/passwd": "0"}}))
    with pytest.raises(warehouse.WarehouseError, match="damaged"):
        restore(made.path, tmp_path / "back", tmp_path)


def test_by_default_everything_that_history_needs_is_kept(folder: Path, newsroom: Newsroom) -> None:
    _next_night(folder, newsroom)
    before = _files(folder)
    assert tidy(folder, SETTINGS, datetime.now(UTC) + timedelta(days=4000)) == []
    assert _files(folder) == before


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}


def test_what_the_settings_let_go_goes_and_leaves_a_row(folder: Path, newsroom: Newsroom) -> None:
    _next_night(folder, newsroom)
    settings = Settings(keep=KeepSettings(archive_days=30, earlier=0))
    later = datetime.now(UTC) + timedelta(days=31)
    would = tidy(folder, settings, later, dry=True)
    assert {one.kind for one in would} == {"archive", "earlier"}
    assert all((folder / one.file).is_file() for one in would)
    assert tidy(folder, settings, later) == would
    assert not any((folder / one.file).exists() for one in would)
    with warehouse.open_for_writing(folder) as store:
        rows = store.query("SELECT file, because FROM removed_files").to_pylist()
        assert {row["file"] for row in rows} == {one.file for one in would}
        assert {row["because"] for row in rows} == {"archive_days = 30", "earlier = 0"}
    _night(folder, _sources(newsroom), 2)
    assert {one.kind for one in tidy(folder, settings, later - timedelta(days=31))} <= {"earlier"}


def test_old_logs_go_and_leave_a_row(folder: Path) -> None:
    logs = folder / "logs" / "serve"
    logs.mkdir(parents=True)
    for name, days in (("night.log.1", 31), ("night.log", 29), ("notes.txt", 90)):
        (logs / name).write_text("what was said")
        then = (STARTED - timedelta(days=days)).timestamp()
        os.utime(logs / name, (then, then))
    keeping = Settings(keep=KeepSettings(log_days=30))
    assert [one.file for one in tidy(folder, keeping, STARTED)] == ["logs/serve/night.log.1"]
    assert sorted(path.name for path in logs.iterdir()) == ["night.log", "notes.txt"]
    with warehouse.open_for_writing(folder) as store:
        store.publish()
    (row,) = warehouse.query(folder, "SELECT kind, bytes FROM removed_files").to_pylist()
    assert row == {"kind": "log", "bytes": len("what was said")}


def test_what_a_broken_off_backfill_had_read_waits_for_a_month(folder: Path) -> None:
    for name, days in (("waits", 29), ("given-up", 31)):
        (folder / "incoming" / name / "000000").mkdir(parents=True)
        then = (STARTED - timedelta(days=days)).timestamp()
        os.utime(folder / "incoming" / name, (then, then))
    tidy(folder, SETTINGS, STARTED)
    assert [path.name for path in (folder / "incoming").iterdir()] == ["waits"]


def test_nothing_goes_while_a_backup_is_made(folder: Path) -> None:
    settings = Settings(keep=KeepSettings(archive_days=1))
    with warehouse.exclusive(folder / "archive.lock"):
        assert tidy(folder, settings, datetime.now(UTC) + timedelta(days=9)) == []
    assert list((folder / "archive").rglob("*.warc.gz"))


def test_status_tells_how_it_goes(folder: Path, newsroom: Newsroom) -> None:
    for day in range(1, 4):
        _night(folder, _sources(newsroom), day)
    with warehouse.open_for_writing(folder) as store:
        run = store.begin_run("nightly", STARTED.date() + timedelta(days=4), "1", {}, datetime.now(UTC))
        store.finish_run(run, "failed", datetime.now(UTC), "OSError: the disk is full")
    seen = warehouse.overview(folder, 3)
    assert [row["status"] for row in seen.runs] == ["failed", "completed", "completed"]
    assert not seen.is_running
    told = "\n".join(status.lines(seen, datetime.now(UTC) + timedelta(hours=30)))
    assert "succeeded 30 hours ago" in told
    assert "the disk is full" in told
    assert [row["source"] for row in seen.sources] == ["a", "b"]
    parsed = json.loads(status.as_json(seen))
    assert parsed["runs"][0]["error"] == "OSError: the disk is full"
    assert parsed["hours_since_success"] is not None
    with warehouse.open_for_writing(folder):
        assert "as last published" in "\n".join(status.lines(warehouse.overview(folder, 3)))


@pytest.mark.slow
def test_a_missed_date_is_made_up_for(
    newsroom: Newsroom, tmp_path: Path, nightdesk: Command, prefect_server: str
) -> None:
    def item(path: str, day: str) -> str:
        return f"<item><link>{path}</link><pubDate>{day}</pubDate></item>"

    old, missed = "Tue, 06 Oct 2026 08:00:00 GMT", "Mon, 12 Oct 2026 08:00:00 GMT"
    items = item("/a/old", old) + item("/a/gate", missed) + item("/b/gate", "Wed, 14 Oct 2026 08:00:00 GMT")
    newsroom.pages["/a"] = type(html(""))(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
    (tmp_path / "sources.toml").write_text(
        f'[[source]]\nid = "a"\nname = "A"\nfeeds = ["{newsroom.url("/a")}"]\n'
        "allow_private = true\ndelay_seconds = 0.01\n"
    )
    done = nightdesk("nightly", "--date", "2026-10-13", PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    data = tmp_path / "nightdesk-data"
    (run,) = warehouse.query(data, "SELECT night::VARCHAR AS night FROM runs").to_pylist()
    assert run["night"] == "2026-10-13"
    met = {row["url"] for row in warehouse.query(data, "FROM sightings").to_pylist()}
    assert newsroom.url("/a/gate") in met
    assert newsroom.url("/a/old") not in met
    taken = warehouse.query(data, "SELECT article_id FROM articles ORDER BY 1").to_pylist()
    # and again: nothing is taken twice
    done = nightdesk("nightly", "--date", "2026-10-13", PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    assert warehouse.query(data, "SELECT article_id FROM articles ORDER BY 1").to_pylist() == taken
