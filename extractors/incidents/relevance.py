"""Whether a text can tell of an incident at all: most pages of a night have no word of a deed."""

from functools import cache

from ahocorasick_rs import AhoCorasick

from extractors.incidents import lexicon

_NOBODY_HURT = "RM"  # tags of words that say somebody was freed, held or missing
_LEAD_CHARS = 500
_SHORT_CHARS = 3000  # where a text is so short, a word that only tells how is enough


@cache
def _words(*, weak: bool) -> AhoCorasick:
    """The words of deeds and of what befell people; with ``weak`` those too that need another word."""
    counted = {row["term"] for row in lexicon.rows("statistics")}
    terms = [
        row["term"]
        for row in lexicon.rows("acts")
        if row["act"] and (weak or row["strength"] == "2" or row["act"] == "seizure")
    ]
    terms += [
        row["term"]
        for row in lexicon.rows("casualties")
        if weak or row["tag"][0] not in _NOBODY_HURT or row["term"] in counted
    ]
    return AhoCorasick(sorted({_flat(term) for term in terms}))


def _flat(text: str) -> str:
    for dash in "-‐‑–—−":
        text = text.replace(dash, " ")
    return " ".join(text.lower().replace("’", "'").replace("‘", "'").split())


def may_tell(text: str) -> bool:
    """Whether a word of a deed or of its victims stands in ``text``.

    It is asked of every text of a night, so it only skips what cannot matter.
    """
    words = _words(weak=len(text) <= _SHORT_CHARS)
    lead, _, _ = _flat(text[:_LEAD_CHARS]).rpartition(" ")  # news says it at once
    return _one_stands(words, lead) or _one_stands(words, _flat(text))


def _one_stands(words: AhoCorasick, flat: str) -> bool:
    end = len(flat)
    return any(
        not (first and flat[first - 1].isalpha()) and not (last < end and flat[last].isalpha())
        for _, first, last in words.find_matches_as_indexes(flat, overlapping=True)
    )
