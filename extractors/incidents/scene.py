"""Where a sentence plays: its places, and whether two sentences can be about one place."""

from collections.abc import Iterable, Sequence
from typing import Literal

from extractors.incidents.facts import Facts
from extractors.incidents.gazetteer import Place
from extractors.incidents.places import PlaceMention

Relation = Literal["same", "inside", "different", "conflict"]
_AWAY = frozenset(["speaker", "from", "nationality", "to", "border", "dateline", "teller"])


def settled(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """The mentions that say where something is: no datelines, speakers' towns or homes."""
    return [
        m for m in mentions if m.role not in _AWAY and (m.place.kind != "country" or m.role in ("at", "near"))
    ]


def scene(facts: Facts) -> list[PlaceMention]:
    """The places of a sentence where its deed may have been."""
    return settled(facts.places)


def relation(a: Place, b: Place) -> Relation:
    """How two places lie to each other: one place, one inside the other, or apart.

    'conflict' where a district, province or country tells them apart, 'different' where only names do.
    """
    if a.country and b.country and a.country != b.country:
        return "conflict"
    if a.name == b.name and a.kind == b.kind:
        return "same"
    if _holds(a, b) or _holds(b, a):
        return "inside"
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return "conflict"
    if a.admin2 and b.admin2:
        return "conflict" if a.admin2 != b.admin2 else "different"
    return "same" if a.name == b.name else "different"


def _holds(outer: Place, inner: Place) -> bool:
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.kind in ("admin1", "region"):
        return outer.name in (inner.admin1, inner.name)
    if outer.kind == "admin2" or outer.name == outer.admin2:
        return outer.name in (inner.admin2, inner.name)
    return outer.name == inner.admin3 or outer.name == inner.name


_COMPARED = 40  # places of each side; no sentence names more, and no event is at more
_ORDER: dict[Relation, int] = {"same": 0, "inside": 1, "different": 2, "conflict": 3}


def closest(here: Sequence[PlaceMention], there: Iterable[PlaceMention]) -> Relation | None:
    """The closest relation between the most exact places of two sets; None where one set is empty."""
    mine, theirs = _places(_exact(here)), _places(_exact(list(there)))
    if not mine or not theirs:
        return None
    return min((relation(a, b) for a in mine for b in theirs), key=_ORDER.__getitem__)


def _places(mentions: Sequence[PlaceMention]) -> list[Place]:
    """The places named, each once."""
    return list({id(m.place): m.place for m in mentions}.values())[:_COMPARED]


def _exact(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The mentions without those that only hold another one of them."""
    inner = [m for m in mentions if m.place.kind not in ("country", "region", "admin1")]
    if inner:
        held = {m.place.admin2 for m in inner if m.place.kind != "admin2"}
        return [m for m in inner if m.place.kind != "admin2" or m.place.name not in held]
    provinces = [m for m in mentions if m.place.kind == "admin1"]
    provinces = provinces or [m for m in mentions if m.place.kind == "region" and m.place.country]
    return provinces or [m for m in mentions if m.place.kind == "country"]
