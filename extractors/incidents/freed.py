"""Captives freed by force: when and how many were taken is told inside the sentence about their rescue."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.incidents.facts import Facts
from extractors.incidents.lexicon import Hit
from extractors.incidents.tokens import Tokens

_WHO = frozenset(["who", "whom", "that"])


def taken_before(facts: Facts, tokens: Tokens) -> tuple[Facts, Facts] | None:
    """The rescue, and apart from it how the captives were taken: 'Two men, who had been abducted, …'.

    None where a sentence does not tell of both.
    """
    if "abduction" not in facts.act_names or not any(h.row["tag"] == "rescue" for h in facts.conduct):
        return None
    clause = _clause(facts, tokens.words)
    if clause is None:
        return None
    first, last = tokens.starts[clause.start], tokens.starts[clause.stop]
    inside = tuple(h for h in facts.acts if h.first in clause)
    outside = tuple(h for h in facts.acts if h.first not in clause)
    rescue = replace(
        facts,
        acts=outside,
        act_names=_names(outside),
        tolls=tuple(t for t in facts.tolls if t.kind != "abducted"),
        dates=tuple(m for m in facts.dates if not first <= m.start < last),
    )
    taken = replace(
        facts,
        sentence=replace(facts.sentence, line=-2, tail=True),  # it ends no paragraph of history
        acts=inside,
        act_names=_names(inside),
        tolls=tuple(t for t in facts.tolls if t.kind == "abducted"),
        dates=tuple(m for m in facts.dates if first <= m.start < last),
        places=tuple(replace(m, role="bare") for m in facts.places if m.role == "dateline"),
        targets=tuple(h for h in facts.targets if h.first < clause.start),
        people=tuple(h for h in facts.people if h.first < clause.start),
        conduct=(),
        groups=(),
    )
    return (rescue, taken) if rescue.dates and taken.dates else None


def _names(acts: Sequence[Hit]) -> frozenset[str]:
    return frozenset(hit.row["act"] for hit in acts)


def _clause(facts: Facts, words: Sequence[str]) -> range | None:
    """The tokens of the clause between two commas that tells of the abduction."""
    for hit in (h for h in facts.acts if h.row["act"] == "abduction"):
        opens = next((at for at in range(hit.first, facts.sentence.first, -1) if words[at] == ","), None)
        ends = next((at for at in range(hit.last, facts.sentence.last) if words[at] == ","), None)
        if opens is not None and ends is not None and words[opens + 1] in _WHO:
            return range(opens + 1, ends)
    return None
