"""What the night must remember: its outlets, and what was last had from each address."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from urllib.parse import urlsplit

import duckdb
import pyarrow as pa

from extractors.records import FetchState, Source
from warehouse.running import run, transaction
from warehouse.shapes import INT, REAL, TEXT, WHEN, register, shape

_BODY = {"etag": TEXT, "last_modified": TEXT, "body_hash": TEXT}
_STATES = shape(url=TEXT, source=TEXT, fetched_at=WHEN, status=INT, **_BODY, failures=INT, outcome=TEXT)
_ADDRESSES = dict.fromkeys(("feeds", "sitemaps", "folders"), pa.list_(TEXT))
_LIMITS = {"delay_seconds": REAL, "max_articles": INT, "look_back_days": INT}
_SOURCES = shape(
    source=TEXT, name=TEXT, country=TEXT, language=TEXT, **_ADDRESSES, **_LIMITS, hosts=pa.list_(TEXT)
)
_REMOVED = shape(file=TEXT, kind=TEXT, bytes=pa.int64(), because=TEXT, removed_at=WHEN)
_FILES = shape(path=TEXT, bytes=pa.int64(), modified_at=WHEN)


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file, by what it is known again."""

    path: str  # absolute
    bytes: int
    modified_at: datetime


@dataclass(frozen=True, slots=True)
class RemovedFile:
    """A file that is no longer kept, relative to the warehouse's folder."""

    file: str
    kind: str  # archive, earlier or log
    bytes: int
    because: str
    removed_at: datetime


def save_removed(connection: duckdb.DuckDBPyConnection, files: Iterable[RemovedFile]) -> None:
    """Write down that these files go."""
    register(connection, "staged_removed", _REMOVED, [astuple(file) for file in files])
    connection.execute("INSERT INTO removed_files BY NAME FROM staged_removed")
    connection.unregister("staged_removed")


def files_read(connection: duckdb.DuckDBPyConnection) -> set[FileRead]:
    """The files that backfills have read to their end."""
    found = connection.execute("SELECT path, bytes, modified_at FROM files_read").fetchall()
    return {FileRead(*row) for row in found}


def save_files_read(
    connection: duckdb.DuckDBPyConnection, run_id: str, now: datetime, files: Iterable[FileRead]
) -> None:
    """Remember these files in place of what was remembered of their paths."""
    register(connection, "staged_files", _FILES, [astuple(file) for file in files])
    with transaction(connection):
        run(connection, "load/files_read", {"run_id": run_id, "now": now})
    connection.unregister("staged_files")


def save_sources(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> None:
    """Replace what is known of these outlets."""
    latest = {source.id: source for source in sources}.values()
    rows = [
        (
            *(s.id, s.name, s.country, s.language, list(s.feeds), list(s.sitemaps), list(s.folders)),
            *(*_limits(s), _hosts(s)),
        )
        for s in latest
    ]
    register(connection, "staged_sources", _SOURCES, rows)
    with transaction(connection):
        run(connection, "load/sources", {})
    connection.unregister("staged_sources")


def fetch_states(connection: duckdb.DuckDBPyConnection, source_id: str | None) -> dict[str, FetchState]:
    """By address; of two sources that share an address the later attempt."""
    names = ", ".join(field.name for field in fields(FetchState))
    found = connection.execute(
        f"SELECT {names} FROM fetch_state WHERE source = coalesce(?, source) ORDER BY fetched_at",  # noqa: S608
        [source_id],
    ).fetchall()
    return {row[0]: FetchState(*row) for row in found}


def save_fetch_states(
    connection: duckdb.DuckDBPyConnection, run_id: str, states: Sequence[FetchState]
) -> None:
    """Replace what is remembered of these addresses; of two states of one the later holds."""
    latest = {(s.source, s.url): s for s in sorted(states, key=lambda s: s.fetched_at)}
    register(connection, "staged_states", _STATES, [astuple(state) for state in latest.values()])
    with transaction(connection):
        run(connection, "load/fetch_states", {"run_id": run_id})
    connection.unregister("staged_states")


def _hosts(source: Source) -> list[str]:
    """As articles name an outlet that no source does."""
    given = (*source.feeds, *source.sitemaps, *source.sections, source.home or "")
    hosts = {(urlsplit(address).hostname or "").removeprefix("www.") for address in given}
    return sorted(hosts - {""})


def _limits(source: Source) -> tuple[float, int, int]:
    return source.delay_seconds, source.max_articles, source.look_back_days
