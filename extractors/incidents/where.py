"""The place of an event among the places that its sentences, the dateline and the lead name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.incidents import gazetteer
from extractors.incidents.capitals import is_capital
from extractors.incidents.event import Event
from extractors.incidents.facts import Facts
from extractors.incidents.gazetteer import Place, lookup
from extractors.incidents.groups import GroupMention
from extractors.incidents.phrases import one_of, words
from extractors.incidents.place_links import within
from extractors.incidents.places import EventPlace, PlaceMention, event_place
from extractors.incidents.scene import relation


@dataclass(frozen=True, slots=True)
class Around:
    """Where an event of the past may have been whose sentences name no place.

    ``before`` are the places named before a sentence in its paragraph, by the sentence's index; ``news``
    those of the chief event of the article, or of its dateline and lead where it has none.
    """

    before: Mapping[int, tuple[PlaceMention, ...]]
    news: tuple[PlaceMention, ...]
    has_news: bool


NOWHERE = Around({}, (), has_news=False)
_GUESSED = 0.4
_OPENING = 3  # sentences of an event that would say at what place it was
_SENTENCE_CHARS = 200
_WIDE = frozenset(["country", "region", "admin1"])
_AWAY_ROLES = frozenset(["speaker", "from", "nationality", "to"])
_TOLD_FROM = frozenset(["dateline", "teller"])  # where the news comes from, which may be where it happened
_THERE = frozenset(["at", "near"])
_PART_CHARS = 24
_CAPITAL, _CAPITAL_OF = (
    " capital",
    ("capital of ", "capital of the "),
)  # of a province: where the news is from
_PART_BEFORE = re.compile(rf"{one_of('places', 'parts')}[a-z]* $")
_SAME_PLACE = re.compile(rf"\b(?:{one_of('places', 'there')}|{one_of('places', 'same')})\b|^it was\b")
_IN_A_NAME = re.compile(r"\b(?:in|at|near) ([A-Z][a-z]+)\b(?! [a-z]+ing\b)")
_DAYS = frozenset([*words("dates", "full_months"), *words("dates", "weekdays")])
_POST = re.compile(rf" (?:\w+ )?{one_of('places', 'sites')}\b")
_PART_AFTER = re.compile(rf"['’]s (?:[a-z]+ )?{one_of('places', 'parts')}")


def around(
    before: Mapping[int, tuple[PlaceMention, ...]],
    events: Sequence[Event],
    fallback: tuple[PlaceMention, ...],
) -> Around:
    """What history may mean by 'there': the places of the chief one of ``events``."""
    chief = next((e for e in events if e.role == "main"), None)
    told = [m for f in chief.facts for m in f.places if m.role not in _AWAY_ROLES] if chief else []
    exact = [m for m in told if m.place.kind != "country"]
    return Around(before, tuple(_one_scene(exact)) or fallback, has_news=chief is not None)


def where_of(
    text: str,
    event: Event,
    fallback: tuple[PlaceMention, ...],
    country: Sequence[PlaceMention],
    on: date | None,
    around: Around = NOWHERE,
) -> EventPlace | None:
    """Where ``event`` was; None where nothing says so.

    ``fallback`` are the places of dateline and lead, for a main event that names none; ``country`` a mention
    of the one that the article is about; ``on`` the day of the event, or of the article; ``around`` where
    an event of the past may have been that names no place.
    """
    told = [f for f in event.facts if not f.sets_free()] or event.facts
    mentions = _one_scene([m for f in told for m in f.places if m.role not in _AWAY_ROLES])
    # what history goes on to in another paragraph is elsewhere
    lines = {f.sentence.line for f in event.facts}
    beside = [f for f in event.context if event.role == "main" or f.sentence.line in lines]
    beside = [f for f in beside if not f.sets_free()]
    context = [m for f in beside for m in f.places if m.role in _THERE]
    if not any(m.place.kind not in ("country", "admin1") and m.role not in _TOLD_FROM for m in mentions):
        provinces = [m for m in mentions if m.role in _THERE and m.place.kind == "admin1"]
        mentions = mentions + _first_told(beside, provinces)
    post = _at_a_post(text, event, fallback) if event.back else []
    mentions = post or mentions
    named = [m for m in mentions if m.place.kind != "country" and m.role not in (*_TOLD_FROM, "road")]
    if named and event.gathering and not any(m.place.admin1 for m in named):  # 'sat down at the Clock Tower'
        mentions = mentions + [replace(m, role="dateline") for m in fallback]
    elif not named and event.role == "main" and not post:
        mentions = mentions + (_taken_from(event, fallback) or list(fallback))
    elif event.role == "main" and all(m.place.geonames_id is None and m.place.admin2 is None for m in named):
        mentions = mentions + [m for m in fallback if m.role == "dateline" and m not in mentions]
    if event.role == "background" and all(m.role in _TOLD_FROM for m in mentions):
        mentions = _recalled(text, event, around) or mentions
    mentions = _not_only_told_from(text, mentions)
    exact = [m for m in mentions if m.place.kind not in _WIDE]
    mentions = sorted({(m.start, m.end): m for m in exact or mentions}.values(), key=lambda m: m.start)
    where = event_place(mentions or country, text, on, nearby=context) if mentions or country else None
    if where and where.country is None:
        return _with_country(where, mentions + list(fallback))
    return _with_province(where, event, mentions) if where and where.place and not where.admin1 else where


def _at_a_post(text: str, event: Event, news: Sequence[PlaceMention]) -> list[PlaceMention]:
    """'Troops shelled a Jordanian post': in the country that has the post, where the news is from another."""
    opener = [m for f in event.facts[:_OPENING] for m in f.places]
    known = {m.place.country for m in news}
    return [
        replace(m, role="at")
        for m in (opener if all(m.role in _AWAY_ROLES for m in opener) else ())
        if m.place.country not in known
        if m.role == "nationality" and m.place.country and _POST.match(text, m.end)
    ][:1]


def _first_told(context: Sequence[Facts], provinces: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places of the first sentence set in a town or district, in no other province than ``provinces``."""
    found: list[PlaceMention] = []
    for facts in context:
        here = [m for m in facts.places if m.role in _THERE and not any(_outside(m, p) for p in provinces)]
        found += here
        if any(m.place.kind not in _WIDE for m in here):
            break
    return found


