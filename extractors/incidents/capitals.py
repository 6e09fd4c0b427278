"""The cities that news of a whole country is sent from: capitals, and where the agencies sit beside them."""

from functools import cache

from extractors.incidents.gazetteer import Place, lookup
from extractors.incidents.gazetteer_files import read_rows
from extractors.incidents.toponyms import fold


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """ISO country → folded names, the seat of government first."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows("capitals.csv"):
        found[row["country"]] = (*found.get(row["country"], ()), fold(row["capital"]))
    return found


def is_capital(place: Place) -> bool:
    """Whether a dateline there says nothing of where in its country something happened."""
    return place.kind == "town" and fold(place.name) in _names().get(place.country_code or "", ())


@cache
def capital(code: str) -> Place | None:
    """The seat of government of a country (ISO 3166 alpha-2)."""
    names = _names().get(code, ())
    towns = [p for p in lookup(names[0]) if p.kind == "town" and p.country_code == code] if names else []
    return max(towns, key=lambda place: place.population, default=None)
