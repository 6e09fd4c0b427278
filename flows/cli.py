"""The command `nightdesk`.

Every command imports what it needs when it runs: `--help` must not wait for Prefect, nor `sql` for
the extractors. Exit status: 0 the work was done, 1 it was not, 2 the command was not understood.
"""

import shutil
import sys
from contextlib import ExitStack
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import click

from flows import desk, keeping
from flows.alarms import alerts as alerts_group
from flows.options import EXISTING, FILE, FOLDER, warehouse_of, warehouse_option
from flows.sources import sources as sources_group

DAY = click.DateTime(["%Y-%m-%d"])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("nightdesk"), prog_name="nightdesk")
def cli() -> None:
    """News about political violence in, a DuckDB table of incidents out, with the sentence behind each field.

    \b
    A first night, without any network:   nightdesk nightly --sample
    Your own outlets:                     nightdesk init, edit sources.toml, nightdesk nightly
    Files that you already have:          nightdesk backfill FOLDER
    Then ask:                             nightdesk sql "FROM incidents"
    """


@cli.command()
@click.argument("directory", type=FOLDER, default=".", required=False)
def init(directory: Path) -> None:
    """Write nightdesk.toml and sources.toml, commented, into DIRECTORY (here).

    Files that are already there are left alone.
    """
    from flows.settings import SETTINGS_FILE, SOURCES_FILE, TEMPLATES

    directory.mkdir(parents=True, exist_ok=True)
    for name in (SETTINGS_FILE, SOURCES_FILE):
        target = directory / name
        if target.exists():
            click.echo(f"{target} is already there: left as it is.")
        else:
            shutil.copyfile(TEMPLATES / name, target)
            click.echo(f"Wrote {target}.")
    click.echo(f"Next: edit {directory / SOURCES_FILE}, then run `nightdesk nightly`.")


@cli.command()
@click.option("--sources", type=FILE, help="The outlets to visit. [default: sources.toml]")
@click.option(
    "--sample", is_flag=True, help="Visit the invented newsroom that comes with Nightdesk: no network."
)
@click.option(
    "--night",
    "nights",
    type=click.IntRange(1, 3),
    multiple=True,
    help="Which of the newsroom's nights; may be given several times. [default: 1]",
)
@warehouse_option
@click.option("--date", "day", type=DAY, metavar="DAY", help="The night's date, YYYY-MM-DD. [default: today]")
@click.option("-v", "--verbose", is_flag=True, help="Show what Prefect logs.")
def nightly(
    sources: Path | None,
    sample: bool,
    nights: tuple[int, ...],
    warehouse: Path | None,
    day: datetime | None,
    verbose: bool,
) -> None:
    """The main job, once: fetch the news, read it, and publish the incidents.

    \b
    nightdesk nightly --sample                       # the invented newsroom, no network
    nightdesk nightly --sample --night 2             # its next night: what changed?
    nightdesk nightly                                # the outlets of sources.toml
    nightdesk nightly --date 2026-03-03              # a night that was missed
    """
    from flows.settings import SOURCES_FILE, load_sources

    if sample and sources:
        raise click.UsageError("--sample and --sources exclude each other.")
    if nights and not sample:
        raise click.UsageError("--night goes with --sample.")
    if not sample:
        sources = sources or Path(SOURCES_FILE)
        load_sources(sources)  # a broken file is told before Prefect takes its seconds to start
    folder = _prepared(warehouse, verbose)
    from flows.nightly import nightly as flow
    from flows.summary import text

    once = flow.with_options(retries=0)  # somebody is watching: tell at once what broke
    for night in (nights or (1,)) if sample else (None,):
        summary = once(warehouse=folder, sources=sources, sample=night, day=day.date() if day else None)
        click.echo(text(summary, folder))


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=EXISTING)
@warehouse_option
@click.option("--again", is_flag=True, help="Read files, too, that a backfill has read before.")
@click.option(
    "--source", metavar="NAME", help="Their outlet, as in sources.toml; rows that give their own keep it."
)
@click.option("-v", "--verbose", is_flag=True, help="Show what Prefect logs.")
def backfill(
    paths: tuple[Path, ...], warehouse: Path | None, again: bool, source: str | None, verbose: bool
) -> None:
    """Load files and folders as the night loads pages: .txt, .md, .html(.gz), .jsonl, .warc(.gz).

    May be broken off at any time: started again, it goes on where it was.

    \b
    A list of WARC files (.paths, .paths.gz, as of Common Crawl's CC-NEWS) stands for those beside it.
    A row of a .jsonl file is {"id", "text", "published_at"}; title, url and source may stand beside them.
    A saved page belongs to the outlet that it names; a text has a line "date 2026-03-02", then its headline.
    A file name with 16 hex digits, such as 004_c043e81775501d58.txt, declares its article's hash.
    """
    folder = _prepared(warehouse, verbose)
    from extractors.records import FILES
    from flows.backfill import backfill as flow
    from flows.summary import text

    click.echo(text(flow(paths=paths, warehouse=folder, again=again, outlet=source or FILES), folder))


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=EXISTING)
@click.option("-o", "--output", type=FILE, help="Write there instead of to standard output.")
@click.option(
    "--processes", type=click.IntRange(0), default=0, help="0: one for each core.", show_default=True
)
def extract(paths: tuple[Path, ...], output: Path | None, processes: int) -> None:
    """Read files and print one JSON line for each article: its text, incidents and statistics.

    No warehouse and no Prefect are involved. Reads what `backfill` reads.

    \b
    nightdesk extract page.html.gz | jq .incidents
    nightdesk extract articles/ rows.jsonl -o read.jsonl
    """
    from flows.extract import extract as lines
    from flows.extract import json_line

    with ExitStack() as stack:
        out = stack.enter_context(output.open("w", encoding="utf-8")) if output else sys.stdout
        for line in lines(paths, processes):
            print(json_line(line), file=out)


