"""Other counts of the same dead: 'the army said nine'. They widen the bounds."""

from collections.abc import Sequence

from extractors.incidents import phrases
from extractors.incidents.casualties import Losses
from extractors.incidents.facts import Facts
from extractors.incidents.tokens import Tokens
from extractors.incidents.toll_line import Toll

_SAID = frozenset(phrases.words("tolls", "counted_by"))
_CONFIRMING = frozenset(phrases.words("tolls", "confirming"))
_BESIDE = 2  # tokens between a number and 'confirmed'
_TIMES = 10  # a count so many times smaller or larger is of something else


def widen(
    losses: Losses | None,
    tokens: Tokens,
    sentences: Sequence[Facts],
    context: Sequence[Facts],
    own: frozenset[int],
) -> None:
    """Take the counts of other speakers into the bounds of ``losses``; its value stays.

    ``own`` are the sentences that give the attackers' own.
    """
    if losses is None or not losses.total.value:
        return
    value, total = losses.total.value, losses.total
    rivals = [
        (toll.count.value, toll.first, toll.last)
        for facts in sentences
        for toll in facts.tolls
        if toll.kind == "killed" and toll.count.value
        if toll.total or facts.index in own or (toll.count.value < value and _confirmed(tokens, toll))
    ]
    rivals += [count for facts in context if (count := _said(tokens, facts))]
    for rival, first, last in rivals:
        if rival != value and value <= rival * _TIMES and rival <= value * _TIMES:
            total.low = min(total.low or value, rival)
            total.high = max(total.high or value, rival)
            total.spans.append(tokens.span(first, last))


def _confirmed(tokens: Tokens, toll: Toll) -> bool:
    """Whether officials own to so many dead: 'while officials confirmed three deaths'."""
    beside = tokens.words[max(0, toll.first - _BESIDE) : toll.last + _BESIDE]
    return not toll.part and not _CONFIRMING.isdisjoint(beside)


def _said(tokens: Tokens, facts: Facts) -> tuple[int, int, int] | None:
    """The number that a sentence ends with and that somebody gives, and its tokens: 'the army said nine.'"""
    words, first, last = tokens.words, facts.sentence.first, facts.sentence.last
    if not facts.numbers or facts.tolls or _SAID.isdisjoint(words[first:last]):
        return None
    number = facts.numbers[-1]
    if not number.value or any(word.isalnum() for word in words[number.last : last]):
        return None
    if words[number.first - 1] not in _SAID or number.first == first:
        return None
    return int(number.value), number.first, number.last
