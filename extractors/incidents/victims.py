"""On which side the dead were, where the sentence that counts them only says 'people'."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.incidents.casualties import Losses
from extractors.incidents.facts import Facts
from extractors.incidents.lexicon import Hit
from extractors.incidents.phrases import one_of
from extractors.incidents.tokens import Tokens
from extractors.incidents.toll_statement import SIDES, Span

_WORDS = rf"(?:(?!{one_of('tolls', 'breaks')}\b)[\w-]+ ){{0,2}}$"
_ALL = re.compile(
    rf"(?:^(?:they|{one_of('tolls', 'the_dead')}) (?:were|are) (?:all |both )?"
    rf"(?:{one_of('tolls', 'known_as')} )?"
    rf"|, (?:all|both) (?:(?:of them|of whom|of these) )?(?:were )?"
    rf"|\b(?:all|both) (?:of them |of whom |[\w-]+ )?were ){_WORDS}"
)
_SOME = re.compile(rf",? {one_of('tolls', 'mostly')}\b")
_THE = frozenset(["the", "these", "those"])
_AIMED_AT = re.compile(rf"\b{one_of('tolls', 'aimed_at')} {_WORDS}")
_WAS_HIT = re.compile(rf" (?:[\w-]+ ){{0,4}}(?:was|were|had been) {one_of('tolls', 'was_hit')}\b")
_NAME = re.compile(r"[A-Z][\w'-]+")
_CHARS = 80  # of a sentence before and behind a person


def name_side(losses: Losses | None, tokens: Tokens, sentences: Sequence[Facts]) -> None:
    """Give ``losses`` the side of all it counts, where another sentence says who they were."""
    if losses is None or losses.by_side or not losses.total.value:
        return
    found = _said_of_all(tokens, sentences) or _unnumbered(tokens, sentences)
    if found is None and losses.total.value == 1:
        found = _the_one(tokens, sentences, losses.total.spans)
    if found is not None:
        side, span = found
        losses.by_side[side] = replace(losses.total, qualifier=None, spans=[*losses.total.spans, span])


def _said_of_all(tokens: Tokens, sentences: Sequence[Facts]) -> tuple[str, Span] | None:
    """'The victims were labourers from …', 'all of them soldiers'."""
    for facts in sentences:
        for hit in facts.people:
            start, end = tokens.span(hit.first, hit.last)
            if hit.row["side"] not in SIDES or _SOME.match(tokens.low[end : end + _CHARS]):
                continue
            if _ALL.search(_before(tokens, facts, hit)):
                return hit.row["side"], (start, end)
    return None


def _unnumbered(tokens: Tokens, sentences: Sequence[Facts]) -> tuple[str, Span] | None:
    """'The passengers were made to get off and shot': nobody is counted, but they were civilians."""
    told = (t for f in sentences for t in f.tolls if t.kind == "killed" and not t.part)
    for toll in told:
        known = _THE & set(tokens.words[max(0, toll.first - 1) : toll.last])
        if known and toll.count.value is None and toll.count.side == "civilians" and not toll.count.qualifier:
            return "civilians", tokens.span(toll.first, toll.last)
    return None


def _the_one(tokens: Tokens, sentences: Sequence[Facts], dead: Sequence[Span]) -> tuple[str, Span] | None:
    """One person, whose work is told where the name stands again, or where the attack begins."""
    names = {name for a, b in dead for name in _NAME.findall(tokens.text[a:b])}
    for facts in sentences:
        for hit in facts.people:
            if hit.row["number"] != "s" or hit.row["side"] not in ("civilians", "security"):
                continue
            start, end = tokens.span(hit.first, hit.last)
            after = tokens.text[end : min(end + _CHARS, facts.sentence.end)]
            beside = {
                *_NAME.findall(tokens.text[max(start - _CHARS // 2, facts.sentence.start) : start])[-1:]
            }
            beside |= set(_NAME.findall(after[: _CHARS // 2])[:3])
            if (
                names & beside
                or _AIMED_AT.search(_before(tokens, facts, hit))
                or _WAS_HIT.match(after.lower())
            ):
                return hit.row["side"], (start, end)
    return None


def _before(tokens: Tokens, facts: Facts, hit: Hit) -> str:
    start = tokens.starts[hit.first]
    return tokens.low[max(start - _CHARS, facts.sentence.start) : start]