@cli.command()
@warehouse_option
@click.option("-v", "--verbose", is_flag=True, help="Show what Prefect logs.")
def reextract(warehouse: Path | None, verbose: bool) -> None:
    """Read the whole archive again with this version and print what it changed.

    Articles and incidents keep their ids; `what_changed(run)` has every field, before and after.
    """
    folder = _prepared(warehouse, verbose)
    if not (folder / "archive").is_dir():
        raise click.ClickException(f"There is no archive in {folder} yet: run the night or a backfill first.")
    from flows.reextract import reextract as flow
    from flows.summary import text

    click.echo(text(flow(warehouse=folder), folder))


@cli.command()
@click.option("--settings", type=FILE, help="The settings. [default: nightdesk.toml, where there is one]")
@click.option("--sources", type=FILE, help="The outlets to visit. [default: sources.toml]")
@click.option("--sample", is_flag=True, help="Visit the invented newsroom instead: no network.")
@warehouse_option
def serve(settings: Path | None, sources: Path | None, sample: bool, warehouse: Path | None) -> None:
    """Run the night whenever the cron line of nightdesk.toml says so, until it is told to stop.

    A night that was missed is caught up once. Prefect's server runs beside it, on loopback, unless
    PREFECT_API_URL names one.
    """
    from flows.alerts import check
    from flows.serve import serve as forever
    from flows.settings import SETTINGS_FILE, SOURCES_FILE, load_settings, load_sources, warehouse_folder

    if settings is None and Path(SETTINGS_FILE).is_file():
        settings = Path(SETTINGS_FILE)
    chosen = load_settings(settings)
    check(chosen.alerts)
    if not sample:
        sources = sources or Path(SOURCES_FILE)
        load_sources(sources)
    forever(warehouse_folder(warehouse, chosen), chosen, settings, sources, 1 if sample else None)


@cli.command()
@click.option("--settings", type=FILE, help="The settings. [default: nightdesk.toml, where there is one]")
@click.option("--once", is_flag=True, help="Look once; exit status 1 where something is wrong.")
@warehouse_option
def watch(settings: Path | None, once: bool, warehouse: Path | None) -> None:
    """Tell when no night has succeeded for a day, a run died, or the published file is gone.

    `nightdesk serve` does so itself: this is for nights that a Prefect worker runs (PREFECT_API_URL).
    """
    from threading import Event

    from flows import engine
    from flows import watch as watching
    from flows.settings import load_settings, warehouse_folder
    from warehouse import PUBLISHED, WORKING

    chosen = load_settings(settings)
    folder = warehouse_folder(warehouse, chosen)
    if once and not any((folder / name).is_file() for name in (WORKING, PUBLISHED)):
        raise click.ClickException(
            f"There is no warehouse in {folder}: name its folder, or run a night first."
        )
    engine.prepare(folder, verbose=True)
    if not once:
        watching.watch(folder, chosen, Event())
    found = watching.look(folder, chosen)
    for alert in found:
        click.echo(f"{alert.title}\n{alert.text}")
    if found:
        sys.exit(1)
    click.echo(f"{folder}: nothing is wrong.")


_OTHERS = (
    *(desk.sql, desk.status, desk.rule, desk.articles, desk.export, sources_group, alerts_group),
    *(keeping.tidy, keeping.backup, keeping.restore, keeping.forget),
)
for command in _OTHERS:
    cli.add_command(command)


def _prepared(given: Path | None, verbose: bool) -> Path:
    """The warehouse's folder, known to be writable, and Prefect's surroundings set."""
    import warehouse
    from flows import engine

    folder = warehouse_of(given)
    with warehouse.open_for_writing(folder):  # busy, newer or read-only: told before Prefect starts
        engine.prepare(folder, verbose=verbose)
    if sys.stderr.isatty():
        click.echo("Starting Prefect, which takes some seconds …", err=True)
    return folder


def main() -> None:
    """Run the command line; errors that were foreseen are one sentence, not a traceback."""
    try:
        cli(standalone_mode=True)
    except Exception as error:
        if not _foreseen(error):
            raise
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)


def _foreseen(error: Exception) -> bool:
    from flows.server import NoServer
    from flows.settings import SettingsError
    from warehouse.errors import WarehouseError

    return isinstance(error, NoServer | SettingsError | WarehouseError)
