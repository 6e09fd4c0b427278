"""The number of a toll that is spoken of as one: 'the toll rose to 65', 'the number of the dead is six'."""

import re
from dataclasses import replace

from extractors.incidents import phrases
from extractors.incidents.toll_line import KINDS, OWNERS, Line, Toll
from extractors.incidents.toll_objects import more_objects
from extractors.incidents.toll_subjects import along_with, list_before

_TOLL_REACH = 22  # chunks between 'the toll' and its number
_INSERT = 12  # chunks of a phrase between two commas
_WORDS = 5  # chunks before those whom 'the dead include'
_BACK = 6  # tokens between 'the number of' and what befell them
_NAMED_FIRST = re.compile(r"[tw/]{1,4},P?Z(?:,P?Z)*,?cN")
_REACHED = frozenset(phrases.words("tolls", "reached"))
_TO = frozenset(["to", "at", "is", "was"])


def total(line: Line, at: int) -> None:
    """'the toll rose to 65', 'the dead numbered 27', 'among the dead were four children'."""
    letters = line.letters
    told = line.chunks[at - 2].count if letters[at - 2 : at] == "Nb" and at > 1 else None
    if told and told.target and at - 2 not in line.owner:  # 'three men and a boy are the dead'
        line.take(at - 2, at)
        list_before(line, at - 2, at)
        return
    if (at and letters[at - 1] in "mi") or (at > 1 and letters[at - 1] == "t" and letters[at - 2] == "i"):
        nxt = at + 1
        while nxt < len(letters) and nxt - at <= 6 and letters[nxt] not in "N|s.;":
            nxt += 1
        if nxt < len(letters) and letters[nxt] == "N":
            line.take(nxt, at, part=True)
            more_objects(line, nxt, at)
        elif (among := letters.rfind("bi", 0, at)) > 0 and not set(letters[among + 2 : at]) - {"t", "w"}:
            list_before(line, among, at, part=True)  # 'two guards are among those killed'
        return
    if letters[at + 1 : at + 2] == "P":  # 'the deceased gunman was known'
        told = line.chunks[at + 1].count
        if letters[at] == "U" and told and told.value == 1 and not set(letters[at + 1 :]) & OWNERS:
            line.take(at + 1, at)  # 'the injured guard is recovering'
        return
    if letters[at + 1 : at + 2] == "i":  # 'the dead include five policemen, a civilian and …'
        nxt = at + 2
        named = _NAMED_FIRST.match(letters, nxt)  # 'the injured include their head, Inspector Gul, and a boy'
        nxt = named.end() - 1 if named else nxt
        while nxt < len(letters) and letters[nxt] in "wt" and nxt - at <= _WORDS:
            nxt += 1
        if nxt < len(letters) and letters[nxt] == "N" and nxt not in line.owner:
            line.take(nxt, at, part=True)
            more_objects(line, nxt, at, part=True)
        return
    nxt, steps = at + 1, 0
    while nxt < len(letters) and steps <= _TOLL_REACH:
        if letters[nxt] == "," and "N" not in letters[at:nxt]:
            close = letters.find(",", nxt + 1, nxt + _INSERT)
            if (
                0 < close < len(letters) - 1
                and letters[close + 1] in "hbw"
                and not set(letters[nxt + 1 : close]) & (OWNERS | set("Ns|;."))
            ):
                nxt, steps = close + 1, steps + 1
                continue
        if letters[nxt] == "N":
            count = line.chunks[nxt].count
            if (
                nxt not in line.owner
                and count is not None
                and not ("/" in letters[at:nxt] and line.words[line.chunks[nxt].first] in ("a", "an"))
                and not count.pronoun
                and not line.followed_by_own_word(nxt)
            ):
                line.take(nxt, at, total=not count.target or count.side == "people")
                along_with(line, at)  # 'taking the toll to seven, not counting the three militants'
            return
        passes = letters[nxt] == "|" and line.words[line.chunks[nxt].first] == "as"
        if not passes and (letters[nxt] in ",|s;." or letters[nxt] in OWNERS):
            return
        nxt, steps = nxt + 1, steps + 1


def number_of(line: Line, at: int) -> bool:
    """'The number of policemen martyred in the assault rose to six.': a total, of the side that is named."""
    words, cue = line.words, line.chunks[at]
    first = max(line.chunks[0].first, cue.first - _BACK)
    if not any(words[n] == "number" and words[n + 1] == "of" for n in range(first, cue.first - 1)):
        return False
    people = line.chunks[at - 1].count if at and line.letters[at - 1] == "P" else None
    reached = False
    for nxt in range(at + 1, len(line.letters)):
        chunk = line.chunks[nxt]
        reached = reached or not _REACHED.isdisjoint(words[chunk.first : chunk.last])
        ended = line.letters[nxt] in ";|" and words[chunk.first] != "since"
        if ended or line.letters[nxt] in OWNERS:
            return False
        if line.letters[nxt] != "N" or not reached or words[chunk.first - 1] not in _TO:
            continue
        count = chunk.count
        if count is None or count.target or line.followed_by_own_word(nxt):
            return False
        side = people.side if people else count.side
        told = replace(count, side=side, target=people.target if people else "")
        line.owner[nxt] = at
        line.tolls.append(Toll(KINDS[cue.letter[0]], told, cue.first, chunk.last, total=True, cue=cue.first))
        return True
    return False
