"""One WARC record as a document: of our own files, or of other people's such as Common Crawl's CC-NEWS."""

import json
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import WarcRecord, WarcRecordType

from extractors.records import FILES, Document, Rejected
from flows.fetch.compression import ENCODINGS, MAX_DOCUMENT_BYTES, CorruptError, TooLargeError, unpacked
from flows.fetch.dates import instant, moment
from flows.fetch.headers import ARTICLE_TYPES, one_line, parse_content_type
from flows.fetch.salvage import MAX_HEADER_BYTES

METADATA_HEADER = "WARC-JSON-Metadata"
_OURS = (WarcRecordType.response, WarcRecordType.resource)


def document(record: WarcRecord, path: Path, archived_as: str | None) -> Document | Rejected | None:
    """What ``record`` holds; None where that is no article. Raises ValueError or OSError where it is broken.

    ``path`` is the file it lies in, whose time is that of a record that carries none; ``archived_as`` the
    file's name in the archive, for ``archived_in``.
    """
    if record.headers.get("Content-Length") is None:  # the file ends within the record's headers
        raise ValueError("the record is cut off")
    known = _known(record)
    if record.record_type not in _OURS or not _is_readable(record, known):
        if record.consume() < record.content_length:
            raise ValueError("the record is cut off")
        return None
    url = one_line(record.headers.get("WARC-Target-URI") or "")
    content = record.reader.read(MAX_DOCUMENT_BYTES + 1)
    if len(content) > MAX_DOCUMENT_BYTES:
        return Rejected(
            url or path.absolute().as_uri(), "fetch", "too large", f"more than {MAX_DOCUMENT_BYTES} bytes"
        )
    if len(content) < record.content_length:
        raise ValueError("the record is cut off")
    archived_in = None
    if archived_as:
        archived_in = f"{archived_as}#{id_of(record)}@{record.stream_pos}"
    if known is not None:
        return _own_document(known, content, path, archived_in)
    try:
        content = _unwrapped(record, content)
    except TooLargeError as error:
        return Rejected(url or path.absolute().as_uri(), "fetch", "too large", str(error))
    content_type, charset = parse_content_type(record.http_headers.get("Content-Type") or "")
    return Document(
        source_id=url,
        source=FILES,
        content=content,
        content_type=content_type,
        fetched_at=instant(record.headers.get("WARC-Date")) or _time_of(path),
        url=url,
        charset=charset,
        archived_in=archived_in,
    )


def _time_of(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def id_of(record: WarcRecord) -> str:
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
        record.parse_http(max_header_len=MAX_HEADER_BYTES, strict_mode=False)
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


def _own_document(known: dict[str, str], content: bytes, path: Path, archived_in: str | None) -> Document:
    declared = known.get("declared_hash", "")
    return Document(
        source_id=known["source_id"],
        source=known["source"],
        content=content,
        content_type=known.get("content_type", "text/plain"),
        fetched_at=instant(known.get("fetched_at")) or _time_of(path),
        url=known.get("url"),
        charset=known.get("charset"),
        declared_hash=declared if re.fullmatch("[0-9a-f]{16}", declared) else None,
        title=known.get("title"),
        section=known.get("section"),
        published_at=moment(known.get("published_at", "")),
        home_country=known.get("home_country"),
        archived_in=archived_in,
    )
