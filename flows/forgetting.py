"""`nightdesk forget`: an article taken out of everything that the warehouse's folder holds.

What is to go is written down first; then the archive, the published files and last the working file are
written anew, each put in its place in one step. Whoever comes after a crash goes on: nothing is done twice,
and until it is done nothing of it is read or fetched again.
"""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import warehouse
from flows.fetch.addresses import normalised
from flows.fetch.excision import Entry, entries, without
from flows.output import printable
from flows.piecework import INCOMING
from warehouse import Forgetting, Warehouse, WarehouseError

ARCHIVE_LOCK = "archive.lock"  # held by whoever rewrites, removes or copies the archive


def meant(folder: Path, names: list[str]) -> list[str]:
    """What `forget` would take out, a line for each article. Raises WarehouseError."""
    found = warehouse.meant(folder, [*names, *_addresses(names)])
    return [printable(_line(row)) for row in found]


def _line(row: dict[str, Any]) -> str:
    rests = f"; incidents: {row['incidents']}" if row["incidents"] else ""
    told = (row["title"], row["source"], row["published_on"], row["url"])
    return f"  {row['article_id']}  {', '.join(str(part) for part in told if part)}{rests}"


def forget(folder: Path, names: list[str], who: str, why: str, *, in_advance: bool = False) -> list[str]:
    """Forget the articles that ``names`` (keys, declared hashes, addresses) mean; returns their keys.

    ``in_advance``: an address of which nothing is known is never fetched, for ever. Raises WarehouseError
    where a name means nothing, before anything is written.
    """
    addresses = _addresses(names)
    with warehouse.open_for_writing(folder) as store, warehouse.exclusive(folder / ARCHIVE_LOCK):
        articles = store.family([*names, *addresses])
        for name in names:
            own = _addresses([name])
            if not (own and in_advance) and not store.family([name, *own]):
                advice = "; --in-advance has it refused when it comes" if own else ""
                raise WarehouseError(f"No article is known as {name}: give its key or its address{advice}.")
        _ask(store, articles, [*addresses, *(name for name in names if name not in articles)], [], who, why)
        finish(store)
    return articles


def _addresses(names: list[str]) -> list[str]:
    return [address for name in names if (address := normalised(name))]


def sweep(store: Warehouse) -> bool:
    """Take out of the archive what came again after it was forgotten, and finish what was begun.

    Was there anything? Whoever calls holds the archive's lock.
    """
    places = store.refused_places()
    if places:
        _ask(store, [], [], places, "nightdesk", "it came again after it was forgotten")
    return finish(store)


def finish(store: Warehouse) -> bool:
    """Do what was asked and is not done yet; was there anything?"""
    pending = store.to_forget()
    for one in pending:
        _forget(store, one)
    return bool(pending)


def _ask(
    store: Warehouse, articles: list[str], addresses: list[str], places: list[str], who: str, why: str
) -> None:
    now = datetime.now(UTC)
    run_id = store.begin_run("forget", now.date(), version("nightdesk"), {}, now)
    store.ask_to_forget(run_id, articles, addresses, places, who, why)


def _forget(store: Warehouse, one: Forgetting) -> None:
    folder = store.folder
    archive = folder / "archive"
    shutil.rmtree(folder / INCOMING, ignore_errors=True)  # what waits there is read again
    found = {file: ids for file in _suspects(store, one) if (ids := _records(archive / file, one))}
    store.found_in_archive(one.forgotten_id, found)
    (one,) = [again for again in store.to_forget() if again.forgotten_id == one.forgotten_id]
    for file in one.files:
        if (archive / file).is_file():
            without(archive / file, frozenset(one.records))
    places = [place for file in one.files for place in _places(archive, file)]
    for published in (*sorted((folder / "earlier").glob("*.duckdb")), folder / warehouse.PUBLISHED):
        if published.is_file():
            warehouse.forget_in_file(published, one, places, version("nightdesk"))
    store.forget(one, places, version("nightdesk"))


def _suspects(store: Warehouse, one: Forgetting) -> Iterator[str]:
    """The archive files that the tables name, and those with records of which the tables know nothing."""
    known = store.archive_files_known() - set(one.files)
    archive = store.folder / "archive"
    for path in sorted(archive.glob("*/*/*.warc.gz")):
        if (file := path.relative_to(archive).as_posix()) not in known:
            yield file


def _records(path: Path, one: Forgetting) -> list[str]:
    wanted = frozenset(one.records)
    return [
        entry.record_id
        for entry in entries(path)
        if isinstance(entry, Entry) and (entry.record_id in wanted or entry.addresses & one.addresses)
    ]


def _places(archive: Path, file: str) -> Iterator[tuple[str, str, str]]:
    if (archive / file).is_file():
        for entry in entries(archive / file):
            if isinstance(entry, Entry):
                yield file, entry.record_id, f"{file}#{entry.record_id}@{entry.start}"


def address_hash(address: str) -> str:
    """By what a forgotten address is known again."""
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()
