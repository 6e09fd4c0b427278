"""The file that readers open: complete, replaced in one step, and never touched by a failure."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

import warehouse
from tests.warehouse.stories import begin, one_night, reading, report, run_night
from warehouse import WarehouseBusy, WarehouseError, WarehouseMissing, WarehouseNewer, open_for_writing
from warehouse.publishing import publish

ROOT = Path(__file__).parents[2]


def incidents(folder):
    return warehouse.query(folder, "SELECT count(*) AS n FROM incidents").to_pylist()[0]["n"]


def python(code, *arguments):
    """Another process that runs ``code`` with our packages."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_what_is_published_is_complete_and_stands_alone(tmp_path):
    one_night(tmp_path / "a", reading("one", report(killed=3)))
    shutil.copy(tmp_path / "a" / "nightdesk.duckdb", tmp_path / "alone.duckdb")
    with duckdb.connect(tmp_path / "alone.duckdb", read_only=True) as alone:
        assert alone.execute("SELECT fatalities FROM acled").fetchall() == [(3,)]
        assert alone.execute(
            "SELECT count(*) FROM incidents_between('2024-05-01', '2024-05-31')"
        ).fetchall() == [(1,)]
        assert alone.execute("SELECT count(*) > 50 FROM event_types").fetchall() == [(True,)]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [
        "lock",
        "nightdesk.duckdb",
        "working.duckdb",
    ]


def test_a_reader_keeps_its_night_while_the_next_is_published(tmp_path):
    one_night(tmp_path, reading("one", report()))
    with warehouse.open_published(tmp_path) as reader:
        one_night(tmp_path, reading("two", report(country="Iraq")), night=1)
        assert reader.execute("SELECT count(*) FROM incidents").fetchall() == [(1,)]
    assert incidents(tmp_path) == 2


@pytest.mark.slow
def test_the_last_three_published_files_are_kept(tmp_path):
    for night, country in enumerate(["Iraq", "Syria", "Mali", "Niger", "Chad"]):
        one_night(tmp_path, reading(country, report(country=country)), night=night)
    counts = []
    for path in sorted((tmp_path / "earlier").iterdir()):
        with duckdb.connect(path, read_only=True) as earlier:
            counts += earlier.execute("SELECT count(*) FROM incidents").fetchall()
    assert counts == [(2,), (3,), (4,)]


def test_of_the_files_published_before_three_are_kept(tmp_path):
    (tmp_path / "working.duckdb").touch()
    for night in range(6):
        (tmp_path / "working.duckdb").write_text(f"night {night}")
        publish(tmp_path)
    kept = [path.read_text() for path in sorted((tmp_path / "earlier").iterdir())]
    assert kept == ["night 2", "night 3", "night 4"]
    assert (tmp_path / "nightdesk.duckdb").read_text() == "night 5"


def test_a_process_that_dies_within_a_batch_leaves_nothing_of_it(tmp_path, empty):
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    die = (
        "import os, sys, pathlib, warehouse\n"
        "from tests.warehouse.stories import begin, reading, report\n"
        "with warehouse.open_for_writing(pathlib.Path(sys.argv[1])) as house:\n"
        "    run_id = begin(house)\n"
        "    house.load(run_id, [reading('whole', report())])\n"
        "    warehouse.loading.rows = lambda *_: os.kill(os.getpid(), 9)\n"
        "    house.load(run_id, [reading('half', report())])\n"
    )
    process = python(die, tmp_path)
    process.communicate(timeout=60)
    assert process.returncode == -9
    with open_for_writing(tmp_path) as house:
        assert house.query("FROM articles").num_rows == 1
        assert house.query("SELECT status FROM runs").to_pylist() == [{"status": "failed"}]


def test_nothing_published_is_said_so(tmp_path):
    with pytest.raises(WarehouseMissing, match="run the night"):
        warehouse.query(tmp_path, "SELECT 1")


def test_the_published_file_cannot_be_changed_by_a_query(tmp_path):
    one_night(tmp_path, reading("one", report()))
    with pytest.raises(WarehouseError, match="read-only"):
        warehouse.query(tmp_path, "DELETE FROM incidents")
    with pytest.raises(WarehouseError, match="nowhere"):
        warehouse.query(tmp_path, "SELECT * FROM nowhere")


