"""WARC files read as documents: our own, and other people's such as Common Crawl's CC-NEWS."""

from collections.abc import Iterator
from pathlib import Path

from extractors.records import Document, Rejected
from flows.fetch.answers import turned_away
from flows.fetch.headers import one_line
from flows.fetch.salvage import Wound, opened, records
from flows.fetch.warcdocuments import document, id_of


def read_archive(
    path: Path, archived_as: str | None = None, start: int = 0, end: int | None = None
) -> Iterator[Document | Rejected]:
    """The articles in one WARC file (.warc or .warc.gz), from byte ``start`` up to ``end``, streaming.

    Of our own records, all; of others', the `response` records with status 200 and HTML or text. A page
    that is too large is a Rejected. So is a damaged place, which says what was skipped: what is whole
    behind it is read (behind a cut there is nothing; where so little of the last record is left that
    nothing of it can be read, it is not told). ``archived_as`` is the file's name in the archive, for
    ``archived_in``. Raises OSError where the file cannot be opened.
    """
    met = 0
    with path.open("rb") as stream:
        for found in records(stream, lambda record: document(record, path, archived_as), start, end):
            met += 1
            if isinstance(found, Wound):
                yield turned_away(path, one_line(str(found))[:300])
            elif found is not None:
                yield found
    if not met and start == 0:
        yield turned_away(path, "no WARC records")


def places(path: Path) -> Iterator[int]:
    """The byte at which each record begins, up to the first that is damaged.

    Raises OSError where the file cannot be opened.
    """
    with path.open("rb") as stream:
        try:
            for record in opened(stream):
                yield record.stream_pos
        except (OSError, ValueError):
            return


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
            record = next(opened(stream), None)
            if record is None or id_of(record) != record_id:
                raise ValueError("the record is not there")
            found = document(record, path, name)
    except (OSError, ValueError) as error:
        return Rejected(archived_in, "fetch", "unreadable", one_line(str(error))[:300])
    return found or Rejected(archived_in, "fetch", "wrong type", "no page")
