"""The commands of an analyst's day: ask, rule, take along."""

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.options import FILE, FOLDER, Command, warehouse_of, warehouse_option

if TYPE_CHECKING:
    from warehouse import Warehouse


@click.command()
@click.argument("statement", required=False)
@warehouse_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "jsonl", "parquet"]),
    default="table",
    show_default=True,
)
@click.option("-o", "--output", type=FILE, help="Write there instead of to standard output.")
def sql(statement: str | None, warehouse: Path | None, form: str, output: Path | None) -> None:
    """Ask the published warehouse in SQL; it cannot be changed from here.

    Without STATEMENT, reads from standard input, or asks at a prompt on a terminal.

    \b
    nightdesk sql "SELECT event_date, place, killed FROM incidents ORDER BY 1"
    nightdesk sql "FROM evidence_for('ND0123456789ab')"
    nightdesk sql "FROM acled" --format parquet -o acled.parquet
    """
    from flows.sql import answer, shell

    directory = warehouse_of(warehouse)
    if statement is None and sys.stdin.isatty():
        shell(directory)
        return
    answer(directory, statement if statement is not None else sys.stdin.read(), form, output)


@click.command()
@warehouse_option
@click.option("--nights", type=click.IntRange(1), default=7, show_default=True, help="How many runs to show.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(warehouse: Path | None, nights: int, as_json: bool) -> None:
    """How it goes: the last runs, the outlets beside their usual volumes, silent ones, failed checks."""
    from flows import status as telling
    from warehouse import overview

    seen = overview(warehouse_of(warehouse), nights)
    click.echo(telling.as_json(seen) if as_json else "\n".join(telling.lines(seen)))


@click.group()
def rule() -> None:
    """An analyst's ruling: two incidents are the same, or not, or a value is right.

    A ruling holds from the next run on, through every replay, until it is revoked.

    \b
    nightdesk rule value ND0123456789ab killed 6 --why "the hospital's list"
    nightdesk rule list
    nightdesk rule revoke RU0123456789 --why "it was a list of another day"
    """


def ruling_options(command: Command) -> Command:
    for option in (
        click.option("--why", required=True, help="The reason; it stays beside the ruling."),
        click.option("--who", default=getpass.getuser, show_default="your login", help="Who says so."),
        warehouse_option,
    ):
        command = option(command)
    return command


@rule.command()
@click.argument("incident")
@click.argument("other")
@ruling_options
def same(incident: str, other: str, warehouse: Path | None, who: str, why: str) -> None:
    """INCIDENT and OTHER are one."""
    _rule(warehouse, lambda store: store.rule_same(incident, other, who, why))


@rule.command("not-same")
@click.argument("incident")
@click.argument("other")
@ruling_options
def not_same(incident: str, other: str, warehouse: Path | None, who: str, why: str) -> None:
    """INCIDENT and OTHER are two.

    Two reports of one incident part it: give their report_id, as evidence_for and incident_sources have it.
    """
    _rule(warehouse, lambda store: store.rule_not_same(incident, other, who, why))


@rule.command()
@click.argument("incident")
@click.argument("field")
@click.argument("right_value", metavar="VALUE", required=False)
@ruling_options
def value(
    incident: str, field: str, right_value: str | None, warehouse: Path | None, who: str, why: str
) -> None:
    """VALUE is right in FIELD of INCIDENT; without VALUE, nothing is known."""
    _rule(warehouse, lambda store: store.rule_value(incident, field, right_value, who, why))


@rule.command()
@click.argument("ruling")
@ruling_options
def revoke(ruling: str, warehouse: Path | None, who: str, why: str) -> None:
    """Take RULING back (its id: `nightdesk rule list`); it stays on record."""
    _rule(warehouse, lambda store: store.revoke_ruling(ruling, who, why), "Taken back")


@rule.command("list")
@click.option("--all", "revoked", is_flag=True, help="Also those that were taken back.")
@warehouse_option
def list_rulings(revoked: bool, warehouse: Path | None) -> None:
    """Every ruling that holds, the latest first."""
    from flows.rulings import lines
    from warehouse import rulings_made

    for line in lines(rulings_made(warehouse_of(warehouse)), revoked=revoked):
        click.echo(line)


@click.group()
def articles() -> None:
    """The cleaned texts."""


@articles.command("export")
@click.argument("directory", type=FOLDER)
@warehouse_option
def export_articles(directory: Path, warehouse: Path | None) -> None:
    """Write every article into DIRECTORY as NNN_<article_id>.txt, the date on a line before the text.

    `nightdesk backfill DIRECTORY` finds nothing new in them, whatever the numbers.
    """
    from flows.export import write_articles

    click.echo(f"Wrote {write_articles(warehouse_of(warehouse), directory)} articles to {directory}.")


@click.command()
@click.argument("directory", type=FOLDER)
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv", "geojson"]),
    default="parquet",
    show_default=True,
    help="GeoJSON holds the incidents that have coordinates.",
)
@warehouse_option
def export(directory: Path, form: str, warehouse: Path | None) -> None:
    """Write the tables that analysts use into DIRECTORY, a file each."""
    from flows.export import write_tables

    for file in write_tables(warehouse_of(warehouse), directory, form):
        click.echo(f"Wrote {file}.")


def _rule(given: Path | None, say: Callable[["Warehouse"], str | None], done: str = "Recorded") -> None:
    import warehouse

    with warehouse.open_for_writing(warehouse_of(given)) as store:
        ruling = say(store)
    click.echo(f"{done}{f' as {ruling}' if ruling else ''}: that holds from the next run on.")
