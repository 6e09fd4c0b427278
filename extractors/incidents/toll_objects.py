"""The people after a word: 'killing two soldiers, a policeman and three children'."""

import re

from extractors.incidents.chunk import Count
from extractors.incidents.toll_line import KINDS, Line, Toll

_REACH_BACK = 40  # chunks between a verb and the people it shares with a verb before it


def objects(line: Line, word: int, reach: int = 2) -> bool:
    letters, at = line.letters, word + 1
    steps = 0
    while at < len(letters) and letters[at] in "wtm" and steps < reach:
        at, steps = at + 1, steps + 1
    if at >= len(letters) or letters[at] not in "NPZq" or at in line.owner:
        return False
    if line.followed_by_own_word(at):
        return False
    told = line.chunks[at].count
    others = told is not None and told.others and letters[at + 1 : at + 2] != "w"  # 'four other drones'
    people = told is not None and bool(told.target or others) and told.standing != "unarmed"
    if line.chunks[word].side == "people" and not people:
        return False  # 'shot down a drone', 'lost a leg', 'lost a son'
    line.take(at, word)
    more_objects(line, at, word)
    return True


def more_objects(line: Line, at: int, word: int, *, part: bool = False) -> None:
    while True:
        nxt, linked, inner = at + 1, False, False
        while nxt < len(line.letters) and nxt - at <= 9:
            letter = line.letters[nxt]
            if letter in "c,d":
                linked = True
            elif letter == "i":
                inner = linked = True
            elif letter == "Z" and linked and line.letters[nxt + 1 : nxt + 2] in (",", "c"):
                pass  # 'a leader, Haji Bacha, and two sons'
            elif letter in "NPq" and linked:
                break
            elif letter in "f/" and not linked:
                pass
            elif letter == "(":
                close = line.letters.find(")", nxt, nxt + 10)
                if close < 0:
                    return
                nxt = close
            elif (
                linked
                and letter == "w"
                and line.letters[nxt + 1 : nxt + 3].lstrip("t").startswith(("N", "q"))
            ):
                return  # 'killed two men and took two others captive', 'and burned their three cars'
            elif letter in "wtZNP" and (not linked or letter in "wt") and nxt - at <= 7:
                if linked and nxt + 1 < len(line.letters) and line.letters[nxt + 1] not in "NPqwt":
                    return
            else:
                return
            nxt += 1
        else:
            return
        if nxt >= len(line.letters) or nxt in line.owner or line.followed_by_own_word(nxt):
            return
        if "s" in line.letters[nxt + 1 : nxt + 4].split(",")[0] or _speaks(line, at, nxt):
            return  # ', a police officer said'
        if _apposition(line, at, nxt):
            line.side_from(nxt, word)
            at = nxt
            continue
        part = part or inner
        after = line.letters[nxt + 1 : nxt + 4].lstrip("wPZ")
        line.take(nxt, word, part=part or after.startswith("i"))
        at = nxt


def _speaks(line: Line, at: int, nxt: int) -> bool:
    """'wounding 13, a spokesman for the police in the district said', 'a chief and a guard said'."""
    if "c" in line.letters[at:nxt]:
        return False
    return re.match(r"[wtZPfx/]{0,12}(?:c[NPqtZ][wtZPfx/]{0,12})?s", line.letters[nxt + 1 :]) is not None


def _apposition(line: Line, at: int, nxt: int) -> bool:
    """'killed Panigrahi, an activist of …': one person told of twice."""
    one, two = line.chunks[at].count, line.chunks[nxt].count
    if one is None or two is None or one.value != 1 or two.value != 1 or "c" in line.letters[at:nxt]:
        return False
    return "c" not in line.letters[nxt + 1 : nxt + 6]


def object_pronoun(line: Line, word: int) -> bool:
    """'… kidnapped ten miners and killed them', 'and shot them dead': the people counted last."""
    if line.letters[word + 1 : word + 2] != "m" and line.letters[max(0, word - 1) : word + 1] != "mE":
        return False
    return counted_before(line, word, word) or _named_before(line, word)


def _named_before(line: Line, word: int) -> bool:
    """'… ordered the passengers out and shot them dead': nobody is counted, but it says who they were."""
    for at in range(word - 1, max(-1, word - _REACH_BACK), -1):
        chunk = line.chunks[at]
        if line.letters[at] in ";." or at in line.owner:
            return False
        if (
            line.letters[at] == "P"
            and chunk.count
            and chunk.count.value is None
            and chunk.count.side == "civilians"
        ):
            cue = line.chunks[word]
            line.tolls.append(
                Toll(KINDS[cue.letter[0]], chunk.count, chunk.first, cue.last, weak=True, cue=cue.first)
            )
            return True
    return False


def counted_before(line: Line, word: int, limit: int, passive: bool = False) -> bool:
    for at in range(limit - 1, max(-1, limit - _REACH_BACK), -1):
        letter = line.letters[at]
        if letter in ";.":
            return False
        if letter == "N":
            owner = line.owner.get(at)
            if owner is not None and line.letters[owner] not in "AaR":
                return False
            if passive and "b" not in line.letters[at:word]:
                return False
            line.owner.pop(at, None)
            line.take(at, word)
            if owner is not None:
                line.owner[at] = owner
            return True
    return False


def unnamed(line: Line, word: int) -> None:
    """'killed the headman': one person, by a noun that no list has."""
    cue = line.chunks[word]
    count = Count(1, definite=True)
    line.tolls.append(
        Toll(KINDS[cue.letter[0]], count, cue.first, line.chunks[word + 2].last, weak=True, cue=cue.first)
    )
