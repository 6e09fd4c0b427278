"""Alerts: they arrive where they should, once, and never break anything; over real HTTP and SMTP."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.states import Failed

from flows import alerts, tasks
from flows.alerts import Alert
from flows.nightly import nightly
from flows.settings import AlertSettings, SettingsError
from tests.flows.conftest import Command
from tests.flows.receivers import Mailbox, Webhook, mailbox, webhook
from warehouse import CheckFailure

FAILED = Alert("failed", "failed 1", "Nightdesk: nightly failed", "WarehouseError: the disk is full")


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as one:
        yield one


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as one:
        yield one


def test_a_webhook_and_a_mailbox_get_the_alert(hook: Webhook, box: Mailbox, tmp_path: Path) -> None:
    assert alerts.tell(FAILED, AlertSettings(to=(hook.address, box.address)), tmp_path)
    assert (hook.got[0]["title"], hook.got[0]["message"]) == (FAILED.title, FAILED.text)
    assert hook.got[0]["type"] == "failure"
    assert "Subject: Nightdesk: nightly failed" in box.got[0]
    assert "the disk is full" in box.got[0]


def test_a_command_of_the_user_s_gets_the_alert_as_json(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = f"import sys, pathlib; pathlib.Path({str(out)!r}).write_text(sys.stdin.read())"
    settings = AlertSettings(command=(sys.executable, "-c", code))
    hostile = Alert("failed", "k", "$(touch bad); `id`", "'; rm -rf /")
    assert alerts.tell(hostile, settings, tmp_path)
    assert json.loads(out.read_text()) == {
        "kind": "failed",
        "key": "k",
        "title": hostile.title,
        "text": hostile.text,
    }


def test_the_same_is_told_once(hook: Webhook, tmp_path: Path) -> None:
    settings = AlertSettings(to=(hook.address,))
    for _ in range(3):
        assert alerts.tell(FAILED, settings, tmp_path)
    assert len(hook.got) == 1
    assert [told["key"] for told in alerts.ledger(tmp_path)] == [FAILED.key]


def test_what_nobody_took_is_tried_again(hook: Webhook, tmp_path: Path) -> None:
    settings = AlertSettings(to=(hook.address,))
    hook.status = 500
    assert not alerts.tell(FAILED, settings, tmp_path)
    hook.status = 200
    assert alerts.tell(FAILED, settings, tmp_path)
    assert len(hook.got) == 2


@pytest.mark.parametrize(
    "settings",
    [
        AlertSettings(to=("json://127.0.0.1:9/nobody",)),
        AlertSettings(to=("nonsense",)),
        AlertSettings(command=("/no/such/command",)),
        AlertSettings(command=(sys.executable, "-c", "raise SystemExit(3)")),
    ],
)
def test_an_alert_that_cannot_be_sent_breaks_nothing_and_keeps_no_other_back(
    hook: Webhook, tmp_path: Path, settings: AlertSettings
) -> None:
    both = settings.model_copy(update={"to": (*settings.to, hook.address)})
    assert not alerts.tell(FAILED, both, tmp_path)
    assert hook.titles() == [FAILED.title]


def test_a_full_disk_does_not_keep_an_alert_back(hook: Webhook, tmp_path: Path) -> None:
    alerts.tell(FAILED, AlertSettings(to=(hook.address,)), tmp_path / "is" / "not" / "there")
    assert hook.titles() == [FAILED.title]


def test_half_a_line_in_the_ledger_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / alerts.LEDGER).write_text('{"at": "2026-03-03", "key": "a"}\n{"at": "20')
    assert [told["key"] for told in alerts.ledger(tmp_path)] == ["a"]


def test_passwords_come_from_the_environment_and_are_never_shown(
    monkeypatch: pytest.MonkeyPatch, hook: Webhook, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOOK_PASSWORD", "hunter2")
    monkeypatch.setenv(alerts.VARIABLE, f"{hook.address} json://127.0.0.1:9/other")
    settings = AlertSettings(to=("json://desk:${HOOK_PASSWORD}@127.0.0.1:9/hook", "hunter2://x"))
    assert alerts.addresses(settings)[0] == "json://desk:hunter2@127.0.0.1:9/hook"
    failed = list(alerts.send(FAILED, settings.model_copy(update={"to": settings.to[:1]})))
    assert len(failed) == 2
    assert "hunter2" not in " ".join(failed)
    assert hook.titles() == [FAILED.title]


def test_a_wrong_address_is_told_before_the_night() -> None:
    with pytest.raises(SettingsError, match="'pigeon' cannot be used"):
        alerts.check(AlertSettings(to=("pigeon://secret@host",)))


def test_text_of_strangers_carries_no_terminal_codes_and_is_bounded(hook: Webhook, tmp_path: Path) -> None:
    rough = Alert("failed", "k", "a\r\nBcc: all@x.example\x1b[31m", "b\x00\n" * 10_000)
    alerts.tell(rough, AlertSettings(to=(hook.address,)), tmp_path)
    assert "\n" not in hook.got[0]["title"]
    assert "\x1b" not in hook.got[0]["title"]
    assert len(hook.got[0]["message"]) <= 4000


def test_silent_outlets_and_warnings_are_told_apart_and_a_standing_one_once(tmp_path: Path) -> None:
    silent = CheckFailure(
        "silent_sources",
        "warning",
        "Its feed has most likely changed.",
        2,
        ({"source": "a", "last_article": "2026-03-01"}, {"source": "b", "last_article": "2026-03-02"}),
    )
    odd = CheckFailure("falling_tolls", "warning", "Tolls rise.", 7, ({"incident_id": "ND1"},))
    found = list(alerts.findings([silent, odd], tmp_path))
    assert [one.kind for one in found] == ["silent", "silent", "checks"]
    assert len({one.key for one in found}) == 3
    assert [one.key for one in found] == [one.key for one in alerts.findings([silent, odd], tmp_path)]


def test_the_command_line_tries_the_addresses(nightdesk: Command, hook: Webhook, tmp_path: Path) -> None:
    nobody = nightdesk("alerts", "test")
    assert nobody.returncode == 1
    assert "Nobody is to be told" in nobody.stderr
    (tmp_path / "nightdesk.toml").write_text(f'[alerts]\nto = ["{hook.address}"]\n')
    done = nightdesk("alerts", "test")
    assert (done.returncode, done.stdout) == (0, "1 of 1 took the alert.\n"), done.stderr
    hook.status = 503
    assert nightdesk("alerts", "test").returncode == 1


def test_a_run_that_fails_is_told_with_its_reason_even_where_its_settings_are_broken(
    hook: Webhook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(alerts.VARIABLE, hook.address)
    broken = tmp_path / "nightdesk.toml"
    broken.write_text("[night\n")
    given = {"settings": str(broken), "warehouse": str(tmp_path)}
    run = FlowRun(flow_id=uuid4(), name="brave-owl", parameters=given)
    for _ in range(2):  # the hook, and later the watch
        tasks.alarm(nightly, run, Failed(message="WarehouseError: the disk is full"))
    (got,) = hook.got
    assert got["title"] == "Nightdesk: nightly brave-owl failed"
    assert got["message"].startswith("WarehouseError: the disk is full")
