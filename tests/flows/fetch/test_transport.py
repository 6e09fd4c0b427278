"""Whom a connection may reach, whatever names and redirects say."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import pytest

from extractors.records import Source
from flows.fetch.answers import Answer, Refusal
from flows.fetch.exchange import Limits, Question
from flows.fetch.transport import Network, resolve
from flows.fetch.web import Web

from .newsroom import HASTY, PUBLIC, FakeTime, Internet, Newsroom, Page, html
from .newsroom import web as make_web

INSIDE = (
    *("127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "100.64.0.1", "0.0.0.0", "224.0.0.1"),  # noqa: S104
    *("::1", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
)
STRANGER = Source("stranger", "Stranger", delay_seconds=0.0)  # no allow_private


@pytest.fixture
def internet(room: Newsroom) -> Internet:
    return Internet(room)


@pytest.fixture
def outside(internet: Internet, time: FakeTime) -> Iterator[Web]:
    with closing(make_web(time, HASTY, Network(internet.resolve, internet.dial))) as web:
        yield web


def _refused(got: Answer | Refusal) -> str:
    assert isinstance(got, Refusal), got
    return got.reason


def test_a_public_name_is_reached_at_the_address_that_was_checked(
    room: Newsroom, outside: Web, internet: Internet
) -> None:
    room.pages["/a"] = html("x")
    assert isinstance(outside.get(Question("http://outlet.example/a", STRANGER)), Answer)
    assert set(internet.dialled) == {PUBLIC}
    assert room.seen[-1].headers["host"] == "outlet.example"


@pytest.mark.parametrize("address", [*INSIDE, "no-address"])
def test_names_that_lead_inside_are_refused_before_a_socket_is_opened(
    outside: Web, internet: Internet, address: str
) -> None:
    internet.names["outlet.example"] = [address]
    assert _refused(outside.get(Question("http://outlet.example/a", STRANGER))) == "blocked address"
    assert internet.dialled == []


def test_of_several_addresses_only_public_ones_are_dialled(
    room: Newsroom, outside: Web, internet: Internet
) -> None:
    internet.names["outlet.example"] = ["127.0.0.1", PUBLIC, "10.0.0.1"]
    room.pages["/a"] = html("x")
    assert isinstance(outside.get(Question("http://outlet.example/a", STRANGER)), Answer)
    assert set(internet.dialled) == {PUBLIC}


@pytest.mark.parametrize(
    "target",
    ["http://inside.example/", "http://metadata.example/latest/meta-data/"],
)
def test_redirects_inside_are_refused(room: Newsroom, outside: Web, internet: Internet, target: str) -> None:
    internet.names |= {"inside.example": ["127.0.0.1"], "metadata.example": ["169.254.169.254"]}
    room.pages["/a"] = Page(status=302, headers={"Location": target})
    assert _refused(outside.get(Question("http://outlet.example/a", STRANGER))) == "blocked address"


@pytest.mark.parametrize(
    "target", ["127.0.0.1", "169.254.169.254", "2130706433", "0x7f.1", "[::1]", "localhost"]
)
def test_redirects_to_numbers_are_resolved_and_refused(
    room: Newsroom, internet: Internet, time: FakeTime, target: str
) -> None:
    def known_or_system(host: str, port: int) -> Sequence[str]:
        return internet.resolve(host, port) if host in internet.names else resolve(host, port)

    room.pages["/a"] = Page(status=302, headers={"Location": f"http://{target}:{room.port}/inside"})
    with closing(make_web(time, HASTY, Network(known_or_system, internet.dial))) as web:
        assert _refused(web.get(Question("http://outlet.example/a", STRANGER))) == "blocked address"
    assert "/inside" not in room.asked


def test_a_name_that_turns_private_is_refused_on_the_next_connection(
    room: Newsroom, outside: Web, internet: Internet
) -> None:
    internet.names["outlet.example"] = ["then", PUBLIC, "127.0.0.1"]
    room.pages["/a"] = html("x")  # robots.txt is not there, which ends its connection
    assert _refused(outside.get(Question("http://outlet.example/a", STRANGER))) == "blocked address"
    assert room.asked == []


def test_a_source_of_ones_own_may_be_private(room: Newsroom, web: Web) -> None:
    room.pages["/a"] = html("x")
    own = Source("own", "Own", allow_private=True, delay_seconds=0)
    assert isinstance(web.get(Question(room.url("/a"), own)), Answer)
    assert _refused(web.get(Question(room.url("/a"), STRANGER))) == "blocked address"


def _fails_to_resolve(host: str, port: int) -> Sequence[str]:
    raise socket.gaierror("no such name")


def _label_too_long(host: str, port: int) -> Sequence[str]:
    raise UnicodeError("label too long")


def _resolves_to_nothing(host: str, port: int) -> Sequence[str]:
    return []


@pytest.mark.parametrize(
    ("resolve", "reason"),
    [
        (_fails_to_resolve, "connection failed"),
        (_label_too_long, "connection failed"),
        (_resolves_to_nothing, "blocked address"),
    ],
)
def test_names_that_lead_nowhere(
    time: FakeTime, resolve: Callable[[str, int], Sequence[str]], reason: str
) -> None:
    with closing(make_web(time, Limits(retries=0), Network(resolve))) as web:
        assert _refused(web.get(Question("http://outlet.example/a", STRANGER))) == reason


def test_a_connection_that_is_not_made_in_time_is_timed_out(time: FakeTime) -> None:
    def never(address: tuple[str, int], timeout_seconds: float) -> socket.socket:
        raise TimeoutError("timed out")

    with closing(make_web(time, HASTY, Network(lambda host, port: [PUBLIC], never))) as web:
        assert _refused(web.get(Question("http://outlet.example/a", STRANGER))) == "timed out"
