"""When the night is due, and the runs of a schedule that went wrong: missed, stranded, dead."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.schedules import CronSchedule as Cron
from prefect.client.schemas.sorting import FlowRunSort
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.exceptions import ObjectNotFound
from prefect.server.schemas.schedules import CronSchedule
from prefect.states import Cancelled, Crashed, Scheduled

from flows.settings import NightSettings

DEPLOYMENT = "nightly"
_FLOWS = ("nightly", "backfill", "reextract")
_HEART_STOPPED = timedelta(minutes=5)  # five beats
_STRANDED = timedelta(minutes=15)
_SHOWN_RUNS = 200
_MOST_TRIES = 3
# Ever longer looks back for the last time that a cron line was due; a dense line is found in the first.
_LOOKS_BACK = (timedelta(minutes=15), timedelta(hours=12), timedelta(days=20), timedelta(days=800))
_RUN = "prefect.flow-run"
_ENDS = {f"{_RUN}.{name}" for name in ("Completed", "Failed", "Cancelled", "Crashed", "TimedOut")}


def next_nights(night: NightSettings, after: datetime, count: int) -> list[datetime]:
    """When the next ``count`` nights are due."""
    cron = CronSchedule(cron=night.cron, timezone=night.timezone)
    return list(asyncio.run(cron.get_dates(count, start=after)))


def last_night(night: NightSettings, now: datetime) -> datetime | None:
    """When the latest night was due; None where there was none for two years."""
    cron = CronSchedule(cron=night.cron, timezone=night.timezone)
    for back in _LOOKS_BACK:
        if dates := asyncio.run(cron.get_dates(start=now - back, end=now)):
            return max(dates)
    return None


def deployed(client: SyncPrefectClient) -> tuple[UUID, NightSettings | None] | None:
    """The nightly deployment's id, and its active cron line if it has one; None where it is not deployed."""
    try:
        found = client.read_deployment_by_name(f"nightly/{DEPLOYMENT}")
    except ObjectNotFound:
        return None
    for one in found.schedules:
        if one.active and isinstance(one.schedule, Cron):
            return found.id, NightSettings(cron=one.schedule.cron, timezone=one.schedule.timezone or "UTC")
    return found.id, None


def runs_since(
    client: SyncPrefectClient, deployment: UUID, since: datetime, until: datetime
) -> Sequence[FlowRun]:
    """The deployment's runs that were due between the two, the latest first."""
    due = FlowRunFilterExpectedStartTime.model_validate({"after_": since, "before_": until})
    return client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        flow_run_filter=FlowRunFilter(expected_start_time=due),
        sort=FlowRunSort.EXPECTED_START_TIME_DESC,
        limit=_SHOWN_RUNS,
    )


def under_way(client: SyncPrefectClient, deployment: UUID) -> Sequence[FlowRun]:
    """The deployment's runs that hold a slot: about to begin, at work, or about to end."""
    alive = FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING, StateType.CANCELLING])
    return client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=alive)),
        limit=_SHOWN_RUNS,
    )


def bury(client: SyncPrefectClient, deployment: UUID) -> Sequence[FlowRun]:
    """Close the runs that a dead process left pending or running, so that they hold no slot.

    Only for whoever knows that nobody runs the deployment now. Returns them.
    """
    left = under_way(client, deployment)
    for run in left:
        message = "Its process is gone: Nightdesk was ended while it ran."
        client.set_flow_run_state(run.id, Crashed(message=message), force=True)
    return left


def forget(client: SyncPrefectClient, before: datetime) -> int:
    """Delete what Prefect recorded of our runs that ended before, with their logs; returns how many."""
    ours = FlowFilter(name=FlowFilterName(any_=list(_FLOWS)))
    ended = FlowRunFilter(end_time=FlowRunFilterEndTime.model_validate({"before_": before}))
    count = 0
    while found := client.read_flow_runs(flow_filter=ours, flow_run_filter=ended, limit=_SHOWN_RUNS):
        for run in found:
            client.delete_flow_run(run.id)
        count += len(found)
    return count


def catch_up(
    client: SyncPrefectClient,
    deployment: UUID,
    due: datetime,
    success: datetime | None,
    now: datetime,
    *,
    after_a_stop: bool,
) -> FlowRun | None:
    """Make up for the night that was ``due``, and all before it, by one run; None where it is not missing.

    ``success`` is the start of the latest night that succeeded. Earlier runs that still wait are
    cancelled: one run fetches all that the outlets still show. A night that failed has had its second try
    and is not missing; one whose process died is, three times at most, and so is one that was cancelled
    because the desk was stopped (``after_a_stop``).
    """
    if success and success >= due:
        return None
    runs = runs_since(client, deployment, min(due, now - _LOOKS_BACK[-2]), now)
    tried = []
    for run in runs:
        if run.expected_start_time and run.expected_start_time >= due:
            if not kept_out(run):
                tried.append(run.state_type)
        elif run.state_type == StateType.SCHEDULED:
            client.set_flow_run_state(run.id, Cancelled(message="A later night makes up for it."), force=True)
    cut_off = {StateType.CRASHED, StateType.CANCELLED} if after_a_stop else {StateType.CRASHED}
    if len(tried) >= _MOST_TRIES or not cut_off.issuperset(tried):
        return None
    return client.create_flow_run_from_deployment(
        deployment,
        state=Scheduled(scheduled_time=due),
        idempotency_key=f"catch-up {due.isoformat()} {len(tried)}",
    )


def kept_out(run: FlowRun) -> bool:
    """Prefect cancels a night that is due while another one runs, and says so in the state's message."""
    message = run.state.message if run.state else None
    return run.state_type == StateType.CANCELLED and "concurrency" in (message or "").lower()


def guard(client: SyncPrefectClient) -> None:
    """Have the server mark runs as crashed whose heart stopped, or that never came to run."""
    # a run that waits for its second try is alive without a beat
    beats, alive = {f"{_RUN}.heartbeat"}, {f"{_RUN}.heartbeat", f"{_RUN}.AwaitingRetry"}
    waits, begins = {f"{_RUN}.Pending"}, {f"{_RUN}.Running"}
    for name, after, expect, within in (
        ("Nightdesk: a run whose heart stopped", beats, alive, _HEART_STOPPED),
        ("Nightdesk: a run that never began", waits, begins, _STRANDED),
    ):
        if client.read_automations_by_name(name):
            continue
        trigger = EventTrigger(
            after=after,
            expect=expect | _ENDS,
            match=ResourceSpecification({"prefect.resource.id": [f"{_RUN}.*"]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=within,
        )
        told = f"{name.removeprefix('Nightdesk: ').capitalize()} for {within} was given up."
        action = ChangeFlowRunState(name=None, state=StateType.CRASHED, message=told, force=False)
        client.create_automation(AutomationCore(name=name, trigger=trigger, actions=[action]))
