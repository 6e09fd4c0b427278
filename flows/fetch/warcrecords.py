"""Documents as the bytes of WARC records, one gzip member each.

warcio makes the records. They are packed here and not by its writer, whose compression cannot be set and
takes more time at its strongest than everything else that a page costs.
"""

import gzip
import json
import re
import uuid
from datetime import UTC
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors.records import Document
from flows.fetch.answers import Answer
from flows.fetch.headers import one_line
from flows.fetch.warcdocuments import METADATA_HEADER

_LEVEL = 6  # of gzip's nine; the ninth takes twice the time for one percent
_RENAMED_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})  # true of the wire
_DROPPED_HEADERS = frozenset({"set-cookie", "set-cookie2"})  # nothing of a visit is to be replayed


def info(file_name: str, user_agent: str) -> bytes:
    """The record that opens a file: who wrote it."""
    about = {
        "software": "nightdesk",
        "format": "WARC File Format 1.0",
        "http-header-user-agent": one_line(user_agent),
        "robots": "obey",
    }
    return _packed(WARCWriter(BytesIO(), gzip=False).create_warcinfo_record(file_name, about))


def exchange(document: Document, answer: Answer | None, record_id: str) -> bytes:
    """``document`` as the response ``answer`` and its request; as a resource where there is no answer."""
    met_at = answer.received_at if answer else document.fetched_at
    headers = {
        "WARC-Record-ID": f"<urn:uuid:{record_id}>",
        "WARC-Date": f"{met_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        METADATA_HEADER: _metadata(document),
    }
    if answer is None:
        name = f"urn:nightdesk:{quote(document.source)}:{quote(document.source_id)}"
        return _packed(
            _record(name, "resource", document.content, headers, warc_content_type=document.content_type)
        )
    url = one_line(answer.url)
    response = _record(url, "response", document.content, headers, http_headers=_answered(answer))
    if not answer.asked_with:
        return _packed(response)
    tied = {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
        "WARC-Date": headers["WARC-Date"],
        "WARC-Concurrent-To": headers["WARC-Record-ID"],
    }
    return _packed(response) + _packed(_record(url, "request", b"", tied, http_headers=_asked(answer)))


def _record(address: str, kind: str, content: bytes, headers: dict[str, str], **more: object) -> Any:
    return WARCWriter(BytesIO(), gzip=False).create_warc_record(
        address, kind, payload=BytesIO(content), length=len(content), warc_headers_dict=headers, **more
    )


def _packed(record: Any) -> bytes:
    plain = BytesIO()
    WARCWriter(plain, gzip=False).write_record(record)
    return gzip.compress(plain.getbuffer(), _LEVEL, mtime=0)


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


def _asked(answer: Answer) -> StatusAndHeaders:
    parts = urlsplit(answer.url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    headers = [("Host", parts.netloc), *((name, one_line(value)) for name, value in answer.asked_with)]
    return StatusAndHeaders(f"GET {one_line(target)} HTTP/1.1", headers, is_http_request=True)


def _answered(answer: Answer) -> StatusAndHeaders:
    headers = []
    for name, value in answer.headers:
        if name.lower() in _DROPPED_HEADERS:
            continue
        prefix = "X-Archive-Orig-" if name.lower() in _RENAMED_HEADERS else ""
        headers.append((prefix + re.sub(r"[^!-9;-~]", "_", name), one_line(value)))
    headers.append(("Content-Length", str(len(answer.body))))
    return StatusAndHeaders(f"{answer.status} {one_line(answer.reason_phrase)}", headers, protocol="HTTP/1.1")
