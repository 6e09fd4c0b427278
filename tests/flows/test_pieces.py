"""Files in pieces: every document once, wherever the cuts lie; what is killed goes on where it was."""

import gzip
import os
import signal
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

import warehouse
from benchmarks.cluster import write_warcs
from extractors.records import FILES, Document
from flows.agenda import Agenda
from flows.fetch.archive import documents_in
from flows.fetch.files import documents
from flows.fetch.slices import Slice, cut, read_slice
from flows.night import Batch, begin
from flows.pieces import Piece, pieces
from flows.piecework import Job, clear, parts, work
from flows.settings import ReadSettings, Settings
from tests.flows.test_broken_nights import OTHERS
from warehouse import stage

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PAGES = 60
SETTINGS = Settings(read=ReadSettings(processes=1, batch=10))


def _read(slices: list[Slice]) -> list[str]:
    found = [one for piece in slices for one in read_slice(piece, NOW)]
    assert all(isinstance(one, Document) for one in found)
    return [one.source_id for one in found if isinstance(one, Document)]


def _whole(path: Path) -> list[str]:
    return [one.source_id for one in documents([path], NOW) if isinstance(one, Document)]


@pytest.mark.parametrize("size", [1, 3_000, 20_000, 10**9])
def test_every_record_is_in_one_slice(tmp_path: Path, size: int) -> None:
    (path,) = write_warcs(tmp_path / "warcs", 30, 30)
    slices = cut(path, warc=size)
    assert len(slices) == {1: 30, 10**9: 1}.get(size, len(slices))
    assert _read(slices) == _whole(path)


def test_a_plain_file_is_cut_and_one_packed_as_a_whole_is_not(tmp_path: Path) -> None:
    (packed,) = write_warcs(tmp_path / "warcs", 20, 20)
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    once = tmp_path / "once.warc.gz"
    once.write_bytes(gzip.compress(plain.read_bytes()))
    assert len(cut(plain, warc=1000)) > 3
    assert _read(cut(plain, warc=1000)) == _whole(packed)
    assert len(cut(once, warc=1000)) == 1
    assert _read(cut(once, warc=1000)) == _whole(packed)


def test_rows_keep_their_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(f'{{"id": "{n}", "text": "News {n}."}}\n' for n in range(50)) + "{oops\n")
    slices = cut(path, rows=200)
    assert len(slices) > 5
    found = [one for piece in slices for one in read_slice(piece, NOW)]
    assert [one.source_id for one in found if isinstance(one, Document)] == [str(n) for n in range(50)]
    (bad,) = (one for one in found if not isinstance(one, Document))
    assert bad == list(documents([path], NOW))[-1]


def test_small_files_are_read_together_and_a_warc_by_itself(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for n in range(120):
        (tmp_path / "texts" / f"{n:03}.txt").write_text(f"News {n}.")
    write_warcs(tmp_path / "warcs", 4, 2)
    found = [one for one in pieces([tmp_path], lambda _: False) if isinstance(one, Piece)]
    assert [len(one.slices) for one in found] == [50, 50, 20, 1, 1]
    assert len({one.key for one in found}) == 5


def backfill(folder: Path, files: Path, outlet: str = FILES) -> None:
    """The backfill flow's steps, without Prefect."""
    with begin("backfill", folder, SETTINGS, Agenda(NOW.date(), NOW), {}) as this:
        for one in this.read_pieces(this.pieces([files]), outlet):
            this.load(one, stage()) if isinstance(one, Batch) else this.load_piece(one)
        this.fuse()
        this.publish()


def _loaded(folder: Path) -> int:
    incoming = folder / "incoming"
    done = (path for path in incoming.glob("[!.]*/*") if path.is_dir())
    return sum(not any(path.iterdir()) for path in done) if incoming.is_dir() else 0


@pytest.mark.slow
@pytest.mark.parametrize("when", [1, 3])
def test_a_backfill_that_is_killed_goes_on_where_it_was(tmp_path: Path, when: int) -> None:
    files, folder = tmp_path / "warcs", tmp_path / "data"
    write_warcs(files, PAGES, 10)
    first = OTHERS.Process(target=backfill, args=(folder, files))
    first.start()
    while _loaded(folder) < when:
        assert first.is_alive()
        time.sleep(0.01)
    os.kill(int(first.pid or 0), signal.SIGKILL)
    first.join(60)
    done = _loaded(folder)
    again = OTHERS.Process(target=backfill, args=(folder, files))
    again.start()
    again.join(240)
    assert again.exitcode == 0
    sightings = warehouse.query(folder, "SELECT source_id, outcome, run_id FROM sightings").to_pylist()
    pages = Counter(row["source_id"] for row in sightings if row["outcome"] != "unchanged")
    assert len(pages) == PAGES
    # the batch that was stored in the moment of the kill may be met twice
    assert sum(pages.values()) <= PAGES + SETTINGS.read.batch
    passed_over = sum(row["outcome"] == "unchanged" for row in sightings)
    assert passed_over >= done - 1
    kept = Counter(one.source_id for one in documents_in(folder / "archive") if isinstance(one, Document))
    assert set(kept) == set(pages)
    assert set(kept.values()) == {1}


def test_another_version_of_the_program_archives_no_page_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = write_warcs(tmp_path / "warcs", 5, 5)
    texts = tmp_path / "one.txt"
    texts.write_text("A bomb wounded two people in Wana on Saturday, police told reporters.")
    found = Piece((*cut(path), *cut(texts)), ())
    (tmp_path / "incoming").mkdir()
    read = []
    for reader in ("1", "2", "3"):
        monkeypatch.setattr("flows.piecework.EXTRACTOR_VERSION", reader)
        job = work(Job(found, tmp_path, f"run-{reader}", NOW, "test", batch=4))
        read.append([staged.readings["archived_in"].to_pylist() for _, staged in parts(job)])
    assert read[0] == read[1] == read[2]
    assert len(list(documents_in(tmp_path / "archive"))) == 6
    clear([job])
    assert not job.waiting.exists()


def test_files_that_were_read_are_passed_over_until_they_change(tmp_path: Path) -> None:
    files, folder = tmp_path / "files", tmp_path / "data"
    files.mkdir()
    (files / "one.txt").write_text("A bomb wounded two people in Wana on Saturday, police told reporters.")
    backfill(folder, files)
    backfill(folder, files)
    outcomes = "SELECT outcome FROM sightings ORDER BY seen_at"
    assert [row["outcome"] for row in warehouse.query(folder, outcomes).to_pylist()] == ["new", "unchanged"]
    (files / "one.txt").write_text(
        "A bomb wounded three people in Wana on Sunday, police told reporters there."
    )
    backfill(folder, files)
    assert warehouse.query(folder, outcomes).to_pylist()[-1]["outcome"] == "new"
