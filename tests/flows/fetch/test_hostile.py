"""A hostile server: whatever it does, the night goes on, the outcome has its name, and memory is bounded.

Each behaviour is one night over two hosts. One of them misbehaves; the other has one good page, which must
be had every time.
"""

import gzip
import ssl
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import brotli
import pytest

from extractors.records import Document, Rejected, Source
from flows.fetch.answers import Discovery, Visit
from flows.fetch.archive import Archive, documents_in
from flows.fetch.discovery import discover
from flows.fetch.exchange import Limits
from flows.fetch.pages import fetch
from flows.fetch.transport import Network

from .newsroom import (
    NOW,
    PUBLIC,
    Answer,
    FakeTime,
    Handler,
    Internet,
    Newsroom,
    Page,
    Raw,
    html,
    open_newsroom,
)
from .newsroom import web as make_web

LIMITS = Limits(connect_seconds=2, read_seconds=0.4, total_seconds=1.0, retries=1, max_packed_bytes=3_000_000)
MOST_GROWTH_MB = 150  # a page may be 10 MB, a sitemap 50; the hostile server lives in this process, too
HTML = {"Content-Type": "text/html"}
OUTLET, OTHER = "http://outlet.example", "http://other.example"


def _say(text: bytes, then: bytes = b"", pause_seconds: float = 0.0) -> Raw:
    """Sends ``text``, then ``then`` for ever."""

    def behaviour(handler: Handler) -> None:
        handler.say(text)
        while then and not handler.newsroom.is_closing.wait(pause_seconds):
            handler.say(then)

    return behaviour


def _hold(handler: Handler) -> None:
    handler.newsroom.is_closing.wait(5)


def _reset(handler: Handler) -> None:
    handler.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nhalf")
    handler.connection.shutdown(2)


def _hang_up(handler: Handler) -> None:
    handler.connection.shutdown(2)


