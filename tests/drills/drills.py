"""What can go wrong with a night, done on purpose; each drill prints what happened and fails if data is lost.

python -m tests.drills.drills            # all of them, some ten minutes
python -m tests.drills.drills killed     # by name
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import warehouse
from tests.drills.desk import Desk, in_minutes, open_desk, server_of
from tests.drills.shape import NotHere, open_shape
from tests.drills.smalldisk import small_disk


def killed(desk: Desk) -> None:
    """Power cut in mid-night: whoever serves and the night die; started again, the night is made up for."""
    desk.slow = 1.0
    desk.watched_for_years()
    desk.serve()
    desk.wait("a night that was missed has begun", lambda: sum(desk.asked_for_pages().values()) >= 6)
    desk.kill()
    asked = desk.asked_for_pages()
    desk.say(f"killed when {len(asked)} of {desk.stories} pages had been asked for")
    desk.slow = 0.0
    desk.serve()
    desk.wait_for_alert("failed")
    desk.wait("the night was made up for", lambda: "COMPLETED" in desk.states())
    desk.nothing_is_lost()
    again = desk.asked_for_pages() - asked
    known = desk.unchanged()  # loaded before the power went: only asked whether there is anything new
    twice = [path for path in again if path in asked and path not in known]
    assert len(twice) <= 2, twice  # those that were on their way when the power went
    desk.say(f"{len(twice)} pages were asked for twice; runs in order: {', '.join(desk.states())}")


def stopped(desk: Desk) -> None:
    """SIGTERM in mid-night, as systemd stops a service: it ends soon, and the next start makes up for it."""
    desk.slow = 1.0
    desk.watched_for_years()
    desk.serve()
    desk.wait("a night that was missed has begun", lambda: sum(desk.asked_for_pages().values()) >= 4)
    told = time.monotonic()
    desk.stop()
    took = time.monotonic() - told
    desk.say(f"told to end in mid-night, it ended in order after {took:.1f} s")
    assert took < 30, took
    with warehouse.open_for_writing(desk.house):
        desk.say("nobody holds the warehouse")
    desk.slow = 0.0
    desk.serve()
    desk.wait("the night was made up for", lambda: "COMPLETED" in desk.states())
    desk.nothing_is_lost()
    desk.say(f"runs in order: {', '.join(desk.states())}; alerts: {desk.hook.titles()}")


def missed(desk: Desk) -> None:
    """The machine was off when the night was due: it is caught up once, however often it is started."""
    desk.write_settings(cron=in_minutes(3))
    desk.serve()
    desk.stop()
    desk.say("ended in order before the night was due; now the time passes")
    due = in_minutes(0)
    desk.write_settings(cron=due)
    desk.watched_for_years()
    desk.serve()
    desk.wait("the night was caught up", lambda: "COMPLETED" in desk.states())
    done = [state for state in desk.states() if state != "SCHEDULED"]
    assert done == ["COMPLETED"], done
    desk.stop()
    desk.serve()
    desk.wait_for_looks(2)
    later = [state for state in desk.states() if state != "SCHEDULED"]
    assert later == ["COMPLETED"], later
    desk.say("started once more: it is not caught up twice")
    desk.nothing_is_lost()


def worker_killed(desk: Desk) -> None:
    """The production shape's worker is killed in mid-night: its run is given up, and made up for."""
    desk.slow = 1.0
    given = {
        "POSTGRES_PASSWORD": "only-for-this-drill",
        "PREFECT_AUTH": "desk:only-for-this-drill",
        "NIGHTDESK_CRON": "0 0 1 1 *",
        "NIGHTDESK_TIMEZONE": "UTC",
    }
    with open_shape(given) as shape:
        desk.house.symlink_to(shape.folder("warehouse"))
        desk.watched_for_years()
        for name in ("nightdesk.toml", "sources.toml"):
            shutil.copy(desk.folder / name, shape.folder("config"))
        for name in ("server", "worker", "watch"):
            shape.start(name)
        desk.say("server, PostgreSQL, worker and watch are there")
        desk.wait("a night that was missed has begun", lambda: sum(desk.asked_for_pages().values()) >= 6)
        shape.kill("worker")
        desk.slow = 0.0
        desk.say("the worker and its night are killed")
        shape.start("worker")
        desk.wait_for_alert("failed")
        desk.say(desk.hook.got[-1]["message"].splitlines()[0])
        published = desk.house / warehouse.PUBLISHED
        desk.wait("the night was made up for", published.exists)
        shape.stop("watch")
        shape.stop("worker")
        desk.nothing_is_lost()


