"""Folders that a source names."""

from datetime import timedelta
from pathlib import Path

from extractors.records import Document, FetchState, Rejected, Source
from flows.fetch.answers import Known, Visit
from flows.fetch.archive import Archive
from flows.fetch.folders import read_folders

from .newsroom import NOW


def _read(folder: Path, archive_folder: Path, states: dict[str, FetchState] | None = None) -> list[Visit]:
    mine = Source("desk", "The desk", folders=(str(folder),), country="AF")
    with Archive(archive_folder, "night", NOW) as archive:
        return list(read_folders(mine, archive, states or {}, NOW + timedelta(hours=1)))


def test_files_are_archived_and_belong_to_the_source(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1_0123456789abcdef.txt").write_text("Calm in Herat.")
    (tmp_path / "in" / "rows.jsonl").write_text(
        '{"id": "a", "text": "x"}\n{"id": "b", "text": "y", "source": "wire"}'
    )
    visits = _read(tmp_path / "in", tmp_path / "archive")
    found = [visit.outcome for visit in visits if isinstance(visit.outcome, Document)]
    assert [(one.source_id, one.source, one.home_country) for one in found] == [
        ("1_0123456789abcdef", "desk", "AF"),
        ("a", "desk", "AF"),
        ("b", "wire", "AF"),
    ]
    assert all(one.archived_in for one in found)


def test_a_file_that_did_not_change_is_known(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "a.txt"
    file.write_text("One.")
    [first] = _read(tmp_path / "in", tmp_path / "archive")
    states = {first.state.url: first.state}
    [second] = _read(tmp_path / "in", tmp_path / "archive", states)
    assert isinstance(second.outcome, Known)
    file.write_text("Two.")
    [third] = _read(tmp_path / "in", tmp_path / "archive", states | {second.state.url: second.state})
    assert isinstance(third.outcome, Document)
    assert third.outcome.content == b"Two."


def test_a_missing_folder_is_a_value(tmp_path: Path) -> None:
    [visit] = _read(tmp_path / "nowhere", tmp_path / "archive")
    assert isinstance(visit.outcome, Rejected)
    assert visit.outcome.reason == "source unreachable"
