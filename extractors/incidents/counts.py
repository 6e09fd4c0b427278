"""Who is counted: numbers and articles joined to the people they stand before, chunk by chunk.

A sentence becomes a list of chunks and a string with one letter a chunk, which `tolls` reads:
'Gunmen killed two soldiers and a boy, police said' is 'PKNcN,Ps'.

N a count of people ('two soldiers', 'a boy')    P people without a count    Z a name
q 'a' before an unknown noun    w any other word    punctuation stands for itself

What befell people (``words/casualties.csv``):
K killed    V died (far behind its people)    E dead (close behind)    X to death    Y killing (before them)
D deaths    B bodies    T the toll, the dead    H injured    G injuring    J injuries    U the injured
C casualties    M missing    A abducted    a abducting    R arrested, rescued: out of every toll

Small words (``words/glue.csv``):
b was    h have    c and    d as well as    i including    f of    t the, his    m them, whom    y by
/ in, at, who    | when, while: a new clause    s said    0 no, none    x to, could: not real    e left
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.incidents import lexicon, phrases
from extractors.incidents.countable import is_age, is_count
from extractors.incidents.numbers import Number, find_numbers
from extractors.incidents.tokens import Tokens

_HEAD_REACH = 6  # tokens between a number and the people it counts
_MAX_TOKENS = 400  # a longer sentence is read in its first part only
_BODY_SIDES = {"civilians", "security", "militants"}


@dataclass(frozen=True, slots=True)
class Count:
    """So many people: ``side`` as in the word list, ``others`` for people besides those counted before."""

    value: int | None
    qualifier: str | None = None
    low: int | None = None
    high: int | None = None
    side: str = "people"
    target: str = ""
    others: bool = False
    pronoun: bool = False  # 'two of them'
    definite: bool = False  # 'the policeman': no number of its own
    standing: str = ""  # of people of no side: 'unarmed', 'grown' or 'beside', as in phrases.toml


@dataclass(slots=True)  # not frozen: every word makes one, and that would cost three times as much
class Chunk:
    """A run of tokens with its letter; ``side`` is what a casualty word itself implies."""

    letter: str
    first: int
    last: int
    count: Count | None = None
    side: str = ""


_QUOTES = frozenset(["'", '"'])
_FORMER = frozenset(phrases.words("people", "former"))
_STANDING = {term: name for name in ("unarmed", "beside", "grown") for term in phrases.words("people", name)}
_ONE = frozenset(["a", "an", "another"])
_MEMBERS = frozenset(
    ["member", "members", "officer", "officers", "volunteer", "volunteers", "guard", "guards"]
)
_BELONGING = _MEMBERS | {"members of a family", "family members"}
_COLLECTIVE = frozenset(
    [
        "police",
        "taliban",
        "paramilitary",
        "national army",
        "armed forces",
        "police force",
        "border force",
        "levies",
    ]
)
_STOP_HEAD = frozenset("bhcdf|sxe(),;:.KVEXYHGDBJTUCMARi/yN") | {'"', "'"}
_STOP_HEAD_OF = _STOP_HEAD - {"f"}  # where 'of' leads on to the people


def _people_after(
    tokens: Tokens,
    marks: dict[int, Chunk],
    people: dict[int, lexicon.Hit],
    at: int,
    last: int,
    several: bool,
    of: bool = True,
) -> lexicon.Hit | None:
    """The people noun that a number or article just before ``at`` counts."""
    position, steps = at, 0
    best = None
    while position < last and steps < _HEAD_REACH:
        hit = people.get(position)
        if hit:
            best = hit
            position = hit.last
            # 'police officers', 'army major' read on; 'two soldiers police said' does not
            if hit.row["number"] == "p":
                nxt = _past_brackets(tokens.words, position, last)
                if hit.row["term"] not in _COLLECTIVE or nxt not in people:
                    return best
                position = nxt
                continue
            if position not in people and not several:
                return best
            continue
        if best and not several:
            return best
        chunk = marks.get(position)
        if chunk is not None and chunk.letter == "(":
            past = _past_brackets(tokens.words, position, last)
            if past > position:
                position = past
                continue
        if tokens.words[position] in _QUOTES:
            position += 1
            continue
        if chunk is not None and chunk.letter in (_STOP_HEAD_OF if of else _STOP_HEAD):
            return best
        if chunk is not None and chunk.letter == "f" and of:
            # 'three of the policemen', 'two members of'
            position += 1
            if position < last and tokens.words[position] in ("the", "its", "his", "their", "our"):
                position += 1
                steps += 1
                continue
            return best
        if tokens.words[position].isdigit():
            if len(tokens.words[position - 1]) == 1 and tokens.words[position - 1].isalpha():
                position += 1  # a unit: 'C-60'
                continue
            if position + 2 < last and tokens.words[position + 1] == "year":
                position += 3
                continue
            return best
        position += 1
        steps += 1
    return best


def _past_brackets(words: Sequence[str], at: int, last: int) -> int:
    """The token after a short bracket that opens at ``at``, or ``at``."""
    if at >= last or words[at] != "(":
        return at
    return next((i + 1 for i in range(at, min(at + 5, last)) if words[i] == ")"), at)


def chunks(
    tokens: Tokens,
    scan: lexicon.Scan,
    first: int,
    last: int,
    dates: Sequence[tuple[int, int]] = (),
    places: frozenset[int] = frozenset(),
) -> list[Chunk]:
    """The chunks of the sentence ``[first, last)``.

    Numbers in the token ranges ``dates`` count nothing; names that begin at an offset of ``places``
    are nobody's.
    """
    last = min(last, first + _MAX_TOKENS)
    words = tokens.words
    befallen = scan.inside("casualties", first, last)
    if not befallen and not {"them", "whom"} & set(words[first:last]):
        return []
    marks: dict[int, Chunk] = {}
    for hit in scan.glue(first, last):
        marks[hit.first] = Chunk(hit.row["letter"], hit.first, hit.last)
    for hit in befallen:
        marks[hit.first] = Chunk(
            hit.row["tag"][0] if hit.row["tag"] != "Ya" else "a", hit.first, hit.last, side=hit.row["value"]
        )
    for at, word in enumerate(words[first:last], first):
        if not word[0].isalnum() and at not in marks:
            marks[at] = Chunk("," if word == "-" else "w" if word == "'s" else word, at, at + 1)
    people = {hit.first: hit for hit in scan.inside("people", first, last)}
    in_date = {i for a, b in dates for i in range(a, b)}
    numbers = {
        n.first: n
        for n in find_numbers(words, first, last)
        if not any(i in in_date for i in range(n.first, n.last)) and is_count(tokens, scan, n, last)
    }
    found: list[Chunk] = []
    at = first
    while at < last:
        chunk = None
        if at in numbers or at in people or tokens.capital[at] or words[at] in _ONE:
            chunk = _counted(tokens, marks, people, numbers, at, last)
        chunk = chunk or marks.get(at) or Chunk("w", at, at + 1)
        named = chunk.letter == "," and found and found[-1].letter == "Z"
        if chunk.letter in _QUOTES or (named and is_age(words, at, last)):
            at += 2 if named else 1
            continue
        if chunk.last > last:
            chunk = Chunk(chunk.letter, chunk.first, last, chunk.count, chunk.side)
        if chunk.letter == "Z" and tokens.starts[chunk.first] in places:
            chunk = Chunk("Z", chunk.first, chunk.last)
        found.append(chunk)
        at = max(chunk.last, at + 1)
    return found


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
        standing="unarmed" if former else _STANDING.get(row["term"], ""),
    )


def _of_whom(words: Sequence[str], people: dict[int, lexicon.Hit], hit: lexicon.Hit) -> lexicon.Hit:
    """'members of the security forces' are security forces."""
    if hit.row["term"] not in _BELONGING or hit.last >= len(words) or words[hit.last] != "of":
        return hit
    body = next((people[i] for i in range(hit.last + 1, hit.last + 7) if i in people), None)
    return body if body and body.row["side"] != "people" else hit


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
        hit = _people_after(tokens, marks, people, number.last, last, number.value != 1)
        if hit:
            counted = _count_of(words, _of_whom(words, people, hit), number, others)
            return Chunk("N", at, hit.last, counted)
        standing = _STANDING.get(words[number.last - 1], "")  # 'a couple'
        return Chunk("N", at, number.last, _bare(number, others, False, standing))
    word = words[at]
    if word in _ONE:
        hit = _people_after(tokens, marks, people, at + 1, last, False, of=False)
        if hit and (hit.row["number"] == "s" or hit.row["term"].endswith("personnel")):
            return Chunk("N", at, hit.last, _count_of(words, hit, None, word == "another"))
        before = marks.get(at - 1)
        if word == "another" and before is not None and before.letter in ("K", "Y", "H", "G"):
            return Chunk("N", at, at + 1, Count(1, low=1, high=1, others=True))
        return Chunk("q", at, at + 1, Count(1, low=1, high=1))
    hit = people.get(at)
    if hit is None:
        return _name(tokens, marks, people, at, last)
    end = hit.last
    single = hit.row["number"] == "s"
    own = single and at > 0 and words[at - 1] in ("his", "her", "their")  # 'and his wife'
    count = _count_of(words, hit, None, one=single, definite=not own)
    return Chunk("P", at, end, count)


def _bare(number: Number, others: bool, pronoun: bool, standing: str = "") -> Count:
    whole = (None if v is None else int(v) for v in (number.value, number.low, number.high))
    value, low, high = whole
    return Count(value, number.qualifier, low, high, "people", "", others, pronoun, standing=standing)


def _name(
    tokens: Tokens, marks: dict[int, Chunk], people: dict[int, lexicon.Hit], at: int, last: int
) -> Chunk | None:
    """A run of capitalised words: perhaps a person, if something befell it."""
    end = at
    while end < last and tokens.capital[end] and end not in marks and end not in people:
        end += 1
    if end == at:
        return None
    return Chunk("Z", at, end, Count(1, definite=True))
