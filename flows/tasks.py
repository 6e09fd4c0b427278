"""The night's steps as Prefect tasks: a name, retries where a retry can help, and nothing else.

Tens of task runs a night: one a source, one a batch; never one an article, for a task run costs
more than reading an article does. Nothing is cached: every step has effects.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from prefect import Flow, get_run_logger, runtime, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import FlowRunContext
from prefect.futures import PrefectFuture

import warehouse
from extractors.records import FILES, Rejected, Source
from flows import alerts, schedule, tidying
from flows.bulletin import bulletin
from flows.fetch.answers import Discovery, Known
from flows.night import Batch, Night
from flows.pieces import Piece
from flows.piecework import Job, clear
from flows.progress import bars
from flows.settings import Settings, SettingsError, load_settings, warehouse_folder
from flows.summary import differences, markdown
from warehouse import FusionFigures, LoadFigures, Staged, Summary, stage

# A night that failed is tried once more: whatever broke it may have passed.
NEXT_TRY_SECONDS = int(os.environ.get("NIGHTDESK_NEXT_TRY_SECONDS", "600"))
_A_DAY_LATE = timedelta(hours=20)
_PUBLISH_TRIES = 3  # for a full disk or a network drive that comes back
_PUBLISH_SECONDS = 20


def due() -> datetime:
    """When the flow run was to start, in UTC; one that starts a day late speaks for today."""
    scheduled = runtime.flow_run.scheduled_start_time
    now = datetime.now(UTC)
    return scheduled if isinstance(scheduled, datetime) and now - scheduled < _A_DAY_LATE else now


def begun() -> datetime:
    """When the flow run was first started, in UTC: a second try does not move it."""
    context = FlowRunContext.get()
    started = context.flow_run.start_time if context and context.flow_run else None
    return started or datetime.now(UTC)


@task(cache_policy=NO_CACHE, task_run_name="discover {source.id}")
def discover(night: Night, source: Source) -> Discovery:
    return night.discover(source)


def fetched(night: Night, listed: Sequence[PrefectFuture[Discovery]]) -> Iterator[Batch]:
    """What was listed, fetched batch after batch; a source whose listing broke costs only itself.

    Raises NobodyAnswered, when all is told, where not one could be reached.
    """
    found = [_or_rejected(future.result(raise_on_failure=False)) for future in listed]
    visits = night.visits(found)
    with bars() as progress:
        bar = progress.add_task("pages", total=sum(len(each.candidates) for each in found))
        while batch := fetch(visits):
            yield batch
            progress.advance(bar, len(batch.documents) + len(batch.rejected) + len(batch.unchanged))
    night.expect_answers(found)


@task(cache_policy=NO_CACHE)
def fetch(visits: Iterator[Batch]) -> Batch | None:
    """The next batch of pages; None when all are there."""
    return next(visits, None)


def _or_rejected(result: Discovery | BaseException) -> Discovery:
    if isinstance(result, Discovery):
        return result
    detail = f"{type(result).__name__}: {result}"[:500]
    return Discovery((), (Rejected(None, "discover", "source unreachable", detail),), ())


@task(cache_policy=NO_CACHE)
def read(night: Night, batch: Batch) -> Staged:
    return night.read(batch)


@task(cache_policy=NO_CACHE)
def load(night: Night, batch: Batch, read: Staged) -> LoadFigures:
    return night.load(batch, read)


def take_in(night: Night, found: Iterable[Piece | Known | Rejected], outlet: str = FILES) -> None:
    """Read files piece by piece, load what was read in their order, with a bar that counts.

    ``outlet`` is whose they are, but for rows that give their own.
    """
    done: list[Job] = []
    with bars() as progress:
        bar = progress.add_task("articles", total=None)
        for one in night.read_pieces(found, outlet):
            if isinstance(one, Batch):
                load(night, one, stage())
                continue
            progress.advance(bar, load_piece(night, one))
            done.append(one)
    clear(done)


@task(cache_policy=NO_CACHE)
def load_piece(night: Night, job: Job) -> int:
    return night.load_piece(job)


@task(cache_policy=NO_CACHE)
def fuse(night: Night) -> FusionFigures:
    return night.fuse()


@task(cache_policy=NO_CACHE)
def compare(night: Night) -> None:
    """Say field by field how the incidents differ from what is published; `what_changed` has every one."""
    for line in differences(night.changes()):
        click.echo(line)


def _was_the_disk(_task: object, _run: object, state: State[object]) -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(getattr(error, "__cause__", None), OSError)


@task(
    cache_policy=NO_CACHE,
    retries=_PUBLISH_TRIES - 1,
    retry_delay_seconds=_PUBLISH_SECONDS,
    retry_condition_fn=_was_the_disk,
)
def publish(night: Night) -> Path:
    return night.publish()


@task(cache_policy=NO_CACHE)
def tidy(folder: Path, settings: Settings) -> None:
    """Let go what the settings say, when the night is published and its archive closed."""
    tidying.tidy(folder, settings)
    if settings.keep.log_days:
        with get_client(sync_client=True) as client:
            schedule.forget(client, datetime.now(UTC) - timedelta(days=settings.keep.log_days))


@task(cache_policy=NO_CACHE)
def sum_up(folder: Path, night: Night) -> Summary:
    """What the run came to: ten lines in the log, a page as an artifact, an alert where a check warns."""
    summary = warehouse.summary(folder, night.run_id)
    lines = bulletin(summary, night.warnings, folder / warehouse.PUBLISHED)
    for line in lines:
        get_run_logger().info(line)
    page = "\n".join(("```", *lines, "```", "", markdown(summary)))
    create_markdown_artifact(key=f"nightdesk-{summary.run['kind']}", markdown=page)
    missing = alerts.unreached(summary, len(night.agenda.sources), folder)
    for alert in (*missing, *alerts.findings(night.warnings, folder)):
        alerts.tell(alert, night.settings.alerts, folder)
    return summary


def alarm(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """A hook for runs that failed or crashed: tell whoever is to be told."""
    given = flow_run.parameters
    try:
        settings = load_settings(Path(given["settings"]) if given.get("settings") else None)
    except SettingsError:
        settings = Settings()  # broken settings are why it failed: the environment's addresses are left
    folder = warehouse_folder(Path(given["warehouse"]) if given.get("warehouse") else None, settings)
    alerts.tell(
        alerts.failure(f"{flow.name} {flow_run.name}", str(flow_run.id), state.message, folder),
        settings.alerts,
        folder,
    )
