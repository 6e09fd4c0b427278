"""Scripts written for the codebooks' tables run on our views."""

from datetime import timedelta

import pytest

from tests.warehouse.stories import DAY, reading, report, run_night, span

# as the codebooks' own exports have them, in their order
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
GTD = [
    "eventid",
    "iyear",
    "imonth",
    "iday",
    "approxdate",
    "country_txt",
    "region_txt",
    "provstate",
    "city",
    "latitude",
    "longitude",
    "specificity",
    "location",
    "summary",
    "multiple",
    "success",
    "suicide",
    "attacktype1_txt",
    "attacktype2_txt",
    "targtype1_txt",
    "target1",
    "gname",
    "guncertain1",
    "claimed",
    "claimmode_txt",
    "compclaim",
    "weaptype1_txt",
    "weapdetail",
    "nkill",
    "nkillter",
    "nwound",
    "nwoundte",
    "ishostkid",
    "nhostkid",
    "addnotes",
    "scite1",
    "scite2",
    "scite3",
    "dbsource",
    "related",
]
UCDP = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
OPERATION = {
    "incident_kind": "security operation",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "attack_type": None,
    "target_type": None,
    "opponent": "Group of Bannu",
}


@pytest.mark.parametrize(("view", "names"), [("acled", ACLED), ("gtd", GTD), ("ucdp_ged", UCDP)])
def test_the_columns_are_the_codebooks_in_their_order(look, view, names):
    assert [row["column_name"] for row in look(f"DESCRIBE {view}")] == names


def test_acled_turns_vague_words_into_its_numbers_and_silence_into_none_dead(house, look):
    run_night(
        house,
        reading("dozens", report(killed_qualifier="dozens")),
        reading("silent", report(country="Iraq")),
        reading("said", report(country="Syria", killed=4, killed_qualifier="at least")),
    )
    rows = look("SELECT country, fatalities, actor1, actor2 FROM acled ORDER BY fatalities")
    assert [row["fatalities"] for row in rows] == [0, 4, 12]
    assert rows[0]["actor1"] == "Unidentified Armed Group (Iraq)"
    assert rows[0]["actor2"] == "Police Forces of Iraq"
    assert look("SELECT killed FROM incidents ORDER BY 1") == [
        {"killed": 4},
        {"killed": None},
        {"killed": None},
    ]


def test_acled_cites_the_sentence_and_names_region_and_number(house, look):
    text = (
        "BANNU: It was quiet on Sunday. A bomb that Dr Khan saw (of 3.5 kg) killed 4 men near the gate! "
        "Nobody claimed it."
    )
    run_night(house, reading("one", report(killed=4, evidence=(span("killed", "4 men", text),)), text=text))
    run_night(house, reading("two", report(country="Iraq", place="Mosul"), source="herald"), night=1)
    first, second = look("SELECT iso, region, notes FROM acled ORDER BY iso DESC")
    assert (first["iso"], first["region"]) == (586, "South Asia")
    assert first["notes"] == (
        "A bomb that Dr Khan saw (of 3.5 kg) killed 4 men near the gate! "
        f"(courier, {DAY + timedelta(days=1)})"
    )
    assert (second["iso"], second["region"], second["notes"]) == (368, "Middle East", "Title of two")


def test_acled_codes_a_raid_with_both_sides(house, look):
    house.save_reference("groups", [{"name": "Group of Bannu", "actor_type": "Rebel group", "inter": 2}])
    run_night(house, reading("one", report(**OPERATION, killed=6, killed_militants=6)))
    (row,) = look("SELECT actor1, inter1, actor2, inter2, interaction, time_precision FROM acled")
    assert row == {
        "actor1": "Security Forces of Pakistan",
        "inter1": "State forces",
        "actor2": "Group of Bannu",
        "inter2": "Rebel group",
        "interaction": "State forces-Rebel group",
        "time_precision": 1,
    }


def test_gtd_leaves_state_action_and_protests_out(house, look):
    run_night(
        house,
        reading("raid", report(**OPERATION)),
        reading("march", report(country="Iraq", incident_kind="protest or riot", event_type="Protests")),
        reading("month", report(country="Mali", event_date=DAY.replace(day=1), date_precision="month")),
    )
    (row,) = look("SELECT country_txt, iyear, imonth, iday, gname, nkill, success FROM gtd")
    assert row == {
        "country_txt": "Mali",
        "iyear": DAY.year,
        "imonth": DAY.month,
        "iday": 0,
        "gname": "Unknown",
        "nkill": None,
        "success": 1,
    }


def test_ucdp_holds_deadly_events_and_shares_the_dead_out(house, look):
    run_night(
        house,
        reading("raid", report(**OPERATION, killed=9, killed_militants=6, killed_security=2)),
        reading("nobody died", report(country="Iraq", killed=0)),
        reading("nobody counted", report(country="Mali")),
    )
    (row,) = look(
        "SELECT type_of_violence, side_a, side_b, best, deaths_a, deaths_b, deaths_unknown, date_prec "
        "FROM ucdp_ged"
    )
    assert row == {
        "type_of_violence": 1,
        "side_a": "Government of Pakistan",
        "side_b": "Group of Bannu",
        "best": 9,
        "deaths_a": 2,
        "deaths_b": 6,
        "deaths_unknown": 1,
        "date_prec": 1,
    }


def test_totals_keep_silence_apart_from_nobody(house, look):
    run_night(
        house,
        reading("silent", report(country="Iraq")),
        reading("zero", report(country="Mali", killed=0)),
        reading("undated", report(country="Syria", killed=3, event_date=None, date_precision="unknown")),
    )
    rows = look("SELECT country, incidents, killed, without_toll FROM totals_by_day ORDER BY country")
    assert rows == [
        {"country": "Iraq", "incidents": 1, "killed": None, "without_toll": 1},
        {"country": "Mali", "incidents": 1, "killed": 0, "without_toll": 0},
    ]
    assert look("SELECT sum(incidents)::INT AS n FROM totals_by_province") == [{"n": 3}]


def test_incidents_between_takes_spans_and_single_days(house, look):
    run_night(
        house,
        reading("day", report()),
        reading(
            "month",
            report(
                country="Iraq",
                event_date=DAY.replace(day=1),
                event_date_end=DAY.replace(day=31),
                date_precision="month",
            ),
        ),
        reading("other", report(country="Mali", event_date=DAY - timedelta(days=40))),
    )
    rows = look(f"SELECT country FROM incidents_between('{DAY}') ORDER BY 1")
    assert [row["country"] for row in rows] == ["Iraq", "Pakistan"]


def test_evidence_shows_the_words_around(house, look):
    from dataclasses import replace

    from tests.warehouse.stories import span

    text = "At the old gate of the fort, 14 men were killed before noon."
    run_night(
        house, reading("one", replace(report(killed=14), evidence=(span("killed", "14", text),)), text=text)
    )
    (row,) = look(
        "SELECT words, context, title FROM evidence_for((SELECT incident_id FROM incidents), around := 8)"
    )
    assert row == {"words": "14", "context": "e fort, 14 men wer", "title": "Title of one"}
