"""Fusion's hard cases: those on which counting goes wrong, as records, so that nothing else is measured."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from flows.sample.phrases import Place, places
from flows.sample.tellings import Event, Telling, Writer


def tellings(seed: int, each: int = 12, days: int = 20) -> list[Telling]:
    """The articles about ``each`` events or pairs of events of every case, over ``days``, oldest first."""
    writer = Writer(random.Random(seed), days)  # noqa: S311  # repeatable
    for case in CASES:
        for _ in range(each):
            CASES[case](writer, case)
    writer.roundups(each)
    return sorted(writer.articles, key=lambda telling: (telling.published, telling.name))


def _plain(writer: Writer, case: str) -> None:
    writer.tell(writer.event(case), writer.chance.randint(2, 5))


def _same_town_twice(writer: Writer, case: str) -> None:
    one = writer.event(case)
    writer.tell_both(one, _beside(writer, one, one.day))


def _day_after(writer: Writer, case: str) -> None:
    """Another deed in the same town on the next day."""
    one = writer.event(case)
    writer.tell_both(one, _beside(writer, one, one.day + timedelta(days=1)))


def _beside(writer: Writer, one: Event, day: date) -> Event:
    at = {name: getattr(one.told, name) for name in ("country", "admin1", "admin2")}
    return writer.event(one.case, {**at, "name": one.told.place}, day)


def _one_name(writer: Writer, case: str) -> None:
    """A town of the same name in another district, struck on the same day."""
    one = writer.event(case)
    two = writer.event(case, day=one.day)
    while (two.told.admin1, two.told.admin2) == (one.told.admin1, one.told.admin2):
        two = writer.event(case, day=one.day)
    writer.tell_both(one, replace(two, told=replace(two.told, place=one.told.place)))


def _neighbours(writer: Writer, case: str) -> None:
    """Two towns of one district on one day, and one deed or two."""
    districts: dict[str, list[Place]] = {}
    for place in places():
        if place["admin2"]:
            districts.setdefault(f"{place['admin1']}/{place['admin2']}", []).append(place)
    here, there = writer.chance.sample(
        writer.chance.choice([towns for towns in districts.values() if len(towns) > 1]), 2
    )
    one = writer.event(case, at=here)
    writer.tell_both(one, writer.event(case, at=there, day=one.day))


def _re_dated(writer: Writer, case: str) -> None:
    """Follow-ups of later days give the day of the funeral, the arrest or their own as that of the deed."""
    event = writer.event(case)
    writer.tell(event, writer.chance.randint(1, 3))
    for days in range(1, writer.chance.randint(2, 3)):
        told = replace(writer.blurred(event.told, 0), event_date=event.day + timedelta(days=1))
        writer.publish(days, (event, replace(told, date_precision="day")))


def _growing_toll(writer: Writer, case: str) -> None:
    event = writer.event(case)
    killed = event.told.killed or 1
    for days in range(3):
        for _ in range(writer.chance.randint(1, 2)):
            told = writer.blurred(replace(event.told, killed=killed), days)
            writer.publish(days, (event, told))
        killed += writer.chance.randint(1, max(1, killed))


def _vague_first(writer: Writer, case: str) -> None:
    """The first word of it names the district, no toll and no target."""
    event = writer.event(case)
    told = replace(event.told, killed=None, injured=None, target_type=None, weapon_type=None)
    told = replace(told, perpetrator=None, claimed_by=None, attribution="none")
    if told.admin2:
        told = replace(told, place=None, latitude=None, longitude=None, geo_precision=3)
    writer.publish(0, (event, told))
    writer.tell(event, writer.chance.randint(2, 3))


def _recalled(writer: Writer, case: str) -> None:
    """Later news of the same district recalls it: by its day or month, with its toll, in passing."""
    event = writer.event(case, killed=writer.chance.randint(4, 60))
    writer.tell(event, writer.chance.randint(1, 3))
    told = event.told
    for _ in range(writer.chance.randint(1, 2)):
        later = event.day + timedelta(days=writer.chance.randint(5, 90))
        at: Place = {
            "country": told.country,
            "admin1": told.admin1,
            "admin2": told.admin2,
            "name": told.place,
        }
        news = writer.event(case, at=at, day=later)
        past = replace(told, role="background", injured=None)
        if writer.chance.random() < 0.5:
            past = replace(past, event_date=event.day.replace(day=1), date_precision="month")
        if writer.chance.random() < 0.3:
            past = replace(past, place=None, latitude=None, longitude=None, geo_precision=3)
        writer.publish(0, (news, writer.blurred(news.told, 0)), (event, past))
        writer.tell(news, 1)


def _across_a_border(writer: Writer, case: str) -> None:
    """What happened at a crossing is told of either side; often the other side has a deed of its own."""
    here, there, day = writer.crossing()
    event = writer.event(case, at=here, day=day)
    if writer.chance.random() < 0.5:
        writer.tell_both(event, writer.event(case, at=there, day=day))
    for _ in range(writer.chance.randint(2, 4)):
        told = writer.moved(event.told, writer.chance.choice((here, there)))
        writer.publish(writer.chance.randint(0, 1), (event, writer.blurred(told, 1)))


CASES: Mapping[str, Callable[[Writer, str], None]] = {
    "plain": _plain,
    "same town twice in a day": _same_town_twice,
    "the same town on the day after": _day_after,
    "two towns of one name": _one_name,
    "two towns of one district": _neighbours,
    "re-dated follow-ups": _re_dated,
    "growing toll": _growing_toll,
    "vague first report": _vague_first,
    "recalled later": _recalled,
    "either side of a border": _across_a_border,
}
