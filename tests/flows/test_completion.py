"""What the tab key offers at the prompt."""

from pathlib import Path

from flows.completion import completer, names
from warehouse import open_for_writing


def test_a_word_begun_is_completed_whatever_its_case():
    answer = completer(["incidents", "incident_id", "INSERT"])
    assert [answer("INC", n) for n in range(3)] == ["incidents", "incident_id", None]
    assert answer("nowhere", 0) is None


def test_the_warehouse_s_own_names_come_before_sql_s(tmp_path: Path):
    with open_for_writing(tmp_path) as house:
        house.publish()
    known = names(tmp_path)
    assert known.index("incidents") < known.index("killed_low") < known.index("SELECT")
    assert {"acled", "evidence_for(", "totals_by_month"} <= set(known)
