"""The real parts that the flows' tests run against: a Prefect server, and the command as users call it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import requests

_STARTS_WITHIN_SECONDS = 280

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Prefect server's API that runs for the whole test session."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("prefect")
    quiet = {"PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    prefect = Path(sys.executable).with_name("prefect")
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(  # our own server
            [prefect, "server", "start", "--port", str(port)], env=os.environ | quiet, stdout=log, stderr=log
        )
    api = f"http://127.0.0.1:{port}/api"
    try:
        give_up = time.monotonic() + _STARTS_WITHIN_SECONDS
        while not _is_healthy(api):
            if server.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError((home / "server.log").read_text())
            time.sleep(0.3)
        yield api
    finally:
        server.terminate()
        server.wait(30)


def _is_healthy(api: str) -> bool:
    try:
        return requests.get(f"{api}/health", timeout=2).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def nightdesk(tmp_path: Path) -> Command:
    """Calls the command in an empty folder; keywords are environment variables."""
    return partial(run_nightdesk, tmp_path)


def run_nightdesk(
    where: Path, *words: str | Path, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command as a user calls it in the folder ``where``, whatever this shell has set."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "NIGHTDESK"))
    }
    return subprocess.run(  # our own command
        [Path(sys.executable).with_name("nightdesk"), *words],
        cwd=where,
        env=clean | environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
