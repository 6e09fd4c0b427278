"""Each codebook's label of short invented summaries, field by field."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from extractors.incidents import extract
from extractors.incidents.dates import find_dates
from extractors.incidents.lexicon import read_rows
from extractors.records import Article, IncidentReport

_ROWS = read_rows(Path(__file__).parent / "codes.csv")
_READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
# how many rows of each field are still read wrongly; the numbers only fall
_WRONG = {"incident_kind": 0, "sub_event_type": 1, "attack_type": 2, "weapon_type": 0, "target_type": 0}


@cache
def _reports(text: str) -> tuple[IncidentReport, ...]:
    day = next(m.first for m in find_dates(text.lower(), None) if m.first)
    article = Article("0" * 16, "sample", text, _READ_AT, "1", published_at=day + timedelta(days=3))
    return extract(article)[0]


@pytest.mark.parametrize("field", list(_WRONG))
def test_each_field_is_coded_by_its_own_codebook(field: str) -> None:
    wrong = []
    for row in _ROWS:
        if row[field]:
            reports = _reports(row["text"])
            got = getattr(reports[0], field) if reports else "no incident"
            if got != row[field]:
                wrong.append(f"{got} instead of {row[field]}: {row['text']}")
    assert len(wrong) <= _WRONG[field], "\n".join(wrong)


def test_every_summary_gives_one_incident() -> None:
    found = {row["text"]: len(_reports(row["text"])) for row in _ROWS}
    assert [text for text, size in found.items() if size == 0] == []


def test_a_car_full_of_explosives_that_rams_a_building_is_no_vehicle_but_explosives() -> None:
    (report,) = _reports(
        "A car packed with explosives rammed into a police office in Lahore on 3 May 2021, killing 24 people."
    )
    assert (report.weapon_type, report.killed) == ("Explosives", 24)
