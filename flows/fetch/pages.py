"""Candidates fetched: many hosts at once, every candidate one outcome."""

import hashlib
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from queue import Empty, Full, Queue, SimpleQueue

from extractors.records import Candidate, Document, FetchState, Rejected, Source
from flows.fetch.addresses import host_key, normalised
from flows.fetch.answers import Answer, Known, Refusal, States, Visit
from flows.fetch.archive import Archive
from flows.fetch.exchange import Question
from flows.fetch.headers import ARTICLE_TYPES
from flows.fetch.versions import article_of_amp, canonical_address
from flows.fetch.web import Web

MAX_PAGE_BYTES = 10_000_000
_FINAL = frozenset({"gone", "wrong type", "too large", "bad address"})  # never asked again
_READ = frozenset({"fetched", "not modified"})
_WAITING = 32  # finished visits held for the reader; pages are large


def fetch(
    candidates: Iterable[Candidate],
    sources: Mapping[str, Source],
    web: Web,
    archive: Archive,
    states: States,
    now: datetime,
    hosts_at_once: int = 32,
    had: dict[str, str] | None = None,
) -> Iterator[Visit]:
    """Visit every candidate; the visits come as they are done, each candidate's exactly once.

    ``sources`` by id (each candidate's must be there), ``states`` by address, ``now`` becomes
    ``fetched_at``. Pages known from earlier nights are asked conditionally; those that are gone, or whose
    feed says that nothing changed, not at all; of several addresses that lead to one page the first is
    taken. Bytes are archived before they are handed out. At most
    ``hosts_at_once`` hosts are asked at a time and few pages held, so a slow reader slows the fetching.
    ``had`` are the addresses of pages that this night has already, with their hashes.
    """
    by_host: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_host[host_key(candidate.url)].append(candidate)
    # the host with the most pages bounds the night: it starts first
    hosts: SimpleQueue[list[Candidate]] = SimpleQueue()
    for pages in sorted(by_host.values(), key=len, reverse=True):
        connections = min(len(pages), *(sources[page.source].connections for page in pages))
        for nth in range(connections):
            hosts.put(pages[nth::connections])
    done: Queue[Visit | BaseException | None] = Queue(_WAITING)
    is_over = threading.Event()
    met = {} if had is None else had

    def hand_out(result: Visit | BaseException | None) -> None:
        while not is_over.is_set():
            with suppress(Full):
                done.put(result, timeout=0.5)
                break

    def work() -> None:
        try:
            while True:
                for candidate in hosts.get_nowait():
                    if is_over.is_set():
                        return
                    source, state = sources[candidate.source], states.get(candidate.url)
                    hand_out(visit(candidate, source, web, archive, state, now, met))
        except Empty:
            pass
        except BaseException as error:  # the reader raises it
            hand_out(error)
        finally:
            hand_out(None)

    workers = min(hosts_at_once, hosts.qsize())
    for _ in range(workers):
        # daemons, for a worker may be in the middle of a pause when the night is broken off
        threading.Thread(target=work, daemon=True).start()
    try:
        while workers:
            result = done.get()
            if result is None:
                workers -= 1
            elif isinstance(result, BaseException):
                raise result
            else:
                yield result
    finally:
        is_over.set()


