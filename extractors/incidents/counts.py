"""Who is counted: numbers and articles joined to the people they stand before, chunk by chunk."""

import re
from collections.abc import Sequence

from extractors.incidents import lexicon, phrases
from extractors.incidents.chunk import Chunk, Count
from extractors.incidents.countable import is_age, is_count
from extractors.incidents.numbers import Number
from extractors.incidents.people_after import owned_by, people_after
from extractors.incidents.tokens import Tokens

_MAX_TOKENS = 400  # a longer sentence is read in its first part only
_TAKEN = re.compile(rf" {phrases.one_of('tolls', 'taken')} ")
_NOT_DEAD = re.compile(phrases.one_of("tolls", "not_dead"))
_OFFICIAL = frozenset(phrases.words("tolls", "official_things"))
_NO_NAMES = frozenset(["we", "i", "you"])
_QUOTES = frozenset(["'", '"'])
_FORMER = frozenset(phrases.words("people", "former"))
_STANDING = {term: name for name in ("unarmed", "beside", "grown") for term in phrases.words("people", name)}
_SITES = frozenset(phrases.words("people", "sites"))
_BE = frozenset(["is", "was", "are", "were", "remains", "remain", "remained"])
_ONE = frozenset(["a", "an", "another"])
_BEASTS = frozenset(phrases.words("people", "beasts"))
_MEMBERS = frozenset(
    [
        *("member", "members", "officer", "officers", "volunteer", "volunteers", "guard", "guards"),
        *("commander", "commanders", "chief", "head"),
    ]
)
_BELONGING = _MEMBERS | {"members of a family", "family members"}


def chunks(
    tokens: Tokens,
    scan: lexicon.Scan,
    first: int,
    last: int,
    counted: Sequence[Number],
    dates: Sequence[tuple[int, int]] = (),
    places: frozenset[int] = frozenset(),
) -> list[Chunk]:
    """The chunks of the sentence ``[first, last)``.

    ``counted`` are its numbers; those in the token ranges ``dates`` count nothing. Names that begin at an
    offset of ``places`` are nobody's.
    """
    last = min(last, first + _MAX_TOKENS)
    words = tokens.words
    befallen = scan.inside("casualties", first, last)
    shot = _shot(words, first, last)
    if not befallen and shot is None and not {"them", "whom"} & set(words[first:last]):
        return []
    marks: dict[int, Chunk] = {}
    for hit in scan.glue(first, last):
        marks[hit.first] = Chunk(hit.row["letter"], hit.first, hit.last)
    for hit in befallen:
        if hit.row["value"] == "be" and words[hit.first - 1] not in _BE:
            continue
        marks[hit.first] = Chunk(
            hit.row["tag"][0] if hit.row["tag"] != "Ya" else "a",
            hit.first,
            hit.last,
            side=hit.row["value"].removeprefix("be"),
        )
    if shot is not None and shot not in marks:
        marks[shot] = Chunk("K", shot, shot + 1)
    for at, word in enumerate(words[first:last], first):
        if not word[0].isalnum() and at not in marks:
            marks[at] = Chunk("," if word == "-" else "w" if word == "'s" else word, at, at + 1)
    people = {hit.first: hit for hit in scan.inside("people", first, last)}
    numbers = {
        n.first: n
        for n in counted
        if not any(a < n.last and n.first < b for a, b in dates) and is_count(tokens, scan, n, last)
    }
    found: list[Chunk] = []
    capital = tokens.capital
    at = first
    while at < last:
        chunk = None
        if at in numbers or at in people or capital[at] or words[at] in _ONE:
            chunk = _counted(tokens, marks, people, numbers, at, last)
        chunk = chunk or marks.get(at)
        if chunk is None:
            found.append(Chunk("w", at, at + 1))
            at += 1
            continue
        named = chunk.letter == "," and found and found[-1].letter == "Z"
        if chunk.letter in _QUOTES or (named and is_age(words, at, last)):
            at += 2 if named else 1
            continue
        if chunk.last > last:
            chunk = Chunk(chunk.letter, chunk.first, last, chunk.count, chunk.side)
        if chunk.letter == "Z" and tokens.starts[chunk.first] in places:
            chunk = Chunk("Z", chunk.first, chunk.last)
        found.append(chunk)
        at = chunk.last if chunk.last > at else at + 1
    return found


def _shot(words: Sequence[str], first: int, last: int) -> int | None:
    """The token 'shot' of those who were taken first: 'nine were taken off a bus and shot' means dead."""
    if "shot" not in words[first:last]:
        return None
    at = next(n for n in range(last - 1, first - 1, -1) if words[n] == "shot")
    before, after = f" {' '.join(words[first:at])} ", " ".join(words[at + 1 : at + 3])
    return at if _TAKEN.search(before) and not _NOT_DEAD.match(after) else None


