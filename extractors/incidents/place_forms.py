"""Names of places in forms of their own: numbered villages, parts of a city, capitals that go unnamed."""

import re
from collections.abc import Sequence

from extractors.incidents import phrases, place_words
from extractors.incidents.capitals import capital
from extractors.incidents.gazetteer import Place, PlaceKind
from extractors.incidents.place_text import PlaceText

_CHAKS = frozenset(phrases.words("places", "chaks"))
_NUMBERED = frozenset(phrases.words("places", "numbered"))
_NUMBER = re.compile(r" ?(?:No\.? ?)?\d{1,3}(?:[-/ ]?[A-Z]{1,3}\b)?(?: (?:North|South|East|West)\b)?")


def numbered_village(read: PlaceText, first: int, last: int) -> int | None:
    """Where the name of 'Chak 88 North' ends, in characters; None where it is no such name."""
    found = _NUMBER.match(read.text, read.ends[last - 1]) if read.keys[first] in _CHAKS else None
    return found.end() if found else None


def without_number(read: PlaceText, first: int, last: int) -> int:
    """The end of a name without what only numbers a part of it: 'Hayatabad Phase 3'."""
    while last - first > 1 and read.keys[last - 1] in _NUMBERED:
        last -= 1
    return last


def named_capital(read: PlaceText, first: int, at: int) -> Place | None:
    """Kabul, where the text says 'in the Afghan capital' and does not name it."""
    if at >= len(read) or read.keys[at] != "capital" or read.capital[at] or not read.joined(at):
        return None
    named = at + 1 < len(read) and read.capital[at + 1] and read.gap(at + 1) in (" ", ", ")
    return None if named else capital(place_words.demonyms()[" ".join(read.written[first:at])])


def level_in(kind: PlaceKind, outer: Place | None) -> PlaceKind:
    """'Narsampet division of Warangal district': a district in a district is the level below."""
    return "admin3" if kind == "admin2" and outer is not None and outer.kind == "admin2" else kind


def is_state(places: Sequence[Place], kind: PlaceKind) -> bool:
    """Whether a name is that of a country, and of no division of this kind."""
    kinds = {place.kind for place in places}
    return "country" in kinds and kind not in kinds


def holds_the_next(read: PlaceText, end: int, places: tuple[Place, ...], kind: PlaceKind) -> bool:
    """'the Sindh town of Sehwan': the type word is the next name's, which lies in this one."""
    large = all(place.kind in ("country", "admin1") for place in places)
    return large and kind not in ("admin1", "region") and end < len(read) and read.keys[end] == "of"
