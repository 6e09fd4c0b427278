"""What analysts rule is obeyed, kept with its author and reason, and outlives every replay."""

import functools
from datetime import timedelta

import pytest

from tests.warehouse.stories import DAY, reading, report, run_night, span
from warehouse import WarehouseError, open_for_writing, rulings_made

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


def test_same_unites_two_incidents_with_all_their_reports(house, look):
    fellow = reading("fellow", report(**PARACHINAR, killed=2), source="fourth")
    run_night(house, ONE, TWO, FAR, fellow)
    keys = by_place(look)
    ruling = house.rule_same(keys["Bannu"], keys["Kurram"], "Asma", "one convoy, hit twice")
    run_night(house, night=1)
    assert look("SELECT n_reports FROM incidents") == [{"n_reports": 4}]
    house.revoke_ruling(ruling, "Asma", "two convoys")
    run_night(house, night=2)
    assert by_place(look).keys() == keys.keys()
    assert look("SELECT DISTINCT n_reports FROM incidents") == [{"n_reports": 2}]


def test_not_same_of_two_reports_parts_their_incident(house, look):
    run_night(house, ONE, TWO)
    (one, two) = look("SELECT incident_id, report_id FROM incident_sources ORDER BY source")
    assert one["incident_id"] == two["incident_id"]
    house.rule_not_same(one["report_id"], two["report_id"], "Asma", "two bombs, an hour apart")
    run_night(house, night=1)
    assert look("SELECT n_reports FROM incidents") == [{"n_reports": 1}, {"n_reports": 1}]
    run_night(house, *again(ONE, TWO), night=2, kind="reextract")
    parted = look("SELECT incident_id FROM incidents ORDER BY 1")
    assert len(parted) == 2
    assert {"incident_id": one["incident_id"]} in parted


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
    house.revoke_ruling(second, "Asma", "counted anew")
    run_night(house, night=2)
    assert look("SELECT killed FROM incidents") == [{"killed": 7}]
    assert look("SELECT count(*) AS n FROM rulings WHERE revoked_at IS NOT NULL") == [{"n": 1}]


RANGES = "SELECT killed_low, killed, killed_high, killed_qualifier, injured_low, injured FROM incidents"


@pytest.mark.parametrize(
    ("ruled", "low", "best", "high"),
    [
        ([("killed", "9")], 4, 9, 9),  # the range reaches as far as the number that is right
        ([("killed", "2")], 2, 2, 7),
        ([("killed", None)], None, None, None),
        ([("killed_low", "6")], 6, 6, 7),  # nobody ruled the best number: it gives way
        ([("killed_high", "3")], 3, 3, 3),
        ([("killed", "9"), ("killed_low", "8"), ("killed_high", "12")], 8, 9, 12),
    ],
)
def test_a_ruled_number_stands_inside_its_range(house, look, ruled, low, best, high):
    run_night(
        house, reading("one", report(killed=5, killed_low=4, killed_high=7, killed_qualifier="at least"))
    )
    (row,) = look("SELECT incident_id FROM incidents")
    for field, value in ruled:
        house.rule_value(row["incident_id"], field, value, "Asma", "counted at the hospital")
    run_night(house, night=1)
    (now,) = look(RANGES)
    assert (now["killed_low"], now["killed"], now["killed_high"]) == (low, best, high)
    if ruled[0][0] == "killed":
        assert now["killed_qualifier"] is None, "a number that is right is not 'at least'"
    assert [check.name for check in house.check()] == []


def test_what_hangs_on_a_ruled_value_follows_it(house, look):
    vague = {"event_date": DAY.replace(day=1), "date_precision": "month", "event_date_end": DAY}
    there = report(**vague | {"place": "Domel", "latitude": 32.86, "longitude": 70.42, "geo_precision": 2})
    run_night(house, reading("one", report(**vague)), reading("far", there, source="herald"))
    (row,) = look("SELECT incident_id, place FROM incidents")
    assert row["place"] == "Domel"
    rule = functools.partial(house.rule_value, row["incident_id"], who="Asma", why="asked in the town")
    rule("event_date", "2024-05-06")
    rule("sub_event_type", "Attack")
    rule("place", "Bannu")
    run_night(house, night=2)
    columns = "event_date, event_date_end, date_precision::VARCHAR AS date_precision"
    assert look(f"SELECT {columns} FROM incidents") == [
        {"event_date": DAY, "event_date_end": None, "date_precision": "day"}
    ]
    columns = "event_type::VARCHAR AS event_type, place, latitude, longitude"
    assert look(f"SELECT {columns} FROM incidents") == [
        {"event_type": "Violence against civilians", "place": "Bannu", "latitude": 32.99, "longitude": 70.6}
    ]
    rule("place", "Kakki")  # of which no report says where it is
    run_night(house, night=3)
    assert look("SELECT place, admin2, latitude, geonames_id FROM incidents") == [
        {"place": "Kakki", "admin2": "Bannu", "latitude": None, "geonames_id": None}
    ]