def _count_of(
    words: Sequence[str],
    hit: lexicon.Hit,
    number: Number | None,
    others: bool = False,
    *,
    one: bool = True,
    definite: bool = False,
) -> Count:
    row = hit.row
    armed = row["side"] in ("security", "militants")
    former = armed and not _FORMER.isdisjoint(words[max(0, hit.first - 2) : hit.first])
    value: int | None = 1 if one else None
    if number is not None:
        value = None if number.value is None else int(number.value)
    return Count(
        value,
        number.qualifier if number else None,
        None if number is None or number.low is None else int(number.low),
        None if number is None or number.high is None else int(number.high),
        "people" if former else row["side"],
        row["target"],
        others,
        definite=definite,
        said=number.said if number else None,
        standing="unarmed" if former else _STANDING.get(row["term"], ""),
    )


def _of_whom(words: Sequence[str], people: dict[int, lexicon.Hit], hit: lexicon.Hit) -> lexicon.Hit:
    """'members of the security forces' are security forces, and so are those 'of the Taliban's police'."""
    if hit.row["term"] not in _BELONGING or hit.last >= len(words) or words[hit.last] != "of":
        return hit
    ahead = [people[i] for i in range(hit.last + 1, hit.last + 7) if i in people]
    armed = next((body for body in ahead if body.row["side"] in ("security", "militants")), None)
    if armed is not None:
        return owned_by(words, people, armed)
    return next((body for body in ahead[:1] if body.row["side"] != "people"), hit)


def _of_whom_befell(
    words: Sequence[str],
    marks: dict[int, Chunk],
    numbers: dict[int, Number],
    number: Number,
    hit: lexicon.Hit,
) -> Number:
    """The number of all in 'two of the six teachers kidnapped in May'; ``number`` where there is but one."""
    beside = marks.get(hit.last)
    whole = next((n for at in range(number.last + 1, number.last + 3) if (n := numbers.get(at))), None)
    if whole is None or beside is None or beside.letter not in ("K", "A", "H"):
        return number
    larger = whole.value and number.value and whole.value > number.value
    return whole if larger and words[number.last] == "of" else number


def _counted(
    tokens: Tokens,
    marks: dict[int, Chunk],
    people: dict[int, lexicon.Hit],
    numbers: dict[int, Number],
    at: int,
    last: int,
) -> Chunk | None:
    words = tokens.words
    number = numbers.get(at)
    if number is not None:
        rest = words[number.last : min(number.last + 3, last)]
        others = number.another or any(
            w in ("other", "others", "more", "further", "additional") for w in rest[:2]
        )
        if rest[:2] in (["of", "them"], ["of", "whom"], ["of", "these"], ["of", "those"]):
            return Chunk("N", at, number.last + 2, _bare(number, others, True))
        hit = people_after(tokens, marks, people, number.last, last, number.value != 1)
        if hit:
            number = _of_whom_befell(words, marks, numbers, number, hit)
            counted = _count_of(words, _of_whom(words, people, hit), number, others)
            return Chunk("N", at, hit.last, counted)
        standing = _STANDING.get(words[number.last - 1], "")  # 'a couple'
        return Chunk("N", at, number.last, _bare(number, others, False, standing))
    word = words[at]
    if word in _ONE:
        hit = people_after(tokens, marks, people, at + 1, last, False, of=False)
        if hit and hit.last < last and words[hit.last] in _SITES:
            return None  # 'a rebel camp'
        if hit and (hit.row["number"] == "s" or hit.row["term"].endswith("personnel")):
            counted = _count_of(words, _of_whom(words, people, hit), None, word == "another")
            return Chunk("N", at, hit.last, counted)
        if at + 1 < last and words[at + 1] in _BEASTS:
            return None
        behind = at + 2 if at + 1 < last and words[at + 1] in ("was", "is") else at + 1
        beside = [mark.letter for n in (at - 1, behind) if (mark := marks.get(n))]
        if word == "another" and not {"K", "Y", "H", "G"}.isdisjoint(beside):  # 'and another injured'
            return Chunk("N", at, at + 1, Count(1, low=1, high=1, others=True))
        return Chunk("q", at, at + 1, Count(1, low=1, high=1))
    hit = people.get(at)
    if hit is None:
        return _name(tokens, marks, people, at, last)
    end = hit.last
    if words[at] == "official" and end < last and words[end] in _OFFICIAL:
        return None  # 'took away official weapons'
    single = hit.row["number"] == "s"
    own = single and at > 0 and words[at - 1] in ("his", "her", "their")  # 'and his wife'
    count = _count_of(words, hit, None, one=single, definite=not own)
    return Chunk("P", at, end, count)


def _bare(number: Number, others: bool, pronoun: bool, standing: str = "") -> Count:
    whole = (None if v is None else int(v) for v in (number.value, number.low, number.high))
    value, low, high = whole
    return Count(
        value, number.qualifier, low, high, "people", "", others, pronoun, said=number.said, standing=standing
    )


def _name(
    tokens: Tokens, marks: dict[int, Chunk], people: dict[int, lexicon.Hit], at: int, last: int
) -> Chunk | None:
    """A run of capitalised words: perhaps a person, if something befell it."""
    words, end = tokens.words, at
    while (
        end < last
        and tokens.capital[end]
        and words[end] not in _NO_NAMES
        and end not in marks
        and end not in people
    ):
        end += 1
    if end == at:
        return None
    return Chunk("Z", at, end, Count(1, definite=True, standing="beside"))
