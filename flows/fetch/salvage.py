"""The records of a WARC file, those behind a damaged place too."""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, TypeVar

from fastwarc.warc import ArchiveIterator, WarcRecord

from flows.fetch.compression import CHUNK_BYTES

MAX_HEADER_BYTES = 262_144  # of one record
_MEMBER = b"\x1f\x8b\x08"
_RECORD = re.compile(rb"WARC/1\.[01]\r?\n")
_SPAN_BYTES = 1_000_000  # looked through at a time
_MOST_WOUNDS = 100  # of one file, each look behind one counted; then the rest is left
_MOST_TRIES = 10_000  # for one wound: a file may be nothing but bytes that look like beginnings
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Wound:
    """A damaged place: how many records were whole before it, and what broke.

    It lies between the bytes ``start`` and ``end``; without an ``end`` nothing behind it could be read.
    """

    records: int
    start: int
    end: int | None
    why: str

    def __str__(self) -> str:
        skipped = f"between bytes {self.start} and {self.end}" if self.end else f"behind byte {self.start}"
        return f"damaged after {self.records} records, {skipped}: {self.why}"


def opened(stream: BinaryIO) -> Iterator[WarcRecord]:
    """The records from where ``stream`` stands. Raises ValueError or OSError at the first that is broken."""
    return iter(ArchiveIterator(stream, parse_http=False, max_header_len=MAX_HEADER_BYTES))


def records(
    stream: BinaryIO, read: Callable[[WarcRecord], _Read], start: int = 0, end: int | None = None
) -> Iterator[_Read | Wound]:
    """What ``read`` makes of each record that is whole, and the wounds between them, in their order.

    Of those that begin from byte ``start`` up to ``end``, where records begin. ``read`` raises ValueError or
    OSError where a record turns out to be broken.
    """
    packed = stream.read(2) == b"\x1f\x8b"
    whole = 0
    wound: Wound | None = None
    for _ in range(_MOST_WOUNDS):
        stream.seek(start)
        last, behind = start, start + 1  # the record last begun, and where the one after it may begin
        try:
            for record in opened(stream):
                last, behind = record.stream_pos, record.stream_pos + 1
                if end is not None and last >= end:
                    break
                found = read(record)
                if wound is not None:
                    yield replace(wound, end=last)
                    wound = None
                yield found
                whole, behind = whole + 1, last + record.content_length
            break
        except (OSError, ValueError) as error:
            if packed:
                behind = _end_of_member(stream, last) or last + 1
            wound = wound or Wound(whole, behind if behind > last + 1 else last, None, str(error))
            next_start = _next_record(stream, behind, packed)
            if next_start is None:
                break
            start = next_start
    if wound is not None:
        yield wound


def _end_of_member(stream: BinaryIO, start: int) -> int | None:
    """The offset behind the gzip member at ``start``; None where it is none, or is broken or cut off."""
    stream.seek(start)
    decoder = zlib.decompressobj(31)  # with a gzip header
    read = 0
    try:
        while not decoder.eof:
            chunk = stream.read(CHUNK_BYTES)
            if not chunk:
                return None
            read += len(chunk)
            decoder.decompress(chunk)
    except zlib.error:
        return None
    return start + read - len(decoder.unused_data)


def _next_record(stream: BinaryIO, after: int, packed: bool) -> int | None:
    """The offset, ``after`` or later, where the next record seems to begin; None where there is none."""
    opening = re.escape(_MEMBER) if packed else rb"(?<=\n)WARC/1\.[01]\r?\n"
    for tries, place in enumerate(_places(stream, re.compile(opening), after)):
        if tries == _MOST_TRIES:
            return None
        if not packed or _opens_a_record(stream, place):
            return place
    return None


def _places(stream: BinaryIO, opening: re.Pattern[bytes], after: int) -> Iterator[int]:
    """Every offset from ``after`` on where ``opening`` (at most 16 bytes) matches."""
    at = max(after - 1, 0)  # the byte before belongs to what is looked for
    seen = after - 1
    while True:
        stream.seek(at)
        span = stream.read(_SPAN_BYTES)
        for found in opening.finditer(span):
            if (place := at + found.start()) > seen:
                seen = place
                yield place
        if len(span) < _SPAN_BYTES:
            return
        at += _SPAN_BYTES - 16


def _opens_a_record(stream: BinaryIO, start: int) -> bool:
    stream.seek(start)
    try:
        return bool(_RECORD.match(zlib.decompressobj(31).decompress(stream.read(512), 16)))
    except zlib.error:
        return False
