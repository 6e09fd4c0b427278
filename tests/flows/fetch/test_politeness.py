"""A whole night as its hosts see it: pauses, rules, one request at a time; and how long it takes."""

import threading
import time
from collections import Counter
from contextlib import ExitStack, closing
from itertools import pairwise
from pathlib import Path

from extractors.records import Candidate, Document, Rejected, Source
from flows.fetch.archive import Archive
from flows.fetch.discovery import discover
from flows.fetch.exchange import Limits
from flows.fetch.hosts import Clock
from flows.fetch.pages import fetch
from flows.fetch.transport import Network
from flows.fetch.web import Web

from .newsroom import HASTY, NOW, FakeTime, Handler, Internet, Newsroom, Page, html, open_newsroom

HOSTS = 4
PAGES = 8
OWN_SECONDS, ASKED_SECONDS = 0.03, 0.05


class RealTime(FakeTime):
    """The real clock: a server that is slow sees longer gaps, never shorter ones."""

    @property
    def seconds(self) -> float:
        return time.monotonic()

    @seconds.setter
    def seconds(self, value: float) -> None:
        pass


class Counted:
    """A page that knows how many of its host's pages were being asked for at once."""

    def __init__(self, seconds: float = 0.005) -> None:
        self.lock = threading.Lock()
        self.now = self.most = 0
        self.seconds = seconds

    def __call__(self, handler: Handler) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        with self.lock:
            self.now -= 1
        handler.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p>calm")


def _fill(room: Newsroom, neighbour: Newsroom, counted: Counted) -> None:
    rules = f"User-agent: *\nDisallow: /private\nCrawl-delay: {ASKED_SECONDS}\n"
    paths = [*(f"/{n}" for n in range(PAGES)), "/private/1", "/away", "/inside"]
    items = "".join(f"<item><link>{path}</link></item>" for path in paths)
    room.pages |= {
        "/robots.txt": Page(rules.encode()),
        "/feed": Page(f"<rss><channel>{items}</channel></rss>".encode()),
        "/private/1": html("secret"),
        "/away": Page(status=302, headers={"Location": neighbour.url("/0")}),
        "/inside": Page(status=302, headers={"Location": neighbour.url("/private/2")}),
    }
    room.pages |= {f"/{n}": counted for n in range(PAGES)}
    room.pages["/1"] = [Page(status=503), Page(status=429, headers={"Retry-After": "0"}), html("at last")]
    room.pages["/2"] = Page(status=500)


