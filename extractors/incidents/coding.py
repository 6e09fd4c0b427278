"""What happened, in each codebook's words: kind, ACLED's event types, GTD's attack, weapon and target types.

Every field is decided by its own codebook's precedence; no label of one gates another's: `deeds` reads
what was done and by whom, `coding_acled`, `coding_gtd` and `coding_target` code it, this module joins them.
"""

from dataclasses import dataclass

from extractors.incidents.coding_acled import acled, is_civil, is_mob
from extractors.incidents.coding_gtd import attack_type, weapon_type
from extractors.incidents.coding_target import GENERIC, UNKNOWN, Target, target_type
from extractors.incidents.deeds import Dead, Deeds, coding_table, read_deeds
from extractors.incidents.event import Event
from extractors.incidents.lexicon import Hit
from extractors.incidents.tokens import Tokens

__all__ = ["Coded", "Dead", "code"]

_REMOTE = frozenset(
    ["chemical", "airstrike", "suicide", "shelling", "ied", "bombing", "grenade", "blast", "defused"]
)
_STATE = frozenset({"arrest", "seizure"})
_HOSTILE = frozenset(
    ["suicide", "ied", "bombing", "grenade", "storm", "ambush", "abduction", "assassination", "attack"]
)
_CLAIMED = _HOSTILE | {"takeover", "arson"}
_FOUGHT = frozenset(["clash", "shooting"])
_ASSAULT = frozenset(["attack", "shooting", "storm", "ambush", "raid"])


@dataclass(frozen=True, slots=True)
class Coded:
    """The codes of one event, and the words that each rests on.

    ``several`` are the fields for which the words of the event told different values, so that a
    codebook's order had to decide; ``assumed`` those that no word says on its own.
    """

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
    suicide_words: Hit | None
    foiled_words: Hit | None
    several: frozenset[str]
    assumed: frozenset[str]


def code(tokens: Tokens, event: Event, dead: Dead, communal: bool, *, claimed: bool = False) -> Coded:
    """Code one event from its deeds, its dead and its targets; ``claimed`` by an armed group."""
    deeds = read_deeds(tokens, event, dead)
    attacked = claimed and not dead.only_militants() and deeds.strong & _CLAIMED  # nobody claims his own dead
    operation = _is_operation(deeds) and not attacked
    civil = event.gathering or is_civil(deeds)
    kind = _kind(deeds, communal, operation=operation, civil=civil)
    kind = "militant attack" if attacked and kind == "clash" else kind
    event_type, sub = acled(deeds, operation=operation, civil=civil)
    kind = "protest or riot" if event_type == "Protests" else kind
    by_state = kind in ("security operation", "clash")
    aim = Target("Terrorists/Non-State Militia") if operation else target_type(tokens, event, dead.total)
    target = aim.type
    attack = None if kind == "security operation" else attack_type(deeds, prominent=aim.prominent)
    unsaid = kind == "security operation" and not deeds.strong and "operation" not in deeds.acts
    if unsaid and dead.total:
        attack = "Unknown"  # 'six militants were killed': nothing says how
    weapon_hit, weapon = weapon_type(event, deeds, by_state=by_state and not unsaid)
    if (
        weapon == "Unknown"
        and attack in ("Armed Assault", "Assassination")
        and target in ("Police", "Military")
    ):
        weapon = "Firearms"  # who attacks armed men without a bomb comes with guns
    if kind == "protest or riot" or event_type == "Protests":
        attack = weapon = None
        target = target if target != GENERIC and event_type == "Riots" else None
    elif deeds.brawl and event_type == "Riots" and target != "Police":
        target = GENERIC  # 'clashed near the Press Club'
    elif attack is not None and (target is None or "premature" in deeds.conduct):
        target = UNKNOWN if {"premature", "defused"} & (deeds.conduct | deeds.strong) else GENERIC
    foiled = {"foiled", "defused"} & (set(deeds.lead) if deeds.deadly else set(deeds.acts))
    several, assumed = _doubts(deeds)
    several |= {"target_type"} if aim.close else set()
    if weapon_hit is None:
        weapon_hit, assumed = aim.hit, assumed | {"weapon_type"}
    if weapon_hit is not None and _weapons(event) > 1:
        several |= {"weapon_type"}
    known = [name for name in deeds.acts if name in coding_table()]
    deed = min(known, key=lambda a: int(coding_table()[a]["rank"]), default=None)
    return Coded(
        kind,
        event_type,
        sub,
        attack,
        weapon,
        target,
        "suicide" in (deeds.strong if operation else deeds.acts),  # a vest that was seized is no attack
        bool(foiled),
        operation or kind == "clash",
        deeds.acts[deed] if deed else None,
        weapon_hit,
        aim.hit,
        deeds.acts.get("suicide"),
        next((deeds.acts[name] for name in sorted(foiled) if name in deeds.acts), None),
        frozenset(several),
        frozenset(assumed),
    )


