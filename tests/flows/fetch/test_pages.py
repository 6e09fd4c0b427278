"""Candidates fetched: every one has one outcome, and what is known is not asked for twice."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from extractors.records import Candidate, Document, FetchState, Rejected, Source
from flows.fetch.answers import Known, Outcome, Visit
from flows.fetch.archive import Archive, documents_in
from flows.fetch.pages import fetch
from flows.fetch.web import Web

from .newsroom import HASTY, NOW, FakeTime, Handler, Newsroom, Page, html, open_newsroom, source
from .newsroom import web as make_web


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path, "night", NOW) as opened:
        yield opened


def _candidate(room: Newsroom, path: str, **hints: object) -> Candidate:
    return Candidate("outlet", room.url(path), **hints)  # type: ignore[arg-type]


def _fetch(
    candidates: list[Candidate],
    web: Web,
    archive: Archive,
    states: dict[str, FetchState] | None = None,
    now: datetime = NOW,
    **changes: object,
) -> list[Visit]:
    return list(
        fetch(candidates, {"outlet": source(country="PK", **changes)}, web, archive, states or {}, now)
    )


def _name(outcome: Outcome) -> str:
    if isinstance(outcome, Known):
        return outcome.why
    return outcome.reason if isinstance(outcome, Rejected) else "fetched"


def test_a_page_becomes_a_document_with_all_that_is_known_of_it(
    room: Newsroom, web: Web, archive: Archive, tmp_path: Path
) -> None:
    room.pages["/1"] = Page(status=301, headers={"Location": "/one"})
    room.pages["/one"] = html("Calm", ETag='"1"')
    hints = {"title": "One", "section": "World", "published_at": NOW - timedelta(days=1)}
    [visit] = _fetch([_candidate(room, "/1", **hints)], web, archive)
    document = visit.outcome
    assert isinstance(document, Document)
    assert (document.source_id, document.url) == (room.url("/1"), room.url("/one"))
    assert (document.title, document.section, document.published_at) == tuple(hints.values())
    assert (document.source, document.home_country, document.fetched_at) == ("outlet", "PK", NOW)
    assert list(documents_in(tmp_path)) == [document]
    assert (visit.state.url, visit.state.outcome, visit.state.etag) == (room.url("/1"), "fetched", '"1"')


def test_every_candidate_has_exactly_one_outcome(room: Newsroom, time: FakeTime, archive: Archive) -> None:
    def reset(handler: Handler) -> None:
        handler.connection.shutdown(2)

    room.pages |= {
        "/robots.txt": Page(b"User-agent: *\nDisallow: /private"),
        "/ok": html("x"),
        "/gone": Page(status=410),
        "/denied": Page(status=403),
        "/picture": Page(b"x", headers={"Content-Type": "image/png"}),
        "/large": Page(b"x" * 11_000_000, headers={"Content-Type": "text/html"}),
        "/broken": Page(status=500),
        "/reset": reset,
        "/loop": Page(status=302, headers={"Location": "/loop"}),
        "/away": Page(status=302, headers={"Location": "file:///etc/passwd"}),
    }
    paths = [*room.pages, "/private", "/nowhere"][1:]
    candidates = [_candidate(room, path) for path in paths] + [Candidate("outlet", "ftp://outlet.example/x")]
    with closing(make_web(time, HASTY)) as web:
        visits = _fetch(candidates, web, archive)
    assert Counter(visit.candidate for visit in visits) == Counter(candidates)
    assert {visit.candidate.url.removeprefix(room.url("")): _name(visit.outcome) for visit in visits} == {
        "/ok": "fetched",
        "/gone": "gone",
        "/denied": "access denied",
        "/picture": "wrong type",
        "/large": "too large",
        "/broken": "server error",
        "/reset": "connection failed",
        "/loop": "too many redirects",
        "/away": "bad address",
        "/private": "refused by robots",
        "/nowhere": "gone",
        "ftp://outlet.example/x": "bad address",
    }
    assert all(visit.state.outcome == _name(visit.outcome) for visit in visits)
    assert all(visit.state.failures == (0 if _name(visit.outcome) == "fetched" else 1) for visit in visits)


@pytest.mark.parametrize("headers", [{"ETag": '"1"'}, {}], ids=["entity tag", "body hash"])
def test_a_page_that_did_not_change_is_known_and_not_archived_again(
    room: Newsroom, web: Web, archive: Archive, tmp_path: Path, headers: dict[str, str]
) -> None:
    room.pages["/1"] = html("Calm", **headers)
    candidates = [_candidate(room, "/1")]
    [first] = _fetch(candidates, web, archive)
    later = NOW + timedelta(days=1)
    [second] = _fetch(candidates, web, archive, {first.state.url: first.state}, later)
    assert _name(second.outcome) == "not modified"
    assert (second.state.outcome, second.state.fetched_at) == ("not modified", later)
    assert second.state.body_hash == first.state.body_hash
    assert len(list(documents_in(tmp_path))) == 1
    room.pages["/1"] = html("Calm, corrected", ETag='"2"')
    [third] = _fetch(candidates, web, archive, {second.state.url: second.state}, later)
    assert _name(third.outcome) == "fetched"


def test_a_page_that_failed_once_is_still_known_by_its_bytes(
    room: Newsroom, web: Web, archive: Archive
) -> None:
    candidates = [_candidate(room, "/1")]
    room.pages["/1"] = html("Calm")
    [first] = _fetch(candidates, web, archive)
    room.pages["/1"] = Page(status=403)
    [second] = _fetch(candidates, web, archive, {first.state.url: first.state})
    room.pages["/1"] = html("Calm")
    [third] = _fetch(candidates, web, archive, {second.state.url: second.state})
    assert [_name(visit.outcome) for visit in (first, second, third)] == [
        "fetched",
        "access denied",
        "not modified",
    ]


@pytest.mark.parametrize(
    ("outcome", "modified_at", "expected"),
    [
        ("gone", None, "rejected before"),
        ("wrong type", None, "rejected before"),
        ("too large", None, "rejected before"),
        ("server error", None, "fetched"),
        ("refused by robots", None, "fetched"),
        ("fetched", NOW - timedelta(days=2), "unchanged in its feed"),
        ("not modified", NOW - timedelta(days=2), "unchanged in its feed"),
        ("fetched", NOW, "fetched"),
        ("fetched", datetime.fromisoformat("2026-11-21T00:00:00Z"), "fetched"),  # a bare date: later that day
        ("server error", NOW - timedelta(days=2), "fetched"),
    ],
)
def test_memory_spares_requests(
    room: Newsroom, web: Web, archive: Archive, outcome: str, modified_at: datetime | None, expected: str
) -> None:
    room.pages["/1"] = html("x")
    state = FetchState(room.url("/1"), "outlet", NOW - timedelta(days=1), 200, failures=1, outcome=outcome)
    [visit] = _fetch([_candidate(room, "/1", modified_at=modified_at)], web, archive, {state.url: state})
    assert _name(visit.outcome) == expected
    assert room.asked == (["/1"] if expected == "fetched" else [])
    if expected != "fetched":
        assert visit.state == state


@pytest.mark.parametrize(
    ("body", "kind"), [(b"\xef\xbb\xbf \n<p>x</p>", "text/html"), (b"Plain words.", "text/plain")]
)
def test_an_unnamed_type_is_told_by_the_bytes(
    room: Newsroom, web: Web, archive: Archive, body: bytes, kind: str
) -> None:
    room.pages["/1"] = Page(body)
    [visit] = _fetch([_candidate(room, "/1")], web, archive)
    assert isinstance(visit.outcome, Document)
    assert visit.outcome.content_type == kind


def test_hosts_are_asked_at_once_and_a_host_one_by_one(time: FakeTime, archive: Archive) -> None:
    """Two hosts, each of which answers only once the other has been asked too."""
    with open_newsroom(time) as one, open_newsroom(time) as two, closing(make_web(time, HASTY)) as web:

        def waits_for(other: Newsroom):  # type: ignore[no-untyped-def]
            def behaviour(handler: Handler) -> None:
                for _ in range(400):
                    if other.asked or handler.newsroom.is_closing.wait(0.01):
                        break
                handler.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\nboth")

            return behaviour

        one.pages["/1"], two.pages["/1"] = waits_for(two), waits_for(one)
        visits = _fetch([_candidate(one, "/1"), _candidate(two, "/1")], web, archive)
    assert [_name(visit.outcome) for visit in visits] == ["fetched", "fetched"]


def test_a_slow_host_does_not_hold_the_others_up(time: FakeTime, archive: Archive) -> None:
    """The slow one answers only once the fast one has been asked for everything."""
    with open_newsroom(time) as slow, open_newsroom(time) as fast, closing(make_web(time, HASTY)) as web:

        def behaviour(handler: Handler) -> None:
            while len(fast.asked) < 20 and not handler.newsroom.is_closing.wait(0.01):
                pass
            handler.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\nlate")

        slow.pages["/1"] = behaviour
        fast.pages |= {f"/{n}": html("x") for n in range(20)}
        candidates = [_candidate(slow, "/1"), *(_candidate(fast, f"/{n}") for n in range(20))]
        visits = _fetch(candidates, web, archive)
    assert Counter(_name(visit.outcome) for visit in visits) == {"fetched": 21}


def test_few_pages_are_held_for_a_slow_reader(room: Newsroom, web: Web, archive: Archive) -> None:
    room.pages |= {f"/{n}": html("x") for n in range(200)}
    visits = fetch(
        [_candidate(room, f"/{n}") for n in range(200)], {"outlet": source()}, web, archive, {}, NOW
    )
    next(visits)
    visits.close()  # type: ignore[attr-defined]
    assert len(room.asked) < 60


def test_what_nobody_foresaw_reaches_the_reader(room: Newsroom, web: Web, archive: Archive) -> None:
    room.pages["/1"] = html("x")
    archive.close()
    with pytest.raises(ValueError, match="closed"):
        _fetch([_candidate(room, "/1")], web, archive)
    with pytest.raises(KeyError):
        list(fetch([Candidate("unknown", room.url("/1"))], {}, web, archive, {}, NOW))


def test_nothing_to_fetch_is_no_work(web: Web, archive: Archive) -> None:
    assert _fetch([], web, archive) == []


def test_a_stranger_cannot_lead_a_page_inside(room: Newsroom, web: Web, archive: Archive) -> None:
    room.pages["/1"] = html("x")
    stranger = Source("outlet", "Outlet")
    [visit] = fetch([_candidate(room, "/1")], {"outlet": stranger}, web, archive, {}, NOW)
    assert _name(visit.outcome) == "blocked address"
    assert room.seen == []


def test_an_amp_page_gives_way_to_its_article(
    room: Newsroom, web: Web, archive: Archive, tmp_path: Path
) -> None:
    amp = Page(
        b"<html amp><link rel=canonical href=/one><p>short",
        headers={"Content-Type": "text/html", "ETag": '"1"'},
    )
    room.pages |= {"/lite": amp, "/one": html("whole", ETag='"2"'), "/orphan": amp}
    visits = _fetch([_candidate(room, "/lite"), _candidate(room, "/one")], web, archive)
    first, second = visits
    assert isinstance(first.outcome, Document)
    assert (first.outcome.source_id, first.outcome.url) == (room.url("/lite"), room.url("/one"))
    assert b"whole" in first.outcome.content
    assert first.state.etag is None  # of another page than the one that is remembered
    assert _name(second.outcome) == "met under another address"
    assert room.asked == ["/lite", "/one"]
    assert len(list(documents_in(tmp_path))) == 1


def test_an_amp_page_whose_article_is_gone_is_taken_itself(
    room: Newsroom, web: Web, archive: Archive
) -> None:
    room.pages["/lite"] = Page(
        b"<html amp><link rel=canonical href=/one><p>short", headers={"Content-Type": "text/html"}
    )
    [visit] = _fetch([_candidate(room, "/lite")], web, archive)
    assert isinstance(visit.outcome, Document)
    assert b"short" in visit.outcome.content


def test_where_a_guessed_address_has_nothing_the_listed_one_is_asked(
    room: Newsroom, web: Web, archive: Archive
) -> None:
    room.pages["/amp/one"] = html("told")
    [visit] = _fetch([_candidate(room, "/one", listed_as=room.url("/amp/one"))], web, archive)
    assert isinstance(visit.outcome, Document)
    assert room.asked == ["/one", "/amp/one"]


def test_addresses_that_lead_to_one_page_are_one_document(
    room: Newsroom, web: Web, archive: Archive, tmp_path: Path
) -> None:
    room.pages |= {f"/{n}": Page(status=301, headers={"Location": "/one"}) for n in range(3)}
    room.pages["/one"] = html("whole")
    candidates = [_candidate(room, path) for path in ("/0", "/1", "/one", "/2")]
    first = _fetch(candidates, web, archive)
    assert [_name(visit.outcome) for visit in first] == ["fetched", *["met under another address"] * 3]
    assert len(list(documents_in(tmp_path))) == 1
    states = {visit.state.url: visit.state for visit in first}
    second = _fetch(candidates, web, archive, states)
    assert {_name(visit.outcome) for visit in second} == {"not modified"}


def test_a_page_is_known_by_the_address_it_calls_its_own_tonight_and_later(
    room: Newsroom, web: Web, archive: Archive, tmp_path: Path
) -> None:
    page = Page(
        b"<html><link rel=canonical href=/news/48211><p>whole",
        headers={"Content-Type": "text/html", "ETag": '"1"'},
    )
    room.pages |= {"/world/48211-calm": page, "/news/48211": page, "/s/1": Page(status=301)}
    room.pages["/s/1"].headers["Location"] = "/world/48211-calm"
    first = _fetch([_candidate(room, path) for path in ("/s/1", "/news/48211")], web, archive)
    assert [_name(visit.outcome) for visit in first] == ["fetched", "met under another address"]
    assert room.asked == ["/s/1", "/world/48211-calm"]
    states = {state.url: state for visit in first for state in (visit.state, *visit.others)}
    later = [_candidate(room, path) for path in ("/world/48211-calm", "/news/48211")]
    second = _fetch(later, web, archive, states)
    assert [_name(visit.outcome) for visit in second] == ["not modified"] * 2
    assert len(list(documents_in(tmp_path))) == 1
    assert [one.headers.get("if-none-match") for one in room.seen[-2:]] == ['"1"', None]
