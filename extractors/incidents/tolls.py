"""Which number of people was killed, hurt, taken: read from the letters of a sentence's chunks."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.incidents import phrases
from extractors.incidents.chunk import Chunk, Count
from extractors.incidents.toll_beside import compare
from extractors.incidents.toll_line import KINDS, OWNERS, Line, Toll
from extractors.incidents.toll_objects import object_pronoun, objects, unnamed
from extractors.incidents.toll_rivals import apart, nth, of_another, other_voice, ranked, superseded
from extractors.incidents.toll_subjects import along_with, shared_subject, subjects
from extractors.incidents.toll_total import number_of, total

__all__ = ["Toll", "read_tolls"]

_GIVEN = 3  # tokens between a number and 'earlier'
_SPEAKERS = re.compile(
    "N(?:[wtZf/]{0,8}(?:c|,|,c)N)*[wtZf/]{0,12}s"
)  # 'two police officials and a doctor said'
_RANGE = frozenset(phrases.words("tolls", "range"))
_SAID_DONE = frozenset(phrases.words("tolls", "said_done"))
_TO_DEATH = re.compile("[wt]{0,2}[NPZq]w?X")  # 'stabbed a man to death': he was not only hurt
_SENTENCED = frozenset(phrases.words("tolls", "sentenced"))
_SENTENCE_REACH = 8  # tokens between the word and 'to death'
_OF_ALL = re.compile(r"(?:^|[,;c])ft?$")  # '…, and of the 30 who died six were nurses'
_FOUND = frozenset(["found", "recovered", "discovered", "dumped"])


def read_tolls(chunks: Sequence[Chunk], words: Sequence[str]) -> list[Toll]:
    """Every toll in one sentence, in the order of the text."""
    if not chunks:
        return []
    line = Line(chunks, words)
    letters = line.letters
    for at, letter in enumerate(letters):
        if letter not in OWNERS:
            continue
        if letter in "KVEXHMAR":
            _two_ways(line, at)
        elif letter in "YGa":
            if not _unreal(line, at) and not (letter == "G" and letters[at - 1 : at] == "f"):
                objects(line, at)
        elif letter in "TU":
            total(line, at)
        elif letter in "DBJC":
            _noun(line, at)
    _left_over_parts(line)
    if not set(letters) & OWNERS:
        _of_those_told(line)
    if chunks and not any(t.kind in ("killed", "bodies") for t in line.tolls):
        _body_found(line, words)
    if not line.tolls:
        return []
    line.tolls.sort(key=lambda t: t.first)
    compare(line)
    _companion(line, words)
    other = of_another(chunks[0].first, chunks[-1].last, words)
    line.tolls = [nth(apart(t, line), words) for t in line.tolls]
    rival = other_voice(line)
    return [
        replace(t, old=True) if superseded(t, words) or t.first >= rival else t
        for t in line.tolls
        if t.kind != "other" and t.first < other and not (len(line.tolls) > 1 and ranked(t, words))
    ]


def _companion(line: Line, words: Sequence[str]) -> None:
    """'His driver died of his wounds': he died besides the one of whom was told."""
    dead = [n for n, t in enumerate(line.tolls) if t.kind == "killed" and not t.part]
    if len(dead) != 1:
        return
    toll = line.tolls[dead[0]]
    if toll.count.value == 1 and not toll.total and words[toll.first - 1] in ("his", "her"):
        line.tolls[dead[0]] = replace(toll, also=True)


def _unreal(line: Line, at: int) -> bool:
    """'could have killed', 'threatened to kill', 'wanted for the murder of': nobody was hurt here.

    'claimed to have killed' tells of dead.
    """
    letters = line.letters
    first = line.chunks[at].first
    if letters[at] == "X" and not _SENTENCED.isdisjoint(line.words[max(0, first - _SENTENCE_REACH) : first]):
        return True  # 'sentenced three men to death'
    before = letters[max(0, at - 4) : at].rstrip("t/w" if letters[at] == "Y" else "thb")
    if not before.endswith("x"):
        return False
    back = line.chunks[max(0, at - 4) + len(before) - 1].first
    return not (line.words[back + 1] == "have" and line.words[back - 1] in _SAID_DONE)


def _two_ways(line: Line, at: int) -> None:
    letters = line.letters
    before = letters[at - 1] if at else ""
    if _unreal(line, at) or (letters[at] == "H" and _TO_DEATH.match(letters, at + 1)):
        return
    nxt = at + 1
    while nxt < len(letters) and letters[nxt] in "wt" and nxt - at <= 2:
        nxt += 1
    active = letters[at] not in "VEX" and before != "b"
    followed = (
        active
        and nxt < len(letters)
        and letters[nxt] in ("NP" if line.chunks[at].side else "NPZq")
        and not ("w" in letters[at + 1 : nxt] and letters[nxt] in "PZ")
    )
    none = letters[:at].rstrip("bw")
    if none.endswith("0"):
        _nobody(line, len(none) - 1, at)
        return
    if re.search("0f?[wt]*[NP]$", none[-_GIVEN - 2 :]):
        return  # 'none of the passengers was hurt' says nothing of others
    if active and letters[nxt : nxt + 1] == "0" and line.words[line.chunks[nxt].first] != "no":
        _nobody(line, nxt, at)
        return
    if letters[at] == "V" and _died_of_it(line, at):
        return
    if letters[at] == "H" and before == "N" and _attributive(line, at):
        return
    if number_of(line, at):
        return
    if followed and objects(line, at):
        return
    if (active or letters[at] == "E") and object_pronoun(line, at):
        return
    if subjects(line, at) or shared_subject(line, at):
        along_with(line, at)
        return
    if active and letters[at + 1 : at + 3] == "tw":
        unnamed(line, at)
        return
    if active:
        objects(line, at)


def _attributive(line: Line, at: int) -> bool:
    """'Two wounded men were brought in', 'received 12 injured people'."""
    count, people = line.chunks[at - 1].count, line.chunks[at + 1 : at + 2]
    told = people[0].count if people and people[0].letter == "P" else None
    if at - 1 in line.owner or count is None or count.target or told is None or told.value is not None:
        return False
    line.take(at - 1, at)
    line.owner[at + 1] = at
    line.side_from(at + 1, at)
    return True


def _nobody(line: Line, none: int, at: int) -> None:
    """'Nobody was hurt', 'killed or injured no one'."""
    first, last = sorted((none, at))
    kinds = [KINDS[line.letters[at]]]
    if line.letters[at - 2 : at] in ("Kc", "Hc") and first != none:
        kinds.append(KINDS[line.letters[at - 2]])
    for kind in kinds:
        if kind in ("killed", "injured"):
            zero = Count(0, low=0, high=0)
            line.tolls.append(Toll(kind, zero, line.chunks[first].first, line.chunks[last].last))


def _died_of_it(line: Line, at: int) -> bool:
    """'He was badly hurt and died on the way', 'three who had been hurt died': they are dead."""
    last = line.tolls[-1] if line.tolls else None
    back = next((n for n in range(at - 1, -1, -1) if line.letters[n] == "H"), None)
    if last is None or back is None or last.kind != "injured" or last.cue != line.chunks[back].first:
        return False
    since = line.letters[back + 1 : at]
    one = last.count.value == 1 and re.search(r"c[wb]*$", since)
    who = re.search(r"/[bhw]*$" if "," in since else r"(?:/[bhw]*|[NP])$", line.letters[:back])
    who = None if set(since) & (OWNERS | set("NPc|;")) else who
    if not one and not who:
        return False  # 'a soldier injured in the blast succumbed'; 'three who had been hurt died'
    line.tolls[-1] = replace(last, kind="killed", last=line.chunks[at].last)
    return True


def _noun(line: Line, at: int) -> None:
    """'12 deaths', '65 lives', '61 bodies', 'no casualties'."""
    letters = line.letters
    word = line.chunks[at]
    back = at - 1
    while back >= 0 and letters[back] in "wt" and at - back <= 3:
        back -= 1
    if back >= 0 and letters[back] == "N" and back not in line.owner:
        line.take(back, at)
    elif letters[at + 1 : at + 3] == "wN" and line.words[line.chunks[at + 1].first] in _RANGE:
        line.take(at + 2, at, total=True)  # 'fatalities range from 2 to 4'
    elif word.letter == "C" and word.last - word.first > 1 and (objects(line, at) or subjects(line, at)):
        return  # 'killed or maimed 30', '30 were killed or maimed'
    elif letters[: back + 1].rstrip("b" if word.letter == "C" else "").endswith("0"):
        back = letters.rfind("0", 0, back + 1)
        zero = Count(0, low=0, high=0)
        kinds = ["killed", "injured"] if word.letter == "C" else [KINDS[word.letter]]
        for kind in kinds:
            line.tolls.append(Toll(kind, zero, line.chunks[back].first, word.last))


def _left_over_parts(line: Line) -> None:
    """Counts that follow a toll after 'including', 'of them' or a dash are parts of it."""
    letters = line.letters
    current: int | None = None
    open_part = False
    for at, letter in enumerate(letters):
        if at in line.owner:
            current, open_part = line.owner[at], _OF_ALL.search(letters, 0, at) is not None
        elif letter in "i-m(:" and current is not None:
            open_part = True
        elif letter in ";.|s":
            open_part = False
        elif letter in "N" and current is not None:
            count = line.chunks[at].count
            if count is None or _SPEAKERS.match(letters, at):
                continue
            if count.pronoun:
                side = _side_after(line, at)
                line.chunks = [
                    *line.chunks[:at],
                    replace(line.chunks[at], count=replace(count, side=side)),
                    *line.chunks[at + 1 :],
                ]
                line.take(at, current, part=True)
                open_part = True
            elif open_part and not count.target and letters[at + 1 : at + 3] == "bP":
                people = line.chunks[at + 2].count  # 'ten were killed: six were students …'
                side = people.side if people else "people"
                line.chunks = [
                    *line.chunks[:at],
                    replace(line.chunks[at], count=replace(count, side=side)),
                    *line.chunks[at + 1 :],
                ]
                line.take(at, current, part=True)
            elif (open_part or letters[at + 1 : at + 2] == "i") and count.target:
                line.take(at, current, part=True)
                open_part = True


def _body_found(line: Line, words: Sequence[str]) -> None:
    """'the boy's body was found in a ditch': one dead, where nothing else is counted."""
    for chunk in line.chunks:
        if words[chunk.first] == "body":
            beside = words[
                max(line.chunks[0].first, chunk.first - 6) : min(chunk.last + 5, line.chunks[-1].last)
            ]
            if _FOUND & set(beside):
                line.tolls.append(Toll("bodies", Count(1, definite=True), chunk.first, chunk.last, weak=True))
                return


def _of_those_told(line: Line) -> None:
    """'Six of them were soldiers.': a part of what the sentence before counts."""
    for at, letter in enumerate(line.letters[:-2]):
        count, people = line.chunks[at].count, line.chunks[at + 2].count
        if letter == "N" and count and count.pronoun and line.letters[at + 1] == "b" and people:
            chunk = line.chunks[at]
            line.tolls.append(
                Toll(
                    "killed",
                    replace(count, side=people.side),
                    chunk.first,
                    line.chunks[at + 2].last,
                    part=True,
                )
            )


def _side_after(line: Line, at: int) -> str:
    for nxt in range(at + 1, min(at + 4, len(line.letters))):
        count = line.chunks[nxt].count
        if line.letters[nxt] == "P" and count is not None:
            return count.side
    return "people"
