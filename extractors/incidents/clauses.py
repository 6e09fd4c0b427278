"""Sentences that tell of two places in one breath, cut in two."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.incidents.places import PlaceMention
from extractors.incidents.scene import closest, settled
from extractors.incidents.sentences import Sentence
from extractors.incidents.tokens import Tokens

_JOINTS = frozenset(["and", "while", "whereas", "but"])
_STARTS = frozenset(
    ["in", "at", "near", "another", "a", "an", "two", "three", "four", "five", "one", "six", "seven"]
)


def cut(tokens: Tokens, sentence: Sentence, places: Sequence[PlaceMention]) -> list[Sentence]:
    """``sentence``, or its two halves where 'and in …' leads from one place to another."""
    here = settled([m for m in places if sentence.start <= m.start < sentence.end])
    if len(here) < 2:
        return [sentence]
    words = tokens.words
    for at in range(sentence.first + 4, sentence.last - 4):
        if words[at] not in _JOINTS or words[at - 1] not in (",", ";") or words[at + 1] not in _STARTS:
            continue
        middle = tokens.starts[at]
        left, right = [m for m in here if m.start < middle], [m for m in here if m.start > middle]
        if left and right and closest(left, right) == "conflict":
            start, end = tokens.span(sentence.first, at)
            first = replace(sentence, last=at, start=start, end=end, alone=False, heading=False)
            start, end = tokens.span(at, sentence.last)
            second = replace(sentence, first=at, start=start, end=end, alone=False, heading=False, tail=True)
            return [first, second]
    return [sentence]
