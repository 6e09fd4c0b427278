"""The place of one event, merged from the mentions that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from extractors.incidents.gazetteer import Place, is_undivided
from extractors.incidents.place_history import as_of, former_admin1, former_admin2, is_former
from extractors.incidents.place_links import MAX_CHAIN, within

if TYPE_CHECKING:
    from extractors.incidents.places import PlaceMention

_ROLE_WEIGHT = {
    "at": 3.0,
    "near": 2.7,
    "bare": 1.6,
    "attributive": 1.2,
    "of": 1.2,
    "to": 1.1,
    "dateline": 0.9,
    "teller": 0.8,
    "road": 0.8,
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
_ELSEWHERE = frozenset(["speaker", "from", "border", "to"])
_LATER = 0.03  # what each further mention weighs less
_CALLED_TOWN = 0.6  # a village or town that is called so
_IN_A_SCENE = 2.2
_NOWHERE = frozenset(["speaker", "nationality", "border"])


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


def event_place(
    mentions: Sequence[PlaceMention],
    text: str,
    on: date | None = None,
    nearby: Sequence[PlaceMention] = (),
) -> EventPlace | None:
    """The place that ``mentions`` of one event say together; None where they say none.

    ``nearby`` are mentions of sentences that may tell more of it: one that lies inside the place that
    was found, as a village in its district, makes it more exact; others are left alone.
    With ``on``, the day of the event, divisions are those of that day: a place in the tribal areas of
    Pakistan lay in no province before 2018. Without it the text's own word for the division stands.
    """
    if not mentions:
        return None
    outer = _outer(mentions)
    holding = {o for n, o in outer.items() if mentions[n].role not in _NOWHERE}
    leaves = [n for n in range(len(mentions)) if n not in holding] or list(range(len(mentions)))
    best = max(leaves, key=lambda n: (_weight(mentions, n, outer), -n))
    chain = [best]
    while (further := outer.get(chain[-1])) is not None and len(chain) < MAX_CHAIN and further not in chain:
        chain.append(further)
    inner = _inside(mentions[best], nearby)
    if inner is not None:
        mentions = [*mentions, inner]
        chain = [len(mentions) - 1, *chain]
    head = mentions[chain[0]]
    used = [mentions[n] for n in chain]
    merged = head.place
    for mention in used[1:]:
        merged = _filled(merged, mention.place)
    for mention in sorted(mentions, key=lambda m: -_ROLE_WEIGHT[m.role]):
        if mention in used:
            continue
        if mention.role in _ELSEWHERE and merged.country:
            continue
        if _adds(merged, mention.place):
            merged = _filled(merged, mention.place)
            used.append(mention)
    if on:
        said = {m.place.name for m in mentions if m.place.kind in ("admin1", "admin2")}
        outside = [m.outer for m in mentions if m.outer is not None]
        if merged.admin1 and any(text.startswith(merged.admin1, start) for start in outside):
            said.add(merged.admin1)  # told of a place, though not of the event
        then = as_of(merged, on)
        merged = replace(
            merged,
            admin1=merged.admin1 if merged.admin1 in said and not is_former(merged) else then.admin1,
            admin2=merged.admin2 if merged.admin2 in said else then.admin2,
        )
    else:
        merged = _as_said(merged, mentions)
    if merged.admin2 is None and is_undivided(merged.country_code or "", merged.admin1 or ""):
        merged = replace(merged, admin2=merged.admin1)
    return _result([mentions[n] for n in chain], merged, used)


def _inside(head: PlaceMention, nearby: Sequence[PlaceMention]) -> PlaceMention | None:
    """The first place of ``nearby`` where something is said to have been, inside a division ``head``."""
    if head.place.kind not in ("country", "admin1", "admin2"):
        return None
    return next(
        (
            m
            for m in nearby
            if m.role in ("at", "near") and m.place.kind in ("town", "area") and within(m.place, head.place)
        ),
        None,
    )


def _outer(mentions: Sequence[PlaceMention]) -> dict[int, int]:
    """The links among the given mentions, which may be fewer than the text's."""
    number = {mention.start: n for n, mention in enumerate(mentions)}
    return {
        n: number[mention.outer]
        for n, mention in enumerate(mentions)
        if mention.outer is not None and mention.outer in number
    }


def _weight(mentions: Sequence[PlaceMention], number: int, outer: dict[int, int]) -> float:
    """How likely the event was there: by role, kind and order; what lies in its scene is at the scene."""
    mention = mentions[number]
    role = _ROLE_WEIGHT[mention.role]
    if number in outer and mentions[outer[number]].role in ("at", "near"):
        role = max(role, _IN_A_SCENE)
    weight = role + _KIND_WEIGHT[mention.place.kind] - _LATER * number
    return weight + (_CALLED_TOWN if mention.kind == "town" else 0.0)


def _filled(inner: Place, outer: Place) -> Place:
    """``inner`` with the parents and coordinates that it lacks taken from ``outer``."""
    if inner.latitude is None:
        inner = replace(
            inner,
            latitude=outer.latitude,
            longitude=outer.longitude,
            geo_precision=max(inner.geo_precision, outer.geo_precision),
        )
    return replace(
        inner,
        country=inner.country or outer.country,
        country_code=inner.country_code or outer.country_code,
        admin1=inner.admin1 or outer.admin1,
        admin2=inner.admin2 or outer.admin2,
        admin3=inner.admin3 or outer.admin3,
    )


def _adds(merged: Place, other: Place) -> bool:
    """Whether ``other`` tells a division that ``merged`` lacks, and contradicts none."""
    levels = [
        (merged.country, other.country),
        (merged.admin1, other.admin1),
        (merged.admin2, other.admin2),
        (merged.admin3, other.admin3),
    ]
    if any(known and said and known != said for known, said in levels):
        return False
    return any(said and not known for known, said in levels)


def _as_said(merged: Place, mentions: Sequence[PlaceMention]) -> Place:
    """The former division in place of the present one, where the text itself names it."""
    named = {m.place.name for m in mentions}
    first, second = former_admin1(merged), former_admin2(merged)
    if first and first.name in named and merged.admin1 not in named:
        merged = replace(merged, admin1=first.name)
    if second and second.name in named and merged.admin2 not in named:
        merged = replace(merged, admin2=second.name)
    return merged


def _result(chain: list[PlaceMention], merged: Place, used: list[PlaceMention]) -> EventPlace:
    head = chain[0]
    if head.place.kind == "area":  # a part of a city is told by the city
        head = next((m for m in chain if m.place.kind == "town"), head)
    settled = head.place.kind in ("town", "area", "admin2", "admin3")
    return EventPlace(
        place=_written(head) if settled else None,
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


def _written(mention: PlaceMention) -> str:
    """The name as the text has it; abbreviations and capitals throughout are written out."""
    part = mention.kind == "area" and mention.place.kind == "admin2"  # 'the Bolan pass' in Kachhi district
    short = (mention.place.kind not in ("town", "area") and not part) or any(
        (word.isupper() and len(word) > 1) or "." in word for word in mention.text.split()
    )
    return mention.place.name if short else mention.text
