"""Which language a text is written in: by its script, and by the little words that every text is full of."""

import re
import tomllib
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

SAMPLE_CHARS = 6_000
MIN_SHARE = 0.08  # of all words; running text in a language we know has 0.2 and more
_OTHER = re.compile(r"[^\x00-\x7f]")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_WORDS = re.compile(r"[^\W\d_]+")


@cache
def _knowledge() -> tuple[dict[str, frozenset[str]], list[tuple[str, int, int]], dict[str, frozenset[str]]]:
    data = tomllib.loads(files("extractors").joinpath("data/languages.toml").read_text(encoding="utf-8"))
    words = {code: frozenset(text.split()) for code, text in data["words"].items()}
    ranges = [(row["script"], int(row["first"], 16), int(row["last"], 16)) for row in data["ranges"]]
    return words, ranges, {script: frozenset(codes) for script, codes in data["scripts"].items()}


def language_of(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the text's language, or None where nothing tells.

    ``declared`` (an HTML lang attribute) decides only where the text itself does not: pages that are
    made from an English template often call themselves English.
    """
    sample = text[:SAMPLE_CHARS]
    words, _, scripts = _knowledge()
    script = _script(sample)
    said = declared.strip().lower()[:3].rstrip("-_") if declared else None
    if script is None:
        return None
    candidates = scripts[script]
    if len(candidates) == 1:
        return next(iter(candidates))
    tokens = _WORDS.findall(sample.lower())
    counts = Counter(tokens)
    shares = {
        code: sum(map(counts.__getitem__, counts.keys() & words[code])) / max(len(tokens), 1)
        for code in sorted(candidates)
        if code in words
    }
    if not shares:
        return None
    best = max(shares, key=lambda code: (shares[code], code == said))
    if shares[best] >= MIN_SHARE:
        return best
    if said in candidates:
        return said
    return best if shares[best] > 0 else None


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    _, ranges, _ = _knowledge()
    code = ord(letter)
    return next((name for name, first, last in ranges if first <= code <= last), "other")


def _script(text: str) -> str | None:
    """The script of most of the letters."""
    counts = Counter(latin=len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS)))
    for char in _OTHER.findall(text):
        if char.isalpha():
            counts[_script_of(char)] += 1
    # Kana beside Han signs is Japanese; a few kana are enough to tell.
    if counts["kana"] * 20 > counts["han"]:
        counts["kana"] += counts.pop("han", 0)
    return counts.most_common(1)[0][0] if counts.total() else None