def visit(
    candidate: Candidate,
    source: Source,
    web: Web,
    archive: Archive,
    known: FetchState | None,
    now: datetime,
    had: dict[str, str],
) -> Visit:
    """One candidate, asked for where that is worth it. Raises OSError where the archive cannot be written.

    ``had`` are the addresses of the pages that this night has kept, with their hashes; this page's are added.
    """
    url = candidate.url
    before = known or FetchState(url, source.id, now)
    if known is not None and known.outcome in _FINAL:
        return Visit(candidate, Known(url, "rejected before"), known)
    if known is not None and known.outcome in _READ and _is_settled(candidate, known):
        return Visit(candidate, Known(url, "unchanged in its feed"), known)
    if url in had:
        state = FetchState(url, source.id, now, 200, body_hash=had[url])
        return Visit(candidate, Known(url, "met under another address"), state)
    answer: Answer | Refusal
    if normalised(url) is None:
        answer = Refusal(url, "bad address", "no web address")
    else:
        answer = web.get(Question(url, source, known, ARTICLE_TYPES, MAX_PAGE_BYTES))
        if isinstance(answer, Refusal) and answer.reason == "gone" and candidate.listed_as:
            answer = web.get(Question(candidate.listed_as, source, None, ARTICLE_TYPES, MAX_PAGE_BYTES))
        answer = _article(answer, source, web)
    if isinstance(answer, Refusal):
        state = replace(
            before,
            fetched_at=now,
            status=answer.status,
            failures=before.failures + 1,
            outcome=answer.reason,
        )
        return Visit(candidate, Rejected(url, "fetch", answer.reason, answer.detail), state)
    digest = hashlib.sha256(answer.body).hexdigest()
    if answer.status == 304 or digest == before.body_hash:
        state = replace(before, fetched_at=now, status=answer.status, failures=0, outcome="not modified")
        return Visit(candidate, Known(url, "not modified"), state)
    state = FetchState(
        url, source.id, now, answer.status, answer.header("ETag"), answer.header("Last-Modified"), digest
    )
    addresses = addresses_of(answer.body, url, answer.url)
    if addresses & had.keys():
        return Visit(candidate, Known(url, "met under another address"), state)
    had |= dict.fromkeys(addresses, digest)
    document = archive.keep(_document(candidate, source, answer, now), answer)
    return Visit(candidate, document, state, other_states(state, addresses, answer.url))


def addresses_of(body: bytes, asked: str, answered: str) -> set[str]:
    """Every address of one page: what was asked for, what answered, and what the page calls its own."""
    return {address for address in (asked, answered, canonical_address(body, answered)) if address}


def other_states(state: FetchState, addresses: Set[str], answered: str) -> tuple[FetchState, ...]:
    """What to remember of a page's ``addresses`` beside the one that ``state`` is of.

    The validators belong to the address that ``answered``.
    """
    bare = replace(state, etag=None, last_modified=None)
    others = sorted(addresses - {state.url})
    return tuple(replace(state if other == answered else bare, url=other) for other in others)


def _article(answer: Answer | Refusal, source: Source, web: Web) -> Answer | Refusal:
    """Instead of an AMP page the article that it names, if that can be had."""
    if isinstance(answer, Refusal) or not (url := article_of_amp(answer.body, answer.url)):
        return answer
    article = web.get(Question(url, source, None, ARTICLE_TYPES, MAX_PAGE_BYTES))
    if isinstance(article, Refusal):
        return answer
    # the validators are those of another address than the one that is remembered
    headers = tuple(pair for pair in article.headers if pair[0].lower() not in ("etag", "last-modified"))
    return replace(article, headers=headers)


def _document(candidate: Candidate, source: Source, answer: Answer, now: datetime) -> Document:
    return Document(
        source_id=candidate.url,
        source=source.id,
        content=answer.body,
        content_type=answer.content_type or _sniffed(answer.body),
        fetched_at=now,
        url=answer.url,
        charset=answer.charset,
        title=candidate.title,
        section=candidate.section,
        published_at=candidate.published_at,
        home_country=source.country,
    )


def _sniffed(body: bytes) -> str:
    return "text/html" if body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "text/plain"


def _is_settled(candidate: Candidate, known: FetchState) -> bool:
    """Whether the feed says that the last change lies before the last visit."""
    changed = candidate.modified_at
    if changed is None:
        return False
    if changed.timetz() == time(tzinfo=UTC):  # a sitemap's bare date: some time that day
        changed += timedelta(days=1)
    return changed <= known.fetched_at
