"""What was believed on which day, and what each run changed."""

from dataclasses import replace
from datetime import timedelta

from extractors.records import text_hash
from tests.warehouse.stories import DAY, NIGHT, reading, report, run_night
from warehouse import summary

PARACHINAR = {"admin2": "Kurram", "place": "Parachinar", "latitude": 33.9, "longitude": 70.1}


def three_nights(house):
    run_night(house, reading("one", report(killed=5), archived_in="w#1"))
    run_night(
        house, reading("two", report(killed=8), source="herald", published=DAY + timedelta(days=2)), night=1
    )
    run_night(house, reading("three", report(**PARACHINAR, killed=1)), night=2)


def as_of(look, night):
    day = (NIGHT + timedelta(days=night)).date()
    return [row["killed"] for row in look(f"SELECT killed FROM incidents_as_of('{day}') ORDER BY 1")]


def test_every_day_keeps_its_own_answer(house, look):
    three_nights(house)
    assert [as_of(look, night) for night in (-1, 0, 1, 2, 9)] == [[], [5], [8], [1, 8], [1, 8]]


def test_a_later_replay_does_not_change_what_was_believed(house, look):
    three_nights(house)
    before = [as_of(look, night) for night in range(3)]
    taken_back = reading(
        "one", report(killed=3, event_date=DAY - timedelta(days=9)), archived_in="w#1", extractor="2"
    )
    run_night(house, taken_back, night=5, kind="reextract")
    assert [as_of(look, night) for night in range(3)] == before
    assert as_of(look, 5) != before[2]


def test_what_changed_tells_old_and_new_values(house, look):
    three_nights(house)
    runs = [row["run_id"] for row in look("SELECT run_id FROM runs ORDER BY started_at")]
    changes = [look(f"SELECT change, field, old_value, new_value FROM what_changed('{run}')") for run in runs]
    assert {row["change"] for row in changes[0]} == {"new"}
    assert {"change": "updated", "field": "killed", "old_value": "5", "new_value": "8"} in changes[1]
    assert not any(row["field"] == "place" for row in changes[1])
    assert {row["change"] for row in changes[2]} == {"new"}


def test_a_withdrawn_incident_is_told_once(house, look):
    run_night(house, reading("one", report(killed=5), archived_in="w#1"))
    run_night(house, reading("one", archived_in="w#1", extractor="2"), night=1, kind="reextract")
    latest = "(SELECT max_by(run_id, started_at) FROM runs)"
    rows = look(f"SELECT change, field, old_value, new_value FROM what_changed({latest})")
    assert rows == [
        {"change": "withdrawn", "field": "status", "old_value": "active", "new_value": "withdrawn"}
    ]
    assert look("SELECT incidents_withdrawn FROM recent_runs LIMIT 1") == [{"incidents_withdrawn": 1}]


def test_a_clock_that_goes_back_does_not_confuse_the_history(house, look):
    run_night(house, reading("one", report(killed=5)), night=3)
    run_night(
        house, reading("two", report(killed=8), source="herald", published=DAY + timedelta(days=2)), night=1
    )
    states = look("SELECT killed FROM incident_history ORDER BY recorded_from")
    assert states == [{"killed": 5}, {"killed": 8}]
    assert look("FROM incident_history WHERE recorded_to < recorded_from") == []


def test_the_summary_tells_the_night(house, tmp_path):
    run_night(house, reading("one", report(killed=5)), reading("two", report(**PARACHINAR)))
    run_night(
        house, reading("three", report(killed=8), source="herald", published=DAY + timedelta(days=2)), night=1
    )
    house.publish()
    latest = summary(tmp_path)
    assert (latest.run["articles"], latest.run["incidents_new"], latest.run["incidents_updated"]) == (1, 0, 1)
    (incident,) = latest.incidents
    assert (incident["change"], incident["killed_before"], incident["killed"]) == ("updated", 5, 8)
    assert [row["source"] for row in latest.sources] == ["herald"]
    assert house.summary(latest.run["run_id"]).run["run_id"] == latest.run["run_id"]


