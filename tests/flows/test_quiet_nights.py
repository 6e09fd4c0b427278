"""What a night costs an outlet that has nothing new, and what is said of it."""

from datetime import timedelta
from pathlib import Path

import pytest

import warehouse
from extractors.records import Source
from flows.agenda import Agenda
from flows.night import NobodyAnswered, begin
from flows.settings import ReadSettings, Settings
from tests.flows.fetch.newsroom import NOW, FakeTime, Newsroom, Page, Seen, html, open_newsroom

ELSEWHERE = "http://127.0.0.1:9/feed"  # where nobody listens
FEEDS = ("/feed", "/world.rss", "/news.xml")


def _night(folder: Path, source: Source, after_days: int) -> None:
    """The nightly flow's steps, without Prefect."""
    until = NOW + timedelta(days=after_days)
    settings = Settings(read=ReadSettings(processes=1))
    with begin("nightly", folder, settings, Agenda(until.date(), until, (source,)), {}) as this:
        for batch in this.visits([this.discover(source)]):
            this.load(batch, this.read(batch))
        this.fuse()
        this.publish()


def _fill(room: Newsroom) -> None:
    def item(n: int) -> str:
        return f"<item><link>/news/{n}</link></item>"

    for feed, numbers in zip(FEEDS[:2], ((1, 2), (2, 3)), strict=True):
        items = "".join(item(n) for n in numbers)
        room.pages[feed] = Page(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
    room.pages["/feed"].headers["ETag"] = '"feed"'  # type: ignore[union-attr]
    room.pages["/news.xml"] = Page(b"<urlset><url><loc>/news/gone</loc></url></urlset>")
    story = "A bomb wounded {} people near the bazaar of Wana on Saturday, police told reporters. "
    room.pages |= {f"/news/{n}": html(story.format(n + 2) * 4) for n in (1, 2, 3)}
    room.pages["/news/gone"] = Page(status=410)


@pytest.mark.slow
def test_a_night_with_nothing_new_costs_one_conditional_request_a_feed(tmp_path: Path) -> None:
    def asked(since: int) -> list[Seen]:
        return [one for one in room.seen[since:] if one.path != "/robots.txt"]

    with open_newsroom(FakeTime()) as room:
        _fill(room)
        source = Source(
            "outlet",
            "Outlet",
            feeds=tuple(room.url(path) for path in FEEDS[:2]),
            sitemaps=(room.url(FEEDS[2]),),
            allow_private=True,
            delay_seconds=0,
        )
        _night(tmp_path, source, 0)
        assert len(asked(0)) == len(FEEDS) + 4
        for after in (1, 2):
            before = len(room.seen)
            _night(tmp_path, source, after)
            assert [one.path for one in asked(before)] == list(FEEDS)
            assert asked(before)[0].headers["if-none-match"] == '"feed"'
            assert len(room.seen) - before == len(FEEDS) + 1  # robots.txt may have changed

        # the feeds change, and what was gone for good is not asked for again
        for feed in FEEDS:
            page = room.pages[feed]
            assert isinstance(page, Page)
            room.pages[feed] = Page(page.body + b"<!-- later -->")
        before = len(room.seen)
        _night(tmp_path, source, 3)
        assert "/news/gone" not in {one.path for one in asked(before)}
    counted = warehouse.query(
        tmp_path,
        "SELECT s.candidates, s.fetched, s.articles, s.unchanged, s.rejected, s.reasons "
        "FROM source_runs s JOIN runs r USING (run_id) ORDER BY r.night",
    ).to_pylist()
    assert [dict(row.pop("reasons")) for row in counted] == [{"gone": 1}, {}, {}, {}]
    assert [tuple(row.values()) for row in counted] == [
        (4, 3, 3, 0, 1),
        (0, 0, 0, 0, 0),
        (0, 0, 0, 0, 0),
        (4, 0, 0, 4, 0),
    ]


def test_a_night_in_which_no_outlet_answered_has_failed(tmp_path: Path) -> None:
    deaf = [Source(name, name, feeds=(ELSEWHERE,), allow_private=True, delay_seconds=0) for name in "ab"]
    with open_newsroom(FakeTime()) as room:
        _fill(room)
        heard = Source("outlet", "Outlet", feeds=(room.url("/feed"),), allow_private=True, delay_seconds=0)
        for sources, fails in (([*deaf, heard], False), (deaf, True), ([], False)):
            agenda = Agenda(NOW.date(), NOW, tuple(sources))
            with begin("nightly", tmp_path, Settings(read=ReadSettings(processes=1)), agenda, {}) as this:
                found = [this.discover(source) for source in sources]
                if fails:
                    with pytest.raises(NobodyAnswered, match="None of the 2 outlets could be reached"):
                        this.expect_answers(found)
                else:
                    this.expect_answers(found)
