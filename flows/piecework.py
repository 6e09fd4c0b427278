"""What a worker does with a piece: archive, read, and leave Parquet for the loader, all of it or nothing.

What it leaves lies in ``incoming/KEY`` of the warehouse's folder, a folder for each batch; it appears in one
step, when everything is there. An empty one says that its batches were loaded. So a run that was broken off
finds there what its workers had read.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from extractors.reading import read
from extractors.records import FILES, Document, Rejected
from flows.fetch.archive import Archive
from flows.fetch.slices import read_slice
from flows.pieces import Piece
from flows.readers import batches
from warehouse import Staged, from_parquet, stage

INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Job:
    """A piece, and whose it is; ``folder`` is the warehouse's, as all workers see it."""

    piece: Piece
    folder: Path
    run_id: str
    started: datetime
    user_agent: str
    batch: int
    source: str = FILES  # of what carries none of its own

    @property
    def handed_over(self) -> Path:
        return self.folder / INCOMING / self.key

    @property
    def key(self) -> str:
        """The same for the same piece of the same outlet."""
        told = f"{self.piece.key}\n{self.source}".encode("utf-8", "surrogateescape")
        return self.piece.key if self.source == FILES else hashlib.sha256(told).hexdigest()[:20]


def work(job: Job) -> Job:
    """Read the piece, unless that was done. Raises OSError where it cannot be kept."""
    if not job.handed_over.is_dir():
        _make(job)
    return job


def _make(job: Job) -> None:
    making = job.folder / INCOMING / f".{job.key}-{uuid.uuid4()}"
    made, kept = making / "batches", making / "archive"
    made.mkdir(parents=True)
    try:
        name = f"{job.run_id}-{job.key}"
        with Archive(kept, name, job.started, job.user_agent) as archive:
            for number, items in enumerate(batches(_items(job.piece, job.started), job.batch)):
                _save(_read(items, archive, job.source), made / f"{number:06}")
        if job.handed_over.is_dir():  # somebody took this worker for dead
            return
        _move(kept, job.folder / "archive")
        made.rename(job.handed_over)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def parts(job: Job) -> Iterator[tuple[Path, Staged]]:
    """The batches that wait to be loaded; whoever has loaded one removes its folder."""
    for folder in sorted(job.handed_over.iterdir()):
        yield folder, from_parquet({file.stem: file.read_bytes() for file in folder.glob("*.parquet")})


def clear(jobs: Iterable[Job]) -> None:
    """All of them were loaded: the next run begins anew."""
    for job in jobs:
        shutil.rmtree(job.handed_over, ignore_errors=True)


def _items(piece: Piece, now: datetime) -> Iterator[Document | Rejected]:
    for one in piece.slices:
        yield from read_slice(one, now)


def _read(items: list[Document | Rejected], archive: Archive, source: str) -> Staged:
    documents = [
        replace(item, source=source) if item.source == FILES else item
        for item in items
        if isinstance(item, Document)
    ]
    kept = [one if one.archived_in else archive.keep(one) for one in documents]
    rejected = [(source, item) for item in items if isinstance(item, Rejected)]
    return stage([read(document) for document in kept], rejected)


def _save(staged: Staged, folder: Path) -> None:
    folder.mkdir()
    for name, content in staged.parquet().items():
        with (folder / f"{name}.parquet").open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _move(kept: Path, archive: Path) -> None:
    for path in sorted(kept.rglob("*.warc.gz")):
        target = archive / path.relative_to(kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
