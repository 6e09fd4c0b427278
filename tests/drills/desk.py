"""A desk to practise on: a newsroom on loopback, `nightdesk serve` beside it, and somebody who is told."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

import warehouse
from extractors.records import Document
from flows.fetch.archive import documents_in
from tests.flows.fetch.newsroom import FakeTime, Handler, Newsroom, Page, html, open_newsroom
from tests.flows.receivers import Webhook, webhook

BIN = Path(sys.executable).parent
PAGES = 12
_PATIENCE = 600.0  # seconds for whatever should happen: a shared machine may be slow
_PLACES = ("Wana", "Bannu", "Quetta", "Khuzdar", "Tank", "Parachinar")


@dataclass
class Desk:
    """``folder`` holds the settings, the warehouse (``house``) and the log of `nightdesk serve`."""

    folder: Path
    room: Newsroom
    hook: Webhook
    slow: float = 0.0  # seconds that the newsroom takes for a page
    is_shut: bool = False  # the network is gone
    stories: int = PAGES
    serving: "subprocess.Popen[bytes] | None" = None
    started: float = field(default_factory=time.monotonic)

    @property
    def house(self) -> Path:
        return self.folder / "warehouse"

    @property
    def log(self) -> str:
        return (self.folder / "serve.log").read_text(errors="replace")

    def say(self, text: str) -> None:
        print(f"  {time.monotonic() - self.started:6.1f} s  {text}", flush=True)  # noqa: T201

    def write_settings(self, cron: str = "0 0 1 1 *", hours_at_most: float = 20.0) -> None:
        (self.folder / "nightdesk.toml").write_text(
            f'[warehouse]\ndirectory = "warehouse"\n[night]\ncron = "{cron}"\ntimezone = "UTC"\n'
            f"hours_at_most = {hours_at_most}\n[read]\nprocesses = 1\nbatch = 4\n"
            f'[alerts]\nto = ["{self.hook.address}"]\nminutes_between_looks = 0.1\n'
        )
        (self.folder / "sources.toml").write_text(
            f'[[source]]\nid = "outlet"\nname = "Outlet"\nfeeds = ["{self.room.url("/feed")}"]\n'
            "delay_seconds = 0\nallow_private = true\n"
        )

    def fill(self) -> None:
        """The newsroom's feed and stories, each answered as slowly as ``slow`` says."""
        items = "".join(f"<item><link>/news/{n}</link></item>" for n in range(self.stories))
        feed = Page(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
        self.room.pages["/robots.txt"] = self._answer(Page(b"User-agent: *\nAllow: /\n"), 0)
        self.room.pages["/feed"] = self._answer(feed, 0)
        for n in range(self.stories):
            self.room.pages[f"/news/{n}"] = self._answer(html(_story(n)), 1)

    def _answer(self, page: Page, pace: int) -> Callable[[Handler], None]:
        def answer(handler: Handler) -> None:
            if self.is_shut:
                return  # the connection ends without a word
            time.sleep(self.slow * pace)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page.body)}\r\n\r\n"
            handler.say(head.encode() + page.body)

        return answer

    def watched_for_years(self) -> None:
        """As if the desk had been at work for long: then a night that was due before now was missed."""
        self.house.mkdir(exist_ok=True)
        (self.house / "watched-since").write_text("2025-01-01T00:00:00+00:00\n")

    # `nightdesk serve`

    def serve(self) -> None:
        """Start it and wait until it says when the next nights are."""
        (self.folder / "serve.log").write_bytes(b"")
        with (self.folder / "serve.log").open("ab") as log:
            self.serving = subprocess.Popen(  # our own command
                [BIN / "nightdesk", "serve"], cwd=self.folder, env=_environment(), stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self.wait("it serves", lambda: self.is_over() or "The night runs at" in self.log)
        assert not self.is_over(), self.log

    def is_over(self) -> bool:
        return self.serving is not None and self.serving.poll() is not None

    def stop(self) -> None:
        """SIGTERM, as systemd ends it: in order, and before its own last resort, which is a minute."""
        if self.serving and self.serving.poll() is None:
            self.serving.terminate()
            assert self.serving.wait(45) == 0, self.log
            assert "Ended; nothing is lost." in self.log, self.log

    def kill(self) -> None:
        """As a power cut: whoever serves, and the night that runs, at once. The server ends by itself."""
        assert self.serving
        for process in (*descendants(self.serving.pid, but="flows.server"), self.serving.pid):
            os.kill(process, signal.SIGKILL)
        self.serving.wait()

    def nightdesk(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return self.run(str(BIN / "nightdesk"), *words)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # our own command
            words, cwd=self.folder, env=_environment(), capture_output=True, text=True, timeout=_PATIENCE,
            check=False,
        )  # fmt: skip

    # Prefect's server

    def api(self, path: str, **body: Any) -> Any:
        home = self.house / "prefect"
        address = json.loads((home / "serving.json").read_text())["api"]
        user, _, password = (home / "password").read_text().strip().partition(":")
        for _ in range(10):  # SQLite behind the server is busy at times, and the server then says 503
            answer = requests.post(f"{address}{path}", json=body, auth=(user, password), timeout=30)
            if answer.status_code != 503:
                break
            time.sleep(2)
        answer.raise_for_status()
        return answer.json()

    def begin_night(self, at: datetime | None = None) -> str:
        """Ask for a night ``at`` that time or now, as the page's button does; returns the run's id."""
        self.wait("the night is deployed", lambda: self.api("/deployments/filter"))
        (deployment,) = self.api("/deployments/filter")
        asked = {"type": "SCHEDULED", "state_details": {"scheduled_time": at and at.isoformat()}}
        run: str = self.api(f"/deployments/{deployment['id']}/create_flow_run", state=asked)["id"]
        return run

    def state(self, run: str) -> str:
        try:
            (found,) = self.api("/flow_runs/filter", flow_runs={"id": {"any_": [run]}})
        except (requests.RequestException, OSError, ValueError):
            return "UNKNOWN"  # while the server is down
        return str(found["state_type"])

    def states(self) -> list[str]:
        return [run["state_type"] for run in self.api("/flow_runs/filter", sort="EXPECTED_START_TIME_ASC")]

    def night(self) -> str:
        """A whole night now; returns how it ended."""
        run = self.begin_night()
        ended = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
        self.wait("the night has ended", lambda: self.state(run) in ended)
        return self.state(run)

    # what is to be seen

    def wait_for_looks(self, count: int) -> None:
        """Until the watch has looked that often again; it touches a file each time."""
        seen = self.house / "watched-since"
        for _ in range(count):
            last = seen.stat().st_mtime_ns
            self.wait("the watch has looked", lambda before=last: seen.stat().st_mtime_ns != before)  # type: ignore[misc]

    def wait(self, what: str, holds: Callable[[], object]) -> None:
        give_up = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < give_up, f"waited too long: {what}\n{self.log[-4000:]}"
            time.sleep(0.3)
        self.say(what)

    def wait_for_alert(self, part: str) -> None:
        self.wait(f"alert received: {part}", lambda: any(part in title for title in self.hook.titles()))

    def asked_for_pages(self) -> Counter[str]:
        return Counter(path for path in self.room.asked if path.startswith("/news/"))

    def unchanged(self) -> set[str]:
        """The stories that a later run had nothing new to fetch of."""
        asked = "SELECT url FROM sightings WHERE outcome = 'unchanged'"
        return {
            row["url"].removeprefix(self.room.url(""))
            for row in warehouse.query(self.house, asked).to_pylist()
        }

    def nothing_is_lost(self) -> None:
        """Every story of the newsroom is an article, once, and archived; the checks hold."""
        urls = {self.room.url(f"/news/{n}") for n in range(self.stories)}
        rows = warehouse.query(self.house, "SELECT url, count(*) AS n FROM articles GROUP BY url").to_pylist()
        assert {row["url"]: row["n"] for row in rows} == dict.fromkeys(urls, 1), rows
        archived = Counter(
            one.source_id for one in documents_in(self.house / "archive") if isinstance(one, Document)
        )
        assert archived == dict.fromkeys(urls, 1), archived
        with warehouse.open_for_writing(self.house) as house:
            assert not [one for one in house.check() if one.severity == "error"]
        self.say(f"nothing is lost: {len(urls)} of {len(urls)} stories loaded and archived, each once")


@contextmanager
def open_desk(folder: Path) -> Iterator[Desk]:
    """A desk in ``folder``; whatever still serves at the end is stopped."""
    with ExitStack() as stack:
        room = stack.enter_context(open_newsroom(FakeTime()))
        desk = Desk(folder, room, stack.enter_context(webhook()))
        desk.write_settings()
        desk.fill()
        try:
            yield desk
        finally:
            desk.stop()


def in_minutes(minutes: int) -> str:
    """A cron line for that many minutes from now, in UTC."""
    then = datetime.now(UTC) + timedelta(minutes=minutes)
    return f"{then.minute} {then.hour} * * *"


def descendants(pid: int, but: str = "") -> list[int]:
    """What ``pid`` started, and what that did in its turn, without commands that name ``but``."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            if not but or but not in Path(f"/proc/{child}/cmdline").read_text():
                found += [*descendants(child, but), child]
    return found


def server_of(pid: int) -> int:
    """The process of Prefect's server that the `nightdesk serve` of ``pid`` started."""
    (server,) = (
        one for one in descendants(pid) if "flows.server" in Path(f"/proc/{one}/cmdline").read_text()
    )
    return server


def _environment() -> dict[str, str]:
    mine = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT", "NIGHTDESK"))}
    return mine | {
        "NIGHTDESK_NEXT_TRY_SECONDS": "1",
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
        "PYTHONUNBUFFERED": "1",
    }


def _story(n: int) -> str:
    """Invented, and each in words of its own, so that none is a copy of another."""
    chance = random.Random(n)  # noqa: S311 - the same stories each time
    words = [
        f"{chance.choice('bdfgklmnprst')}{chance.choice('aeiou')}{chance.randrange(999)}" for _ in range(60)
    ]
    place = _PLACES[n % len(_PLACES)]
    return f"A bomb wounded {n + 2} people near the bazaar of {place}, police said. {' '.join(words)}."