def test_the_evidence_of_a_ruled_value_is_the_ruling(house, look):
    text = "At least 5 policemen were killed in Bannu."
    told = report(killed=5, killed_low=4, killed_high=5, evidence=(span("killed", "5", text),))
    run_night(house, reading("one", told, text=text))
    (row,) = look("SELECT incident_id FROM incidents")
    house.rule_value(row["incident_id"], "killed", "6", "Asma", "first count")
    ruling = house.rule_value(row["incident_id"], "killed", "7", "Bilal", "the hospital's list")
    asked = f"SELECT field, words, context, source, ruling_id FROM evidence_for('{row['incident_id']}')"
    run_night(house, night=1)
    said, counted = look(asked)
    assert said == {
        "field": "killed",
        "words": "7",
        "context": "the hospital's list",
        "source": "ruling by Bilal",
        "ruling_id": ruling,
    }
    assert (counted["words"], counted["ruling_id"]) == ("5", None)
    values = look(f"SELECT value FROM evidence_for('{row['incident_id']}')")
    assert values == [{"value": "7"}, {"value": "5 (4 to 5)"}]
    house.revoke_ruling(ruling, "Bilal", "a list of another day")
    run_night(house, night=2)
    assert [row["words"] for row in look(asked)] == ["6", "5"]


def test_rulings_are_listed_the_latest_first_and_say_who_took_one_back(tmp_path):
    with open_for_writing(tmp_path) as house:
        run_night(house, ONE, FAR)
        keys = by_place(lambda sql: house.query(sql).to_pylist())
        first = house.rule_value(keys["Bannu"], "killed", "7", "Asma", "first count")
        second = house.rule_not_same(keys["Bannu"], keys["Kurram"], "Bilal", "two cells")
        house.revoke_ruling(first, "Bilal", "counted anew")
    listed = rulings_made(tmp_path)
    assert [row["ruling_id"] for row in listed] == [second, first]
    assert (listed[1]["revoked_by"], listed[1]["revoked_because"]) == ("Bilal", "counted anew")
    assert listed[1]["revoked_at"] is not None


def test_a_value_ruled_on_an_incident_that_was_merged_is_its_survivors(house, look):
    run_night(house, ONE, FAR)
    keys = by_place(look)
    house.rule_same(keys["Bannu"], keys["Kurram"], "Asma", "one convoy")
    run_night(house, night=1)
    (merged,) = look("SELECT incident_id FROM incident_keys WHERE status = 'merged'")
    house.rule_value(merged["incident_id"], "killed", "7", "Asma", "counted at the hospital")
    run_night(house, night=2)
    assert look("SELECT killed FROM incidents") == [{"killed": 7}]


def test_a_revoked_merge_gives_both_their_keys_back(house, look):
    run_night(house, ONE, FAR)
    keys = by_place(look)
    ruling = house.rule_same(keys["Bannu"], keys["Kurram"], "Asma", "one convoy")
    run_night(house, night=1)
    house.revoke_ruling(ruling, "Asma", "two convoys")
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
        (lambda h, key: h.revoke_ruling("RU0", "Asma", "why"), "No ruling RU0"),
    ],
)
def test_a_ruling_that_cannot_be_is_refused(one_incident, rule, message):
    (row,) = one_incident.query("SELECT incident_id FROM incidents").to_pylist()
    with pytest.raises(WarehouseError, match=message):
        rule(one_incident, row["incident_id"])
    assert one_incident.query("FROM rulings").num_rows == 0
