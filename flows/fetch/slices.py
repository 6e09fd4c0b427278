"""Large files cut where a reader can begin, so that many can read one file at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.records import Document, Rejected
from flows.fetch import files
from flows.fetch.answers import turned_away

WARC_BYTES = 32_000_000  # of a slice, packed: some thousand pages, a minute's work
ROWS_BYTES = 2_000_000  # of a slice of .jsonl


@dataclass(frozen=True, slots=True)
class Slice:
    """A file from byte ``start`` up to ``end`` (None: its last). ``line`` counts the lines before it.

    ``archived_as`` is the file's name in the archive where it lies there already.
    """

    path: Path
    start: int = 0
    end: int | None = None
    line: int = 0
    archived_as: str | None = None


def cut(
    path: Path, archived_as: str | None = None, warc: int = WARC_BYTES, rows: int = ROWS_BYTES
) -> list[Slice]:
    """``path`` in slices of about ``warc`` or ``rows`` bytes, by its kind; a small file in one.

    Cuts are made between records that were all gone through before, never where bytes only look like one's
    beginning. A file that cannot be opened is one slice: reading it will say why.
    """
    name = path.name.lower()
    try:
        size = path.stat().st_size
        if name.endswith((".warc", ".warc.gz")):
            at = _records(path, warc) if size > warc else []
        elif name.endswith(".jsonl"):
            at = _lines(path, rows) if size > rows else []
        else:
            at = []
    except OSError:
        at = []
    starts = [(0, 0), *at]
    ends = [start for start, _ in at] + [None]
    return [
        Slice(path, start, end, line, archived_as) for (start, line), end in zip(starts, ends, strict=True)
    ]


def read_slice(slice: Slice, now: datetime) -> Iterator[Document | Rejected]:
    """Every document that begins in ``slice``."""
    name = slice.path.name.lower()
    try:
        if name.endswith((".warc", ".warc.gz")):
            from flows.fetch.warc import read_archive  # a fifth of a second, which a text need not wait for

            yield from read_archive(slice.path, slice.archived_as, slice.start, slice.end)
        elif name.endswith(".jsonl"):
            yield from files.rows(slice.path, now, slice.start, slice.end, slice.line)
        else:
            yield from files.read(slice.path, now)
    except OSError as error:
        yield turned_away(slice.path, f"cannot be read: {error.strerror or error}")


def _records(path: Path, size: int) -> list[tuple[int, int]]:
    from flows.fetch.warc import places

    found: list[tuple[int, int]] = []
    last = 0
    with path.open("rb") as check:
        for at in places(path):
            if at - last < size:
                continue
            check.seek(at)
            # a file packed as one piece has no place to begin in the middle
            if check.read(5).startswith((b"\x1f\x8b", b"WARC/")):
                found.append((at, 0))
            last = at
    return found


def _lines(path: Path, size: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    last = at = number = 0
    with path.open("rb") as stream:
        while chunk := stream.readline(65_536):
            at += len(chunk)
            if not chunk.endswith(b"\n"):
                continue
            number += 1
            if at - last >= size:
                found.append((at, number))
                last = at
    return found