def _outside(mention: PlaceMention, province: PlaceMention) -> bool:
    """Whether a place lies in another province; 'Papua' may well be the old one of 'Central Papua'."""
    part = province.place.name in (mention.place.admin1 or "")
    return relation(mention.place, province.place) == "conflict" and not part


def _taken_from(event: Event, fallback: Sequence[PlaceMention]) -> list[PlaceMention]:
    """'BANNU: Gunmen kidnapped three men from Domel': the nearer place, in the dateline's district."""
    districts = {(m.place.country_code, m.place.admin2) for m in fallback if m.place.admin2}
    return [
        m
        for f in event.facts
        for m in f.places
        if m.role == "from" and (m.place.country_code, m.place.admin2) in districts
    ]


def _recalled(text: str, event: Event, around: Around) -> list[PlaceMention]:
    """The places that history which names none leans on: those told of before it, or those of the news.

    Where nothing says that it was there too, it was in the same country.
    """
    opener = event.facts[0].sentence
    before = around.before.get(event.facts[0].index, ())
    if before:
        return [_district_of(m) for m in before[:1]] if _unknown_place(text, event) else list(before)
    if not around.has_news or _SAME_PLACE.search(text[opener.start : opener.end].lower()):
        return list(around.news)
    found = next((m for m in around.news if m.place.country_code), None)
    home = gazetteer.country(found.place.country_code) if found and found.place.country_code else None
    return [replace(found, place=home, role="of", outer=None)] if found and home else []


def _unknown_place(text: str, event: Event) -> bool:
    """Whether its first sentence names a place that no list has: 'two guards in Township'."""
    opener = event.facts[0].sentence
    return any(found[1].lower() not in _DAYS for found in _IN_A_NAME.finditer(text, opener.start, opener.end))


def _district_of(mention: PlaceMention) -> PlaceMention:
    """The district of a place, as named by the same words."""
    place = mention.place
    named = (
        p for p in lookup(place.admin2 or "") if p.kind == "admin2" and p.country_code == place.country_code
    )
    district = next(named, None)
    return replace(mention, place=district, role="of") if district else mention


