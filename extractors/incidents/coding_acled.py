"""ACLED's event and sub-event type of one event.

The sub-event that stands higher in the codebook's order wins where several are told: battles,
protests, riots, explosions and remote violence, violence against civilians, strategic developments.
"""

from extractors.incidents.deeds import Deeds, coding_table

_REMOTE = frozenset(
    [
        "chemical",
        "airstrike",
        "suicide",
        "shelling",
        "ied",
        "bombing",
        "grenade",
        "blast",
        "heavyfire",
        "rocketfire",
    ]
)
_FIGHT = frozenset(["clash", "storm", "siege"])
_VIOLENT = frozenset(
    [
        "shooting",
        "armed",
        "attack",
        "ambush",
        "killing",
        "raid",
        "assassination",
        "execution",
        "melee",
        "beating",
    ]
)
_RIOTOUS = frozenset(["riot", "mob", "arson", "beating", "looting", "damage", "melee"])
_CROWD_DEEDS = frozenset(
    ["mob", "beating", "attack", "melee", "clash", "looting", "killing", "damage", "arson", "execution"]
)
_ARMED_DEEDS = frozenset(
    [
        "suicide",
        "bombing",
        "ied",
        "ambush",
        "operation",
        "storm",
        "grenade",
        "abduction",
        "assassination",
        "shooting",
        "execution",
        "siege",
        "airstrike",
    ]
)
_CLASH = ("Battles", "Armed clash")
_LAID = frozenset(["ied", "bombing", "blast", "shelling"])
_DROPPED = frozenset(["ied", "bombing", "grenade"])
_FIRED = frozenset(["heavyfire", "rocketfire"])
_FAR = _FIRED | {"shelling", "airstrike"}
_SAID_IN_PASSING = frozenset(["airstrike", "shelling", "suicide", "ied"])
_PROPERTY = frozenset(["looting", "damage"])
_ATTACK = ("Violence against civilians", "Attack")
_MANY_TIMES = 5
Codes = tuple[str, str]


def is_civil(deeds: Deeds) -> bool:
    """Whether it is a demonstration or a riot: the first sentence says so and nobody armed attacked."""
    lead, strong = deeds.lead, deeds.lead_strong
    if "armed" in deeds.actors and strong & (_ARMED_DEEDS | {"arson"}) & deeds.own:
        return False
    if strong & {"protest", "riot"}:
        return not (_ARMED_DEEDS & deeds.own and deeds.dead.total and "state" not in deeds.actors)
    if not lead & {"protest", "riot"} or _ARMED_DEEDS & deeds.strong:
        return False
    return not strong - {"arrest", "looting", "mob", "beating", "attack", "clash", "arson"}


def acled(deeds: Deeds, *, operation: bool, civil: bool) -> Codes:
    """The event and sub-event type."""
    if civil:
        return _demonstration(deeds)
    strong = deeds.strong
    territory = strong & {"regain", "takeover"}
    if territory and not strong & _REMOTE - {"heavyfire"}:
        return _row("regain" if "regain" in territory or "state" in deeds.actors else "takeover")
    if is_mob(deeds):
        return _row("riot" if "demand" in deeds.conduct else "mob")
    remote = _remote(deeds)
    if "legacy" in deeds.conduct and remote <= _LAID:
        return _row("threat")
    if _is_property(deeds):
        return _row("looting")
    if deeds.downed or _disrupted(deeds):
        return _row("seizure")
    if operation and not remote & _FAR:
        return _by_state(deeds)
    if _is_battle(deeds, remote):
        return _CLASH
    if remote:
        return _row(min(remote, key=_rank))
    return _violence(deeds) or _development(deeds)


def _rank(act: str) -> int:
    return int(coding_table()[act]["rank"])


def _row(act: str) -> Codes:
    row = coding_table()[act]
    return row["event"], row["sub"]


