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
FIRED_FROM = re.compile(rf"\b{one_of('actors', 'fired_from')} (?:the )?$")  # before a state's name
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
        if strikes or accused or (FIRED_FROM.search(before) and _SIDE.match(tokens.low, mention.end)):
            found.append(forces_of(code, mention.start, mention.end, tokens.text))
    return tuple(sorted(found, key=lambda m: m.start))


def as_named_on(mention: GroupMention, day: date | None) -> GroupMention:
    """The group as it was on ``day``.

    One that was not founded yet is what it came from (`data/founded.csv`), and a state's forces are those of
    the armed group in power (`data/rulers.csv`).
    """
    if day is None:
        return mention
    former = _renamings("founded.csv", "group", "before").get(mention.id)
    if former and day < former[1]:
        return _renamed(mention, former[0])
    ruler = _renamings("rulers.csv", "country", "group").get(mention.country_code or "")
    if ruler and mention.kind == "state forces" and day >= ruler[1]:
        return _renamed(mention, ruler[0])
    return mention


def _renamed(mention: GroupMention, id_: str) -> GroupMention:
    group = groups()[id_]
    return replace(mention, name=group.name, kind=group.kind, id=group.id, umbrella=group.umbrella or None)


@cache
def _renamings(file: str, key: str, group: str) -> dict[str, tuple[str, date]]:
    """Of each row of ``file`` its ``key`` → the id of a ``group``, and the day since which the row holds."""
    return {row[key]: (row[group], date.fromisoformat(row["since"])) for row in read_rows(file)}
