"""What an incident says: numbers by the latest word, other fields by agreement, precision and firmness."""

from datetime import UTC, datetime, timedelta

from tests.warehouse.stories import DAY, reading, report, run_night

VAGUE = {"place": None, "latitude": None, "longitude": None}
PARACHINAR = {"admin2": "Kurram", "place": "Parachinar", "latitude": 33.9, "longitude": 70.1}
BODY = (
    "A bomb went off beside a van of the police in the bazaar of Bannu on Monday morning, and two men "
    "who sat in it died on the way to the hospital. Traders closed their shops for the rest of the day, "
    "while the administration sent for more men from the neighbouring districts and promised an inquiry soon."
)


def at(hour, days=0):
    """The hour of a day after the event, in UTC."""
    return datetime(DAY.year, DAY.month, DAY.day, hour, tzinfo=UTC) + timedelta(days=days)


def test_the_best_number_is_the_latest_majority_and_else_the_lowest(house, look):
    day = DAY + timedelta(days=1)
    run_night(
        house,
        reading("old", report(killed=20), published=DAY),
        reading("a", report(killed=23), published=day),
        reading("b", report(killed=24), published=day, source="herald"),
        reading("c", report(killed=24), published=day, source="third"),
        reading("claim", report(killed=60), published=day, source="fourth", kind="statement"),
        reading("later", report(killed=21, role="background"), published=day + timedelta(days=9)),
    )
    (row,) = look("SELECT killed_low, killed, killed_high, disputed_fields FROM incidents")
    assert row == {"killed_low": 20, "killed": 24, "killed_high": 60, "disputed_fields": ["killed"]}


def test_of_one_day_the_latest_hour_counts(house, look):
    run_night(
        house,
        reading("noon", report(killed=8), published=at(12)),
        reading("dusk", report(killed=9), source="herald", published=at(17)),
        reading("also", report(killed=9), source="third", published=at(18)),
        reading("night", report(killed=10), source="fourth", published=at(21)),
    )
    assert look("SELECT killed_low, killed, killed_high FROM incidents") == [
        {"killed_low": 8, "killed": 10, "killed_high": 10}
    ]


def test_a_reprint_is_as_old_as_its_text(house, look):
    run_night(
        house,
        reading("noon", report(killed=2), text=BODY, published=at(12)),
        reading("dusk", report(killed=3), source="herald", published=at(17)),
        reading("night", report(killed=2), text="By our staff. " + BODY, source="third", published=at(21)),
    )
    assert look("SELECT killed FROM incidents") == [{"killed": 3}]


def test_who_recalls_it_within_the_week_is_heard_only_where_more_died(house, look):
    past = {"role": "background"}
    run_night(
        house,
        reading("news", report(killed=1, injured=5), published=at(12)),
        reading("funeral", report(**past, killed=2, injured=1), source="herald", published=at(12, days=1)),
        reading("anniversary", report(**past, killed=20), source="third", published=at(12, days=360)),
    )
    assert look("SELECT killed, injured FROM incidents") == [{"killed": 2, "injured": 5}]


def test_bounds_that_a_text_gives_widen_the_range(house, look):
    run_night(house, reading("one", report(killed=10, killed_low=8, killed_high=15)))
    assert look("SELECT killed_low, killed, killed_high FROM incidents") == [
        {"killed_low": 8, "killed": 10, "killed_high": 15}
    ]


def test_a_share_of_a_common_toll_counts_until_a_report_gives_the_incident_s_own(house, look):
    shares = report(killed=4, allocated=True), report(**PARACHINAR, killed=3, allocated=True)
    run_night(house, reading("both", *shares))
    tolls = "SELECT admin2, killed_low, killed, killed_high, allocated FROM incidents ORDER BY 1"
    assert look(tolls) == [
        {"admin2": "Bannu", "killed_low": 4, "killed": 4, "killed_high": 4, "allocated": True},
        {"admin2": "Kurram", "killed_low": 3, "killed": 3, "killed_high": 3, "allocated": True},
    ]
    totals = "SELECT incidents, killed, allocated FROM totals_by_day"
    assert look(totals) == [{"incidents": 2, "killed": 7, "allocated": 2}]
    own = reading("own", report(killed=6), source="herald")
    run_night(house, own, reading("silent", report(**PARACHINAR), source="herald"), night=1)
    assert look(tolls) == [
        {"admin2": "Bannu", "killed_low": 6, "killed": 6, "killed_high": 6, "allocated": False},
        {"admin2": "Kurram", "killed_low": 3, "killed": 3, "killed_high": 3, "allocated": True},
    ]
    assert look(totals) == [{"incidents": 2, "killed": 9, "allocated": 1}]


def test_a_reprint_is_no_second_voice(house, look):
    run_night(
        house,
        reading("one", report(killed=2), text=BODY),
        reading("two", report(killed=2), text="By our staff. " + BODY, source="herald"),
        reading("three", report(killed=3), source="third"),
        reading("four", report(killed=3), source="fourth"),
    )
    (row,) = look("SELECT killed, n_reports, n_articles, n_sources FROM incidents")
    assert row == {"killed": 3, "n_reports": 4, "n_articles": 3, "n_sources": 4}


def test_fields_follow_precision_and_firmness(house, look):
    run_night(
        house,
        reading("one", report(**VAGUE, geo_precision=3, perpetrator="A", attribution="suspected")),
        reading("two", report(perpetrator="A", attribution="claimed", claimed_by="A"), source="herald"),
        reading("three", report(**VAGUE, geo_precision=3), source="third"),
    )
    (row,) = look("SELECT place, latitude, perpetrator, attribution, claimed_by FROM incidents")
    assert row == {
        "place": "Bannu",
        "latitude": 32.99,
        "perpetrator": "A",
        "attribution": "claimed",
        "claimed_by": "A",
    }


def test_a_village_that_several_name_stands_before_a_town_whose_point_is_known_better(house, look):
    village = report(**PARACHINAR | {"place": "Charkhel"}, geo_precision=3)
    run_night(
        house,
        reading("one", village),
        reading("two", village, source="herald"),
        reading("three", report(**PARACHINAR), source="third"),
    )
    assert look("SELECT place FROM incidents") == [{"place": "Charkhel"}]


def test_the_town_that_a_district_is_called_after_is_less_exact_than_a_place_in_it(house, look):
    run_night(
        house,
        reading("one", report()),
        reading("two", report(), source="herald"),
        reading("three", report(place="Mandan", geo_precision=3), source="third"),
    )
    assert look("SELECT place FROM incidents") == [{"place": "Mandan"}]


def test_a_branch_of_a_group_is_the_group_told_more_exactly(house, look):
    group, branch = "Islamic State", "Islamic State Khorasan Province (ISKP)"
    run_night(
        house,
        reading("one", report(perpetrator=group, claimed_by=group, attribution="claimed")),
        reading("two", report(perpetrator=group, claimed_by=group, attribution="claimed"), source="herald"),
        reading(
            "three", report(perpetrator=branch, claimed_by=branch, attribution="claimed"), source="third"
        ),
    )
    (row,) = look("SELECT perpetrator, claimed_by, disputed_fields FROM incidents")
    assert row == {"perpetrator": branch, "claimed_by": branch, "disputed_fields": []}
