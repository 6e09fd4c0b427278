"""What hosts are owed: robots.txt, pauses, one request at a time, and an end for the night."""

import socket
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Source
from flows.fetch import robots
from flows.fetch.answers import Answer, Refusal
from flows.fetch.exchange import Question
from flows.fetch.transport import Network
from flows.fetch.web import Web

from .newsroom import HASTY, IMPATIENT, FakeTime, Handler, Newsroom, Page, html, source
from .newsroom import web as make_web


def _get(web: Web, room: Newsroom, path: str = "/a", **changes: object) -> Answer | Refusal:
    return web.get(Question(room.url(path), source(**changes)))


def _robots(room: Newsroom, text: str) -> None:
    room.pages["/robots.txt"] = Page(text.encode(), 200, {"Content-Type": "text/plain"})


@pytest.mark.parametrize(
    ("text", "is_allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /private", True),
        ("User-agent: *\nDisallow: /a", False),
        ("User-agent: Nightdesk\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: nightdesk/2.0\nDisallow: /", False),
        ("User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow:", True),
        ("\ufeffUser-agent: *\r\nDisallow: /*a$", False),
        ("<html>not found</html>", True),
    ],
)
def test_robots_rules_are_kept(room: Newsroom, web: Web, text: str, is_allowed: bool) -> None:
    _robots(room, text)
    room.pages["/a"] = html("x")
    got = _get(web, room)
    assert isinstance(got, Answer) == is_allowed
    assert room.asked == (["/a"] if is_allowed else [])
    if isinstance(got, Refusal):
        assert got.reason == "refused by robots"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_robots_txt_everything_is_allowed(room: Newsroom, web: Web, status: int) -> None:
    room.pages |= {"/robots.txt": Page(status=status), "/a": html("x")}
    assert isinstance(_get(web, room), Answer)


def _silent(handler: Handler) -> None:
    handler.newsroom.is_closing.wait(20)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page(status=500), "server error"),
        (Page(status=503), "server error"),
        (Page(status=429), "server error"),
        (_silent, "timed out"),
        (Page(b"x" * 2_000_000), "too large"),
    ],
)
def test_a_host_whose_rules_cannot_be_had_is_not_asked_tonight(
    room: Newsroom, time: FakeTime, page: Page | Callable[[Handler], None], reason: str
) -> None:
    room.pages |= {"/robots.txt": page, "/a": html("x"), "/b": html("x")}
    with closing(make_web(time, IMPATIENT if page is _silent else replace(HASTY, retries=0))) as web:
        for path in ("/a", "/b"):
            got = _get(web, room, path)
            assert isinstance(got, Refusal)
            assert got.reason == reason
            assert got.detail.startswith("robots.txt: ")
    assert [one.path for one in room.seen] == ["/robots.txt"]


def test_robots_txt_is_asked_once_and_followed_through_redirects(room: Newsroom, web: Web) -> None:
    room.pages |= {"/robots.txt": Page(status=301, headers={"Location": "/rules"}), "/b": html("x")}
    room.pages["/rules"] = Page(b"User-agent: *\nDisallow: /a")
    assert isinstance(_get(web, room, "/a"), Refusal)
    assert isinstance(_get(web, room, "/b"), Answer)
    assert [one.path for one in room.seen] == ["/robots.txt", "/rules", "/b"]


def test_who_may_not_go_inside_learns_nothing_from_who_may(room: Newsroom, web: Web) -> None:
    _robots(room, "User-agent: *\nDisallow: /a")
    for own, reason in ((False, "blocked address"), (True, "refused by robots"), (False, "blocked address")):
        got = _get(web, room, allow_private=own)
        assert isinstance(got, Refusal)
        assert got.reason == reason


def test_robots_that_lead_in_a_circle_are_none(room: Newsroom, web: Web) -> None:
    room.pages |= {"/robots.txt": Page(status=301, headers={"Location": "/robots.txt"}), "/a": html("x")}
    assert isinstance(_get(web, room), Answer)


def test_a_redirect_into_forbidden_ground_is_not_followed(room: Newsroom, web: Web) -> None:
    _robots(room, "User-agent: *\nDisallow: /secret")
    room.pages |= {"/a": Page(status=302, headers={"Location": "/secret"}), "/secret": html("x")}
    got = _get(web, room)
    assert isinstance(got, Refusal)
    assert (got.reason, room.asked) == ("refused by robots", ["/a"])


