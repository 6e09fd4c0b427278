"""One request and its answer: bounded in time and bytes, refusals named."""

import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from http.client import HTTPException
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, ReadTimeoutError

from extractors.records import FetchState, Reason, Source
from flows.fetch.answers import Answer, Refusal
from flows.fetch.compression import CHUNK_BYTES, ENCODINGS, CorruptError, TooLargeError, unpacked
from flows.fetch.headers import one_line, parse_content_type
from flows.fetch.transport import BlockedAddressError

# a server that sends broken headers would write into our log
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_DENIED = frozenset({401, 402, 403, 407, 451})
_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what a stranger may cost us, and on what we cost a host."""

    connect_seconds: float = 10.0
    read_seconds: float = 20.0  # between two bytes
    total_seconds: float = 60.0  # of one answer
    max_packed_bytes: int = 20_000_000  # as sent
    max_redirects: int = 5
    retries: int = 2  # on 429, 5xx and failed connections
    backoff_seconds: float = 2.0  # doubled with every retry, and jittered
    retry_after_seconds: float = 120.0  # a host that asks for more is left alone for the night
    min_delay_seconds: float = 1.0  # whatever a source says, unless it is our own machine
    host_seconds: float = 3600.0  # a night
    host_failures: int = 12  # requests in a row, then it is left alone for the night


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for.

    ``url`` is normalised; with ``known`` the page is asked for only if it changed. ``types`` are the
    content types taken (an answer that names none is taken too), ``max_bytes`` bounds the unpacked body.
    """

    url: str
    source: Source
    known: FetchState | None = None
    types: frozenset[str] | None = None
    max_bytes: int = 10_000_000

    @property
    def headers(self) -> dict[str, str]:
        headers = {
            "Accept": ", ".join((*sorted(self.types), "*/*;q=0.5")) if self.types else "*/*",
            "Accept-Encoding": "gzip, deflate",
        }
        if self.known is not None and self.known.etag:
            headers["If-None-Match"] = self.known.etag
        if self.known is not None and self.known.last_modified:
            headers["If-Modified-Since"] = self.known.last_modified
        return headers


def exchange(
    adapter: HTTPAdapter, question: Question, agent: str, limits: Limits, now: datetime
) -> Answer | Refusal:
    """Ask once, following nothing. ``now`` is when the answer is taken to have come.

    The adapter is called without a requests.Session: a session reads a redirect's whole body, however
    long, keeps cookies, and takes proxies and log-ins from the environment.
    """
    url, headers = question.url, question.headers | {"User-Agent": agent}
    response = None
    try:
        request = requests.Request("GET", url, headers=headers).prepare()
        timeout_seconds = (limits.connect_seconds, limits.read_seconds)
        response = adapter.send(request, stream=True, timeout=timeout_seconds)
        answer = _answer(response.raw, question, limits, now)
        if answer.status == 304 and not _CONDITIONS & headers.keys():
            return Refusal(url, "server error", "HTTP 304 though nothing was known", 304)
        return answer if isinstance(answer, Refusal) else replace(answer, asked_with=tuple(headers.items()))
    except BlockedAddressError as error:
        return Refusal(url, "blocked address", str(error))
    except TooLargeError as error:
        return Refusal(url, "too large", str(error))
    except (requests.exceptions.Timeout, ReadTimeoutError, TimeoutError) as error:
        return Refusal(url, "timed out", _innermost(error))
    except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema) as error:
        return Refusal(url, "bad address", _innermost(error))
    except (requests.RequestException, HTTPError, HTTPException, OSError, CorruptError, ValueError) as error:
        return Refusal(url, "connection failed", _innermost(error))
    finally:
        if response is not None:
            response.close()


def _answer(raw: Any, question: Question, limits: Limits, now: datetime) -> Answer | Refusal:
    url, types, status = question.url, question.types, int(raw.status)
    headers = tuple((str(name), str(value)) for name, value in raw.headers.items())
    content_type, charset = parse_content_type(raw.headers.get("Content-Type") or "")
    body = b""
    if status == 200:
        encoding = (raw.headers.get("Content-Encoding") or "").strip().lower()
        if types is not None and content_type and content_type not in types:
            return Refusal(url, "wrong type", content_type[:100], status)
        if encoding not in ENCODINGS:
            return Refusal(url, "wrong type", f"packed as {one_line(encoding)[:60]}", status)
        body = unpacked(_packed(raw, limits.max_packed_bytes), encoding, question.max_bytes)
    elif status == 304:
        raw.read(decode_content=False)  # has no body by definition; this gives the connection back
    elif status not in REDIRECTS:
        return _refusal(url, status, raw.headers.get("Retry-After"))
    phrase = str(raw.reason or "")
    return Answer(url, status, phrase, headers, body, content_type, charset, now)


def _packed(raw: Any, limit_bytes: int) -> Iterator[bytes]:
    """The body as it comes. Not by raw.stream(): that reads a chunk's size from a line without bound."""
    length = 0
    while chunk := raw.read(CHUNK_BYTES, decode_content=False):
        length += len(chunk)
        if length > limit_bytes:
            raise TooLargeError(f"more than {limit_bytes} bytes as sent")
        yield chunk


def _refusal(url: str, status: int, retry_after: str | None) -> Refusal:
    reason: Reason = "gone" if status in _GONE else "access denied" if status in _DENIED else "server error"
    return Refusal(url, reason, f"HTTP {status}", status, retry_after)


def _innermost(error: BaseException) -> str:
    """The last cause in the chain says what happened; the wrappers around it repeat the address."""
    for _ in range(10):
        inner = [getattr(error, "reason", None), *error.args, error.__cause__]
        cause = next((thing for thing in inner if isinstance(thing, BaseException)), None)
        if cause is None:
            break
        error = cause
    if isinstance(error, socket.gaierror):
        return one_line(f"no address for this name ({error.strerror or error})")[:300]
    return one_line(f"{type(error).__name__}: {error}")[:300]
