"""Reports to incidents: only what the new ones can touch is judged again, and then as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations

import duckdb

from warehouse.clustering import Bond, Likeness, cluster, nearest, parts
from warehouse.figures import FusionFigures
from warehouse.identity import Fate, Known, Member, fates, founders, ids
from warehouse.rulings import apply_values, follow, verdicts
from warehouse.running import rows, run, transaction
from warehouse.shapes import REAL, TEXT, register, shape

THRESHOLD = 2.5  # sum of the terms in fuse/compare.sql from which two reports may be one incident
ARTICLES_AT_ONCE = 20_000
LARGEST_PART = 300  # reports judged together; a month of shelling in one district must not become one task
PAIRS_AT_ONCE = 200_000  # in memory; some 100 MB

_MEMBERS = shape(incident_id=TEXT, report_id=TEXT, score=REAL, features=TEXT)
_INCIDENTS = shape(incident_id=TEXT, founding_report_id=TEXT, status=TEXT, merged_into=TEXT)
_IDS = shape(incident_id=TEXT)
_PAIRS = shape(report_id=TEXT, other_report_id=TEXT)


def fuse(connection: duckdb.DuckDBPyConnection, run_id: str, now: datetime) -> FusionFigures:
    """Bring the incidents up to date with the reports, a batch of articles in each transaction.

    What belongs together does not depend on the order, so neither does it on the batches; a batch that
    was fused stays fused, and the rest stays queued, if the process dies.
    """
    given = {"run_id": run_id, "now": now, "threshold": THRESHOLD, "articles_at_once": ARTICLES_AT_ONCE}
    arrived = unfused = 0
    while connection.execute("FROM fusion_queue LIMIT 1").fetchall():
        with transaction(connection):
            _fuse_batch(connection, given)
            figures = rows(connection, "fuse/batch_figures")[0]
        arrived, unfused = arrived + figures[0], unfused + figures[1]
    new, updated, merged, withdrawn = rows(connection, "fuse/figures", {"run_id": run_id})[0]
    return FusionFigures(arrived, new, updated, merged, withdrawn, unfused)


def _fuse_batch(connection: duckdb.DuckDBPyConnection, given: Mapping[str, object]) -> None:
    for step in ("batch", "live", "candidates", "involved", "compare", "remember_pairs", "region"):
        run(connection, f"fuse/{step}", given)
    while connection.execute("FROM frontier LIMIT 1").fetchall():
        run(connection, "fuse/region_grows", given)
    for step in ("region_asked", "involved"):
        run(connection, f"fuse/{step}", given)
    successors = _successors(connection)
    follow(connection, successors)
    groups, best = _groups(connection)
    decided = _identify(connection, groups, successors)
    _stage(connection, decided, best)
    for step in ("forget_gone", "save_members", "values", "incidents"):
        run(connection, f"fuse/{step}", given)
    apply_values(connection)
    for step in ("save_incidents", "citations", "links"):
        run(connection, f"fuse/{step}", given)


def _successors(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """For each report that a newer reading replaced the one that now stands for it, the likest first."""
    found: dict[str, str] = {}
    for report, successor, _ in rows(connection, "fuse/successors"):
        if report not in found and successor not in found.values():
            found[report] = successor
    return found


def _groups(connection: duckdb.DuckDBPyConnection) -> tuple[list[list[str]], dict[str, Likeness]]:
    """The region's reports in incidents, and for each report its likeness to the best fellow of its group."""
    reports = [
        report
        for (report,) in connection.execute("SELECT report_id FROM involved ORDER BY report_id").fetchall()
    ]
    bonds = [Bond(*row) for row in rows(connection, "fuse/region_bonds")]
    same, not_same = verdicts(connection)
    groups: list[list[str]] = []
    best: dict[str, Likeness] = {}
    for batch in _batches(parts(reports, bonds, LARGEST_PART)):
        pairs = [pair for part in batch for pair in combinations(part, 2)]
        register(connection, "to_judge", _PAIRS, pairs)
        connection.execute("CREATE OR REPLACE TEMP TABLE to_compare AS FROM to_judge")
        run(connection, "fuse/compare", {})
        likenesses = {
            (one, two): Likeness(score, features, apart)
            for one, two, apart, score, features in connection.execute("FROM compared").fetchall()
        }
        for part in batch:
            inside = {pair: likenesses[pair] for pair in combinations(part, 2)}
            for group in cluster(part, inside, same, not_same, THRESHOLD):
                groups.append(group)
                best.update(nearest(group, inside))
    return sorted(groups), best


def _batches(found: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    """The parts in lots that one comparison can hold in memory."""
    lot: list[list[str]] = []
    pairs = 0
    for part in found:
        if lot and pairs > PAIRS_AT_ONCE:
            yield lot
            lot, pairs = [], 0
        lot.append(part)
        pairs += len(part) * (len(part) - 1) // 2
    if lot:
        yield lot


def _identify(
    connection: duckdb.DuckDBPyConnection, groups: Sequence[Sequence[str]], successors: dict[str, str]
) -> list[Fate]:
    members = {row[0]: Member(*row) for row in rows(connection, "fuse/region_reports")}
    known = [
        Known(incident_id, successors.get(founder, founder), frozenset(successors.get(r, r) for r in reports))
        for incident_id, founder, reports in rows(connection, "fuse/region_incidents")
    ]
    register(
        connection,
        "wanted_ids",
        _IDS,
        [(one,) for report in founders(groups, members) for one in ids(members[report])],
    )
    given = {incident_id for (incident_id,) in rows(connection, "fuse/keys")}
    return fates(groups, members, known, given)


def _stage(connection: duckdb.DuckDBPyConnection, decided: Sequence[Fate], best: dict[str, Likeness]) -> None:
    placed = [
        (fate.incident_id, report, *((found.score, found.features) if found else (None, None)))
        for fate in decided
        for report in fate.members
        for found in (best.get(report),)
    ]
    register(connection, "staged_members", _MEMBERS, placed)
    states = [(f.incident_id, f.founder, f.status, f.merged_into) for f in decided]
    register(connection, "staged_incidents", _INCIDENTS, states)
