"""The words around names of places, from ``data/words``, in the shapes that scanning needs."""

from functools import cache
from typing import Literal, NamedTuple

from extractors.incidents import lexicon
from extractors.incidents.gazetteer import PlaceKind
from extractors.incidents.toponyms import fold

# how a text stands to a place that it names
PlaceRole = Literal[
    "at",
    "near",
    "to",
    "from",
    "border",
    "road",  # on the road to it
    "of",
    "bare",
    "dateline",
    "teller",
    "nationality",
    "speaker",
    "attributive",
]


class TypeWord(NamedTuple):
    """What a type word tells: the kind, whether it makes an unknown name a place, and may stand before.

    With ``part`` and a capital it is part of the name; with ``of`` it tells only before 'of'.
    """

    kind: PlaceKind
    new: bool
    before: bool
    part: bool
    of: bool


@cache
def types() -> dict[str, TypeWord]:
    """'tribal district' → admin2: folded words beside a name that tell its kind."""
    return {
        fold(row["term"]): TypeWord(row["kind"], *(bool(row[c]) for c in ("new", "before", "part", "of")))  # type: ignore[arg-type]
        for row in lexicon.rows("place_types")
    }


@cache
def type_starts() -> frozenset[str]:
    """The first words of all the type words."""
    return frozenset(term.split()[0] for term in types())


@cache
def stops() -> frozenset[str]:
    """Words that alone are no place though one is called so."""
    return frozenset(row["term"] for row in lexicon.rows("place_stops"))


@cache
def person_words() -> frozenset[str]:
    """Those of the stops that are parts of persons' names, and of longer names of places ('Mir Ali')."""
    return frozenset(row["term"] for row in lexicon.rows("place_stops") if row["reason"] == "person word")


@cache
def particles() -> frozenset[str]:
    """Small words inside names: the 'e' of 'Sar-e Pul', the 'az' of 'Deir az-Zor'."""
    return frozenset(row["term"] for row in lexicon.rows("place_particles"))


@cache
def cues() -> dict[str, str]:
    """The word before a name → how the text stands to it."""
    return {row["term"]: row["role"] for row in lexicon.rows("place_cues")}


@cache
def openers() -> frozenset[str]:
    """The words after which a name that the gazetteer lacks is a place."""
    return frozenset(row["term"] for row in lexicon.rows("place_cues") if row["new"])


@cache
def around() -> dict[str, str]:
    """The word before 'of' or 'from' a name → how the text stands to the name."""
    return {row["term"]: row["role"] for row in lexicon.rows("place_relations")}


@cache
def demonyms() -> dict[str, str]:
    """'Pakistani' → 'PK', as the word is written."""
    return {row["term"]: row["country"] for row in lexicon.rows("demonyms")}


@cache
def refusals(side: str) -> frozenset[str]:
    """Words on one side (before, after) of a name that make it a person or an organisation."""
    return frozenset(fold(row["term"]) for row in lexicon.rows("place_refusals") if row["side"] == side)


@cache
def speaking() -> frozenset[str]:
    """Verbs that a government does: 'Islamabad said' is no place."""
    return frozenset(row["term"] for row in lexicon.rows("place_speakers"))


@cache
def hints() -> dict[str, str]:
    """A word that only one country's news uses → that country."""
    return {row["term"]: row["country"] for row in lexicon.rows("country_hints")}
