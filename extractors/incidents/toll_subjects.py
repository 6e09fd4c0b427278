"""The people before a word: 'two soldiers and a policeman, among them an officer, were killed'."""

import re
from collections.abc import Sequence

from extractors.incidents.chunk import Count
from extractors.incidents.toll_fallen import fallen
from extractors.incidents.toll_line import KINDS, OWNERS, Line, Toll
from extractors.incidents.toll_objects import counted_before, more_objects

_GAP_BEFORE_AUX = 22  # chunks between the people counted and 'were killed'
_GAP_REDUCED = 3  # and where no 'were' stands between: '62 cadets martyred'
_BETWEEN = 8  # chunks between those listed
_BESIDE_NAME = re.compile(
    r"^Z(?:\([^)]*\))?$|^\([^)]*\)$"
)  # after 'Major': a name, and what a bracket says of it
_PART = re.compile("N[,(]i$")
_OF_A_PLACE = frozenset(["resident", "native"])  # what they say of somebody named before
_ONES = frozenset(["his", "her"])
_INSERT = 16  # the longest inserted phrase between two commas


def subjects(line: Line, word: int) -> bool:
    if fallen(line, word):
        return True
    letters, at = line.letters, word - 1
    passive = False
    if letters[max(0, at - 1) : at + 1] == "bs":  # 'were reported killed'
        at -= 1
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
            if passive and letters[word] in "KV" and letters[line.owner.get(at, word)] == "A":
                del line.owner[at]  # 'an abducted officer was killed'
            if at in line.owner:
                return False
            if letter == "N" or not (_inside_phrase(line, at) or _guarded(line, at, word)):
                break
        if letter == ")":
            opened = letters.rfind("(", max(0, at - 12), at)
            if opened < 0:
                return _named(line, name, word, inserted)
            at = opened
        elif letter == ",":
            if letters[at + 1 : at + 2] == "/":  # ', who were martyred'
                at, steps = at - 1, steps + 1
                continue
            other = letters.rfind(",", max(0, at - _INSERT), at)
            if letters[other + 1 : other + 2] == "c":  # 'Ali, 9, and his sister Sana, 6, died'
                at, steps = at - 1, steps + 1
                continue
            them = letters.rfind("fm", max(0, at - _INSERT), at)
            if them > 0:  # ', most of them drivers, barbers and traders,'
                other = letters.rfind(",", max(0, at - _INSERT), them)
            if other <= 0 or set(letters[other:at]) & OWNERS:
                return _named(line, name, word, inserted)
            inserted.append((other, at))
            at = other
        elif letter in '|;:."' or letter in OWNERS or letters[at : at + 2] == "s/":
            return _named(line, name, word, inserted)
        at, steps = at - 1, steps + 1
    else:
        return _named(line, name, word, inserted)
    if at < 0:
        return _named(line, name, word, inserted)
    if letters[at] == "P" and not passive and steps:
        return False
    if letters[max(0, at - 2) : at + 1] in ("NcP", "PcP") and any(n in line.single for n in range(at, word)):
        line.owner[at] = word  # 'an official and activist was shot': one
        at -= 2
        if at in line.owner:
            return False
    total = _with_part(line, at)
    if total is not None:
        line.take(at, word, part=True)
        line.take(total, word)
        list_before(line, total, word)
        return True
    # 'including a policeman who was hit in the head'
    line.take(at, word, part=letters[max(0, at - 2) : at] in (",i", "wi") and "/" in letters[at:word])
    for first, last in inserted:
        _inserted_parts(line, first, last, word)
    among = len(letters[:at].rstrip("t")) - 1
    if among > 0 and letters[among] == "i":
        # 'a woman and five children were among the 16 killed'
        if letters[among - 1] == "b":
            list_before(line, among - 1, word, part=True)
        return True
    list_before(line, at, word)
    return True


def _with_part(line: Line, at: int) -> int | None:
    """The people of whom those at ``at`` are a part: 'ten people, including three guards, were killed'."""
    found = _PART.search(line.letters[:at])
    whole = found.start() if found else None
    return whole if whole is not None and whole not in line.owner else None


def shared_subject(line: Line, word: int) -> bool:
    """'nine travellers were taken off a bus and killed': the subject of the verb before."""
    before = line.letters[max(0, word - 3) : word].rstrip("w")
    return before.endswith("c") and counted_before(line, word, word, passive=True)


def _guarded(line: Line, at: int, word: int) -> bool:
    """'A policeman who was guarding vaccinators was shot': the people counted before them are meant."""
    count = line.chunks[at].count
    counted = line.letters.rfind("N", max(0, at - _GAP_BEFORE_AUX), at)
    stood = line.letters[at - 2 : at] == "/w"  # 'two men who stood guard'
    return (
        count is not None
        and (count.value is None or stood)
        and counted >= 0
        and counted not in line.owner
        and "/" in line.letters[counted:at]
        and ("b" in line.letters[at:word] or line.letters[word] == "V")
        and not set(line.letters[counted:at]) & (OWNERS | set("|s;.,"))
    )


