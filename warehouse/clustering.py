"""Which reports tell of one incident: the most alike first, and never against a veto."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from math import fsum, inf

SLACK = 1.0  # of the mean likeness to a group, for a report that would stay alone

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a comparison of two reports gave; ``apart`` says why they cannot be one incident."""

    score: float
    features: str
    apart: str | None = None


@dataclass(frozen=True, slots=True)
class Bond:
    """Two reports that may be one incident, and how alike they are; infinitely, where a ruling says so."""

    one: str
    two: str
    score: float


def parts(reports: Iterable[str], bonds: Sequence[Bond], largest: int) -> list[list[str]]:
    """The reports that hang together over ``bonds``, each list sorted.

    Where more than ``largest`` do, the weakest bonds are let go, half a point after half a point, until no
    part is larger or only rulings hold it together: that depends on the reports alone, too.
    """
    found: list[list[str]] = []
    for part in _components(reports, bonds):
        inside = set(part)
        held = [bond for bond in bonds if bond.one in inside] if len(part) > largest else []
        weakest = min((bond.score for bond in held), default=inf)
        if weakest == inf:
            found.append(part)
        else:
            found += parts(part, [bond for bond in held if bond.score >= weakest + 0.5], largest)
    return sorted(found)


def _components(reports: Iterable[str], bonds: Iterable[Bond]) -> list[list[str]]:
    parent = {report: report for report in reports}

    def root(report: str) -> str:
        while parent[report] != report:
            parent[report] = parent[parent[report]]
            report = parent[report]
        return report

    for bond in bonds:
        if bond.one in parent and bond.two in parent:
            parent[root(bond.one)] = root(bond.two)
    groups: dict[str, list[str]] = {}
    for report in sorted(parent):
        groups.setdefault(root(report), []).append(report)
    return list(groups.values())


def cluster(
    reports: Iterable[str],
    likenesses: Mapping[Pair, Likeness],
    same: Iterable[Pair],
    not_same: Iterable[Pair],
    threshold: float,
) -> list[list[str]]:
    """Part ``reports``, one component, into incidents.

    Pairs join in the order of their scores; two groups join only where no pair across them is kept
    apart and their mean likeness reaches ``threshold``. A report that no group took so, of an early toll or
    a vague day, then joins the one of its nearest where the mean falls short by `SLACK` at most. Incidents
    that analysts ruled to be one are then united as they are, against every veto but that of another ruling.
    The result depends on the reports alone, not on the order in which they arrived.
    """
    group = {report: frozenset([report]) for report in reports}
    forbidden = {(min(pair), max(pair)) for pair in not_same}
    alike = (
        (-found.score, pair)
        for pair, found in likenesses.items()
        if not found.apart and found.score >= threshold
    )
    ranked = [pair for _, pair in sorted(alike)]
    for only_single, least in ((False, threshold), (True, threshold - SLACK)):
        for one, two in ranked:
            left, right = group[one], group[two]
            if left is right or (only_single and min(len(left), len(right)) > 1):
                continue
            across = _across(left, right)
            if any(pair in forbidden or likenesses[pair].apart for pair in across):
                continue
            # summed exactly: the order of a set, another in each process, must not tip a mean
            if round(fsum(likenesses[pair].score for pair in across) / len(across), 6) >= least:
                _join(group, left | right)
    for one, two in sorted(same):
        if one in group and two in group:
            _unite(group, one, two, forbidden)
    return sorted(sorted(members) for members in set(group.values()))


def _unite(group: dict[str, frozenset[str]], one: str, two: str, forbidden: Set[Pair]) -> None:
    """Both reports' groups as one; a fellow that was ruled to be apart from somebody in it is left behind."""
    united = {one, two}
    for report in (*sorted(group[one]), *sorted(group[two])):
        if not any(pair in forbidden for pair in _across({report}, united)):
            united.add(report)
    for members in (united, group[one] - united, group[two] - united):
        _join(group, frozenset(members))


def _across(left: Iterable[str], right: Iterable[str]) -> list[Pair]:
    right = list(right)
    return [(min(a, b), max(a, b)) for a in left for b in right]


def _join(group: dict[str, frozenset[str]], united: frozenset[str]) -> None:
    for report in united:
        group[report] = united


def nearest(group: Sequence[str], likenesses: Mapping[Pair, Likeness]) -> dict[str, Likeness]:
    """For each report of ``group`` its likeness to the fellow that it is most alike; none stands alone."""
    best: dict[str, Likeness] = {}
    for pair in combinations(group, 2):
        for report in pair:
            if report not in best or _rank(likenesses[pair]) > _rank(best[report]):
                best[report] = likenesses[pair]
    return best


def _rank(likeness: Likeness) -> tuple[float, str]:
    return likeness.score, likeness.features
