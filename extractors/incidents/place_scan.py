"""Where a text may name a place: runs of capitalised words, cut by what the gazetteer knows.

Nothing is decided here: a `Candidate` is a span, the places it could be, and how the text stands to it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Literal, NamedTuple

from extractors.incidents import phrases, place_forms, place_words
from extractors.incidents.gazetteer import Place, PlaceKind, country, is_alias, is_known, lookup
from extractors.incidents.place_text import PlaceText
from extractors.incidents.place_words import PlaceRole

_JOINERS = frozenset(["of", "the", "and"])  # inside a known name only
_LAND = frozenset(phrases.words("places", "land"))
_ARTICLES = frozenset(["al", "el"])  # in small letters before a name: 'el Fasher'
_MAX_WORDS = 5  # of a name
_HEADLINE_WORDS = 4  # in capitals throughout
_SHORT_CHARS = 4
_CITY_PEOPLE = 100_000  # a name that stands on its own beside others


class _Piece(NamedTuple):
    label: Literal["known", "nation", "stop", "type", "other"]
    first: int
    last: int


@dataclass(slots=True)
class Candidate:
    """A name in ``text[start:end]``, the places it could be, and the type word beside it.

    ``places`` is empty for a name that the gazetteer does not know. ``full_start`` and ``full_end``
    take the type words in.
    """

    start: int
    end: int
    full_start: int
    full_end: int
    text: str
    places: tuple[Place, ...]
    kind: PlaceKind | None
    role: PlaceRole
    possessive: bool = False
    common: bool = False  # a common word, a place only because a type word says so


def scan(read: PlaceText, excluded: Sequence[tuple[int, int]] = ()) -> list[Candidate]:
    """Every candidate of a text in order; none inside an ``excluded`` span (a group's name)."""
    taken = _positions(read, excluded)
    found: list[Candidate] = []
    end = 0
    for at in compress(range(len(read)), read.capital):
        for first in (at - 1, at):
            if end <= first and first not in taken and (first == at or _article(read, first)):
                end = _run_end(read, first, taken)
                found += _candidates(read, first, end)
    return found


def _positions(read: PlaceText, excluded: Sequence[tuple[int, int]]) -> set[int]:
    return {
        number
        for start, end in excluded
        for number in range(bisect_right(read.ends, start), bisect_left(read.starts, end))
    }


def _article(read: PlaceText, at: int) -> bool:
    """Whether a run begins here with a small letter: the article of 'al-Bab'."""
    key = read.keys[at]
    return (
        key in place_words.particles()
        and not read.capital[at]
        and (read.hyphen(at + 1) or (key in _ARTICLES and read.joined(at + 1)))
    )


def _run_end(read: PlaceText, at: int, taken: set[int]) -> int:
    """Capitals, and between them particles and joiners, at most two in a row."""
    size, last = len(read), at + 1
    while last < size and last not in taken and read.joined(last):
        ahead = last
        while ahead < size and not read.capital[ahead] and ahead - last < 2:
            if read.keys[ahead] not in place_words.particles() and read.keys[ahead] not in _JOINERS:
                break
            ahead += 1
        if ahead >= size or not read.capital[ahead] or ahead in taken:
            break
        if not all(read.joined(n) for n in range(last, ahead + 1)):
            break
        last = ahead + 1
    return last


def _candidates(read: PlaceText, first: int, last: int) -> list[Candidate]:
    if last - first >= _HEADLINE_WORDS and all(map(str.isupper, read.written[first:last])):
        pieces = [p for p in _pieces(read, first, last) if p.label == "known"]
        return [_known(read, p) for p in pieces if _weighty(read, p)]
    whole = place_forms.without_number(read, first, last) if last - first > 1 else last
    if whole < last:
        found = _candidates(read, first, whole)
        for part in found[-1:]:
            part.kind = part.kind or "area"
        return found
    pieces = _pieces(read, first, last)
    if len(pieces) == 1:  # most capitals: they open a sentence
        (piece,) = pieces
        if piece.label == "nation":
            return [_nationality(read, piece)]
        return _name(read, pieces, _Piece("stop", last, last)) if piece.label in ("known", "other") else []
    found = []
    name: list[_Piece] = []
    for piece in [*pieces, _Piece("stop", last, last)]:
        if piece.label in ("known", "other") and not (name and _parts(read, name[-1], piece)):
            name.append(piece)
            continue
        found += _name(read, name, piece)
        name = [piece] if piece.label in ("known", "other") else []
        if piece.label == "nation":
            found.append(_nationality(read, piece))
    return found


def _parts(read: PlaceText, left: _Piece, right: _Piece) -> bool:
    """Whether the hyphen between two pieces parts two places: 'Bannu-Miranshah', not 'Al-Rawajah'."""
    if not read.hyphen(right.first):
        return False
    long_names = left.last - left.first > 1 or len(read.keys[left.first]) > 3
    return long_names and (left.label == "known" or (right.label == "known" and _weighty(read, right)))


def _pieces(read: PlaceText, first: int, last: int) -> list[_Piece]:
    """The run cut into known names, nationalities, type words, words that mean no place, and the rest."""
    pieces, at = [], first
    while at < last:
        size = _longest(read, at, last)
        nation = _nation(read, at, last)
        if nation and size < 2 and not (size and read.typed(at, at + 1)):
            piece = _Piece("nation", at, at + nation)
        elif size:
            piece = _Piece("known", at, at + size)
        elif read.keys[at] in place_words.person_words():
            piece = _Piece("other", at, at + 1)
        elif read.keys[at] in place_words.stops() or read.keys[at] in _JOINERS:
            piece = _Piece("stop", at, at + 1)
        elif read.keys[at] in place_words.type_starts():
            piece = _Piece("type", at, at + 1)
        else:
            piece = _Piece("other", at, at + 1)
        pieces.append(piece)
        at = piece.last
    return pieces


def _longest(read: PlaceText, at: int, last: int) -> int:
    """How many words from ``at`` the longest known name has; 0 where none begins here."""
    for size in range(min(_MAX_WORDS, last - at), 0, -1):
        if not read.capital[at + size - 1]:
            continue
        key = read.keys[at] if size == 1 else " ".join(read.keys[at : at + size])
        if is_known(key) and (size > 1 or _stands_alone(read, at, key)):
            return size
    return 0


def _stands_alone(read: PlaceText, at: int, key: str) -> bool:
    """Whether one word may be a place: no common word, unless a type word makes it a division."""
    word = read.written[at]
    short = word.isupper() and 2 <= len(word) <= _SHORT_CHARS
    if short and (key in place_words.stops() or not (read.leads(at) or read.loud(at))):
        return is_alias(key)  # an abbreviation: 'the DIG'
    if key not in place_words.stops() and len(key) >= 3:
        return True
    if at and read.capital[at - 1] and read.joined(at):
        return False
    found = read.typed(at, at + 1)
    return found is not None and any(place.kind == found.kind for place in lookup(word))


def _nation(read: PlaceText, at: int, last: int) -> int:
    """How many words from ``at`` are a word of nationality."""
    demonyms = place_words.demonyms()
    if at + 1 < last and read.span(at, at + 2) in demonyms:
        return 2
    return int(read.written[at] in demonyms)


def _name(read: PlaceText, name: list[_Piece], following: _Piece) -> list[Candidate]:
    """The candidates of neighbours that are known names or unknown words."""
    if not name:
        return []
    if len(name) > 1 and name[0].label == "other" and read.leads(name[0].first) and name[1].label == "known":
        name = name[1:]  # 'Yesterday Quetta …': the first capital means nothing
    if len(name) == 2 and name[1].label == "known" and _is_article(read, name[0]):
        places = lookup(read.span(name[1].first, name[1].last))
        return [_made(read, name[0].first, name[1].last, places)]
    if all(piece.label == "known" for piece in name) and (
        len(name) == 1 or all(_weighty(read, piece) for piece in name)
    ):
        return [_known(read, piece) for piece in name if not read.refused(piece.first, piece.last)]
    first, last = name[0].first, name[-1].last
    institution = following.label == "stop" and following.first < following.last
    if institution and read.capital[following.first] and not read.typed(first, last):
        return []  # 'Nishtar Medical University', 'Lady Reading Hospital'
    tail = name[-1]
    if len(name) > 1 and tail.label == "known" and _grand(read, tail) and read.opened(first):
        inner = _unknown(read, first, tail.first)
        return [*inner, _known(read, tail)] if inner else []
    return _unknown(read, first, last)


def _is_article(read: PlaceText, piece: _Piece) -> bool:
    """'El' of 'El Arish', which the gazetteer has as 'Arish'."""
    return piece.last - piece.first == 1 and read.keys[piece.first] in _ARTICLES


def _grand(read: PlaceText, piece: _Piece) -> bool:
    """A country, a province or a city: what stands after a part of it without a comma."""
    places = lookup(read.span(piece.first, piece.last))
    return any(p.kind in ("country", "admin1") or p.population >= _CITY_PEOPLE for p in places)


def _weighty(read: PlaceText, piece: _Piece) -> bool:
    return any(
        place.kind in ("country", "admin1", "admin2") or place.population >= _CITY_PEOPLE
        for place in lookup(read.span(piece.first, piece.last))
    )


def _known(read: PlaceText, piece: _Piece) -> Candidate:
    return _made(read, piece.first, piece.last, lookup(read.span(piece.first, piece.last)))


def _unknown(read: PlaceText, first: int, last: int) -> list[Candidate]:
    """A name that the gazetteer lacks, where the words beside it say that it is a place."""
    if last - first > _MAX_WORDS or read.refused(first, last):
        return []
    if all(word.isupper() and len(word) < 7 for word in read.written[first:last]):
        return []  # an abbreviation
    typed = read.typed(first, last)
    if not (typed and typed.new) and (last - 1 in read.possessive or not read.opened(first)):
        return []
    return [_made(read, first, last, lookup(read.span(first, last)))]


def _made(read: PlaceText, first: int, last: int, places: tuple[Place, ...]) -> Candidate:
    if numbered := place_forms.numbered_village(read, first, last):
        start, role = read.starts[first], read.role(first, last)
        return Candidate(start, numbered, start, numbered, read.text[start:numbered], (), "town", role)
    before, full_first = read.type_before(first)
    after, full_last = read.type_after(last)
    if before and (after or place_forms.is_state(places, before.kind)):
        before, full_first = None, first  # 'a town of Herat province', 'a province of Mozambique'
    if after and places and place_forms.holds_the_next(read, full_last, places, after.kind):
        after, full_last = None, last
    if after and after.part and read.capital[last]:
        last += 1
        places = tuple(p for p in lookup(read.span(first, last)) if p.kind in ("area", "town"))
    kind = after or before or read.told(last)
    return Candidate(
        start=read.starts[first],
        end=read.ends[last - 1],
        full_start=read.starts[full_first],
        full_end=read.ends[full_last - 1],
        text=read.span(first, last),
        places=places,
        kind=kind.kind if kind else None,
        role=read.role(first, last),
        possessive=full_last - 1 in read.possessive,
        common=last - first == 1 and read.keys[first] in place_words.stops(),
    )


def _nationality(read: PlaceText, piece: _Piece) -> Candidate:
    text = read.span(piece.first, piece.last)
    start, end = read.starts[piece.first], read.ends[piece.last - 1]
    home = country(place_words.demonyms()[" ".join(read.written[piece.first : piece.last])])
    role: PlaceRole = "nationality"
    if city := place_forms.named_capital(read, piece.first, piece.last):
        return Candidate(
            start,
            end,
            start,
            read.ends[piece.last],
            city.name,
            (city,),
            None,
            read.role(piece.first, piece.last + 1),
        )
    if piece.last < len(read) and read.keys[piece.last] in _LAND:  # 'deep inside Afghan territory'
        role = "at" if read.role(piece.first, piece.last) == "at" else role
    return Candidate(start, end, start, end, text, (home,), None, role)
