"""Differences between the truth and a warehouse are found and named."""

from copy import deepcopy
from datetime import UTC, datetime
from itertools import count

import pytest

from flows.sample import truth_after
from flows.sample.compare import TABLES, differences
from flows.sample.truth import INHERITED, OWN

MET = datetime(2026, 3, 3, tzinfo=UTC)


def told(differences):
    return {difference.name for difference in differences}


def perfect(truth):
    """The rows of a warehouse that got everything right."""
    rows = {table: [] for table in TABLES}
    ids = {}
    for article in truth.articles.values():
        add_article(rows, article, ids)
    for group in truth.copies:
        for name in group.articles:
            if name not in ids:  # a copy to the letter has no row of its own
                ids[name] = ids[group.articles[0]]
                add_sighting(rows, next(s for s in truth.stories if s.id == name), ids[name])
        by_id = {row["article_id"]: row for row in rows["articles"]}
        if group.form == "near":
            for name in group.articles:
                by_id[ids[name]]["voice"] = ids[group.articles[0]]
        if group.form == "revision":
            by_id[ids[group.articles[0]]]["replaces"] = "an earlier text"
    add_incidents(rows, truth)
    rows["rejections"] = [
        {"source": r.outlet, "url": f"http://x{r.address}", "stage": r.stage, "reason": r.reasons[0]}
        for r in truth.rejections
    ]
    return rows


def add_article(rows, article, ids):
    story = article.story
    key = {"article_id": f"a{len(ids)}", "text_hash": f"h{len(ids)}", "extractor_version": "1"}
    ids[story.id] = key["article_id"]
    dated = story.published if not (story.undated and story.unlisted_date) else None
    rows["articles"].append(
        key
        | {"title": story.title, "author": story.author, "language": story.language, "kind": article.kind}
        | {"published_on": dated and dated.date(), "published_at": dated}
        | {"voice": key["article_id"], "replaces": None}
    )
    text = "\n".join(block.removeprefix("## ") for block in story.paragraphs)
    rows["article_texts"].append(key | {"text": text})
    add_sighting(rows, story, key["article_id"])
    for report in article.reports:
        report_id = f"{story.id} on {report.incident}"
        rows["incident_reports"].append(key | {"report_id": report_id, "role": report.role, **report.fields})
        rows["incident_sources"].append({"report_id": report_id, "incident_id": report.incident})
    for statistic in article.statistics:
        blank = dict.fromkeys(("period_start", "period_end", "place", "group"))
        row = {"unit": "count"} | blank | statistic
        rows["statistics"].append(key | row | {"group_name": row["group"]})


def add_sighting(rows, story, article_id):
    met = {"source": story.outlet.id, "seen_at": MET, "article_id": article_id, "outcome": "new"}
    for address in filter(None, (story.address, story.also_at)):
        rows["sightings"].append(met | {"url": f"http://x{address}", "source_id": address})


def add_incidents(rows, truth):
    for key, incident in truth.incidents.items():
        if incident.fields["retracted"]:
            continue
        told = [
            (a.story.published, report)
            for a in truth.articles.values()
            for report in a.reports
            if report.incident == key
        ]
        reports = [report for _, report in sorted(told, key=lambda pair: pair[0])]
        reports = [report for report in reports if not report.fields["allocated"]] or reports
        row = {name: incident.fields[name] for name in (*INHERITED, *OWN, "latitude", "longitude")}
        for toll in ("killed", "injured"):
            said = [report for report in reports if report.fields[toll] is not None]
            numbers = [report.fields[toll] for report in said]
            latest = ([report for report in said if report.role == "main"] or said)[-1:]
            best = row[toll] if row[toll] is not None else next((r.fields[toll] for r in latest), None)
            row |= {
                toll: best,
                f"{toll}_low": min([*numbers, *bounds(said, f"{toll}_low")], default=None),
                f"{toll}_high": max([*numbers, *bounds(said, f"{toll}_high")], default=None),
            }
        rows["incidents"].append(row | {"incident_id": key})
    rows["incident_links"] = [{"incident_id": a, "other_incident_id": b} for a, b in truth.links]


def bounds(reports, name):
    return [report.fields[name] for report in reports if report.fields[name] is not None]


@pytest.fixture(scope="module")
def truth():
    return truth_after(3)


@pytest.fixture(scope="module")
def right(truth):
    return perfect(truth)


@pytest.fixture
def rows(right):
    return deepcopy(right)


def row_of(rows, table, **wanted):
    return next(r for r in rows[table] if all(r[field] == value for field, value in wanted.items()))


def test_a_perfect_warehouse_has_no_differences(truth, rows):
    assert differences(truth, rows) == []


def test_a_missing_article_is_named(truth, rows):
    rows["sightings"] = [row for row in rows["sightings"] if "gwadar-second-day" not in row["url"]]
    names = told(differences(truth, rows))
    assert "balochistan-ledger/gwadar-second-day: article" in names


def test_wrong_metadata_are_named(truth, rows):
    row_of(rows, "articles", title="Jirga elder gunned down in Khar bazaar")["author"] = None
    row_of(rows, "articles", title="Old shell kills four children in Helmand")["published_on"] = (
        MET.date().replace(day=9)
    )
    assert told(differences(truth, rows)) == {
        "khyber-mail/bajaur-elder: author",
        "hindukush-wire/sangin-shell: published_on",
    }


