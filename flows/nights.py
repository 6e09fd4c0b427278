"""The nights of `nightdesk serve`: deployed with their schedule, started when due, watched over."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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
    _say(folder, settings, schedule.next_nights(settings.night, now, _SHOWN_NIGHTS))
    stopping = threading.Event()
    threading.Thread(target=watch, args=(folder, settings, stopping), name="watch", daemon=True).start()
    try:
        while not stopping.is_set():
            try:
                asyncio.run(_run(deployment, stopping))
            except Exception:
                _log.exception("The runner broke and is started again")
            stopping.wait(_REST_SECONDS)
    finally:
        stopping.set()
    click.echo("Ended; nothing is lost.")


async def _run(deployment: RunnerDeployment, stopping: threading.Event) -> None:
    """Start nights until a signal sets ``stopping``; a night that runs then is ended first."""
    # paused at the end, the schedule would stay so when this machine starts again
    runner = Runner(pause_on_shutdown=False)
    await runner.aadd_deployment(deployment)
    loop = asyncio.get_running_loop()
    running = asyncio.create_task(runner.start())

    def stop(*_: object) -> None:
        end_soon()
        stopping.set()
        loop.call_soon_threadsafe(running.cancel)

    # Prefect's own handler exits at once and leaves the night that runs behind
    runner.handle_sigterm = stop  # type: ignore[method-assign]
    loop.add_signal_handler(signal.SIGINT, stop)
    with suppress(asyncio.CancelledError):
        await running


def _say(folder: Path, settings: Settings, due: Sequence[datetime]) -> None:
    page = os.environ["PREFECT_API_URL"].removesuffix("/api")
    click.echo(f"The night runs at '{settings.night.cron}', {settings.night.timezone}; next:")
    for night in due:
        click.echo(f"  {night:%A %Y-%m-%d %H:%M %Z}")
    click.echo(f"Its page: {page} (user and password: {engine.home_of(folder) / engine.PASSWORD}).")
    click.echo("Ctrl-C or SIGTERM ends it; started again, it goes on and catches up what it missed.")
