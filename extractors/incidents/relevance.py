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
    flat = _flat(text)
    end = len(flat)
    words = _words(weak=len(text) <= _SHORT_CHARS)
    for searched in (flat[:_LEAD_CHARS], flat):  # news says it at once
        for _, first, last in words.find_matches_as_indexes(searched, overlapping=True):
            if not (first and flat[first - 1].isalpha()) and not (last < end and flat[last].isalpha()):
                return True
    return False