def server_killed(desk: Desk) -> None:
    """Prefect's server is killed in mid-night: it is started again, the night goes on and ends well."""
    desk.slow = 2.0
    desk.serve()
    run = desk.begin_night()
    desk.wait("the night is at work", desk.asked_for_pages)
    assert desk.serving
    os.kill(server_of(desk.serving.pid), signal.SIGKILL)
    desk.say("the server is killed")
    desk.wait_for_alert("server died")
    desk.wait("the night has ended", lambda: desk.state(run) in ("COMPLETED", "FAILED", "CRASHED"))
    desk.say(f"Prefect says: {desk.state(run)}")
    desk.slow = 0.0
    assert desk.night() == "COMPLETED"
    desk.nothing_is_lost()


def night_killed(desk: Desk) -> None:
    """The night's own process is killed, as the kernel does when memory is short."""
    desk.slow = 1.0
    desk.watched_for_years()
    desk.serve()
    desk.wait("a night that was missed has begun", lambda: sum(desk.asked_for_pages().values()) >= 3)
    assert desk.serving
    for child in Path(f"/proc/{desk.serving.pid}/task").glob("*/children"):
        for process in map(int, child.read_text().split()):
            if "flows.server" not in Path(f"/proc/{process}/cmdline").read_text():
                os.kill(process, signal.SIGKILL)
    desk.say("the night's process is killed")
    desk.slow = 0.0
    desk.wait_for_alert("failed")
    desk.wait("the night was made up for", lambda: "COMPLETED" in desk.states())
    desk.nothing_is_lost()


def two_at_once(desk: Desk) -> None:
    """Two nights are started at once, and a third by hand: one runs, the others are turned away."""
    desk.slow = 2.0
    desk.serve()
    first, second = desk.begin_night(), desk.begin_night()
    ended = ("COMPLETED", "CANCELLED")
    desk.wait("one of them is at work", desk.asked_for_pages)
    by_hand = desk.nightdesk("nightly")
    assert by_hand.returncode == 1
    assert "is being written by" in by_hand.stderr, by_hand.stderr
    desk.say(f"by hand: {by_hand.stderr.strip()}")
    desk.wait("both have ended", lambda: desk.state(first) in ended and desk.state(second) in ended)
    assert {desk.state(first), desk.state(second)} == set(ended)
    desk.wait_for_alert("not begun")
    desk.slow = 0.0
    assert desk.night() == "COMPLETED"
    desk.nothing_is_lost()


def too_long(desk: Desk) -> None:
    """A night that takes longer than it may is ended, holds nothing back, and what it had is kept."""
    desk.slow = 4.0
    desk.serve()
    desk.write_settings(hours_at_most=25 / 3600)
    assert desk.night() == "FAILED"
    desk.wait_for_alert("failed")
    assert "hours_at_most" in desk.hook.got[-1]["message"]
    asked = len(desk.asked_for_pages())
    desk.say(f"ended by its limit when {asked} of {desk.stories} pages had been asked for")
    desk.slow = 0.0
    desk.write_settings()
    assert desk.night() == "COMPLETED"
    desk.nothing_is_lost()


def network_gone(desk: Desk) -> None:
    """The network is gone while the night looks for news: it says so, and the next night meets everything."""
    desk.is_shut = True
    desk.serve()
    assert desk.night() == "COMPLETED"
    desk.wait_for_alert("could not be reached")
    desk.is_shut = False
    desk.say("the network is back")
    assert desk.night() == "COMPLETED"
    desk.nothing_is_lost()