def test_a_second_writer_is_refused_with_the_name_of_the_first(tmp_path):
    hold = (
        "import sys, pathlib, warehouse\n"
        "with warehouse.open_for_writing(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    other = python(hold, tmp_path)
    assert other.stdout.readline() == "held\n"
    with pytest.raises(WarehouseBusy, match=rf"process {other.pid} since .*wait until"):
        one_night(tmp_path)
    other.kill()
    other.communicate()
    assert one_night(tmp_path, reading("one", report())).new == 1


def test_a_newer_version_is_refused_and_not_touched(tmp_path):
    one_night(tmp_path, reading("one", report()))
    working = tmp_path / "working.duckdb"
    with duckdb.connect(working) as connection:
        connection.execute("INSERT INTO migrations VALUES (999, '0999_of_tomorrow', now())")
    before = working.read_bytes()
    with pytest.raises(WarehouseNewer, match=r"version 999 .* upgrade Nightdesk"):
        one_night(tmp_path)
    assert working.read_bytes() == before


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "working.duckdb").write_text("this is no database, whatever its name says" * 100)
    with pytest.raises(WarehouseError, match="not a valid DuckDB"):
        one_night(tmp_path)


def test_a_failed_batch_leaves_no_trace_and_the_night_can_go_on(house, monkeypatch):
    run_id = begin(house)
    house.load(run_id, [reading("one", report())])
    original = warehouse.loading.rows

    def broken(connection, name, given=None):
        raise duckdb.Error("the disk is full")

    monkeypatch.setattr("warehouse.loading.rows", broken)
    with pytest.raises(WarehouseError, match="the disk is full"):
        house.load(run_id, [reading("two", report())])
    monkeypatch.setattr("warehouse.loading.rows", original)
    assert house.query("FROM articles").num_rows == 1
    assert house.load(run_id, [reading("two", report())]).new == 1


def test_a_disk_that_fills_up_leaves_the_published_file_as_it_was(tmp_path, monkeypatch):
    one_night(tmp_path, reading("one", report()))

    def full(source, target):
        Path(target).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.publishing.shutil.copyfile", full)
    with pytest.raises(WarehouseError, match="make room"):
        one_night(tmp_path, reading("two", report(country="Iraq")), night=1)
    assert incidents(tmp_path) == 1
    assert not (tmp_path / "nightdesk.duckdb.new").exists()


def test_threads_take_turns(house):
    run_id = begin(house)
    threads = [
        threading.Thread(target=house.load, args=(run_id, [reading(f"from thread {n}", report())]))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert house.query("FROM incident_reports").num_rows == 4


CRASH = """
import os, sys, signal, threading, pathlib, random
sys.path.insert(0, ".")
from tests.warehouse.stories import begin, reading, report
import warehouse
folder, seconds = pathlib.Path(sys.argv[1]), float(sys.argv[2])
with warehouse.open_for_writing(folder) as house:
    run_id = begin(house)
    print("go", flush=True)
    threading.Timer(seconds, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    for batch in range(1000):
        house.load(run_id, [reading(f"{batch} {n}", report(country=f"C{batch}")) for n in range(20)])
        print(batch, flush=True)
        house.fuse(run_id)
        house.publish()
"""


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.1, 0.35, 0.8, 1.3])
def test_kill_9_leaves_whole_batches_only(tmp_path, seconds):
    process = python(CRASH, tmp_path, seconds)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == -9
    acknowledged = [int(line) for line in out.splitlines()[1:]]
    with open_for_writing(tmp_path) as house:
        counts = house.query("SELECT count(*) AS n FROM articles GROUP BY run_id").to_pylist()
        total = counts[0]["n"] if counts else 0
        assert total % 20 == 0
        assert total >= 20 * len(acknowledged)
        assert house.query("SELECT status FROM runs").to_pylist() == [{"status": "failed"}]
        run_night(house, reading("after", report(country="Iraq")), night=1)
        assert house.query("FROM incident_reports").num_rows == total + 1
        assert house.query("FROM incident_sources").num_rows == total + 1
        house.publish()
    assert incidents(tmp_path) > 0
