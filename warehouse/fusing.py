"""Reports to incidents: only what the new ones can touch is judged again, and then as a whole."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from warehouse.clustering import Likeness, Pair, cluster, components
from warehouse.figures import FusionFigures
from warehouse.identity import Fate, Known, Member, fates
from warehouse.rulings import apply_values, follow, verdicts
from warehouse.running import rows, run, transaction
from warehouse.shapes import REAL, TEXT, register, shape

THRESHOLD = 3.5  # sum of the terms in fuse/compare.sql from which two reports may be one incident

_MEMBERS = shape(incident_id=TEXT, report_id=TEXT, score=REAL, features=TEXT)
_INCIDENTS = shape(incident_id=TEXT, founding_report_id=TEXT, status=TEXT, merged_into=TEXT)
_PAIRS = shape(report_id=TEXT, other_report_id=TEXT)


def fuse(connection: duckdb.DuckDBPyConnection, run_id: str, now: datetime) -> FusionFigures:
    """Bring the incidents up to date with the reports, in one transaction."""
    given = {"run_id": run_id, "now": now, "threshold": THRESHOLD}
    with transaction(connection):
        if not connection.execute("FROM fusion_queue LIMIT 1").fetchall():
            return FusionFigures()
        for step in ("live", "candidates", "compare", "remember_pairs", "region"):
            run(connection, f"fuse/{step}", given)
        successors = _successors(connection)
        follow(connection, successors)
        groups, likenesses = _groups(connection)
        decided = _identify(connection, groups, successors)
        _stage(connection, decided, likenesses)
        for step in ("forget_gone", "save_members", "values", "incidents"):
            run(connection, f"fuse/{step}", given)
        apply_values(connection)
        run(connection, "fuse/save_incidents", given)
        figures = rows(connection, "fuse/figures")[0]
    for name in ("staged_members", "staged_incidents", "to_judge"):
        connection.unregister(name)
    return FusionFigures(*figures)


def _successors(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """For each report that a newer reading replaced the one that now stands for it, the likest first."""
    found: dict[str, str] = {}
    for report, successor, _ in rows(connection, "fuse/successors"):
        if report not in found and successor not in found.values():
            found[report] = successor
    return found


def _groups(connection: duckdb.DuckDBPyConnection) -> tuple[list[list[str]], dict[Pair, Likeness]]:
    """The region's reports in incidents, and how alike any two of one component are."""
    reports = [report for (report,) in connection.execute("FROM region_live").fetchall()]
    parts = components(reports, rows(connection, "fuse/region_bonds"))
    pairs = [(a, b) for part in parts for i, a in enumerate(part) for b in part[i + 1 :]]
    register(connection, "to_judge", _PAIRS, pairs)
    connection.execute("CREATE OR REPLACE TEMP TABLE to_compare AS FROM to_judge")
    run(connection, "fuse/compare", {})
    likenesses = {
        (one, two): Likeness(score, features, apart)
        for one, two, apart, score, features in connection.execute("FROM compared").fetchall()
    }
    same, not_same = verdicts(connection)
    groups: list[list[str]] = []
    for part in parts:
        inside = {
            pair: likenesses[pair] for i, a in enumerate(part) for b in part[i + 1 :] if (pair := (a, b))
        }
        groups += cluster(part, inside, same, not_same, THRESHOLD)
    return sorted(groups), likenesses


def _identify(
    connection: duckdb.DuckDBPyConnection, groups: Sequence[Sequence[str]], successors: dict[str, str]
) -> list[Fate]:
    members = {row[0]: Member(*row) for row in rows(connection, "fuse/region_reports")}
    known = [
        Known(incident_id, successors.get(founder, founder), frozenset(successors.get(r, r) for r in reports))
        for incident_id, founder, reports in rows(connection, "fuse/region_incidents")
    ]
    given = {incident_id for (incident_id,) in rows(connection, "fuse/keys")}
    return fates(groups, members, known, given)


def _stage(
    connection: duckdb.DuckDBPyConnection, decided: Sequence[Fate], likenesses: dict[Pair, Likeness]
) -> None:
    placed: list[tuple[str, str, float | None, str | None]] = []
    for fate in decided:
        for report in fate.members:
            pairs = [(min(report, other), max(report, other)) for other in fate.members if other != report]
            best = max((likenesses[p] for p in pairs), key=lambda x: (x.score, x.features), default=None)
            placed.append(
                (fate.incident_id, report, best.score if best else None, best.features if best else None)
            )
    register(connection, "staged_members", _MEMBERS, placed)
    states = [(f.incident_id, f.founder, f.status, f.merged_into) for f in decided]
    register(connection, "staged_incidents", _INCIDENTS, states)
