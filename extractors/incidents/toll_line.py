"""A sentence as letters, with the tolls read from it so far."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.incidents.chunk import Chunk, Count

KINDS = {
    "K": "killed",
    "V": "killed",
    "E": "killed",
    "X": "killed",
    "Y": "killed",
    "D": "killed",
    "B": "bodies",
    "T": "killed",
    "H": "injured",
    "G": "injured",
    "J": "injured",
    "U": "injured",
    "C": "casualties",
    "M": "missing",
    "A": "abducted",
    "a": "abducted",
    "R": "other",
}
_REACH = 24  # chunks between people and 'six of them'
_NAMES = re.compile("PZ(?:,Z)*,?cZ(?=[bhKVE])")
OWNERS = frozenset(KINDS)  # letters of words that say what befell people


@dataclass(frozen=True, slots=True)
class Toll:
    """So many people of one side befell one thing; ``first``/``last`` are the tokens that say it.

    part: these are among those of a total told beside them. total: a sum that replaces earlier ones
    ('the toll rose to 65'). weak: a person spoken of without a number. old: an earlier number, no longer
    held to be right. also: besides those told of before.
    """

    kind: str
    count: Count
    first: int
    last: int
    part: bool = False
    total: bool = False
    weak: bool = False
    old: bool = False
    also: bool = False
    cue: int = -1  # the token of the word that says what befell them


class Line:
    """The letters of a sentence's chunks; ``owner`` gives for each count the word that has taken it."""

    def __init__(self, chunks: Sequence[Chunk], words: Sequence[str]) -> None:
        self.chunks = chunks
        self.words = words
        self.single = {
            n: c
            for n, c in enumerate(chunks)
            if c.letter == "b"
            and words[c.last - 1] in ("was", "is", "been")
            and words[c.first - 1] != "have"  # 'they have been'
        }
        self.letters = "".join(c.letter[0] for c in chunks)
        self.owner: dict[int, int] = {}
        self.tolls: list[Toll] = []

    def take(self, at: int, word: int, *, part: bool = False, total: bool = False) -> None:
        if at in self.owner:
            return
        self.owner[at] = word
        chunk, cue = self.chunks[at], self.chunks[word]
        count = chunk.count
        if count is None:
            return
        if cue.side == "people" and not (count.target or count.others or count.side != "people"):
            return  # 'a train was seized'
        if cue.side and count.side == "people" and cue.side in ("militants",):
            count = replace(count, side=cue.side)
        if count.pronoun:
            beside = self.chunks[at + 1].count if self.letters[at + 1 : at + 2] == "P" else None
            named = beside or self._named_before(at)  # 'four of them policemen'
            part = part or beside is not None or named is None
            count = replace(count, side=named.side, target=named.target) if named else count
        if count.value is None and (names := _NAMES.match(self.letters, at)):
            several = self.words[chunk.last - 1].endswith(("s", "men"))
            number = names.group().count("Z")  # 'Constables Ali Raza and Omar Gul'
            count = replace(count, value=number, definite=False) if several else count
        if "d" in self.letters[max(0, at - 2) : at] and count.value == 1:
            count = replace(count, definite=False)  # 'in addition to the bomber'
        late = self.letters[max(0, at - 1) : at] == "U" and cue.letter == "V"  # 'the wounded guard died'
        if late:
            count = replace(count, definite=False)
        first, last = min(chunk.first, cue.first), max(chunk.last, cue.last)
        self.tolls.append(
            Toll(
                KINDS[cue.letter[0]],
                count,
                first,
                last,
                part,
                total,
                count.definite,
                also=late or "also" in self.words[chunk.last : cue.first] or self._as_well(last),
                cue=cue.first,
            )
        )

    def _as_well(self, last: int) -> bool:
        """Whether the words behind a toll say that these came to others: 'died as well', 'died too'."""
        behind = list(self.words[last : last + 2])
        return behind == ["as", "well"] or behind[:1] == ["too"]

    def _named_before(self, at: int) -> Count | None:
        """The people without a number of whom 'six of them' are six: 'checked the passengers, shot six'."""
        for before in range(at - 1, max(-1, at - _REACH), -1):
            if self.letters[before] in ";.|N" or before in self.owner:
                return None
            count = self.chunks[before].count
            if self.letters[before] == "P" and count and count.value is None and count.side == "civilians":
                return count
        return None

    def side_from(self, at: int, word: int) -> None:
        """'killed Panigrahi, a headman': the person just taken stands where the words beside the name say."""
        told = self.chunks[at].count
        last = self.tolls[-1] if self.tolls else None
        if told is None or not (told.target or told.standing):
            return  # 'a Pakistani' says nothing of sides
        if last is None or last.cue != self.chunks[word].first or last.count.side != "people":
            return
        self.tolls[-1] = replace(
            last, count=replace(last.count, side=told.side, target=told.target, standing=told.standing)
        )

    def followed_by_own_word(self, at: int) -> bool:
        """'killed, 12 wounded': the count belongs to the word after it."""
        end = at + 1
        while end < len(self.letters) and self.letters[end] in "wb" and end - at <= 3:
            end += 1
        return end < len(self.letters) and self.letters[end] in "KVEHMAB"
