"""Divisions that were something else before: new states and districts, and what they came from."""

import csv
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractors.incidents.distance import km_between
from extractors.incidents.gazetteer import Place

_DATA = Path(__file__).parent.parent / "data"
_NEAR = 2  # geo_precision of a place near a known point; a district's seat says nothing of its parts


class Former(NamedTuple):
    """Until the day ``until`` the division was part of ``name``."""

    name: str
    until: date


class _Seat(NamedTuple):
    """Until the day ``until`` the places nearest to it lay in ``name``; with a reach, all that near."""

    name: str
    until: date
    latitude: float
    longitude: float
    reach_km: float | None


class _Rules(NamedTuple):
    admin1: dict[tuple[str, str, str], Former]  # country, admin1, admin2 ('' for all)
    admin2: dict[tuple[str, str, str], Former]
    merged: dict[tuple[str, str], tuple[str, date]]  # country, a first division that is no more → now


@cache
def _rules() -> _Rules:
    rules = _Rules({}, {}, {})
    with (_DATA / "place_former.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            former = Former(row["former"], date.fromisoformat(row["until"]))
            table = rules.admin1 if row["level"] == "admin1" else rules.admin2
            table[row["country"], row["admin1"], row["admin2"]] = former
            if row["level"] == "admin1" and row["admin2"]:
                rules.merged[row["country"], row["former"]] = (row["admin1"], former.until)
    return rules


@cache
def _seats() -> dict[tuple[str, str], tuple[_Seat, ...]]:
    """(country, admin1) → the seats of its former districts."""
    seats: dict[tuple[str, str], tuple[_Seat, ...]] = {}
    with (_DATA / "place_former_seats.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            seat = _Seat(
                row["former"],
                date.fromisoformat(row["until"]),
                float(row["latitude"]),
                float(row["longitude"]),
                float(row["reach_km"]) if row["reach_km"] else None,
            )
            key = row["country"], row["admin1"]
            seats[key] = (*seats.get(key, ()), seat)
    return seats


def _nearest_seat(place: Place, day: date) -> str | None:
    """The district that an exact place lay in on ``day``, by its seats: no list of all villages is kept."""
    seats = _seats().get((place.country_code or "", place.admin1 or ""), ())
    if not seats or place.latitude is None or place.longitude is None or place.geo_precision > _NEAR:
        return None
    near = sorted(
        (km_between(place.latitude, place.longitude, s.latitude, s.longitude), s)
        for s in seats
        if day < s.until
    )
    inside = [s for km, s in near if s.reach_km is not None and km <= s.reach_km]
    return next((s.name for s in (*inside, *(s for _, s in near if s.reach_km is None))), None)


def former_admin1(place: Place) -> Former | None:
    """The first-order division that the place was in before its present one."""
    country, first = place.country_code or "", place.admin1 or ""
    table = _rules().admin1
    return table.get((country, first, place.admin2 or "-")) or table.get((country, first, ""))


def former_admin2(place: Place) -> Former | None:
    """The second-order division that the place was in before its present one."""
    return _rules().admin2.get((place.country_code or "", place.admin1 or "", place.admin2 or ""))


def as_of(place: Place, day: date) -> Place:
    """The place with the divisions that it lay in on ``day``."""
    first, second = former_admin1(place), former_admin2(place)
    now = _rules().merged.get((place.country_code or "", place.admin1 or ""))
    if now and day >= now[1]:
        place = replace(place, admin1=now[0])
    if second and day < second.until:
        place = replace(place, admin2=second.name)
    if near := _nearest_seat(place, day):
        place = replace(place, admin2=near)
    if first and day < first.until:
        place = replace(place, admin1=first.name)
    return place


def is_former(place: Place) -> bool:
    """Whether the place lies in a first-order division that is no more."""
    return (place.country_code or "", place.admin1 or "") in _rules().merged
