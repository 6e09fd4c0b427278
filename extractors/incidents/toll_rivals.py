"""Numbers of a sentence that are no plain counts: older ones, rivals, another deed's; 'a fourth victim'."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.incidents import phrases
from extractors.incidents.toll_line import Line, Toll

_COMPARED = frozenset(phrases.words("tolls", "compared"))
_THAN = frozenset(phrases.words("tolls", "than"))
_LED_TO = frozenset(tuple(words.split()) for words in phrases.words("tolls", "led_to"))
_FIGHTING = frozenset(phrases.words("tolls", "fighting"))
_NOUN_REACH = 5  # 'setting off days of bloody clashes'
_LEADS = frozenset(words[0] for words in _LED_TO)
_COMPARING = _COMPARED | {"than"} | _LEADS
_OLD = frozenset(phrases.words("tolls", "superseded"))
_GIVEN = 3  # tokens between a number and 'earlier'
_VOICES = re.compile(r"s,?(?P<but>[|cw])[wtPZ/f]{1,8}s")
_BUT = frozenset(["while", "but", "though", "although", "whereas"])
_ORDINALS = phrases.words("statistics", "ordinals")
_VICTIM = frozenset(["victim", "fatality", "death"])
_RANKED = 4  # tokens before the one who was 'the second official killed'
_WHILE = frozenset(["while", "whereas"])


def superseded(toll: Toll, words: Sequence[str]) -> bool:
    """Whether a number is an older one: 'the 27 dead given earlier', 'at first 31 deaths'."""
    beside = (*range(max(0, toll.first - _GIVEN), toll.first), *range(toll.last, toll.last + _GIVEN))
    if _OLD.isdisjoint(words[max(0, toll.first - _GIVEN) : toll.last + _GIVEN]):
        return False
    return any(
        at < len(words) and words[at] in _OLD and words[at : at + 2] != ["first", "time"] for at in beside
    )


def of_another(first: int, last: int, words: Sequence[str]) -> int:
    """The token from which a sentence counts the dead of another deed, to compare: 'more than the 72 …'."""
    if _COMPARING.isdisjoint(words[first:last]):
        return last
    for at in range(first, last):
        if at > first and _leads_to(words, at):
            return at
        if words[at] in _COMPARED or (
            words[at] == "than" and words[at + 1 : at + 2] and words[at + 1] in _THAN
        ):
            return at
    return last


def led_to(first: int, last: int, words: Sequence[str]) -> int:
    """The token from which a sentence tells what came of a deed: 'an ambush …, setting off battles …'."""
    if _LEADS.isdisjoint(words[first:last]):
        return last
    return next((at for at in range(first + 1, last) if _leads_to(words, at)), last)


def _leads_to(words: Sequence[str], at: int) -> bool:
    """Whether words say that fighting came of it; a fire that a bomb sparks is its own doing."""
    size = next((n for n in (1, 2) if tuple(words[at : at + n]) in _LED_TO), 0)
    return bool(size) and not _FIGHTING.isdisjoint(words[at + size : at + size + _NOUN_REACH])


def other_voice(line: Line) -> int:
    """The token from which somebody else counts the same: '…, police said, while the army confirmed two'."""
    found = _VOICES.search(line.letters)
    last = line.chunks[-1].last
    if found is None or line.words[line.chunks[found.start("but")].first] not in _BUT:
        return last
    first = line.chunks[found.start("but")].first
    before = {t.kind for t in line.tolls if t.first < first and t.count.value}
    behind = {t.kind for t in line.tolls if t.first > first}
    return first if behind and behind <= before else last


def apart(toll: Toll, line: Line) -> Toll:
    """'… three guests killed, while the cook, who died in the morning, …': one more."""
    if not toll.weak or toll.count.value != 1 or toll.kind != "killed":
        return toll
    beside = line.words[max(0, toll.first - 2) : toll.first + 1]
    if _WHILE.isdisjoint(beside):
        return toll
    before = [t for t in line.tolls if t.kind == "killed" and t.last <= toll.first and not t.weak]
    return replace(toll, weak=False) if any((t.count.value or 0) > 1 for t in before) else toll


def ranked(toll: Toll, words: Sequence[str]) -> bool:
    """'… the mayor, the second official killed there in a month': one who was told of already."""
    if toll.count.value != 1 or not toll.weak:
        return False
    before = words[max(0, toll.first - _RANKED) : toll.first + 1]
    after = before[before.index("the") + 1 :] if "the" in before else []
    return bool(after) and after[0] in _ORDINALS and "," not in after


def nth(toll: Toll, words: Sequence[str]) -> Toll:
    """'A fourth victim died': four by now."""
    if toll.kind != "killed" or toll.count.value != 1:
        return toll
    for at in range(max(0, toll.first - 1), toll.last - 1):
        if words[at] in _ORDINALS and words[at + 1] in _VICTIM:
            value = _ORDINALS.index(words[at]) + 2
            return replace(
                toll, count=replace(toll.count, value=value, definite=False), total=True, weak=False
            )
    return toll
