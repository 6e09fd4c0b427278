"""What analysts rule is obeyed, kept with its author and reason, and outlives every replay."""

from datetime import timedelta

import pytest

from tests.warehouse.stories import DAY, reading, report, run_night
from warehouse import WarehouseError

PARACHINAR = {"admin2": "Kurram", "place": "Parachinar", "latitude": 33.9, "longitude": 70.1}
ONE = reading("one", report(killed=5), archived_in="w#1")
TWO = reading("two", report(killed=5), source="herald", archived_in="w#2")
FAR = reading("far", report(**PARACHINAR, killed=2), source="third", archived_in="w#3")


def by_place(look):
    return {row["admin2"]: row["incident_id"] for row in look("SELECT admin2, incident_id FROM incidents")}


def again(*readings):
    """The same articles, read by a newer extractor."""
    return [
        reading(r.source_id, *r.incidents, source=r.source, archived_in=r.archived_in, extractor="2")
        for r in readings
    ]


def test_same_holds_over_a_replay_by_a_newer_extractor(house, look):
    run_night(house, ONE, FAR)
    keys = by_place(look)
    house.rule_same(keys["Bannu"], keys["Kurram"], "Asma", "one convoy, hit twice")
    run_night(house, night=1)
    (merged,) = look("SELECT incident_id, n_reports FROM incidents")
    assert merged["n_reports"] == 2
    run_night(house, *again(ONE, FAR), night=2, kind="reextract")
    assert look("SELECT incident_id, n_reports FROM incidents") == [merged]


def test_not_same_keeps_apart_what_would_be_joined_later(house, look):
    run_night(house, ONE, FAR)
    keys = by_place(look)
    house.rule_not_same(keys["Bannu"], keys["Kurram"], "Asma", "two cells")
    nearer = reading("far", report(killed=5), source="third", archived_in="w#3", extractor="2")
    run_night(house, nearer, night=1, kind="reextract")
    assert look("SELECT count(*) AS n FROM incidents") == [{"n": 2}]


def test_a_ruled_value_stands_against_new_reports_and_replays(house, look):
    run_night(house, ONE)
    (row,) = look("SELECT incident_id FROM incidents")
    house.rule_value(row["incident_id"], "killed", "7", "Asma", "counted at the hospital")
    house.rule_value(row["incident_id"], "target_type", "Military", "Asma", "it was an army van")
    run_night(house, night=1)
    ruled = "SELECT killed, target_type::VARCHAR AS target_type FROM incidents"
    assert look(ruled) == [{"killed": 7, "target_type": "Military"}]
    run_night(house, reading("late", report(killed=9), published=DAY + timedelta(days=4)), night=2)
    run_night(house, *again(ONE), night=3, kind="reextract")
    assert look(ruled) == [{"killed": 7, "target_type": "Military"}]


def test_the_later_of_two_rulings_on_a_value_holds_until_it_is_revoked(house, look):
    run_night(house, ONE)
    (row,) = look("SELECT incident_id FROM incidents")
    house.rule_value(row["incident_id"], "killed", "7", "Asma", "first count")
    second = house.rule_value(row["incident_id"], "killed", None, "Bilal", "nobody knows")
    run_night(house, night=1)
    assert look("SELECT killed FROM incidents") == [{"killed": None}]
    house.revoke_ruling(second)
    run_night(house, night=2)
    assert look("SELECT killed FROM incidents") == [{"killed": 7}]
    assert look("SELECT count(*) AS n FROM rulings WHERE revoked_at IS NOT NULL") == [{"n": 1}]


def test_a_revoked_merge_gives_both_their_keys_back(house, look):
    run_night(house, ONE, FAR)
    keys = by_place(look)
    ruling = house.rule_same(keys["Bannu"], keys["Kurram"], "Asma", "one convoy")
    run_night(house, night=1)
    house.revoke_ruling(ruling)
    run_night(house, night=2)
    assert by_place(look) == keys


@pytest.fixture(scope="module")
def one_incident(shared):
    """A warehouse with one incident, which no refused ruling changes."""
    run_night(shared, ONE)
    return shared


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (lambda h, key: h.rule_same(key, key, "Asma", "why"), "two different ones"),
        (lambda h, key: h.rule_same(key, "ND000000000000", "Asma", "why"), "no incident ND000000000000"),
        (lambda h, key: h.rule_value(key, "killed", "many", "Asma", "why"), "does not fit killed"),
        (
            lambda h, key: h.rule_value(key, "incident_id", "x", "Asma", "why"),
            "no column that a ruling can set",
        ),
        (lambda h, key: h.rule_value(key, "killed", "2", "", "why"), "who and why"),
        (lambda h, key: h.revoke_ruling("RU0"), "No ruling RU0"),
    ],
)
def test_a_ruling_that_cannot_be_is_refused(one_incident, rule, message):
    (row,) = one_incident.query("SELECT incident_id FROM incidents").to_pylist()
    with pytest.raises(WarehouseError, match=message):
        rule(one_incident, row["incident_id"])
    assert one_incident.query("FROM rulings").num_rows == 0