def _remote(deeds: Deeds) -> set[str]:
    """The deeds done from afar."""
    strong = deeds.strong & _REMOTE
    names = set(deeds.acts) & _REMOTE
    if (
        strong <= {"grenade"}
        and deeds.lead_strong & {"attack", "shooting", "storm"}
        and "grenade" not in deeds.lead
    ):
        return set()  # gunmen who threw a grenade as well
    if deeds.downed or _disrupted(deeds):
        return set()
    if "aircraft" in deeds.conduct and "raid" in deeds.lead_strong:
        return {"airstrike"}
    if strong and strong <= _DROPPED and "airstrike" in deeds.lead and "aircraft" in deeds.conduct:
        return {"airstrike"}  # 'an explosive device fell from a drone'
    if strong:
        return set(strong)
    if names & {"bombing", "suicide"} and not deeds.strong - {"blast"}:
        return names
    if (
        deeds.strong <= {"attack"}
        and names & _SAID_IN_PASSING
        and not {"shooting", "armed"} & set(deeds.acts)
    ):
        return names & _SAID_IN_PASSING  # 'the missile struck', 'the attack'
    far = names & _FAR
    if far and not deeds.strong & (_VIOLENT | _FIGHT) and not (far <= _FIRED and deeds.deadly):
        return far
    return set()


def _disrupted(deeds: Deeds) -> bool:
    """Whether weapons were found, defused or taken before anybody used them."""
    if "foiled" in deeds.lead and not deeds.hurt and {"seizure", "arrest", "defused"} & set(deeds.acts):
        return True
    if deeds.deadly or deeds.strong & (_FIGHT | {"attack", "shooting", "blast", "suicide", "storm"}):
        return False
    return "defused" in deeds.strong or ("seizure" in deeds.acts and deeds.armoury)


def _is_property(deeds: Deeds) -> bool:
    """Whether things were taken or destroyed and nobody was hurt: also contraband that the state seized."""
    if deeds.hurt or deeds.strong & (_FIGHT | _REMOTE | {"abduction", "ambush", "shooting", "defused"}):
        return False
    acts = set(deeds.acts)
    if "goods" in deeds.conduct and acts & {"arrest", "seizure"}:
        return True
    if "arson" in deeds.strong or (
        deeds.strong <= {"attack"} and deeds.lead & {"arson", "damage", "looting"}
    ):
        return not deeds.strong & {"arrest", "surrender", "operation"}
    return False


def is_mob(deeds: Deeds) -> bool:
    """Whether unarmed people attacked, or each other, without asking for anything."""
    armed_lead = deeds.lead_strong & (_VIOLENT | _REMOTE | _FIGHT) and "mob" not in deeds.lead_strong
    if (
        "mob" in deeds.strong
        and not armed_lead
        and not deeds.strong & (_ARMED_DEEDS - {"shooting", "operation", "execution"})
    ):
        return True
    sides = deeds.actors | deeds.objects
    if (
        deeds.brawl
        and "crowd" in sides
        and "armed" not in sides
        and not deeds.strong & (_ARMED_DEEDS | _REMOTE | {"raid"})
    ):
        return True
    crowd = "crowd" in deeds.actors and "armed" not in sides
    if not crowd or deeds.strong & (_ARMED_DEEDS | {"raid"}) or set(deeds.acts) & _REMOTE:
        return False
    active = deeds.lead & _CROWD_DEEDS
    return bool(active) and (
        ("crowd" in deeds.actors and "state" not in deeds.actors) or "melee" in deeds.conduct
    )


def _by_state(deeds: Deeds) -> Codes:
    fight = deeds.strong & _FIGHT
    if {"beating", "torture"} & set(deeds.acts) and not (fight or "armed" in deeds.objects):
        return _ATTACK
    if "arrest" in deeds.lead_strong and deeds.actors == {"armed"} and not (deeds.dead.total or fight):
        return _row("abduction")  # whom an armed group arrests, it takes
    if deeds.strong & {"arrest", "seizure"} and not (deeds.dead.total or fight):
        return _row("arrest" if "arrest" in deeds.strong else "seizure")
    return _CLASH


