"""Which reports become one incident, under which key, and what the incident then says."""

import shutil
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.stories import DAY, reading, report, run_night
from warehouse import open_for_writing

VAGUE = {"place": None, "latitude": None, "longitude": None}
CHAMAN = {
    "admin1": "Balochistan",
    "admin2": "Chaman",
    "place": "Chaman",
    "latitude": 30.92,
    "longitude": 66.45,
}
SPIN_BOLDAK = {
    "country": "Afghanistan",
    "admin1": "Kandahar",
    "admin2": "Spin Boldak",
    "place": "Spin Boldak",
    "latitude": 31.0,
    "longitude": 66.4,
}
JALALABAD = {
    "admin1": "Nangarhar",
    "admin2": "Jalalabad",
    "place": "Jalalabad",
    "latitude": 34.43,
    "longitude": 70.45,
}
UNLOCATED = {"place": "Mandan", "geo_precision": 3}  # with the point of the district's seat
PARACHINAR = {"admin2": "Kurram", "place": "Parachinar", "latitude": 33.9, "longitude": 70.1}


def groups(look):
    rows = look("SELECT source_id, ordinal, incident_id FROM fused_reports")
    found = {}
    for row in rows:
        found.setdefault(row["incident_id"], set()).add((row["source_id"], row["ordinal"]))
    return sorted(sorted(group) for group in found.values())


TOGETHER = {
    "the same day and place": ({}, {}),
    "a toll that differs a little": ({"killed": 5}, {"killed": 7}),
    "a district fits a place in it": ({}, VAGUE | {"geo_precision": 3}),
    "a group that one does not name": ({"perpetrator": "Group of Bannu"}, {}),
    "a report on the day after": ({"killed": 12}, {"killed": 12, "event_date": DAY + timedelta(days=1)}),
    "a vague date around the day": (
        {"killed": 9},
        {"killed": 9, "event_date": None, "date_precision": "unknown"},
    ),
    "a target that one does not know": (
        {"killed": 9},
        {"killed": 9, "target_type": "Unknown", "suicide": True},
    ),
    "an attack that the other calls a clash": ({"killed": 9}, {"killed": 9, "incident_kind": "clash"}),
    "a suicide bomber whom one passes over, among other words": (
        {"suicide": True, "killed": 9, "injured": 11},
        {"event_type": "Battles", "sub_event_type": "Armed clash", "target_type": "Military", "killed": 9}
        | {"weapon_type": "Firearms", "injured": 11},
    ),
    "either side of a border": (CHAMAN, SPIN_BOLDAK),
    "the district on the other side of a border": (CHAMAN, SPIN_BOLDAK | {"place": None, "geo_precision": 3}),
    "a village that no gazetteer knows and the town its district is named after": (
        UNLOCATED | {"weapon_type": None, "killed": 5},
        {"target_type": "Military", "killed": 9},
    ),
}
APART = {
    "another district": ({}, PARACHINAR),
    "another province of the same district name": ({}, {"admin1": "Balochistan", "latitude": 29.0}),
    "another country": ({}, {"country": "Afghanistan", **JALALABAD}),
    "another country without a point on the map": (
        CHAMAN,
        SPIN_BOLDAK | {"latitude": None, "longitude": None},
    ),
    "a month and the first of the next": (
        {"role": "background", "event_date": date(2024, 4, 1), "date_precision": "month"},
        {"event_date": date(2024, 5, 1)},
    ),
    "two villages of a district of which no gazetteer knows one": (
        UNLOCATED
        | {
            "event_type": "Violence against civilians",
            "sub_event_type": "Attack",
            "weapon_type": "Firearms",
            "killed": 3,
        },
        {"place": "Domel", "killed": 8},
    ),
    "two days apart": ({}, {"event_date": DAY + timedelta(days=2)}),
    "another named group": (
        {"perpetrator": "Group of Bannu", "attribution": "claimed", "killed": 2},
        {"perpetrator": "Army of Kurram", "attribution": "claimed", "killed": 19},
    ),
    "two names without a district or province in common, by one group on one day": (
        {"perpetrator": "Group of Bannu", "incident_kind": "clash", "killed": 3},
        {
            "perpetrator": "Group of Bannu",
            "killed": 3,
            "place": "Sariab",
            "admin1": None,
            "admin2": None,
            "latitude": None,
            "longitude": None,
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "weapon_type": "Firearms",
            "target_type": "Private Citizens & Property",
        },
    ),
    "another deed of the same day in the same town": (
        {"killed": 1},
        {
            "killed": 1,
            "event_type": "Violence against civilians",
            "sub_event_type": "Attack",
            "weapon_type": "Firearms",
            "target_type": "Private Citizens & Property",
        },
    ),
    "two names in a province, one without its district": (
        {"killed": 2},
        {"killed": 14, "place": "Tank", "admin2": None, "latitude": None, "longitude": None},
    ),
    "a protest is no bombing": ({}, {"incident_kind": "protest or riot", "event_type": "Protests"}),
    "one that stands for several": ({}, {"n_incidents": 2}),
    "another place of the district, far off, and another toll": (
        {"killed": 2},
        {"killed": 14, "place": "Domel", "latitude": 33.15, "longitude": 70.75},
    ),
}


