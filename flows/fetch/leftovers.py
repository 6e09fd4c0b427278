"""Pages that a broken night archived and never loaded: they are read from the archive, not fetched again."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from extractors.records import Candidate, Document, FetchState
from flows.fetch.addresses import normalised
from flows.fetch.answers import States, Visit
from flows.fetch.archive import files_of
from flows.fetch.warc import read_archive


def leftovers(
    archive_folder: Path, run_ids: Collection[str], states: States, had: set[str]
) -> Iterator[Visit]:
    """The pages in the archive files of ``run_ids`` that ``states`` does not know of, streaming.

    ``states`` are what was remembered together with the loads, by address. Each page's address is added to
    ``had`` as it is handed out. A cut tail is passed over: what was in flight is fetched again.
    """
    for path in files_of(archive_folder, run_ids):
        for page in read_archive(path, archived_as=path.relative_to(archive_folder).as_posix()):
            if isinstance(page, Document) and _is_left(page, states) and page.source_id not in had:
                had.add(page.source_id)
                yield _visit(page)


def _is_left(page: Document, states: States) -> bool:
    if normalised(page.source_id) is None:  # a file or row: its folder is read again anyway
        return False
    known = states.get(page.source_id)
    return known is None or known.fetched_at < page.fetched_at


def _visit(page: Document) -> Visit:
    published = page.published_at if isinstance(page.published_at, datetime) else None
    candidate = Candidate(page.source, page.source_id, page.title, page.section, published)
    digest = hashlib.sha256(page.content).hexdigest()
    return Visit(
        candidate, page, FetchState(page.source_id, page.source, page.fetched_at, 200, body_hash=digest)
    )
