"""What the text itself says of two neighbouring names: which lies in which, and which share a role."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.incidents.gazetteer import Place, PlaceKind
from extractors.incidents.phrases import one_of
from extractors.incidents.place_history import former_admin1, former_admin2
from extractors.incidents.place_scan import Candidate

RANK: dict[PlaceKind, int] = {
    "country": 0,
    "region": 1,
    "admin1": 1,
    "admin2": 2,
    "admin3": 3,
    "town": 4,
    "area": 5,
}
_PLURAL = re.compile(r"\s*(?:[a-z-]+\s+)?[a-z]+s(?:\s+of\s+(?:the\s+)?)?")  # a type word for several
MAX_CHAIN = 8  # a village, its district, …: more is a list
_MAX_GAP_CHARS = 80
# between a place and the one it lies in
_COMMA = re.compile(r",\s+(?:in\s+)?(?:the\s+)?(?:(?:north|south|east|west|central|upper|lower)[a-z-]*\s+)?")
_BRACKET = re.compile(r"\s*\(\s*(?:in\s+)?(?:the\s+)?")
_PART = (
    r"(?:an?|the|small|remote|main|capital|headquarters?|part|parts|areas?|town|city|village|district|tehsil|suburbs?|"
    r"outskirts|locality|bazaar|market|region|province|division|sub-?division|border|stretch|section|council|"
    r"neighbou?rhood|municipality|commune|camp|hills|mountains?|forests?|valley|road|which|that|is|lies|lying|"
    r"located|situated|falling|limits|jurisdiction|(?:north|south|east|west)[a-z]*|rural|tribal|taluka?|block)"
)
_WITHIN = re.compile(
    rf",?\s+(?:{_PART},?\s+){{0,5}}?(?:in|of|inside|within|under)\s+(?:the\s+)?(?:[a-z-]+\s+){{0,3}}"
)
_POLICE_STATION = re.compile(
    r"\s+under\s+(?:the\s+)?(?:[A-Z][\w-]*\s+){1,3}(?:[Pp]olice\s+[Ss]tation|PS|Thana)(?:\s+(?:area|limits))?"
    r"\s+(?:in|of)\s+(?:the\s+)?"
)
_OWN_STATION = re.compile(
    r"\s+(?:[Pp]olice\s+[Ss]tation|PS|Thana)(?:\s+(?:area|limits))?,?\s+(?:in|of)\s+(?:the\s+)?"
)
_THING_IN = re.compile(r"\s+[a-z]+(?:\s+[a-z]+)?,\s+in\s+(?:the\s+)?")  # 'its La Esperanza mine, in Pataz'
_AT_A_POST = re.compile(rf"\s+(?:[a-z]+\s+)?{one_of('places', 'sites')},\s+(?:in\s+)?(?:the\s+)?")
_UNDER = re.compile(r",?\s+under\s+(?:the\s+)?")
_SUBJECT = re.compile(r"\s(?:has|have|had)\s")  # 'in reply to the raid in Tank, Pakistan has …'
_TOUCHING = re.compile(r"\s+")
# between the outer place and what lies in it
_OWNED = re.compile(r"['’]s\s+(?:[a-z-]+,?\s+){0,4}")
_TYPE_OF = re.compile(r"\s+(?:[a-z-]+\s+){1,2}of\s+")
_NATION_OF = re.compile(r"\s+(?:[a-z-]+\s+){0,3}")
# between a place and its district, with what lies between them in size
_UP_TO_DISTRICT = re.compile(
    rf"(?:\s+(?:in|of|on|at|under|near|the|{_PART}|station|police|circle|panchayat|headquarters|range|railway|"
    r"forests?|jungles?|hills?|outpost|post|limits|highway|[A-Z][\w-]*)){0,10}\s+(?:in|of)\s+(?:the\s+)?"
)
_LIST = re.compile(r",\s+(?:and\s+)?|\s+(?:and|or|&)\s+(?:in\s+)?(?:the\s+)?|\s*[/–-]\s*")


def link(text: str, candidates: list[Candidate]) -> dict[int, int]:
    """Inner → outer, where the text links two neighbours; numbers into ``candidates``."""
    parents: dict[int, int] = {}
    for number in range(len(candidates) - 1):
        left, right = candidates[number], candidates[number + 1]
        if right.full_start - left.full_end > _MAX_GAP_CHARS:
            continue
        gap = text[left.full_end : right.full_start]
        if left.role == "nationality":
            if _NATION_OF.fullmatch(gap) and _holds(left, right):
                parents[number + 1] = number
        elif right.role == "nationality":
            continue
        elif _TYPE_OF.fullmatch(gap) and _is_large(left):
            if _holds(left, right):
                parents[number + 1] = number
        elif left.possessive:
            if _OWNED.fullmatch(gap) and _holds(left, right):
                parents[number + 1] = number
        elif _is_country(right) and _COMMA.fullmatch(gap) and _SUBJECT.match(text, right.full_end):
            continue
        elif not _is_country(left) and _says_within(gap, left, right):
            parents[number] = number + 1
    _through_the_owner(text, candidates, parents)
    for number in range(len(candidates) - 2, -1, -1):
        left, right = candidates[number], candidates[number + 1]
        chained = number not in parents and parents.get(number + 1) == number + 2
        if chained and left.role in ("at", "near"):
            gap = text[left.full_end : right.full_start]
            if _UNDER.fullmatch(gap):  # 'a village under X police station limits in Y'
                parents[number] = number + 2
            elif (
                right.role == "bare"
                and (_COMMA.fullmatch(gap) or _BRACKET.fullmatch(gap))
                and _is_division(right, towns=True)
            ):
                parents[number] = number + 1
    _in_its_district(text, candidates, parents)
    _as_named_elsewhere(candidates, parents)
    return parents


def _in_its_district(text: str, candidates: Sequence[Candidate], parents: dict[int, int]) -> None:
    """'near Rampur station in Palamu district', 'Mandi village in the Nasrullah area of Sehore district'."""
    district: int | None = None
    for number in range(len(candidates) - 1, -1, -1):
        one = candidates[number]
        if one.kind == "admin2":
            district = number if not one.possessive and one.role in ("at", "of", "near", "bare") else None
        elif (
            district is not None
            and number not in parents
            and one.role in ("at", "near")
            and one.kind in (None, "town", "area")
            and candidates[district].full_start - one.full_end <= _MAX_GAP_CHARS
            and _UP_TO_DISTRICT.fullmatch(text, one.full_end, candidates[district].full_start)
        ):
            parents[number] = district


def _as_named_elsewhere(candidates: Sequence[Candidate], parents: dict[int, int]) -> None:
    """An unknown village lies where the text says so once: 'Kokorou is in Tillaberi region'."""
    said = {candidates[inner].text: outer for inner, outer in parents.items() if not candidates[inner].places}
    for number, candidate in enumerate(candidates):
        outer = said.get(candidate.text)
        if outer is not None and number not in parents and number != outer:
            parents[number] = outer


def _through_the_owner(text: str, candidates: list[Candidate], parents: dict[int, int]) -> None:
    """'Tarfa in Nigeria's Borno state', 'in the Nigerian state of Borno': Tarfa lies in Borno."""
    for owner, inner in zip(range(1, len(candidates) - 1), range(2, len(candidates)), strict=True):
        left, right = candidates[owner - 1], candidates[inner]
        if parents.get(inner) != owner or left.role == "nationality" or _is_country(left):
            continue
        gap = text[left.full_end : candidates[owner].full_start]
        if len(gap) <= _MAX_GAP_CHARS and _says_within(gap, left, right):
            parents[owner - 1] = inner


