"""Deeds whose words stand apart: 'set three lorries on fire', 'gunmen seized a whole train', 'two men'."""

from collections.abc import Sequence

from extractors.incidents import lexicon, phrases

_SET = frozenset(["set", "sets", "setting"])
FROM_AFAR = frozenset(["airstrike", "shelling"])
_STORMED_REACH = 6
_STORMED = frozenset(phrases.words("deeds", "stormed"))
_STRIKE = frozenset(phrases.words("deeds", "strike"))
_CLAUSE = frozenset([",", ";", "but", "before", "after", "when", "that", "which"])
_BE = frozenset(["was", "were", "been", "being", "be", "is", "are"])
_CRAFT = frozenset(phrases.words("deeds", "craft"))
_APART = 10  # tokens: 'set three lorries laden with coal on fire', 'a missile that X had fired struck'


def told_apart(
    hit: lexicon.Hit,
    words: Sequence[str],
    people: Sequence[lexicon.Hit],
    conduct: Sequence[lexicon.Hit],
    taken: frozenset[int],
) -> lexicon.Hit:
    """The deed of ``hit``: a surer one, or another, where the words around it say so.

    ``taken`` are the tokens that say whom somebody took.
    """
    if hit.row["note"] == "crowd" and any(h.row["tag"] == "crowd" and h.first < hit.first for h in conduct):
        return hit._replace(row={**hit.row, "strength": "2"})
    act = hit.row["act"]
    if hit.row["note"] == "set" and not _SET.isdisjoint(words[max(0, hit.first - _APART) : hit.first]):
        return hit._replace(row={**hit.row, "strength": "2"})
    if act in FROM_AFAR and _strikes(words[hit.last - 1 : hit.last + _APART]):
        return hit._replace(row={**hit.row, "strength": "2"})
    if not any(h.row["side"] == "militants" and h.first < hit.first for h in people):
        return hit
    behind = words[hit.last : hit.last + _STORMED_REACH]
    if hit.row["note"] == "break in" and not _STORMED.isdisjoint(behind):
        return hit._replace(row={**hit.row, "act": "storm", "strength": "2"})
    if act != "seizure":
        return hit
    if not _CRAFT.isdisjoint(words[hit.last : hit.last + _APART]):
        return hit._replace(row={**hit.row, "act": "hijack", "strength": "2"})
    return hit._replace(row={**hit.row, "act": "abduction", "strength": "2"}) if hit.first in taken else hit


def _strikes(words: Sequence[str]) -> bool:
    """Whether the first of the words, 'missile', struck something, and was not itself struck."""
    at = next((at for at, word in enumerate(words) if word in _STRIKE or word in _CLAUSE), 0)
    return words[at] in _STRIKE and words[at - 1] not in _BE
