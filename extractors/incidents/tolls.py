"""Which number of people was killed, hurt, taken: read from the letters of a sentence's chunks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.incidents.counts import Chunk, Count

_KIND = {
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
_OWNERS = frozenset("KVEXYHGDBJCMAaRTU")
_FOUND = frozenset(["found", "recovered", "discovered", "dumped"])
_REACH_BACK = 40  # chunks between a verb and the people it shares with a verb before it
_GAP_BEFORE_AUX = 22  # chunks between the people counted and 'were killed'
_GAP_REDUCED = 3  # and where no 'were' stands between: '62 cadets martyred'
_INSERT = 16  # the longest inserted phrase between two commas


@dataclass(frozen=True, slots=True)
class Toll:
    """So many people of one side befell one thing; ``first``/``last`` are the tokens that say it.

    part: these are among those of a total told beside them. total: a sum that replaces earlier ones
    ('the toll rose to 65'). weak: a person spoken of without a number.
    """

    kind: str
    count: Count
    first: int
    last: int
    part: bool = False
    total: bool = False
    weak: bool = False
    cue: int = -1  # the token of the word that says what befell them


class _Reader:
    def __init__(self, chunks: Sequence[Chunk], words: Sequence[str]) -> None:
        self.chunks = chunks
        self.words = words
        self.single = {
            n: c
            for n, c in enumerate(chunks)
            if c.letter == "b" and words[c.last - 1] in ("was", "is", "been")
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
        if cue.side and count.side == "people" and cue.side in ("militants",):
            count = replace(count, side=cue.side)
        part = part or count.pronoun
        if "d" in self.letters[max(0, at - 2) : at] and count.value == 1:
            count = replace(count, definite=False)  # 'in addition to the bomber'
        first, last = min(chunk.first, cue.first), max(chunk.last, cue.last)
        self.tolls.append(
            Toll(_KIND[cue.letter[0]], count, first, last, part, total, count.definite, cue.first)
        )

    # objects: 'killing two soldiers, a policeman and three children'
    def right(self, word: int, reach: int = 2) -> bool:
        letters, at = self.letters, word + 1
        steps = 0
        while at < len(letters) and letters[at] in "wtm" and steps < reach:
            at, steps = at + 1, steps + 1
        if at >= len(letters) or letters[at] not in "NPZq" or at in self.owner:
            return False
        if self._followed_by_own_word(at):
            return False
        self.take(at, word)
        self._more_right(at, word)
        return True

    def _followed_by_own_word(self, at: int) -> bool:
        """'killed, 12 wounded': the count belongs to the word after it."""
        end = at + 1
        while end < len(self.letters) and self.letters[end] in "wb" and end - at <= 3:
            end += 1
        if end >= len(self.letters) or self.letters[end] not in "KVEHMA":
            return False
        return True

    def _more_right(self, at: int, word: int) -> None:
        part = False
        while True:
            nxt, linked, inner = at + 1, False, False
            while nxt < len(self.letters) and nxt - at <= 9:
                letter = self.letters[nxt]
                if letter in "c,d":
                    linked = True
                elif letter == "i":
                    inner = linked = True
                elif letter == "Z" and linked and self.letters[nxt + 1 : nxt + 2] in (",", "c"):
                    pass  # 'a leader, Haji Bacha, and two sons'
                elif letter in "NPq" and linked:
                    break
                elif letter in "f/" and not linked:
                    pass
                elif letter == "(":
                    close = self.letters.find(")", nxt, nxt + 10)
                    if close < 0:
                        return
                    nxt = close
                elif letter in "wtZNP" and (not linked or letter in "wt") and nxt - at <= 7:
                    if linked and nxt + 1 < len(self.letters) and self.letters[nxt + 1] not in "NPqwt":
                        return
                else:
                    return
                nxt += 1
            else:
                return
            if nxt >= len(self.letters) or nxt in self.owner or self._followed_by_own_word(nxt):
                return
            if "s" in self.letters[nxt + 1 : nxt + 4].split(",")[0]:
                return  # ', a police officer said'
            if self._apposition(at, nxt):
                at = nxt
                continue
            part = part or inner
            after = self.letters[nxt + 1 : nxt + 4].lstrip("wPZ")
            self.take(nxt, word, part=part or after.startswith("i"))
            at = nxt

    def _apposition(self, at: int, nxt: int) -> bool:
        """'killed Panigrahi, an activist of …': one person told of twice."""
        one, two = self.chunks[at].count, self.chunks[nxt].count
        if one is None or two is None or one.value != 1 or two.value != 1 or "c" in self.letters[at:nxt]:
            return False
        return "c" not in self.letters[nxt + 1 : nxt + 6]

    # subjects: 'two soldiers and a policeman, among them an officer, were killed'
    def left(self, word: int) -> bool:
        letters, at = self.letters, word - 1
        passive = False
        while at >= 0 and letters[at] in "bhw" and word - at <= 5:
            passive = passive or letters[at] in "bh"
            if letters[at] in "bh" or passive or word - at <= 2:
                at -= 1
            else:
                break
        passive = passive or letters[word] == "V"
        limit = _GAP_BEFORE_AUX if passive else _GAP_REDUCED
        steps, clean = 0, True
        name: int | None = None
        inserted: list[tuple[int, int]] = []
        while at >= 0 and steps <= limit:
            letter = letters[at]
            if letter == "Z" and name is None and passive and clean:
                name = at
            clean = clean and letter in ",)"
            if letter in "NP":
                if at in self.owner:
                    return False
                if letter == "N" or not (self._inside_phrase(at) or self._guarded(at, word)):
                    break
            if letter == ")":
                opened = letters.rfind("(", max(0, at - 12), at)
                if opened < 0:
                    return self._named(name, word, inserted)
                at = opened
            elif letter == ",":
                other = letters.rfind(",", max(0, at - _INSERT), at)
                if other <= 0 or set(letters[other:at]) & _OWNERS:
                    return self._named(name, word, inserted)
                inserted.append((other, at))
                at = other
            elif letter in '|;:."' or letter in _OWNERS:
                return self._named(name, word, inserted)
            at, steps = at - 1, steps + 1
        else:
            return self._named(name, word, inserted)
        if at < 0:
            return self._named(name, word, inserted)
        if letters[at] == "P" and not passive and steps:
            return False
        inner = at > 0 and letters[at - 1] == "i" and at > 1
        self.take(at, word)
        for a, b in inserted:
            self._parts(a, b, word)
        if inner:
            # 'a woman and five children were among the 16 killed'
            if at > 2 and letters[at - 2] == "b":
                self._list_left(at - 2, word, part=True)
            return True
        self._list_left(at, word)
        return True

    def object_pronoun(self, word: int) -> bool:
        """'… kidnapped ten miners and killed them': the people counted last."""
        if self.letters[word + 1 : word + 2] != "m":
            return False
        return self._again(word, word)

    def shared_subject(self, word: int) -> bool:
        """'nine travellers were taken off a bus and killed': the subject of the verb before."""
        before = self.letters[max(0, word - 3) : word].rstrip("w")
        return before.endswith("c") and self._again(word, word, passive=True)

    def _again(self, word: int, limit: int, passive: bool = False) -> bool:
        for at in range(limit - 1, max(-1, limit - _REACH_BACK), -1):
            letter = self.letters[at]
            if letter in ";.":
                return False
            if letter == "N":
                owner = self.owner.get(at)
                if owner is not None and self.letters[owner] not in "AaR":
                    return False
                if passive and "b" not in self.letters[at:word]:
                    return False
                self.owner.pop(at, None)
                self.take(at, word)
                if owner is not None:
                    self.owner[at] = owner
                return True
        return False

    def _guarded(self, at: int, word: int) -> bool:
        """'A policeman who was guarding vaccinators was shot': the people counted before them are meant."""
        count = self.chunks[at].count
        counted = self.letters.rfind("N", max(0, at - 8), at)
        return (
            count is not None
            and count.value is None
            and counted >= 0
            and counted not in self.owner
            and "/" in self.letters[counted:at]
            and "b" in self.letters[at:word]
            and not set(self.letters[counted:at]) & (_OWNERS | set("|s;.,"))
        )

    def along_with(self, word: int) -> None:
        """'Lala died in the blast, along with his son and a driver': they died too."""
        found = self.letters.find("d", word, word + 9)
        between = self.letters[word + 1 : found] if found > 0 else "."
        if set(between) & (_OWNERS | set("|s.;")):
            return
        nxt = found + 1
        while nxt < len(self.letters) and self.letters[nxt] in "wt" and nxt - found <= 2:
            nxt += 1
        if nxt < len(self.letters) and self.letters[nxt] in "NP" and nxt not in self.owner:
            self.take(nxt, word)
            self._more_right(nxt, word)

    def unnamed(self, word: int) -> None:
        """'killed the headman': one person, by a noun that no list has."""
        cue = self.chunks[word]
        count = Count(1, definite=True)
        self.tolls.append(
            Toll(_KIND[cue.letter[0]], count, cue.first, self.chunks[word + 2].last, weak=True, cue=cue.first)
        )

    def _inside_phrase(self, at: int) -> bool:
        """Whether people are named only to say whose others are: 'four cadres of the Maoists were killed'."""
        before = self.letters[max(0, at - 4) : at].rstrip("twZP'")
        return before.endswith("f") and "N" in self.letters[max(0, at - 10) : at]

    def _named(self, at: int | None, word: int, inserted: Sequence[tuple[int, int]] = ()) -> bool:
        """A subject without a count: a name, 'Rahman, a scholar,', or whoever 'was' killed."""
        for first, last in inserted:
            for inner in range(first, last):
                count = self.chunks[inner].count
                if self.letters[inner] in "NP" and count and count.value == 1 and inner not in self.owner:
                    at = inner
        if at is None:
            before = word - 1
            while before > 0 and self.letters[before] == "w" and word - before < 3:
                before -= 1
            if before < 2 or self.letters[before] != "b" or self.single.get(before) is None:
                return False
            cue = self.chunks[word]
            self.tolls.append(
                Toll(
                    _KIND[cue.letter[0]],
                    Count(1, definite=True),
                    self.chunks[before].first,
                    cue.last,
                    weak=True,
                    cue=cue.first,
                )
            )
            return True
        self.take(at, word)
        return True

    def _parts(self, first: int, last: int, word: int) -> None:
        for at in range(first, last):
            if self.letters[at] == "N":
                self.take(at, word, part=True)
            elif self.letters[at] == "P" and "d" in self.letters[max(0, at - 2) : at]:
                self.take(at, word)

    def _list_left(self, at: int, word: int, part: bool = False) -> None:
        letters = self.letters
        while True:
            nxt, linked = at - 1, part
            while nxt >= 0 and letters[nxt] in "c,td":
                linked = linked or letters[nxt] in "c,d"
                nxt -= 1
            if not linked:
                return
            between = nxt
            while nxt >= 0 and letters[nxt] not in "NP" and between - nxt < 8:
                if letters[nxt] in "|s;:." or letters[nxt] in _OWNERS:
                    return
                nxt -= 1
            if nxt < 0 or letters[nxt] not in "NP" or nxt in self.owner:
                return
            gap = letters[nxt + 1 : between + 1]
            chunk = self.chunks[nxt]
            bare = chunk.count is not None and not chunk.count.target
            if gap and not gap.startswith(("f", "(", ",")) and not (bare and len(gap) == 1) and not part:
                return
            if letters[nxt] == "P" and gap and gap[0] != "f":
                return
            if nxt > 0 and letters[nxt - 1] == "i":
                self.take(nxt, word, part=True)
                before = letters.rfind("N", max(0, nxt - 6), nxt)
                if before >= 0 and before not in self.owner:
                    self.take(before, word)
                return
            self.take(nxt, word, part=part)
            at, part = nxt, False


def read_tolls(chunks: Sequence[Chunk], words: Sequence[str]) -> list[Toll]:
    """Every toll in one sentence, in the order of the text."""
    if not chunks:
        return []
    reader = _Reader(chunks, words)
    letters = reader.letters
    for at, letter in enumerate(letters):
        if letter not in _OWNERS:
            continue
        if letter in "KVEXHMAR":
            _two_ways(reader, at)
        elif letter in "YGa":
            if not _unreal(letters, at):
                reader.right(at)
        elif letter in "TU":
            _total(reader, at)
        elif letter in "DBJC":
            _noun(reader, at)
    _left_over_parts(reader)
    if chunks and not any(t.kind in ("killed", "bodies") for t in reader.tolls):
        _body_found(reader, words)
    reader.tolls.sort(key=lambda t: t.first)
    return [t for t in reader.tolls if t.kind != "other"]


def _unreal(letters: str, at: int) -> bool:
    return letters[max(0, at - 4) : at].rstrip("t/w" if letters[at] == "Y" else "t").endswith("x")


def _two_ways(reader: _Reader, at: int) -> None:
    letters = reader.letters
    before = letters[at - 1] if at else ""
    if _unreal(letters, at):
        return
    nxt = at + 1
    while nxt < len(letters) and letters[nxt] in "wt" and nxt - at <= 2:
        nxt += 1
    active = letters[at] not in "VEX" and before != "b"
    followed = (
        active
        and nxt < len(letters)
        and letters[nxt] in ("NP" if reader.chunks[at].side else "NPZq")
        and not ("w" in letters[at + 1 : nxt] and letters[nxt] in "PZ")
    )
    if before == "0" or (before == "b" and at > 1 and letters[at - 2] == "0"):
        return
    if followed and reader.right(at):
        return
    if active and reader.object_pronoun(at):
        return
    if reader.left(at) or reader.shared_subject(at):
        reader.along_with(at)
        return
    if active and letters[at + 1 : at + 3] == "tw":
        reader.unnamed(at)
        return
    if active:
        reader.right(at)


def _noun(reader: _Reader, at: int) -> None:
    """'12 deaths', '65 lives', '61 bodies', 'no casualties'."""
    letters = reader.letters
    word = reader.chunks[at]
    back = at - 1
    while back >= 0 and letters[back] in "wt" and at - back <= 3:
        back -= 1
    if back >= 0 and letters[back] == "N" and back not in reader.owner:
        reader.take(back, at)
    elif back >= 0 and letters[back] == "0":
        zero = Count(0, low=0, high=0)
        kinds = ["killed", "injured"] if word.letter == "C" else [_KIND[word.letter]]
        for kind in kinds:
            reader.tolls.append(Toll(kind, zero, reader.chunks[back].first, word.last))


def _total(reader: _Reader, at: int) -> None:
    """'the toll rose to 65', 'the dead numbered 27', 'among the dead were four children'."""
    letters = reader.letters
    if at and letters[at - 1] in "mi" or (at > 1 and letters[at - 1] == "t" and letters[at - 2] == "i"):
        nxt = at + 1
        while nxt < len(letters) and nxt - at <= 6 and letters[nxt] not in "N|s.;":
            nxt += 1
        if nxt < len(letters) and letters[nxt] == "N":
            reader.take(nxt, at, part=True)
            reader._more_right(nxt, at)
        return
    nxt, steps = at + 1, 0
    while nxt < len(letters) and steps <= 8:
        if letters[nxt] == "N":
            count = reader.chunks[nxt].count
            if (
                nxt not in reader.owner
                and count is not None
                and not count.pronoun
                and not reader._followed_by_own_word(nxt)
            ):
                reader.take(nxt, at, total=not count.target or count.side == "people")
            return
        passes = letters[nxt] == "|" and reader.words[reader.chunks[nxt].first] == "as"
        if not passes and (letters[nxt] in ",|s;." or letters[nxt] in _OWNERS):
            return
        nxt, steps = nxt + 1, steps + 1


def _left_over_parts(reader: _Reader) -> None:
    """Counts that follow a toll after 'including', 'of them' or a dash are parts of it."""
    letters = reader.letters
    current: int | None = None
    open_part = False
    for at, letter in enumerate(letters):
        if at in reader.owner:
            current, open_part = reader.owner[at], False
        elif letter in "i-m(:" and current is not None:
            open_part = True
        elif letter in ";.|s":
            open_part = False
        elif letter in "N" and current is not None:
            count = reader.chunks[at].count
            if count is None:
                continue
            if count.pronoun:
                side = _side_after(reader, at)
                reader.chunks = [
                    *reader.chunks[:at],
                    replace(reader.chunks[at], count=replace(count, side=side)),
                    *reader.chunks[at + 1 :],
                ]
                reader.take(at, current, part=True)
                open_part = True
            elif (open_part or letters[at + 1 : at + 2] == "i") and count.target:
                reader.take(at, current, part=True)
                open_part = True


def _body_found(reader: _Reader, words: Sequence[str]) -> None:
    """'the boy's body was found in a ditch': one dead, where nothing else is counted."""
    for chunk in reader.chunks:
        if words[chunk.first] == "body":
            beside = words[
                max(reader.chunks[0].first, chunk.first - 6) : min(chunk.last + 5, reader.chunks[-1].last)
            ]
            if _FOUND & set(beside):
                reader.tolls.append(
                    Toll("bodies", Count(1, definite=True), chunk.first, chunk.last, weak=True)
                )
                return


def _side_after(reader: _Reader, at: int) -> str:
    for nxt in range(at + 1, min(at + 4, len(reader.letters))):
        count = reader.chunks[nxt].count
        if reader.letters[nxt] == "P" and count is not None:
            return count.side
    return "people"
