"""How often fields are right that were given with one confidence: by band, or by field and kind of reading.

Used by `incidents.py`. The scorer beside the gold decides what is right: `pair` and `same` of one for
labelled articles, `agree` of one for coded rows. A field that the gold leaves silent is wrong where it was
given; what the gold does not code is left out, and so are incidents that match no label.
"""

import json
import runpy
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Judged = tuple[str, float, bool]  # field, confidence, right
BANDS = (0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.0)
_NOT_PUNISHED = ("suicide", "admin1", "admin2")  # a gazetteer may fill what a text leaves out
_CODED_AS = {"perpetrator": "group", "killed_militants": "killed_attackers"}


def confidences(incident: dict[str, Any]) -> dict[str, float]:
    """The confidence of each field that has evidence."""
    return {e["field"]: e["confidence"] for e in incident["evidence"]}


def judged(gold: Path, read: Path, script: Path, part: str | None) -> Iterator[Judged]:
    """Every field that was given and can be judged."""
    rows = {row["id"]: row["incidents"] for row in map(json.loads, read.open(encoding="utf-8"))}
    labels = [json.loads(line) for line in gold.open(encoding="utf-8")]
    scorer = runpy.run_path(str(script))
    if "pair" in scorer:
        for label in labels:
            if part is None or label.get("part") == part:
                yield from _article(scorer, label["incidents"], rows.get(label["id"], []))
    else:
        for label in labels:
            if rows.get(label["id"]):
                yield from _row(scorer, label, rows[label["id"]][0])


def _article(scorer: dict[str, Any], truths: list[Any], found: list[Any]) -> Iterator[Judged]:
    for i, j in scorer["pair"](truths, found):
        truth, incident = truths[i], found[j]
        if truth.get("optional"):
            continue
        for field, sure in confidences(incident).items():
            silent = truth.get(field) in (None, "")
            if field not in scorer["FIELDS"] or (silent and field in _NOT_PUNISHED):
                continue
            if incident[field] is not None:
                yield field, sure, scorer["same"](field, truth, incident[field])


def _row(scorer: dict[str, Any], label: dict[str, Any], incident: dict[str, Any]) -> Iterator[Judged]:
    for field, sure in confidences(incident).items():
        coded = _CODED_AS.get(field, field)
        if coded in label["gold"] and incident[field] is not None:
            verdict = scorer["agree"](coded, label["gold"][coded], incident, label["source"])
            if verdict is not None:
                yield field, sure, bool(verdict)


def by_band(found: list[Judged]) -> Iterator[str]:
    """A line for each band of confidence: how many fields, and the share that is right."""
    given: Counter[float] = Counter()
    right: Counter[float] = Counter()
    for _, sure, ok in found:
        band = next(b for b in BANDS if sure >= b)
        given[band] += 1
        right[band] += ok
    yield f"{'confidence':14}{'fields':>8}{'right':>8}"
    for band in BANDS:
        if given[band]:
            yield f"{f'{band:.2f} and more':14}{given[band]:8}{right[band] / given[band]:8.3f}"


def by_reading(found: list[Judged]) -> Iterator[str]:
    """A line for each field and confidence, that is for each kind of reading."""
    given = Counter((field, sure) for field, sure, _ in found)
    right = Counter((field, sure) for field, sure, ok in found if ok)
    for field, sure in sorted(given):
        n = given[field, sure]
        yield f"{field:20}{sure:8.4f}{n:8}{right[field, sure] / n:8.3f}"
