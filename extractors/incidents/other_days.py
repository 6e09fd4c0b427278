"""Deaths of another day that a sentence of the event recalls: 'after their leader was killed on Saturday'."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.incidents.dates import spoken
from extractors.incidents.facts import Facts
from extractors.incidents.phrases import one_of
from extractors.incidents.tokens import Tokens

_RECALLED = re.compile(rf"\b{one_of('tolls', 'recalled')}\b")
_CLAUSE_END = re.compile(r"[,;.:\"”]")


def of_its_day(tokens: Tokens, sentences: Sequence[Facts], first: date | None) -> list[Facts]:
    """The sentences of an event that began on the day ``first``, without the deaths of days before it."""
    if first is None:
        return list(sentences)
    return [_without(tokens, facts, first) if facts.tolls and facts.dates else facts for facts in sentences]


def _without(tokens: Tokens, facts: Facts, day: date) -> Facts:
    found = _RECALLED.search(tokens.low, facts.sentence.start, facts.sentence.end)
    if found is None:
        return facts
    end = _CLAUSE_END.search(tokens.low, found.end(), facts.sentence.end)
    clause = range(found.end(), end.start() if end else facts.sentence.end)
    days = [m for m in facts.dates if m.start in clause and not spoken(tokens.low, m)]
    if not any(m.precision == "day" and m.last is not None and m.last < day for m in days):
        return facts
    return replace(facts, tolls=tuple(t for t in facts.tolls if tokens.starts[t.first] not in clause))
