"""The truth files agree with the stories and with themselves."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from extractors.records import IncidentReport, Kind, Reason
from flows.sample import NIGHTS, truth_after
from flows.sample.newsroom import stories
from flows.sample.truth import BOUNDS, INHERITED, OWN

ROOT = Path(__file__).parents[3]


@pytest.fixture(params=NIGHTS)
def truth(request):
    return truth_after(request.param)


@pytest.fixture(scope="module")
def closed_lists():
    """The warehouse's own enumerations, by field."""
    sql = (ROOT / "warehouse" / "sql" / "migrations" / "0004_incidents.sql").read_text(encoding="utf-8")
    types = re.findall(r"CREATE TYPE (\w+) AS ENUM \((.*?)\);", sql, re.S)
    return {name: set(re.findall(r"'([^']*)'", values)) for name, values in types}


def test_every_story_is_an_article_a_copy_or_a_rejection(truth):
    told = set(truth.articles)
    copied = {name for group in truth.copies if group.form in ("exact", "address") for name in group.articles}
    rejected = {rejection.page for rejection in truth.rejections}
    assert {story.id for story in stories(truth.night)} - told - copied - rejected == set()


def test_no_page_is_both_an_article_and_a_rejection(truth):
    assert not set(truth.articles) & {rejection.page for rejection in truth.rejections}


def test_every_incident_is_told_by_an_article(truth):
    told = {report.incident for article in truth.articles.values() for report in article.reports}
    assert set(truth.incidents) <= told


def test_copies_are_stories(truth):
    known = {story.id for story in stories(truth.night)}
    for group in truth.copies:
        assert len(group.articles) > 1 or group.form in ("revision", "address")
        assert set(group.articles) <= known


def test_truth_names_only_fields_of_the_records(truth):
    fields = set(IncidentReport.__slots__)
    assert set(INHERITED + OWN + BOUNDS) <= fields
    for article in truth.articles.values():
        for report in article.reports:
            assert set(report.alt) <= fields, article.id


def test_rejections_have_reasons_from_the_closed_list(truth):
    for rejection in truth.rejections:
        assert set(rejection.reasons) <= set(Reason.__args__)


def test_no_part_of_a_toll_is_larger_than_the_whole(truth):
    for article in truth.articles.values():
        for report in article.reports:
            for total in ("killed", "injured"):
                sides = [
                    report.fields[f"{total}_{side}"] or 0 for side in ("civilians", "security", "militants")
                ]
                assert sum(sides) <= (report.fields[total] or sum(sides)), (article.id, report.incident)


def test_values_come_from_the_projects_own_lists(truth, closed_lists):
    for row in [*truth.incidents.values(), *(r for a in truth.articles.values() for r in a.reports)]:
        for field, allowed in closed_lists.items():
            values = {row.fields.get(field), *row.alt.get(field, ())} - {None, "none"}
            assert values <= allowed, (row, field)


def test_a_sub_event_belongs_to_its_event(truth):
    with (ROOT / "warehouse" / "data" / "event_types.csv").open(encoding="utf-8") as file:
        family = {row["label"]: row["code"] for row in csv.DictReader(file) if row["scheme"] == "acled"}
    for incident in truth.incidents.values():
        assert family[incident.fields["sub_event_type"]] == incident.fields["event_type"], incident.key


def test_groups_bear_the_names_that_the_project_gives_them(truth):
    with (ROOT / "extractors" / "data" / "groups.csv").open(encoding="utf-8") as file:
        known = {row["name"] for row in csv.DictReader(file)} | {"Pakistani armed forces", None, "none"}
    for article in truth.articles.values():
        for report in article.reports:
            for field in ("perpetrator", "opponent", "claimed_by"):
                assert {report.fields[field], *report.alt.get(field, ())} - known == set(), article.id


def test_kinds_of_articles_and_units_are_the_records_own(truth):
    for article in truth.articles.values():
        assert article.kind in Kind.__args__
        for statistic in article.statistics:
            assert statistic.get("unit", "count") in ("count", "percent change", "percent")
            assert set(statistic) <= {
                "metric",
                "value",
                "unit",
                "period_start",
                "period_end",
                "place",
                "group",
                "optional",
            }


def test_the_world_is_large_and_hard_enough():
    world = truth_after(3)
    texts = [s for s in stories(3) if not s.copy_of and len(s.paragraphs) > 1]
    told_by = Counter()
    for article in world.articles.values():
        for incident in {report.incident for report in article.reports if report.role == "main"}:
            told_by[incident, article.story.outlet.id] += 1
    outlets_of = Counter(incident for incident, _ in told_by)
    assert len(texts) >= 100
    assert len(outlets_of) >= 30
    assert sum(count >= 2 for count in outlets_of.values()) >= 10
    assert {copies.form for copies in world.copies} == {"exact", "near", "address", "revision"}
