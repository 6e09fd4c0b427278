"""Decompression with a bound: what a stranger packed may be a thousand times its size."""

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

MAX_DOCUMENT_BYTES = 20_000_000  # of one page, file or row, unpacked
CHUNK_BYTES = 16_384  # small, so that one chunk of a bomb unpacks to little
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's wbits: with a gzip header, with a zlib header
_RAW_DEFLATE = -15  # what some servers send as "deflate"
ENCODINGS = frozenset(_WINDOWS) | {"", "identity"}


class TooLargeError(Exception):
    """More bytes than the bound allows."""


class CorruptError(Exception):
    """Bytes that are not what they are declared to be, or that end too early."""


def unpacked(chunks: Iterable[bytes], encoding: str, limit_bytes: int) -> bytes:
    """The plain bytes behind ``chunks`` packed as ``encoding`` (one of ENCODINGS).

    Raises TooLargeError beyond ``limit_bytes``, CorruptError where the packing is broken or cut off.
    """
    plain = bytearray()
    for piece in _pieces(chunks, encoding, limit_bytes + 1):
        plain += piece
        if len(plain) > limit_bytes:
            raise TooLargeError(f"more than {limit_bytes} bytes")
    return bytes(plain)


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """``stream`` in pieces of CHUNK_BYTES."""
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def _pieces(chunks: Iterable[bytes], encoding: str, most: int) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from chunks
        return
    window = _WINDOWS[encoding]
    decoder = zlib.decompressobj(window)
    started = False
    for chunk in chunks:
        rest = chunk
        while rest:
            if decoder.eof:
                if not rest.startswith(b"\x1f\x8b"):
                    return  # padding after the last member
                decoder = zlib.decompressobj(window)
            try:
                yield decoder.decompress(rest, most)
            except zlib.error as error:
                if started or encoding != "deflate":
                    raise CorruptError(str(error)) from None
                decoder = zlib.decompressobj(_RAW_DEFLATE)
                started = True
                continue
            started = True
            rest = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    if started and not decoder.eof:
        raise CorruptError("packed bytes end too early")
