"""Which of the places of one name a text means: decided for all names of the text together.

What counts, in this order: the parent that the text gives ('X, Y', 'X in Y', "Y's X"), the type word
beside the name, the countries and provinces of the text's other places, the source's home, population.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.incidents.distance import may_have_lain_in
from extractors.incidents.gazetteer import Place, PlaceKind, country, sounding_like
from extractors.incidents.place_forms import level_in
from extractors.incidents.place_links import MAX_CHAIN, RANK, link, spread_kinds, spread_roles, within
from extractors.incidents.place_priors import priors
from extractors.incidents.place_scan import Candidate
from extractors.incidents.toponyms import fold

_NAME_CHARS = 4  # shorter capitals may be an abbreviation
_SMALL_TOWN_PEOPLE = 15_000  # a smaller town needs more than a capital letter to be meant
_TOWN_PEOPLE = 60_000  # a larger one is no village that shares its name
_FAR_CITY_PEOPLE = 150_000  # a larger one is meant even where nothing else speaks of its country
_SPOKEN_OF_ALONE = 2.5  # votes for one country at which a single town of another is doubted
_METROPOLIS_PEOPLE = 300_000
_COUNTRY_VOTE = {"speaker": 0.5, "from": 0.5, "to": 0.5, "border": 0.5, "attributive": 0.4}
_MANY_NAMESAKES = 12
_OWN_NAME = 0.8  # what a place's own name counts above an alternate one
_ADDED_PEOPLE = 50_000
_NEAR_CHARS = 400  # between a province and a district of it that the gazetteer lacks
_ASIDE = frozenset(["speaker", "nationality", "from", "to", "border", "dateline", "teller"])
_SURE_COUNTRY = 0.7  # share of the text's weight at which an unknown village lies in a country


@dataclass(slots=True)
class Resolved:
    """A candidate, the place it was found to be, its parent in the text, and how sure that is."""

    candidate: Candidate
    place: Place
    parent: int | None
    confidence: float


def resolve(
    text: str, candidates: list[Candidate], home_country: str | None = None, hints: Sequence[str] = ()
) -> list[Resolved]:
    """The places that ``candidates`` mean; those that mean none are left out.

    ``hints`` are countries (ISO codes) that the text speaks of otherwise, such as those of its groups.
    """
    spread_kinds(text, candidates)
    parents = link(text, candidates)
    spread_roles(text, candidates, parents)
    votes = [_vote(candidate) for candidate in candidates]
    countries: defaultdict[str, float] = defaultdict(float)
    for code, weight in [(home_country or "", 0.7), *((hint, 0.5) for hint in hints), *votes]:
        if code:
            countries[code] += weight
    chooser = _Chooser(candidates, parents, countries, votes, home_country)
    chosen = [chooser.choose(number) for number in range(len(candidates))]
    _repeat(candidates, chosen)
    new_number = {old: new for new, old in enumerate(n for n, found in enumerate(chosen) if found)}
    return [
        Resolved(candidates[old], found[0], new_number.get(parents.get(old, -1)), found[1])
        for old, found in enumerate(chosen)
        if found
    ]


def _repeat(candidates: list[Candidate], chosen: list[tuple[Place, float] | None]) -> None:
    """A name found to be a place once is one again where only a capital says so."""
    known = {c.text: found for c, found in zip(candidates, chosen, strict=True) if found and not c.possessive}
    for number, candidate in enumerate(candidates):
        if chosen[number] is None and candidate.places and candidate.text in known:
            place, confidence = known[candidate.text]
            chosen[number] = place, round(0.9 * confidence, 2)


def _vote(candidate: Candidate) -> tuple[str, float]:
    """The country (ISO code) that a candidate speaks for, and how strongly."""
    codes = {place.country_code for place in candidate.places if place.country_code}
    if not codes or candidate.common:
        return "", 0.0
    if candidate.role == "nationality":
        return codes.pop() or "", 0.4
    for place in candidate.places:
        if place.kind == "country":
            return place.country_code or "", _COUNTRY_VOTE.get(candidate.role, 1.5)
    if len(codes) == 1:
        return codes.pop() or "", 1.0 if _notable(candidate) else 0.3
    largest = max(candidate.places, key=lambda place: place.population)
    return largest.country_code or "", 0.3


def _notable(candidate: Candidate) -> bool:
    return any(p.kind in ("admin1", "admin2") or p.population >= _SMALL_TOWN_PEOPLE for p in candidate.places)


class _Chooser:
    def __init__(
        self,
        candidates: list[Candidate],
        parents: dict[int, int],
        countries: dict[str, float],
        votes: list[tuple[str, float]],
        home: str | None = None,
    ) -> None:
        self.candidates, self.parents, self.countries, self.votes = candidates, parents, countries, votes
        self.home = home
        self.total = max(sum(countries.values()), 1.0)
        self.divisions: Counter[tuple[str | None, str | None]] = Counter()
        for candidate in candidates:
            sure = {(p.country_code, p.admin1) for p in candidate.places if p.admin1}
            if len(sure) == 1 and candidate.role != "nationality":
                self.divisions.update(sure)
        self.districts: dict[str, set[tuple[str | None, str | None]]] = {}
        for candidate in candidates:
            if candidate.kind == "admin2" and candidate.role not in ("from", "border", "speaker"):
                for place in candidate.places:
                    if place.kind == "admin2" and place.country_code:
                        self.districts.setdefault(place.country_code, set()).add((place.admin1, place.admin2))
        self.children: dict[int, list[int]] = {}
        for child, parent in parents.items():
            self.children.setdefault(parent, []).append(child)
        self.done: dict[int, tuple[Place, float] | None] = {}

    def choose(self, number: int, depth: int = 0) -> tuple[Place, float] | None:
        if number not in self.done:
            self.done[number] = None  # ends a circle
            self.done[number] = self._choose(number, depth)
        return self.done[number]

    def _choose(self, number: int, depth: int) -> tuple[Place, float] | None:
        candidate = self.candidates[number]
        if candidate.role == "nationality":
            return candidate.places[0], 0.9
        parent = self.parents.get(number) if depth < MAX_CHAIN else None
        found = self.choose(parent, depth + 1) if parent is not None else None
        outer = found[0] if found else None
        places = self._likely(candidate.places, outer) or self._sounding(candidate, outer)
        scored = sorted(
            (
                (self._score(place, candidate, outer, self.children.get(number, [])), place)
                for place in places
            ),
            key=lambda pair: (-pair[0], -pair[1].population, pair[1].geonames_id or 0),
        )
        if not scored:
            return self._village(number, outer)
        best, place = scored[0]
        if outer and outer.country_code and not within(place, outer):
            return self._village(number, outer, place)
        if candidate.common and not outer and not self.countries.get(place.country_code or "", 0):
            return None
        if not self._meant(number, place):
            return None
        if not outer and (self._far(number, place) or self._strays(place, places)):
            return self._village(number, None)
        if candidate.kind in ("admin2", "admin3") and place.kind == "town":
            kind: PlaceKind = level_in(candidate.kind, outer)
            place = replace(place, kind=kind, geo_precision=3, geonames_id=None, name=candidate.text)
            place = replace(place, **{kind: candidate.text})  # type: ignore[arg-type]
        elif candidate.kind == "town" and place.kind in ("admin1", "admin2", "admin3"):
            place = replace(place, kind="town", geonames_id=None, name=candidate.text)  # 'the town of X' in X
        margin = best - scored[1][0] if len(scored) > 1 else 2.0
        return place, round(min(0.97, 0.6 + 0.08 * max(0.0, best) + 0.06 * min(margin, 2.0)), 2)

    def _likely(self, places: tuple[Place, ...], outer: Place | None) -> Sequence[Place]:
        """Of very many namesakes those inside the parent, in the text's countries, and the largest."""
        if len(places) <= _MANY_NAMESAKES:
            return places
        inside = [place for place in places if outer and within(place, outer)]
        largest = sorted(places, key=lambda p: -p.population)
        ranked = sorted(largest, key=lambda p: -self.countries.get(p.country_code or "", 0.0))
        return [*inside, *ranked[:_MANY_NAMESAKES], *largest[:3]][: 2 * _MANY_NAMESAKES]

    def _score(self, place: Place, candidate: Candidate, outer: Place | None, children: list[int]) -> float:
        # what was added by hand is there because news names it
        people = _ADDED_PEOPLE if place.geonames_id is None else place.population
        score = 0.3 * math.log10(people + 1) if place.kind == "town" else 1.2
        score += 3.0 * self.countries.get(place.country_code or "", 0) / self.total
        score += priors().get((place.country_code or "", ""), 0.0)
        score += _OWN_NAME if fold(place.name) == fold(candidate.text) else 0.0
        if place.admin1:
            score += priors().get((place.country_code or "", place.admin1), 0.0)
            score += 0.7 * min(self.divisions.get((place.country_code, place.admin1), 0), 3)
        if outer:
            score += 4.0 if within(place, outer) else -3.0
        wanted = candidate.kind
        if wanted == place.kind:
            score += 2.0
        elif wanted in ("area", None):
            score += {"country": 2.5, "region": 1.0, "town": 0.6, "admin1": 0.5}.get(place.kind, 0.0)
        elif wanted in ("town", "admin3") or place.kind in ("town", "area"):
            score -= 0.0 if {wanted, place.kind} == {"admin2", "admin3"} else 1.0
        else:
            score -= 0.3  # one country's district is another's county
        for child in children:
            inner = self.candidates[child]
            if any(within(own, place) for own in inner.places):
                score += 1.5
            elif not inner.places and place.kind != "town":
                score += 0.8
        return score

    def _meant(self, number: int, place: Place) -> bool:
        """The explicit 'none of these': a small town's name without a word that says place."""
        candidate = self.candidates[number]
        if place.kind in ("country", "region", "admin1") or candidate.kind or number in self.parents:
            return True
        if number in self.children or (candidate.role in ("at", "near") and not candidate.possessive):
            return True
        if candidate.role == "dateline" and candidate.text.isupper() and len(candidate.text) >= _NAME_CHARS:
            people = place.population if place.geonames_id else _ADDED_PEOPLE
            return people >= _SMALL_TOWN_PEOPLE or fold(place.name) == fold(candidate.text)
        spoken_of = self.countries.get(place.country_code or "", 0) >= 1.5
        if candidate.role in ("to", "from", "border") and not candidate.possessive:
            return spoken_of or place.kind == "admin2" or place.population >= _SMALL_TOWN_PEOPLE
        if place.kind == "admin2":
            return spoken_of
        return place.population >= (_SMALL_TOWN_PEOPLE if spoken_of else _METROPOLIS_PEOPLE)

    def _far(self, number: int, place: Place) -> bool:
        """A small place of a country that nothing else in the text speaks of, where others are spoken of."""
        candidate, code = self.candidates[number], place.country_code or ""
        own_name = fold(place.name) == fold(candidate.text)
        if place.kind in ("country", "region", "admin1") or (
            own_name and place.population >= _FAR_CITY_PEOPLE and candidate.kind != "area"
        ):
            return False
        voted, weight = self.votes[number]
        others = self.countries.get(code, 0.0) - (weight if voted == code else 0.0)
        if others >= 0.3:
            return False
        spoken_of = max((w for c, w in self.countries.items() if c != code), default=0.0)
        if weight >= 1.0 and own_name and candidate.kind in (None, place.kind):  # no hamlet, nowhere else
            abroad = self.home is not None and code != self.home
            return place.kind != "admin2" and spoken_of >= (0.5 if abroad else _SPOKEN_OF_ALONE)
        return spoken_of >= 0.5 or candidate.kind == "area"

    def _strays(self, place: Place, namesakes: Sequence[Place]) -> bool:
        """One of several small towns of its name, outside the districts that the text names."""
        named = self.districts.get(place.country_code or "")
        if not named or place.kind not in ("town", "area") or place.geonames_id is None:
            return False
        if place.population >= _TOWN_PEOPLE or place.admin2 in {admin2 for _, admin2 in named}:
            return False
        return sum(p.country_code == place.country_code and p.kind == "town" for p in namesakes) > 1

    def _sounding(self, candidate: Candidate, outer: Place | None) -> tuple[Place, ...]:
        """Places whose name sounds so, in the parent or in a country that the text speaks of."""
        if len(candidate.text) < 5:
            return ()
        found = sounding_like(candidate.text)
        if outer:
            return tuple(place for place in found if within(place, outer))
        if not self.countries and len({place.country_code for place in found}) == 1:
            return found
        return tuple(place for place in found if self.countries.get(place.country_code or "", 0) >= 0.5)

    def _village(self, number: int, outer: Place | None, known: Place | None = None) -> tuple[Place, float]:
        """A place that the gazetteer lacks: its name from the text, its parents from its parent there.

        A town ``known`` by the name near it gives its coordinates: districts are redrawn, towns stay.
        """
        candidate = self.candidates[number]
        if outer is None and candidate.kind in ("admin2", "admin3"):
            outer = self._province_before(number)
        kind = level_in(candidate.kind or "town", outer)
        if outer is None or RANK[outer.kind] >= RANK["area"]:
            return Place(candidate.text, kind, **self._sure_country(number)), 0.4  # type: ignore[arg-type]
        place = replace(outer, name=candidate.text, kind=kind, geonames_id=None, population=0)
        if kind in ("admin1", "admin2", "admin3"):
            place = replace(place, **{kind: candidate.text})  # type: ignore[arg-type]
        if known and known.kind == "town" and may_have_lain_in(known, outer):
            return replace(known, kind=kind, admin2=place.admin2, admin3=place.admin3), 0.75
        return replace(place, geo_precision=2 if outer.kind in ("town", "area") else outer.geo_precision), 0.7

    def _province_before(self, number: int) -> Place | None:
        """The province that the text named shortly before, where that is what it told of last."""
        start = self.candidates[number].start
        for before in range(number - 1, -1, -1):
            candidate = self.candidates[before]
            if start - candidate.end > _NEAR_CHARS:
                return None
            if candidate.role not in _ASIDE and (found := self.choose(before)):
                return found[0] if found[0].kind == "admin1" else None
        return None

    def _sure_country(self, number: int) -> dict[str, str]:
        """The country that the rest of the text speaks of, as fields of a place; {} where several."""
        weights = defaultdict(float, self.countries)
        voted, own = self.votes[number]
        weights[voted] -= own
        code, weight = max(weights.items(), key=lambda pair: pair[1])
        if not code or weight < 0.5 or weight / sum(weights.values()) < _SURE_COUNTRY:
            return {}
        return {"country": country(code).name, "country_code": code}