@pytest.mark.parametrize(
    ("rules", "own_seconds", "expected_seconds"),
    [
        ("", 2.0, 2.0),
        ("User-agent: *\nCrawl-delay: 7", 2.0, 7.0),
        ("User-agent: *\nCrawl-delay: 1", 2.0, 2.0),
        ("User-agent: *\nRequest-rate: 1/10s", 2.0, 10.0),
        ("User-agent: *\nCrawl-delay: -5", 2.0, 2.0),
        ("User-agent: *\nCrawl-delay: 1e999", 2.0, 2.0),
        ("User-agent: *\nCrawl-delay: nan", 2.0, 2.0),
    ],
)
def test_never_two_requests_closer_than_the_longer_delay(
    room: Newsroom, web: Web, rules: str, own_seconds: float, expected_seconds: float
) -> None:
    _robots(room, rules)
    room.pages |= {"/a": [Page(status=500), Page(status=302, headers={"Location": "/b"})], "/b": html("x")}
    mine = source(delay_seconds=own_seconds)
    readers = [
        threading.Thread(target=web.get, args=(Question(room.url(path), mine),))
        for path in ("/a", "/b", "/c")
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    times = [one.at for one in room.seen]
    gaps = [round(later - earlier, 6) for earlier, later in pairwise(times)]
    assert len(times) >= 6
    assert min(gaps[1:]) >= expected_seconds
    assert gaps[0] >= own_seconds  # what robots.txt asks is known only after it


def test_only_ones_own_machines_may_be_asked_without_a_pause(room: Newsroom, time: FakeTime) -> None:
    network = Network(lambda host, port: ["93.184.216.34"], lambda address, seconds: _dial(room, seconds))
    room.pages |= {"/a": html("x")}
    with closing(make_web(time, HASTY, network)) as web:
        stranger = Source("s", "S", delay_seconds=0.0)
        web.get(Question("http://outlet.example/a", stranger))
        web.get(Question("http://outlet.example/a", stranger))
    assert time.seconds == pytest.approx(2 * HASTY.min_delay_seconds)


def _dial(room: Newsroom, seconds: float) -> socket.socket:
    return socket.create_connection(("127.0.0.1", room.port), seconds)


def test_a_host_has_so_much_time_a_night_and_no_more(room: Newsroom, time: FakeTime) -> None:
    _robots(room, "User-agent: *\nCrawl-delay: 30")
    room.pages |= {f"/{n}": html("x") for n in range(10)}
    with closing(make_web(time, replace(HASTY, host_seconds=100))) as web:
        got = [_get(web, room, f"/{n}") for n in range(10)]
    assert [one.reason for one in got if isinstance(one, Refusal)] == ["beyond the limit"] * 7
    assert time.seconds <= 100


def test_a_host_that_is_given_up_keeps_nobody_waiting(room: Newsroom, time: FakeTime) -> None:
    def late(handler: Handler) -> None:
        handler.newsroom.is_closing.wait(0.3)
        handler.say(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    room.pages["/a"] = late
    with closing(make_web(time, replace(HASTY, host_failures=1))) as web:
        readers = [threading.Thread(target=_get, args=(web, room), daemon=True) for _ in range(5)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(20)
    assert not any(reader.is_alive() for reader in readers)
    assert room.asked == ["/a"]


@given(st.binary(max_size=2_000))
def test_any_bytes_are_rules(body: bytes) -> None:
    rules = robots.parse(body, "nightdesk")
    assert rules.allow("http://outlet.example/a") in (True, False)
    assert 0 <= rules.delay_seconds < float("inf")


@given(
    st.lists(
        st.sampled_from(["User-agent: *", "Disallow: /", "Allow: /*a", "Crawl-delay: 3", "Request-rate: 1/0"])
    )
)
def test_any_order_of_lines_is_rules(lines: list[str]) -> None:
    rules = robots.parse("\n".join(lines).encode(), "nightdesk")
    assert rules.allow("http://outlet.example/a") in (True, False)


def test_ten_thousand_names_and_rules_are_not_multiplied() -> None:
    names = "".join(f"User-agent: a{n}\n" for n in range(20_000))
    ruled = "".join(f"Disallow: /{n}*x*y*z$\n" for n in range(20_000))
    rules = robots.parse((names + ruled + "User-agent: *\nDisallow: /no").encode(), "nightdesk")
    assert not rules.allow("http://outlet.example/no")
    assert rules.allow("http://outlet.example/yes")
