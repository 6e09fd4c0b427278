"""What a worker does with a piece: archive, read, and leave Parquet for the loader, all of it or nothing.

What it leaves lies in ``incoming/KEY/READER`` of the warehouse's folder, a folder for each batch; it appears
in one step, when everything is there. An empty one says that its batches were loaded. So a run that was
broken off finds there what its workers had read. Another version of this program is another READER and reads
the piece again, but its pages lie in the archive already, in the files that ``incoming/KEY/archived`` names.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from extractors.incidents import EXTRACTOR_VERSION
from extractors.reading import read
from extractors.records import FILES, Document, Rejected
from flows.fetch.archive import Archive
from flows.fetch.slices import cut, read_slice
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
    def waiting(self) -> Path:
        """For what any version of this program has read of the piece."""
        return self.folder / INCOMING / self.key

    @property
    def handed_over(self) -> Path:
        reader = hashlib.sha256(f"{EXTRACTOR_VERSION}\n{version('nightdesk')}".encode()).hexdigest()[:10]
        return self.waiting / reader

    @property
    def archived(self) -> Path:
        """The list of the archive's files that hold the piece."""
        return self.waiting / "archived"

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
        places = _places(job)
        with Archive(kept, name, job.started, job.user_agent) as archive:
            for number, items in enumerate(batches(_items(job.piece, job.started), job.batch)):
                _save(_read(items, archive, places, job.source), made / f"{number:06}")
        if job.handed_over.is_dir():  # somebody took this worker for dead
            return
        job.waiting.mkdir(exist_ok=True)
        with job.archived.open("a") as listed:
            listed.writelines(f"{name}\n" for name in _move(kept, job.folder / "archive"))
        made.rename(job.handed_over)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _places(job: Job) -> dict[str, str]:
    """Where in the archive the pages lie that another version of this program kept, by `_sign`."""
    names = job.archived.read_text().split() if job.archived.is_file() else []
    files = [path for name in names if (path := job.folder / "archive" / name).is_file()]
    kept = (
        one
        for path in files
        for whole in cut(path, path.relative_to(job.folder / "archive").as_posix())
        for one in read_slice(whole, job.started)
    )
    return {_sign(one): one.archived_in for one in kept if isinstance(one, Document) and one.archived_in}


def _sign(document: Document) -> str:
    told = f"{document.source_id}\n{document.url}\n".encode("utf-8", "surrogateescape")
    return hashlib.sha256(told + document.content).hexdigest()


def parts(job: Job) -> Iterator[tuple[Path, Staged]]:
    """The batches that wait to be loaded; whoever has loaded one removes its folder."""
    for folder in sorted(job.handed_over.iterdir()):
        yield folder, from_parquet({file.stem: file.read_bytes() for file in folder.glob("*.parquet")})


def clear(jobs: Iterable[Job]) -> None:
    """All of them were loaded: the next run begins anew."""
    for job in jobs:
        shutil.rmtree(job.waiting, ignore_errors=True)


def _items(piece: Piece, now: datetime) -> Iterator[Document | Rejected]:
    for one in piece.slices:
        yield from read_slice(one, now)


def _read(
    items: list[Document | Rejected], archive: Archive, places: Mapping[str, str], source: str
) -> Staged:
    documents = [
        replace(
            item,
            source=source if item.source == FILES else item.source,
            archived_in=item.archived_in or (places.get(_sign(item)) if places else None),
        )
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


def _move(kept: Path, archive: Path) -> list[str]:
    """The names of what was moved, as the archive has them."""
    files = sorted(kept.rglob("*.warc.gz"))
    for path in files:
        target = archive / path.relative_to(kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    return [path.relative_to(kept).as_posix() for path in files]
