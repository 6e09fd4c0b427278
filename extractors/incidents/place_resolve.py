"""Which of the places of one name a text means: decided for all names of the text together.

What counts, in this order: the parent that the text gives ('X, Y', 'X in Y', "Y's X"), the type word
beside the name, the countries and provinces of the text's other places, the source's home, population.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, replace

from extractors.incidents.gazetteer import Place, PlaceKind, sounding_like
from extractors.incidents.place_scan import Candidate

_RANK: dict[PlaceKind, int] = {
    "country": 0,
    "region": 1,
    "admin1": 1,
    "admin2": 2,
    "admin3": 3,
    "town": 4,
    "area": 5,
}
_MAX_GAP_CHARS = 60
_COMMA = re.compile(
    r",\s+(?:the\s+)?(?:(?!(?:on|at|near|from|to|and|but|as|by|with|while|where|when|or|for|after)\b)[a-z-]+\s+){0,2}"
)
_WITHIN = re.compile(
    r",?\s+(?:[a-z'’,-]+\s+){0,6}?(?:in|of|inside|within|under)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}"
)
_BRACKET = re.compile(r"\s*\(\s*(?:in\s+)?(?:the\s+)?")
_OWNED = re.compile(r"['’]s\s+(?:[a-z-]+\s+){0,4}")
_BESIDE = re.compile(r",?\s+(?:near|close to|outside|adjacent to)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}")
_NATION_OF = re.compile(r"\s+(?:[a-z-]+\s+){0,3}")
_KNOWN_TOWN_PEOPLE = 15_000  # a smaller town needs more than a capital letter to be meant


@dataclass(slots=True)
class Resolved:
    """A candidate, the place it was found to be, its parent in the text, and how sure that is."""

    candidate: Candidate
    place: Place
    parent: int | None
    confidence: float


def resolve(text: str, candidates: list[Candidate], home_country: str | None = None) -> list[Resolved]:
    """The places that ``candidates`` mean; those that mean none are left out."""
    parents = _parents(text, candidates)
    countries = _countries(candidates, home_country)
    divisions: Counter[tuple[str | None, str | None]] = Counter()
    for candidate in candidates:
        sure = {(p.country_code, p.admin1) for p in candidate.places if p.admin1}
        if len(sure) == 1 and candidate.role != "nationality":
            divisions.update(sure)
    chooser = _Chooser(candidates, parents, countries, divisions)
    chosen = [chooser.choose(number) for number in range(len(candidates))]
    kept = [number for number, found in enumerate(chosen) if found]
    new_number = {old: new for new, old in enumerate(kept)}
    resolved = []
    for old in kept:
        place, confidence = chosen[old]  # type: ignore[misc] - kept holds none without
        parent = parents.get(old)
        resolved.append(
            Resolved(
                candidates[old], place, new_number.get(parent) if parent is not None else None, confidence
            )
        )
    return resolved


def _parents(text: str, candidates: list[Candidate]) -> dict[int, int]:
    """Child → parent, where the text itself links two neighbours."""
    parents: dict[int, int] = {}
    for number in range(len(candidates) - 1):
        left, right = candidates[number], candidates[number + 1]
        if right.full_start - left.full_end > _MAX_GAP_CHARS:
            continue
        gap = text[left.full_end : right.full_start]
        if left.role == "nationality":
            if _NATION_OF.fullmatch(gap) and _may_contain(left, right):
                parents[number + 1] = number
        elif right.role == "nationality":
            continue
        elif left.possessive:
            if _OWNED.fullmatch(gap) and _may_contain(left, right):
                parents[number + 1] = number
        elif any(link.fullmatch(gap) for link in (_COMMA, _BRACKET, _WITHIN)) and _may_contain(right, left):
            parents[number] = number + 1
    return parents


def _may_contain(outer: Candidate, inner: Candidate) -> bool:
    """Whether some reading of ``outer`` is a division or a town that ``inner`` can lie in."""
    if not outer.places:
        return outer.kind in ("admin1", "admin2", "admin3", "town") and (
            _rank_of(outer) < _rank_of(inner) if inner.kind or inner.places else True
        )
    for place in outer.places:
        if not inner.places:
            if _RANK[place.kind] < _RANK[inner.kind or "area"]:
                return True
        elif any(_within(own, place) for own in inner.places):
            return True
    return (
        bool(inner.places)
        and inner.kind in ("town", "area", "admin3")
        and _rank_of(outer) < _RANK[inner.kind]
    )


def _rank_of(candidate: Candidate) -> int:
    if candidate.kind:
        return _RANK[candidate.kind]
    return min((_RANK[place.kind] for place in candidate.places), default=5)


def _within(inner: Place, outer: Place) -> bool:
    """Whether the gazetteer has ``inner`` inside ``outer``."""
    if inner.country_code != outer.country_code or _RANK[inner.kind] <= _RANK[outer.kind]:
        return False
    if outer.kind == "country":
        return True
    if outer.kind == "admin1":
        return inner.admin1 == outer.admin1
    if outer.kind in ("admin2", "admin3"):
        return inner.admin2 == outer.admin2 and inner.admin1 == outer.admin1
    return outer.admin2 is not None and inner.admin2 == outer.admin2


def _countries(candidates: list[Candidate], home_country: str | None) -> Counter[str]:
    """How much the text speaks of each country (ISO code → weight)."""
    weights: Counter[str] = Counter()
    if home_country:
        weights[home_country] += 0.7
    for candidate in candidates:
        codes = {place.country_code for place in candidate.places if place.country_code}
        if candidate.role == "nationality":
            weights[codes.pop()] += 0.4
        elif any(place.kind == "country" for place in candidate.places):
            code = next(place.country_code for place in candidate.places if place.kind == "country")
            weights[code or ""] += 0.5 if candidate.role in ("speaker", "from", "to", "border") else 1.5
        elif len(codes) == 1:
            weights[codes.pop()] += 1.0
        elif codes:
            largest = max(candidate.places, key=lambda place: place.population)
            weights[largest.country_code or ""] += 0.4
    return weights


class _Chooser:
    def __init__(
        self,
        candidates: list[Candidate],
        parents: dict[int, int],
        countries: Counter[str],
        divisions: Counter[tuple[str | None, str | None]],
    ) -> None:
        self.candidates, self.parents, self.countries, self.divisions = (
            candidates,
            parents,
            countries,
            divisions,
        )
        self.total = max(countries.total(), 1.0)
        self.done: dict[int, tuple[Place, float] | None] = {}

    def choose(self, number: int) -> tuple[Place, float] | None:
        if number not in self.done:
            self.done[number] = None  # ends a circle
            self.done[number] = self._choose(number)
        return self.done[number]

    def _choose(self, number: int) -> tuple[Place, float] | None:
        candidate = self.candidates[number]
        if candidate.role == "nationality":
            return candidate.places[0], 0.9
        parent = self.parents.get(number)
        outer = self.choose(parent) if parent is not None else None
        places = candidate.places or self._sounding(candidate, outer[0] if outer else None)
        children = [n for n, p in self.parents.items() if p == number]
        scored = sorted(
            (
                (self._score(place, candidate, outer[0] if outer else None, children), place)
                for place in places
            ),
            key=lambda pair: (-pair[0], -pair[1].population, pair[1].geonames_id or 0),
        )
        if scored and (scored[0][0] > 0 or candidate.kind is None):
            best, place = scored[0]
            if (
                outer
                and not _within(place, outer[0])
                and place.kind in ("town", "area")
                and outer[0].kind != "region"
            ):
                return self._village(candidate, outer[0])
            if not self._meant(candidate, place, best):
                return None
            margin = best - scored[1][0] if len(scored) > 1 else 2.0
            return place, round(min(0.97, 0.6 + 0.1 * max(0.0, best) + 0.08 * min(margin, 2.0)), 2)
        if candidate.places and candidate.kind is None:
            return None
        return self._village(candidate, outer[0] if outer else None)

    def _score(self, place: Place, candidate: Candidate, outer: Place | None, children: list[int]) -> float:
        score = 0.3 * math.log10(place.population + 1) if place.kind == "town" else 1.2
        score += 3.0 * self.countries.get(place.country_code or "", 0.0) / self.total
        if place.admin1:
            here = self.divisions.get((place.country_code, place.admin1), 0)
            score += 1.5 * min(here, 3) / 3
        if outer:
            score += 4.0 if _within(place, outer) else -3.0
        wanted = candidate.kind
        if wanted == place.kind:
            score += 2.0
        elif wanted in ("area", None):
            score += {"country": 1.5, "town": 0.6, "admin1": 0.5}.get(place.kind, 0.0)
        elif wanted in ("town", "admin3") or place.kind in ("town", "area"):
            score -= 1.5 if {wanted, place.kind} != {"admin2", "admin3"} else 0.0
        else:
            score -= 0.3  # one country's district is another's county
        for child in children:
            inner = self.candidates[child]
            if any(_within(own, place) for own in inner.places):
                score += 1.5
            elif not inner.places and place.kind != "town":
                score += 0.8
        return score

    def _meant(self, candidate: Candidate, place: Place, score: float) -> bool:
        """The explicit 'none of these': a small town's name without a word that says place."""
        if place.kind != "town" or candidate.kind or candidate.role in ("at", "near"):
            return not (candidate.role == "at" and score < 1.0)
        known_country = self.countries.get(place.country_code or "", 0.0) - 1.0 > 0
        return place.population >= _KNOWN_TOWN_PEOPLE and (known_country or place.population > 300_000)

    def _sounding(self, candidate: Candidate, outer: Place | None) -> tuple[Place, ...]:
        """Places whose name sounds so, in the parent or in a country that the text speaks of."""
        if len(candidate.text) < 5:
            return ()
        found = sounding_like(candidate.text)
        if outer:
            return tuple(place for place in found if _within(place, outer))
        return tuple(place for place in found if self.countries.get(place.country_code or "", 0.0) >= 1.0)

    def _village(self, candidate: Candidate, outer: Place | None) -> tuple[Place, float]:
        """A place that the gazetteer lacks: its name from the text, its parents from its parent there."""
        kind: PlaceKind = candidate.kind or "town"
        if outer is None or _RANK[outer.kind] >= 5:
            return Place(candidate.text, kind), 0.4
        place = replace(outer, name=candidate.text, kind=kind, geonames_id=None, population=0)
        if kind == "admin2":
            place = replace(place, admin2=candidate.text)
        elif kind == "admin3":
            place = replace(place, admin3=candidate.text)
        return replace(place, geo_precision=2 if outer.kind in ("town", "area") else outer.geo_precision), 0.7
