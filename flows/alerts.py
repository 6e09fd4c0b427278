"""Alerts: what a person must know, sent once to the addresses and the command of nightdesk.toml.

The addresses are apprise's (https://github.com/caronc/apprise/wiki): a webhook, mail, and some hundred
services. An alert that cannot be sent is written to the log; it never breaks a night.
"""

import json
import logging
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.output import printable
from flows.settings import AlertSettings, SettingsError
from warehouse import CheckFailure, Summary

if TYPE_CHECKING:
    from apprise import NotifyBase

LEDGER = "alerts.jsonl"
VARIABLE = "NIGHTDESK_ALERTS"  # more addresses, blanks between them: the place for those with a password
_LONGEST_TITLE, _LONGEST_TEXT = 200, 4000  # characters
_COMMAND_SECONDS = 60
_SHOWN_ROWS = 5

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Alert:
    """``kind``: failed, checks, silent, overdue or test. Of the same ``key`` only the first is sent."""

    kind: str
    key: str
    title: str
    text: str


def tell(alert: Alert, settings: AlertSettings, folder: Path) -> bool:
    """Send ``alert``, unless its key is in the ledger of the warehouse ``folder``; did everybody get it?

    It goes into the ledger once somebody has got it, or where nobody is to be told; so what could not be
    sent may be tried again. Never raises.
    """
    alert = _clean(alert)
    try:
        if any(told["key"] == alert.key for told in ledger(folder)):
            return True
        failed = list(send(alert, settings))
        asked = len(addresses(settings)) + bool(settings.command)
        _log.warning("Alert: %s", alert.title)
        for problem in failed:
            _log.error("The alert could not be sent: %s", problem)
        if len(failed) < asked or not asked:
            _remember(alert, folder)
    except Exception:
        _log.exception("The alert '%s' could not be sent", alert.title)
        return False
    return not failed


def send(alert: Alert, settings: AlertSettings) -> Iterator[str]:
    """Send to every address and the command; yields what failed, without passwords."""
    for address in addresses(settings):
        try:
            service = _service(address)
        except SettingsError as error:
            yield str(error)
            continue
        if not _taken(service, alert):
            yield f"{_shown(service)} did not take it"
    if settings.command:
        told = json.dumps(asdict(alert), ensure_ascii=False)
        try:
            subprocess.run(  # noqa: S603 - the user's own command; the alert reaches it as data only
                settings.command, input=told, text=True, timeout=_COMMAND_SECONDS, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            yield f"{settings.command[0]}: {error}"


def addresses(settings: AlertSettings) -> tuple[str, ...]:
    """Those of nightdesk.toml with ``${NAME}`` filled in from the environment, and NIGHTDESK_ALERTS'."""
    return (*map(os.path.expandvars, settings.to), *os.environ.get(VARIABLE, "").split())


def check(settings: AlertSettings) -> None:
    """Raises SettingsError where an address cannot be understood."""
    for address in addresses(settings):
        _service(address)


def ledger(folder: Path) -> list[dict[str, str]]:
    """The alerts so far, the oldest first: at, kind, key, title, text."""
    try:
        lines = (folder / LEDGER).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    told = []
    for line in lines:
        with suppress(ValueError):  # a full disk leaves half a line
            told.append(json.loads(line))
    return told


def failure(name: str, run: str, message: str | None, folder: Path) -> Alert:
    """A flow run that failed or crashed; ``run`` is its id."""
    text = f"{message or 'No reason was given.'}\nRun: {name}\nWarehouse: {folder.resolve()}"
    return Alert("failed", f"failed {run}", f"Nightdesk: {name} failed", text)


def unreached(summary: Summary, asked: int, folder: Path) -> Iterator[Alert]:
    """An alert where most of the ``asked`` outlets could not be reached: then it is rather the network."""
    gone = sorted({row["source"] for row in summary.rejections if row["reason"] == "source unreachable"})
    if len(gone) * 2 > asked:
        title = f"Nightdesk: {len(gone)} of {asked} outlets could not be reached"
        text = f"{', '.join(gone)}\nIs the network gone? The next night asks them again, and meets what "
        text += f"this one missed as far as their look_back_days reach.\nWarehouse: {folder.resolve()}"
        yield Alert("silent", f"unreached {summary.run['run_id']}", title, text)


def findings(found: Sequence[CheckFailure], folder: Path) -> Iterator[Alert]:
    """What checks warn of: an alert for each outlet that fell silent, and for each new count of a check."""
    for one in found:
        if one.name == "silent_sources":
            for row in one.rows:
                key = f"silent {row['source']} {row['last_article']}"
                text = f"{row['source']} gave its last article on {row['last_article']}. {one.why}\n"
                text += f"`nightdesk sources check` tells more.\nWarehouse: {folder.resolve()}"
                yield Alert("silent", key, f"Nightdesk: {row['source']} is silent", text)
        else:
            rows = "\n".join(str(row) for row in one.rows[:_SHOWN_ROWS])
            text = f"{one.why}\n{one.count} rows, such as:\n{rows}\nWarehouse: {folder.resolve()}"
            key = f"check {one.name} {one.count}"
            yield Alert("checks", key, f"Nightdesk: {one.name} found {one.count}", text)


def _remember(alert: Alert, folder: Path) -> None:
    line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **asdict(alert)})
    with (folder / LEDGER).open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def _service(address: str) -> "NotifyBase":
    from apprise import Apprise

    service = Apprise.instantiate(address)
    if service is None:
        kind = address.partition("://")[0][:20]  # the rest may hold a password
        raise SettingsError(
            f"alerts: an address that begins with '{kind}' cannot be used; expected one of apprise's, "
            "such as json://host/path or mailtos://user:password@host?to=desk@example.org."
        )
    return service


def _taken(service: "NotifyBase", alert: Alert) -> bool:
    from apprise import Apprise, NotifyFormat, NotifyType

    one = Apprise()
    one.add(service)
    grave = NotifyType.FAILURE if alert.kind in ("failed", "overdue") else NotifyType.WARNING
    try:
        return bool(
            one.notify(body=alert.text, title=alert.title, notify_type=grave, body_format=NotifyFormat.TEXT)
        )
    except Exception:  # a service's own fault must not keep the alert from the others
        _log.exception("%s broke", _shown(service))
        return False


def _shown(service: "NotifyBase") -> str:
    return str(service.url(privacy=True)).partition("?")[0]  # type: ignore[no-untyped-call]


def _clean(alert: Alert) -> Alert:
    """What strangers wrote may be part of an error's message: no control characters, and bounded."""
    title = printable(alert.title, instead=" ")[:_LONGEST_TITLE]
    text = printable(alert.text, keep="\n", instead=" ")[:_LONGEST_TEXT]
    return Alert(alert.kind, alert.key, title, text)