def published_gone(desk: Desk) -> None:
    """The published file is deleted: somebody is told, and the next night publishes it with everything."""
    desk.serve()
    assert desk.night() == "COMPLETED"
    desk.wait("the watch has seen the published file", (desk.house / "published-seen").exists)
    (desk.house / warehouse.PUBLISHED).unlink()
    desk.say("the published file is deleted")
    desk.wait_for_alert("published file is gone")
    assert desk.night() == "COMPLETED"
    desk.nothing_is_lost()


def clock_back(desk: Desk) -> None:
    """The machine's clock goes back two days between two nights."""
    if not shutil.which("faketime"):
        raise NotHere("faketime is not installed (Debian: apt-get install faketime)")
    desk.stories = 6
    desk.fill()
    first = desk.nightdesk("nightly")
    assert first.returncode == 0, first.stderr
    desk.say("a night by the right clock")
    desk.stories = 12
    desk.fill()
    words = ["faketime", "-f", "-2d", shutil.which("nightdesk", path=Path(sys.executable).parent) or ""]
    second = desk.run(*words, "nightly")
    assert second.returncode == 0, second.stderr
    desk.say("a night two days before it, by the clock")
    desk.nothing_is_lost()
    order = "SELECT array_agg(night ORDER BY started_at) AS nights, count(*) AS n FROM runs"
    (runs,) = warehouse.query(desk.house, order).to_pylist()
    desk.say(f"the runs keep their order: {', '.join(map(str, runs['nights']))}")
    told = desk.run(*words, "watch", "--once")
    assert told.returncode == 1, told.stdout + told.stderr
    desk.wait_for_alert("clock went back")
    third = desk.nightdesk("nightly")
    assert third.returncode == 0, third.stderr
    desk.nothing_is_lost()


def disk_full(desk: Desk) -> None:
    """The disk is full in mid-night: nothing half-done is published; with room, the next night is whole."""
    with small_disk(desk.house, "64m") as grow:
        (desk.house / "ballast").write_bytes(b"")
        first = desk.nightdesk("nightly")
        assert first.returncode == 0, first.stderr
        before = (desk.house / warehouse.PUBLISHED).read_bytes()
        desk.stories = 24
        desk.fill()
        free = shutil.disk_usage(desk.house).free
        (desk.house / "ballast").write_bytes(os.urandom(max(0, free - 2_000_000)))
        desk.say(
            f"a night is published; {shutil.disk_usage(desk.house).free // 1000} kB are left on the disk"
        )
        full = desk.nightdesk("nightly")
        assert full.returncode != 0, full.stdout
        desk.say(f"the next night: {full.stderr.strip().splitlines()[-1][:150]}")
        desk.wait_for_alert("failed")
        assert (desk.house / warehouse.PUBLISHED).read_bytes() == before
        desk.say("the published file is as it was")
        grow("300m")
        (desk.house / "ballast").unlink()
        after = desk.nightdesk("nightly")
        assert after.returncode == 0, after.stderr
        desk.nothing_is_lost()


DRILLS: tuple[Callable[[Desk], None], ...] = (
    killed,
    night_killed,
    stopped,
    missed,
    worker_killed,
    server_killed,
    two_at_once,
    too_long,
    network_gone,
    published_gone,
    clock_back,
    disk_full,
)


def main(names: list[str]) -> int:
    """Do the drills; returns how many failed."""
    failed = 0
    for drill in DRILLS:
        if names and drill.__name__ not in names:
            continue
        print(f"{drill.__name__}: {drill.__doc__}", flush=True)  # noqa: T201
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drill-")))
            try:
                drill(stack.enter_context(open_desk(folder)))
            except NotHere as why:
                print(f"  not done: {why}")  # noqa: T201
            except Exception as error:
                failed += 1
                print(f"  FAILED: {type(error).__name__}: {error}")  # noqa: T201
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