def test_no_host_is_asked_too_soon_twice_at_once_or_where_it_forbids(tmp_path: Path) -> None:
    limits = Limits(read_seconds=20, backoff_seconds=0.01)
    with ExitStack() as stack:
        rooms = [stack.enter_context(open_newsroom(RealTime())) for _ in range(HOSTS)]
        counts = [Counted() for _ in rooms]
        for n, room in enumerate(rooms):
            _fill(room, rooms[(n + 1) % HOSTS], counts[n])
        sources = {
            # two sources share each host
            f"{name}-{n}": Source(
                f"{name}-{n}",
                "Outlet",
                feeds=(room.url(f"/feed-{name}"),),
                delay_seconds=OWN_SECONDS,
                allow_private=True,
            )
            for n, room in enumerate(rooms)
            for name in ("first", "second")
        }
        for room in rooms:
            room.pages |= {f"/feed-{name}": room.pages["/feed"] for name in ("first", "second")}
        asking = stack.enter_context(closing(Web("nightdesk/1.0", limits)))
        archive = stack.enter_context(Archive(tmp_path, "night", NOW))
        candidates: list[Candidate] = []
        readers = [
            threading.Thread(
                target=lambda one=one: candidates.extend(discover(one, asking, {}, NOW).candidates)
            )
            for one in sources.values()
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        visits = list(fetch(candidates, sources, asking, archive, {}, NOW))
        assert len(visits) == len(candidates) == 2 * HOSTS * (PAGES + 3)
        for room, counted in zip(rooms, counts, strict=True):
            gaps = [later.at - earlier.at for earlier, later in pairwise(room.seen)]
            assert gaps[0] >= OWN_SECONDS  # what robots.txt asks is known only after it
            assert min(gaps[1:]) >= ASKED_SECONDS
            assert counted.most == 1
            assert [one.path for one in room.seen].count("/robots.txt") == 1
            assert not [one.path for one in room.seen if one.path.startswith("/private")]
    names = Counter(one.outcome.reason for one in visits if isinstance(one.outcome, Rejected))
    assert names == {"refused by robots": 4 * HOSTS, "server error": 2 * HOSTS}


def test_a_host_is_asked_side_by_side_only_as_often_as_it_was_told(tmp_path: Path) -> None:
    with ExitStack() as stack:
        room = stack.enter_context(open_newsroom(RealTime()))
        counted, delay_seconds, started = Counted(seconds=0.5), 0.15, time.monotonic()
        room.pages |= {f"/{n}": counted for n in range(12)}
        sources = {
            name: Source(
                name, "Own", delay_seconds=delay_seconds, allow_private=True, connections=connections
            )
            for name, connections in (("one", 3), ("two", 4), ("shy", 1))
        }
        archive = stack.enter_context(Archive(tmp_path, "night", NOW))
        asking = stack.enter_context(closing(Web("nightdesk/1.0", Limits())))
        pages = [Candidate("two" if n % 2 else "one", room.url(f"/{n}")) for n in range(12)]
        visits = list(fetch(pages, sources, asking, archive, {}, NOW))
        assert len(visits) == 12
        assert counted.most == 3
        assert time.monotonic() - started >= 12 * delay_seconds  # each start waits for the one before
        counted.most = 0
        pages = [Candidate("shy", room.url("/0")), Candidate("one", room.url("/1"))]
        assert len(list(fetch(pages, sources, asking, archive, {}, NOW))) == 2
        assert counted.most == 1


class ThreadTime(threading.local):
    """A clock of its own for each thread: the longest of them is how long all take side by side."""

    def __init__(self) -> None:
        self.seconds = 0.0


def test_a_night_takes_as_long_as_its_slowest_host_and_not_as_all_together(tmp_path: Path) -> None:
    hosts, pages, delay_seconds, slow_seconds = 20, 100, 2.0, 10.0
    local, spent, lock = ThreadTime(), Counter[int](), threading.Lock()

    def sleep(seconds: float) -> None:
        local.seconds += seconds
        with lock:
            spent[threading.get_ident()] += seconds  # type: ignore[assignment]

    clock = Clock(lambda: local.seconds, sleep, lambda: NOW)
    with (
        open_newsroom(FakeTime()) as quick,
        open_newsroom(FakeTime()) as slow,
        open_newsroom(FakeTime()) as broken,
    ):
        for room in (quick, slow):
            room.pages |= {f"/{n}": html("calm") for n in range(pages)}
        slow.pages["/robots.txt"] = Page(f"User-agent: *\nCrawl-delay: {slow_seconds}".encode())
        broken.pages |= {f"/{n}": Page(status=503) for n in range(pages)}
        internet = Internet(quick)
        for n in range(hosts):
            ip = f"93.184.216.{n + 1}"
            internet.names[f"outlet-{n}.example"] = [ip]
            internet.rooms[ip] = slow if n == 7 else broken if n in (8, 9) else quick
        sources = {f"o{n}": Source(f"o{n}", "Outlet", delay_seconds=delay_seconds) for n in range(hosts)}
        candidates = [
            Candidate(f"o{n}", f"http://outlet-{n}.example/{page}")
            for n in range(hosts)
            for page in range(pages)
        ]
        asking = Web("nightdesk/1.0", HASTY, Network(internet.resolve, internet.dial), clock)
        with closing(asking), Archive(tmp_path, "night", NOW) as archive:
            visits = list(fetch(candidates, sources, asking, archive, {}, NOW))
    assert len(visits) == hosts * pages
    assert sum(isinstance(one.outcome, Document) for one in visits) == (hosts - 2) * pages
    assert max(spent.values()) <= (pages + 1) * slow_seconds
    assert sum(spent.values()) > 3 * max(spent.values())
