"""What lies behind a damaged place in a WARC file is read all the same."""

import gzip
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from extractors.records import Document, Rejected
from flows.fetch.archive import Archive, files_of
from flows.fetch.warc import read_archive

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DAMAGED = 4  # the member that is harmed: behind the opening record and three documents


@pytest.fixture
def packed(tmp_path: Path) -> bytes:
    """An archive of ten documents."""
    dice = Random(7)  # noqa: S311
    with Archive(tmp_path / "archive", "run", NOW) as archive:
        for n in range(10):
            text = " ".join(str(dice.random()) for _ in range(200))
            archive.keep(Document(str(n), "outlet", text.encode(), "text/plain", NOW))
    [path] = files_of(tmp_path / "archive", ["run"])
    return path.read_bytes()


def _starts(whole: bytes, opening: bytes) -> list[int]:
    return [at for at in range(len(whole)) if whole.startswith(opening, at)]


def _read(folder: Path, content: bytes) -> tuple[list[str], list[str]]:
    path = folder / "x.warc.gz"
    path.write_bytes(content)
    found = list(read_archive(path))
    return (
        [one.source_id for one in found if isinstance(one, Document)],
        [str(one.detail) for one in found if isinstance(one, Rejected)],
    )


def _garbled(whole: bytes, at: int, end: int) -> bytes:
    middle = (at + end) // 2
    return whole[:middle] + bytes(byte ^ 0x5A for byte in whole[middle : middle + 40]) + whole[middle + 40 :]


def _without_its_beginning(whole: bytes, at: int, end: int) -> bytes:
    return whole[:at] + bytes(60) + whole[at + 60 :]


def _with_a_hole(whole: bytes, at: int, end: int) -> bytes:
    return whole[: at + 100] + whole[end - 100 :]


def _with_another_sum(whole: bytes, at: int, end: int) -> bytes:
    return whole[: end - 6] + bytes([whole[end - 6] ^ 1]) + whole[end - 5 :]


def _with_noise_before_it(whole: bytes, at: int, end: int) -> bytes:
    return whole[:at] + b"\x1f\x8b\x08 noise" * 100 + whole[at:]


@pytest.mark.parametrize(
    ("harm", "lost"),
    [
        (_garbled, {"3"}),
        (_without_its_beginning, {"3"}),
        (_with_a_hole, {"3"}),
        (_with_another_sum, {"3"}),
        (_with_noise_before_it, set()),
    ],
)
def test_the_next_whole_member_is_found(
    packed: bytes, tmp_path: Path, harm: Callable[[bytes, int, int], bytes], lost: set[str]
) -> None:
    starts = _starts(packed, b"\x1f\x8b\x08")
    harmed = harm(packed, starts[DAMAGED], starts[DAMAGED + 1])
    read, told = _read(tmp_path, harmed)
    assert read == [str(n) for n in range(10) if str(n) not in lost]
    [detail] = told
    assert detail.startswith(f"damaged after 4 records, between bytes {starts[DAMAGED]} and ")


def test_the_next_plain_record_is_found(packed: bytes, tmp_path: Path) -> None:
    plain = gzip.decompress(packed)
    at = _starts(plain, b"WARC/1.0\r\n")[DAMAGED]
    read, told = _read(tmp_path, plain[:at] + bytes(40) + plain[at + 40 :])
    assert read == [str(n) for n in range(10) if n != 3]
    assert len(told) == 1


def test_every_wound_is_told_once(packed: bytes, tmp_path: Path) -> None:
    starts = _starts(packed, b"\x1f\x8b\x08")
    harmed = bytearray(packed)
    for member in (2, 3, 6):
        harmed[starts[member] + 150] ^= 0x5A
    harmed = harmed[: starts[10] + 300]
    read, told = _read(tmp_path, bytes(harmed))
    assert read == ["0", "3", "4", "6", "7", "8"]
    assert [detail.split(":")[0].partition(", ")[0] for detail in told] == [
        "damaged after 2 records",
        "damaged after 4 records",
        "damaged after 7 records",
    ]
    assert "behind byte" in told[-1]


@pytest.mark.parametrize(
    "noise",
    [
        b"\x1f\x8b\x08" * 2_000_000,
        b"\nWARC/1.0\r\n" * 500_000,
        gzip.compress(b"WARC/1.0\r\n", mtime=0) * 60_000,
    ],
    ids=["members", "records", "records in members"],
)
def test_a_file_of_nothing_but_beginnings_is_left_soon(packed: bytes, tmp_path: Path, noise: bytes) -> None:
    started = time.process_time()
    read, told = _read(tmp_path, packed + noise)
    assert read == [str(n) for n in range(10)]
    assert len(told) <= 1  # a member whose name has no end is a cut one
    assert time.process_time() - started < 20
