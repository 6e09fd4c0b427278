"""WARC files read as documents: our own, and other people's such as Common Crawl's CC-NEWS."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import DecompressingBufferedReader

from extractors.records import Document, Rejected
from flows.fetch.compression import MAX_DOCUMENT_BYTES
from flows.fetch.dates import instant, moment
from flows.fetch.headers import ARTICLE_TYPES, one_line, parse_content_type

METADATA_HEADER = "WARC-JSON-Metadata"
_MAX_LINE_BYTES = 65_536
_MAX_HEADER_BYTES = 262_144  # of one record


def read_archive(path: Path, archived_as: str | None = None) -> Iterator[Document | Rejected]:
    """The articles in one WARC file (.warc or .warc.gz), streaming.

    Of our own records, all; of others', the `response` records with status 200 and HTML or text. A page
    that is too large is a Rejected; a damaged or cut file gives what is whole, then one Rejected.
    ``archived_as`` is the file's name in the archive, for ``archived_in``. Raises OSError where the file
    cannot be opened.
    """
    whole = 0
    with path.open("rb") as stream:
        first_seen = datetime.fromtimestamp(path.stat().st_mtime, UTC)  # for records that carry no date
        records = WARCIterator(stream)
        reader = records.reader = _BoundedReader(stream)
        try:
            while (record := next(records, None)) is not None:
                found = _document(record, first_seen, path, archived_as)
                records.read_to_end()
                if record.raw_stream.limit:
                    raise EOFError("the last record is cut off")
                if found is not None:
                    yield found
                whole += 1
                reader.header_bytes = 0
            if reader.is_cut:
                raise EOFError("the last record is cut off")
        # warcio answers broken bytes with whatever error they lead it into
        except Exception as error:
            detail = one_line(f"damaged after {whole} records: {error}")[:300]
            yield Rejected(str(path), "fetch", "unreadable", detail)
            return
        if not whole:
            yield Rejected(str(path), "fetch", "unreadable", "no WARC records")


class _BoundedReader(DecompressingBufferedReader):  # type: ignore[misc]
    """warcio's reader, with a bound on header lines: a packed line of gigabytes must not fill memory."""

    header_bytes = 0
    is_cut = False  # known once the last packed record is closed

    def close_decompressor(self) -> None:
        if self.decompressor:
            self.is_cut = not self.decompressor.eof
        super().close_decompressor()

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or _MAX_LINE_BYTES, _MAX_LINE_BYTES))
        self.header_bytes += len(line)
        if self.header_bytes > _MAX_HEADER_BYTES:
            raise ValueError("a record's headers are too long")
        return line


def _document(
    record: Any, first_seen: datetime, path: Path, archived_as: str | None
) -> Document | Rejected | None:
    known = _known(record)
    if known is None and not _is_page(record):
        return None
    url = one_line(record.rec_headers.get_header("WARC-Target-URI") or "")
    content = record.content_stream().read(MAX_DOCUMENT_BYTES + 1)
    if len(content) > MAX_DOCUMENT_BYTES:
        return Rejected(url or str(path), "fetch", "too large", f"more than {MAX_DOCUMENT_BYTES} bytes")
    record_id = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>").removeprefix("urn:uuid:")
    archived_in = f"{archived_as}#{one_line(record_id)}" if archived_as else None
    if known is not None:
        return _own_document(known, content, first_seen, archived_in)
    content_type, charset = parse_content_type(record.http_headers.get_header("Content-Type") or "")
    return Document(
        source_id=url,
        source="files",
        content=content,
        content_type=content_type,
        fetched_at=instant(record.rec_headers.get_header("WARC-Date")) or first_seen,
        url=url,
        charset=charset,
        archived_in=archived_in,
    )


def _known(record: Any) -> dict[str, str] | None:
    """What we wrote of the document beside its bytes; None in other people's records."""
    if record.rec_type not in ("response", "resource"):
        return None
    header = record.rec_headers.get_header(METADATA_HEADER)
    try:
        known = json.loads(header) if header else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(known, dict):
        return None
    hints = {key: one_line(value) for key, value in known.items() if isinstance(value, str)}
    return hints if hints.get("source") and "source_id" in hints else None


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    content_type, _ = parse_content_type(record.http_headers.get_header("Content-Type") or "")
    return record.http_headers.get_statuscode() == "200" and content_type in ARTICLE_TYPES


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
