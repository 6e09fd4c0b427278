"""Articles taken out of a warehouse's file, so that nothing of them is left in it.

Deleted rows stay in a DuckDB file until their blocks are written over: so the file is written anew.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse import fusing, runs
from warehouse.database import connect, open_working, plain_errors
from warehouse.reading import latest
from warehouse.running import mappings, rows, run, transaction
from warehouse.shapes import TEXT, register, shape
from warehouse.sqlfiles import sql

_PLACES = shape(file=TEXT, record_id=TEXT, archived_in=TEXT)
Place = tuple[str, str, str]
_FIELDS = "forgotten_id, articles, who, why, asked_at, run_id, records, files"


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What is to be forgotten, as the table ``forgotten`` has it."""

    forgotten_id: str
    articles: tuple[str, ...]
    who: str
    why: str
    asked_at: datetime
    run_id: str
    records: tuple[str, ...]
    files: tuple[str, ...]
    keys: tuple[tuple[str, str], ...] = ()  # kind and hash, as in forgotten_keys

    @property
    def addresses(self) -> frozenset[str]:
        """SHA-256 of the addresses, hex."""
        return frozenset(key for kind, key in self.keys if kind == "address")


def family(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[str]:
    """The articles that ``names`` (keys, declared hashes, addresses) mean, with all their states."""
    return [row[0] for row in rows(connection, "forget/family", {"names": list(names)})]


def meant(folder: Path, names: Sequence[str]) -> list[dict[str, Any]]:
    """What `family` finds in the warehouse in ``folder``, for people.

    Mappings of article_id, source, title, published_on, url, and incidents: how many rest on it.
    """
    with latest(folder) as (connection, _), plain_errors("looking for an article"):
        given = {"articles": family(connection, names)}
        return mappings(connection, sql("forget/meant"), given)


def ask(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    articles: Sequence[str],
    addresses: Sequence[str],
    places: Sequence[str],
    who: str,
    why: str,
    now: datetime,
) -> None:
    """Write down that ``articles``, and whatever comes from ``addresses``, are to be forgotten.

    ``places`` are records of the archive that go with them. From here on they are refused.
    """
    told = "|".join((*articles, *addresses, *places, now.isoformat()))
    given = {
        "forgotten_id": "FG" + hashlib.sha256(told.encode()).hexdigest()[:10],
        "articles": list(articles),
        "addresses": list(addresses),
        "places": list(places),
        "who": who,
        "why": why,
        "now": now,
        "run_id": run_id,
    }
    with transaction(connection):
        run(connection, "forget/ask", given)


def pending(connection: duckdb.DuckDBPyConnection) -> list[Forgetting]:
    """What was asked for and is not done yet."""
    found = connection.execute(
        f"SELECT {_FIELDS} FROM forgotten WHERE finished_at IS NULL ORDER BY asked_at"  # noqa: S608
    ).fetchall()
    return [_forgetting(connection, row) for row in found]


def _forgetting(connection: duckdb.DuckDBPyConnection, row: tuple[object, ...]) -> Forgetting:
    values = [tuple(value) if isinstance(value, list) else value for value in row]
    keys = connection.execute(
        "SELECT kind, key FROM forgotten_keys WHERE forgotten_id = ?", [row[0]]
    ).fetchall()
    return Forgetting(*values, tuple(keys))  # type: ignore[arg-type, call-arg]  # the columns' types


def found_in_archive(
    connection: duckdb.DuckDBPyConnection, forgotten_id: str, records: Mapping[str, Sequence[str]]
) -> None:
    """Remember which records are to leave the archive, by file, before they do."""
    connection.execute(
        "UPDATE forgotten SET records = list_distinct(records || ?::VARCHAR[]), "
        "files = list_distinct(files || ?::VARCHAR[]) WHERE forgotten_id = ?",
        [[one for ids in records.values() for one in ids], list(records), forgotten_id],
    )


def forget_in(
    connection: duckdb.DuckDBPyConnection,
    forgetting: Forgetting,
    places: Sequence[Place],
    version: str,
) -> None:
    """Take the articles out of one open file; the incidents keep what others say of them.

    ``places`` are file, record id and ``archived_in`` of every record in the files that were rewritten.
    """
    given = {
        "articles": list(forgetting.articles),
        "records": list(forgetting.records),
        "forgotten_id": forgetting.forgotten_id,
    }
    run_id = _run(connection, forgetting, version)
    _, now = runs.kind_and_time(connection, run_id)
    if connection.execute(
        "FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[])) LIMIT 1", [given["articles"]]
    ).fetchall():
        with transaction(connection):
            run(connection, "forget/unbind", given)
        fusing.fuse(connection, run_id, now)
    register(connection, "staged_places", _PLACES, places)
    with transaction(connection):
        run(connection, "forget/unbind", given)
        run(connection, "forget/take_out", given)
        run(connection, "forget/mend", {})
    connection.unregister("staged_places")
    runs.finish(connection, run_id, "completed", now, None)


def forget_in_file(path: Path, forgetting: Forgetting, places: Sequence[Place], version: str) -> None:
    """The same in a file that nobody writes to, put in its place in one step; readers see old or new."""
    copy = path.with_name(f"{path.name}.forgetting")
    copy.unlink(missing_ok=True)
    shutil.copyfile(path, copy)
    connection = open_working(copy)
    try:
        with plain_errors(f"forgetting in {path}"):
            _write_down(connection, forgetting)
            forget_in(connection, forgetting, places, version)
            anew(connection, path)
    finally:
        connection.close()
        copy.unlink(missing_ok=True)
        copy.with_name(f"{copy.name}.wal").unlink(missing_ok=True)


def _write_down(connection: duckdb.DuckDBPyConnection, forgetting: Forgetting) -> None:
    one = forgetting
    for table in ("forgotten", "forgotten_keys"):
        connection.execute(f"DELETE FROM {table} WHERE forgotten_id = ?", [one.forgotten_id])  # noqa: S608
    connection.execute(
        f"INSERT INTO forgotten ({_FIELDS}, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, now())",  # noqa: S608
        [
            *(one.forgotten_id, list(one.articles), one.who, one.why, one.asked_at, one.run_id),
            *(list(one.records), list(one.files)),
        ],
    )
    for kind, key in one.keys:
        connection.execute("INSERT INTO forgotten_keys VALUES (?, ?, ?)", [one.forgotten_id, kind, key])


def anew(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write the open file anew as ``target``, without what deleted rows leave behind, and close it."""
    fresh = target.with_name(f"{target.name}.anew")
    fresh.unlink(missing_ok=True)
    row = connection.execute("SELECT current_database()").fetchall()[0]
    connection.execute(f"ATTACH '{_quoted(fresh)}' AS anew")
    connection.execute(f'COPY FROM DATABASE "{row[0]}" TO anew')
    connection.execute("DETACH anew")
    connection.close()
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    with connect(fresh, read_only=True) as written:  # it opens, and no .wal is beside it
        written.execute("FROM runs LIMIT 1")
    fresh.replace(target)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _run(connection: duckdb.DuckDBPyConnection, forgetting: Forgetting, version: str) -> str:
    """The run in whose name the incidents change; other files than the working one do not know it yet."""
    known = connection.execute("FROM runs WHERE run_id = ?", [forgetting.run_id]).fetchall()
    if not known:
        connection.execute(
            "INSERT INTO runs (run_id, kind, night, version, started_at, status) "
            "VALUES (?, 'forget', ?, ?, ?, 'running')",
            [forgetting.run_id, forgetting.asked_at.date(), version, forgetting.asked_at],
        )
    return forgetting.run_id