CASES = TOGETHER | APART
FAR_APART = timedelta(days=100)  # so that the cases of one night have nothing to do with each other


def later(told, days):
    """The report of a case, ``days`` later."""
    day = told.get("event_date", DAY)
    return report(**told | {"event_date": day and day + days})


@pytest.fixture(scope="module")
def fused(shared):
    """All cases in one night; by case, whether its two reports became one incident."""
    news = []
    for number, case in enumerate(CASES):
        days = number * FAR_APART
        for name, told, source in zip(("one", "two"), CASES[case], ("courier", "herald"), strict=True):
            published = DAY + days + timedelta(days=1)
            news.append(reading(f"{case}: {name}", later(told, days), source=source, published=published))
    run_night(shared, *news)
    return groups(lambda sql: shared.query(sql).to_pylist())


@pytest.mark.parametrize("case", TOGETHER)
def test_two_outlets_tell_of_one_incident(fused, case):
    assert [(f"{case}: one", 0), (f"{case}: two", 0)] in fused


@pytest.mark.parametrize("case", APART)
def test_two_outlets_tell_of_two_incidents(fused, case):
    assert [(f"{case}: one", 0)] in fused
    assert [(f"{case}: two", 0)] in fused


def test_what_one_article_tells_apart_is_never_joined(house, look):
    run_night(
        house,
        reading("both", report(killed=3), report(killed=4)),
        reading("first", report(killed=3), source="herald"),
        reading("vague", report(), source="herald"),
    )
    found = groups(look)
    assert len(found) == 2
    assert not any({("both", 0), ("both", 1)} <= set(group) for group in found)


def test_history_joins_what_it_recalls_and_stands_alone_only_with_day_and_place(house, look):
    past = {"role": "background", "event_date": date(2023, 1, 30), **PARACHINAR}
    nowhere = past | {"admin2": None, "place": None, "latitude": None, "longitude": None}
    undated = past | {"event_date": None, "date_precision": "unknown"}
    _, first = run_night(
        house, reading("one", report(), report(**past), report(**nowhere), report(**undated))
    )
    assert (first.new, first.unfused) == (2, 2)
    _, second = run_night(house, reading("two", report(**past), source="herald"), night=1)
    assert (second.new, second.updated) == (0, 1)
    assert groups(look) == [[("one", 0)], [("one", 1), ("two", 0)]]


def test_history_without_a_day_needs_more_in_common_than_place_and_kind(house):
    news = report(killed=80, suicide=True, target_type="Religious Figures/Institutions")
    past = report(role="background", event_date=None, date_precision="unknown", killed=84, suicide=True)
    _, fused = run_night(house, reading("one", news), reading("two", past, source="herald"))
    assert (fused.new, fused.unfused) == (1, 1)


def test_a_vague_main_report_is_an_incident_of_its_own(house):
    bare = report(event_date=None, date_precision="unknown", country=None, admin1=None, admin2=None, **VAGUE)
    _, fused = run_night(house, reading("one", bare, published=None))
    assert (fused.new, fused.unfused) == (1, 0)


