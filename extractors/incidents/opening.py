"""What a sentence must say to open an event, as news or as history, or to announce several."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractors.incidents import lexicon, phrases
from extractors.incidents.actors import is_forces
from extractors.incidents.allocation import counted_deeds
from extractors.incidents.deeds_apart import FROM_AFAR
from extractors.incidents.event import Event
from extractors.incidents.facts import LOSSES, Facts, losses_told
from extractors.incidents.gazetteer import Place
from extractors.incidents.scene import relation, scene

_DEFINITE = frozenset(["the", "this", "that", "these", "those", "his", "her", "its", "their", "such", "'s"])
NO_EVENT = frozenset(
    ["reaction", "verdict", "judged", "habit", "exercise", "sport", "fiction", "ceremony", "advice", "unsaid"]
)
_WEAPONS = frozenset(["bombing", "grenade", "shelling", "ied"])  # a weapon named alone is no deed
_EARLY_TOKENS = 6
_NAMED = 40  # places of one sentence that are compared
_RECENT = frozenset(["recent", "latest"])
_PLURAL = frozenset(phrases.words("deeds", "plural"))
_AREAS = frozenset(phrases.words("deeds", "areas"))
_BOMBS = _PLURAL | {"bombs"}
_ALL_OF_THEM = frozenset(["the", "these", "those", "two", "three"])


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("deed_nouns"))


def definite(hit: lexicon.Hit, words: Sequence[str]) -> bool:
    """Whether a deed is spoken of as known already: 'the attack', 'this bombing'."""
    before = words[max(0, hit.first - 3) : hit.first]
    if not before or words[hit.last - 1] not in _nouns():
        return False
    return before[-1] in _DEFINITE or (len(before) > 1 and before[-2] in _DEFINITE and before[-1].isalpha())


def of_late(facts: Facts, words: Sequence[str]) -> bool:
    """Whether a sentence speaks of a deed as known and recent: 'the recent bombing', 'latest airstrikes'."""
    return any(_RECENT & set(words[max(0, h.first - 3) : h.first]) for h in facts.acts)


def recalls(facts: Facts, words: Sequence[str]) -> bool:
    """Whether such a sentence says where: 'the recent bombing at a shrine in Multan'."""
    here = [m.place for m in scene(facts) if m.place.country and m.role in ("at", "near", "attributive")]
    return of_late(facts, words) and any(place.kind != "country" for place in here)


def of_many(facts: Facts, words: Sequence[str]) -> bool:
    """Whether a sentence speaks of attacks in general: 'has claimed small attacks in the north'."""
    strong = [h for h in facts.acts if h.row["strength"] == "2"]
    plural = all(words[h.last - 1] in _PLURAL and not definite(h, words) for h in strong)
    counted = any((n.value or 0) > 2 for n in facts.numbers)  # 'one of three attacks'
    return bool(strong) and plural and not (counted or facts.dates or losses_told(facts))


def each_place(facts: Facts, words: Sequence[str]) -> list[Facts]:
    """The sentence once for each of its towns: 'recent attacks in Quetta and Tank' are two."""
    if facts.tolls or not any(words[h.last - 1] in _PLURAL for h in facts.acts):
        return [facts]
    towns = [
        m
        for m in scene(facts)
        if m.role in ("at", "near") and m.place.kind not in ("country", "region", "admin1")
    ]
    apart = all(relation(a.place, b.place) == "conflict" for n, a in enumerate(towns) for b in towns[n + 1 :])
    if len(towns) < 2 or not apart:
        return [facts]
    return [
        replace(facts, places=tuple(m for m in facts.places if m is town or m not in towns)) for town in towns
    ]


def claims_those(facts: Facts, words: Sequence[str]) -> bool:
    """Whether a sentence names a group and speaks of deeds told before: 'Daesh claimed those killings'."""
    return bool(facts.groups) and any(
        words[h.first - 1] in ("those", "both") and words[h.last - 1] in _PLURAL for h in facts.acts
    )


def says_why(facts: Facts, words: Sequence[str]) -> bool:
    """Whether it is a clause cut off that says why something was done: 'in response to the raid in Tank'."""
    opens = any(h.row["tag"] == "motive" and h.first == facts.sentence.first for h in facts.cue_hits)
    return opens and is_clause(facts, words)


def is_clause(facts: Facts, words: Sequence[str]) -> bool:
    """Whether it is a clause cut off before a comma (`clauses`)."""
    return words[facts.sentence.last : facts.sentence.last + 1] == [","]


def strikes_abroad(facts: Facts) -> bool:
    """Whether a sentence without day or toll tells of one state's strikes in another."""
    if facts.dates or facts.tolls or not _struck(facts):
        return False
    there = {m.place.country for m in facts.places if m.role == "at" and m.place.country}
    states = [g for g in facts.groups if is_forces(g) and " " not in g.text]
    return any(there and g.country not in there for g in states)


