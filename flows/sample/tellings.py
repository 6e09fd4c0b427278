"""Invented events as records, and what articles tell of each, correctly read.

What the tellings of one event say differs as news does: an outlet leaves the group out, names the district
only, moves the day by one, or counts two dead more.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from extractors.records import IncidentReport
from flows.sample.newsroom import day_of
from flows.sample.phrases import Place, crossings, grammar, places

OUTLETS = 12
_KM = 1 / 111.2  # of latitude, in degrees
# of the reports of one event, those that
_NO_TOWN, _NO_DISTRICT = 0.12, 0.06  # say only the district, or only the town and its province
_OTHER_DAY, _NO_DAY = 0.06, 0.05  # are a day off, or give no date
_NO_TOLL, _OTHER_TOLL = 0.1, 0.15  # are silent about the dead, or differ by one or two
_NO_INJURED = 0.4
_OTHER_WORDS = 0.1  # call the deed, its target or its weapon something else
_UNNAMED = 0.5  # leave the group out that did it
_CLAIMED = 0.4  # of attacks
_DEADLIEST = 60
_BOTH = 0.6  # of pairs of events that one article tells together


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as a perfect report would tell it."""

    key: str
    case: str
    day: date
    told: IncidentReport


@dataclass(frozen=True, slots=True)
class Telling:
    """One article: when and where it stood, and its reports, each with the event that it tells of."""

    name: str
    outlet: str
    published: date
    events: tuple[Event, ...]
    reports: tuple[IncidentReport, ...]


class Writer:
    """Makes events and tells them; ``days`` is how long the period is."""

    def __init__(self, chance: random.Random, days: int) -> None:
        self.chance = chance
        self.days = days
        self.events: list[Event] = []
        self.articles: list[Telling] = []
        self.seats = {_district(place): _somewhere(chance) for place in places()}
        self.points = {_key(place): _near(self.seats[_district(place)], chance) for place in places()}

    # events

    def event(self, case: str, at: Place | None = None, day: date | None = None, **fixed: Any) -> Event:
        """A new event, anywhere and any day but for what is given; no reader could take it for another."""
        while True:
            on = day or day_of(1) + timedelta(days=self.chance.randrange(self.days))
            told = replace(self._deed(at or self.chance.choice(places()), on), **fixed)
            if not any(_confusable(told, on, other.told, other.day) for other in self.events):
                self.events.append(Event(f"event-{len(self.events) + 1:05}", case, on, told))
                return self.events[-1]

    def crossing(self) -> tuple[Place, Place, date]:
        """Places on both sides of a border, kilometres from each other, and a day that is quiet there."""
        here, there = self.chance.choice(crossings())
        day = day_of(1) + timedelta(days=self.chance.randrange(self.days))
        names = {here["name"], there["name"]}
        if any(e.told.place in names and abs(e.day - day).days <= 1 for e in self.events):
            return self.crossing()
        seat = self.seats.setdefault(_district(here), _somewhere(self.chance))
        north, east = self.points.setdefault(_key(here), _near(seat, self.chance))
        if _key(there) not in self.points:
            away = self.chance.uniform(1, 12) * _KM
            self.points[_key(there)] = (north + away * 0.8, east + away * 0.6)
            self.seats[_district(there)] = _near(self.points[_key(there)], self.chance)
        return here, there, day

    def moved(self, told: IncidentReport, place: Place) -> IncidentReport:
        """The report with another place."""
        latitude, longitude = self.points[_key(place)]
        at: dict[str, Any] = {name: place[name] for name in ("country", "admin1", "admin2")}
        return replace(told, **at, place=place["name"], latitude=latitude, longitude=longitude)

    def _deed(self, place: Place, day: date) -> IncidentReport:
        acts: list[Mapping[str, Any]] = grammar()["act"]
        act = self.chance.choices(acts, [each["weight"] for each in acts])[0]
        groups = [g["name"] for g in grammar()["group"] if g["country"] == place["country"]]
        named = act["incident_kind"] == "militant attack" and groups and self.chance.random() < _CLAIMED
        group = self.chance.choice(groups) if named else None
        killed = min(int(self.chance.paretovariate(1.1)), _DEADLIEST)
        latitude, longitude = self.points[_key(place)]
        fields: dict[str, Any] = {name: act.get(name) for name in _OF_AN_ACT}
        fields |= {name: place[name] for name in ("country", "admin1", "admin2")} | {"place": place["name"]}
        fields |= {"latitude": latitude, "longitude": longitude, "geo_precision": 1}
        fields |= {"event_date": day, "date_precision": "day", "suicide": bool(act.get("suicide"))}
        fields |= {"perpetrator": group, "claimed_by": group, "attribution": "claimed" if group else "none"}
        fields |= {"killed": killed if act["side"] else None}
        fields |= {"injured": killed + self.chance.randint(1, 12) if act["side"] == "civilians" else None}
        return IncidentReport("main", **fields, extractor="sample", extractor_version="1")

    # articles

    def publish(self, lag: int, *told: tuple[Event, IncidentReport]) -> None:
        """One article, ``lag`` days after the latest of what it tells as news."""
        latest = max(event.day for event, report in told if report.role == "main")
        number = f"article-{len(self.articles) + 1:05}"
        outlet = f"outlet-{self.chance.randrange(OUTLETS):02}"
        events, reports = zip(*told, strict=True)
        self.articles.append(Telling(number, outlet, latest + timedelta(days=lag), events, reports))

    def tell(self, event: Event, articles: int, lag: int = 1) -> None:
        """``articles`` articles about ``event`` alone, the last of them ``lag`` days after it."""
        for number in range(articles):
            days = 0 if number == 0 else self.chance.randint(0, lag)
            self.publish(days, (event, self.blurred(event.told, days)))

    def tell_both(self, one: Event, two: Event) -> None:
        """Each by a few articles of its own, and often one that tells them apart."""
        for event in (one, two):
            self.tell(event, self.chance.randint(1, 3))
        if self.chance.random() < _BOTH:
            self.publish(1, (one, self.blurred(one.told, 1)), (two, self.blurred(two.told, 1)))

    def blurred(self, told: IncidentReport, days: int) -> IncidentReport:
        """What an article of ``days`` later makes of it."""
        changes: dict[str, Any] = {}
        changes |= self._place(told)
        changes |= self._day(told, days)
        changes |= self._toll(told)
        if self._happens(_OTHER_WORDS):
            changes |= self.chance.choice(_SYNONYMS)
        if told.perpetrator and self._happens(_UNNAMED):
            changes |= {"perpetrator": None, "claimed_by": None, "attribution": "none"}
        return replace(told, **changes)

    def _place(self, told: IncidentReport) -> dict[str, Any]:
        draw = self.chance.random()
        if draw < _NO_TOWN and told.admin2:
            latitude, longitude = self.seats[told.country, told.admin2]
            return {"place": None, "latitude": latitude, "longitude": longitude, "geo_precision": 3}
        if draw < _NO_TOWN + _NO_DISTRICT and told.place:
            return {"admin2": None, "latitude": None, "longitude": None, "geo_precision": None}
        return {}

    def _day(self, told: IncidentReport, days: int) -> dict[str, Any]:
        draw = self.chance.random()
        if told.event_date and draw < _OTHER_DAY and days:
            return {"event_date": told.event_date + timedelta(days=1)}
        if draw < _OTHER_DAY + _NO_DAY:
            return {"event_date": None, "date_precision": "unknown"}
        return {}

    def _toll(self, told: IncidentReport) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        if told.killed is not None:
            if self._happens(_NO_TOLL):
                changes["killed"] = None
            elif self._happens(_OTHER_TOLL):
                changes["killed"] = max(1, told.killed + self.chance.choice((-1, 1, 2)))
        if self._happens(_NO_INJURED):
            changes["injured"] = None
        return changes

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def roundups(self, count: int) -> None:
        """Articles that tell of all that happened on a day, most of it in passing."""
        by_day: dict[date, dict[str, tuple[Event, IncidentReport]]] = {}
        for telling in self.articles:
            for event, report in zip(telling.events, telling.reports, strict=True):
                if report.role == "main":
                    by_day.setdefault(event.day, {})[event.key] = (event, event.told)
        full = [list(told.values()) for _, told in sorted(by_day.items()) if len(told) > 2]
        for told in self.chance.sample(full, min(count, len(full))):
            some = self.chance.sample(told, min(5, len(told)))
            self.publish(1, *((event, self.blurred(report, 1)) for event, report in some))


