"""The place of one event, merged from the mentions that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.incidents.gazetteer import Place

if TYPE_CHECKING:
    from extractors.incidents.places import PlaceMention

_ROLE_WEIGHT = {
    "at": 3.0,
    "near": 2.4,
    "bare": 1.6,
    "attributive": 1.2,
    "of": 1.2,
    "to": 1.1,
    "dateline": 0.9,
    "from": 0.5,
    "border": 0.4,
    "speaker": 0.1,
    "nationality": 0.2,
}
_KIND_WEIGHT = {
    "town": 0.8,
    "area": 0.7,
    "admin3": 0.6,
    "admin2": 0.6,
    "admin1": 0.3,
    "region": 0.1,
    "country": 0.0,
}


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where an event was; ``spans`` are the mentions (start, end) that say it."""

    place: str | None
    admin3: str | None
    admin2: str | None
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    geo_precision: int | None
    geonames_id: int | None
    confidence: float
    spans: tuple[tuple[int, int], ...]


def event_place(mentions: Sequence[PlaceMention], text: str) -> EventPlace | None:
    """The place that ``mentions`` of one event say together; None where they say none."""
    if not mentions:
        return None
    parents = _parents(mentions)
    best = max(range(len(mentions)), key=lambda n: (_weight(mentions[n], n, parents), -n))
    chain = [best]
    while (outer := parents.get(chain[-1])) is not None and outer not in chain:
        chain.append(outer)
    head = mentions[best]
    used = [mentions[n] for n in chain]
    merged = head.place
    for mention in used[1:]:
        merged = _filled(merged, mention.place)
    for mention in mentions:
        if mention in used or mention.role in ("speaker", "from", "border"):
            continue
        if _adds(merged, mention.place):
            merged = _filled(merged, mention.place)
            used.append(mention)
    return _result(head, merged, used)


def _parents(mentions: Sequence[PlaceMention]) -> dict[int, int]:
    """The links among the given mentions; they are told apart by their spans."""
    parents: dict[int, int] = {}
    for number, mention in enumerate(mentions):
        if mention.outer is None:
            continue
        for other, candidate in enumerate(mentions):
            if candidate.start == mention.outer:
                parents[number] = other
    return parents


def _weight(mention: PlaceMention, number: int, parents: dict[int, int]) -> float:
    weight = _ROLE_WEIGHT[mention.role] + _KIND_WEIGHT[mention.place.kind]
    return weight - 0.03 * number


def _filled(inner: Place, outer: Place) -> Place:
    """``inner`` with the parents that it lacks taken from ``outer``."""
    located = (
        inner
        if inner.latitude is not None
        else replace(
            inner,
            latitude=outer.latitude,
            longitude=outer.longitude,
            geo_precision=max(inner.geo_precision, outer.geo_precision),
        )
    )
    return replace(
        located,
        country=inner.country or outer.country,
        country_code=inner.country_code or outer.country_code,
        admin1=inner.admin1 or outer.admin1,
        admin2=inner.admin2 or outer.admin2,
        admin3=inner.admin3 or outer.admin3,
    )


def _adds(merged: Place, other: Place) -> bool:
    """Whether ``other`` tells a division that ``merged`` lacks, and contradicts none."""
    for known, said in (
        (merged.country, other.country),
        (merged.admin1, other.admin1),
        (merged.admin2, other.admin2),
    ):
        if known and said and known != said:
            return False
    return any(
        said and not known
        for known, said in (
            (merged.country, other.country),
            (merged.admin1, other.admin1),
            (merged.admin2, other.admin2 if other.kind != "area" else None),
        )
    )


def _result(head: PlaceMention, merged: Place, used: list[PlaceMention]) -> EventPlace:
    settled = head.place.kind in ("town", "area")
    return EventPlace(
        place=head.place.name if settled else None,
        admin3=merged.admin3,
        admin2=merged.admin2,
        admin1=merged.admin1,
        country=merged.country,
        latitude=merged.latitude,
        longitude=merged.longitude,
        geo_precision=merged.geo_precision if merged.country else None,
        geonames_id=head.place.geonames_id,
        confidence=head.confidence,
        spans=tuple(sorted((m.full_start, m.full_end) for m in used)),
    )