def answers(facts: Facts) -> bool:
    """Whether a sentence tells on which day forces of a state fired at a place."""
    day = any(m.precision == "day" and m.first for m in facts.dates)
    return at_a_spot(facts) and _struck(facts) and day and any(is_forces(g) for g in facts.groups)


def _struck(facts: Facts) -> bool:
    """Whether a sentence says for certain that something was struck from afar."""
    return any(h.row["act"] in FROM_AFAR and h.row["strength"] == "2" for h in facts.acts)


def at_a_spot(facts: Facts) -> bool:
    """Whether a sentence says at which town or district something was."""
    return any(m.place.kind not in ("country", "region", "admin1") and m.role == "at" for m in scene(facts))


def can_open(facts: Facts, words: Sequence[str], *, first: bool) -> bool:
    """Whether a sentence may open an event of the day; the ``first`` of a text needs no number."""
    if _only_reacts(facts) and not (first and _tells_it(facts)):
        return False
    if recalls(facts, words) and not losses_told(facts):
        return first
    if losses_told(facts):
        return True
    if facts.cues & NO_EVENT and not (facts.cues & NO_EVENT == {"ceremony"} and _armed(facts)):
        return False  # but for gunmen who attack a ceremony
    if first and any(t.kind in LOSSES and t.count.value for t in facts.tolls):
        return True
    if "seizure" in facts.act_names and any(h.row["weapon"] for h in facts.acts):
        return True
    fresh = [h for h in facts.acts if h.row["strength"] == "2" and not definite(h, words)]
    return any(h.row["act"] not in _WEAPONS or h.last - h.first > 1 for h in fresh) or (
        bool(fresh) and len(facts.acts) > 1
    )


def _only_reacts(facts: Facts) -> bool:
    """'condemned the killing of two policemen': somebody speaks of what is told elsewhere, or nowhere."""
    reaction = next((h.first for h in facts.cue_hits if h.row["tag"] == "reaction"), None)
    told = [t.first for t in facts.tolls] + [h.first for h in facts.acts]
    return reaction is not None and bool(told) and reaction < min(told)


def _tells_it(facts: Facts) -> bool:
    """'The funerals of three soldiers who were killed in Tirah on Monday': it says all of the deed."""
    spot = next((m.start for m in scene(facts) if at_a_spot(facts)), None)
    days = [m.start for m in facts.dates if m.precision == "day"]
    return bool(losses_told(facts)) and spot is not None and any(day > spot for day in days)


def can_be_history(facts: Facts) -> bool:
    """Whether a sentence may open an event of the past: what befell whom, or what happened where."""
    if facts.cues & {"accident", "gas", "ruled_out"} or not facts.has_deed():
        return False
    losses = any(t.kind in LOSSES and not t.weak and t.count.value is not None for t in facts.tolls)
    if facts.act_names == {"siege"} and not losses:
        return False  # 'have besieged the city since 2015': a state of things
    strong = _armed(facts) or _certain(facts)
    return (losses and (bool(facts.dates) or bool(scene(facts)) or strong)) or (
        strong and _placed(facts) and bool(facts.dates)
    )


def _armed(facts: Facts) -> bool:
    """Whether armed men or an armed group did something."""
    return _real(facts) and (
        any(h.row["tag"] == "gunmen" for h in facts.conduct) or any(not is_forces(g) for g in facts.groups)
    )