def test_an_incident_keeps_its_key_when_its_toll_grows(house, look):
    run_night(house, reading("one", report(killed=5)))
    (before,) = look("SELECT incident_id FROM incidents")
    later = DAY + timedelta(days=2)
    run_night(house, reading("two", report(killed=8), source="herald", published=later), night=1)
    (row,) = look("SELECT incident_id, killed_low, killed, killed_high, n_reports, n_sources FROM incidents")
    assert row == before | {"killed_low": 5, "killed": 8, "killed_high": 8, "n_reports": 2, "n_sources": 2}


def test_a_ruling_merges_two_incidents_and_the_older_key_survives(house, look):
    run_night(house, reading("one", report(killed=5)))
    (older,) = look("SELECT incident_id FROM incidents")
    run_night(house, reading("two", report(**PARACHINAR, killed=5), source="herald"), night=1)
    (younger,) = look("SELECT incident_id FROM incidents WHERE admin2 = 'Kurram'")
    house.rule_same(younger["incident_id"], older["incident_id"], "Asma", "one convoy, two districts")
    _, fused = run_night(house, night=2)
    assert (fused.merged, fused.updated) == (1, 1)
    assert look("SELECT incident_id, n_reports FROM incidents") == [older | {"n_reports": 2}]
    (key,) = look(
        f"SELECT status, merged_into FROM incident_keys WHERE incident_id = '{younger['incident_id']}'"
    )
    assert key == {"status": "merged", "merged_into": older["incident_id"]}


def test_attacks_that_one_article_tells_together_are_linked(house, look):
    run_night(house, reading("both", report(), report(**PARACHINAR)), reading("else", report(country="Iraq")))
    (link,) = look("SELECT incident_id, other_incident_id, relation FROM incident_links")
    assert link["relation"] == "told together"
    assert {link["incident_id"], link["other_incident_id"]} == {
        row["incident_id"] for row in look("SELECT incident_id FROM incidents WHERE country = 'Pakistan'")
    }
    assert look("SELECT sum(multiple)::INT AS n FROM gtd") == [{"n": 2}]


def test_what_the_news_recalls_of_its_district_and_week_is_linked_to_it(house, look):
    freed = report(event_date=DAY + timedelta(days=2), incident_kind="security operation", killed=3)
    taken = report(role="background", sub_event_type="Abduction/forced disappearance")
    elsewhere = report(role="background", **PARACHINAR)
    long_ago = report(role="background", event_date=DAY - timedelta(days=30))
    run_night(house, reading("freed", freed, taken, elsewhere, long_ago, published=DAY + timedelta(days=3)))
    (link,) = look("SELECT relation FROM incident_links")
    assert link == {"relation": "recalled"}
    assert look("SELECT sum(multiple)::INT AS n FROM gtd") == [{"n": 0}]


def test_a_newer_extractor_keeps_the_keys_and_can_take_a_report_back(house, look):
    first = reading("one", report(killed=5), report(**PARACHINAR, killed=1), archived_in="w#1")
    run_night(house, first)
    (kept,) = look("SELECT incident_id FROM incidents WHERE admin2 = 'Bannu'")
    again = reading("one", report(killed=6, injured=2), archived_in="w#1", extractor="2")
    _, fused = run_night(house, again, night=1, kind="reextract")
    assert (fused.new, fused.updated, fused.withdrawn) == (0, 1, 1)
    assert look("SELECT incident_id, killed FROM incidents") == [kept | {"killed": 6}]
    _, fused = run_night(house, reading("one", archived_in="w#1", extractor="3"), night=2, kind="reextract")
    assert (fused.withdrawn, look("FROM incidents")) == (1, [])


def test_a_newer_extractor_that_orders_its_reports_anew_keeps_the_keys(house, look):
    bannu, kurram = report(killed=5), report(**PARACHINAR, killed=1)
    run_night(house, reading("one", bannu, kurram, archived_in="w#1"))
    before = look("SELECT admin2, incident_id FROM incidents ORDER BY 1")
    run_night(
        house, reading("one", kurram, bannu, archived_in="w#1", extractor="2"), night=1, kind="reextract"
    )
    assert look("SELECT admin2, incident_id FROM incidents ORDER BY 1") == before
    assert look("SELECT count(*) AS n FROM incident_reports") == [{"n": 4}]


