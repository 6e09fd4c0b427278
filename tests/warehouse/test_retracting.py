"""What the news takes back again: an attack that never was."""

from datetime import timedelta

import pytest

from extractors.records import IncidentReport
from tests.warehouse.stories import DAY, reading, report, run_night

TOLD = report(killed=3)
LATER = DAY + timedelta(days=2)


def denied(**told):
    """The report that says of the bombing in Bannu that it never was."""
    where = {name: getattr(TOLD, name) for name in ("country", "admin1", "admin2", "place")}
    return IncidentReport(role="retracted", date_precision="day", **{"event_date": DAY, **where, **told})


def test_what_the_police_deny_the_next_day_is_withdrawn_and_its_history_stays(house, look):
    run_night(house, reading("a", TOLD))
    _, fused = run_night(house, reading("b", denied(), source="herald", published=LATER), night=1)
    assert (fused.withdrawn, look("FROM incidents")) == (1, [])
    states = [row["status"] for row in look("FROM incident_history ORDER BY recorded_from")]
    assert states == ["active", "withdrawn"]


def test_told_and_taken_back_in_one_night_it_never_becomes_an_incident(house, look):
    run_night(house, reading("a", TOLD), reading("b", denied(), published=LATER))
    assert look("FROM incidents") == []


def test_a_denial_alone_is_no_incident(house, look):
    run_night(house, reading("a", denied()))
    assert look("FROM incidents") == []


def test_told_again_afterwards_it_stands_under_its_old_key(house, look):
    run_night(house, reading("a", TOLD))
    (before,) = look("SELECT incident_id FROM incidents")
    run_night(house, reading("b", denied(), source="herald", published=LATER), night=1)
    again = reading("c", report(killed=4), source="herald", published=LATER + timedelta(days=1))
    run_night(house, again, night=2)
    assert look("SELECT incident_id FROM incidents") == [before]


KEPT = {
    "another day": {"event_date": DAY + timedelta(days=1)},
    "another district": {"admin2": "Kurram", "place": "Parachinar"},
    "another country": {"country": "Afghanistan"},
}


@pytest.mark.parametrize("what", KEPT)
def test_a_denial_of_something_else_takes_nothing_back(house, look, what):
    run_night(house, reading("a", TOLD), reading("b", denied(**KEPT[what]), published=LATER))
    assert look("SELECT killed, n_reports FROM incidents") == [{"killed": 3, "n_reports": 1}]


def test_one_denial_does_not_outweigh_two_outlets(house, look):
    told = [reading("a", TOLD), reading("b", TOLD, source="herald")]
    run_night(house, *told, reading("c", denied(), published=LATER))
    (incident,) = look("FROM incidents")
    assert (incident["killed"], incident["n_reports"], incident["n_sources"]) == (3, 2, 2)


def village(name, **told):
    """Something of the day in a village that no gazetteer knows: the map has its district's seat."""
    return {"place": name, "geo_precision": 3} | told


SCHOOL = {"incident_kind": "militant attack", "target_type": "Educational Institution"}


def test_a_denial_that_names_the_deed_takes_it_back_though_it_names_another_village(house, look):
    told = report(
        **village("Tangi", **SCHOOL, event_type="Violence against civilians", sub_event_type="Attack")
    )
    run_night(house, reading("a", told))
    run_night(house, reading("b", denied(**village("Ziam", **SCHOOL)), source="herald"), night=1)
    assert look("FROM incidents") == []


def test_a_denial_that_names_the_deed_leaves_another_deed_of_the_district_alone(house, look):
    run_night(house, reading("a", report(**village("Tangi", killed=3))))
    run_night(house, reading("b", denied(**village("Ziam", **SCHOOL)), source="herald"), night=1)
    assert look("SELECT killed FROM incidents") == [{"killed": 3}]
