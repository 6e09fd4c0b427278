"""Whether a text can tell of an incident at all: most pages of a night have no word of a deed."""

from functools import cache

from ahocorasick_rs import AhoCorasick

from extractors.incidents import lexicon

_BEFELL = frozenset("KVEXYHGA")  # letters of words that say somebody was hurt or taken


@cache
def _words() -> AhoCorasick:
    deeds = [row["term"] for row in lexicon.rows("acts") if row["act"]]
    befell = [row["term"] for row in lexicon.rows("casualties") if row["tag"] in _BEFELL]
    return AhoCorasick(sorted({max(term.split(), key=len) for term in deeds + befell}))


def may_tell(text: str) -> bool:
    """Whether any word of a deed or of its victims stands in ``text``, be it inside another word.

    It is asked of every text of a night, so it only skips what cannot matter.
    """
    return bool(_words().find_matches_as_indexes(text.lower()))
