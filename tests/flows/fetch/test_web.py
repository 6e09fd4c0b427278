"""Asking one address: what is answered, what is refused, and what it is called."""

import gzip
import socket
import ssl
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.records import FetchState
from flows.fetch.answers import Answer, Refusal
from flows.fetch.exchange import Limits, Question
from flows.fetch.headers import ARTICLE_TYPES
from flows.fetch.web import Web, user_agent

from .newsroom import HASTY, IMPATIENT, NOW, FakeTime, Handler, Newsroom, Page, html, open_newsroom, source
from .newsroom import web as make_web


def _answer(got: Answer | Refusal) -> Answer:
    assert isinstance(got, Answer), got
    return got


def _refusal(got: Answer | Refusal) -> Refusal:
    assert isinstance(got, Refusal), got
    return got


def _get(web: Web, room: Newsroom, path: str = "/a") -> Answer | Refusal:
    return web.get(Question(room.url(path), source(), types=ARTICLE_TYPES))


def test_a_page_is_bytes_with_its_type_and_charset(room: Newsroom, web: Web) -> None:
    room.pages["/a"] = Page(b"caf\xe9", 200, {"Content-Type": "Text/HTML; Charset=ISO-8859-1", "X-One": "1"})
    got = _answer(_get(web, room))
    assert (got.body, got.content_type, got.charset) == (b"caf\xe9", "text/html", "ISO-8859-1")
    assert got.header("x-one") == "1"


def test_we_say_who_we_are(room: Newsroom, web: Web) -> None:
    room.pages["/a"] = html("x")
    _get(web, room)
    assert {one.headers["user-agent"] for one in room.seen} == {"nightdesk/1.0 (+https://desk.example)"}
    assert user_agent("1.0", "") == "nightdesk/1.0"
    assert user_agent("1.0", "me@x.example\r\nX: y") == "nightdesk/1.0 (+me@x.example X: y)"


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", lambda b: zlib.compress(b)[2:-4])],
    ids=["gzip", "deflate", "raw deflate"],
)
def test_packed_pages_are_unpacked(
    room: Newsroom, web: Web, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    room.pages["/a"] = Page(pack(b"<p>calm</p>"), 200, {"Content-Encoding": encoding})
    assert _answer(_get(web, room)).body == b"<p>calm</p>"


def test_one_connection_is_kept_for_a_host(room: Newsroom, web: Web) -> None:
    room.pages |= {"/robots.txt": Page(), "/a": html("x", ETag='"1"')}
    known = FetchState(room.url("/a"), "outlet", NOW, 200, etag='"1"')
    for state in (None, known, None):
        web.get(Question(room.url("/a"), source(), state))
    assert len({one.port for one in room.seen}) == 1


def test_cookies_are_neither_kept_nor_sent(room: Newsroom, web: Web) -> None:
    room.pages["/a"] = Page(b"x", 302, {"Set-Cookie": "follow=me; Path=/", "Location": "/b"})
    room.pages["/b"] = html("x")
    _get(web, room)
    _get(web, room)
    assert not [one for one in room.seen if "cookie" in one.headers]


def test_the_environment_adds_neither_proxy_nor_log_in(
    room: Newsroom, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    room.pages["/a"] = html("x")
    _answer(_get(web, room))
    assert not [one for one in room.seen if "authorization" in one.headers]


def test_what_is_known_is_asked_conditionally(room: Newsroom, web: Web) -> None:
    room.pages["/a"] = html("x", ETag='"1"')
    known = FetchState(
        room.url("/a"), "outlet", NOW, 200, etag='"1"', last_modified="Sat, 21 Nov 2026 10:00:00 GMT"
    )
    assert _answer(web.get(Question(room.url("/a"), source(), known))).status == 304
    assert room.seen[-1].headers["if-modified-since"] == "Sat, 21 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "gone"),
        (410, "gone"),
        (401, "access denied"),
        (403, "access denied"),
        (451, "access denied"),
        (204, "server error"),
        (206, "server error"),
        (304, "server error"),
        (400, "server error"),
    ],
)
def test_other_answers_have_names_and_are_asked_once(
    room: Newsroom, web: Web, status: int, reason: str
) -> None:
    headers = {"Content-Length": "0"} if status == 204 else {}
    room.pages["/a"] = Page(b"", status, headers)
    got = _refusal(_get(web, room))
    assert (got.reason, got.status) == (reason, status)
    assert room.asked == ["/a"]


def test_a_troubled_host_is_asked_again_with_longer_pauses(room: Newsroom, web: Web, time: FakeTime) -> None:
    room.pages["/a"] = [Page(status=503), Page(status=502), html("back")]
    assert b"back" in _answer(_get(web, room)).body
    first, second = time.sleeps
    assert 1 <= first <= 3
    assert 2 <= second <= 6


def test_retries_end(room: Newsroom, web: Web) -> None:
    room.pages["/a"] = Page(status=500)
    assert _refusal(_get(web, room)).reason == "server error"
    assert len(room.asked) == 3


