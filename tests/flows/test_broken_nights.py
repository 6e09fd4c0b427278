"""A night that is killed, and the night after it: nothing fetched twice that was archived, nothing lost."""

import multiprocessing
import os
import signal
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from queue import Queue

import pytest

import warehouse
from extractors.records import Document, Source
from flows.agenda import Agenda
from flows.fetch.archive import documents_in
from flows.night import begin
from flows.settings import ReadSettings, Settings
from tests.flows.fetch.newsroom import FakeTime, Handler, Newsroom, Page, Raw, html, open_newsroom

PAGES = 30
SETTINGS = Settings(read=ReadSettings(processes=1, batch=8))
STARTED = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
OTHERS = multiprocessing.get_context("forkserver")  # a fork of pytest would copy the servers' threads
OTHERS.set_forkserver_preload(["flows.night", "extractors.reading"])


def night(folder: Path, sources: tuple[Source, ...]) -> None:
    """The nightly flow's steps, without Prefect."""
    with begin("nightly", folder, SETTINGS, Agenda(STARTED.date(), STARTED, sources), {}) as this:
        for batch in this.visits([this.discover(source) for source in sources]):
            this.load(batch, this.read(batch))
        this.fuse()
        this.publish()


def _story(n: int) -> str:
    return f"A bomb wounded {n + 2} people near the bazaar of Wana on Saturday, police told reporters. " * 4


def _fill(room: Newsroom) -> None:
    items = "".join(f"<item><link>/news/{n}</link></item>" for n in range(PAGES))
    room.pages["/feed"] = Page(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
    room.pages |= {f"/news/{n}": html(_story(n)) for n in range(PAGES)}


def _kills(room: Newsroom, path: str, half: bool, children: "Queue[int]") -> Raw:
    """Answers with the page, but for the first time: then the night dies before or within the answer."""

    def behaviour(handler: Handler) -> None:
        whole = html(_story(0)).body
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(whole)}\r\n\r\n".encode()
        if half:
            handler.say(head + whole[: len(whole) // 2])
        room.pages[path] = html(_story(0))
        os.kill(children.get(timeout=60), signal.SIGKILL)

    return behaviour


@pytest.mark.slow
@pytest.mark.parametrize(
    ("nth", "half"),
    [
        *((0, False), (0, True), (1, False), (7, False), (8, True)),
        *((9, False), (15, True), (22, False), (29, False), (29, True)),
    ],
)
def test_after_a_kill_nothing_is_fetched_twice_that_was_archived_and_nothing_is_lost(
    tmp_path: Path, nth: int, half: bool
) -> None:
    with open_newsroom(FakeTime()) as room:
        _fill(room)
        path, children = f"/news/{nth}", Queue[int]()
        room.pages[path] = _kills(room, path, half, children)
        mine = (
            Source("outlet", "Outlet", feeds=(room.url("/feed"),), allow_private=True, delay_seconds=0.02),
        )
        first = OTHERS.Process(target=night, args=(tmp_path, mine))
        first.start()
        children.put(int(first.pid or 0))
        first.join(120)
        assert first.exitcode == -signal.SIGKILL
        archived = (
            [one for one in documents_in(tmp_path / "archive") if isinstance(one, Document)] if nth else []
        )
        seen = len(room.seen)
        second = OTHERS.Process(target=night, args=(tmp_path, mine))
        second.start()
        second.join(120)
        assert second.exitcode == 0
        asked_again = {room.url(one.path) for one in room.seen[seen:]}
        assert len(archived) >= nth  # what was answered before was kept
        assert not asked_again & {one.source_id for one in archived}
        met = warehouse.query(tmp_path, "SELECT source_id, outcome FROM sightings").to_pylist()
        assert {row["source_id"] for row in met} == {room.url(f"/news/{n}") for n in range(PAGES)}
        kept = Counter(
            one.source_id for one in documents_in(tmp_path / "archive") if isinstance(one, Document)
        )
        assert set(kept.values()) == {1}
        assert len(kept) == PAGES


def test_runs_that_broke_off_since_the_last_good_one_are_known(tmp_path: Path) -> None:
    def begun(house: warehouse.Warehouse, kind: str, status: str | None) -> str:
        run_id = house.begin_run(kind, STARTED.date(), "1", {}, datetime.now(UTC))
        if status:
            house.finish_run(run_id, status, datetime.now(UTC))
        return run_id

    with warehouse.open_for_writing(tmp_path) as house:
        old = begun(house, "nightly", "failed")
        assert house.unfinished_runs(begun(house, "nightly", "completed")) == [old]
        failed = begun(house, "nightly", "failed")
        begun(house, "backfill", "failed")
        died = begun(house, "nightly", None)
        begun(house, "backfill", "completed")
    with warehouse.open_for_writing(tmp_path) as house:
        assert house.unfinished_runs(begun(house, "nightly", None)) == [failed, died]
