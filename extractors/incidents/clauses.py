"""Sentences that tell of two places in one breath, cut in two."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from extractors.incidents import phrases
from extractors.incidents.lexicon import Hit, Scan
from extractors.incidents.places import PlaceMention
from extractors.incidents.scene import closest, settled
from extractors.incidents.sentences import Sentence
from extractors.incidents.tokens import Tokens

_START = attrgetter("start")
_JOINTS = frozenset(["and", "while", "whereas", "but"])
_NUMBERS = frozenset(phrases.words("dates", "small_numbers"))
_MEANWHILE = frozenset(["while", "whereas"])  # what follows is elsewhere, whatever its first word
_STARTS = frozenset(
    ["in", "at", "near", "another", "a", "an", "two", "three", "four", "five", "one", "six", "seven"]
)
_MONTHS = frozenset(phrases.words("dates", "full_months"))
_CENTURIES = ("19", "20")
_RELATIVE = re.compile(
    r", who (?:was|were|had been) [^,;.]{3,90}?"
    rf"\b(?:{phrases.one_of('dates', 'full_months')}|last (?:week|month|year))\b[^,;.]{{0,12}},"
)
_DEATH = frozenset("VEKX")  # tags of words behind those whom they befell
_END = 6  # tokens: ', was later found dead'
_CUE = 5  # tokens of the words that open it
_MOTIVE = 40  # tokens of a clause that says why
_AFTER = 3  # tokens: 'a day after'
_MAIN = 5  # and at least so many of the sentence behind it


def cut(tokens: Tokens, scan: Scan, sentence: Sentence, places: Sequence[PlaceMention]) -> list[Sentence]:
    """``sentence``, or its two halves: 'in response to the raid in Tank, …', '…, and in Quetta a …'."""
    first = bisect_left(places, sentence.start, key=_START)
    inside = places[first : bisect_left(places, sentence.end, first, key=_START)]
    comma = _after_motive(tokens, scan, sentence, inside)
    if comma:
        return _halves(tokens, sentence, comma)
    at = _another_month(tokens, scan, sentence)
    if at:
        return _halves(tokens, sentence, at)
    at = _behind_relative(tokens, scan, sentence)
    if at:
        told, news = _halves(tokens, sentence, at)
        return [told, replace(news, resumes=True)]
    if len(inside) < 2 or len(here := settled(inside)) < 2:
        return [sentence]
    words = tokens.words
    for at in range(sentence.first + 4, sentence.last - 4):
        if words[at] not in _JOINTS:
            continue
        joined = words[at - 1] in (",", ";") and words[at + 1] in _STARTS
        if not (joined or words[at] in _MEANWHILE or _counts_on(tokens, scan, sentence, at)):
            continue
        middle = tokens.starts[at]
        left, right = [m for m in here if m.start < middle], [m for m in here if m.start > middle]
        if left and right and closest(left, right) == "conflict":
            left_half, right_half = _halves(tokens, sentence, at)
            return [*cut(tokens, scan, left_half, places), *cut(tokens, scan, right_half, places)]
    return [sentence]


def _another_month(tokens: Tokens, scan: Scan, sentence: Sentence) -> int | None:
    """The joint behind which a deed of another time is told: '…, and in March last year a bombing …'."""
    words = tokens.words
    if ", and " not in tokens.low[sentence.start : sentence.end]:
        return None
    for at in range(sentence.first + 4, sentence.last - 4):
        if words[at] != "and" or words[at - 1] != ",":
            continue
        if not scan.inside("casualties", sentence.first, at):
            continue
        hurt, done = scan.inside("casualties", at, sentence.last), scan.inside("acts", at, sentence.last)
        certain = any(hit.row["strength"] == "2" for hit in done)
        if words[at + 1] == "in" and words[at + 2] in _MONTHS and (hurt or certain):
            return at
        dated = _dated(words[sentence.first : at]) and _dated(words[at : sentence.last])
        if dated and hurt and certain:
            return at  # 'X in 2013, in which 67 died, and the massacre at Y in 2015, which killed 148'
    return None


def _dated(words: Sequence[str]) -> bool:
    """Whether a year or a month stands among the words."""
    return any(
        word in _MONTHS or (len(word) == 4 and word.isdigit() and word[:2] in _CENTURIES) for word in words
    )


def _behind_relative(tokens: Tokens, scan: Scan, sentence: Sentence) -> int | None:
    """The comma behind what befell somebody earlier: '…, who was kidnapped in May, was freed in a raid'."""
    start, end = tokens.span(sentence.first, sentence.last)
    found = _RELATIVE.search(tokens.low, start, end) if " who " in tokens.low[start:end] else None
    if found is None:
        return None
    first, at = (
        bisect_left(tokens.starts, place, sentence.first, sentence.last)
        for place in (found.start(), found.end() - 1)
    )
    if sentence.last - at < _MAIN or not scan.inside("acts", at, sentence.last):
        return None
    if any(h.row["tag"] in _DEATH for h in scan.inside("casualties", at, at + _END)):
        return None  # '…, was found dead': the end of the one who was kidnapped
    befell = scan.inside("acts", first, at) or scan.inside("casualties", first, at)
    return at if befell else None


def _counts_on(tokens: Tokens, scan: Scan, sentence: Sentence, at: int) -> bool:
    """Whether 'and' joins two counts with a verb each: 'shot dead in Kalat and three men died in Awaran'."""
    words = tokens.words
    if words[at] != "and" or words[at + 1] not in _NUMBERS:
        return False
    return bool(scan.inside("casualties", sentence.first, at)) and bool(
        scan.inside("casualties", at + 2, sentence.last)
    )


def _after_motive(
    tokens: Tokens, scan: Scan, sentence: Sentence, places: Sequence[PlaceMention]
) -> int | None:
    """The comma behind a clause that opens the sentence and says why: 'in response to …,'."""
    hits = scan.inside("discourse", sentence.first, min(sentence.first + _CUE, sentence.last))
    if not any(hit.row["tag"] == "motive" or _day_after(tokens, sentence, hit) for hit in hits):
        return None
    # what stands before a verb is no wider place: 'in Waziristan, Pakistan has …'
    wider = {m.start for m in places if m.role != "attributive"}
    for at in range(sentence.first, min(sentence.first + _MOTIVE, sentence.last - _MAIN)):
        comma = tokens.starts[at]
        if tokens.words[at] == "," and not any(
            m.end <= comma and m.outer in wider and m.outer > comma for m in places
        ):
            return at
    return None


def _day_after(tokens: Tokens, sentence: Sentence, hit: Hit) -> bool:
    """Whether a sentence opens with what was before it: 'A day after …, some farmers came back'."""
    if hit.row["tag"] != "after_event" or hit.last - hit.first < _AFTER:
        return False
    before = tokens.words[sentence.first : hit.first]
    return hit.first == sentence.first or (bool(before) and before[-1] == ":")


def _halves(tokens: Tokens, sentence: Sentence, at: int) -> list[Sentence]:
    start, end = tokens.span(sentence.first, at)
    first = replace(sentence, last=at, start=start, end=end, alone=False, heading=False)
    start, end = tokens.span(at, sentence.last)
    second = replace(
        sentence, first=at, start=start, end=end, alone=False, heading=False, tail=True, opens=False
    )
    return [first, second]
