"""The production shape: what docker-compose.yml starts runs the sample newsroom's night by its schedule."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

import warehouse
from flows import sample
from tests.drills.shape import PATIENCE, ROOT, NotHere, Shape, open_shape
from tests.flows.receivers import Webhook, webhook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
LOGIN = "desk:only-for-this-test"


@pytest.fixture(scope="module")
def hook() -> Iterator[Webhook]:
    with webhook() as one:
        yield one


@pytest.fixture(scope="module")
def shape(hook: Webhook) -> Iterator[Shape]:
    given = {
        "POSTGRES_PASSWORD": "only-for-this-test",
        "PREFECT_AUTH": LOGIN,
        "NIGHTDESK_CRON": "* * * * *",
        "NIGHTDESK_TIMEZONE": "UTC",
        "NIGHTDESK_ALERTS": hook.address,
    }
    with sample.serve(1) as newsroom:
        try:
            with open_shape(given) as shape:
                _configure(shape.folder("config"), newsroom)
                for name in ("server", "worker", "watch"):
                    shape.start(name)
                yield shape
        except NotHere as why:
            pytest.skip(str(why))


def _configure(folder: Path, newsroom: sample.Newsroom) -> None:
    (folder / "nightdesk.toml").write_text("[alerts]\nminutes_between_looks = 0.05\n[read]\nprocesses = 1\n")
    (folder / "sources.toml").write_text(
        "\n".join(
            f'[[source]]\nid = "{one.id}"\nname = "{one.name}"\nfeeds = {list(one.feeds)}\n'
            f"sitemaps = {list(one.sitemaps)}\nallow_private = true\ndelay_seconds = 0\n"
            "look_back_days = 366\n"
            for one in newsroom.sources
        )
    )


def api(shape: Shape, path: str, **body: Any) -> Any:
    address = f"http://127.0.0.1:{shape.ports['server']}/api{path}"
    answer = requests.post(address, json=body, auth=tuple(LOGIN.split(":")), timeout=30)
    answer.raise_for_status()
    return answer.json()


def completed(shape: Shape) -> list[dict[str, Any]]:
    asked = {"state": {"type": {"any_": ["COMPLETED"]}}}
    found: list[dict[str, Any]] = api(shape, "/flow_runs/filter", flow_runs=asked)
    return found


def wait(shape: Shape, what: str, holds: Callable[[], object]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, f"{what}\n{shape.log('worker')}\n{shape.log('watch')}"
        time.sleep(1)


def test_the_night_runs_by_its_schedule_and_is_published(shape: Shape) -> None:
    wait(shape, "no night was completed", lambda: completed(shape))
    assert completed(shape)[0]["auto_scheduled"]
    told = "SELECT count(*) AS n, count(DISTINCT source) AS outlets FROM articles"
    (found,) = warehouse.query(shape.folder("warehouse"), told).to_pylist()
    assert found["n"] > 30
    assert found["outlets"] == 5
    assert warehouse.query(shape.folder("warehouse"), "FROM incidents").num_rows > 20
    assert list(shape.folder("warehouse/archive").rglob("*.warc.gz"))


def test_nobody_gets_in_without_the_password(shape: Shape) -> None:
    address = f"http://127.0.0.1:{shape.ports['server']}/api/flow_runs/filter"
    assert requests.post(address, json={}, timeout=10).status_code == 401


def test_every_deployment_is_there_and_dead_runs_are_looked_for(shape: Shape) -> None:
    assert {one["name"] for one in api(shape, "/deployments/filter")} == {"nightly", "backfill", "reextract"}
    wait(shape, "no automations", lambda: len(api(shape, "/automations/filter")) == 2)


def test_when_postgresql_is_restarted_somebody_is_told_and_the_nights_go_on(
    shape: Shape, hook: Webhook
) -> None:
    before = len(completed(shape))
    shape.stop("postgres", signal.SIGINT)
    wait(shape, "no alert", lambda: any("does not answer" in title for title in hook.titles()))
    shape.start("postgres")
    wait(shape, "the server is not well again", lambda: shape.is_healthy("server"))
    wait(shape, "no night after it", lambda: _or_none(lambda: len(completed(shape)) > before))


def _or_none(ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except requests.RequestException:
        return False


def test_compose_accepts_the_file() -> None:
    compose = shutil.which("docker-compose")
    if compose is None:
        pytest.skip("docker-compose is not installed (Debian: apt-get install docker-compose)")
    done = subprocess.run(
        [compose, "config", "--quiet"],
        cwd=ROOT,
        env={"POSTGRES_PASSWORD": "x", "PREFECT_AUTH": "a:b", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
