"""Which Prefect server a command speaks to, and who may speak to it."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import engine
from flows.server import _login


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What `prepare` sets is gone after the test."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("PREFECT")]:
        monkeypatch.delenv(name)
    yield
    os.environ.clear()
    os.environ.update(before)


def serves(warehouse: Path, api: str) -> None:
    home = engine.home_of(warehouse)
    (home / engine.SERVING).write_text(json.dumps({"api": api}))
    (home / engine.PASSWORD).write_text("nightdesk:secret\n")


def test_a_command_uses_the_server_of_nightdesk_serve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(engine, "is_healthy", lambda api, login: asked.append((api, login)) or True)
    serves(tmp_path, "http://127.0.0.1:4200/api")
    engine.prepare(tmp_path)
    assert asked == [("http://127.0.0.1:4200/api", "nightdesk:secret")]
    assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
    assert os.environ["PREFECT_API_AUTH_STRING"] == "nightdesk:secret"


def test_a_server_that_is_gone_is_not_waited_for(tmp_path: Path) -> None:
    serves(tmp_path, "http://127.0.0.1:9/api")
    engine.prepare(tmp_path)
    assert "PREFECT_API_URL" not in os.environ
    assert os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] == "true"


def test_the_user_s_own_server_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://desk.example/api")
    serves(tmp_path, "http://127.0.0.1:9/api")
    engine.prepare(tmp_path)
    assert os.environ["PREFECT_API_URL"] == "http://desk.example/api"


def test_the_password_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / engine.PASSWORD
    login = _login(file)
    assert login == _login(file)
    assert len(login) > 30
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
