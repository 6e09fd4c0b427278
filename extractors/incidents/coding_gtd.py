"""GTD's attack and weapon type of one event, by its hierarchy of attacks."""

from collections import Counter

from extractors.incidents.deeds import Deeds, coding_table
from extractors.incidents.event import Event
from extractors.incidents.lexicon import Hit

_VEHICLE = {"Vehicle": "Vehicle (not to include vehicle-borne explosives, i.e., car or truck bombs)"}
_BLASTS = frozenset(["bombing", "suicide", "ied", "blast"])
_SAID = 12  # explosives said for certain in the lead go before all the guns
_BY_HAND = frozenset(["beating", "melee"])
_GUNS = frozenset(["shooting", "armed", "clash", "storm", "ambush"])
_THROWN = frozenset(["grenade", "rocketfire"])
_GENERIC = frozenset(["attack", "killing", "bodyfound", "damage", "raid", "operation"])


def attack_type(deeds: Deeds, *, prominent: bool) -> str | None:
    """The type of attack; ``prominent`` where a certain person of standing was its aim."""
    table = coding_table()
    told = deeds.lead_strong - _GENERIC or deeds.strong
    names = {act for act in told if act in table} or {act for act in deeds.acts if act in table}
    if "hostage" in deeds.acts and ("siege" in deeds.acts or "storm" in deeds.acts):
        names.add("hostage")
    burnt = "arson" in deeds.acts and not (deeds.hurt or deeds.strong - _GENERIC - {"arson", "mob"})
    if burnt:
        names = (names - {"mob"}) | {"arson"}
    if names & {"arson", "looting"} and not (deeds.dead.total or names - _GENERIC - {"arson", "looting"}):
        names -= _GENERIC
    if names <= {"arson", "looting"} and deeds.deadly:
        names |= {"attack", "killing", "shooting"} & deeds.acts.keys()  # who kills and burns attacks
    if deeds.dead.total:
        names.discard("looting")  # it is no aim of those who kill
    if _GUNS & (deeds.strong | deeds.lead) and any(table[act]["attack"] for act in names - _THROWN):
        names -= _THROWN  # besides guns they make no bombing of an assault
    rated = [act for act in names if table[act]["attack"]]
    if not rated:
        return None
    first = table[min(rated, key=lambda act: int(table[act]["gtd_rank"]))]["attack"]
    if prominent and first in ("Armed Assault", "Bombing/Explosion", "Unarmed Assault"):
        return "Assassination"
    return first


def weapon_type(event: Event, deeds: Deeds, *, by_state: bool) -> tuple[Hit | None, str | None]:
    """The weapon that the words show, with the first of them."""
    hits = [
        (position, hit)
        for position, facts in enumerate(event.facts)
        for hit in facts.acts
        if hit.row["weapon"]
    ]
    told = [(p, hit) for p, hit in hits if hit.row["strength"] == "0" or hit.row["act"] in deeds.acts]
    if deeds.deadly and deeds.lead_strong & _BY_HAND:
        told = [(p, hit) for p, hit in told if hit.row["act"] != "arson"]  # houses burnt beside it
    counts: Counter[str] = Counter()
    first: dict[str, Hit] = {}
    for position, hit in told or hits:
        weapon = hit.row["weapon"]
        counts[weapon] += (4 if hit.row["strength"] == "2" else 2) * (3 if position < 2 else 1)
        first.setdefault(weapon, hit)
    if not counts:
        return None, None if by_state else "Unknown"
    if "Vehicle" in counts and "ramming" in deeds.lead_strong and not deeds.lead_strong & _BLASTS:
        weapon = "Vehicle"
    else:
        weapon = max(counts, key=lambda w: (w == "Explosives" and counts[w] >= _SAID, counts[w]))
    gun = next((h for h in event.facts[0].acts if h.row["weapon"] == "Firearms"), None)
    if weapon == "Melee" and gun is not None:
        return gun, "Firearms"  # armed men beat up the driver whom they let go
    return first[weapon], _VEHICLE.get(weapon, weapon)
