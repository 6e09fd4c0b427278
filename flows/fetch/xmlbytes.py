"""XML as outlets send it, mended so that a parser reads all of it."""

import re
from html.entities import html5

from flows.fetch.compression import CorruptError, TooLargeError, unpacked
from flows.fetch.listings import NotAListingError

_LONGEST_COMPLAINT = 10_000  # bytes
_REFERENCE = re.compile(rb"&(?:#([0-9]{1,7}|[xX][0-9A-Fa-f]{1,6});|([A-Za-z][0-9A-Za-z]{0,31});)?")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})  # XML's own names; HTML's are unknown to it
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def xml_in(body: bytes, max_bytes: int) -> bytes:
    """The XML in ``body``, mended where outlets break it most: gzipped (once more than was said), behind a
    byte order mark, blank lines or a program's complaint, with bare ampersands, HTML's entities and control
    characters in it.

    At most ``max_bytes``. Raises NotAListingError where the gzip is broken.
    """
    if body.startswith(b"\x1f\x8b"):
        try:
            body = unpacked((body,), "gzip", max_bytes)
        except (CorruptError, TooLargeError) as error:
            raise NotAListingError(f"gzip: {error}") from None
    plain = body[:max_bytes].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not plain.startswith(b"<?xml") and (begin := plain.find(b"<?xml", 0, _LONGEST_COMPLAINT)) > 0:
        plain = plain[begin:]
    if plain.startswith(UTF_16):  # elsewhere the signs of XML are bytes of their own
        return plain
    first, *rest = plain.translate(None, _CONTROLS).split(b"<![CDATA[")
    pieces = [_REFERENCE.sub(_mended, first)]
    for piece in rest:
        inside, end, after = piece.partition(b"]]>")
        pieces += [b"<![CDATA[", inside, end, _REFERENCE.sub(_mended, after)]
    return b"".join(pieces)


def _mended(reference: re.Match[bytes]) -> bytes:
    """A reference that any XML parser knows: one that it does not know makes libxml2 drop those behind it."""
    number, name = (part.decode() if part else "" for part in reference.groups())
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        is_text = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
        return reference.group() if is_text or 0x10000 <= code < 0x110000 else b" "
    if name in _OWN:
        return reference.group()
    meant = html5.get(f"{name};")
    if meant is None:
        return b"&amp;" + reference.group()[1:]
    return "".join(f"&#{ord(character)};" for character in meant).encode()
