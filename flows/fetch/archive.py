"""The archive: every byte is kept as WARC before it is read, and can be read again.

One file a run, `YYYY/MM/nightdesk-<start>-<run>.warc.gz`; one gzip member a record, flushed, so that a
crash loses at most the record in flight. Pages are `response` records (body unpacked, the server's own
packing and length renamed `X-Archive-Orig-…`), each followed by the `request` it answers; files and
rows are `resource` records. What a Document knows beyond its bytes stands in the record's
`WARC-JSON-Metadata` header.
"""

import json
import os
import re
import threading
import uuid
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors.records import Document, Rejected
from flows.fetch.answers import Answer
from flows.fetch.headers import one_line
from flows.fetch.warc import METADATA_HEADER, read_archive

_RENAMED_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})  # true of the wire
_DROPPED_HEADERS = frozenset({"set-cookie", "set-cookie2"})  # nothing of a visit is to be replayed


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
        self._writer: Any = None
        self._relative = ""
        self._is_closed = False

    def keep(self, document: Document, answer: Answer | None = None) -> Document:
        """``document`` with ``archived_in`` set, its bytes on disk.

        With the ``answer`` it came in it is kept as an HTTP response, else as a resource.
        """
        record_id = str(uuid.uuid4())
        met_at = answer.received_at if answer else document.fetched_at
        headers = {
            "WARC-Record-ID": f"<urn:uuid:{record_id}>",
            "WARC-Date": f"{met_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            METADATA_HEADER: _metadata(document),
        }
        with self._lock:
            if self._is_closed:
                raise ValueError("the archive is closed")
            writer = self._writer or self._open()
            place = f"{self._relative}#{record_id}@{self._file.tell() if self._file else 0}"
            if answer is not None:
                record = writer.create_warc_record(
                    one_line(answer.url),
                    "response",
                    payload=BytesIO(document.content),
                    length=len(document.content),
                    warc_headers_dict=headers,
                    http_headers=_http_headers(answer),
                )
            else:
                record = writer.create_warc_record(
                    f"urn:nightdesk:{quote(document.source)}:{quote(document.source_id)}",
                    "resource",
                    payload=BytesIO(document.content),
                    length=len(document.content),
                    warc_content_type=document.content_type,
                    warc_headers_dict=headers,
                )
            try:
                writer.write_record(record)
                if answer is not None and answer.asked_with:
                    writer.write_record(_request(writer, answer, headers))
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
                self._file = self._writer = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> Any:
        month = self.folder / f"{self._started:%Y}" / f"{self._started:%m}"
        month.mkdir(parents=True, exist_ok=True)
        self._file, path = _new_file(month, self._name)
        self._relative = path.relative_to(self.folder).as_posix()
        self._writer = WARCWriter(self._file, gzip=True)
        about = {
            "software": "nightdesk",
            "format": "WARC File Format 1.0",
            "http-header-user-agent": one_line(self._user_agent),
            "robots": "obey",
        }
        self._writer.write_record(self._writer.create_warcinfo_record(path.name, about))
        return self._writer


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


def _metadata(document: Document) -> str:
    """One line of ASCII: JSON escapes whatever a stranger put into a title."""
    published = document.published_at
    known = {
        "source": document.source,
        "source_id": document.source_id,
        "url": document.url,
        "content_type": document.content_type,
        "charset": document.charset,
        "declared_hash": document.declared_hash,
        "title": document.title,
        "section": document.section,
        "published_at": published.isoformat() if published else None,
        "fetched_at": document.fetched_at.isoformat(),
        "home_country": document.home_country,
    }
    return json.dumps({key: value for key, value in known.items() if value is not None})


def _request(writer: Any, answer: Answer, response_headers: dict[str, str]) -> Any:
    """The record of the request that ``answer`` answers, tied to its response."""
    parts = urlsplit(answer.url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    headers = [("Host", parts.netloc), *((name, one_line(value)) for name, value in answer.asked_with)]
    return writer.create_warc_record(
        one_line(answer.url),
        "request",
        payload=BytesIO(b""),
        length=0,
        warc_headers_dict={
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
            "WARC-Date": response_headers["WARC-Date"],
            "WARC-Concurrent-To": response_headers["WARC-Record-ID"],
        },
        http_headers=StatusAndHeaders(f"GET {one_line(target)} HTTP/1.1", headers, is_http_request=True),
    )


def _http_headers(answer: Answer) -> StatusAndHeaders:
    headers = []
    for name, value in answer.headers:
        if name.lower() in _DROPPED_HEADERS:
            continue
        prefix = "X-Archive-Orig-" if name.lower() in _RENAMED_HEADERS else ""
        headers.append((prefix + re.sub(r"[^!-9;-~]", "_", name), one_line(value)))
    headers.append(("Content-Length", str(len(answer.body))))
    return StatusAndHeaders(f"{answer.status} {one_line(answer.reason_phrase)}", headers, protocol="HTTP/1.1")
