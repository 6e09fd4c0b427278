"""Pages that a broken night archived and never loaded: they are read from the archive, not fetched again."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from fastwarc.warc import WarcRecord

from extractors.records import Candidate, Document, FetchState
from flows.fetch.addresses import normalised
from flows.fetch.answers import States, Visit
from flows.fetch.archive import files_of
from flows.fetch.pages import addresses_of, other_states
from flows.fetch.salvage import Wound, records
from flows.fetch.warcdocuments import document


def leftovers(
    archive_folder: Path, run_ids: Collection[str], states: States, had: dict[str, str], done: set[str]
) -> Iterator[Visit]:
    """The pages in the archive files of ``run_ids`` that ``states`` does not know of, streaming.

    ``states`` are what was remembered together with the loads, by address. As a page is handed out, its
    candidate's address is added to ``done``, and each of its addresses, with its hash, to ``had``. A cut
    tail is passed over: what was in flight is fetched again.
    """
    for path in files_of(archive_folder, run_ids):
        for visit in _visits(path, path.relative_to(archive_folder).as_posix()):
            url, known = visit.candidate.url, states.get(visit.candidate.url)
            if url not in done and (known is None or known.fetched_at < visit.state.fetched_at):
                done.add(url)
                had |= {state.url: str(state.body_hash) for state in (visit.state, *visit.others)}
                yield visit


def _visits(path: Path, archived_as: str) -> Iterator[Visit]:
    def read(record: WarcRecord) -> Visit | None:
        page = document(record, path, archived_as)
        if not isinstance(page, Document) or normalised(page.source_id) is None:
            return None  # a file or row: its folder is read again anyway
        if not record.is_http_parsed:
            return _visit(page, None, None)
        return _visit(page, record.http_headers.get("ETag"), record.http_headers.get("Last-Modified"))

    with path.open("rb") as stream:
        for found in records(stream, read):
            if found is not None and not isinstance(found, Wound):
                yield found


def _visit(page: Document, etag: str | None, last_modified: str | None) -> Visit:
    published = page.published_at if isinstance(page.published_at, datetime) else None
    candidate = Candidate(page.source, page.source_id, page.title, page.section, published)
    answered = page.url or page.source_id
    state = FetchState(
        url=page.source_id,
        source=page.source,
        fetched_at=page.fetched_at,
        status=200,
        etag=etag,
        last_modified=last_modified,
        body_hash=hashlib.sha256(page.content).hexdigest(),
    )
    addresses = addresses_of(page.content, page.source_id, answered)
    return Visit(candidate, page, state, other_states(state, addresses, answered))
