"""What one night costs on a warehouse that has grown: time and memory of each step, and analysts' queries.

    python benchmarks/growth.py [--articles N] [--incidents N] [--folder DIR] [--shares 1 0.2 0.1]

An archive of N articles is generated (`growth_*.sql`), for each share of N in a folder of its own below
--folder; a folder that is there already is used again. On a copy of it one night of 2,000 new articles is
loaded, 500 of them with a report, fused, checked and published. Then every query of docs/queries.md is asked
of what was published. Memory is the most that the process had resident during the step.
"""

import argparse
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

import warehouse
from extractors.records import Article, IncidentReport, Reading, text_hash
from warehouse.database import WORKING
from warehouse.sqlfiles import sql

HERE = Path(__file__).parent
QUERIES = re.findall(
    r"### (\d+)\. ([^\n]+)\n```sql\n(.*?)```",
    (HERE.parent / "docs" / "queries.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
NIGHT = datetime(2026, 1, 2, 2, tzinfo=UTC)
ARTICLES, REPORTS = 2_000, 500
INCIDENTS_A_DAY = 27
ASKED = 5  # times each query
SAVING = [f"fuse/{step}" for step in ("save_members", "values", "incidents", "save_incidents", "citations")]


def build(folder: Path, articles: int, incidents: int) -> None:
    """The archive, its reports in the incidents that they were made for, saved by fusion's own steps."""
    with warehouse.open_for_writing(folder):
        pass
    given = {"articles": articles, "incidents": incidents, "incidents_a_day": INCIDENTS_A_DAY}
    given |= {"articles_at_once": articles, "run_id": "archive", "now": NIGHT - timedelta(days=1)}
    with duckdb.connect(folder / WORKING) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET enable_progress_bar = false")
        for part in ("articles", "fuse/batch", "fuse/live", "incidents", *SAVING, "order"):
            own = HERE / f"growth_{part}.sql"
            text = own.read_text(encoding="utf-8") if own.is_file() else sql(part)
            for statement in connection.extract_statements(text):
                wanted = {name: given[name] for name in statement.named_parameters}
                connection.execute(statement, wanted or None)


def night(folder: Path) -> None:
    """One night on the archive in ``folder``, step after step."""
    news = list(_news())
    with warehouse.open_for_writing(folder) as house:
        with _measured("open the file"):
            run_id = house.begin_run("nightly", NIGHT.date(), "1", {}, NIGHT)
        with _measured("load"):
            loaded = house.load(run_id, news)
        with _measured("fuse"):
            fused = house.fuse(run_id)
        with _measured("check"):
            house.check()
        with _measured("finish"):
            house.finish_run(run_id, "completed", NIGHT)
        with _measured("publish"):
            published = house.publish()
    sys.stdout.write(f"  {loaded}\n  {fused}\n")
    with _measured(f"(a plain copy of the file: {published.stat().st_size / 1e9:.2f} GB)"):
        shutil.copyfile(published, folder / "copy")
    (folder / "copy").unlink()


def ask(folder: Path) -> None:
    """The queries of docs/queries.md, the median of several times each."""
    times: list[tuple[float, float, str, str]] = []
    with warehouse.open_published(folder) as connection:
        for number, question, query in QUERIES:
            took, busy = [], []
            for _ in range(ASKED):
                started, worked = time.perf_counter(), time.process_time()
                connection.execute(query.replace("2024-05", "2025-05")).fetchall()
                took.append(1000 * (time.perf_counter() - started))
                busy.append(1000 * (time.process_time() - worked))
            times.append((statistics.median(took), statistics.median(busy), number, question))
    for name, column in (("by the clock", 0), ("of CPU", 1)):
        all_of_it = [float(row[column]) for row in times]
        fast = sum(one < 100 for one in all_of_it)
        middle = statistics.median(all_of_it)
        sys.stdout.write(f"  queries {name}: median {middle:.0f} ms, under 100 ms: {fast} of {len(times)}\n")
    for clock, cpu, number, question in sorted(times, reverse=True)[:6]:
        sys.stdout.write(f"    {clock:6.0f} ms {cpu:6.0f} ms of CPU  {number}. {question}\n")


def _news() -> Iterator[Reading]:
    """Articles of one night; most reports tell of the last days, some recall what was years ago."""
    chance = random.Random(1)  # noqa: S311  # repeatable
    words = [f"word{n}" for n in range(20_000)]
    for number in range(ARTICLES):
        text = " ".join(chance.choices(words, k=320))
        outlet = f"outlet {number % 40}"
        article = Article(
            text_hash(text), outlet, text, NIGHT, "1", url=f"https://{outlet}.test/new/{number}",
            title=f"Night, number {number}", published_at=NIGHT.date(),
        )  # fmt: skip
        told = (_report(chance),) if number < REPORTS else ()
        url, kept_in = str(article.url), f"night#{number}"
        yield Reading(url, outlet, url, NIGHT, kept_in, article, None, told, (), "1")


def _report(chance: random.Random) -> IncidentReport:
    town, act = chance.randrange(1500), chance.randrange(4)
    kinds = ("militant attack", "militant attack", "security operation", "clash")
    types = ("Explosions/Remote violence", "Violence against civilians", "Battles", "Battles")
    places = {"country": f"Country {town // 250}", "admin1": f"Province {town // 50}"}
    places |= {"admin2": f"District {town // 5}", "place": f"Town {town}"}
    told = IncidentReport(
        "main", NIGHT.date() - timedelta(days=chance.randint(0, 2)), None, "day", **places, geo_precision=1,
        incident_kind=kinds[act], event_type=types[act], killed=chance.randint(1, 9), extractor="rules",
        extractor_version="1",
    )  # fmt: skip
    if chance.random() < 0.1:
        past = date(2023 + chance.randrange(3), chance.randint(1, 12), 1)
        return replace(told, role="background", event_date=past, date_precision="month")
    return told


@contextmanager
def _measured(step: str) -> Iterator[None]:
    """Prints what ``step`` took, and the peak of resident memory since it began (Linux)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    started, busy = time.perf_counter(), time.process_time()
    yield
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024
    sys.stdout.write(f"  {step:40} {seconds:7.2f} s {busy:7.2f} s of CPU {peak:7.0f} MB\n")
    sys.stdout.flush()


def main(articles: int, incidents: int, folder: Path, shares: list[float]) -> None:
    """Each share in turn; nights and queries in processes of their own, so that memory is theirs alone."""
    for share in shares:
        size, fewer = int(articles * share), int(incidents * share)
        archive, copy = folder / f"{size}", folder / "night"
        sys.stdout.write(f"{size:,} articles, some {fewer:,} incidents\n")
        if not archive.exists():
            build(archive, size, fewer)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(archive, copy)
        for step in ("night", "ask"):
            sys.stdout.flush()
            code = f"import pathlib, sys; sys.path[:0] = [sys.argv[1]]; import growth; growth.{step}"
            code += "(pathlib.Path(sys.argv[2]))"
            subprocess.run([sys.executable, "-c", code, HERE, copy], check=True)  # noqa: S603  # our own


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--incidents", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, default=Path("nightdesk-growth"))
    parser.add_argument("--shares", type=float, nargs="+", default=[0.1, 0.2, 1.0])
    options = parser.parse_args()
    main(options.articles, options.incidents, options.folder, options.shares)