@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "date"])
def test_retry_after_is_honoured(room: Newsroom, web: Web, time: FakeTime, as_date: bool) -> None:
    until = NOW + timedelta(seconds=90)
    asked = until.strftime("%a, %d %b %Y %H:%M:%S GMT") if as_date else "90"
    room.pages["/a"] = [Page(status=429, headers={"Retry-After": asked}), html("x")]
    _answer(_get(web, room))
    assert time.seconds == pytest.approx(90)


@pytest.mark.parametrize("asked", ["31536000", "999999999999999999999", "Wed, 01 Jan 2200 00:00:00 GMT"])
def test_a_host_that_asks_for_a_year_of_peace_is_left_alone_tonight(
    room: Newsroom, web: Web, time: FakeTime, asked: str
) -> None:
    room.pages["/a"] = Page(status=429, headers={"Retry-After": asked})
    room.pages["/b"] = html("x")
    first = _refusal(_get(web, room))
    second = _refusal(_get(web, room, "/b"))
    assert (first.reason, second.reason) == ("server error", "server error")
    assert "left alone tonight" in second.detail
    assert room.asked == ["/a"]
    assert time.seconds < 300


def test_a_host_that_keeps_failing_is_left_alone_tonight(room: Newsroom, web: Web) -> None:
    room.pages |= {f"/{n}": Page(status=500) for n in range(10)}
    got = [_refusal(_get(web, room, f"/{n}")) for n in range(10)]
    assert len(room.asked) == HASTY.host_failures
    assert "left alone tonight" in got[-1].detail


def _reset(handler: Handler) -> None:
    handler.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nhalf")
    handler.connection.shutdown(2)


def _cut_chunk(handler: Handler) -> None:
    handler.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf")


def _nonsense(handler: Handler) -> None:
    handler.say(b"\x00\x01\x02 no HTTP at all\r\n\r\n")


def _many_headers(handler: Handler) -> None:
    handler.say(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5_000 + b"\r\n")


def _long_header(handler: Handler) -> None:
    handler.say(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n")


def _broken_gzip(handler: Handler) -> None:
    handler.say(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\nno gzip!")


def _hang_up(handler: Handler) -> None:
    handler.connection.shutdown(2)


@pytest.mark.parametrize(
    "behaviour", [_reset, _cut_chunk, _nonsense, _many_headers, _long_header, _broken_gzip, _hang_up]
)
def test_broken_answers_are_failed_connections_and_tried_again(
    room: Newsroom, web: Web, behaviour: Callable[[Handler], None]
) -> None:
    room.pages["/a"] = behaviour
    assert _refusal(_get(web, room)).reason == "connection failed"
    assert len(room.asked) == 3


def test_a_broken_answer_may_be_whole_the_next_time(room: Newsroom, web: Web) -> None:
    room.pages["/a"] = [_reset, html("whole")]
    assert b"whole" in _answer(_get(web, room)).body


def test_nobody_listening_is_a_failed_connection(web: Web) -> None:
    assert _refusal(web.get(Question("http://127.0.0.1:9/a", source()))).reason == "connection failed"


def _endless(handler: Handler) -> None:
    handler.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not handler.newsroom.is_closing.is_set():
        handler.say(b"<p>more</p>" * 1_000)


def _endless_chunk_size(handler: Handler) -> None:
    handler.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not handler.newsroom.is_closing.is_set():
        handler.say(b"0" * 10_000)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (_endless, "too large"),
        (Page(gzip.compress(bytes(50_000_000)), 200, {"Content-Encoding": "gzip"}), "too large"),
        (Page(b"x" * 2_000_000), "too large"),
        (_endless_chunk_size, "connection failed"),
        (Page(b"x", 200, {"Content-Encoding": "br"}), "wrong type"),
        (Page(b"x", 200, {"Content-Encoding": "gzip, gzip"}), "wrong type"),
        (Page(b"x", 200, {"Content-Type": "image/png"}), "wrong type"),
        (Page(b"x", 200, {"Content-Type": "application/octet-stream"}), "wrong type"),
    ],
)
def test_floods_and_other_goods_are_refused(room: Newsroom, time: FakeTime, page: Page, reason: str) -> None:
    room.pages["/a"] = page
    with closing(make_web(time, replace(HASTY, retries=0, max_packed_bytes=3_000_000))) as web:
        got = _refusal(web.get(Question(room.url("/a"), source(), types=ARTICLE_TYPES, max_bytes=1_000_000)))
    assert got.reason == reason


def _silent(handler: Handler) -> None:
    handler.newsroom.is_closing.wait(20)


def _dripping(*, head: bytes = b"", drip: bytes) -> Callable[[Handler], None]:
    def behaviour(handler: Handler) -> None:
        handler.say(head)
        while not handler.newsroom.is_closing.wait(0.05):
            handler.say(drip)

    return behaviour


