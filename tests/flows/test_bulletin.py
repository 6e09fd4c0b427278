"""Ten lines tell what a run came to."""

from datetime import UTC, datetime
from pathlib import Path

import warehouse
from flows.bulletin import bulletin
from warehouse import CheckFailure, Summary


def test_a_run_is_told_in_at_most_ten_lines(tmp_path: Path) -> None:
    now = datetime(2026, 3, 3, tzinfo=UTC)
    with warehouse.open_for_writing(tmp_path) as house:
        run = house.begin_run("nightly", now.date(), "0", {}, now)
        house.finish_run(run, "completed", now)
        told = house.summary(run)
    assert bulletin(told, (), tmp_path / "n.duckdb") == [
        "Nightly 2026-03-03 completed in 0 seconds.",
        "Met 0: 0 new articles, 0 duplicates, 0 unchanged, 0 turned away.",
        "Incidents: 0 new, 0 updated, 0 merged, 0 withdrawn.",
        "Outlets: 0 gave articles.",
        "Turned away: nothing.",
        "Checks: all hold.",
        f"Published: {tmp_path / 'n.duckdb'}",
    ]
    incident = {
        "change": "new", "incident_id": "ND1", "event_date": now.date(), "place": "Wana", "admin2": None,
        "admin1": "Khyber Pakhtunkhwa", "country": "Pakistan", "sub_event_type": "Attack",
        "incident_kind": None, "killed": 2, "injured": None, "perpetrator": None, "n_sources": 1,
    }  # fmt: skip
    rejection = {"n": 3, "reason": "gone", "source": "a\x1b[31m", "example": "x"}
    silent = {"source": "quiet", "articles": 0, "duplicates": 0}
    warning = CheckFailure("unusual_volume", "warning", "why", 1, ())
    full = bulletin(Summary(told.run, [silent], [incident] * 9, [rejection] * 9, []), [warning], tmp_path)
    assert len(full) == 10
    assert "nothing new from quiet" in full[3]
    assert "\x1b" not in full[4]
    assert full[5] == "Checks: unusual_volume (1)."
    assert full[6].startswith("new · ND1 · 2026-03-03 · Wana, Khyber Pakhtunkhwa · Attack · 2 killed")
