"""Records taken out of the archive: a file is written anew without them, and put in its place in one step."""

import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from fastwarc.warc import WarcRecord

from extractors.records import Document
from flows.fetch.salvage import Wound, records
from flows.fetch.warcdocuments import document, id_of

_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of an archive file: its id, where it begins, and what it is about."""

    record_id: str
    start: int
    answers: str | None  # the record that this one, a request, belongs to
    addresses: frozenset[str]  # SHA-256, hex
    body: str | None  # SHA-256 of a page's bytes, hex


def entries(path: Path) -> Iterator[Entry | Wound]:
    """Every whole record of the archive file ``path``, and where it is damaged."""

    def entry(record: WarcRecord) -> Entry:
        start = record.stream_pos
        told = {record.headers.get("WARC-Target-URI") or ""}
        found = document(record, path, None)
        if isinstance(found, Document):
            told |= {found.source_id, found.url or ""}
        if found is None:
            record.consume()
        body = hashlib.sha256(found.content).hexdigest() if isinstance(found, Document) else None
        concurrent = record.headers.get("WARC-Concurrent-To") or ""
        answers = concurrent.strip("<>").removeprefix("urn:uuid:") or None
        hashes = frozenset(hashlib.sha256(one.encode("utf-8", "replace")).hexdigest() for one in told if one)
        return Entry(id_of(record), start, answers, hashes, body)

    with path.open("rb") as stream:
        yield from records(stream, entry)


def without(path: Path, record_ids: Set[str]) -> bool:
    """Take the records, and the requests that belong to them, out of ``path``; was there any?

    What was damaged is not kept: it may be part of them.
    """
    found = list(entries(path))
    whole = [one for one in found if isinstance(one, Entry)]
    if not any(_goes(one, record_ids) for one in whole):
        return False
    ends = sorted({*(one.start for one in found), path.stat().st_size})
    fresh = path.with_name(f".{path.name}.anew")
    with path.open("rb") as old, fresh.open("wb") as new:
        for one in whole:
            if _goes(one, record_ids):
                continue
            old.seek(one.start)
            left = ends[bisect_right(ends, one.start)] - one.start
            while left > 0 and (chunk := old.read(min(left, _CHUNK))):
                new.write(chunk)
                left -= len(chunk)
        new.flush()
        os.fsync(new.fileno())
    os.utime(fresh, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    fresh.replace(path)
    return True


def _goes(one: Entry, record_ids: Set[str]) -> bool:
    return one.record_id in record_ids or (one.answers is not None and one.answers in record_ids)
