"""The attackers' own count of the dead, which is never taken over another's (GTD's rule)."""

import re
from collections.abc import Sequence

from extractors.incidents.actors import is_forces
from extractors.incidents.facts import Facts
from extractors.incidents.phrases import one_of
from extractors.incidents.tokens import Tokens

_SAID = rf"\b{one_of('tolls', 'group_says')}\b[^.;]*?"
_OWN = re.compile(_SAID + rf"\b{one_of('tolls', 'own')}\b")
_GOES_ON = re.compile(
    rf"(?:he|she|it|they|{one_of('tolls', 'own_speaker')}) {one_of('tolls', 'group_says')}\b"
)
_CLAIMED = re.compile(rf"\b{one_of('actors', 'claim_verbs')}\b")
_PUT = re.compile(rf"(?:it|they|{one_of('tolls', 'own_speaker')}) (?:also )?(?:puts?|gave|gives) ")
_SPEAKER = re.compile(rf"\b{one_of('tolls', 'own_speaker')}\b")
_CHARS = 260  # between a group and what it says it did


def own_counts(tokens: Tokens, sentences: Sequence[Facts]) -> frozenset[int]:
    """The indices of the sentences whose tolls are the attackers' own.

    'The BLA said its fighters killed 17'; 'He said that 23 were dead', behind a group's spokesman; 'It put
    the number of the dead at 19', behind a group's claim.
    """
    found: set[int] = set()
    speaks = claimed = -1  # the sentences in which a group's spokesman spoke last, and a group claimed it
    for facts in sorted(sentences, key=lambda f: f.index):
        claims = "own_claim" in facts.cues and {t.count.side for t in facts.tolls} != {"militants"}
        if not (claims or facts.tolls or facts.groups):
            continue
        start, end = facts.sentence.start, facts.sentence.end
        groups = [g for g in facts.groups if not is_forces(g)]
        first = min((tokens.starts[t.first] for t in facts.tolls), default=end)
        own = [m for g in groups if (m := _OWN.search(tokens.low, g.end, min(first, g.end + _CHARS)))]
        goes_on = speaks == facts.index - 1 and _GOES_ON.match(tokens.low, start)
        goes_on = goes_on or (claimed == facts.index - 1 and _PUT.match(tokens.low, start))
        if claims or (facts.tolls and (own or (goes_on and not groups))):
            found.add(facts.index)
        if groups and (claims or own or _SPEAKER.search(tokens.low, start, end)):
            speaks = facts.index
        if any(_CLAIMED.search(tokens.low, g.end, end) for g in groups):
            claimed = facts.index
    return frozenset(found)