def _to(target: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": target})


def _packed(kind: str, body: bytes) -> Page:
    return Page(body, headers=HTML | {"Content-Encoding": kind})


def _trouble(retry_after: str) -> list[Page | Raw]:
    return [Page(status=429, headers={"Retry-After": retry_after}), html("calm")]


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
LATER = f"{NOW + timedelta(seconds=90):%a, %d %b %Y %H:%M:%S GMT}"
ZEROS = bytes(60_000_000)

# what one page does, and what its outcome is called
PAGES: dict[str, tuple[Answer, str]] = {
    "never answers": (_hold, "timed out"),
    "drips its status line": (_say(b"", b"H", 0.05), "timed out"),
    "drips headers": (_say(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05), "timed out"),
    "drips its body": (_say(OK + b"\r\n", b".", 0.05), "timed out"),
    "drips chunks": (_say(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n.\r\n", 0.05), "timed out"),
    "says continue for ever": (_say(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05), "timed out"),
    "sends a body without end": (_say(OK + b"\r\n", b"<p>more</p>" * 1_000), "too large"),
    "sends a chunk size without end": (
        _say(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 9_000),
        "connection failed",
    ),
    "sends headers without end": (_say(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 100), "connection failed"),
    "sends a header of 200 KB": (_say(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000), "connection failed"),
    "sends eleven megabytes": (Page(ZEROS[:11_000_000], headers=HTML), "too large"),
    "is a gzip bomb": (_packed("gzip", gzip.compress(ZEROS)), "too large"),
    "is a deflate bomb": (_packed("deflate", zlib.compress(ZEROS)), "too large"),
    "is a brotli bomb": (_packed("br", brotli.compress(ZEROS, quality=1)), "wrong type"),
    "packs twice": (_packed("gzip, gzip", gzip.compress(gzip.compress(ZEROS))), "wrong type"),
    "says gzip and sends none": (_packed("gzip", b"<p>plain"), "connection failed"),
    "cuts its gzip off": (_packed("gzip", gzip.compress(ZEROS[:9_000])[:-9]), "connection failed"),
    "promises more than it sends": (_say(OK + b"Content-Length: 900\r\n\r\n<p>cut"), "connection failed"),
    "sends more than it promises": (_say(OK + b"Content-Length: 8\r\n\r\n<p>calm</p>"), "fetched"),
    "promises less than nothing": (_say(OK + b"Content-Length: -5\r\n\r\n<p>calm"), "fetched"),
    "promises two lengths": (
        _say(OK + b"Content-Length: 7\r\nContent-Length: 9\r\n\r\n<p>calm"),
        "connection failed",
    ),
    "resets in mid-body": (_reset, "connection failed"),
    "hangs up": (_hang_up, "connection failed"),
    "speaks no HTTP": (_say(b"\x00\x01\x02 hello\r\n\r\n"), "connection failed"),
    "switches protocols": (Page(status=101), "server error"),
    "answers 206": (Page(b"half", 206, HTML), "server error"),
    "answers 304 unasked": (Page(status=304), "server error"),
    "answers 204": (Page(status=204, headers={"Content-Length": "0"}), "server error"),
    "answers 999": (Page(status=999), "server error"),
    "answers 403": (Page(status=403), "access denied"),
    "answers 410": (Page(status=410), "gone"),
    "answers 429 with seconds": (_trouble("90"), "fetched"),
    "answers 429 with a date": (_trouble(LATER), "fetched"),
    "answers 429 with nonsense": (_trouble("-1e999 soon"), "fetched"),
    "wants a year of peace": (_trouble("31536000"), "server error"),
    "wants more seconds than there are": (_trouble("9" * 400), "server error"),
    "answers 503 for ever": (Page(status=503), "server error"),
    "says 200 to an error": (html("404 Not Found: this page does not exist"), "fetched"),
    "lies about its charset": (
        Page(
            "<meta charset=koi8-r><p>آرام".encode("utf-16"),
            headers={"Content-Type": "text/html; charset=x-no"},
        ),
        "fetched",
    ),
    "names no type": (Page(b"<p>calm"), "fetched"),
    "names a broken type": (Page(b"<p>calm", headers={"Content-Type": ";;=\xff/"}), "fetched"),
    "is a picture": (Page(b"\x89PNG", headers={"Content-Type": "image/png"}), "wrong type"),
    "is a program": (Page(b"MZ", headers={"Content-Type": "application/octet-stream"}), "wrong type"),
    "is full of NUL": (Page(bytes(9_000), headers=HTML), "fetched"),
    "sets a cookie and waits for it": (
        Page(b"x", 302, {"Set-Cookie": "follow=me", "Location": "/x?again=1"}),
        "gone",
    ),
    "redirects in a circle": (_to("/x"), "too many redirects"),
    "redirects ever deeper": (_to("/1"), "too many redirects"),
    "redirects to cloud metadata": (_to("http://169.254.169.254/latest/meta-data/"), "blocked address"),
    "redirects to loopback": (_to("http://127.0.0.1/"), "blocked address"),
    "redirects to loopback in IPv6": (_to("http://[::1]/"), "blocked address"),
    "redirects to a number": (_to("http://2130706433/"), "blocked address"),
    "redirects to a name that is inside": (_to("http://inside.example/"), "blocked address"),
    "redirects to a name that is not there": (_to("http://nowhere.example/"), "connection failed"),
    "redirects to a label of 64 letters": (_to(f"http://{'a' * 64}.example/"), "connection failed"),
    "redirects to a file": (_to("file:///etc/passwd"), "bad address"),
    "redirects to a script": (_to("javascript:alert(1)"), "bad address"),
    "redirects with a log-in": (_to("http://me:secret@other.example/"), "bad address"),
    "redirects to 10,000 characters": (_to("/" + "x" * 10_000), "bad address"),
    "redirects to nowhere": (Page(status=302), "bad address"),
    "redirects with a body without end": (
        _say(b"HTTP/1.1 302 Found\r\nLocation: /good\r\n\r\n", b"x" * 9_000),
        "fetched",
    ),
    "shows a certificate that does not verify": (_to("https://outlet.example/"), "connection failed"),
    "claims that its article is inside": (
        Page(b"<html amp><link rel=canonical href=http://169.254.169.254/><p>calm", headers=HTML),
        "fetched",
    ),
}


@pytest.fixture
def network(
    room: Newsroom, time: FakeTime, self_signed: ssl.SSLContext
) -> Iterator[tuple[Internet, Network]]:
    with open_newsroom(time) as other, open_newsroom(time, tls=self_signed) as secure:
        other.pages |= {"/feed": _feed("<item><link>/good</link></item>"), "/good": html("calm")}
        internet = Internet(room, other, secure)
        internet.names |= {
            "inside.example": ["10.0.0.7"],
            **{ip: [ip] for ip in ("127.0.0.1", "::1", "169.254.169.254")},
            "2130706433": ["127.0.0.1"],
        }
        yield internet, Network(internet.resolve, internet.dial)


def _feed(items: str) -> Page:
    return Page(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())


@contextmanager
def _bounded_memory() -> Iterator[None]:
    """The peak of this process's memory inside the block lies little above what it held before."""
    Path("/proc/self/clear_refs").write_text("5")  # sets the peak back
    before = _status_mb("VmRSS")
    yield
    assert _status_mb("VmHWM") - before < MOST_GROWTH_MB


def _status_mb(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1_000


def _night(
    network: Network, time: FakeTime, folder: Path, limits: Limits = LIMITS, **outlet: object
) -> tuple[Discovery, dict[str, Visit]]:
    """What the hostile outlet listed, and every visit by its address."""
    given: dict[str, object] = {"feeds": (f"{OUTLET}/feed",)} | outlet
    hostile = Source("hostile", "Hostile", **given)  # type: ignore[arg-type]
    good = Source("good", "Good", feeds=(f"{OTHER}/feed",))
    web = make_web(time, limits, network)
    try:
        with _bounded_memory(), Archive(folder, "night", NOW) as archive:
            found = [discover(source, web, {}, NOW) for source in (hostile, good)]
            candidates = [candidate for each in found for candidate in each.candidates]
            visits = list(fetch(candidates, {"hostile": hostile, "good": good}, web, archive, {}, NOW))
    finally:
        web.close()
    by_address = {visit.candidate.url: visit for visit in visits}
    assert len(by_address) == len(visits) == len(candidates)
    assert isinstance(by_address[f"{OTHER}/good"].outcome, Document)
    kept = sum(isinstance(visit.outcome, Document) for visit in visits)
    assert [type(one) for one in documents_in(folder)] == [Document] * kept
    return found[0], by_address


def _name(visit: Visit) -> str:
    return visit.outcome.reason if isinstance(visit.outcome, Rejected) else "fetched"


@pytest.mark.parametrize("behaviour", PAGES)
def test_a_page_that(
    behaviour: str, room: Newsroom, network: tuple[Internet, Network], time: FakeTime, tmp_path: Path
) -> None:
    page, expected = PAGES[behaviour]
    room.pages |= {f"/{n}": _to(f"/{n + 1}") for n in range(20)}
    room.pages |= {
        "/feed": _feed("<item><link>/x</link></item>"),
        "/good": html("calm"),
        "/x": list(page) if isinstance(page, list) else page,
    }
    _, visits = _night(network[1], time, tmp_path)
    assert _name(visits[f"{OUTLET}/x"]) == expected
    assert not [one for one in room.seen if "cookie" in one.headers]
    assert time.seconds < LIMITS.host_seconds


BILLION_LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'haha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))
    + "]><rss><channel><item><title>&m;</title><link>/x</link></item></channel></rss>"
)
OUTSIDE = (
    "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY % b SYSTEM 'http://inside.example/'> %b;]>"
    "<rss><channel><item><title>&a;</title><link>/x</link></item></channel></rss>"
)
ITEM = "<item><link>/x</link></item>"

# what a feed does, what is said of it, and how many pages are listed
FEEDS: dict[str, tuple[Answer, str | None, int]] = {
    "holds an entity bomb": (Page(BILLION_LAUGHS.encode()), None, 1),
    "points outside by entities": (Page(OUTSIDE.encode()), None, 1),
    "has ten thousand entries": (
        _feed("".join(f"<item><link>/{n}</link></item>" for n in range(10_000))),
        "beyond the limit",
        3,
    ),
    "never ends": (_say(OK + b"\r\n<rss><channel>", ITEM.encode() * 500), "source unreachable", 0),
    "is a page": (Page(b"<!doctype html><html><body>Sorry", headers=HTML), "not a feed", 0),
    "is nothing": (Page(b""), "not a feed", 0),
    "is a gzip bomb": (_packed("gzip", gzip.compress(ZEROS)), "source unreachable", 0),
    "names an address of 10,000 characters": (
        _feed(f"<item><link>http://a.example/{'x' * 10_000}</link></item>{ITEM}"),
        "bad address",
        1,
    ),
    "names a file": (_feed(f"<item><link>file:///etc/passwd</link></item>{ITEM}"), "bad address", 1),
    "names a script": (_feed(f"<item><link>javascript:alert(1)</link></item>{ITEM}"), "bad address", 1),
    "names cloud metadata": (_feed("<item><link>http://169.254.169.254/x</link></item>"), None, 1),
    "has titles of control characters": (
        _feed("<item><title>a&#10;b\x1b[31m\u2028&lt;script&gt;c</title><link>/x</link></item>"),
        None,
        1,
    ),
    "nests without end": (Page(b"<rss>" + b"<channel>" * 100_000), None, 0),
    "comes from the year 9999": (
        _feed("<item><link>/x</link><pubDate>Fri, 31 Dec 9999 23:59:59 -2359</pubDate></item>"),
        None,
        1,
    ),
    "comes from the year 1": (
        _feed("<item><link>/x</link><pubDate>Mon, 01 Jan 0001 00:00:00 +2359</pubDate></item>"),
        "outside the window",
        0,
    ),
    "lies about its encoding": (
        Page(b"<?xml version='1.0' encoding='utf-16'?><rss><channel>" + ITEM.encode() + b"</channel></rss>"),
        None,
        1,
    ),
    "is packed as a feed within a feed": (
        _feed(f"<item>{_feed(ITEM).body.decode()}</item>"),
        "bad address",
        1,
    ),
}


@pytest.mark.parametrize("behaviour", FEEDS)
def test_a_feed_that(
    behaviour: str, room: Newsroom, network: tuple[Internet, Network], time: FakeTime, tmp_path: Path
) -> None:
    page, said, listed = FEEDS[behaviour]
    room.pages |= {"/feed": page, "/x": html("calm")}
    found, visits = _night(network[1], time, tmp_path, max_articles=3)
    assert len(found.candidates) == listed
    assert {one.reason for one in found.rejected} == ({said} if said else set())
    assert all((one.title or "").isprintable() for one in found.candidates)
    assert "root:" not in repr(found)
    if behaviour == "names cloud metadata":
        assert _name(visits["http://169.254.169.254/x"]) == "blocked address"


# what robots.txt does, and what becomes of the feed it guards
ROBOTS: dict[str, tuple[Answer, str | None]] = {
    "is not there": (Page(status=404), None),
    "breaks": (Page(status=500), "server error"),
    "never answers": (_hold, "timed out"),
    "has no end": (_say(OK + b"\r\n", b"Disallow: /a\n" * 1_000), "too large"),
    "forbids everything": (Page(b"User-agent: *\nDisallow: /"), "refused by robots"),
    "leads in a circle": (_to("/robots.txt"), None),
    "leads inside": (_to("http://inside.example/robots.txt"), "blocked address"),
    "is a page": (html("not here"), None),
    "names ten thousand agents": (
        Page(b"".join(b"User-agent: a%d\nDisallow: /%d*b*c$\n" % (n, n) for n in range(10_000))),
        None,
    ),
    "asks for a day between requests": (Page(b"User-agent: *\nCrawl-delay: 86400"), "beyond the limit"),
}


@pytest.mark.parametrize("behaviour", ROBOTS)
def test_robots_txt_that(
    behaviour: str, room: Newsroom, network: tuple[Internet, Network], time: FakeTime, tmp_path: Path
) -> None:
    page, refused = ROBOTS[behaviour]
    room.pages |= {"/robots.txt": page, "/feed": _feed(ITEM), "/x": html("calm")}
    found, _ = _night(network[1], time, tmp_path)
    if refused is None:
        assert (found.rejected, len(found.candidates)) == ((), 1)
    else:
        [rejected] = found.rejected
        assert str(rejected.detail).startswith(refused)
        assert room.asked == []


def _turns_private(internet: Internet) -> None:
    internet.names["outlet.example"] = ["then", PUBLIC, "10.0.0.7"]


def _has_an_inside_address_too(internet: Internet) -> None:
    internet.names["outlet.example"] = ["10.0.0.7", PUBLIC]


def _vanishes(internet: Internet) -> None:
    del internet.names["outlet.example"]


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (_turns_private, "blocked address"),
        (_has_an_inside_address_too, None),
        (_vanishes, "connection failed"),
    ],
)
def test_a_name_that(
    behaviour: Callable[[Internet], None],
    said: str | None,
    room: Newsroom,
    network: tuple[Internet, Network],
    time: FakeTime,
    tmp_path: Path,
) -> None:
    room.pages |= {"/feed": _feed(ITEM), "/x": html("calm")}  # robots.txt is not there: its connection ends
    internet, through = network
    behaviour(internet)
    found, visits = _night(through, time, tmp_path, replace(LIMITS, retries=0))
    assert "10.0.0.7" not in internet.dialled
    if said is None:
        assert _name(visits[f"{OUTLET}/x"]) == "fetched"
    else:
        assert str(found.rejected[0].detail).startswith(said)


def test_there_are_enough_of_them() -> None:
    assert len(PAGES) + len(FEEDS) + len(ROBOTS) + 3 >= 40
