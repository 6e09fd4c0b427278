"""States that strike under their own name, 'Chad has launched strikes', or as 'the army' that is blamed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
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
_OF_STRIKES = re.compile(rf"(?: on \w+day)? {one_of('actors', 'strikes_of')}\b")
FIRED_FROM = re.compile(rf"\b{one_of('actors', 'fired_from')} (?:the )?$")  # before a state's name
_SIDE = re.compile(r" side\b")
_THE_ARMY = re.compile(
    rf"\b{one_of('actors', 'accuse')} (?:the )?(?P<army>{one_of('actors', 'bare_forces')})\b"
)
_BEFORE_CHARS = 40
_NAMED = ("bare", "attributive", "of")


def with_states(
    tokens: Tokens, groups: Sequence[GroupMention], places: Sequence[PlaceMention]
) -> tuple[GroupMention, ...]:
    """``groups`` and, in their places, the forces of each country of ``places`` that is said to strike.

    'The army' that somebody blames is that of the country the text speaks of most.
    """
    found = [*groups, *_bare_forces(tokens, groups, places)]
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


def _bare_forces(
    tokens: Tokens, groups: Sequence[GroupMention], places: Sequence[PlaceMention]
) -> Iterator[GroupMention]:
    found = list(_THE_ARMY.finditer(tokens.low))
    if not found:
        return
    spoken_of = Counter(mention.place.country_code for mention in places if mention.place.country_code)
    if not spoken_of:
        return
    code = max(spoken_of, key=lambda country: (spoken_of[country], country))
    taken = [(mention.start, mention.end) for mention in groups]
    for blamed in found:
        start, end = blamed.span("army")
        if all(end <= first or start >= last for first, last in taken):
            yield forces_of(code, start, end, tokens.text)


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
    ruler = _ruler(mention, day)
    return _renamed(mention, ruler) if ruler and mention.kind == "state forces" else mention


def rules(mention: GroupMention, day: date | None) -> bool:
    """Whether a group ruled its country on ``day``, so that its men are the state's (`data/rulers.csv`)."""
    return day is not None and mention.id == _ruler(mention, day)


def _ruler(mention: GroupMention, day: date) -> str | None:
    """The id of the armed group that ruled the country of ``mention`` on ``day``."""
    ruler = _renamings("rulers.csv", "country", "group").get(mention.country_code or "")
    return ruler[0] if ruler and day >= ruler[1] else None


def _renamed(mention: GroupMention, id_: str) -> GroupMention:
    group = groups()[id_]
    return replace(mention, name=group.name, kind=group.kind, id=group.id, umbrella=group.umbrella or None)


@cache
def _renamings(file: str, key: str, group: str) -> dict[str, tuple[str, date]]:
    """Of each row of ``file`` its ``key`` → the id of a ``group``, and the day since which the row holds."""
    return {row[key]: (row[group], date.fromisoformat(row["since"])) for row in read_rows(file)}
