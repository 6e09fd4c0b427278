"""The watch: is there a night's success, is the published file there, did a run die unheard?

`nightdesk serve` has it in a thread; where a Prefect worker runs the nights, `nightdesk watch` is a service
beside it. It needs no Prefect for its own check, so that a server that is gone is noticed, too.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import warehouse
from flows import alerts
from flows.alerts import Alert
from flows.settings import Settings
from warehouse import WarehouseError

_SINCE = "watched-since"  # a file in the warehouse's folder: nothing is overdue before there is a watch
_SEEN = "published-seen"
_CLOCK = timedelta(hours=1)
_LAST_SUCCESS = (
    "SELECT started_at, finished_at FROM runs WHERE kind = 'nightly' AND status = 'completed' "
    "ORDER BY started_at DESC LIMIT 1"
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Success:
    """The latest night that was published."""

    started_at: datetime
    finished_at: datetime


def last_success(folder: Path) -> Success | None:
    """The latest night that the published file knows; None where there is none, or no file."""
    try:
        found = warehouse.query(folder, _LAST_SUCCESS).to_pylist()
    except WarehouseError:
        return None
    return Success(**found[0]) if found else None


def findings(folder: Path, hours: float, since: datetime, now: datetime) -> list[Alert]:
    """What is wrong in ``folder`` at ``now``; ``since`` is when somebody began to watch it."""
    success = last_success(folder)
    day, place = now.date(), f"Warehouse: {folder.resolve()}"
    found = []
    if _is_gone(folder):
        text = (
            f"{warehouse.PUBLISHED} is not there, though nights have run: was it removed? The next night "
            f"publishes it anew, with everything; `nightdesk nightly` does so now.\n{place}"
        )
        found.append(Alert("overdue", f"missing {day}", "Nightdesk: the published file is gone", text))
    elif success and success.started_at > now + _CLOCK:
        text = (
            f"The last night began at {success.started_at:%Y-%m-%d %H:%M} UTC, and it is {now:%H:%M} UTC on "
        )
        text += f"{day} by this machine's clock: one of the two is wrong.\n{place}"
        found.append(Alert("overdue", f"clock {day}", "Nightdesk: the clock went back", text))
    # by a clock that went back a night may end before it began
    last = max(success.started_at, success.finished_at) if success else since
    if now - last > timedelta(hours=hours):
        told = f"The last one ended at {last:%Y-%m-%d %H:%M} UTC" if success else "None has succeeded yet"
        text = f"{told}. `nightdesk status` lists the last runs.\n{place}"
        title = f"Nightdesk: no night has succeeded for {hours:g} hours"
        found.append(Alert("overdue", f"overdue {last.isoformat()} {day}", title, text))
    return found


def _is_gone(folder: Path) -> bool:
    """Was the published file there when the watch last looked, and is it not now?"""
    seen = folder / _SEEN
    if (folder / warehouse.PUBLISHED).exists():
        seen.touch()
        return False
    return seen.exists()


def watched_since(folder: Path) -> datetime:
    """When the watch over ``folder`` first began; written down then."""
    file = folder / _SINCE
    try:
        return datetime.fromisoformat(file.read_text().strip())
    except (OSError, ValueError):
        now = datetime.now(UTC)
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{now.isoformat()}\n")
        return now


def watch(folder: Path, settings: Settings, stopping: Event) -> None:
    """Look again and again until ``stopping`` is set. Never raises."""
    first = True
    while True:
        try:
            look(folder, settings, after_a_stop=first)
        except Exception:
            _log.exception("The watch could not look")
        first = False
        if stopping.wait(settings.alerts.minutes_between_looks * 60):
            return


def look(folder: Path, settings: Settings, *, after_a_stop: bool = False) -> list[Alert]:
    """Look once, catch up what was missed, and tell what is wrong; returns it."""
    now = datetime.now(UTC)
    found = findings(folder, settings.alerts.hours_without_success, watched_since(folder), now)
    (folder / _SINCE).touch()  # whoever watches the watch looks at this file's time
    try:
        found += _mend(folder, now, after_a_stop)
    except Exception as error:  # whatever a server that is not well says
        found.append(_unwell(error, folder, now))
    for alert in found:
        alerts.tell(alert, settings.alerts, folder)
    return found


def _mend(folder: Path, now: datetime, after_a_stop: bool) -> list[Alert]:
    """Catch up a missed night; returns alerts about runs that ended badly and may not have said so."""
    from prefect.client.orchestration import get_client

    from flows import schedule

    with get_client(sync_client=True) as client:
        schedule.guard(client)
        deployed = schedule.deployed(client)
        if deployed is None:
            return []
        deployment, night = deployed
        due, success = night and schedule.last_night(night, now), last_success(folder)
        if due and due >= watched_since(folder):
            began = success.started_at if success else None
            if schedule.catch_up(client, deployment, due, began, now, after_a_stop=after_a_stop):
                _log.warning("The night of %s was missed and is caught up now.", due)
        recent = now - timedelta(days=2)
        runs = schedule.runs_since(client, deployment, min(due or recent, recent), now)
    ended_badly = [run for run in runs if run.state and (run.state.is_failed() or run.state.is_crashed())]
    found_out = [
        alerts.failure(f"nightly {run.name}", str(run.id), run.state.message if run.state else None, folder)
        for run in ended_badly
    ]
    # of two runs for one time, which a new deployment may leave behind, one is enough
    begun = {run.expected_start_time for run in runs if not schedule.kept_out(run)}
    for run in runs:
        if schedule.kept_out(run) and run.expected_start_time not in begun:
            text = f"The one before it was still at work.\nRun: {run.name}\nWarehouse: {folder.resolve()}"
            found_out.append(Alert("failed", f"kept out {run.id}", "Nightdesk: a night was not begun", text))
    return found_out


def _unwell(error: Exception, folder: Path, now: datetime) -> Alert:
    text = f"{type(error).__name__}: {error}\nWithout it no night begins.\nWarehouse: {folder.resolve()}"
    return Alert("overdue", f"server {now:%Y-%m-%d %H}", "Nightdesk: Prefect's server does not answer", text)
