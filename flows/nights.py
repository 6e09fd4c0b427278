"""The nights of `nightdesk serve`: deployed with their schedule, started when due, watched over."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron

from flows import engine, schedule
from flows.nightly import nightly
from flows.serve import end_soon
from flows.settings import Settings
from flows.watch import watch

_ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
_REST_SECONDS = 10  # after the runner broke, before it is started again
_SHOWN_NIGHTS = 3

_log = logging.getLogger(__name__)


def nights(folder: Path, settings: Settings, parameters: dict[str, Any], alone: bool) -> None:
    """Deploy the night, close what an earlier process left, watch, and start nights until interrupted.

    ``parameters`` are the nightly flow's; ``alone``: nobody else runs nights for this server.
    """
    now = datetime.now(UTC)
    deployment = asyncio.run(
        nightly.ato_deployment(
            schedule.DEPLOYMENT,
            schedule=Cron(settings.night.cron, timezone=settings.night.timezone),
            concurrency_limit=_ONE_AT_A_TIME,
            parameters=parameters,
        )
    )
    if alone:
        with get_client(sync_client=True) as client:
            if before := schedule.deployed(client):
                schedule.bury(client, before[0])
    stopping = threading.Event()
    watching = threading.Thread(target=watch, args=(folder, settings, stopping), name="watch", daemon=True)

    def deployed() -> None:
        """The watch goes by the deployment's cron line: not before that is today's."""
        if not watching.is_alive():
            _say(folder, settings, schedule.next_nights(settings.night, now, _SHOWN_NIGHTS))
            watching.start()

    try:
        while not stopping.is_set():
            try:
                asyncio.run(_run(deployment, deployed, stopping))
            except Exception:
                _log.exception("The runner broke and is started again")
            stopping.wait(_REST_SECONDS)
    finally:
        stopping.set()


async def _run(deployment: RunnerDeployment, deployed: Callable[[], None], stopping: threading.Event) -> None:
    """Start nights until a signal sets ``stopping``; a night that runs then is ended first."""
    # paused at the end, the schedule would stay so when this machine starts again
    runner = Runner(pause_on_shutdown=False)
    nightly_id = await runner.aadd_deployment(deployment)
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    def stop(*_: object) -> None:
        if not stopping.is_set():
            stopping.set()
            end_soon()
            loop.call_soon_threadsafe(told.set)

    # Prefect's own handler exits at once and leaves the night that runs behind
    runner.handle_sigterm = stop  # type: ignore[method-assign]
    loop.add_signal_handler(signal.SIGINT, stop)
    running = asyncio.create_task(runner.start())
    await asyncio.to_thread(deployed)
    telling = asyncio.create_task(told.wait())
    await asyncio.wait({running, telling}, return_when=asyncio.FIRST_COMPLETED)
    if not running.done():
        await _end(runner, running, nightly_id)
    telling.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def _end(runner: Runner, running: "asyncio.Task[None]", deployment: UUID) -> None:
    """End ``running`` with the night that runs: Prefect notes it as cancelled, and waits for its process."""
    if runner.started:
        await asyncio.to_thread(_let_go, deployment)
        await runner.astop()
    else:
        running.cancel()
    # a night that began in this very moment is none of Prefect's yet
    while not (await asyncio.wait({running}, timeout=_REST_SECONDS))[0]:
        for night in multiprocessing.active_children():
            night.terminate()


def _let_go(deployment: UUID) -> None:
    """A night that is done while its process is still about to end would be noted as cancelled."""
    try:
        with get_client(sync_client=True) as client:
            if schedule.under_way(client, deployment):
                return
    except Exception:  # a server that is not there notes nothing
        return
    wait([night.sentinel for night in multiprocessing.active_children()], _REST_SECONDS)


def _say(folder: Path, settings: Settings, due: Sequence[datetime]) -> None:
    page = os.environ["PREFECT_API_URL"].removesuffix("/api")
    click.echo(f"The night runs at '{settings.night.cron}', {settings.night.timezone}; next:")
    for night in due:
        click.echo(f"  {night:%A %Y-%m-%d %H:%M %Z}")
    click.echo(f"Its page: {page} (user and password: {engine.home_of(folder) / engine.PASSWORD}).")
    click.echo("Ctrl-C or SIGTERM ends it; started again, it goes on and catches up what it missed.")
