"""Who says that a group did it: 'police blamed the TTP', 'the army accused …', '… , officials said'."""

import re

from extractors.incidents.phrases import one_of, words
from extractors.incidents.tokens import Tokens

_BEFORE_CHARS, _AFTER_CHARS = 160, 220
_EARLIER_CHARS = 500  # in which a name stands that 'he' means
_MAX_WORDS = 9
_ADVERBS = r"(?:(?:has|have|had|also|later|earlier|again|immediately|\w+ly) )*"
_NAME = rf"(?P<who>[^,;:.\"“”()\n]{{2,70}}?) {_ADVERBS}"
_BLAMED = re.compile(rf"{_NAME}{one_of('actors', 'accuse')}\b")
_BLAMED_BY = re.compile(rf"{one_of('actors', 'accused_by')} (?P<who>[^,;:.\"“”()\n]{{2,60}})")
_SAID = re.compile(rf"(?:^|\n|[,;:.\"“”] ){_NAME}{one_of('actors', 'tell')}\b")
_SAID_LAST = re.compile(
    rf"(?:according to|,[\"”]? (?:said|says|added)) (?P<who>[^,;:.\"“”()\n]{{2,60}})"
    rf"|[,\"”] (?P<subject>[^,;:.\"“”()\n]{{2,60}}?) {_ADVERBS}{one_of('actors', 'tell')}\b"
)
_NAMED_EARLIER = re.compile(
    rf"\b(?:said|according to) (?P<who>(?:[A-Z][\w'’.-]* ?){{2,4}})"
    rf"|(?P<subject>(?:[A-Z][\w'’.-]* ){{2,4}}){one_of('actors', 'tell')}\b"
)
_EDGE = frozenset(words("actors", "edges"))
_OPEN_ENDS = frozenset(words("actors", "open_ends"))
_PRONOUNS = frozenset(words("actors", "pronouns"))


def speaker(tokens: Tokens, start: int, end: int, group: tuple[int, int]) -> tuple[int, int] | None:
    """The characters that name who blames the group at ``group`` in the sentence ``text[start:end]``.

    None where the sentence tells it as a fact.
    """
    low, first = tokens.low, max(start, group[0] - _BEFORE_CHARS)
    last = min(end, group[1] + _AFTER_CHARS)
    found = _last(_BLAMED, low, first, group[0]) or _first(_BLAMED_BY, low, group[1], last)
    found = found or _first(_SAID_LAST, low, group[1], last) or _last(_SAID, low, _before(first), group[0])
    if found is None or tokens.low[slice(*found)] not in _PRONOUNS:
        return found
    return _last(_NAMED_EARLIER, tokens.text, max(0, start - _EARLIER_CHARS), start)


def _before(start: int) -> int:
    """Where the stop before a sentence stands, behind which its speaker may be named."""
    return max(0, start - 2)


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int] | None:
    found = pattern.search(text, start, end)
    return _trimmed(found, text) if found else None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int] | None:
    last = None
    for found in pattern.finditer(text, start, end):
        last = found
    return _trimmed(last, text) if last else None


def _trimmed(found: re.Match[str], text: str) -> tuple[int, int] | None:
    """The span of the name, without what only joins it to the sentence; None for a clause in its place."""
    name = "who" if found.group("who") else "subject"
    start, end = found.span(name)
    parts = [(m.group(), *m.span()) for m in re.finditer(r"\S+", text[start:end])]
    edges = [n for n, (word, _, _) in enumerate(parts) if word.lower() in _EDGE]
    parts = parts[edges[-1] + 1 :] if edges else parts
    if not parts or len(parts) > _MAX_WORDS or parts[-1][0].lower() in _OPEN_ENDS:
        return None
    return start + parts[0][1], start + parts[-1][2]
