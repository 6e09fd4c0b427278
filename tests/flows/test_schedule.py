"""When nights are due, and what is done about those that were missed; against a real Prefect server."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import LogCreate
from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId
from prefect.client.schemas.objects import StateType
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Cancelled, Completed, Crashed, Failed, Pending, Running, Scheduled

from flows import schedule
from flows.settings import NightSettings

DUE = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)  # 02:30 in Karachi
NOW = DUE + timedelta(hours=5)
DAY = timedelta(days=1)
NIGHT = NightSettings()


def test_the_night_is_due_at_half_past_two_in_karachi() -> None:
    assert schedule.last_night(NIGHT, NOW) == DUE
    assert schedule.next_nights(NIGHT, NOW, 2) == [DUE + DAY, DUE + 2 * DAY]


@pytest.mark.parametrize(
    ("cron", "zone", "now", "due"),
    [
        ("* * * * *", "UTC", NOW, NOW),
        ("0 0 1 1 *", "UTC", NOW, datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_last_time_a_cron_line_was_due(cron: str, zone: str, now: datetime, due: datetime) -> None:
    assert schedule.last_night(NightSettings(cron=cron, timezone=zone), now) == due


@pytest.fixture
def client(prefect_server: str) -> Iterator[SyncPrefectClient]:
    with temporary_settings({PREFECT_API_URL: prefect_server}), get_client(sync_client=True) as one:
        yield one


@pytest.fixture
def deployment(client: SyncPrefectClient) -> UUID:
    flow = client.create_flow_from_name(f"nightly-{uuid4()}")
    return client.create_deployment(flow_id=flow, name="nightly")


def a_run(client: SyncPrefectClient, deployment: UUID, due: datetime, state: object = None) -> UUID:
    run = client.create_flow_run_from_deployment(deployment, state=Scheduled(scheduled_time=due))
    if state is not None:
        client.set_flow_run_state(run.id, state, force=True)  # type: ignore[arg-type]
    return run.id


def catch_up(
    client: SyncPrefectClient, deployment: UUID, success: datetime | None = None, stop: bool = False
) -> object:
    return schedule.catch_up(client, deployment, DUE, success, NOW, after_a_stop=stop)


def test_a_missed_night_is_caught_up_once(client: SyncPrefectClient, deployment: UUID) -> None:
    waiting = [a_run(client, deployment, DUE - days * DAY) for days in range(1, 7)]
    made = catch_up(client, deployment, DUE - 7 * DAY)
    assert made
    assert not catch_up(client, deployment, DUE - 7 * DAY)
    assert {client.read_flow_run(run).state_type for run in waiting} == {StateType.CANCELLED}
    ready = [
        run
        for run in schedule.runs_since(client, deployment, NOW - 30 * DAY, NOW)
        if run.state_type == StateType.SCHEDULED
    ]
    assert [run.expected_start_time for run in ready] == [DUE]


@pytest.mark.parametrize(
    ("state", "stopped", "made"),
    [
        (None, False, False),  # it is about to run
        (Pending(), False, False),
        (Running(), True, False),
        (Completed(), True, False),
        (Failed(), True, False),  # it has had its second try, and somebody was told
        (Crashed(), False, True),
        (Cancelled(), False, False),  # by somebody's hand
        (Cancelled(), True, True),  # by the end of the process
        (Cancelled(message="Deployment concurrency limit reached."), False, True),  # another one ran then
    ],
)
def test_what_became_of_the_night_decides(
    client: SyncPrefectClient, deployment: UUID, state: object, stopped: bool, made: bool
) -> None:
    a_run(client, deployment, DUE, state)
    assert bool(catch_up(client, deployment, stop=stopped)) == made


def test_a_night_that_crashes_again_and_again_is_given_up(
    client: SyncPrefectClient, deployment: UUID
) -> None:
    for _ in range(3):
        a_run(client, deployment, DUE, Crashed())
    assert not catch_up(client, deployment, stop=True)


def test_a_success_since_then_is_enough(client: SyncPrefectClient, deployment: UUID) -> None:
    assert not catch_up(client, deployment, DUE + timedelta(minutes=1))


def test_runs_of_a_dead_process_are_closed(client: SyncPrefectClient, deployment: UUID) -> None:
    left = [a_run(client, deployment, DUE, state) for state in (Pending(), Running())]
    a_run(client, deployment, DUE, Completed())
    assert {run.id for run in schedule.bury(client, deployment)} == set(left)
    assert {client.read_flow_run(run).state_type for run in left} == {StateType.CRASHED}


def test_the_server_looks_for_runs_that_died_and_is_told_so_once(client: SyncPrefectClient) -> None:
    for _ in range(2):
        schedule.guard(client)
    names = [one.name for one in client.read_automations() if one.name.startswith("Nightdesk")]
    assert len(names) == 2


def test_old_runs_go_with_their_logs_and_only_those_of_ours(client: SyncPrefectClient) -> None:
    def ended(flow: str, state: object) -> UUID:
        deployment = client.create_deployment(flow_id=client.create_flow_from_name(flow), name=f"{uuid4()}")
        run = a_run(client, deployment, DUE, state)
        said = LogCreate(
            name="n", level=20, message="said", timestamp=datetime.now(UTC), flow_run_id=run, task_run_id=None
        )
        client.create_logs([said])
        return run

    gone, at_work, another = ended("backfill", Completed()), ended("nightly", Running()), ended("x", Failed())
    assert schedule.forget(client, datetime.now(UTC) - DAY) == 0
    assert schedule.forget(client, datetime.now(UTC) + DAY) >= 1
    for kept in (at_work, another):
        assert client.read_flow_run(kept).id == kept
    with pytest.raises(ObjectNotFound):
        client.read_flow_run(gone)
    wait_until(lambda: not said_by(client, gone))  # the server takes the logs away by and by
    assert said_by(client, at_work)


def said_by(client: SyncPrefectClient, run: UUID) -> object:
    return client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run])))


def wait_until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.2)