def along_with(line: Line, word: int) -> None:
    """'Lala died in the blast, along with his son and a driver': they died too."""
    found = line.letters.find("d", word, word + 9)
    between = line.letters[word + 1 : found] if found > 0 else "."
    if set(between) & (OWNERS | set("|s.;")):
        return
    nxt = found + 1
    if line.letters[nxt : nxt + 1] == ",":  # 'as were, by local accounts, nine civilians'
        nxt = line.letters.find(",", nxt + 1, nxt + _INSERT) + 1
    while nxt < len(line.letters) and line.letters[nxt] in "wt" and nxt - found <= 2:
        nxt += 1
    told = line.chunks[nxt].count if nxt < len(line.letters) else None
    if (
        told
        and line.letters[nxt] in "NP"
        and nxt not in line.owner
        and (told.target or told.others or told.standing)
    ):
        line.take(nxt, word)
        more_objects(line, nxt, word)


def _inside_phrase(line: Line, at: int) -> bool:
    """Whether people are named only to say whose others are: 'four cadres of the Maoists were killed'."""
    if line.letters[max(0, at - _BETWEEN) : at].rstrip("twZP").endswith("Ni"):
        return True  # 'five rebels including their ring leader Abid were killed'
    if line.words[line.chunks[at].first - 1] == "for" and {"N", "P"} & set(line.letters[max(0, at - 3) : at]):
        return True  # 'the commissioner for refugees was killed'
    before = line.letters[max(0, at - 4) : at].rstrip("twZP'")
    return before.endswith("f") and "N" in line.letters[max(0, at - 10) : at]


def _named(line: Line, at: int | None, word: int, inserted: Sequence[tuple[int, int]] = ()) -> bool:
    """A subject without a count: a name, 'Rahman, a scholar,', or whoever 'was' killed."""
    for first, last in inserted:
        for inner in range(first, last):
            count = line.chunks[inner].count
            if line.letters[inner] in "NP" and count and count.value == 1 and inner not in line.owner:
                at = inner
    if at is None:
        before = word - 1
        while before > 0 and line.letters[before] == "w" and word - before < 3:
            before -= 1
        if before < 2 or line.letters[before] != "b" or line.single.get(before) is None:
            return False
        if line.letters[:before].rstrip("h").endswith("T"):
            return False  # 'some of the dead had been beheaded': how, and not how many
        cue = line.chunks[word]
        line.tolls.append(
            Toll(
                KINDS[cue.letter[0]],
                Count(1, definite=True),
                line.chunks[before].first,
                cue.last,
                weak=True,
                cue=cue.first,
            )
        )
        return True
    line.take(at, word)
    return True


def _inserted_parts(line: Line, first: int, last: int, word: int) -> None:
    for at in range(first, last):
        if line.letters[at] == "N":
            line.take(at, word, part=True)
        elif line.letters[at] == "P" and "d" in line.letters[max(0, at - 2) : at]:
            line.take(at, word)


def _before_clause(line: Line, at: int) -> int:
    """The chunk before a clause that ends at ``at``: 'Captain Haris, who led them, and …'; or ``at``."""
    letters = line.letters
    comma = letters.rfind(",/", max(0, at - _INSERT), max(at, 0))
    if comma <= 0 or line.words[line.chunks[comma + 1].first] not in ("who", "whose"):
        return at
    return at if set(letters[comma:at]) & (OWNERS | set("|s;.:")) else comma - 1


def list_before(line: Line, at: int, word: int, part: bool = False) -> None:
    """The people listed before those at ``at``; as parts, where these begin at ``at`` itself."""
    letters = line.letters
    first = part
    while True:
        nxt, linked = at - 1, first
        if letters[at] == "P" and letters[max(0, nxt) : at] == "Z":
            nxt -= 1  # 'and their Pakistani driver'
        while nxt >= 0 and letters[nxt] in "c,td":
            linked = linked or letters[nxt] in "c,d"
            nxt -= 1
        if not linked:
            return
        between = start = nxt = _before_clause(line, nxt)
        while nxt >= 0 and letters[nxt] not in "NP" and start - nxt < _BETWEEN:
            if letters[nxt] == ")":  # 'Major Tariq (31, of Multan) and Sepoy Adnan'
                start = nxt = max(letters.rfind("(", 0, nxt), 0)
            elif letters[nxt] in "|s;:." or letters[nxt] in OWNERS:
                return
            nxt -= 1
        if nxt < 0 or letters[nxt] not in "NP" or nxt in line.owner:
            if between >= 0 and letters[between] == "Z" and line.words[line.chunks[at].first - 1] in _ONES:
                line.take(between, word, part=part)  # 'Ali and his sister'
            return
        gap = _BESIDE_NAME.sub("", letters[nxt + 1 : between + 1])
        if letters[nxt] == "N" and line.words[line.chunks[nxt].last - 1] in _OF_A_PLACE:
            person = letters.rfind("P", max(0, nxt - _BETWEEN), nxt)
            if person >= 0 and "," in letters[person:nxt]:  # 'Captain Haris, 27, a resident of Abbottabad'
                nxt, gap = person, ""
        chunk = line.chunks[nxt]
        bare = chunk.count is not None and not chunk.count.target
        if gap and not gap.startswith(("f", "(", ",")) and not (bare and len(gap) == 1) and not first:
            return
        if letters[nxt] == "P" and gap and gap[0] != "f":
            return
        if nxt > 0 and letters[nxt - 1] == "i":
            line.take(nxt, word, part=True)
            before = letters.rfind("N", max(0, nxt - 6), nxt)
            if before >= 0 and before not in line.owner:
                line.take(before, word)
            return
        line.take(nxt, word, part=part)
        at, first = nxt, False