def test_a_lost_paragraph_and_kept_furniture_are_named(truth, rows):
    text = next(row for row in rows["article_texts"] if "Shukria Amiri walks" in row["text"])
    text["text"] = text["text"].split("\n", 1)[1] + "\nComments are closed on this story."
    assert told(differences(truth, rows)) == {
        "gulf-meridian/deminer-profile: paragraph 1",
        "gulf-meridian/deminer-profile: furniture",
    }


def test_a_wrong_field_a_missed_report_and_an_invented_one_are_named(truth, rows):
    row_of(rows, "incident_reports", report_id="khyber-mail/swat-ctd on swat-gulibagh")["killed"] = 4
    gone = row_of(rows, "incident_reports", report_id="khyber-mail/wana-school on wana-march")
    gone |= {
        "place": "Karachi",
        "admin1": "Sindh",
        "admin2": None,
        "event_date": None,
        "event_type": "Battles",
    }
    gone |= {"incident_kind": "clash"}
    names = told(differences(truth, rows))
    assert "khyber-mail/swat-ctd on swat-gulibagh: killed" in names
    assert "khyber-mail/wana-school on wana-march: report" in names
    assert "khyber-mail/wana-school: invented main Battles Karachi" in names


def test_statistics_are_held_to_their_period(truth, rows):
    row = row_of(rows, "statistics", value=1139)
    row["period_start"] = row["period_end"] = None
    assert told(differences(truth, rows)) == {
        "gulf-meridian/bannu-checkpost: statistic killed_security 1139 period_start",
        "gulf-meridian/bannu-checkpost: statistic killed_security 1139 period_end",
    }


def test_split_and_merged_incidents_are_named(truth, rows):
    numbers = count()
    for row in rows["incident_sources"]:
        if row["incident_id"] == "kurram-charkhel-ambush":
            row["incident_id"] = f"split {next(numbers)}"
        if row["incident_id"] == "quetta-sariab-patrol":
            row["incident_id"] = "quetta-double-road-labourers"
    names = told(differences(truth, rows))
    assert "kurram-charkhel-ambush: split" in names
    assert "quetta-double-road-labourers and quetta-sariab-patrol: merged" in names


def test_wrong_fused_values_are_named(truth, rows):
    row = row_of(rows, "incidents", incident_id="kurram-charkhel-ambush")
    row |= {"killed_low": 1, "killed": 3, "latitude": 24.9, "longitude": 67.0}
    assert told(differences(truth, rows)) == {
        "kurram-charkhel-ambush: killed",
        "kurram-charkhel-ambush: killed_low",
        "kurram-charkhel-ambush: coordinates",
    }


def test_what_the_attackers_claim_is_the_upper_bound(truth, rows):
    row_of(rows, "incidents", incident_id="rask-police-station")["killed_high"] = 4
    row_of(rows, "incident_reports", killed_high=7)["killed_high"] = 4
    assert told(differences(truth, rows)) == {
        "rask-police-station: killed_high",
        "hindukush-wire/takhar-attacks on takhar-two-attacks: killed_high",
    }


def test_any_reading_of_a_report_will_do_for_the_bounds(truth, rows):
    row = row_of(rows, "incidents", incident_id="busayrah-tankers")
    row |= {"killed": 9, "killed_low": 9, "killed_high": 9}  # the seven of the headline, and two attackers
    assert differences(truth, rows) == []
    row["killed_low"] = 6
    assert told(differences(truth, rows)) == {"busayrah-tankers: killed_low"}


def test_a_point_may_be_that_of_a_place_that_is_accepted_too(truth, rows):
    row = row_of(rows, "incidents", incident_id="karachi-pipri-vest")
    row |= {"latitude": 24.86, "longitude": 67.01}  # of Karachi, whose suburb it was
    assert differences(truth, rows) == []
    row["latitude"] = 26.0
    assert told(differences(truth, rows)) == {"karachi-pipri-vest: coordinates"}


def test_a_bare_mention_and_one_without_place_and_day_may_stand_alone(truth, rows):
    for bare in (
        "indus-courier/senate-statement on lakki-shahbazkhel-post",
        "gulf-meridian/week-roundup on kunar-sarkano-shelling",
    ):
        row_of(rows, "incident_sources", report_id=bare)["incident_id"] = "alone"
    assert differences(truth, rows) == []


def test_an_incident_that_never_happened_must_not_stand(truth, rows):
    rows["incidents"].append({"incident_id": "charsadda-school"})
    assert told(differences(truth, rows)) == {"charsadda-school: retracted"}


def test_copies_links_and_rejections_are_held_too(truth, rows):
    row_of(rows, "articles", title="Five worshippers killed in Herat")["voice"] = "its own"
    rows["incident_links"].pop()
    rows["rejections"][0]["reason"] = "too large"
    rows["rejections"].append({"source": "x", "url": "http://x/new", "stage": "fetch", "reason": "gone"})
    assert told(differences(truth, rows)) == {
        "hindukush-wire/herat-mosque and khyber-mail/herat-wire: near copy",
        "bannu-mandan-post and janikhel-operation: link",
        f"{truth.rejections[0].outlet}{truth.rejections[0].address}: rejection",
        "x/new: rejection",
    }


def test_files_are_not_asked_for_what_only_servers_tell(truth, rows):
    rows["rejections"] = []
    for row in rows["sightings"]:
        story = next(s for s in truth.stories if row["url"].endswith((s.address, s.also_at or s.address)))
        row |= {"url": None, "source": "files", "source_id": f"{story.outlet.id}_{story.slug}"}
    assert differences(truth, rows, from_files=True) == []
