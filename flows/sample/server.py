"""The newsroom on loopback: a real HTTP server for each outlet, each on a port of its own."""

import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from extractors.records import Source
from flows.sample.answers import Answer, answers, not_found
from flows.sample.newsroom import Outlet, World, newsroom

HOST = "127.0.0.1"
PORT_VARIABLE = "NIGHTDESK_SAMPLE_PORT"
PORT = 18470  # of the first outlet, where its ports are free; below the range that systems hand out
_TRIES = 50  # blocks of neighbouring free ports


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A running newsroom. Outlet ``n`` of ``outlets.toml`` answers on ``port + n``."""

    night: int
    port: int
    sources: tuple[Source, ...]

    @property
    def base(self) -> str:
        """The address of the first outlet."""
        return f"http://{HOST}:{self.port}"


@contextmanager
def serve(night: int, port: int = 0, world: World | None = None) -> Iterator[Newsroom]:
    """Serve ``night`` of ``world``, the invented newsroom's if none is given, until the block ends.

    Port 0 takes the port of ``NIGHTDESK_SAMPLE_PORT``; without it the newsroom's usual ports, so that
    pages keep their addresses from night to night, or any free ones where another newsroom is open.
    """
    world = world or newsroom()
    port = port or int(os.environ.get(PORT_VARIABLE, "0")) or _free_block(len(world.outlets))
    with ExitStack() as stack:
        for offset, outlet in enumerate(world.outlets):
            if night not in outlet.down_on:
                said = answers(outlet, world.stories_of(outlet, night), night, _base(port + offset))
                stack.enter_context(_listening(said, port + offset))
        sources = tuple(_source(outlet, _base(port + offset)) for offset, outlet in enumerate(world.outlets))
        yield Newsroom(night, port, sources)


def _base(port: int) -> str:
    return f"http://{HOST}:{port}"


def _source(outlet: Outlet, base: str) -> Source:
    listed = [spec for spec in outlet.feeds if spec.listed]
    return Source(
        id=outlet.id,
        name=outlet.name,
        feeds=tuple(base + spec.path for spec in listed if spec.form in ("rss", "atom")),
        sitemaps=tuple(base + spec.path for spec in listed if "sitemap" in spec.form),
        country=outlet.country,
        delay_seconds=0,
        allow_private=True,
    )


@contextmanager
def _listening(said: Mapping[str, Callable[[], Answer]], port: int) -> Iterator[None]:
    server = _Server((HOST, port), _handler(said))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True


def _handler(said: Mapping[str, Callable[[], Answer]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30  # seconds

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def _answer(self, with_body: bool) -> None:
            answer = said.get(self.path, not_found)()
            if answer.status == 200 and self._known(dict(answer.headers)):
                answer = Answer(304, answer.headers[1:], b"")
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if with_body:
                self.wfile.write(answer.body)

        def _known(self, headers: dict[str, str]) -> bool:
            """An ETag, where both sides have one, outweighs a date (RFC 9110)."""
            asked = self.headers.get("If-None-Match")
            if asked is not None:
                return headers.get("ETag") in [tag.strip() for tag in asked.split(",")]
            since = self.headers.get("If-Modified-Since")
            return since is not None and since == headers.get("Last-Modified")

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: the night has its own account of what was fetched."""

    return Handler


def _free_block(length: int) -> int:
    """The first of ``length`` neighbouring ports that are free now: the usual ones if they are."""
    for attempt in range(_TRIES):
        with ExitStack() as stack:
            first = 0 if attempt else PORT
            try:
                for offset in range(length):
                    probe = stack.enter_context(socket.socket())
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    probe.bind((HOST, first + offset if first else 0))
                    first = first or probe.getsockname()[1]
            except (OSError, OverflowError):
                continue
            return first
    raise OSError(f"no {length} neighbouring free ports on {HOST}")