def test_a_corrected_page_takes_its_earlier_toll_back(house, look):
    body = (
        "Officials in Bannu said on Tuesday that the blast at the old bus stand had killed {} people, among "
        "them a child that was on its way to school. The wounded were taken to two hospitals of the town, "
        "and the road to Miranshah stayed closed until the evening, when the last of the debris was gone."
    )
    address = {"url": "http://a.test/story/1"}
    run_night(house, reading("one", report(killed=40), text=body.format(40), **address))
    before = look("SELECT incident_id FROM incidents")
    corrected = reading("one", report(killed=4), text=body.format("only 4"), **address)
    run_night(house, corrected, night=1)
    rows = look("SELECT incident_id, killed_low, killed, killed_high, n_reports FROM incidents")
    assert rows == [before[0] | {"killed_low": 4, "killed": 4, "killed_high": 4, "n_reports": 1}]


EVENTS = (
    report(killed=4, injured=9),
    report(killed=4),
    report(killed=6, perpetrator="A", attribution="claimed"),
    report(**VAGUE, geo_precision=3),
    report(killed=2, place="Domel", latitude=33.15, longitude=70.75),
    report(**PARACHINAR, killed=4),
    report(event_date=DAY + timedelta(days=1), killed=6),
    report(event_date=None, date_precision="unknown", killed=4),
    report(role="background", event_date=DAY.replace(day=1), date_precision="month", killed=4),
    report(role="background", event_date=None, date_precision="unknown", killed=6, injured=9),
)
NEWS = tuple(
    reading(name, *(EVENTS[n] for n in told), source=name, published=DAY + timedelta(days=n % 3))
    for n, (name, told) in enumerate(
        [("a", (0, 5)), ("b", (1,)), ("c", (2, 4)), ("d", (3,)), ("e", (6, 9)), ("f", (7, 8)), ("g", (4, 3))]
    )
)
VALUES = "SELECT * EXCLUDE (incident_id, first_run_id, run_id, recorded_at) FROM incidents ORDER BY ALL"


def told(tmp_path_factory, empty, nights):
    folder = tmp_path_factory.mktemp("order") / "house"
    shutil.copytree(empty, folder)
    with open_for_writing(folder) as house:
        for number, night in enumerate(nights):
            run_night(house, *night, night=number)

        def look(sql):
            return house.query(sql).to_pylist()

        return groups(look), look(VALUES)


@pytest.fixture(scope="module")
def in_order(tmp_path_factory, empty):
    return told(tmp_path_factory, empty, [NEWS])


def test_the_news_backwards_and_over_two_nights_gives_the_same_incidents(tmp_path_factory, empty, in_order):
    assert told(tmp_path_factory, empty, [NEWS[:3:-1], NEWS[3::-1]]) == in_order


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(NEWS), cut=st.integers(0, len(NEWS)))
def test_neither_order_nor_split_over_nights_changes_the_incidents(
    tmp_path_factory, empty, in_order, order, cut
):
    assert told(tmp_path_factory, empty, [order[:cut], order[cut:]]) == in_order


@pytest.mark.slow
def test_neither_do_the_batches_that_a_backfill_is_fused_in(tmp_path_factory, empty, in_order, monkeypatch):
    monkeypatch.setattr("warehouse.fusing.ARTICLES_AT_ONCE", 2)
    assert told(tmp_path_factory, empty, [NEWS]) == in_order


def test_within_a_night_the_keys_do_not_depend_on_the_order(tmp_path_factory):
    keys = []
    for order in (NEWS, NEWS[::-1]):
        with open_for_writing(tmp_path_factory.mktemp("keys")) as house:
            run_night(house, *order)
            keys.append(house.query("SELECT * FROM fused_reports ORDER BY ALL").to_pylist())
    assert keys[0] == keys[1]
