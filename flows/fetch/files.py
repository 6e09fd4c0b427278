"""Files on disk as documents: texts, pages, rows, WARC files and lists of those, one after the other."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extractors.records import FILES, Document, Rejected, declared_hash
from flows.fetch.answers import turned_away
from flows.fetch.compression import MAX_DOCUMENT_BYTES, CorruptError, TooLargeError, chunks_of, unpacked
from flows.fetch.dates import moment
from flows.fetch.headers import one_line
from flows.fetch.lists import SUFFIXES as LISTS
from flows.fetch.lists import listed

_MAX_ROW_BYTES = MAX_DOCUMENT_BYTES + 1_000_000
_SINGLE = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".html.gz": "text/html",
}
_KINDS = ", ".join((*_SINGLE, ".jsonl", ".warc", ".warc.gz", *LISTS))


def documents(paths: Iterable[Path], now: datetime) -> Iterator[Document | Rejected]:
    """Every document in ``paths``, files and folders (those recursively, in sorted order), streaming.

    Whatever cannot be read is a Rejected whose ``url`` is the file's address; a bad row of a .jsonl carries
    its line number and the other rows are read. In folders, hidden files and symbolic links that lead
    outside are passed over. ``now`` becomes ``fetched_at``. Raises FileNotFoundError for a path that is
    not there, before anything is read.
    """
    return _documents(listing(paths), now)


def _documents(found: Iterable[Path | Rejected], now: datetime) -> Iterator[Document | Rejected]:
    for file in found:
        if isinstance(file, Rejected):
            yield file
        else:
            yield from read(file, now)


def listing(paths: Iterable[Path]) -> Iterator[Path | Rejected]:
    """The files in ``paths``, in order, and those that lists among them name.

    Raises FileNotFoundError for a path that is not there, before anything is looked at.
    """
    given = list(paths)
    for path in given:
        if not path.exists():
            raise FileNotFoundError(f"no such file or folder: {path}")
    return _listing(given)


def _listing(paths: Iterable[Path]) -> Iterator[Path | Rejected]:
    for path in paths:
        for file in files_in(path):
            if isinstance(file, Path) and file.name.lower().endswith(LISTS):
                try:
                    yield from listed(file)
                except OSError as error:
                    yield turned_away(file, f"cannot be read: {error.strerror or error}")
            else:
                yield file


def read(path: Path, now: datetime) -> Iterator[Document | Rejected]:
    """Every document in one file."""
    try:
        yield from _read(path, now)
    except OSError as error:
        yield turned_away(path, f"cannot be read: {error.strerror or error}")


def files_in(start: Path) -> Iterator[Path | Rejected]:
    """``start`` itself, or the files under it in sorted order, without hidden ones and outward links."""
    # a stack, for folders nest deeper than calls may
    if not start.is_dir():
        yield start if start.is_file() else turned_away(start, "no regular file")
        return
    root = start.resolve()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        try:
            if path.is_dir():
                inside = [entry for entry in path.iterdir() if _is_wanted(entry, root)]
                waiting.extend(sorted(inside, reverse=True))
            elif path.is_file():
                yield path
        except OSError as error:
            yield turned_away(path, f"cannot be read: {error.strerror or error}")


def _is_wanted(entry: Path, root: Path) -> bool:
    if entry.name.startswith(".") or entry.name.lower().endswith(LISTS):  # what a list names is met anyway
        return False
    if not entry.is_symlink():
        return True
    # a linked folder inside is met at its own place; following it could go round in circles
    return entry.is_file() and entry.resolve().is_relative_to(root)


def _read(path: Path, now: datetime) -> Iterator[Document | Rejected]:
    name = path.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        from flows.fetch.warc import read_archive  # a fifth of a second, which a text file need not wait for

        yield from read_archive(path)
    elif name.endswith(LISTS):
        for found in listed(path):
            yield from (found,) if isinstance(found, Rejected) else read(found, now)
    elif name.endswith(".jsonl"):
        yield from rows(path, now)
    elif kind := next((kind for suffix, kind in _SINGLE.items() if name.endswith(suffix)), None):
        yield _single(path, kind, now)
    else:
        yield turned_away(path, f"expected one of {_KINDS}", "wrong type")


def _single(path: Path, kind: str, now: datetime) -> Document | Rejected:
    try:
        with path.open("rb") as stream:
            packing = "gzip" if path.name.lower().endswith(".gz") else ""
            content = unpacked(chunks_of(stream), packing, MAX_DOCUMENT_BYTES)
    except TooLargeError as error:
        return turned_away(path, str(error), "too large")
    except CorruptError as error:
        return turned_away(path, f"broken gzip: {error}")
    return Document(
        source_id=_file_id(path),
        source=FILES,
        content=content,
        content_type=kind,
        fetched_at=now,
        declared_hash=declared_hash(path.name),
        file=path.absolute().as_uri(),
    )


def _file_id(path: Path) -> str:
    """The name up to the first dot; bytes that are no UTF-8 are replaced."""
    name = path.name.encode("utf-8", "replace").decode()
    return name.split(".")[0] or name


def rows(
    path: Path, now: datetime, start: int = 0, end: int | None = None, line_before: int = 0
) -> Iterator[Document | Rejected]:
    """Every row of a .jsonl file; of those that begin from byte ``start`` up to ``end``.

    ``line_before`` is the number of the line before ``start``. Raises OSError where it cannot be opened.
    """
    number = line_before
    with path.open("rb") as stream:
        stream.seek(start)
        while (end is None or stream.tell() < end) and (line := stream.readline(_MAX_ROW_BYTES)):
            number += 1
            if len(line) == _MAX_ROW_BYTES and not line.endswith(b"\n"):
                while (rest := stream.readline(_MAX_ROW_BYTES)) and not rest.endswith(b"\n"):
                    pass
                detail = f"line {number}: more than {_MAX_ROW_BYTES} bytes"
                yield turned_away(path, detail, "too large")
                continue
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            try:
                yield _row(json.loads(line.decode("utf-8")), now)
            except UnicodeDecodeError:
                yield turned_away(path, f"line {number}: not UTF-8")
            except json.JSONDecodeError as error:
                yield turned_away(path, f"line {number}: not JSON ({error.msg}, column {error.colno})")
            except (ValueError, RecursionError) as error:
                yield turned_away(path, f"line {number}: {one_line(str(error))[:300]}")


def _row(row: Any, now: datetime) -> Document:
    """One row; raises ValueError that says what is expected."""
    if not isinstance(row, dict):
        raise ValueError("expected an object with id, text and published_at")
    name = row.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    if not isinstance(name, str) or not (name := one_line(name)):
        raise ValueError('expected "id" to be a text or a whole number')
    text, html = _text(row, "text"), _text(row, "html")
    if text is None and html is None:
        raise ValueError('expected "text" or "html"')
    is_page = html is not None and not (text or "").strip()
    return Document(
        source_id=name,
        source=one_line(_text(row, "source") or "") or FILES,
        content=((html if is_page else text) or "").encode("utf-8", "replace"),
        content_type="text/html" if is_page else "text/plain",
        fetched_at=now,
        url=one_line(_text(row, "url") or "") or None,
        charset="utf-8",
        declared_hash=declared_hash(name),
        title=one_line(_text(row, "title") or "") or None,
        published_at=_published(row),
    )


def _text(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'expected "{key}" to be a text')
    return value


def _published(row: dict[str, Any]) -> datetime | date | None:
    written = _text(row, "published_at")
    if not written or not written.strip():
        return None
    published = moment(written)
    if published is None:
        raise ValueError(
            'expected "published_at" to be a date such as 2026-11-21 or 2026-11-21T08:30:00+05:00'
        )
    return published
