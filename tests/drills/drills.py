"""What can go wrong with a night, done on purpose; each drill prints what happened and fails if data is lost.

python -m tests.drills.drills            # all of them, some half an hour
python -m tests.drills.drills killed     # by name
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import warehouse
from tests.drills.deaths import killed, night_killed, server_killed, stopped, stranded, worker_killed
from tests.drills.desk import Desk, in_minutes, open_desk
from tests.drills.shape import NotHere
from tests.drills.smalldisk import small_disk


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
    """The network is gone while the night looks for news: it fails, and the next one meets everything."""
    desk.is_shut = True
    desk.serve()
    assert desk.night() == "FAILED"
    desk.wait_for_alert("failed")
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
    stranded,
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