def _is_battle(deeds: Deeds, remote: set[str]) -> bool:
    """Whether two armed sides fought."""
    strong, conduct = deeds.strong, deeds.conduct
    fight = strong & _FIGHT
    if remote:
        exchange = (
            "light" in conduct and "shooting" in deeds.acts and not remote & {"airstrike", "suicide", "ied"}
        )
        both = (
            deeds.aim == "state"
            and deeds.dead.security
            and (deeds.dead.militants or 0) > 1
            and "attack" in strong
        )
        if "both" in conduct and remote <= _FAR | {"blast"} and "airstrike" not in remote:
            return True
        return exchange or bool(fight - {"siege"} or (deeds.dead.militants and fight) or both)
    if "clash" in fight:
        return True
    if fight:
        return "state" in deeds.objects or bool(deeds.dead.militants)
    if not (set(deeds.acts) & _VIOLENT or "light" in conduct):
        return False
    if "torture" in strong:
        return False
    if "repel" in conduct and {"armed", "state"} & (deeds.actors | deeds.objects):
        return True
    if "front" in conduct and deeds.objects & {"state", "armed"}:
        return True
    if "light" in conduct and not deeds.strong and not deeds.hurt:
        return True
    if "light" in conduct and not deeds.objects - {"state", "armed"} and not deeds.dead.civilians:
        return True
    if "former" in conduct or _mostly_civilians(deeds):
        return False
    if deeds.aim == "state" and "state" not in deeds.actors:
        return True
    if deeds.aim == "armed" and deeds.actors & {"state", "armed"} and not deeds.dead.civilians:
        return True
    return bool(deeds.dead.security) or (bool(deeds.dead.militants) and "state" in deeds.actors)


def _mostly_civilians(deeds: Deeds) -> bool:
    """'killed 60 villagers and four soldiers': who kills mostly the unarmed fought no battle."""
    return (deeds.dead.civilians or 0) > _MANY_TIMES * (deeds.dead.security or 0) > 0


def _violence(deeds: Deeds) -> Codes | None:
    acts, strong = deeds.acts, deeds.strong
    if "sexual" in strong:
        return _row("sexual")
    if "abduction" in strong and not deeds.dead.total:
        return _row("abduction")
    things = strong & {"arson", "looting", "surrender"} and not strong & _VIOLENT
    if set(acts) & _VIOLENT and not (things and not deeds.dead.total):
        if strong & {"arrest", "arson", "looting", "surrender", "defused", "intercepted"} and not (
            strong & (_VIOLENT - {"attack"}) or deeds.dead.total
        ):
            return None
        return _ATTACK
    return None


def _development(deeds: Deeds) -> Codes:
    known = [act for act in deeds.acts if act in coding_table()]
    if not known:
        return _ATTACK
    if deeds.dead.total and _PROPERTY.issuperset(known):
        return _CLASH if deeds.dead.security else _ATTACK  # 'an attempt to break into the fort left six dead'
    return _row(min(known, key=lambda act: (act not in deeds.strong, _rank(act))))


def _demonstration(deeds: Deeds) -> Codes:
    """A protest or a riot: by whether the people themselves turned violent, or force was used on them."""
    own = deeds.own
    if deeds.lead_strong & {"shooting", "execution"} and "state" in deeds.actors and deeds.deadly:
        return "Protests", "Excessive force against protesters"
    if own & (_RIOTOUS - {"beating"}) or "clash" in own or ("beating" in own and "state" not in deeds.actors):
        return "Riots", "Violent demonstration"
    if deeds.dead.total and "state" in deeds.actors and own & {"killing", "shooting", "execution"}:
        return "Protests", "Excessive force against protesters"
    if "intervene" in deeds.conduct or "crowdcontrol" in own or deeds.arrests or deeds.halted:
        return "Protests", "Protest with intervention"
    return "Protests", "Peaceful protest"
