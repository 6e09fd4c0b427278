"""`nightdesk alerts`: are they heard, and what was told so far?"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from flows.options import FILE, warehouse_option


@click.group()
def alerts() -> None:
    """Who is told when a night fails, an outlet falls silent, or nothing succeeds for a day."""


@alerts.command()
@click.option("--settings", type=FILE, help="The settings. [default: nightdesk.toml]")
def test(settings: Path | None) -> None:
    """Send a trial alert to every address and command of nightdesk.toml; exit status 1 if one fails.

    \b
    NIGHTDESK_ALERTS="json://127.0.0.1:8080/hook" nightdesk alerts test
    """
    from flows.alerts import Alert, addresses, check, send
    from flows.settings import load_settings

    chosen = load_settings(settings).alerts
    check(chosen)
    asked = len(addresses(chosen)) + bool(chosen.command)
    if not asked:
        raise click.ClickException("Nobody is to be told: fill in [alerts] in nightdesk.toml.")
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    failed = list(send(Alert("test", f"test {at}", "Nightdesk: a trial", f"Sent on trial, {at}."), chosen))
    for problem in failed:
        click.echo(problem, err=True)
    click.echo(f"{asked - len(failed)} of {asked} took the alert.")
    if failed:
        sys.exit(1)


@alerts.command()
@click.option("-n", "count", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@warehouse_option
def show(count: int, form: str, warehouse: Path | None) -> None:
    """The last alerts, the oldest first."""
    from flows.alerts import ledger
    from flows.options import warehouse_of

    for told in ledger(warehouse_of(warehouse))[-count:]:
        text = told["text"].replace("\n", "\n  ")
        click.echo(
            json.dumps(told, ensure_ascii=False)
            if form == "jsonl"
            else f"{told['at']}  {told['title']}\n  {text}"
        )
