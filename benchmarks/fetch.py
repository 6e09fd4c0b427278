"""How fast pages are discovered, fetched and archived, in how much memory, and how fast they are read again.

    python benchmarks/fetch.py [PAGES]

A server in another process gives PAGES (5,000) pages of 40 KB on loopback, from four hosts without any
delay. One process discovers, fetches and archives them; nothing is read. Printed: pages per second of wall
time and of this process's CPU time, its peak memory, and how many pages per second are read from the
archive, beside FastWARC's bare iteration. Floors: 100 pages/s, 300 MB, half of FastWARC.
"""

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from fastwarc import ArchiveIterator

from extractors.records import Document, Source
from flows.fetch.archive import Archive, documents_in
from flows.fetch.discovery import discover
from flows.fetch.pages import fetch
from flows.fetch.web import Web

HOSTS = 4
PAGE_BYTES = 40_000
_TIMES = 3  # the archive is read; the best counts


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    pages = 0
    text = b""

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self._say(404, "text/plain", b"")
        elif self.path == "/sitemap.xml":
            entries = "".join(f"<url><loc>/news/{n}</loc></url>" for n in range(self.pages))
            self._say(200, "application/xml", f"<urlset>{entries}</urlset>".encode())
        else:
            start = hash(self.path) % (len(self.text) - PAGE_BYTES)
            self._say(200, "text/html; charset=utf-8", self.text[start : start + PAGE_BYTES])

    def _say(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


def serve(pages: int, said: Connection) -> None:
    """Answer on HOSTS ports, which are sent to ``said``, until that is closed."""
    dice = random.Random(1)  # noqa: S311  # words, no secrets
    words = ["".join(dice.choices("abcdefghijklmnop", k=dice.randint(2, 9))) for _ in range(5_000)]
    _Handler.text = " ".join(dice.choices(words, k=60_000)).encode()
    _Handler.pages = pages // HOSTS
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), _Handler) for _ in range(HOSTS)]
    for server in servers:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
    said.send([server.server_address[1] for server in servers])
    said.poll(None)


def night(ports: list[int], folder: Path) -> int:
    """Discover, fetch and archive everything; the number of pages."""
    sources = {
        f"outlet-{port}": Source(
            f"outlet-{port}",
            "Outlet",
            sitemaps=(f"http://127.0.0.1:{port}/sitemap.xml",),
            allow_private=True,
            delay_seconds=0,
            max_articles=100_000,
        )
        for port in ports
    }
    now = datetime.now(UTC)
    with closing(Web("benchmark")) as web, Archive(folder, "benchmark", now) as archive:
        found = [discover(source, web, {}, now) for source in sources.values()]
        candidates = [candidate for each in found for candidate in each.candidates]
        visits = fetch(candidates, sources, web, archive, {}, now)
        return sum(isinstance(visit.outcome, Document) for visit in visits)


def iterate(path: Path) -> int:
    """What FastWARC does where nothing is asked of it."""
    with path.open("rb") as stream:
        return sum(1 for _ in ArchiveIterator(stream))


def read(folder: Path) -> int:
    """What reading documents takes."""
    return sum(isinstance(found, Document) for found in documents_in(folder))


def main(pages: int) -> None:
    """Prints four lines."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(pages, theirs), daemon=True)
    server.start()
    ports = ours.recv()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wall, cpu = time.perf_counter(), time.process_time()
        done = night(ports, folder)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
        server.terminate()
        _say(f"{done} pages in {wall:.1f} s: {done / wall:.0f} pages/s, {done / cpu:.0f} per CPU second")
        _say(f"peak memory {peak_mb:.0f} MB")
        [path] = folder.rglob("*.warc.gz")
        bare = done / _seconds(partial(iterate, path))
        own = done / _seconds(partial(read, folder))
        _say(f"archive of {path.stat().st_size / 1e6:.0f} MB: FastWARC's iteration {bare:.0f} pages/CPU s")
        _say(f"read as documents: {own:.0f} pages/CPU s, {own / bare:.2f} of it")


def _seconds(work: Callable[[], int]) -> float:
    """Of CPU time, the best of several."""
    times = []
    for _ in range(_TIMES):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
