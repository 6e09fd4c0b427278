"""Divisions that were something else before: new states and districts, and what they came from."""

import csv
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractors.incidents.gazetteer import Place

_FILE = Path(__file__).parent.parent / "data" / "place_former.csv"


class Former(NamedTuple):
    """Until the day ``until`` the division was part of ``name``."""

    name: str
    until: date


class _Rules(NamedTuple):
    admin1: dict[tuple[str, str, str], Former]  # country, admin1, admin2 ('' for all)
    admin2: dict[tuple[str, str, str], Former]
    merged: dict[tuple[str, str], tuple[str, date]]  # country, a first division that is no more → now


@cache
def _rules() -> _Rules:
    rules = _Rules({}, {}, {})
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            former = Former(row["former"], date.fromisoformat(row["until"]))
            table = rules.admin1 if row["level"] == "admin1" else rules.admin2
            table[row["country"], row["admin1"], row["admin2"]] = former
            if row["level"] == "admin1" and row["admin2"]:
                rules.merged[row["country"], row["former"]] = (row["admin1"], former.until)
    return rules


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
    if first and day < first.until:
        place = replace(place, admin1=first.name)
    return place


def is_former(place: Place) -> bool:
    """Whether the place lies in a first-order division that is no more."""
    return (place.country_code or "", place.admin1 or "") in _rules().merged
