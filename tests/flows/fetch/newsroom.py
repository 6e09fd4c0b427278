"""A small loopback web server that does as it is told, and a clock that nobody waits for."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from extractors.records import Source
from flows.fetch.exchange import Limits
from flows.fetch.hosts import Clock
from flows.fetch.transport import Network
from flows.fetch.web import Web

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


class FakeTime:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.sleeps: list[float] = []
        self._lock = threading.Lock()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.sleeps.append(seconds)
            self.seconds += seconds

    def clock(self) -> Clock:
        return Clock(lambda: self.seconds, self.sleep, lambda: NOW + timedelta(seconds=self.seconds))


@dataclass(frozen=True)
class Page:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    path: str
    headers: dict[str, str]
    at: float  # fake seconds
    port: int  # the client's: tells connections apart


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    newsroom: "Newsroom"

    def do_GET(self) -> None:
        room = self.newsroom
        headers = {name.lower(): value for name, value in self.headers.items()}
        room.seen.append(Seen(self.path, headers, room.time.seconds, self.client_address[1]))
        page = room.pages.get(self.path, Page(status=404))
        if isinstance(page, list):
            page = page.pop(0) if len(page) > 1 else page[0]
        if callable(page):
            self.close_connection = True
            page(self)
            return
        etag = page.headers.get("ETag")
        if etag and headers.get("if-none-match") == etag:
            page = Page(status=304, headers=page.headers)
        self.send_response(page.status)
        for name, value in page.headers.items():
            self.send_header(name, value)
        if page.status != 304 and "Content-Length" not in page.headers:
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        self.wfile.write(page.body)

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the client has had enough, as it should
            self.close_connection = True

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()

    def log_message(self, *_: object) -> None:
        pass

    def say(self, content: bytes) -> None:
        """Send bytes as they are."""
        self.wfile.write(content)
        self.wfile.flush()


Raw = Callable[[Handler], None]
Answer = Page | Raw | list[Page | Raw]


@dataclass
class Newsroom:
    port: int
    time: FakeTime
    pages: dict[str, Answer] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    is_closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [one.path for one in self.seen if one.path != "/robots.txt"]


@contextmanager
def open_newsroom(time: FakeTime, tls: ssl.SSLContext | None = None) -> Iterator[Newsroom]:
    room = Newsroom(0, time)
    handler = type("Bound", (Handler,), {"newsroom": room})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.daemon_threads = True
    server.block_on_close = False
    room.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield room
    finally:
        room.is_closing.set()
        server.shutdown()
        server.server_close()


PUBLIC, OTHER_PUBLIC = "93.184.216.34", "151.101.1.69"


class Internet:
    """Names to addresses, and two public addresses behind which newsrooms stand; every dial is noted.

    What is asked for on port 443 goes to ``secure``.
    """

    def __init__(self, room: Newsroom, other: Newsroom | None = None, secure: Newsroom | None = None) -> None:
        self.rooms = {PUBLIC: room, OTHER_PUBLIC: other or room}
        self.secure = secure
        self.names: dict[str, list[str]] = {"outlet.example": [PUBLIC], "other.example": [OTHER_PUBLIC]}
        self.dialled: list[str] = []

    def resolve(self, host: str, port: int) -> Sequence[str]:
        if host not in self.names:
            raise socket.gaierror("no such name")
        found = self.names[host]
        if len(found) > 1 and found[0] == "then":  # a name that changes its mind
            self.names[host] = found[2:]
            return [found[1]]
        return found

    def dial(self, address: tuple[str, int], timeout_seconds: float) -> socket.socket:
        ip, port = address
        self.dialled.append(ip)
        assert ip in self.rooms, "a socket to where none may lead"
        room = self.secure if self.secure and port == 443 else self.rooms[ip]
        return socket.create_connection(("127.0.0.1", room.port), timeout_seconds)


HASTY = Limits(connect_seconds=5, read_seconds=5, total_seconds=10)
IMPATIENT = Limits(connect_seconds=0.3, read_seconds=0.3, total_seconds=0.6, retries=0)


def web(time: FakeTime, limits: Limits = HASTY, network: Network | None = None) -> Web:
    return Web("nightdesk/1.0 (+https://desk.example)", limits, network, time.clock())


def source(room: Newsroom | None = None, **changes: object) -> Source:
    given: dict[str, object] = {"id": "outlet", "name": "Outlet", "allow_private": True, "delay_seconds": 0.0}
    if room is not None:
        given["feeds"] = (room.url("/feed"),)
    return Source(**(given | changes))  # type: ignore[arg-type]


def html(text: str, **headers: str) -> Page:
    return Page(
        f"<html><body><p>{text}</p></body></html>".encode(), 200, {"Content-Type": "text/html"} | headers
    )
