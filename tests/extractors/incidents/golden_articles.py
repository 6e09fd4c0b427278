"""The sample articles of ``goldens/`` and their truth, for the tests that read them.

An ``[[article.incident]]`` names fields and their values. ``silent`` lists fields that must have none; a
``silent`` at the head of a file holds for all its incidents, save those that give the field or list it as
``unasked``. ``alt`` holds other values that a careful coder may give ("none" among them: nothing at all);
``optional`` marks a bare mention, neither asked for nor punished. A statistic's metric may be "a|b".
"""

import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractors.article.kind import kind_of
from extractors.records import Article, IncidentReport

_FOLDER = Path(__file__).parent / "goldens"
_READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
_ABOUT_THE_TRUTH = {"silent", "unasked", "alt", "optional"}
_WEIGHTS = {"killed": 4, "place": 3, "admin2": 3, "event_date": 3, "role": 1}
_ALIKE = 0.4  # of what the truth says: less, and the report tells of something else

Truth = dict[str, Any]


def article_of(golden: dict[str, Any]) -> Article:
    """The article of one ``[[article]]`` table."""
    text, title, published = golden["text"].strip(), golden.get("title"), golden.get("published")
    kind = kind_of(text, title, None, None)
    return Article("0" * 16, "sample", text, _READ_AT, "1", published_at=published, title=title, kind=kind)


def load(path: Path) -> tuple[list[dict[str, Any]], int]:
    """The articles of a file, their incidents spelt out, and how many mistakes it may still show."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for article in content["article"]:
        for truth in article.get("incident", ()):
            silent = [
                f for f in content.get("silent", ()) if f not in truth and f not in truth.get("unasked", ())
            ]
            truth["silent"] = [*truth.get("silent", ()), *silent]
    return content["article"], content.get("fails", 0)


def asked(truth: Truth) -> Truth:
    """The fields that a truth speaks of; TOML has no word for NULL, so ``silent`` names those without one."""
    silent = dict.fromkeys(truth.get("silent", ()))
    return {**{field: value for field, value in truth.items() if field not in _ABOUT_THE_TRUTH}, **silent}


def is_right(truth: Truth, field: str, value: Any) -> bool:
    others = [None if other == "none" else other for other in truth.get("alt", {}).get(field, ())]
    return value == asked(truth)[field] or value in others


def likeness(truth: Truth, report: IncidentReport) -> float:
    """How much of what the truth says the report says too: 0 to 1."""
    said = [field for field, value in asked(truth).items() if value not in (None, False)]
    right = [field for field in said if is_right(truth, field, getattr(report, field))]
    return sum(_WEIGHTS.get(f, 1) for f in right) / sum(_WEIGHTS.get(f, 1) for f in said)


def pairs(
    truths: Iterable[Truth], reports: Iterable[IncidentReport]
) -> tuple[list[tuple[Truth, IncidentReport]], list[Truth], list[IncidentReport]]:
    """Truths with the reports that tell of them, the likest first; truths and reports that are left."""
    missed, left, found = list(truths), list(reports), []
    while missed and left:
        alike, _, t, r = max(
            (likeness(truth, report), not truth.get("optional"), -t, -r)
            for t, truth in enumerate(missed)
            for r, report in enumerate(left)
        )
        if alike < _ALIKE:
            break
        found.append((missed.pop(-t), left.pop(-r)))
    return found, missed, left


def files() -> list[Path]:
    """The files of goldens, one a difficulty."""
    return sorted(_FOLDER.glob("*.toml"))
