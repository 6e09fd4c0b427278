"""The words behind each field of a report, and how sure a reading of that kind is.

`data/confidence.toml` says for each field which kinds of reading there are and how often each is right.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from extractors.incidents.actors import Role
from extractors.incidents.actors_chosen import Actors
from extractors.incidents.casualties import Losses
from extractors.incidents.coding import Coded
from extractors.incidents.facts import Facts
from extractors.incidents.lexicon import Hit
from extractors.incidents.places import EventPlace
from extractors.incidents.tokens import Tokens
from extractors.incidents.toll_statement import SpanOf
from extractors.incidents.when import EventDate
from extractors.records import Evidence

_FILE = Path(__file__).parent.parent / "data" / "confidence.toml"
_GUESSED = 0.5  # a resolver less sure than this chose among many, or knows no such place
_LOSSES = ("killed", "injured", "casualties", "missing", "abducted")
_QUALIFIED = ("killed", "injured")
_KINDS_OF_DEAD = ("killed", "bodies")


@cache
def confidences() -> Mapping[str, Mapping[str, float]]:
    """Field → kind of reading → share that is right."""
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def of_date(when: EventDate) -> list[Evidence]:
    """The words that say when."""
    sure = confidences()["event_date"]["said" if when.sure else "reckoned"]
    return [Evidence("event_date", a, b, sure) for a, b in when.spans]


def of_place(where: EventPlace | None) -> list[Evidence]:
    """The words that say where; the resolver's doubt is about the place, hardly about what it lies in."""
    if where is None:
        return []
    found = []
    for field in ("place", "admin2", "admin1", "country"):
        guessed = field == "place" and where.confidence < _GUESSED
        sure = confidences()[field]["guessed" if guessed else "named"]
        if getattr(where, field):
            found += [Evidence(field, a, b, sure) for a, b in where.spans]
    return found


def of_codes(tokens: Tokens, coded: Coded) -> list[Evidence]:
    """The words that say what was done, with what and to whom."""
    fields: list[tuple[str, object, Hit | None]] = [
        ("incident_kind", coded.kind, coded.deed),
        ("event_type", coded.event_type, coded.deed),
        ("sub_event_type", coded.sub_event_type, coded.deed),
        ("attack_type", coded.attack_type, coded.deed),
        ("weapon_type", coded.weapon_type, coded.weapon),
        ("target_type", coded.target_type, coded.target),
        ("suicide", coded.suicide, coded.suicide_words),
        ("foiled", coded.foiled, coded.foiled_words),
    ]
    found = []
    for field, value, hit in fields:
        if value and hit is not None:
            reading = "several" if field in coded.several else "assumed" if field in coded.assumed else "one"
            start, end = tokens.span(hit.first, hit.last)
            found.append(Evidence(field, start, end, confidences()[field][reading]))
    return found


def of_actors(actors: Actors) -> list[Evidence]:
    """The words that name who did it, who was fought, and who denied it."""
    found = []
    if actors.perpetrator:
        reading = "told_as_acting" if actors.perpetrator.loose else actors.perpetrator.attribution
        found += [_name(field, actors.perpetrator, reading) for field in ("perpetrator", "attribution")]
        if actors.perpetrator.attribution == "claimed":
            found.append(_name("claimed_by", actors.perpetrator, "claimed"))
    if actors.opponent:
        found.append(_name("opponent", actors.opponent, "fought"))
    if actors.denied:
        found.append(_name("denied_by", actors.denied, "denied"))
    return found


def of_speaker(said: tuple[int, int] | None) -> list[Evidence]:
    """The words that name who blames the attacker."""
    return [Evidence("attributed_by", *said, confidences()["attributed_by"]["named"])] if said else []


def _name(field: str, role: Role, reading: str) -> Evidence:
    return Evidence(field, role.mention.start, role.mention.end, confidences()[field][reading])


def of_losses(
    losses: Mapping[str, Losses | None], sentences: Sequence[Facts], span_of: SpanOf
) -> list[Evidence]:
    """The words that count the dead, the hurt, the missing and the taken, in total and by side."""
    found: list[Evidence] = []
    for field in _LOSSES:
        counted = losses[field] or (losses["bodies"] if field == "killed" else None)
        if counted is None:
            continue
        kinds = _KINDS_OF_DEAD if field == "killed" else (field,)
        told = _told(kinds, sentences)
        sure = confidences()[field][_reading(counted.total.value, told)]
        spans = counted.total.spans or [span_of(t) for f in sentences for t in f.tolls if t.kind in kinds]
        found += [Evidence(field, a, b, sure) for a, b in dict.fromkeys(spans)]
        if counted.total.qualifier and counted.total.said and field in _QUALIFIED:
            sure = confidences()[f"{field}_qualifier"]["said"]
            found.append(Evidence(f"{field}_qualifier", *counted.total.said, sure))
        for side, number in counted.by_side.items():
            if field not in _QUALIFIED:
                continue
            sure = confidences()[f"{field}_{side}"][_reading(number.value, told)]
            found += [Evidence(f"{field}_{side}", a, b, sure) for a, b in dict.fromkeys(number.spans)]
    return found


def _told(kinds: Sequence[str], sentences: Iterable[Facts]) -> set[int]:
    """The numbers that the sentences themselves say of these kinds."""
    return {
        t.count.value for f in sentences for t in f.tolls if t.kind in kinds and t.count.value is not None
    }


def _reading(value: int | None, told: set[int]) -> str:
    if value is None:
        return "vague"
    if value not in told:
        return "summed"
    return "one" if len(told) == 1 else "several"
