"""Unpacking within bounds."""

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fetch.compression import CorruptError, TooLargeError, unpacked


@given(st.binary(max_size=2_000), st.integers(1, 50), st.sampled_from(["", "gzip", "deflate"]))
def test_what_was_packed_comes_back_however_it_arrives(plain: bytes, size: int, encoding: str) -> None:
    packed = {"": plain, "gzip": gzip.compress(plain), "deflate": zlib.compress(plain)}[encoding]
    chunks = [packed[i : i + size] for i in range(0, len(packed), size)]
    assert unpacked(chunks, encoding, 2_000) == plain


def test_members_are_joined_and_padding_is_dropped() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(100)
    assert unpacked([packed], "gzip", 100) == b"one two"


def test_a_bomb_is_stopped_at_the_bound() -> None:
    bomb = gzip.compress(bytes(30_000_000))
    for chunks in (
        [bomb],
        [bomb[i : i + 100] for i in range(0, len(bomb), 100)],
        [gzip.compress(b"x", mtime=0) * 2_000],
    ):
        with pytest.raises(TooLargeError):
            unpacked(chunks, "gzip", 1_000)


@pytest.mark.parametrize("packed", [b"no gzip", gzip.compress(b"x" * 1_000, mtime=0)[:-9], b"\x1f\x8b"])
def test_broken_and_cut_packing_is_corrupt(packed: bytes) -> None:
    with pytest.raises(CorruptError):
        unpacked([packed], "gzip", 10_000)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_unpacked_or_refused(packed: bytes, encoding: str) -> None:
    with suppress(CorruptError, TooLargeError):
        assert len(unpacked([packed], encoding, 10_000)) <= 10_000
