"""The archive: every byte is kept as WARC before it is read, and can be read again.

One file a run, `YYYY/MM/nightdesk-<start>-<run>.warc.gz`; one gzip member a record, flushed, so that a
crash loses at most the record in flight. Pages are `response` records (body unpacked, the server's own
packing and length renamed `X-Archive-Orig-…`), each followed by the `request` it answers; files and
rows are `resource` records. What a Document knows beyond its bytes stands in the record's
`WARC-JSON-Metadata` header.
"""

import os
import re
import threading
import uuid
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from extractors.records import Document, Rejected
from flows.fetch import warcrecords
from flows.fetch.answers import Answer
from flows.fetch.warc import read_archive


class Archive:
    """Writes one run's WARC file; safe to share among threads.

    ``folder`` is the archive folder, ``run_id`` any text (letters, digits and hyphens of it go into the
    file name), ``started`` the run's start. The file appears with the first record. A full disk or a
    folder that cannot be written raises OSError: nothing is read that could not be kept. ``keep`` after
    that, or after ``close``, raises ValueError.
    """

    def __init__(self, folder: Path, run_id: str, started: datetime, user_agent: str = "nightdesk") -> None:
        self.folder = folder
        self._started = started.astimezone(UTC)
        self._name = f"nightdesk-{self._started:%Y%m%dT%H%M%SZ}-{_part(run_id)}"
        self._user_agent = user_agent
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._relative = ""
        self._is_closed = False

    def keep(self, document: Document, answer: Answer | None = None) -> Document:
        """``document`` with ``archived_in`` set, its bytes on disk.

        With the ``answer`` it came in it is kept as an HTTP response, else as a resource.
        """
        record_id = str(uuid.uuid4())
        packed = warcrecords.exchange(document, answer, record_id)
        with self._lock:
            if self._is_closed:
                raise ValueError("the archive is closed")
            file = self._file or self._open()
            place = f"{self._relative}#{record_id}@{file.tell()}"
            try:
                file.write(packed)
                file.flush()
            except OSError:
                self._is_closed = True  # whatever followed half a record could not be read again
                raise
        return replace(document, archived_in=place)

    def close(self) -> None:
        """Close the file, if one was begun."""
        with self._lock:
            self._is_closed = True
            if self._file is not None:
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
                self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> BinaryIO:
        month = self.folder / f"{self._started:%Y}" / f"{self._started:%m}"
        month.mkdir(parents=True, exist_ok=True)
        self._file, path = _new_file(month, self._name)
        self._relative = path.relative_to(self.folder).as_posix()
        self._file.write(warcrecords.info(path.name, self._user_agent))
        return self._file


def documents_in(archive_folder: Path) -> Iterator[Document | Rejected]:
    """Every document in the archive, file by file in the order of their names, ``archived_in`` as given.

    A file with a damaged end gives what is whole, then one Rejected. Raises FileNotFoundError where
    there is no such folder.
    """
    if not archive_folder.is_dir():
        raise FileNotFoundError(f"no archive folder at {archive_folder}")
    for path in sorted(archive_folder.glob("*/*/*.warc.gz")):
        yield from read_archive(path, archived_as=path.relative_to(archive_folder).as_posix())


def files_of(archive_folder: Path, run_ids: Collection[str]) -> list[Path]:
    """The files that these runs wrote, in the order of their names."""
    endings = tuple(re.escape(_part(run_id)) for run_id in run_ids)
    if not endings:
        return []
    theirs = re.compile(rf"nightdesk-[0-9TZ]+-(?:{'|'.join(endings)})(?:-[0-9]+)?\.warc\.gz")
    return [path for path in sorted(archive_folder.glob("*/*/*.warc.gz")) if theirs.fullmatch(path.name)]


def _part(run_id: str) -> str:
    """What of a run's id goes into its file's name."""
    return re.sub("[^A-Za-z0-9-]", "", run_id)[:60]


def _new_file(folder: Path, name: str) -> tuple[BinaryIO, Path]:
    """A file that was not there before: a run that is started twice must not write over itself."""
    attempt = 1
    while True:
        path = folder / (f"{name}.warc.gz" if attempt == 1 else f"{name}-{attempt}.warc.gz")
        try:
            return path.open("xb"), path
        except FileExistsError:
            attempt += 1
