"""Spelling of place names: one key for the forms a name is written in.

`fold` joins what typography and diacritics part ('Lashkar Gāh', 'Lashkar-gah'); `loosen` joins what
transliteration parts ('Noshki', 'Nushki'). Two different names may share a loose key, so a loose
match is asked for only where the exact one fails.
"""

import re
import unicodedata

# letters that Unicode does not decompose
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "e",
        **dict.fromkeys("'’‘`´ʻʼʾʿʹ", ""),
    }
)
_NOT_NAME = re.compile(r"[^a-z0-9]+")
_ARTICLES = frozenset(
    [
        "al",
        "ad",
        "an",
        "ar",
        "as",
        "ash",
        "at",
        "ath",
        "az",
        "el",
        "ed",
        "er",
        "es",
        "ez",
        "e",
        "i",
        "ul",
        "ur",
    ]
)
_SOUNDS = (
    ("dj", "j"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "i"),
    ("ey", "i"),
    ("ay", "i"),
    ("ai", "i"),
    ("gh", "g"),
    ("ph", "f"),
    ("dh", "d"),
    ("th", "t"),
    ("bh", "b"),
    ("q", "k"),
    ("ck", "k"),
    ("w", "v"),
    ("y", "i"),
    ("e", "i"),
    ("o", "u"),
)
_DOUBLED = re.compile(r"(.)\1+")


def fold(name: str) -> str:
    """Lower-case ASCII words with single blanks: no diacritics, apostrophes or hyphens."""
    lowered = name.lower()
    if lowered.isascii():
        if lowered.isalpha():
            return lowered
        return _NOT_NAME.sub(" ", lowered.replace("'", "").replace("`", "")).strip()
    lowered = lowered.translate(_LETTERS)
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
    return _NOT_NAME.sub(" ", lowered).strip()


def loosen(folded: str) -> str:
    """A key for a folded name that its usual transliterations share; '' where too little is left."""
    words = folded.split()
    kept = [word for word in words if word not in _ARTICLES] or words
    key = "".join(kept)
    for written, sound in _SOUNDS:
        key = key.replace(written, sound)
    key = _DOUBLED.sub(r"\1", key)
    if key.endswith("h") and not key.endswith(("sh", "ch", "kh", "zh")):
        key = key[:-1]
    return key if len(key) >= 4 else ""
