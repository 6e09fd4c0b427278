"""People who gather over a deed: a protest is an incident of its own, beside the deed it is about."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.incidents import phrases
from extractors.incidents.event import Event
from extractors.incidents.facts import Facts, losses_told
from extractors.incidents.opening import NO_EVENT, at_a_spot, definite
from extractors.incidents.places import PlaceMention
from extractors.incidents.scene import scene

_GATHERED = frozenset(["protest", "riot", "mob"])
_MOURNING = _GATHERED | {"bodyfound", "killing", "arrest"}
_AFTERWARDS = _GATHERED | {"crowdcontrol", "arrest"}  # what may be told of a gathering, too
_DEADLY = frozenset(
    [
        "airstrike",
        "shelling",
        "ied",
        "bombing",
        "blast",
        "grenade",
        "suicide",
        "shooting",
        "ambush",
        "execution",
    ]
)
_THE_DEAD = frozenset(phrases.words("deeds", "mourned"))
_TOLD = 30  # sentences of an event that are compared


def _strong(facts: Facts) -> set[str]:
    """The deeds that are told for certain, and not asked for: 'demanded that the killers be arrested'."""
    asked = next((h.first for h in facts.conduct if h.row["tag"] == "demand"), facts.sentence.last)
    return {h.row["act"] for h in facts.acts if h.row["strength"] == "2" and h.first < asked}


def protests(facts: Facts, main: Sequence[Event], words: Sequence[str]) -> bool:
    """Whether a sentence behind an attack tells of people who gathered at a place or on a day."""
    crowd = any(h.row["tag"] == "crowd" for h in facts.conduct)
    if not crowd or not main or not _strong(facts) <= _GATHERED:
        return False
    if losses_told(facts) and not (_carries(facts, words) and facts.act_names <= _MOURNING):
        return False
    if not _gathered(facts, words):
        return False
    day = any(m.precision == "day" and m.kind == "weekday" for m in facts.dates)
    if not (day or at_a_spot(facts) or any(_there(m, main) for m in facts.places)):
        return False
    return not any(_GATHERED & f.act_names for event in main for f in event.facts[:_TOLD])


def _there(mention: PlaceMention, main: Sequence[Event]) -> bool:
    """Whether people came to a place, or closed a road that leads from that of the deed."""
    if mention.role == "road":
        there = [m for event in main if not event.summary for m in event.scene() if m.role == "at"]
        return any(mention.place.name == m.place.name for m in there)
    return mention.role in ("to", "bare")


def _gathered(facts: Facts, words: Sequence[str]) -> bool:
    """Whether a verb says that people gathered; a weak one where they ask for something or carry the dead."""
    spoken = next((h.first for h in facts.cue_hits if h.row["tag"] == "reaction"), facts.sentence.last)
    for hit in facts.acts:
        if hit.row["act"] not in _GATHERED or hit.first > spoken:
            continue
        verb = hit.last - hit.first > 1 or words[hit.first].endswith("ed")
        if verb and (hit.row["strength"] == "2" or _asks(facts) or _carries(facts, words)):
            return True
    return False


def _asks(facts: Facts) -> bool:
    return any(h.row["tag"] == "demand" for h in facts.conduct)


def _carries(facts: Facts, words: Sequence[str]) -> bool:
    return not _THE_DEAD.isdisjoint(words[facts.sentence.first : facts.sentence.last])


def only_names_one(facts: Facts, words: Sequence[str]) -> bool:
    """Whether a sentence says no more than that a protest followed: 'The killing sparked a protest.'"""
    if _strong(facts) != {"protest"} or scene(facts) or facts.dates or facts.cues & NO_EVENT:
        return False
    deeds = [h for h in facts.acts if h.row["act"] not in _GATHERED]
    return bool(deeds) and all(definite(h, words) for h in deeds)


def goes_on(facts: Facts, gathering: Event) -> bool:
    """Whether a sentence tells more of ``gathering``: in its paragraph, or of a protest and nothing else."""
    if losses_told(facts) or not facts.acts:
        return False
    strong = _strong(facts)
    if gathering.ends_in(facts.sentence.line):
        return strong <= _AFTERWARDS
    return bool(strong) and strong <= _GATHERED and bool(facts.act_names & _GATHERED)


def apart_from(event: Event, facts: Facts, words: Sequence[str]) -> bool:
    """Whether ``event`` is a protest over deaths, and a sentence tells of the deed that brought them."""
    if not facts.act_names & _DEADLY:
        return False
    told = [f for f in event.facts if f.acts]
    if not told or any(not _strong(f) <= _GATHERED for f in told):
        return False
    if not any("protest" in f.act_names for f in told) or "protest" in facts.act_names:
        return False
    died = any(t.kind == "killed" and t.count.value for t in facts.tolls)
    return died and any(_carries(f, words) for f in event.facts)


def gathering(facts: Facts) -> Event:
    """The protest that a sentence tells of; where people carried their dead to, they stayed."""
    at = tuple(replace(m, role="at") if m.role == "to" else m for m in facts.places)
    return without_dead(Event("main", [replace(facts, places=at)]))


def without_dead(event: Event) -> Event:
    """The protest without the dead whom it is about."""
    event.facts = [replace(f, tolls=()) for f in event.facts]
    event.late = event.gathering = True
    return event
