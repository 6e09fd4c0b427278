"""`nightdesk sources check` against servers on loopback."""

import json
from pathlib import Path

import pytest

from flows import sample
from tests.flows.conftest import Command
from tests.flows.fetch.newsroom import FakeTime, Newsroom, Page, open_newsroom

ARTICLE = (
    "<p>" + "The market of Zhob stayed calm on Friday, and its traders opened their shops. " * 10 + "</p>"
)


def _outlet(name: str, **parts: object) -> str:
    lines = [f"{key} = {json.dumps(value)}" for key, value in parts.items()]
    return "\n".join(["[[source]]", f'id = "{name}"', f'name = "{name.title()}"', *lines, ""])


def _live(room: Newsroom, page: Page | None = None) -> None:
    room.pages["/feed"] = Page(b'<rss version="2.0"><channel><item><link>/1</link></item></channel></rss>')
    room.pages["/1"] = page or Page(
        f"<html><title>Calm in Zhob</title><article>{ARTICLE}</article></html>".encode(),
        headers={"Content-Type": "text/html"},
    )


def test_sources_that_work_and_that_are_dead_are_told_apart(nightdesk: Command, tmp_path: Path) -> None:
    own = {"allow_private": True, "delay_seconds": 0}
    with (
        open_newsroom(FakeTime()) as room,
        open_newsroom(FakeTime()) as paper,
        open_newsroom(FakeTime()) as old,
    ):
        _live(room)
        room.pages["/"] = Page(
            b"<html><head><link rel=alternate type=application/rss+xml href=/feed></head></html>"
        )
        room.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 0.1")
        _live(paper, Page(b"<html></html>", headers={"Content-Type": "text/html"}))
        old.pages["/feed"] = Page(
            b"<rss><channel><item><link>/1</link><pubDate>Fri, 01 May 2020 10:00:00 +0000</pubDate>"
            b"</item></channel></rss>"
        )
        (tmp_path / "inbox").mkdir()
        listed = [
            _outlet("courier", feeds=[room.url("/feed"), room.url("/moved")], **own),
            _outlet("blank", feeds=[paper.url("/feed")], **own),
            _outlet("sleepy", feeds=[old.url("/feed")], **own),
            _outlet("moved", feeds=[room.url("/moved")], **own),
            _outlet("inside", feeds=[room.url("/feed")]),
            _outlet("homely", home=room.url("/"), **own),
            _outlet("desk", folders=["inbox"]),
            _outlet("lost", folders=["nowhere"]),
        ]
        (tmp_path / "sources.toml").write_text("\n".join(listed))
        as_json = nightdesk("sources", "check", "--format", "json")
        as_table = nightdesk("sources", "check", "sources.toml")
    assert (as_json.returncode, as_table.returncode) == (1, 1), as_json.stderr
    found = {one["source"]: one for one in json.loads(as_json.stdout)}
    assert {name: one["problem"] for name, one in found.items()} == {
        "courier": None,
        "blank": "no article can be read: no text",
        "sleepy": "nothing newer than 14 days",
        "moved": "nothing answers: gone",
        "inside": "nothing answers: blocked address",
        "homely": None,
        "desk": None,
        "lost": f"no folder {found['lost']['listings'][0]['url']}",
    }
    courier = found["courier"]
    assert courier["works"]
    assert [one["outcome"] for one in courier["listings"]] == ["fetched", "gone"]
    assert (courier["robots"], courier["delay_seconds"], courier["listed"]) == ("allows", 0.1, 1)
    assert courier["characters"] > 500
    assert "leads to 127.0.0.1" in found["inside"]["listings"][0]["detail"]
    assert found["homely"]["found"] == [room.url("/feed")]
    assert "3 of 8 sources work." in as_table.stdout
    assert f"homely: {room.url('/feed')}: answers, and is not named" in as_table.stdout
    for name in found:
        assert name in as_table.stdout


def test_the_newsroom_works_but_for_the_outlet_that_is_down(nightdesk: Command, tmp_path: Path) -> None:
    with sample.serve(2) as newsroom:
        (tmp_path / "sources.toml").write_text(
            "\n".join(
                _outlet(
                    one.id,
                    feeds=one.feeds,
                    sitemaps=one.sitemaps,
                    allow_private=True,
                    delay_seconds=0,
                    look_back_days=366,
                )
                for one in newsroom.sources
            )
        )
        done = nightdesk("sources", "check", "--format", "json")
    assert done.returncode == 1, done.stderr
    dead = {one["source"] for one in json.loads(done.stdout) if not one["works"]}
    assert dead == {"hindukush-wire"}


def test_a_machine_without_a_network_is_told_so(nightdesk: Command, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(_outlet("ghost", feeds=["http://no-such-host.invalid/feed"]))
    done = nightdesk("sources", "check")
    assert done.returncode == 1
    assert "no address for this name" in done.stdout
    assert "is this machine on the network?" in done.stdout
    assert "No [fetch] contact" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sources", "check"), "sources.toml: no such file"),
        (("sources", "check", "mine.toml"), "mine.toml: no such file"),
    ],
)
def test_a_file_that_is_missing_is_said_so(nightdesk: Command, words: tuple[str, ...], said: str) -> None:
    done = nightdesk(*words)
    assert done.returncode == 1
    assert said in done.stderr
