"""Which reports tell of one incident: the most alike first, and never against a veto."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a comparison of two reports gave; ``apart`` says why they cannot be one incident."""

    score: float
    features: str
    apart: str | None = None


def components(reports: Iterable[str], bonds: Iterable[Pair]) -> list[list[str]]:
    """The reports that hang together over ``bonds``, each list sorted."""
    parent = {report: report for report in reports}

    def root(report: str) -> str:
        while parent[report] != report:
            parent[report] = parent[parent[report]]
            report = parent[report]
        return report

    for one, two in bonds:
        if one in parent and two in parent:
            parent[root(one)] = root(two)
    groups: dict[str, list[str]] = {}
    for report in sorted(parent):
        groups.setdefault(root(report), []).append(report)
    return sorted(groups.values())


def cluster(
    reports: Iterable[str],
    likenesses: Mapping[Pair, Likeness],
    same: Iterable[Pair],
    not_same: Iterable[Pair],
    threshold: float,
) -> list[list[str]]:
    """Part ``reports``, one component, into incidents.

    Pairs join in the order of their scores; two groups join only where no pair across them is kept
    apart and their mean likeness reaches ``threshold``. The result depends on the reports alone, not
    on the order in which they arrived. Analysts' rulings go first and outweigh everything.
    """
    group = {report: frozenset([report]) for report in reports}
    forbidden = {tuple(sorted(pair)) for pair in not_same}

    def join(one: str, two: str) -> None:
        united = group[one] | group[two]
        for report in united:
            group[report] = united

    for one, two in sorted(same):
        if one in group and two in group:
            join(one, two)
    ranked = sorted((-likeness.score, pair) for pair, likeness in likenesses.items() if not likeness.apart)
    for negative, (one, two) in ranked:
        if -negative < threshold:
            break
        left, right = group[one], group[two]
        if left is right:
            continue
        across = [(min(a, b), max(a, b)) for a in left for b in right]
        if any(pair in forbidden or likenesses[pair].apart for pair in across):
            continue
        if sum(likenesses[pair].score for pair in across) / len(across) >= threshold:
            join(one, two)
    return sorted(sorted(members) for members in set(group.values()))
