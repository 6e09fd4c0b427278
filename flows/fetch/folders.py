"""Folders that a source names: files that somebody else puts there, archived and read like pages."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from extractors.records import FILES, Candidate, Document, FetchState, Rejected, Source
from flows.fetch import files
from flows.fetch.answers import Known, Outcome, States, Visit
from flows.fetch.archive import Archive


def read_folders(source: Source, archive: Archive, states: States, now: datetime) -> Iterator[Visit]:
    """A visit for every document in the folders of ``source``, archived; streaming.

    A file is remembered by its address (`file:`) and its bytes' hash: one that did not change gives one
    visit, `Known`. A folder that is not there is a Rejected.
    """
    for folder in source.folders:
        start = Path(folder)
        candidate = Candidate(source.id, start.absolute().as_uri())
        if not start.exists():
            rejected = Rejected(folder, "discover", "source unreachable", "no such folder")
            state = FetchState(candidate.url, source.id, now, outcome=rejected.reason)
            yield Visit(candidate, rejected, state)
            continue
        for file in files.files_in(start):
            if isinstance(file, Rejected):
                state = FetchState(candidate.url, source.id, now, outcome=file.reason)
                yield Visit(candidate, file, state)
            else:
                yield from _file(file, source, archive, states, now)


def _file(path: Path, source: Source, archive: Archive, states: States, now: datetime) -> Iterator[Visit]:
    candidate = Candidate(source.id, path.absolute().as_uri())
    known = states.get(candidate.url)
    state = FetchState(candidate.url, source.id, now, body_hash=_digest(path))
    if known is not None and known.body_hash and known.body_hash == state.body_hash:
        yield Visit(candidate, Known(candidate.url, "not modified"), replace(state, outcome="not modified"))
        return
    for found in files.read(path, now):
        outcome: Outcome = found
        if isinstance(found, Document):
            whose = source.id if found.source == FILES else found.source
            outcome = archive.keep(replace(found, source=whose, home_country=source.country))
        yield Visit(candidate, outcome, state)


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:  # reading it will say so
        return None
