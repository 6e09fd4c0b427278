"""Each check finds the bad row it is there for, and nothing in a sound warehouse."""

from dataclasses import replace
from datetime import timedelta

import pytest

from extractors.records import FetchState
from tests.warehouse.stories import DAY, NIGHT, begin, reading, report, run_night, span
from warehouse.sqlfiles import names, sql


def failed(house):
    return {failure.name: failure for failure in house.check()}


def test_a_sound_night_passes(house):
    run_night(house, reading("one", report(killed=3)), reading("two", report(killed=4), source="herald"))
    assert failed(house) == {}


@pytest.fixture(scope="module")
def sound(shared):
    """A night to be damaged, each time in a transaction that is rolled back."""
    run_night(shared, reading("one", report(killed=3)))
    return shared


@pytest.mark.parametrize("name", names("checks"))
def test_every_check_says_how_grave_it_is_and_why(name):
    severity, why = sql(name).splitlines()[0].removeprefix("-- ").split(": ", 1)
    assert severity in ("error", "warning")
    assert why.endswith(".")


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("unique_keys", "INSERT INTO articles FROM articles"),
        ("unique_keys", "INSERT INTO incident_sources FROM incident_sources"),
        ("references", "DELETE FROM article_texts"),
        ("references", "DELETE FROM incident_sources"),
        ("references", "DELETE FROM incident_keys"),
        ("references", "UPDATE incident_keys SET status = 'merged', merged_into = 'nowhere'"),
        ("history_in_order", "UPDATE incident_history SET recorded_to = recorded_from - INTERVAL 1 DAY"),
    ],
)
def test_structural_damage_is_an_error(sound, name, damage):
    sound._connection.execute("BEGIN")
    sound._connection.execute(damage)
    failure = failed(sound)[name]
    sound._connection.execute("ROLLBACK")
    assert failure.severity == "error"
    assert failure.count == len(failure.rows) > 0


BOMB = "A bomb killed 12 people."
SUSPICIOUS = {
    "dates_after_publication": reading("one", report(event_date=DAY + timedelta(days=30))),
    "unknown_words": reading("one", report(target_type="Bazaar")),
    "tolls_in_order": reading("one", report(killed=3, killed_civilians=2, killed_security=2)),
    "evidence_holds_its_number": reading(
        "one", replace(report(killed=13), evidence=(span("killed", "12", BOMB),)), text=BOMB
    ),
    "coordinates_outside": reading("one", report(latitude=-33.0)),
}


@pytest.mark.parametrize("name", SUSPICIOUS)
def test_a_suspicious_row_is_a_warning(house, name):
    rows = [
        {"name": f"place {n}", "country": "Pakistan", "latitude": 30 + n, "longitude": 70} for n in range(6)
    ]
    house.save_reference("places", rows)
    run_night(house, SUSPICIOUS[name])
    assert {found: failure.severity for found, failure in failed(house).items()} == {name: "warning"}


def test_a_number_that_stands_in_its_evidence_passes(house):
    run_night(
        house, reading("one", replace(report(killed=12), evidence=(span("killed", "12", BOMB),)), text=BOMB)
    )
    assert failed(house) == {}


def test_a_falling_toll_is_shown(house):
    run_night(house, reading("one", report(killed=9)))
    run_night(house, reading("two", report(killed=7), published=DAY + timedelta(days=3)), night=1)
    assert failed(house)["falling_tolls"].rows[0]["killed_before"] == 9


def test_a_conflict_of_declared_hashes_is_shown(house):
    run_night(house, reading("one", declared="a" * 16), reading("two", declared="a" * 16))
    assert failed(house)["hash_conflicts"].count == 1


@pytest.mark.slow
def test_a_source_that_died_and_a_night_without_news_are_shown(house):
    for night in range(8):
        told = [reading(f"{source} {night}", source=source) for source in ("courier", "herald", "closed")]
        run_night(house, *told, night=night)
    for night in range(8, 11):
        run_id = begin(house, night)
        house.load(run_id, [reading(f"herald {night} {n}", source="herald") for n in range(2)])
        # the dead outlet's feed answers as ever; the closed one is no longer in the file
        when = NIGHT + timedelta(days=night)
        feeds = [FetchState(f"http://{name}.test/feed", name, when) for name in ("courier", "herald")]
        house.save_fetch_states(run_id, feeds)
        if night == 9:
            assert "silent_sources" not in failed(house)
        house.finish_run(run_id, "completed", when)
    assert [row["source"] for row in failed(house)["silent_sources"].rows] == ["courier"]
    begin(house, 11)
    assert failed(house)["unusual_volume"].rows[0]["usual"] == 3