def _not_only_told_from(text: str, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """Without datelines, where the text itself says where it was, be it only 'in northern Syria'.

    The province of a dateline in the same country stays: 'QUETTA: … in the southwest of Pakistan'.
    """
    named = [m for m in mentions if m.role not in _TOLD_FROM]
    told = [m for m in named if m.role != "road" and _says_where(text, m)]
    if not told:  # another province than the one the news is from, however it is named
        provinces = [m for m in named if m.place.kind == "admin1"]
        told = [m for m in provinces if not any(within(d.place, m.place) for d in mentions)]
    kept = []
    for mention in mentions:
        if mention.role not in _TOLD_FROM or _may_be_there(mention, told):
            kept.append(mention)
        elif not any(m.place.kind != "country" for m in told) and (province := _province(mention, told)):
            kept.append(province)
    return kept


def _says_where(text: str, mention: PlaceMention) -> bool:
    """Whether more is told than the country's name, or its name with a part: 'central Mali'."""
    if mention.place.kind not in _WIDE:
        return True
    if mention.role not in _THERE:
        return False
    before, after = (
        text[max(0, mention.start - _PART_CHARS) : mention.start],
        text[mention.end :][:_PART_CHARS],
    )
    if mention.place.kind != "country":
        return not (after.startswith(_CAPITAL) or before.endswith(_CAPITAL_OF))
    return _PART_BEFORE.search(before) is not None or _PART_AFTER.match(after) is not None


def _may_be_there(mention: PlaceMention, told: Sequence[PlaceMention]) -> bool:
    """Whether the dateline may be the scene, or says in what city or province an unknown name lies."""
    if not told:
        return True
    if any(m.place.kind == "admin1" and not within(mention.place, m.place) for m in told):
        return False
    unknown = [
        m
        for m in told
        if m.place.kind in ("town", "area")
        and (m.place.admin1 is None or _somewhere_in(m.place, mention.place.admin1))
    ]
    return any(m.kind == "area" or not is_capital(mention.place) for m in unknown)


def _somewhere_in(place: Place, admin1: str | None) -> bool:
    """Whether all that is known of an unknown place is that it lies in the province ``admin1``."""
    return place.geonames_id is None and place.admin2 is None and place.admin1 == admin1


def _province(mention: PlaceMention, told: Sequence[PlaceMention]) -> PlaceMention | None:
    """The province of a dateline inside the country that the text names; None for a capital's."""
    place = mention.place
    if is_capital(place) or not any(within(place, m.place) for m in told):
        return None
    named = (
        p for p in lookup(place.admin1 or "") if p.kind == "admin1" and p.country_code == place.country_code
    )
    found = next(named, None)
    return replace(mention, place=found) if found else None


def _with_country(where: EventPlace, around: list[PlaceMention]) -> EventPlace:
    """A place that the gazetteer lacks lies in the country that the article is about."""
    names = [m.place.country for m in around if m.place.country]
    return replace(where, country=max(names, key=names.count)) if names else where


def _with_province(where: EventPlace, event: Event, named: Sequence[PlaceMention]) -> EventPlace:
    """A town that the gazetteer lacks lies in the one province where its event is said to be."""
    told = [m for f in event.facts for m in f.places if m.place.kind == "admin1" and m.role in _THERE]
    provinces = {m.place.admin1 for m in told if m.place.country == where.country}
    unknown = not any(m.place.admin1 for m in named)
    return replace(where, admin1=provinces.pop()) if unknown and len(provinces) == 1 else where


def _one_scene(mentions: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions that can lie at one place: the first exact one decides."""
    exact = [m for m in mentions if m.place.kind not in _WIDE]
    first = next((m for m in exact if m.role in _THERE), None)
    earlier = [
        m
        for m in exact
        if first is not None and m.role not in _TOLD_FROM and m.start < first.start - _SENTENCE_CHARS
    ]
    if earlier:  # a sentence before it names one: 'the bombing at an Islamabad mosque'
        first = earlier[0]
    if first is None:
        return mentions
    return [m for m in mentions if relation(first.place, m.place) != "conflict"]


def at_home(where: EventPlace | None, group: GroupMention | None) -> EventPlace | None:
    """The place in the country of ``group`` where nothing else says in which it is."""
    if group is None or (where is not None and where.country):
        return where
    span = (group.start, group.end)
    if where is None:
        place = gazetteer.country(group.country_code or "")
        return EventPlace(
            None, None, None, None, place.name, place.latitude, place.longitude, 6, None, _GUESSED, (span,)
        )
    return replace(where, country=group.country, spans=(*where.spans, span))
