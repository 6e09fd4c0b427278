"""Bytes to text: nothing is dropped or replaced in silence."""

import codecs
import re

from charset_normalizer import from_bytes

# Beyond these, reading costs seconds and finds no article: a story is under 0.1 MB, its page under 3 MB.
MAX_PAGE_BYTES = 4_000_000
MAX_TEXT_BYTES = 1_000_000

# First bytes of formats that are never text, whatever their name says.
_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ\x90\x00",
    b"OggS",
    b"ID3",
    b"PAR1",
    b"SQLite format 3",
    b"\xd0\xcf\x11\xe0",
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I
)
_CONTROLS = bytes(i for i in range(32) if i not in b"\t\n\r\f\x1a\x1b\x00")
_GUESS_BYTES = 64_000  # charset-normalizer costs seconds on megabytes
# What browsers read under these names (WHATWG encoding standard).
_BROWSER_NAMES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
    "x-user-defined": "cp1252",
}


def is_binary(content: bytes) -> bool:
    """Whether the bytes are a picture, an archive, a PDF or the like rather than text in any charset."""
    if content.startswith(_MAGIC):
        return True
    sample = content[:8192]
    if content.startswith(tuple(bom for bom, _ in _BOMS)) or _wide(sample):
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS + b"\x00"))
    return controls > len(sample) * 0.02


def decode(content: bytes, declared: str | None = None, *, markup: bool = False) -> str | None:
    """The text of ``content``, or None where no charset fits.

    Tried in this order: the byte order mark, UTF-8 where the bytes are valid UTF-8, the charset the
    server declared, the one the page declares (``markup``), then a guess from the bytes.
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _strict(content[len(bom) :], name)
    wide = _wide(content[:8192])
    if wide:
        return _strict(content, wide)
    # Valid UTF-8 with a letter beyond ASCII is never anything else by chance; a wrong declaration is common.
    text = _strict(content, "utf-8")
    if text is not None:
        return text
    names = [declared]
    if markup and (found := _META.search(content[:4096])):
        names.append(found.group(1).decode("ascii"))
    for name in (name.strip().lower() for name in names if name):
        text = _strict(content, _BROWSER_NAMES.get(name, name))
        if text is not None:
            return text
    return _mostly_utf8(content) or _guess(content)


def _strict(content: bytes, name: str) -> str | None:
    try:
        codec = codecs.lookup(name)
        # Python's own "charsets" such as rot13 or zlib are no text encodings.
        return content.decode(codec.name) if getattr(codec, "_is_text_encoding", True) else None
    except (LookupError, UnicodeError, ValueError):
        return None


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of western text is zero."""
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.6 and sample[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return None


def _mostly_utf8(content: bytes) -> str | None:
    """UTF-8 with a few broken bytes, as truncated or pasted pages have: those show as U+FFFD."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    return text if broken * 4 <= beyond_ascii - broken else None


def _guess(content: bytes) -> str | None:
    best = from_bytes(content[:_GUESS_BYTES]).best()
    text = _strict(content, best.encoding) if best else None
    return text if text is not None else _strict(content, "cp1252")
