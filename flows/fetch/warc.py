"""WARC files read as documents: our own, and other people's such as Common Crawl's CC-NEWS."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from extractors.records import Document, Rejected
from flows.fetch.compression import ENCODINGS, MAX_DOCUMENT_BYTES, CorruptError, TooLargeError, unpacked
from flows.fetch.dates import instant, moment
from flows.fetch.headers import ARTICLE_TYPES, one_line, parse_content_type

METADATA_HEADER = "WARC-JSON-Metadata"
_MAX_HEADER_BYTES = 262_144  # of one record
_OURS = (WarcRecordType.response, WarcRecordType.resource)


class _CutOffError(Exception):
    """A record that ends before its declared length."""


def read_archive(path: Path, archived_as: str | None = None) -> Iterator[Document | Rejected]:
    """The articles in one WARC file (.warc or .warc.gz), streaming.

    Of our own records, all; of others', the `response` records with status 200 and HTML or text. A page
    that is too large is a Rejected; a damaged or cut file gives what is whole, then one Rejected (none
    where so little of the next record is there that nothing of it can be read). ``archived_as``
    is the file's name in the archive, for ``archived_in``. Raises OSError where the file cannot be opened.
    """
    whole = 0
    with path.open("rb") as stream:
        first_seen = datetime.fromtimestamp(path.stat().st_mtime, UTC)  # for records that carry no date
        records = _records(stream)
        try:
            while (record := next(records, None)) is not None:
                found = _found(record, first_seen, path, archived_as)
                if found is not None:
                    yield found
                whole += 1
        except (OSError, ValueError, _CutOffError) as error:
            detail = one_line(f"damaged after {whole} records: {error}")[:300]
            yield Rejected(str(path), "fetch", "unreadable", detail)
            return
        if not whole:
            yield Rejected(str(path), "fetch", "unreadable", "no WARC records")


def read_record(archive_folder: Path, archived_in: str) -> Document | Rejected:
    """The one document that ``archived_in`` points to, without reading what lies before it.

    A Rejected where the archive holds no such record any more.
    """
    name, _, place = archived_in.rpartition("#")
    record_id, _, offset = place.rpartition("@")
    path = archive_folder / name
    try:
        if not path.resolve().is_relative_to(archive_folder.resolve()):
            raise ValueError("leads out of the archive")
        with path.open("rb") as stream:
            stream.seek(int(offset))
            record = next(_records(stream), None)
            if record is None or _id_of(record) != record_id:
                raise ValueError("the record is not there")
            found = _found(record, datetime.fromtimestamp(path.stat().st_mtime, UTC), path, name, int(offset))
    except (OSError, ValueError, _CutOffError) as error:
        return Rejected(archived_in, "fetch", "unreadable", one_line(str(error))[:300])
    return found or Rejected(archived_in, "fetch", "wrong type", "no page")


def _records(stream: object) -> Iterator[WarcRecord]:
    return iter(ArchiveIterator(stream, parse_http=False, max_header_len=_MAX_HEADER_BYTES))  # type: ignore[arg-type]  # its stubs ask for more than it uses


def _found(
    record: WarcRecord, first_seen: datetime, path: Path, archived_as: str | None, offset: int | None = None
) -> Document | Rejected | None:
    if record.headers.get("Content-Length") is None:  # the file ends within the record's headers
        raise _CutOffError("the last record is cut off")
    known = _known(record)
    if record.record_type not in _OURS or not _is_readable(record, known):
        if record.consume() < record.content_length:
            raise _CutOffError("the last record is cut off")
        return None
    url = one_line(record.headers.get("WARC-Target-URI") or "")
    content = record.reader.read(MAX_DOCUMENT_BYTES + 1)
    if len(content) > MAX_DOCUMENT_BYTES:
        return Rejected(url or str(path), "fetch", "too large", f"more than {MAX_DOCUMENT_BYTES} bytes")
    if len(content) < record.content_length:
        raise _CutOffError("the last record is cut off")
    archived_in = None
    if archived_as:
        at = record.stream_pos if offset is None else offset
        archived_in = f"{archived_as}#{_id_of(record)}@{at}"
    if known is not None:
        return _own_document(known, content, first_seen, archived_in)
    try:
        content = _unwrapped(record, content)
    except TooLargeError as error:
        return Rejected(url or str(path), "fetch", "too large", str(error))
    content_type, charset = parse_content_type(record.http_headers.get("Content-Type") or "")
    return Document(
        source_id=url,
        source="files",
        content=content,
        content_type=content_type,
        fetched_at=instant(record.headers.get("WARC-Date")) or first_seen,
        url=url,
        charset=charset,
        archived_in=archived_in,
    )


def _id_of(record: WarcRecord) -> str:
    return one_line((record.record_id or "").strip("<>").removeprefix("urn:uuid:"))


def _known(record: WarcRecord) -> dict[str, str] | None:
    """What we wrote of the document beside its bytes; None in other people's records."""
    header = record.headers.get(METADATA_HEADER)
    try:
        known = json.loads(header) if header else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(known, dict):
        return None
    hints = {key: one_line(value) for key, value in known.items() if isinstance(value, str)}
    return hints if hints.get("source") and "source_id" in hints else None


def _is_readable(record: WarcRecord, known: dict[str, str] | None) -> bool:
    """Whether the record is a page or text; of a response, the HTTP headers are read away."""
    if record.record_type == WarcRecordType.resource:
        return known is not None
    try:
        record.parse_http(max_header_len=_MAX_HEADER_BYTES, strict_mode=False)
    except (OSError, ValueError):
        return False
    if known is not None:
        return True
    if not record.is_http_parsed or record.http_headers.status_code != 200:
        return False
    return parse_content_type(record.http_headers.get("Content-Type") or "")[0] in ARTICLE_TYPES


def _unwrapped(record: WarcRecord, content: bytes) -> bytes:
    """The body as the server meant it: some archives keep it chunked and packed as it was sent, some
    only say so. Raises TooLargeError."""
    headers = record.http_headers
    try:
        if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
            content = ChunkedReader(BytesIO(content)).read(MAX_DOCUMENT_BYTES + 1) or content
        encoding = (headers.get("Content-Encoding") or "").strip().lower()
        if encoding == "br":
            plain = BrotliReader(BytesIO(content)).read(MAX_DOCUMENT_BYTES + 1)
            if len(plain) > MAX_DOCUMENT_BYTES:
                raise TooLargeError(f"more than {MAX_DOCUMENT_BYTES} bytes")
            return plain or content
        return unpacked((content,), encoding if encoding in ENCODINGS else "", MAX_DOCUMENT_BYTES)
    except (OSError, ValueError, CorruptError):
        return content


def _own_document(
    known: dict[str, str], content: bytes, first_seen: datetime, archived_in: str | None
) -> Document:
    declared = known.get("declared_hash", "")
    return Document(
        source_id=known["source_id"],
        source=known["source"],
        content=content,
        content_type=known.get("content_type", "text/plain"),
        fetched_at=instant(known.get("fetched_at")) or first_seen,
        url=known.get("url"),
        charset=known.get("charset"),
        declared_hash=declared if re.fullmatch("[0-9a-f]{16}", declared) else None,
        title=known.get("title"),
        section=known.get("section"),
        published_at=moment(known.get("published_at", "")),
        home_country=known.get("home_country"),
        archived_in=archived_in,
    )