@pytest.mark.parametrize(
    "behaviour",
    [
        _silent,
        _dripping(drip=b"H"),
        _dripping(head=b"HTTP/1.1 200 OK\r\n", drip=b"X: y\r\n"),
        _dripping(head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", drip=b"."),
        _dripping(drip=b"HTTP/1.1 100 Continue\r\n\r\n"),
        _dripping(head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", drip=b"1\r\n.\r\n"),
    ],
    ids=["silent", "status line", "headers", "body", "continue", "chunks"],
)
def test_slow_servers_time_out_however_they_drip(
    room: Newsroom, time: FakeTime, behaviour: Callable[[Handler], None]
) -> None:
    room.pages["/robots.txt"] = behaviour
    with closing(make_web(time, IMPATIENT)) as web:
        assert _refusal(_get(web, room)).reason == "timed out"
    assert room.asked == []


def test_a_handshake_that_never_ends_times_out(time: FakeTime) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute, closing(make_web(time, IMPATIENT)) as web:
        got = web.get(Question(f"https://127.0.0.1:{mute.getsockname()[1]}/a", source()))
    assert _refusal(got).reason == "timed out"


def test_redirects_are_followed_and_the_last_address_is_told(room: Newsroom, web: Web) -> None:
    room.pages["/a"] = Page(status=301, headers={"Location": "/b?utm_source=x"})
    room.pages["/b?utm_source=x"] = html("there")
    assert _answer(_get(web, room)).url == room.url("/b")


@pytest.mark.parametrize("target", ["/a?utm_source=feed", "/a?z=1&b=2"])
def test_a_redirect_to_the_same_page_with_parameters_is_no_circle(
    room: Newsroom, web: Web, target: str
) -> None:
    room.pages |= {"/a": Page(status=302, headers={"Location": target}), target: html("there")}
    assert b"there" in _answer(_get(web, room)).body


def test_a_redirects_body_is_not_read(room: Newsroom, web: Web) -> None:
    def endless(handler: Handler) -> None:
        handler.say(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n")
        while not handler.newsroom.is_closing.is_set():
            handler.say(b"x" * 10_000)

    room.pages |= {"/a": endless, "/b": html("there")}
    assert b"there" in _answer(_get(web, room)).body


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/a", "too many redirects"),
        ("/1", "too many redirects"),
        ("file:///etc/passwd", "bad address"),
        ("ftp://outlet.example/a", "bad address"),
        ("javascript:alert(1)", "bad address"),
        ("http://me:secret@outlet.example/", "bad address"),
        ("/" + "x" * 10_000, "bad address"),
        ("", "bad address"),
    ],
)
def test_redirects_that_lead_nowhere(room: Newsroom, web: Web, target: str, reason: str) -> None:
    room.pages["/a"] = Page(status=302, headers={"Location": target})
    room.pages |= {f"/{n}": Page(status=302, headers={"Location": f"/{n + 1}"}) for n in range(1, 20)}
    got = _refusal(_get(web, room))
    assert got.reason == reason
    assert got.url == room.url("/a")
    assert len(room.asked) <= HASTY.max_redirects + 1


def test_a_certificate_that_does_not_verify_is_refused(
    room: Newsroom, web: Web, self_signed: ssl.SSLContext
) -> None:
    with open_newsroom(room.time, tls=self_signed) as secure:
        secure.pages["/a"] = html("x")
        got = _refusal(web.get(Question(f"https://127.0.0.1:{secure.port}/a", source())))
    assert got.reason == "connection failed"
    assert "certificate verify failed" in got.detail.lower()
    assert secure.seen == []


_PIECES = st.sampled_from(
    [
        *(
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 304\r\n",
            b"HTTP/9.9 999 x\r\n",
            b"HTTP/1.1 100 \r\n\r\n",
            b"\r\n",
        ),
        *(
            b"Content-Length: 5\r\n",
            b"Content-Length: -1\r\n",
            b"Content-Length: x\r\n",
            b"Content-Length: 1e9\r\n",
        ),
        *(
            b"Transfer-Encoding: chunked\r\n",
            b"5\r\nhello\r\n",
            b"0\r\n\r\n",
            b"ffffffffffffffff\r\n",
            b"hello",
        ),
        *(
            b"Content-Encoding: gzip\r\n",
            b"Content-Type: \xff\x00/;;charset==\r\n",
            b"Location: http://[\r\n",
            b"\x00",
        ),
        *(
            b"HTTP/1.1 302 Found\r\n",
            b"Location: \xff\xfe\r\n",
            b"no colon\r\n",
            b" folded\r\n",
            b": empty\r\n",
        ),
        *(b"Retry-After: soon\r\n", b"HTTP/1.1 429 x\r\n", b"Content-Length: 5\r\nContent-Length: 6\r\n"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES | st.binary(max_size=20), max_size=10).map(b"".join))
def test_any_bytes_for_an_answer_are_values(room: Newsroom, time: FakeTime, said: bytes) -> None:
    room.pages |= {"/robots.txt": Page(), "/a": lambda handler: handler.say(said)}
    with closing(make_web(time, IMPATIENT)) as web:
        assert isinstance(_get(web, room), Answer | Refusal)


def test_limits_are_named_values() -> None:
    assert Limits().total_seconds > Limits().read_seconds > Limits().connect_seconds
