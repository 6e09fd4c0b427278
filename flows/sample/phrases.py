"""Sentences from the grammar: its choices made and its slots filled."""

import csv
import random
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from flows.sample.newsroom import HERE

Place = Mapping[str, str | None]
_CHOICE = re.compile(r"\[([^\[\]]*)\]")  # the innermost [a|b]
_SLOT = re.compile(r"\{(\w+)\}")
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@cache
def grammar() -> dict[str, Any]:
    """``grammar.toml`` as it stands."""
    return tomllib.loads((HERE / "grammar.toml").read_text(encoding="utf-8"))


@cache
def places() -> tuple[Place, ...]:
    """The rows of ``places.csv``; an empty district is None."""
    with (HERE / "places.csv").open(encoding="utf-8", newline="") as file:
        return tuple({name: value or None for name, value in row.items()} for row in csv.DictReader(file))


@cache
def crossings() -> tuple[tuple[Place, Place], ...]:
    """The rows of ``crossings.csv``: places on both sides of a border, a few kilometres from each other."""
    with (HERE / "crossings.csv").open(encoding="utf-8", newline="") as file:
        rows = tuple(csv.DictReader(file))
    names = ("name", "admin2", "admin1", "country")
    return tuple(
        ({name: row[name] for name in names}, {name: row[f"other_{name}"] for name in names}) for row in rows
    )


def capital(words: str) -> str:
    """``words`` with a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]


def number(value: int) -> str:
    """Small numbers as words, as newspapers write them."""
    return _WORDS[value] if value < len(_WORDS) else str(value)


def slots_of(place: Place, day: date) -> dict[str, str]:
    """What every sentence about an event at ``place`` on ``day`` may name."""
    name, within = str(place["name"]), str(place["admin1"])
    if place["admin2"]:
        within = f"{place['admin2']} district"
    return {
        "place": name,
        "PLACE": name.upper(),
        "where": name if within.startswith(name) else f"{name} in {within}",
        "admin1": str(place["admin1"]),
        "city": "[the capital|the provincial capital|the nearest city]",
        "weekday": f"{day:%A}",
    }


class Phrases:
    """Says patterns of the grammar; people, ages and hours are new each time."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def say(self, pattern: str, slots: Mapping[str, str]) -> str:
        """``pattern`` as a sentence."""
        chosen = pattern
        while _CHOICE.search(chosen):
            chosen = _CHOICE.sub(lambda found: self._chance.choice(found[1].split("|")), chosen)
        filled = _SLOT.sub(
            lambda found: slots[found[1]] if found[1] in slots else self._fresh(found[1], slots), chosen
        )
        return self.say(filled, slots) if _CHOICE.search(filled) else filled

    def person(self) -> str:
        """An invented name."""
        return f"{self._chance.choice(grammar()['given'])} {self._chance.choice(grammar()['family'])}"

    def _fresh(self, slot: str, slots: Mapping[str, str]) -> str:
        make: dict[str, Callable[[], str]] = {
            "official": lambda: self.say(self._chance.choice(grammar()["officials"]), slots),
            "name": self.person,
            "person": self.person,
            "age": lambda: str(self._chance.randint(18, 75)),
            "hour": lambda: f"{self._chance.randint(1, 12)}:{self._chance.randrange(0, 60, 5):02}[am|pm]",
            "small": lambda: number(self._chance.randint(2, 9)),
            "metres": lambda: str(self._chance.randrange(40, 900, 10)),
        }
        return make[slot]()
