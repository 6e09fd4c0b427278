"""Drills in which something dies, is stopped, or gets stuck in mid-night."""

import os
import shutil
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import warehouse
from tests.drills.desk import Desk, server_of
from tests.drills.shape import open_shape


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


def server_killed(desk: Desk) -> None:
    """Prefect's server is killed in mid-night: it is started again, the night goes on and ends well."""
    desk.slow = 2.0
    desk.serve()
    run = desk.begin_night()
    desk.wait("the night is at work", desk.asked_for_pages)
    assert desk.serving
    os.kill(server_of(desk.serving.pid), signal.SIGKILL)
    desk.say("the server is killed")
    desk.wait_for_alert("Prefect's server")  # that it died, or that it does not answer: whoever notices first
    desk.wait("the night has ended", lambda: desk.state(run) in ("COMPLETED", "FAILED", "CRASHED"))
    desk.say(f"Prefect says: {desk.state(run)}")
    desk.slow = 0.0
    assert desk.night() == "COMPLETED"
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


def stranded(desk: Desk) -> None:
    """A run that is stuck in PENDING holds the only place: the next start closes it, and the night runs."""
    desk.serve()
    stuck = desk.begin_night(datetime.now(UTC) + timedelta(seconds=30))  # before the runner sees it
    desk.api(f"/flow_runs/{stuck}/set_state", state={"type": "PENDING"})
    assert desk.night() == "CANCELLED"
    desk.wait_for_alert("not begun")
    desk.say("a night was kept out by it")
    desk.stop()
    desk.watched_for_years()
    desk.serve()
    desk.wait_for_alert("failed")
    assert desk.state(stuck) == "CRASHED"
    desk.wait("the night was made up for", lambda: "COMPLETED" in desk.states())
    desk.nothing_is_lost()
