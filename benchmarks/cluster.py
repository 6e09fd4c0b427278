"""The process pool and a Dask cluster beside each other: the same rows, and what each costs.

    python benchmarks/cluster.py [--pages 20000] [--workers 2] [--a-file 200] [--no-pool] [--keep FOLDER]

Writes generated pages to WARC files as Common Crawl does, and backfills them into a warehouse of its own each
time, by the command that users call: on the process pool, on a Dask cluster of local workers that stands
already, and on the same again while one worker is killed (SIGKILL) when a third of the files is loaded.
Prints seconds, pages a second and how many rows differ, which must be none.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from distributed import Client, LocalCluster
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import warehouse
from flows.sample.generator import generate
from flows.sample.render import page

TABLES = (
    *("articles", "article_texts", "near_duplicates", "incident_reports", "evidence", "claims"),
    *("statistics", "incidents", "incident_sources", "rejections"),
)
# what tells of the run and not of the news
_OF_THE_RUN = (
    "COLUMNS(c -> NOT regexp_full_match(c, '(first_|last_)?run_id|recorded_at|fetched_at|archived_in'))"
)


def write_warcs(folder: Path, pages: int, a_file: int, seed: int = 7) -> list[Path]:
    """``pages`` generated pages as responses in files of ``a_file`` each."""
    folder.mkdir(parents=True)
    stories = generate(pages, nights=3, seed=seed).world.stories[3]
    files = []
    for number, start in enumerate(range(0, len(stories), a_file)):
        files.append(folder / f"CC-NEWS-20260303{number:06}-{number:05}.warc.gz")
        with files[-1].open("wb") as stream:
            writer = WARCWriter(stream, gzip=True)
            for story in stories[start : start + a_file]:
                body = page(story, story.outlet.home).encode("utf-8", "xmlcharrefreplace")
                http = StatusAndHeaders(
                    "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
                )
                address = story.outlet.home.rstrip("/") + story.address
                record = writer.create_warc_record(
                    address, "response", payload=BytesIO(body), length=len(body), http_headers=http
                )
                writer.write_record(record)
    return files


def backfill(files: Path, folder: Path, settings: str) -> float:
    """Seconds that `nightdesk backfill` took."""
    folder.mkdir(parents=True)
    (folder / "nightdesk.toml").write_text(settings, encoding="utf-8")
    command = [Path(sys.executable).with_name("nightdesk"), "backfill", files, "--warehouse", "data"]
    started = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(done.stderr)
    return time.monotonic() - started


def differing(one: Path, other: Path) -> dict[str, int]:
    """How many rows of each table stand in one of the two warehouses only."""
    found = {}
    for table in TABLES:
        query = f"SELECT {_OF_THE_RUN} FROM {table}"  # noqa: S608  # one of TABLES
        rows = [
            sorted(map(repr, warehouse.query(where / "data", query).to_pylist())) for where in (one, other)
        ]
        found[table] = len(set(rows[0]) ^ set(rows[1])) + abs(len(rows[0]) - len(rows[1]))
    return found


def kill_when(reached: Callable[[], bool], client: Client) -> threading.Thread:
    """End one worker of the cluster, at once, when ``reached``."""

    def wait() -> None:
        while not reached():
            time.sleep(0.1)
        pid = next(iter(client.run(os.getpid).values()))
        os.kill(pid, signal.SIGKILL)
        sys.stdout.write(f"  killed worker {pid}\n")

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread


def runs(files: Path, home: Path, arguments: argparse.Namespace) -> Iterator[tuple[str, float, Path]]:
    """Each way of reading: its name, seconds, and where its warehouse is."""
    if not arguments.no_pool:
        ours = f"[read]\nprocesses = {arguments.workers}\n"
        yield "process pool", backfill(files, home / "pool", ours), home / "pool"
    with (
        LocalCluster(n_workers=arguments.workers, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        theirs = f'[read]\nrunner = "dask"\naddress = "{cluster.scheduler_address}"\n'
        yield "dask", backfill(files, home / "dask", theirs), home / "dask"
        third = len(list(files.iterdir())) // 3
        waiting = home / "killed" / "data" / "incoming"
        kill_when(lambda: waiting.is_dir() and len(list(waiting.glob("[!.]*"))) >= third, client)
        seconds = backfill(files, home / "killed", theirs)
        yield "dask, one worker killed", seconds, home / "killed"


def main() -> None:
    """Prints a line for each way of reading."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--a-file", type=int, default=200)
    parser.add_argument("--no-pool", action="store_true")
    parser.add_argument("--keep", type=Path, help="Work there, and leave it all.")
    arguments = parser.parse_args()
    home = arguments.keep or Path(tempfile.mkdtemp())
    files = home / "warcs"
    if not files.is_dir():
        write_warcs(files, arguments.pages, arguments.a_file)
    sys.stdout.write(f"{datetime.now(UTC):%Y-%m-%d}: {arguments.pages} pages, {arguments.workers} workers\n")
    first: Path | None = None
    for name, seconds, where in runs(files, home, arguments):
        first = first or where
        different = {table: n for table, n in differing(first, where).items() if n}
        speed = arguments.pages / seconds
        told = f"rows that differ: {different or 'none'}" if where != first else ""
        sys.stdout.write(f"  {name:26}{seconds:8.1f} s {speed:8.1f} pages/s  {told}\n")
        sys.stdout.flush()
    if not arguments.keep:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
