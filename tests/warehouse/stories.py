"""Readings of invented articles, for the warehouse's tests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from extractors.records import Article, Evidence, IncidentReport, Reading, Source, text_hash
from warehouse import FusionFigures, LoadFigures, Warehouse, open_for_writing

DAY = date(2024, 5, 6)
NIGHT = datetime(2024, 5, 7, 2, 30, tzinfo=UTC)
SOURCES = [Source("courier", "The Valley Courier"), Source("herald", "Frontier Herald")]


def report(**told: Any) -> IncidentReport:
    """A bombing in Bannu; give what is told differently. In another country it has no point on the map."""
    usual: dict[str, Any] = {
        "role": "main",
        "event_date": DAY,
        "date_precision": "day",
        "country": "Pakistan",
        "admin1": "Khyber Pakhtunkhwa",
        "admin2": "Bannu",
        "place": "Bannu",
        "latitude": 32.99,
        "longitude": 70.6,
        "geo_precision": 1,
        "incident_kind": "militant attack",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Remote explosive/landmine/IED",
        "attack_type": "Bombing/Explosion",
        "weapon_type": "Explosives",
        "target_type": "Police",
        "extractor": "test",
        "extractor_version": "1",
    }
    if told.get("country", "Pakistan") != "Pakistan":
        usual |= {"latitude": None, "longitude": None}
    return IncidentReport(**usual | told)


def reading(
    name: str,
    *incidents: IncidentReport,
    text: str | None = None,
    source: str = "courier",
    url: str | None = None,
    declared: str | None = None,
    published: date | datetime | None = DAY + timedelta(days=1),
    archived_in: str | None = None,
    cleaner: str = "1",
    extractor: str = "1",
    **article: Any,
) -> Reading:
    """An article named ``name`` that tells ``incidents``; its text, if not given, is the name's own."""
    body = text if text is not None else f"What {name} says about the news of the day is this and no more."
    cleaned = Article(
        article_id=text_hash(body),
        source=source,
        text=body,
        fetched_at=NIGHT,
        cleaner_version=cleaner,
        declared_hash=declared,
        url=url,
        title=f"Title of {name}",
        published_at=published,
        **article,
    )
    told = tuple(replace(r, extractor_version=extractor) for r in incidents)
    return Reading(name, source, url, NIGHT, archived_in, cleaned, None, told, (), extractor)


def span(field: str, words: str, text: str) -> Evidence:
    """Evidence for ``field`` where ``words`` first stand in ``text``."""
    start = text.index(words)
    return Evidence(field, start, start + len(words), 0.9)


def begin(house: Warehouse, night: int = 0, kind: str = "nightly") -> str:
    """A run of the ``night``-th night."""
    at = NIGHT + timedelta(days=night)
    return house.begin_run(kind, at.date(), "0.1.0", {}, at)


def run_night(
    house: Warehouse, *readings: Reading, night: int = 0, kind: str = "nightly"
) -> tuple[LoadFigures, FusionFigures]:
    """Load, fuse and finish one night."""
    run_id = begin(house, night, kind)
    loaded = house.load(run_id, readings)
    fused = house.fuse(run_id)
    assert [f for f in house.check() if f.severity == "error"] == []
    house.finish_run(run_id, "completed", NIGHT + timedelta(days=night, minutes=5))
    return loaded, fused


def one_night(folder: Path, *readings: Reading, night: int = 0, kind: str = "nightly") -> FusionFigures:
    """One night in a warehouse of its own opening, published."""
    with open_for_writing(folder) as house:
        house.save_sources(SOURCES)
        _, fused = run_night(house, *readings, night=night, kind=kind)
        house.publish()
    return fused
