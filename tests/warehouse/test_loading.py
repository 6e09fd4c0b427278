"""What becomes of a reading: every kind of duplicate, alone, in one batch, and over nights."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from extractors.records import Candidate, FetchState, Rejected, Source, Statistic
from tests.warehouse.stories import DAY, NIGHT, begin, reading, report, run_night, span
from warehouse import LoadFigures, WarehouseError

LONG = (
    "A bomb that was hidden in a hand cart went off beside a police van in the bazaar of Bannu on Monday "
    "morning. Two constables died where they stood and eleven people, most of them shopkeepers, were taken "
    "to the district hospital, where doctors called for blood. A spokesman of the police said that the "
    "device had weighed about four kilograms. Shops stayed shut for the rest of the day, and elders of the "
    "town asked the administration to open the roads that had been closed since the week before."
)
HASH = "0123456789abcdef"


def outcomes(figures: LoadFigures) -> dict[str, int]:
    counted = ("new", "near_duplicates", "revisions", "exact_duplicates", "declared_duplicates", "read_again")
    return {name: getattr(figures, name) for name in counted if getattr(figures, name)}


CASES = {
    "another text is another article": (
        reading("one"),
        reading("two"),
        {"new": 1},
    ),
    "the same text is an exact duplicate, whatever its name, source and address": (
        reading("one", text=LONG, url="http://a.test/1"),
        reading("two", text=LONG, url="http://b.test/2", source="herald"),
        {"exact_duplicates": 1},
    ),
    "white space and compatibility forms do not make another text": (
        reading("one", text="The ﬁrst  report\nsays so."),
        reading("two", text="The first report says so."),
        {"exact_duplicates": 1},
    ),
    "a known declared hash over the same text is a declared duplicate, whatever the number": (
        reading(f"001_{HASH}", text=LONG, declared=HASH),
        reading(f"907_{HASH}", text=LONG, declared=HASH),
        {"declared_duplicates": 1},
    ),
    "without the hash in its name the same file is a duplicate by its text": (
        reading(f"001_{HASH}", text=LONG, declared=HASH),
        reading("001", text=LONG),
        {"exact_duplicates": 1},
    ),
    "a known declared hash over another text is kept as a revision": (
        reading(f"001_{HASH}", text=LONG, declared=HASH),
        reading(f"001_{HASH}", text="Something else altogether.", declared=HASH),
        {"revisions": 1},
    ),
    "another text under the same address is a revision": (
        reading("one", url="http://a.test/story/1"),
        reading("two", url="http://a.test/story/1"),
        {"revisions": 1},
    ),
    "another text with the same canonical address is a revision": (
        reading("one", url="http://a.test/amp/1", canonical_url="http://a.test/story/1"),
        reading("two", url="http://a.test/story/1"),
        {"revisions": 1},
    ),
    "a canonical address that is only the front door says nothing": (
        reading("one", url="http://a.test/story/1", canonical_url="http://a.test/"),
        reading("two", url="http://a.test/story/2", canonical_url="http://a.test/"),
        {"new": 1},
    ),
    "a reprint with a new lead is a near-duplicate": (
        reading("one", text=LONG),
        reading("two", text="Our correspondent in the south reports as follows. " + LONG, source="herald"),
        {"near_duplicates": 1},
    ),
    "a reprint cut to half is a near-duplicate": (
        reading("one", text=LONG),
        reading("two", text=LONG[: len(LONG) // 2], source="herald"),
        {"near_duplicates": 1},
    ),
    "a newer cleaner's text of the same archived bytes is the same article": (
        reading("one", text=LONG, archived_in="a.warc.gz#1"),
        reading("one", text=LONG[:-20], archived_in="a.warc.gz#1", cleaner="2"),
        {"read_again": 1},
    ),
    "a newer cleaner's text of a file with the same declared hash is the same article": (
        reading(f"001_{HASH}", text=LONG, declared=HASH),
        reading(f"001_{HASH}", text=LONG[:-20], declared=HASH, cleaner="2"),
        {"read_again": 1},
    ),
    "rows of one archived file are different articles": (
        reading("row 1", archived_in="a.warc.gz#1"),
        reading("row 2", archived_in="a.warc.gz#1"),
        {"new": 1},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_later_night_knows_what_was_loaded(house, case):
    first, second, expected = CASES[case]
    assert outcomes(run_night(house, first)[0]) == {"new": 1}
    assert outcomes(run_night(house, second, night=1)[0]) == expected


@pytest.mark.parametrize("case", [case for case in CASES if "newer cleaner" not in case])
def test_one_batch_knows_what_stands_before_in_it(house, case):
    first, second, expected = CASES[case]
    together = {"new": 1} | expected | ({"new": 2} if expected == {"new": 1} else {})
    assert outcomes(run_night(house, first, second)[0]) == together


def test_a_declared_hash_over_another_text_is_reported(house, look):
    first = reading(f"001_{HASH}", text=LONG, declared=HASH)
    second = reading(f"002_{HASH}", text="Something else altogether.", declared=HASH)
    loaded, _ = run_night(house, first, second)
    assert loaded.hash_conflicts == (f"002_{HASH}",)
    rows = look("SELECT article_id, replaces, replaces_because FROM articles WHERE replaces IS NOT NULL")
    assert rows == [
        {
            "article_id": second.article.article_id,
            "replaces": first.article.article_id,
            "replaces_because": "same declared hash",
        }
    ]


def test_every_candidate_leaves_a_row_that_says_what_became_of_it(house, look):
    run_id = begin(house)
    gone = Rejected("http://a.test/gone", "fetch", "gone", "410")
    paywall = Rejected("http://a.test/pay", "read", "paywall")
    figures = house.load(
        run_id,
        [
            reading("kept", report()),
            replace(reading("stub"), rejected=paywall),
            replace(reading("blank"), article=None, rejected=Rejected(None, "read", "no text")),
        ],
        [("courier", gone)],
        [Candidate("courier", "http://a.test/old")],
    )
    assert (figures.new, figures.rejected, figures.unchanged) == (1, 3, 1)
    house.finish_run(run_id, "completed", NIGHT)
    met = look("SELECT source_id, outcome FROM sightings ORDER BY 2, 1")
    assert [(row["source_id"], row["outcome"]) for row in met] == [
        ("kept", "new"),
        ("blank", "rejected"),
        ("http://a.test/gone", "rejected"),
        ("stub", "rejected"),
        ("http://a.test/old", "unchanged"),
    ]
    reasons = look("SELECT stage, reason, detail FROM rejections ORDER BY reason")
    assert [row["reason"] for row in reasons] == ["gone", "no text", "paywall"]
    assert reasons[0]["detail"] == "410"
    (row,) = look("SELECT candidates, fetched, articles, unchanged, rejected, reasons FROM source_runs")
    assert dict(row.pop("reasons")) == {"gone": 1, "no text": 1, "paywall": 1}
    assert row == {"candidates": 5, "fetched": 3, "articles": 1, "unchanged": 1, "rejected": 3}


def test_an_outlet_that_was_asked_and_had_nothing_new_is_counted(house, look):
    run_id = begin(house)
    house.save_fetch_states(run_id, [FetchState("http://a.test/feed", "courier", NIGHT)])
    house.finish_run(run_id, "completed", NIGHT)
    (row,) = look("SELECT source, candidates, articles, reasons FROM source_runs")
    assert row == {"source": "courier", "candidates": 0, "articles": 0, "reasons": []}


def test_the_same_night_again_changes_nothing_but_runs_sightings_and_record_times(house, look):
    night = [
        reading("one", report(killed=3), url="http://a.test/1"),
        reading("two", report(killed=4), source="herald", text=LONG),
        reading("three", source="herald", text=LONG[:300]),
        reading("four", report(killed=1), url="http://a.test/1"),
    ]
    run_night(house, *night)
    tables = [
        row["table_name"]
        for row in look("SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary")
        if row["table_name"] not in ("runs", "source_runs", "sightings")
    ]
    before = {table: look(f"FROM {table} ORDER BY ALL") for table in tables}
    loaded, fused = run_night(house, *night, night=1)
    assert outcomes(loaded) == {"exact_duplicates": 4}
    assert (fused.new, fused.updated, fused.merged, fused.withdrawn) == (0, 0, 0, 0)
    assert {table: look(f"FROM {table} ORDER BY ALL") for table in tables} == before
    assert look("SELECT count(*) AS n FROM sightings")[0]["n"] == 8


def test_reports_keep_their_words_and_offsets(house, look):
    text = "Ünder fire: 12 people were killed — 5 of them police — in Bannu."
    told = report(killed=12, killed_security=5, killed_qualifier="at least", claimed_by="A", denied_by="B")
    told = replace(told, evidence=(span("killed", "12", text), span("killed_security", "5", text)))
    count = Statistic("attacks", 44.0, period_text="this year", evidence=(span("value", "12", text),))
    run_night(house, replace(reading("one", told, text=text), statistics=(count,)))
    rows = look(
        "SELECT field, words FROM evidence_for((SELECT any_value(incident_id) FROM incidents)) ORDER BY 1"
    )
    assert rows == [{"field": "killed", "words": "12"}, {"field": "killed_security", "words": "5"}]
    stances = look("SELECT stance, actor FROM claims ORDER BY 1")
    assert stances == [{"stance": "claimed", "actor": "A"}, {"stance": "denied", "actor": "B"}]
    assert look("SELECT metric, value FROM statistics") == [{"metric": "attacks", "value": 44.0}]


def test_silence_stays_null_and_a_said_zero_stays_zero(house, look):
    run_night(
        house,
        reading("silent", report(killed=None, injured=None)),
        reading(
            "zero",
            report(killed=0, injured=None, admin2="Kurram", place="Parachinar", latitude=33.9),
            source="herald",
        ),
    )
    rows = look("SELECT killed, injured FROM incident_reports ORDER BY killed NULLS FIRST")
    assert rows == [{"killed": None, "injured": None}, {"killed": 0, "injured": None}]
    rows = look("SELECT killed_low, killed, killed_high, injured FROM incidents ORDER BY killed NULLS FIRST")
    assert rows[0] == {"killed_low": None, "killed": None, "killed_high": None, "injured": None}
    assert rows[-1] == {"killed_low": 0, "killed": 0, "killed_high": 0, "injured": None}


def test_a_page_keeps_its_own_day_and_offset(house, look):
    lahore = timezone(timedelta(hours=5))
    early = datetime(2024, 5, 7, 1, 30, tzinfo=lahore)
    run_night(house, reading("one", published=early), reading("two", published=DAY))
    rows = look("SELECT published_on, published_at, published_offset_minutes FROM articles ORDER BY title")
    assert rows[0]["published_on"] == early.date()
    assert rows[0]["published_at"] == datetime(2024, 5, 6, 20, 30, tzinfo=UTC)
    assert rows[0]["published_offset_minutes"] == 300
    assert rows[1] == {"published_on": DAY, "published_at": None, "published_offset_minutes": None}


@pytest.mark.parametrize(
    ("bad", "flaw"),
    [
        (report(killed=-1), "killed is -1"),
        (report(killed=2**40), "killed is"),
        (report(geo_precision=300), "geo_precision is 300"),
        (report(latitude=132.0), "coordinates"),
        (report(longitude=None), "half a pair"),
        (report(perpetrator_text="half a \ud800 pair"), "not valid Unicode"),
    ],
)
def test_a_bad_report_is_turned_away_with_its_reason_and_the_night_goes_on(house, look, bad, flaw):
    run_night(house, reading("one", bad, report(killed=2)), reading("two"))
    assert look("SELECT count(*) AS n FROM articles")[0]["n"] == 2
    assert look("SELECT ordinal, killed FROM incident_reports") == [{"ordinal": 1, "killed": 2}]
    (row,) = look("SELECT stage, reason, detail FROM rejections")
    assert (row["stage"], row["reason"]) == ("load", "bad row")
    assert flaw in row["detail"]


def test_evidence_outside_the_text_is_turned_away(house, look):
    told = replace(report(), evidence=(replace(span("killed", "a", "a"), end=9999),))
    run_night(house, reading("one", told))
    assert "outside the text" in look("SELECT detail FROM rejections")[0]["detail"]


def test_a_text_that_is_no_unicode_is_turned_away(house, look):
    broken = reading("one")
    broken = replace(broken, article=replace(broken.article, text="half a \udfff pair"))
    loaded, _ = run_night(house, broken, reading("two"))
    assert (loaded.new, loaded.rejected) == (1, 1)
    assert look("SELECT outcome FROM sightings ORDER BY 1") == [{"outcome": "new"}, {"outcome": "rejected"}]


def test_a_batch_of_nothing_is_nothing(house):
    assert outcomes(house.load(begin(house), [])) == {}


def test_what_was_fetched_is_remembered_by_address(house):
    run_id = begin(house)
    first = FetchState("http://a.test/feed", "courier", NIGHT, 200, etag='"1"')
    later = replace(first, fetched_at=NIGHT + timedelta(days=1), status=304, outcome="not modified")
    house.save_fetch_states(run_id, [first])
    house.save_fetch_states(run_id, {"http://a.test/feed": later})
    assert house.fetch_states("courier") == {"http://a.test/feed": later}
    assert house.fetch_states("herald") == {}
    assert house.fetch_states() == {"http://a.test/feed": later}


def test_sources_are_brought_up_to_date(house, look):
    house.save_sources([Source("courier", "Old name"), Source("herald", "Herald")])
    house.save_sources([Source("courier", "New name", feeds=("http://a.test/feed",))])
    rows = look("SELECT source, name, feeds FROM sources ORDER BY 1")
    assert rows[0] == {"source": "courier", "name": "New name", "feeds": ["http://a.test/feed"]}
    assert rows[1]["name"] == "Herald"


def test_reference_rows_replace_those_before(house, look):
    house.save_reference("groups", [{"name": "Old"}])
    house.save_reference("groups", [{"name": "Group of Bannu", "inter": "2", "note": "", "unknown": 1}])
    assert look('SELECT name, inter, note FROM "groups"') == [
        {"name": "Group of Bannu", "inter": 2, "note": None}
    ]
    with pytest.raises(WarehouseError, match="has no name"):
        house.save_reference("groups", [{"short_name": "X"}])
    with pytest.raises(WarehouseError, match="no reference table"):
        house.save_reference("incidents", [])


def test_a_run_that_was_never_begun_is_refused(house):
    with pytest.raises(WarehouseError, match="begin one"):
        house.load("nothing", [])
