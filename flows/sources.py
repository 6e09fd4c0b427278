"""`nightdesk sources`: which outlets work today, before a night finds out."""

import json
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.options import FILE

if TYPE_CHECKING:
    from extractors.records import Source
    from flows.fetch.probe import Probe
    from flows.settings import Settings

_WIDTH_OF_A_FILE = 160  # characters: where there is no terminal to ask


@click.group()
def sources() -> None:
    """The outlets of sources.toml."""


@sources.command("check")
@click.argument("file", type=FILE, default="sources.toml", required=False)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def check(file: Path, form: str) -> None:
    """Try each source of FILE (sources.toml): its feeds, its robots.txt, and one article.

    Nothing is kept. Exit status 1 where a source is dead.

    \b
    nightdesk sources check
    nightdesk sources check mine.toml --format json
    """
    from flows.settings import load_settings, load_sources

    settings = load_settings()
    listed = load_sources(file)
    if not settings.fetch.contact:
        click.echo("No [fetch] contact in nightdesk.toml: outlets see no address to write to.", err=True)
    probes = probe_all(listed, settings)
    if form == "json":
        click.echo(json.dumps([_as_json(one) for one in probes], ensure_ascii=False, indent=1))
    else:
        _show(probes)
    if not all(one.works for one in probes):
        sys.exit(1)


def probe_all(listed: "Iterable[Source]", settings: "Settings") -> "list[Probe]":
    """A probe of each source, in their order; many at once, each host still one request at a time."""
    from flows.fetch.exchange import Limits
    from flows.fetch.probe import probe
    from flows.fetch.web import Web, user_agent

    now = datetime.now(UTC)
    agent = user_agent(version("nightdesk"), settings.fetch.contact)
    with (
        closing(Web(agent, Limits(retries=1))) as web,
        ThreadPoolExecutor(settings.fetch.hosts_at_once) as pool,
    ):
        return list(pool.map(lambda source: probe(source, web, now), listed))


def _as_json(one: "Probe") -> dict[str, Any]:
    newest = one.newest.isoformat() if one.newest else None
    return {"works": one.works, **asdict(one), "newest": newest}


def _show(probes: "list[Probe]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else _WIDTH_OF_A_FILE)
    grid = Table(show_edge=False, pad_edge=False)
    for name in ("source", "works", "feeds", "listed", "newest", "robots", "article"):
        grid.add_column(name, justify="right" if name == "listed" else "left")
    for one in probes:
        heard = sum(listing.outcome in ("fetched", "not modified") for listing in one.listings)
        robots = f"{one.robots or ''}{f', {one.delay_seconds:g} s' if one.delay_seconds else ''}"
        cells = (
            one.source,
            "yes" if one.works else "no",
            f"{heard} of {len(one.listings)}",
            str(one.listed),
            f"{one.newest:%Y-%m-%d %H:%M}" if one.newest else "",
            robots,
            f"{one.characters:,} characters" if one.works and one.articles else one.problem or "",
        )
        # Text, not str: what strangers wrote must not be read as markup
        grid.add_row(*(Text(cell) for cell in cells))
    console.print(grid)
    for one in probes:
        for answered in (*one.listings, *one.articles):
            if answered.outcome not in ("fetched", "not modified"):
                said = f"{one.source}: {answered.url}: {answered.outcome}"
                console.print(Text(f"{said} ({answered.detail})" if answered.detail else said))
        for url in one.found:
            console.print(Text(f"{one.source}: {url}: answers, and is not named in the file"))
    dead = sum(not one.works for one in probes)
    console.print(f"{len(probes) - dead} of {len(probes)} sources work.")
    if dead == len(probes) and all(_is_offline(one) for one in probes):
        console.print("No host could be reached at all: is this machine on the network?")


def _is_offline(one: "Probe") -> bool:
    return any(asked.outcome in ("connection failed", "timed out") for asked in one.listings)
