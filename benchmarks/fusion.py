"""How well fusion counts: hard cases as records, so that nothing but fusion is measured.

    python benchmarks/fusion.py [--seed N] [--seeds N] [--each N] [--errors N]

The newsroom's generator makes events and what articles tell of them (`flows/sample/hard_cases.py` says how);
the articles are loaded and fused in one night, for what belongs together does not depend on the order. It
prints for every case and for all: precision and recall of the pairs of reports that tell of one event, B³
precision, recall and F1 over the reports, and count inflation, incidents found for each event less one.
`--errors` shows pairs that were joined or parted wrongly.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from itertools import combinations
from pathlib import Path

from extractors.records import Article, IncidentReport, Reading, text_hash
from flows.sample.hard_cases import CASES, tellings
from flows.sample.tellings import Telling
from warehouse import open_for_writing

Key = tuple[str, str, int]  # seed and article, place among its reports


def main(first: int, seeds: int, each: int, errors: int) -> None:
    """Prints a line for each case and one for all."""
    event: dict[Key, str] = {}
    case: dict[Key, str] = {}
    found: dict[Key, str] = {}
    for seed in range(first, first + seeds):
        told = tellings(seed, each)
        with tempfile.TemporaryDirectory() as folder:
            incidents, shown = _fused(Path(folder), told, errors)
        sys.stdout.write(shown)
        for telling in told:
            for ordinal, each_event in enumerate(telling.events):
                key = (str(seed), telling.name, ordinal)
                event[key] = f"{seed} {each_event.key}"
                case[key] = each_event.case
                found[key] = f"{seed} {incidents.get((telling.name, ordinal), key)}"
    widest = max(map(len, CASES))
    heads = ("reports", "events", "pair P", "pair R", "B³ P", "B³ R", "B³ F1", "inflation")
    sys.stdout.write(f"{'':{widest}}  {'  '.join(f'{head:>9}' for head in heads)}\n")
    for name in (*CASES, None):
        keys = [key for key in event if name in (None, case[key])]
        cells = "  ".join(f"{value:>9}" for value in _measures(keys, event, found))
        sys.stdout.write(f"{name or 'all':{widest}}  {cells}\n")


def _fused(folder: Path, told: Sequence[Telling], errors: int) -> tuple[dict[tuple[str, int], str], str]:
    """The incident of each report, and the first ``errors`` of fusion in words."""
    night = max(telling.published for telling in told)
    at = datetime.combine(night, time(23), UTC)
    with open_for_writing(folder) as house:
        run_id = house.begin_run("nightly", night, "0", {}, at)
        house.load(run_id, [_reading(telling, at) for telling in told])
        house.fuse(run_id)
        rows = house.query("FROM fused_reports").to_pylist()
        incidents = {(row["source_id"], row["ordinal"]): row["incident_id"] for row in rows}
    return incidents, "".join(_errors(told, incidents)[:errors])


def _errors(told: Sequence[Telling], incidents: Mapping[tuple[str, int], str]) -> list[str]:
    """Pairs that were joined or parted wrongly, both reports below each other."""
    every = [
        (event, incidents.get((telling.name, n)), f"{telling.name}/{n} {telling.published} {_said(report)}")
        for telling in told
        for n, (event, report) in enumerate(zip(telling.events, telling.reports, strict=True))
    ]
    return [
        f"{'parted' if one[0].key == two[0].key else 'joined'} ({one[0].case} | {two[0].case})\n"
        f"  {one[2]}\n  {two[2]}\n"
        for one, two in combinations(every, 2)
        if (one[0].key == two[0].key) != (one[1] == two[1] is not None)
    ]


def _said(report: IncidentReport) -> str:
    told = (
        "role",
        "event_date",
        "date_precision",
        "place",
        "admin2",
        "admin1",
        "sub_event_type",
        "target_type",
    )
    return " · ".join(str(getattr(report, name)) for name in (*told, "perpetrator", "killed", "injured"))


def _reading(telling: Telling, at: datetime) -> Reading:
    text = f"{telling.outlet} on {telling.published}: number {telling.name}."
    article = Article(
        text_hash(text), telling.outlet, text, at, "1", title=telling.name, published_at=telling.published
    )
    return Reading(telling.name, telling.outlet, None, at, None, article, None, telling.reports, (), "1")


def _measures(keys: Sequence[Key], event: Mapping[Key, str], found: Mapping[Key, str]) -> list[str]:
    real, made = Counter(event[key] for key in keys), Counter(found[key] for key in keys)
    both = Counter((event[key], found[key]) for key in keys)
    shared = _pairs(both)
    right = sum(n * n / made[f] for (_, f), n in both.items()) / len(keys)
    whole = sum(n * n / real[e] for (e, _), n in both.items()) / len(keys)
    f1 = 2 * right * whole / (right + whole)
    shares = (shared / _pairs(made), shared / _pairs(real), right, whole, f1)
    inflation = len(made) / len(real) - 1
    return [str(len(keys)), str(len(real)), *(f"{share:.3f}" for share in shares), f"{inflation:+.1%}"]


def _pairs(sizes: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=3, help="how many, from --seed on")
    parser.add_argument("--each", type=int, default=30, help="events or pairs of events of each case")
    parser.add_argument("--errors", type=int, default=0, help="how many errors of each seed are shown")
    options = parser.parse_args()
    main(options.seed, options.seeds, options.each, options.errors)
