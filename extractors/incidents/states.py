"""States that strike under their own name: 'Chad has launched air strikes' tells of its armed forces."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from extractors.incidents.gazetteer_files import read_rows
from extractors.incidents.groups import GroupMention, forces_of, groups
from extractors.incidents.phrases import one_of
from extractors.incidents.places import PlaceMention
from extractors.incidents.tokens import Tokens

_STRIKES = re.compile(rf" ?{one_of('actors', 'strikes')}\b")
_ACCUSED = re.compile(rf"\b{one_of('actors', 'accused_of')} (?:[\w']+ )?$")
_OF_STRIKES = re.compile(rf" {one_of('actors', 'strikes_of')}\b")
_FIRED_FROM = re.compile(rf"\b{one_of('actors', 'fired_from')} (?:the )?$")
_SIDE = re.compile(r" side\b")
_BEFORE_CHARS = 40
_NAMED = ("bare", "attributive", "of")


def with_states(
    tokens: Tokens, groups: Sequence[GroupMention], places: Sequence[PlaceMention]
) -> tuple[GroupMention, ...]:
    """``groups`` and, in their places, the forces of each country of ``places`` that is said to strike."""
    found = list(groups)
    for mention in places:
        code = mention.place.country_code
        if mention.place.kind != "country" or not code:
            continue
        before = tokens.low[max(0, mention.start - _BEFORE_CHARS) : mention.start]
        strikes = mention.role in _NAMED and _STRIKES.match(tokens.low, mention.end)
        accused = _ACCUSED.search(before) and _OF_STRIKES.match(tokens.low, mention.end)
        if strikes or accused or (_FIRED_FROM.search(before) and _SIDE.match(tokens.low, mention.end)):
            found.append(forces_of(code, mention.start, mention.end, tokens.text))
    return tuple(sorted(found, key=lambda m: m.start))


def in_power(mention: GroupMention, day: date | None) -> GroupMention:
    """The group whose forces a state's were on ``day`` (`data/rulers.csv`), where that is an armed group."""
    ruler = _rulers().get(mention.country_code or "")
    if ruler is None or mention.kind != "state forces" or day is None or day < ruler[1]:
        return mention
    return _renamed(mention, ruler[0])


def as_named_on(mention: GroupMention, day: date | None) -> GroupMention:
    """The group in power on ``day``, or what one that was not founded yet came from (`data/founded.csv`)."""
    founded = _founded().get(mention.id)
    if founded is not None and day is not None and day < founded[1]:
        return _renamed(mention, founded[0])
    return in_power(mention, day)


def _renamed(mention: GroupMention, id_: str) -> GroupMention:
    group = groups()[id_]
    return replace(mention, name=group.name, kind=group.kind, id=group.id, umbrella=group.umbrella or None)


@cache
def _founded() -> dict[str, tuple[str, date]]:
    """Id of a group → the id of the one it came from, and the day since which it has its own name."""
    rows = read_rows("founded.csv")
    return {row["group"]: (row["before"], date.fromisoformat(row["since"])) for row in rows}


@cache
def _rulers() -> dict[str, tuple[str, date]]:
    """ISO country → the id of the group in power, and since when."""
    rows = read_rows("rulers.csv")
    return {row["country"]: (row["group"], date.fromisoformat(row["since"])) for row in rows}
