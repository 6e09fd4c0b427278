"""Places of the world: name → the places that bear it, each with its parents and coordinates.

The base is GeoNames (see data/gazetteer/README.md); `place_aliases.csv` gives further and better
names to its places, `place_additions.csv` places that it lacks. Everything is read once, on first use.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import takewhile
from typing import Literal, cast

from extractors.incidents.gazetteer_files import read_column, read_index, read_rows
from extractors.incidents.toponyms import fold, loosen

PlaceKind = Literal["country", "admin1", "admin2", "admin3", "town", "area", "region"]

_KINDS: dict[str, PlaceKind] = {"c": "country", "1": "admin1", "2": "admin2", "t": "town"}
_PRECISION: dict[PlaceKind, int] = {
    "town": 1,
    "area": 2,
    "admin3": 3,
    "admin2": 3,
    "admin1": 4,
    "region": 5,
    "country": 6,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its parents. Coordinates in degrees, WGS 84: a division's are its seat's."""

    name: str
    kind: PlaceKind
    country: str | None = None
    country_code: str | None = None  # ISO 3166 alpha-2
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geo_precision: int = 1  # UCDP where_prec: 1 exact … 7 sea or airspace
    geonames_id: int | None = None
    population: int = 0  # of a division: of its known towns


class _Gazetteer:
    """The loaded tables. Rows become places only when they are asked for."""

    def __init__(self) -> None:
        self._lines = read_column("places.tsv.gz")
        self._exact = read_index("names.tsv.gz")
        self._loose = read_index("sounds.tsv.gz")
        self._places: dict[int, Place] = {}
        self._renamed: dict[int, str] = {}
        self._known: dict[str, tuple[Place, ...]] = {}
        self._added: dict[str, list[Place]] = {}
        self._country_rows: dict[str, int] = {}
        for number, line in enumerate(self._lines):
            if line.split("\t", 3)[2] != "c":
                break
            self._country_rows[line.split("\t")[3]] = number
        self._read_aliases()
        self._read_additions()

    def place(self, number: int) -> Place:
        found = self._places.get(number)
        if found is None:
            found = self._places[number] = self._parse(number)
        return found

    def _parse(self, number: int) -> Place:
        geonames_id, name, kind, code, admin1, admin2, latitude, longitude, people = self._lines[
            number
        ].split("\t")
        name = self._renamed.get(number, name)
        own = _KINDS[kind]
        outer = self.place(int(admin1)) if admin1 != "-1" else None
        precision = _PRECISION[own]
        north, east = (float(latitude), float(longitude)) if latitude else (None, None)
        if own == "admin2" and outer and not latitude:  # a district without a known town
            north, east, precision = outer.latitude, outer.longitude, outer.geo_precision
        second = name if own == "admin2" else self.place(int(admin2)).name if admin2 != "-1" else None
        if own == "town" and second is None and outer and fold(outer.name) == fold(name):
            second = outer.name  # a city that its province is called after is its own district
        return Place(
            name=name,
            kind=own,
            country=name if own == "country" else self.country(code).name,
            country_code=code,
            admin1=name if own == "admin1" else outer.name if outer else None,
            admin2=second,
            latitude=north,
            longitude=east,
            geo_precision=precision,
            geonames_id=int(geonames_id),
            population=int(people),
        )

    def rows(self, key: str) -> list[int]:
        return [int(number) for number in self._exact.get(key, "").split(",") if number]

    def is_alias(self, key: str) -> bool:
        return key in self._added

    def country(self, code: str) -> Place:
        return self.place(self._country_rows[code])

    def knows(self, key: str) -> bool:
        return (
            key in self._exact
            or key in self._added
            or (" i " in key and key.replace(" i ", " e ") in self._exact)
        )

    def lookup(self, name: str) -> tuple[Place, ...]:
        known = self._known.get(name)
        if known is None:
            if len(self._known) > 50_000:  # a long-lived worker meets ever new words
                self._known.clear()
            key = fold(name)
            if key not in self._exact and key not in self._added:
                key = key.replace(" i ", " e ")  # 'Mazar-i-Sharif': either spelling of the Persian ezafe
            known = tuple(dict.fromkeys([*self._added.get(key, ()), *map(self.place, self.rows(key))]))
            self._known[name] = known
        return known

    def sounding(self, name: str) -> tuple[Place, ...]:
        key = loosen(fold(name))
        if not key:
            return ()
        rows = [int(number) for number in self._loose.get(key, "").split(",") if number] or self.rows(key)
        return tuple(dict.fromkeys([*self._added.get(f"~{key}", ()), *map(self.place, rows)]))

    def divisions(self, level: int) -> Iterator[Place]:
        deeper = "2t" if level < 2 else "t"
        for number, line in enumerate(self._lines):
            if line.split("\t", 3)[2] in deeper:
                break
            yield self.place(number)
        if level < 2:
            return
        seen: set[int] = set()
        for places in self._added.values():
            for place in places:
                if place.geonames_id is None and id(place) not in seen and place.kind.startswith("admin"):
                    seen.add(id(place))
                    yield place

    @cached_property
    def undivided(self) -> frozenset[tuple[str, str]]:
        """(ISO country, name) of the first-order divisions that have no second-order ones."""
        rows = [line.split("\t", 5) for line in takewhile(lambda row: "\tt\t" not in row, self._lines)]
        divided = {int(row[4]) for row in rows if row[2] == "2"}
        whole = (n for n, row in enumerate(rows) if row[2] == "1" and n not in divided)
        return frozenset((rows[n][3], self._renamed.get(n, rows[n][1])) for n in whole)

    def names_in(self, codes: Collection[str]) -> Iterator[tuple[str, str]]:
        for number, line in enumerate(self._lines):
            _, name, kind, code, _ = line.split("\t", 4)
            if kind == "t":
                break
            if kind in "12" and code in codes:
                yield self._renamed.get(number, name), code
        for row in read_rows("place_aliases.csv"):
            if row["country"] in codes:
                yield from ((alias, row["country"]) for alias in row["aliases"].split("|") if alias)

    def _find(self, name: str, kind: str, country: str, admin1: str) -> list[int]:
        """The rows that an alias means, or none."""
        letter = next(letter for letter, word in _KINDS.items() if word == kind)
        wanted = fold(admin1)
        found = []
        for number in self.rows(fold(name)):
            fields = self._lines[number].split("\t", 6)
            parent = int(fields[4])
            if (
                fields[2] == letter
                and (not country or fields[3] == country)
                and (not wanted or (parent >= 0 and wanted == fold(self._lines[parent].split("\t", 2)[1])))
            ):
                found.append(number)
        own = [number for number in found if fold(self._lines[number].split("\t", 2)[1]) == fold(name)]
        return own or found

    def _read_aliases(self) -> None:
        pending: list[tuple[str, int]] = []
        for row in read_rows("place_aliases.csv"):
            found = self._find(row["name"], row["kind"], row["country"], row["admin1"])
            if not found:
                raise ValueError(f"place_aliases.csv: no {row['kind']} {row['name']!r} in {row['country']!r}")
            if row["canonical"]:
                self._renamed.update(dict.fromkeys(found, row["canonical"]))
            aliases = filter(None, (row["canonical"], *row["aliases"].split("|")))
            pending += [(alias, number) for alias in aliases for number in found]
        for alias, number in pending:
            self._add(alias, self.place(number))

    def _read_additions(self) -> None:
        for row in read_rows("place_additions.csv"):
            kind = cast(PlaceKind, row["kind"])
            country = self.place(self._country_rows[row["country"]]) if row["country"] else None
            place = Place(
                name=row["name"],
                kind=kind,
                country=country.name if country else None,
                country_code=row["country"] or None,
                admin1=row["name"] if kind == "admin1" else row["admin1"] or None,
                admin2=row["name"] if kind == "admin2" else row["admin2"] or None,
                admin3=row["name"] if kind == "admin3" else row["admin3"] or None,
                latitude=float(row["latitude"]) if row["latitude"] else None,
                longitude=float(row["longitude"]) if row["longitude"] else None,
                geo_precision=_PRECISION[kind],
            )
            if place.latitude is None and (parent := self._parent(place)):
                coarser = max(parent.geo_precision, place.geo_precision)
                place = replace(
                    place, latitude=parent.latitude, longitude=parent.longitude, geo_precision=coarser
                )
            known = self._same(place)
            if (
                known is not None
            ):  # GeoNames has it elsewhere: its parents are mended, and its point where given
                base = self.place(known)
                point = place if row["latitude"] else base
                base = replace(base, latitude=point.latitude, longitude=point.longitude)
                place = replace(base, admin1=place.admin1, admin2=place.admin2, admin3=place.admin3)
                self._places[known] = place
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                self._add(name, place)

    def _same(self, place: Place) -> int | None:
        """The row of a town that an addition names again, to give it other parents."""
        for number in self.rows(fold(place.name)) if place.kind == "town" else ():
            base = self.place(number)
            if (base.kind, base.country_code, base.admin1) == ("town", place.country_code, place.admin1):
                return number
        return None

    def _parent(self, place: Place) -> Place | None:
        for name, kind in ((place.admin2, "admin2"), (place.admin1, "admin1")):
            if name and name != place.name:
                for found in self.lookup(name):
                    if found.kind == kind and found.country_code == place.country_code:
                        return found
        return None

    def _add(self, name: str, place: Place) -> None:
        self._known.clear()
        key = fold(name)
        for slot in (key, f"~{loosen(key)}"):
            if place not in (places := self._added.setdefault(slot, [])):
                places.append(place)