def _confusable(told: IncidentReport, day: date, other: IncidentReport, other_day: date) -> bool:
    """The same deed with much the same toll in a town, or a town of that name, within a day."""
    alike = (told.place, told.sub_event_type) == (other.place, other.sub_event_type)
    fewer, more = sorted((told.killed or 0, other.killed or 0))
    return alike and abs(day - other_day).days <= 1 and more <= 2 * fewer + 2


_OF_AN_ACT = ("incident_kind", "event_type", "sub_event_type", "attack_type", "weapon_type", "target_type")
_SYNONYMS: tuple[dict[str, Any], ...] = (
    {"target_type": None},
    {"weapon_type": None},
    {"target_type": "Government (General)"},
    {"incident_kind": "clash", "event_type": "Battles", "sub_event_type": "Armed clash"},
    {"sub_event_type": None},
)


def _district(place: Place) -> tuple[str | None, ...]:
    return place["country"], place["admin2"] or place["admin1"]


def _key(place: Place) -> tuple[str | None, ...]:
    return (*_district(place), place["name"])


def _somewhere(chance: random.Random) -> tuple[float, float]:
    """The seat of a district, in degrees, far from all others."""
    return chance.uniform(-40, 40), chance.uniform(-170, 170)


def _near(point: tuple[float, float], chance: random.Random) -> tuple[float, float]:
    """Another point of the district, within some 20 km."""
    north, east = (chance.uniform(-20, 20) * _KM for _ in range(2))
    return point[0] + north, point[1] + east
