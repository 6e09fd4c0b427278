"""Of all that is said of groups: who attacked, against whom an operation was, who denied it."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.incidents.actors import BLAMED, SURENESS, Role, is_forces


@dataclass(frozen=True, slots=True)
class Actors:
    """The attacker, the opponent of an operation, and what is said of the claim."""

    perpetrator: Role | None = None
    opponent: Role | None = None
    denied: Role | None = None


def _abroad(role: Role, country: str | None) -> bool:
    return role.attribution == "claimed" and bool(country) and role.mention.country not in (None, country)


def _kept(did: list[Role], found: Sequence[Role]) -> list[Role]:
    """The roles without the claims of groups that said later that a deed was not their own."""
    denied = {r.mention.id: r.mention.start for r in found if r.denied}
    if not denied:
        return did
    return [
        r
        for r in did
        if r.attribution != "claimed" or r.mention.start >= denied.get(r.mention.id, r.mention.start)
    ] or did


def choose(found: Sequence[Role], *, against_militants: bool, country: str | None = None) -> Actors:
    """The actors of one event in ``country``.

    ``against_militants`` in an operation or a clash, where nobody is the perpetrator. Forces that claim a
    deed at home claim an operation; abroad they claim an attack.
    """
    armed = [r for r in found if not is_forces(r.mention)]
    denied = next((r for r in armed if r.denied), None)
    if against_militants:
        opponents = [r for r in armed if not r.denied]
        best = next((r for r in opponents if r.victim), opponents[0] if opponents else None)
        return Actors(opponent=best, denied=denied)
    did = [r for r in armed if r.attribution != "none" and not r.victim]
    did += [
        r
        for r in found
        if is_forces(r.mention) and not r.victim and (r.attribution in BLAMED or _abroad(r, country))
    ]
    did = _kept(did, found)
    states = [r for r in did if r.mention.text == r.mention.country]  # which others accuse
    named = [r for r in did if r not in states] or states
    best = min(named, key=lambda r: (SURENESS[r.attribution] + 2 * r.loose, r.wide), default=None)
    if best is not None:  # of a group and its branch, named alike, the branch
        alike = (r for r in did if r.attribution == best.attribution and r.loose == best.loose)
        best = next((r for r in alike if r.mention.umbrella == best.mention.id), best)
    if denied is None and best is not None:  # forces that were blamed
        denied = next((r for r in found if r.denied and r.mention.id == best.mention.id), None)
    return Actors(perpetrator=best, denied=denied)