def spread_roles(text: str, candidates: list[Candidate], parents: dict[int, int]) -> None:
    """'in X, Y and Z': Y and Z stand as X does; 'in Y's X': X as Y."""
    for number in range(1, len(candidates)):
        left, right = candidates[number - 1], candidates[number]
        if right.role not in ("bare", "attributive") or left.role == "nationality":
            continue
        gap = text[left.full_end : right.full_start]
        if parents.get(number) == number - 1 or (
            _LIST.fullmatch(gap)
            and parents.get(number - 1) != number
            and left.role != "dateline"
            and not (_is_country(right) and _SUBJECT.match(text, right.full_end))
        ):
            right.role = left.role


def spread_kinds(text: str, candidates: list[Candidate]) -> None:
    """'the districts of X, Y and Z', 'X, Y and Z districts': all of them are districts."""
    before = {
        n for n, c in enumerate(candidates) if c.kind and _PLURAL.fullmatch(text[c.full_start : c.start])
    }
    after = {n for n, c in enumerate(candidates) if c.kind and _PLURAL.fullmatch(text[c.end : c.full_end])}
    for number in range(1, len(candidates)):
        if number - 1 in before and _listed(text, candidates, number) and candidates[number].kind is None:
            candidates[number].kind = candidates[number - 1].kind
            before.add(number)
    for number in range(len(candidates) - 1, 0, -1):
        if number in after and _listed(text, candidates, number) and candidates[number - 1].kind is None:
            candidates[number - 1].kind = candidates[number].kind
            after.add(number - 1)


