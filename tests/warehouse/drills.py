"""What a warehouse must survive: being killed at any moment, and readers who never stop asking.

Run as a module it is the process that gets killed (`night FOLDER`) or the reader (`read FOLDER`).
"""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import warehouse
from extractors.records import Reading
from tests.warehouse.stories import DAY, NIGHT, SOURCES, begin, reading, report
from warehouse import open_for_writing

ROOT = Path(__file__).parents[2]
STEPS = ("load", "fuse", "publish")
BATCHES, EACH = 4, 15
RECORD_TIMES = "recorded_at|recorded_from|recorded_to|run_id|first_run_id|asked_at|finished_at"
TABLES = (
    "articles", "article_texts", "signatures", "near_duplicates", "incident_reports", "evidence", "claims",
    "statistics", "rejections", "incidents", "incident_keys", "incident_history", "incident_sources",
    "incident_links", "incident_citations", "fusion_reports", "fusion_pairs", "fusion_queue",
)  # fmt: skip
WHOLE = (
    "SELECT (SELECT count(*) FROM runs WHERE status = 'completed') AS nights, "
    "(SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM incidents) AS incidents, "
    "(SELECT sum(n_reports)::INT FROM incidents) AS reports"
)


def crash_drill(folder: Path, chance: random.Random, kills: int) -> Counter[str]:
    """Kill a second night at ``kills`` random moments and run it again; returns in which step each kill fell.

    Raises AssertionError where anything differs from a night that ended well.
    """
    with open_for_writing(folder / "first") as house:
        house.save_sources(SOURCES)
        whole_night(house, 0)
    seconds = _seconds_of_a_night(folder)
    wanted = _tables(folder / "undisturbed")
    before = warehouse.query(folder / "first", WHOLE).to_pylist()
    after = warehouse.query(folder / "undisturbed", WHOLE).to_pylist()
    fell: Counter[str] = Counter()
    for kill in range(kills):
        killed = folder / f"killed-{kill}"
        shutil.copytree(folder / "first", killed)
        process = _process("night", killed)
        assert process.stdout and process.stdout.readline() == "load\n"
        try:
            time.sleep(seconds * chance.random())
        finally:
            process.send_signal(signal.SIGKILL)
        said = process.communicate(timeout=60)[0].split()
        fell[said[-1] if said else "load"] += 1
        assert warehouse.query(killed, WHOLE).to_pylist() in (before, after)
        with open_for_writing(killed) as house:
            whole_night(house, 1)
        assert _tables(killed) == wanted
        assert warehouse.query(killed, WHOLE).to_pylist()[0] | {"nights": 0} == after[0] | {"nights": 0}
        shutil.rmtree(killed)
    return fell


def _seconds_of_a_night(folder: Path) -> float:
    """How long the night takes in a process of its own, undisturbed."""
    shutil.copytree(folder / "first", folder / "undisturbed")
    process = _process("night", folder / "undisturbed")
    assert process.stdout and process.stdout.readline() == "load\n"
    started = time.monotonic()
    process.communicate(timeout=300)
    assert process.returncode == 0
    return time.monotonic() - started


def reading_drill(folder: Path, nights: int, readers: int) -> int:
    """Publish ``nights`` nights under the eyes of ``readers`` processes; how many queries they asked."""
    with open_for_writing(folder) as house:
        house.save_sources(SOURCES)
        whole_night(house, 0)
        states = [house.query(WHOLE).to_pylist()[0]]
        watching = [_process("read", folder) for _ in range(readers)]
        for reader in watching:
            assert reader.stdout and reader.stdout.readline() == "ready\n"
        for night in range(1, nights + 1):
            whole_night(house, night)
            states += house.query(WHOLE).to_pylist()
    (folder / "stop").touch()
    whole = {str(tuple(state.values())) for state in states}
    asked = 0
    for reader in watching:
        said = reader.communicate(timeout=60)[0].splitlines()
        assert reader.returncode == 0
        assert set(said[1:]) <= whole
        asked += int(said[0])
    return asked


def whole_night(house: warehouse.Warehouse, night: int) -> None:
    """Several batches, fused and published; the steps are printed as they begin."""
    run_id = begin(house, night)
    _say("load")
    for batch in range(BATCHES):
        house.load(run_id, [_news(night, batch * EACH + number) for number in range(EACH)])
    _say("fuse")
    house.fuse(run_id)
    house.finish_run(run_id, "completed", NIGHT + timedelta(days=night, minutes=5))
    _say("publish")
    house.publish()


def _news(night: int, number: int) -> Reading:
    """Two outlets tell of each incident; every third is yesterday's, with a higher toll."""
    incident = number // 2
    of = night - 1 if incident % 3 == 0 and night else night
    day = DAY + timedelta(days=of)
    told = report(admin2=f"District {incident}", place=f"Town {incident}", latitude=20.0 + incident,
        event_date=day, killed=2 + incident % 5 + night - of)  # fmt: skip
    published = day + timedelta(days=1 + night - of)
    name = f"night {night}, article {number}"
    return reading(name, told, source=("courier", "herald")[number % 2], published=published)


def _tables(folder: Path) -> dict[str, list[dict[str, object]]]:
    """What was published, but for runs, sightings and record times."""
    with warehouse.open_published(folder) as connection:
        lasting = f"COLUMNS(c -> NOT regexp_full_match(c, '{RECORD_TIMES}'))"
        return {
            table: connection.sql(f"SELECT {lasting} FROM {table} ORDER BY ALL").to_arrow_table().to_pylist()
            for table in TABLES
        }


def _process(what: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.warehouse.drills", what, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _say(words: str) -> None:
    if __name__ == "__main__":
        print(words, flush=True)  # noqa: T201


def _read(folder: Path) -> None:
    print("ready", flush=True)  # noqa: T201
    asked, seen = 0, set()
    while not (folder / "stop").exists():
        (row,) = warehouse.query(folder, WHOLE).to_pylist()
        seen.add(str(tuple(row.values())))
        asked += 1
    print(asked, *sorted(seen), sep="\n", flush=True)  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1] == "read":
        _read(Path(sys.argv[2]))
    else:
        with open_for_writing(Path(sys.argv[2])) as opened:
            whole_night(opened, 1)