def test_the_summary_tells_fresh_news_before_history(house):
    run_night(
        house,
        reading("war", report(killed=90, event_date=DAY - timedelta(days=400)), published=DAY),
        reading("bomb", report(**PARACHINAR, killed=2)),
        reading("undated", report(country="Iraq", killed=1, event_date=None, date_precision="unknown")),
    )
    (run_id,) = (row["run_id"] for row in house.query("SELECT run_id FROM runs").to_pylist())
    rows = [(row["killed"], row["history"]) for row in house.summary(run_id).incidents]
    assert rows == [(2, False), (1, False), (90, True)]


def test_the_summary_tells_what_the_checks_warned_of(house):
    late = reading("late", report(event_date=DAY + timedelta(days=30)))
    run_night(house, late)
    (run_id,) = (row["run_id"] for row in house.query("SELECT run_id FROM runs").to_pylist())
    for _ in range(2):  # a night that is checked twice tells it once
        house.save_warnings(run_id, house.check())
    (warning,) = house.summary(run_id).warnings
    assert (warning["name"], warning["n"]) == ("dates_after_publication", 1)
    assert str(DAY + timedelta(days=30)) in warning["examples"]


def test_a_new_cleaner_and_a_new_extractor_leave_ids_rulings_and_earlier_days_as_they_were(house, look):
    body = "{} A long day ended in {}, where shops stayed shut and nobody would speak of what had happened."
    first = [
        reading("one", report(killed=5), report(**PARACHINAR, killed=1), text=body.format("PRINT", "Bannu")),
        reading("two", report(killed=6), source="herald", text=body.format("PRINT", "Domel")),
        reading("far", report(country="Iraq", killed=2), source="herald", text=body.format("PRINT", "Mosul")),
    ]
    first = [replace(told, archived_in=f"pages.warc#{n}") for n, told in enumerate(first)]
    run_night(house, *first[:1])
    run_night(house, *first[1:], night=1)
    (bombed,) = look("SELECT incident_id FROM incidents WHERE admin2 = 'Bannu' AND country = 'Pakistan'")
    house.rule_value(bombed["incident_id"], "injured", "9", "Asma", "the hospital's list")
    run_night(house, night=2)
    asked = (
        "SELECT article_id FROM articles ORDER BY 1",
        "SELECT incident_id, status FROM incident_keys ORDER BY 1",
        "SELECT ruling_id, incident_id, field, value, who, why, revoked_at FROM rulings",
        *(
            f"FROM incidents_as_of('{(NIGHT + timedelta(days=n)).date()}') ORDER BY incident_id"
            for n in range(3)
        ),
    )
    before = [look(question) for question in asked]
    changed = {"target_type": "Military", "extractor_version": "2"}
    again = [
        replace(
            told,
            article=replace(told.article, text=told.article.text.removeprefix("PRINT "), cleaner_version="2"),
            incidents=tuple(replace(r, killed=r.killed + 1, **changed) for r in told.incidents),
            extractor_version="2",
        )
        for told in first
    ]
    again = [
        replace(told, article=replace(told.article, article_id=text_hash(told.article.text)))
        for told in again
    ]
    loaded, fused = run_night(house, *again, night=9, kind="reextract")
    assert (loaded.new, loaded.read_again, fused.new, fused.updated) == (0, 3, 0, 3)
    (run_id,) = (row["run_id"] for row in look("SELECT max_by(run_id, started_at) AS run_id FROM runs"))
    told = {(row["change"], row["field"]): row for row in house.changes(run_id)}
    assert told["updated", "target_type"]["n"] == 3
    assert told["updated", "target_type"]["old_value"] == "Police"
    assert [look(question) for question in asked] == before
    values = "killed, target_type::VARCHAR AS target, injured"
    now = look(f"SELECT {values} FROM incidents WHERE country = 'Pakistan' ORDER BY 1")
    assert now == [
        {"killed": 2, "target": "Military", "injured": None},
        {"killed": 6, "target": "Military", "injured": 9},
    ]
