"""An article taken out because its publisher asked: nothing of it is left, and everything else stays."""

import gzip
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

import warehouse
from extractors.records import Document, Source
from flows import forgetting
from flows.agenda import Agenda
from flows.fetch.archive import documents_in
from flows.fetch.warc import read_record
from flows.forgetting import forget
from flows.night import Batch, begin
from flows.settings import ReadSettings, Settings
from flows.tidying import tidy
from tests.flows.conftest import Command
from tests.flows.fetch.newsroom import FakeTime, Newsroom, Page, html, open_newsroom
from warehouse import stage

SETTINGS = Settings(read=ReadSettings(processes=1))
STARTED = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SENTENCE = "The lamp over the ferry office was still burning when the second bus arrived."
GATE = "A roadside bomb killed three policemen at the Mandan gate in Bannu on 20 November 2026, police said."
MARKET = "Gunmen shot dead two traders in the bazaar of Mastung on 19 November 2026, officials said."
PAGES = {
    "/a/gate": f"{GATE} {SENTENCE} {MARKET} Nobody in the district had seen the men before.",
    "/b/gate": f"{GATE} Five others were wounded and taken to the hospital, where a nurse counted them.",
    "/b/rain": "It rained in Quetta for the third day, and the school on the hill stayed shut.",
}


def _feed(*paths: str) -> Page:
    items = "".join(f"<item><link>{path}</link></item>" for path in paths)
    return Page(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())


def _fill(room: Newsroom, *paths: str) -> None:
    for outlet in "ab":
        room.pages[f"/{outlet}"] = _feed(*(path for path in paths if path.startswith(f"/{outlet}/")))
    room.pages |= {path: html(f"{PAGES[path]} " * 2) for path in paths}


def _sources(room: Newsroom) -> tuple[Source, ...]:
    return tuple(
        Source(name, name, feeds=(room.url(f"/{name}"),), allow_private=True, delay_seconds=0.01)
        for name in "ab"
    )


def _night(folder: Path, sources: tuple[Source, ...], days: int = 0) -> None:
    until = STARTED + timedelta(days=days)
    with begin("nightly", folder, SETTINGS, Agenda(until.date(), until, sources), {}) as this:
        for batch in this.visits([this.discover(source) for source in sources]):
            this.load(batch, this.read(batch))
        this.fuse()
        this.publish()


def _take_in(folder: Path, kind: str, *paths: Path) -> None:
    with begin(kind, folder, SETTINGS, Agenda(STARTED.date(), STARTED), {}) as this:
        found = this.pieces(paths, again=True) if paths else this.archived()
        for one in this.read_pieces(found):
            this.load(one, stage()) if isinstance(one, Batch) else this.load_piece(one)
        this.fuse()
        this.publish()


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with open_newsroom(FakeTime()) as room:
        yield room


