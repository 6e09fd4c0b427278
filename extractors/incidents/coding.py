"""What happened, in each codebook's words: kind, ACLED's event types, GTD's attack, weapon and target types.

Every field is decided by its own codebook's precedence; no label of one gates another's.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.incidents.events import Event
from extractors.incidents.lexicon import Hit, read_rows

_CODING = Path(__file__).parent.parent / "data" / "coding.csv"
_WEAPONS = {"Vehicle": "Vehicle (not to include vehicle-borne explosives, i.e., car or truck bombs)"}
_REMOTE = frozenset("chemical airstrike suicide shelling ied bombing grenade blast defused".split())
_FIGHT = frozenset("clash storm siege".split())
_QUIET = frozenset(
    "protest riot crowdcontrol arrest seizure surrender agreement damage looting arson mob".split()
)
_ARMED_TARGETS = frozenset({"Police", "Military"})
_STATE = frozenset({"arrest", "seizure"})
_ARMED_DEEDS = frozenset(
    "suicide bombing ied ambush operation storm grenade abduction assassination shooting execution siege airstrike".split()
)
_GENERIC_TARGET = "Private Citizens & Property"


@dataclass(frozen=True, slots=True)
class Coded:
    """The codes of one event, and the token spans (sentence, hit) that each rests on."""

    kind: str
    event_type: str
    sub_event_type: str
    attack_type: str | None
    weapon_type: str | None
    target_type: str | None
    suicide: bool
    foiled: bool
    against_militants: bool
    deed: Hit | None
    weapon: Hit | None
    target: Hit | None


@cache
def _table() -> Mapping[str, dict[str, str]]:
    return {row["act"]: row for row in read_rows(_CODING)}


@dataclass(frozen=True, slots=True)
class Dead:
    """The dead and hurt of an event by side, None where the text is silent."""

    civilians: int | None
    security: int | None
    militants: int | None
    total: int | None


def _acts(event: Event) -> dict[str, Hit]:
    """The deeds of an event with the first words that say each; strong words before weak ones."""
    found: dict[str, Hit] = {}
    strong: set[str] = set()
    for facts in event.facts:
        for hit in facts.acts:
            name, strength = hit.row["act"], hit.row["strength"]
            if strength == "0":
                continue
            if name not in found or (strength == "2" and name not in strong):
                found[name] = hit
            if strength == "2":
                strong.add(name)
    return found


def _strong(event: Event) -> set[str]:
    return {h.row["act"] for f in event.facts for h in f.acts if h.row["strength"] == "2"}


def code(event: Event, dead: Dead, communal: bool) -> Coded:
    """Code one event from its deeds, its dead and its targets."""
    acts, strong = _acts(event), _strong(event)
    target_hit, target = _target(event, dead)
    only_militants = (
        bool(dead.militants) and not dead.civilians and not dead.security and dead.total == dead.militants
    )
    operation = _is_operation(acts, strong, only_militants, dead)
    if operation:
        target, target_hit = "Terrorists/Non-State Militia", None
    kind = _kind(strong, operation, communal, civil=_is_civil(event, strong))
    event_type, sub = _acled(acts, strong, operation, target, dead, kind)
    attack = _attack(acts, strong, kind, event_type)
    weapon_hit, weapon = _weapon(event, acts, kind)
    if kind == "protest or riot" or event_type in ("Protests",):
        attack = weapon = None
        target = target if target != _GENERIC_TARGET else None
    coded_acts = [name for name in acts if name in _table()]
    deed = acts[min(coded_acts, key=lambda a: int(_table()[a]["rank"]))] if coded_acts else None
    return Coded(
        kind,
        event_type,
        sub,
        attack,
        weapon,
        target,
        "suicide" in acts,
        bool({"foiled", "defused"} & set(acts)),
        operation or kind == "clash",
        deed,
        weapon_hit,
        target_hit,
    )


def _is_operation(acts: Mapping[str, Hit], strong: set[str], only_militants: bool, dead: Dead) -> bool:
    hostile = strong & {
        "suicide",
        "ied",
        "bombing",
        "grenade",
        "storm",
        "ambush",
        "abduction",
        "assassination",
        "attack",
    }
    if "operation" in strong and not (strong & {"suicide", "storm", "ambush", "assassination"}):
        return True
    if only_militants and not (hostile - {"attack"}):
        return not ("attack" in strong and "clash" not in strong and "operation" not in acts)
    if "operation" in acts and dead.militants and not hostile:
        return True
    return bool(_STATE & strong) and not (
        strong - _STATE - {"seizure", "operation", "raid", "bombing", "ied"}
    )


def _is_civil(event: Event, strong: set[str]) -> bool:
    """Whether it is a protest or a riot: the first sentence says so and nobody armed attacked."""
    first = {h.row["act"] for h in event.facts[0].acts if h.row["strength"] == "2"}
    weak = {h.row["act"] for h in event.facts[0].acts}
    armed = _ARMED_DEEDS & strong
    if first & {"protest", "riot"}:
        return not armed
    return "protest" in weak and not first - {"arrest", "looting"} and not armed


def _kind(strong: set[str], operation: bool, communal: bool, *, civil: bool) -> str:
    if civil:
        return "protest or riot"
    if "surrender" in strong and not (strong - {"surrender", "seizure", "arrest"}):
        return "other"
    if communal:
        return "communal violence"
    if operation:
        return "security operation"
    if "airstrike" in strong and not (strong & {"suicide", "ied", "storm"}):
        return "security operation"
    if "mob" in strong:
        return "communal violence"
    if "clash" in strong and not (
        strong & (_REMOTE | {"attack", "storm", "ambush", "shooting", "abduction", "siege"})
    ):
        return "clash"
    return "militant attack"


def _acled(
    acts: Mapping[str, Hit], strong: set[str], operation: bool, target: str | None, dead: Dead, kind: str
) -> tuple[str, str]:
    table = _table()
    names = set(acts)
    if kind == "protest or riot":
        return _protest(names, strong, dead)
    remote = strong & _REMOTE
    if not remote and names & {"bombing", "suicide"} and not (strong - {"blast"}):
        remote = names & _REMOTE
    fight = strong & _FIGHT
    air = strong & {"airstrike"}
    if operation and not (remote & {"airstrike", "shelling"}):
        if strong & _STATE and not (dead.total or fight):
            act = "arrest" if "arrest" in strong else "seizure"
            return table[act]["event"], table[act]["sub"]
        return "Battles", "Armed clash"
    if remote and not (fight - {"siege"}) and not (dead.militants and fight):
        act = min(remote, key=lambda a: int(table[a]["rank"]))
        return table[act]["event"], table[act]["sub"]
    if "takeover" in strong:
        return "Battles", "Government regains territory" if kind == "security operation" else table["takeover"]["sub"]
    if fight and not air:
        if "storm" in fight and target not in _ARMED_TARGETS and "clash" not in fight and not dead.militants:
            return "Violence against civilians", "Attack"
        return "Battles", "Armed clash"
    if air:
        return table["airstrike"]["event"], table["airstrike"]["sub"]
    violent = names - _QUIET - _REMOTE - {"defused", "foiled", "intercepted"}
    if violent & {
        "shooting",
        "armed",
        "attack",
        "ambush",
        "killing",
        "raid",
        "assassination",
        "execution",
        "melee",
    }:
        if target in _ARMED_TARGETS or dead.security:
            return "Battles", "Armed clash"
        if "abduction" in strong and not dead.total:
            return table["abduction"]["event"], table["abduction"]["sub"]
        return "Violence against civilians", "Attack"
    known = [a for a in names if a in table]
    if not known:
        return "Violence against civilians", "Attack"
    act = min(known, key=lambda a: (a not in strong, int(table[a]["rank"])))
    return table[act]["event"], table[act]["sub"]


def _protest(names: set[str], strong: set[str], dead: Dead) -> tuple[str, str]:
    violent = names & {"riot", "mob", "arson", "beating", "looting"} or (strong & {"clash"})
    if violent:
        return "Riots", "Violent demonstration"
    if dead.total:
        return "Protests", "Excessive force against protesters"
    if "crowdcontrol" in names or ("arrest" in strong and "operation" not in names):
        return "Protests", "Protest with intervention"
    return "Protests", "Peaceful protest"


def _attack(acts: Mapping[str, Hit], strong: set[str], kind: str, event_type: str) -> str | None:
    table = _table()
    if kind == "security operation":
        return None
    names = [a for a in strong if a in table] or [a for a in acts if a in table]
    if "hostage" in acts and "siege" in acts:
        names.append("hostage")
    rated = [a for a in names if table[a]["attack"]]
    if not rated:
        return None
    return table[min(rated, key=lambda a: int(table[a]["gtd_rank"]))]["attack"]


def _weapon(event: Event, acts: Mapping[str, Hit], kind: str) -> tuple[Hit | None, str | None]:
    counts: Counter[str] = Counter()
    first: dict[str, Hit] = {}
    for position, facts in enumerate(event.facts):
        for hit in facts.acts:
            weapon = hit.row["weapon"]
            if not weapon:
                continue
            counts[weapon] += (4 if hit.row["strength"] == "2" else 2) * (3 if position < 2 else 1)
            first.setdefault(weapon, hit)
    if not counts:
        return None, None if kind in ("security operation", "clash") else "Unknown"
    weapon = max(counts, key=lambda w: (w == "Explosives" and counts[w] >= 4, counts[w]))
    return first[weapon], _WEAPONS.get(weapon, weapon)


def _target(event: Event, dead: Dead) -> tuple[Hit | None, str | None]:
    """GTD's target: the thing attacked, else the people hurt."""
    scores: Counter[str] = Counter()
    first: dict[str, Hit] = {}
    for position, facts in enumerate(event.facts):
        weight = 3 if position < 2 else 1
        for hit in facts.targets:
            target, rank = hit.row["target"], hit.row["rank"]
            scores[target] += weight * {"2": 6, "1": 3, "0": 1}[rank]
            first.setdefault(target, hit)
        for toll in facts.tolls:
            if toll.count.target and toll.count.side != "militants" and not toll.part:
                scores[toll.count.target] += weight * (2 if toll.count.side == "people" else 5)
    if not scores:
        return None, _GENERIC_TARGET if dead.total or dead.civilians else None
    target = max(scores, key=lambda t: scores[t])
    return first.get(target), target
