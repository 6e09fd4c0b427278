"""The places that a text names, and the place of an event among them.

`find_places` reads a whole article, so that its places help to tell each other apart;
`event_place` merges the mentions that belong to one event.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.incidents.capitals import is_capital
from extractors.incidents.gazetteer import Place, PlaceKind
from extractors.incidents.groups import find_groups
from extractors.incidents.place_event import EventPlace, event_place
from extractors.incidents.place_resolve import Resolved, resolve
from extractors.incidents.place_scan import scan
from extractors.incidents.place_text import PlaceText
from extractors.incidents.place_words import PlaceRole

__all__ = ["EventPlace", "PlaceMention", "event_place", "find_places"]

_DATELINE = re.compile(
    r"^[ \t]*([^\W\d_][^\n:–—]{1,60}?)(?:\s*\([^()\n]{1,40}\))?\s*(?:[:—–]|\s-{1,2}\s|-{2}\s)", re.MULTILINE
)

_DATELINE_WORDS = 3  # of one that is not in capitals
_CITY_PEOPLE = 1_400_000
_IN_DISTRICT, _IN_PROVINCE = 3, 4  # UCDP where_prec
_HEAD_CHARS = 800  # in which headline, byline and dateline stand


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """``text[start:end]`` names ``place``; ``outer`` is the start of the mention it lies in.

    ``full_start`` and ``full_end`` take the type word in ('Kech district'). ``place.geonames_id`` is
    None for a village that the gazetteer lacks; its parents are then those that the text gives.
    """

    start: int
    end: int
    text: str
    place: Place
    role: PlaceRole
    kind: PlaceKind | None  # as a type word beside it says
    outer: int | None
    full_start: int
    full_end: int
    confidence: float


def find_places(
    text: str,
    home_country: str | None = None,
    excluded: Sequence[tuple[int, int]] = (),
    hints: Sequence[str] | None = None,
) -> tuple[PlaceMention, ...]:
    """Every place that ``text`` names, in order.

    ``home_country`` is the source's (ISO 3166 alpha-2); ``excluded`` are spans in which no place is
    sought, such as names of groups; ``hints`` countries that the text speaks of otherwise: those
    of the groups that it names, where nothing is given.
    """
    read = PlaceText(text)
    if hints is None:
        hints = [group.country_code for group in find_groups(text) if group.country_code]
    dateline = _dateline(text)
    candidates = scan(read, excluded)
    for candidate in candidates:
        if candidate.start in dateline:
            candidate.role = "dateline"
    found = resolve(text, candidates, home_country, [*hints, *sorted(read.hints)])
    sites = [r.place for r in found if r.candidate.start in dateline and r.place.kind in ("town", "admin2")]
    several = "/" in text[dateline.start : dateline.stop]
    home = sites[0] if len(sites) == 1 and not several and _local(sites[0]) else None
    return tuple(
        PlaceMention(
            start=r.candidate.start,
            end=r.candidate.end,
            text=r.candidate.text,
            place=_near_home(r, home) if home else r.place,
            role="dateline" if r.candidate.start in dateline else r.candidate.role,
            kind=r.candidate.kind,
            outer=found[r.parent].candidate.start if r.parent is not None else None,
            full_start=r.candidate.full_start,
            full_end=r.candidate.full_end,
            confidence=r.confidence,
        )
        for r in found
    )


def _local(place: Place) -> bool:
    """Whether news from a town is of its own province: a capital's is of the whole country."""
    return place.admin1 is not None and place.admin1 != place.name and not is_capital(place)


def _near_home(found: Resolved, home: Place) -> Place:
    """A village of which nothing is known lies in the district that the news comes from.

    News from a large city is of its whole province, but for the city's own roads and squares.
    """
    place = found.place
    unknown = place.admin2 is None and place.latitude is None and place.kind in ("town", "area")
    elsewhere = place.admin1 not in (None, home.admin1) or place.country not in (None, home.country)
    if not unknown or elsewhere or found.candidate.role not in ("at", "near"):
        return place
    near = replace(
        home, name=place.name, kind=place.kind, geonames_id=None, population=0, geo_precision=_IN_DISTRICT
    )
    in_it = place.kind == "area"  # a road, a square
    if in_it or home.population < _CITY_PEOPLE:
        return near
    return replace(near, admin2=None, geo_precision=_IN_PROVINCE)


def _dateline(text: str) -> range:
    """Where the dateline of the text stands ('PESHAWAR: …', 'KABUL (AFP) - …'); empty where it has none."""
    found = _DATELINE.match(text)
    if found and len(found.group(1).split()) <= _DATELINE_WORDS:
        return range(*found.span(1))
    begins = (m for m in _DATELINE.finditer(text, 0, _HEAD_CHARS) if m.group(1).split(",")[0].isupper())
    return next((range(*m.span(1)) for m in begins), range(0))