@pytest.fixture(scope="module")
def two_nights(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse after two nights, so that an earlier published file is kept, too; each test has a copy."""
    made = tmp_path_factory.mktemp("two-nights")
    _fill(room, "/a/gate", "/b/gate")
    _night(made, _sources(room))
    _fill(room, *PAGES)
    _night(made, _sources(room), 1)
    assert list((made / "earlier").iterdir())
    return made


def _anew(room: Newsroom, *paths: str) -> Newsroom:
    """The newsroom as after the nights before the test."""
    room.pages.clear()
    room.seen.clear()
    _fill(room, *paths)
    return room


@pytest.fixture
def newsroom(room: Newsroom, two_nights: Path) -> Newsroom:
    return _anew(room, *PAGES)


@pytest.fixture
def folder(tmp_path: Path, two_nights: Path) -> Path:
    shutil.copytree(two_nights, tmp_path, dirs_exist_ok=True)
    return tmp_path


def _everything(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every byte of the folder as text; archives unpacked, too, and of DuckDB files every value."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        content = path.read_bytes()
        yield path, content.decode("utf-8", "replace")
        if path.name.endswith(".gz"):
            yield path, gzip.decompress(content).decode("utf-8", "replace")
        if path.suffix == ".duckdb":
            with closing(duckdb.connect(path, read_only=True)) as connection:
                for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                    yield path, repr(connection.execute(f'FROM "{table}"').fetchall())


def _incidents(folder: Path) -> dict[str, tuple[int, int]]:
    found = warehouse.query(folder, "SELECT incident_id, killed, n_sources FROM incidents").to_pylist()
    return {row["incident_id"]: (row["killed"], row["n_sources"]) for row in found}


def _gone(folder: Path, *words: str) -> bool:
    return not [path for path, text in _everything(folder) for word in words if word in text]


def test_nothing_of_it_is_left_and_the_incidents_keep_what_others_say(
    folder: Path, newsroom: Newsroom
) -> None:
    before = _incidents(folder)
    shared = next(key for key, told in before.items() if told == (3, 2))
    alone = next(key for key, told in before.items() if told == (2, 1))
    address = newsroom.url("/a/gate")
    assert not _gone(folder, SENTENCE)
    (article,) = forget(folder, [address], "the editor", "asked by letter")
    assert _gone(folder, SENTENCE, address, "/a/gate")
    assert _incidents(folder) == {shared: (3, 1)}
    history = warehouse.query(folder, "FROM incident_keys").to_pylist()
    assert {row["incident_id"]: row["status"] for row in history} == {shared: "active", alone: "withdrawn"}
    (kept,) = warehouse.query(folder, "FROM forgotten").to_pylist()
    assert (kept["articles"], kept["who"], kept["why"]) == ([article], "the editor", "asked by letter")
    assert kept["finished_at"] is not None
    with warehouse.open_for_writing(folder) as store:
        assert store.to_forget() == []
        assert [failure for failure in store.check() if failure.severity == "error"] == []


def test_what_else_the_archive_holds_is_found_where_the_tables_say(folder: Path, newsroom: Newsroom) -> None:
    forget(folder, [newsroom.url("/a/gate")], "the editor", "asked")
    places = warehouse.query(
        folder, "SELECT url, archived_in FROM sightings WHERE archived_in IS NOT NULL"
    ).to_pylist()
    assert {row["url"] for row in places} == {newsroom.url("/b/gate"), newsroom.url("/b/rain")}
    for row in places:
        found = read_record(folder / "archive", row["archived_in"])
        assert isinstance(found, Document)
        assert found.url == row["url"]


@pytest.mark.slow
def test_it_does_not_come_back(folder: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    forget(folder, [newsroom.url("/a/gate")], "the editor", "asked")
    seen = len(newsroom.seen)
    newsroom.pages["/a"] = _feed("/a/gate", "/a/none")
    _night(folder, _sources(newsroom), 2)
    assert "/a/gate" not in {one.path for one in newsroom.seen[seen:]}
    refused = "SELECT stage, reason, url FROM rejections WHERE reason = 'forgotten'"
    assert warehouse.query(folder, refused).to_pylist() == [
        {"stage": "fetch", "reason": "forgotten", "url": None}
    ]
    # under another address, and as a file
    newsroom.pages["/b/again"] = newsroom.pages["/a/gate"]
    newsroom.pages["/b"] = _feed("/b/again")
    _night(folder, _sources(newsroom), 3)
    files = tmp_path.parent / f"{tmp_path.name}-files"
    files.mkdir()
    (files / "page.html").write_bytes(newsroom.pages["/b/again"].body)
    _take_in(folder, "backfill", files)
    assert len(warehouse.query(folder, refused).to_pylist()) >= 3
    tidy(folder, SETTINGS)
    assert _gone(folder, SENTENCE)
    _take_in(folder, "reextract")
    assert _gone(folder, SENTENCE)
    assert set(_incidents(folder).values()) == {(3, 1)}


def test_what_is_known_of_no_address_is_refused_in_advance_where_that_is_said(
    folder: Path, newsroom: Newsroom
) -> None:
    tomorrow = newsroom.url("/a/tomorrow")
    with pytest.raises(warehouse.WarehouseError, match="--in-advance"):
        forget(folder, [tomorrow], "the editor", "asked")
    with warehouse.open_for_writing(folder) as store:
        assert store.query("FROM forgotten").num_rows == 0
    assert forget(folder, [tomorrow], "the editor", "asked", in_advance=True) == []
    _fill(newsroom, "/a/gate")
    newsroom.pages["/a/tomorrow"] = html(PAGES["/a/gate"])
    newsroom.pages["/a"] = _feed("/a/tomorrow")
    _night(folder, _sources(newsroom), 2)
    assert "/a/tomorrow" not in {one.path for one in newsroom.seen}
    with pytest.raises(warehouse.WarehouseError, match="give its key or its address"):
        forget(folder, ["0123456789abcdef"], "the editor", "asked")


def test_whoever_is_asked_sees_what_goes(folder: Path, newsroom: Newsroom, nightdesk: Command) -> None:
    address = newsroom.url("/a/gate")
    words = ("forget", address, "--who", "the editor", "--why", "asked", "--warehouse", folder)
    asked = nightdesk(*words, stdin="n\n")
    assert asked.returncode == 1
    for part in ("To be taken out", address, "incidents: 2"):
        assert part in asked.stdout
    assert not _gone(folder, SENTENCE)
    unknown = nightdesk("forget", newsroom.url("/a/typo"), *words[2:], stdin="y\n")
    assert unknown.returncode == 1
    assert "No article is known as" in unknown.stderr


STEPS: dict[str, Callable[[pytest.MonkeyPatch, Callable[..., None]], None]] = {
    "before the archive": lambda patch, die: patch.setattr(forgetting, "without", die),
    "before the published files": lambda patch, die: patch.setattr(warehouse, "forget_in_file", die),
    "before the working file": lambda patch, die: patch.setattr(warehouse.Warehouse, "forget", die),
    "before it is written anew": lambda patch, die: patch.setattr(warehouse.forgetting, "anew", die),
}


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_after_a_crash_it_is_finished(
    folder: Path, newsroom: Newsroom, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        STEPS[step](patch, die)
        forget(folder, [newsroom.url("/a/gate")], "the editor", "asked")
    tidy(folder, SETTINGS)
    assert _gone(folder, SENTENCE, newsroom.url("/a/gate"))
    assert list(_incidents(folder).values()) == [(3, 1)]
    assert [one for one in documents_in(folder / "archive") if not isinstance(one, Document)] == []