def lookup(name: str) -> tuple[Place, ...]:
    """Every place called ``name``, however it is accented or hyphenated; () where none is known."""
    return _gazetteer().lookup(name)


def is_known(key: str) -> bool:
    """Whether a folded name (`toponyms.fold`) is in the gazetteer."""
    return _gazetteer().knows(key)


def is_alias(key: str) -> bool:
    """Whether a folded name is one of `place_aliases.csv` or `place_additions.csv`."""
    return _gazetteer().is_alias(key)


def sounding_like(name: str) -> tuple[Place, ...]:
    """Places whose name is written so in another transliteration ('Noshki', 'Nushki')."""
    return _gazetteer().sounding(name)


def country(code: str) -> Place:
    """The country of an ISO 3166 alpha-2 code; KeyError where there is none."""
    return _gazetteer().country(code)


def is_undivided(code: str, admin1: str) -> bool:
    """Whether a first-order division (ISO country, name) has no second-order ones: it is its own district."""
    return (code, admin1) in _gazetteer().undivided


def division_names(codes: Collection[str]) -> Iterator[tuple[str, str]]:
    """(name, ISO country) of every division of some countries, aliases included."""
    return _gazetteer().names_in(codes)


def divisions(level: int = 2) -> Iterator[Place]:
    """Every country and first-order division, and with ``level`` 2 every second-order one."""
    return _gazetteer().divisions(level)


@cache
def _gazetteer() -> _Gazetteer:
    return _Gazetteer()