_COLUMNS = {
    "incident_kind": "kind",
    "event_type": "event",
    "sub_event_type": "sub",
    "attack_type": "attack",
}


def _doubts(deeds: Deeds) -> tuple[set[str], set[str]]:
    """The fields for which the strong words tell several values, and those for which they tell none."""
    table = coding_table()
    told = {
        field: {table[act][column] for act in deeds.strong if act in table and table[act][column]}
        for field, column in _COLUMNS.items()
    }
    return {f for f, values in told.items() if len(values) > 1}, {f for f, v in told.items() if not v}


def _weapons(event: Event) -> int:
    """How many types of weapon the words of an event name."""
    return len({h.row["weapon"] for f in event.facts for h in f.acts if h.row["weapon"]})


def _is_operation(deeds: Deeds) -> bool:
    """Whether forces of the state acted against militants."""
    strong, acts = deeds.strong, deeds.acts
    hostile = strong & _HOSTILE
    if (
        strong & {"ied", "bombing", "blast", "suicide"}
        and not deeds.dead.militants
        and not deeds.lead_strong & _STATE
    ):
        return False
    if "operation" in strong and (
        deeds.dead.only_militants() or not strong & {"suicide", "storm", "ambush", "assassination"}
    ):
        return True
    if deeds.raided and deeds.dead.militants:
        return True
    if deeds.aim == "state" and "armed" in deeds.actors and deeds.lead_strong & _ASSAULT:
        return False
    freed = "rescue" in deeds.conduct and not deeds.lead_strong & (_HOSTILE - {"abduction"})
    if freed and ("operation" in acts or ("raid" in acts and "state" in deeds.actors)):
        return True
    if "foiled" in deeds.lead and _STATE & set(acts):
        return True
    fought = strong & _FOUGHT or "clash" in acts
    if deeds.aim == "armed" and "state" in deeds.actors and deeds.dead.militants and fought:
        return not deeds.lead_strong & (_HOSTILE - {"ambush"})
    if deeds.dead.only_militants() and not (hostile - {"attack"}):
        return not ("attack" in strong and "clash" not in strong and "operation" not in acts)
    lost = (deeds.dead.security or 0) > (deeds.dead.militants or 0)
    if "operation" in acts and deeds.dead.militants and not lost and not hostile:
        return True
    if _from_the_air(deeds) and deeds.dead.militants:
        return deeds.dead.militants >= (deeds.dead.civilians or 0) and not deeds.dead.security
    seized = {"grenade"} if "seizure" in acts else set()  # among the weapons
    return bool(_STATE & strong) and not (strong - _STATE - seized - {"operation", "raid", "bombing", "ied"})


def _from_the_air(deeds: Deeds) -> bool:
    """Whether aircraft did it, and nobody on the ground."""
    return "airstrike" in deeds.strong and not deeds.strong & {"suicide", "ied", "storm"}


def _kind(deeds: Deeds, communal: bool, *, operation: bool, civil: bool) -> str:
    strong = deeds.strong
    if civil:
        return "protest or riot"
    if "surrender" in strong and not (strong - {"surrender", "seizure", "arrest"}):
        return "other"
    if is_mob(deeds) and "demand" in deeds.conduct:
        return "protest or riot"
    if communal or is_mob(deeds):
        return "communal violence"
    if operation:
        return "security operation"
    if deeds.crossed and "clash" not in deeds.lead_strong:
        return "cross-border attack"
    on_militants = deeds.dead.only_militants() or (deeds.aim == "armed" and not deeds.dead.security)
    if _from_the_air(deeds) and on_militants:
        return "security operation"
    if (
        "clash" in deeds.lead_strong
        and "both" in deeds.conduct
        and not deeds.lead_strong & (_HOSTILE | _REMOTE)
    ):
        return "clash"
    if "clash" in strong and not (
        strong & (_REMOTE | {"attack", "storm", "ambush", "shooting", "abduction", "siege"})
    ):
        return "clash"
    return "militant attack"
