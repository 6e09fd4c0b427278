"""The gazetteer finds places however they are written, and its tables hold together."""

import csv
from datetime import date
from pathlib import Path

import pytest

from extractors.incidents import place_words
from extractors.incidents.gazetteer import (
    Place,
    country,
    divisions,
    is_known,
    is_undivided,
    lookup,
    sounding_like,
)
from extractors.incidents.place_history import as_of, former_admin1, former_admin2
from extractors.incidents.place_priors import priors
from extractors.incidents.toponyms import fold, loosen

DATA = Path(__file__).parents[3] / "extractors" / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def only(name: str, kind: str, code: str) -> Place:
    found = [place for place in lookup(name) if place.kind == kind and place.country_code == code]
    assert found, f"no {kind} {name} in {code}"
    return found[0]


@pytest.mark.parametrize(
    ("written", "kind", "code", "name"),
    [
        ("Baluchistan", "admin1", "PK", "Balochistan"),
        ("KP", "admin1", "PK", "Khyber Pakhtunkhwa"),
        ("NWFP", "admin1", "PK", "Khyber Pakhtunkhwa"),
        ("D.I. Khan", "admin2", "PK", "Dera Ismail Khan"),
        ("DI Khan", "town", "PK", "Dera Ismail Khan"),
        ("Bajaur Agency", "admin2", "PK", "Bajaur"),
        ("Noshki", "admin2", "PK", "Nushki"),
        ("Bolan", "admin2", "PK", "Kachhi"),
        ("Lower South Waziristan", "admin2", "PK", "Lower South Waziristan"),
        ("J&K", "admin1", "IN", "Jammu and Kashmir"),
        ("Orissa", "admin1", "IN", "Odisha"),
        ("Maidan Wardak", "admin1", "AF", "Wardak"),
        ("Sar-e-Pul", "admin1", "AF", "Sar-e Pol"),
        ("Salah al-Din", "admin1", "IQ", "Saladin"),
        ("Deir ez-Zor", "admin1", "SY", "Deir ez Zor"),
        ("Rif Dimashq", "admin1", "SY", "Rural Damascus"),
        ("Lower Shabeelle", "admin1", "SO", "Lower Shabelle"),
        ("Hodeidah", "admin1", "YE", "Al Hudaydah"),
        ("Lugansk", "admin1", "UA", "Luhansk"),
        ("Lashkar-gah", "town", "AF", "Lashkar Gah"),
        ("Russia", "country", "RU", "Russia"),
        ("U.S.", "country", "US", "United States"),
        ("Burma", "country", "MM", "Myanmar"),
    ],
)
def test_a_place_is_found_under_every_spelling(written: str, kind: str, code: str, name: str) -> None:
    assert only(written, kind, code).name == name


def test_a_town_knows_its_parents_and_where_it_lies() -> None:
    turbat = only("Turbat", "town", "PK")
    assert (turbat.admin2, turbat.admin1, turbat.country) == ("Kech", "Balochistan", "Pakistan")
    assert turbat.latitude == pytest.approx(26.0, abs=0.1)
    assert turbat.longitude == pytest.approx(63.05, abs=0.1)
    assert turbat.geo_precision == 1


def test_a_district_has_the_coordinates_of_its_seat() -> None:
    kech = only("Kech", "admin2", "PK")
    assert (kech.latitude, kech.longitude) != (None, None)
    assert kech.geo_precision == 3


def test_an_addition_mends_the_point_of_a_town_that_the_source_misplaces() -> None:
    town = next(p for p in lookup("Kupwara") if p.kind == "town")
    assert town.latitude == pytest.approx(34.53, abs=0.05)


def test_a_name_unknown_as_written_is_found_by_its_sound() -> None:
    assert "Mingora" in {place.name for place in sounding_like("Mingawra") + lookup("Mingaora")}
    assert not lookup("Kwettah")


def test_divisions_have_unique_ids_and_a_country() -> None:
    found = list(divisions())
    ids = [place.geonames_id for place in found if place.geonames_id is not None]
    assert len(ids) == len(set(ids))
    assert all(place.country for place in found)
    assert {place.kind for place in found} == {"country", "admin1", "admin2"} | {
        place.kind for place in found if place.kind == "admin3"
    }
    assert sum(place.country_code == "PK" and place.kind == "admin2" for place in found) > 150


@pytest.mark.parametrize(
    ("written", "key"),
    [("Lashkar Gāh", "lashkar gah"), ("Dar'a", "dara"), ("Şırnak", "sirnak"), ("Sar-e Pul", "sar e pul")],
)
def test_folding_drops_marks_hyphens_and_apostrophes(written: str, key: str) -> None:
    assert fold(written) == key


def test_loosening_joins_transliterations() -> None:
    assert loosen("qandahar") == loosen("kandahar")
    assert loosen("ar raqqah") == loosen("raqqa")
    assert loosen("bir") == ""


def test_every_alias_names_a_place_and_gives_a_reason() -> None:
    for row in rows("place_aliases.csv"):
        for alias in filter(None, [row["canonical"], *row["aliases"].split("|")]):
            assert is_known(fold(alias)), alias
        assert row["reason"], row
        assert row["canonical"] or row["aliases"], row


def test_every_addition_lies_in_divisions_that_exist() -> None:
    for row in rows("place_additions.csv"):
        assert row["reason"], row
        assert any(place.latitude is not None for place in lookup(row["name"])), row
        for level in ("admin1", "admin2"):
            if row[level]:
                assert only(row[level], level, row["country"]).name == row[level], row


def test_every_former_division_ends_before_a_present_one_that_exists() -> None:
    for row in rows("place_former.csv"):
        assert row["reason"], row
        assert date.fromisoformat(row["until"]) > date(1990, 1, 1)
        for level in ("admin1", "admin2"):
            if row[level]:
                assert only(row[level], level, row["country"]).name == row[level], row


def test_every_prior_is_for_a_province_that_exists() -> None:
    for code, name in priors():
        assert country(code).kind == "country"
        assert not name or only(name, "admin1", code).name == name


def test_every_nationality_belongs_to_a_country() -> None:
    for code in set(place_words.demonyms().values()) | set(place_words.hints().values()):
        assert country(code).kind == "country"


def test_borders_are_those_of_the_day() -> None:
    miranshah = only("Miranshah", "town", "PK")
    before = as_of(miranshah, date(2014, 6, 15))
    after = as_of(miranshah, date(2024, 6, 15))
    assert before.admin1 == "Federally Administered Tribal Areas"
    assert after.admin1 == "Khyber Pakhtunkhwa"
    former = former_admin1(only("Nalgonda", "admin2", "IN"))
    assert former is not None
    assert former.name == "Andhra Pradesh"
    assert former_admin2(only("Quetta", "admin2", "PK")) is None


def test_a_village_lay_in_the_district_of_the_nearest_seat_before_the_districts_were_redrawn() -> None:
    village = next(place for place in lookup("Popasna") if place.country_code == "UA")
    assert as_of(village, date(2020, 5, 1)).admin2 == "Popasnianskyi"
    assert as_of(village, date(2021, 5, 1)).admin2 == village.admin2


def test_a_division_without_districts_is_its_own() -> None:
    assert is_undivided("LY", "Tripoli")
    assert not is_undivided("PK", "Balochistan")