def befell_one(facts: Facts) -> bool:
    """Whether a sentence of history says that one person was killed, when, and where or by what."""
    one = any(t.kind == "killed" and t.weak and t.count.value for t in facts.tolls)
    dated = any(m.precision in ("day", "month") for m in facts.dates)
    return (
        _real(facts)
        and one
        and dated
        and (_placed(facts) or _certain(facts) or bool(facts.cues & {"there", "likewise"}))
    )


def _certain(facts: Facts) -> bool:
    """Whether words say a deed for certain."""
    return any(h.row["strength"] == "2" for h in facts.acts)


def _real(facts: Facts) -> bool:
    """Whether a deed was done, and is not only feared or asked for."""
    return bool(facts.acts) and not facts.cues & {"hypothetical", "weak_hypothetical"}


def _placed(facts: Facts) -> bool:
    """Whether a sentence says in which province, district or town something was."""
    return any(m.place.kind not in ("country", "region") for m in scene(facts))


def done_likewise(event: Event) -> bool:
    """Whether an event was done as the news: 'in the same way'; 'in a similar incident', alone."""
    first = event.facts[0]
    similar = any(h.row["note"] == "likewise" for h in first.cue_hits) and not _certain(first)
    return similar or any("likewise" in f.cues for f in event.facts)


def early_another(facts: Facts, words: Sequence[str]) -> bool:
    """Whether the sentence begins with words that open another event."""
    first = facts.sentence.first
    if any(h.row["tag"] == "another" and h.first - first <= _EARLY_TOKENS for h in facts.cue_hits):
        return True
    return any(
        "another" in words[max(first, h.first - 3) : h.first] and h.first - first <= _EARLY_TOKENS + 3
        for h in facts.acts
        if h.row["strength"] == "2"
    )


def weakly_another(facts: Facts) -> bool:
    """Whether the sentence begins with words that may open another event: 'a second blast'."""
    first = facts.sentence.first
    return any(
        h.row["tag"] == "weak_another" and not h.row["same_day"] and h.first - first <= _EARLY_TOKENS
        for h in facts.cue_hits
    )


def opens_item(facts: Facts) -> bool:
    """Whether the sentence begins the first of several events announced before: 'in one of them'."""
    return "first_item" in facts.cues


def announces_several(facts: Facts, words: Sequence[str]) -> bool:
    """Whether a sentence announces several events at once: 'separate attacks in Quetta and Tank'."""
    places = [m.place for m in scene(facts) if m.place.kind not in ("country", "region")][:_NAMED]
    exact = any(p.kind != "admin1" for p in places)
    if words[facts.sentence.last - 1] == ":" and losses_told(facts):
        return True
    if "in_all" in facts.cues and not exact and losses_told(facts):
        return True
    if "separate" in facts.cues:
        return True
    if facts.sentence.heading and sum(not t.part for t in facts.tolls) > 1 and _apart(places):
        return True
    if facts.cues & {"several", "region_wide"}:
        return not exact or _apart(places)
    if not exact and not facts.sentence.tail and counted_deeds(facts, words, _PLURAL if places else _BOMBS):
        return True
    if not exact and losses_told(facts) and counted_deeds(facts, words, _AREAS):
        return True  # 'posts in two districts were attacked, and six guards killed'
    plural = any(h.row["strength"] == "2" and words[h.last - 1] in _PLURAL for h in facts.acts)
    return plural and _apart(places)


def _apart(places: Sequence[Place]) -> bool:
    """Whether two of some places lie apart."""
    return any(relation(a, b) == "conflict" for n, a in enumerate(places) for b in places[n + 1 :])


def speaks_of_all(facts: Facts, words: Sequence[str]) -> bool:
    """Whether a sentence speaks of several deeds at once: 'the attacks', 'both bombings'."""
    inside = words[facts.sentence.first : facts.sentence.last]
    return "both" in inside or any(
        words[h.last - 1] in _PLURAL and _ALL_OF_THEM & set(words[max(0, h.first - 2) : h.first])
        for h in facts.acts
    )