def _listed(text: str, candidates: list[Candidate], number: int) -> bool:
    left, right = candidates[number - 1], candidates[number]
    named = "nationality" not in (left.role, right.role)
    return named and _LIST.fullmatch(text[left.full_end : right.full_start]) is not None


def within(inner: Place, outer: Place) -> bool:
    """Whether the gazetteer has ``inner`` inside ``outer``, now or before borders were redrawn."""
    if inner.country_code != outer.country_code or RANK[inner.kind] <= RANK[outer.kind]:
        return False
    if outer.kind in ("country", "region"):
        return True
    if outer.kind == "admin1":
        former = former_admin1(inner)
        return inner.admin1 == outer.admin1 or (former is not None and former.name == outer.admin1)
    if outer.kind in ("admin2", "admin3"):
        before = former_admin2(inner)
        same = inner.admin2 == outer.admin2 or (before is not None and before.name == outer.admin2)
        return same and inner.admin1 == outer.admin1
    return inner.kind == "area" and outer.admin1 == inner.admin1 and outer.admin2 in (inner.admin2, None)


def _says_within(gap: str, left: Candidate, right: Candidate) -> bool:
    if _COMMA.fullmatch(gap):
        around = " in " in gap and right.kind == "area" and _is_division(right, towns=True)
        return _holds(right, left) or _names_division(right, left) or (around and _rank(left) >= RANK["town"])
    if _TOUCHING.fullmatch(gap):
        return _holds(right, left)
    if any(
        pattern.fullmatch(gap)
        for pattern in (_WITHIN, _BRACKET, _THING_IN, _AT_A_POST, _POLICE_STATION, _OWN_STATION)
    ):
        hamlet = left.kind in ("town", "area") or not left.places
        return _holds(right, left) or _is_division(right, towns=hamlet and right.kind is None)
    return False


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether ``inner`` can lie in ``outer`` by what the gazetteer and the type words know."""
    if not outer.places:
        return outer.kind in ("admin1", "admin2", "admin3", "town") and RANK[outer.kind] < _rank(inner)
    if _can_hold(outer.places, inner.places, inner.kind):
        return True
    return inner.kind is not None and _rank(outer) < RANK[inner.kind] and _is_division(outer, towns=True)


@lru_cache(maxsize=1024)
def _can_hold(outer: tuple[Place, ...], inner: tuple[Place, ...], kind: PlaceKind | None) -> bool:
    """Some place of ``outer`` holds one of ``inner``, or an unknown one of ``kind``; names recur."""
    if not inner:
        return any(RANK[place.kind] < RANK[kind or "town"] for place in outer)
    return any(within(own, place) for place in outer for own in inner)


def _names_division(outer: Candidate, inner: Candidate) -> bool:
    """'Chainpur, Gumla district': whatever the gazetteer thinks, the text says in what it lies."""
    if _is_country(outer):
        return True
    return outer.kind in ("admin1", "admin2", "admin3") and RANK[outer.kind] < (_rank(inner))


def _is_division(candidate: Candidate, towns: bool = False) -> bool:
    """Whether a place can lie in it: a country, a division, with ``towns`` a city too."""
    if candidate.kind in ("admin1", "admin2", "admin3"):
        return True
    kinds = {"country", "admin1", "admin2"} | ({"town"} if towns else set())
    return any(place.kind in kinds for place in candidate.places)


def _is_country(candidate: Candidate) -> bool:
    return any(place.kind == "country" for place in candidate.places) and candidate.kind is None


def _is_large(candidate: Candidate) -> bool:
    """A country or a province, and called nothing else."""
    large = all(place.kind in ("country", "admin1") for place in candidate.places)
    return bool(candidate.places) and large and candidate.kind is None


def _rank(candidate: Candidate) -> int:
    if candidate.kind:
        return RANK[candidate.kind]
    return max((RANK[place.kind] for place in candidate.places), default=RANK["town"])
