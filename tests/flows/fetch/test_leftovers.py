"""What a broken night archived is not fetched again."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from extractors.records import Document, FetchState
from flows.fetch.answers import Answer
from flows.fetch.archive import Archive, documents_in, files_of
from flows.fetch.leftovers import leftovers

from .newsroom import NOW

PAGE = Document(
    "https://outlet.example/1",
    "outlet",
    b"<p>Calm.",
    "text/html",
    NOW,
    url="https://outlet.example/one",
    title="One",
    published_at=NOW - timedelta(hours=3),
)
OTHER = replace(PAGE, source_id="https://outlet.example/2", published_at=NOW.date())
ROW = replace(PAGE, source_id="row 1", url=None)


def _broken(folder: Path, *pages: Document, run: str = "run-1") -> None:
    archive = Archive(folder, run, NOW)
    for page in pages:
        archive.keep(page)
    archive.close()


def test_archived_pages_are_handed_out_as_they_were(tmp_path: Path) -> None:
    _broken(tmp_path, PAGE, ROW, OTHER, PAGE)
    had, done = dict[str, str](), set[str]()
    first, second = leftovers(tmp_path, ["run-1"], {}, had, done)
    assert [first.outcome, second.outcome] == [
        one for one in documents_in(tmp_path) if isinstance(one, Document) and one.url
    ][:2]
    assert done == {PAGE.source_id, OTHER.source_id}
    assert had.keys() == {*done, PAGE.url}
    assert (first.candidate.title, first.candidate.published_at) == ("One", PAGE.published_at)
    assert (first.state.url, first.state.fetched_at, first.state.outcome) == (PAGE.source_id, NOW, "fetched")
    assert len(str(first.state.body_hash)) == 64


def test_what_was_loaded_or_fetched_again_since_is_not_left(tmp_path: Path) -> None:
    _broken(tmp_path, PAGE, OTHER)
    states = {
        PAGE.source_id: FetchState(PAGE.source_id, "outlet", NOW),
        OTHER.source_id: FetchState(OTHER.source_id, "outlet", NOW - timedelta(days=1)),
    }
    assert [one.candidate.url for one in leftovers(tmp_path, ["run-1"], states, {}, set())] == [
        OTHER.source_id
    ]


def test_only_the_files_of_the_broken_runs_are_read(tmp_path: Path) -> None:
    _broken(tmp_path, PAGE, run="run-1")
    _broken(tmp_path, OTHER, run="run-1")
    _broken(tmp_path, OTHER, run="other-run-1")
    _broken(tmp_path, OTHER, run="run-11")
    assert [path.name.partition("Z-")[2] for path in files_of(tmp_path, ["run-1"])] == [
        "run-1-2.warc.gz",
        "run-1.warc.gz",
    ]
    assert files_of(tmp_path, []) == []
    assert list(leftovers(tmp_path, [], {}, {}, set())) == []


def test_a_cut_tail_is_passed_over(tmp_path: Path) -> None:
    _broken(tmp_path, PAGE, OTHER)
    [path] = files_of(tmp_path, ["run-1"])
    path.write_bytes(path.read_bytes()[:-150])
    assert [one.candidate.url for one in leftovers(tmp_path, ["run-1"], {}, {}, set())] == [PAGE.source_id]


def test_what_a_server_said_of_a_page_is_remembered_with_it(tmp_path: Path) -> None:
    said = (
        ("Content-Type", "text/html"),
        ("ETag", '"1"'),
        ("Last-Modified", "Sat, 21 Nov 2026 10:00:00 GMT"),
    )
    answer = Answer(str(PAGE.url), 200, "OK", said, PAGE.content, "text/html", None, NOW)
    with Archive(tmp_path, "run-1", NOW) as archive:
        archive.keep(PAGE, answer)
    [visit] = leftovers(tmp_path, ["run-1"], {}, {}, set())
    assert (visit.state.etag, visit.state.last_modified) == ('"1"', "Sat, 21 Nov 2026 10:00:00 GMT")
    assert [(other.url, other.etag) for other in visit.others] == [(PAGE.url, '"1"')]
