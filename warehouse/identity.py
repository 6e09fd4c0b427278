"""Which incident a group of reports is: ids are given once, and follow their founding report."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

MOST_TURNS = 50  # incidents that one report may have founded, one after the other


@dataclass(frozen=True, slots=True)
class Member:
    """A report as the identity of incidents sees it; ``retracts``: it says that nothing happened."""

    report_id: str
    article_id: str
    ordinal: int
    fresh: bool
    stands_alone: bool
    published_on: date
    source: str
    retracts: bool


@dataclass(frozen=True, slots=True)
class Known:
    """An incident that was there before; ``members`` are the reports it had, successors in their place."""

    incident_id: str
    founder: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fate:
    """What an incident is after tonight."""

    incident_id: str
    founder: str
    status: str = "active"
    merged_into: str | None = None
    members: tuple[str, ...] = ()


def fates(
    groups: Sequence[Sequence[str]],
    members: Mapping[str, Member],
    known: Iterable[Known],
    given: set[str],
) -> list[Fate]:
    """Give every group that can stand an incident, and every known incident its fate.

    ``known`` comes oldest first. An incident goes where its founding report is, or, if that is gone,
    where most of its reports are; of several in one group the oldest survives and the others point
    to it. ``given`` are those `ids` of the groups' `founders` that were ever given.
    """
    taken = set(given)
    home = {report: number for number, group in enumerate(groups) for report in group}
    claims: dict[int, list[Known]] = {}
    ended: list[Fate] = []
    standing = {n for n, group in enumerate(groups) if _stands([members[report] for report in group])}
    for incident in known:
        number = home.get(incident.founder)
        if number is None:
            counts = [home[report] for report in sorted(incident.members) if report in home]
            number = max(counts, key=lambda n: (counts.count(n), -n), default=None)
        if number is None or number not in standing:
            ended.append(Fate(incident.incident_id, incident.founder, "withdrawn"))
            continue
        founder = incident.founder if incident.founder in home else _founder(groups[number], members)
        claims.setdefault(number, []).append(replace(incident, founder=founder))
    living: list[Fate] = []
    for number in sorted(standing):
        group = tuple(groups[number])
        if number in claims:
            survivor, *others = claims[number]
            living.append(Fate(survivor.incident_id, survivor.founder, members=group))
            ended += [Fate(o.incident_id, o.founder, "merged", survivor.incident_id) for o in others]
        else:
            founder = _founder(group, members)
            new = _new_id(members[founder], taken)
            taken.add(new)
            living.append(Fate(new, founder, members=group))
    return living + ended


def _stands(group: Sequence[Member]) -> bool:
    """Whether reports make an incident: one is enough to do so, and the news has not taken it back.

    It has where the newest word is that nothing happened, and as many outlets say so as told of it.
    """
    against = [m for m in group if m.retracts]
    news = [m for m in group if m.fresh]
    if against and max(m.published_on for m in against) >= max(
        (m.published_on for m in news), default=date.min
    ):
        return len({m.source for m in against}) < len({m.source for m in news})
    return any(m.stands_alone for m in group)


def founders(groups: Iterable[Sequence[str]], members: Mapping[str, Member]) -> list[str]:
    """Of each group the report that would stand for it, if it were a new incident."""
    return [_founder(group, members) for group in groups]


def _founder(group: Sequence[str], members: Mapping[str, Member]) -> str:
    """The report that stands for a new incident, whatever the order in which one night's reports came."""
    first = min(
        (members[report] for report in group),
        key=lambda m: (not m.stands_alone, not m.fresh, m.published_on, m.article_id, m.ordinal),
    )
    return first.report_id


def ids(founder: Member) -> list[str]:
    """The ids that an incident of this founder may get; it gets the first that was never given."""
    key = f"{founder.article_id}:{founder.ordinal}"
    turns = (key, *(f"{key}:{turn}" for turn in range(1, MOST_TURNS)))
    return ["ND" + hashlib.sha256(turn.encode()).hexdigest()[:12] for turn in turns]


def _new_id(founder: Member, taken: set[str]) -> str:
    for incident_id in ids(founder):
        if incident_id not in taken:
            return incident_id
    raise RuntimeError(f"{MOST_TURNS} incidents of one report")
