"""Lists of WARC files."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.records import Document, Rejected
from flows.fetch.archive import Archive
from flows.fetch.files import documents
from flows.fetch.lists import listed

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _warc(folder: Path, name: str) -> Path:
    with Archive(folder / "made", name, NOW) as archive:
        kept = archive.keep(Document(name, "outlet", b"Calm.", "text/plain", NOW))
    made = folder / "made" / str(kept.archived_in).partition("#")[0]
    target = folder / f"{name}.warc.gz"
    made.rename(target)
    return target


@pytest.mark.parametrize("packed", [False, True])
def test_files_are_read_in_the_order_of_the_list(tmp_path: Path, packed: bool) -> None:
    _warc(tmp_path, "one")
    (tmp_path / "crawl-data").mkdir()
    _warc(tmp_path, "two").rename(tmp_path / "crawl-data" / "two.warc.gz")
    # the first lies beside the list, as a download would
    text = b"# CC-NEWS\n\ncrawl-data/CC-NEWS/2026/11/one.warc.gz\r\ncrawl-data/two.warc.gz\n"
    path = tmp_path / ("warc.paths.gz" if packed else "warc.paths")
    path.write_bytes(gzip.compress(text) if packed else text)
    found = list(documents([path], NOW))
    assert [one.source_id for one in found if isinstance(one, Document)] == ["one", "two"]


def test_in_a_folder_a_list_adds_nothing_to_the_files_it_names(tmp_path: Path) -> None:
    _warc(tmp_path, "one")
    (tmp_path / "warc.paths").write_text("one.warc.gz\n")
    (tmp_path / "made" / "2026" / "11").rmdir()
    assert [getattr(one, "source_id", None) for one in documents([tmp_path], NOW)] == ["one"]


@pytest.mark.parametrize(
    "line",
    [
        "../outside.warc.gz",
        "/etc/outside.warc.gz",
        "https://data.example/crawl-data/missing.warc.gz",
        "notes.txt",
        "link.warc.gz",
        "x" * 4_000 + ".warc",
        "a\x00b.warc",
        "\u2028.warc",
    ],
)
def test_a_list_opens_nothing_but_warc_files_of_its_folder(tmp_path: Path, line: str) -> None:
    (tmp_path / "in").mkdir()
    _warc(tmp_path, "outside")
    (tmp_path / "in" / "link.warc.gz").symlink_to(tmp_path / "outside.warc.gz")
    (tmp_path / "in" / "notes.txt").write_text("secret")
    path = tmp_path / "in" / "x.paths"
    path.write_text(line + "\n", encoding="utf-8")
    [found] = listed(path)
    assert isinstance(found, Rejected)
    assert str(found.detail).startswith("line 1: ")


@pytest.mark.parametrize(
    "content",
    [
        b"no gzip at all",
        gzip.compress(b"a.warc\n" * 9_000, mtime=0)[:-20],
        gzip.compress(bytes(50_000_000), mtime=0),
    ],
)
def test_broken_and_bomb_like_lists_end(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.paths.gz"
    path.write_bytes(content)
    assert all(isinstance(found, Rejected) for found in documents([path], NOW))


def test_a_list_without_end_is_left(tmp_path: Path) -> None:
    path = tmp_path / "x.paths"
    path.write_bytes(b"\n" * 100_100)
    [found] = listed(path)
    assert "too long" in str(getattr(found, "detail", ""))
