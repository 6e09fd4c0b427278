"""The truth's own reports, fused: what a perfect reader finds becomes the incidents that the truth has."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from extractors.incidents.gazetteer import lookup
from extractors.records import Article, IncidentReport, Reading, text_hash
from flows import sample
from flows.sample.incident_check import incident_differences
from flows.sample.newsroom import day_of
from flows.sample.truth import Report, Truth
from warehouse import Warehouse, open_for_writing

TABLES = ("incidents", "incident_sources", "incident_links")
POINT = ("latitude", "longitude", "geo_precision")


@pytest.mark.parametrize("night", sample.NIGHTS)
def test_reports_as_the_truth_has_them_become_its_incidents(night: int, tmp_path: Path) -> None:
    truth = sample.truth_after(night)
    with open_for_writing(tmp_path) as house:
        house.fuse(_loaded(house, truth))
        rows = {table: house.query(f"FROM {table}").to_pylist() for table in TABLES}
        named = house.query(
            "SELECT report_id, title, ordinal FROM incident_reports JOIN articles USING (article_id)"
        )
    ids = {(row["title"], row["ordinal"]): row["report_id"] for row in named.to_pylist()}
    paired = defaultdict(list)
    for article in truth.articles.values():
        for ordinal, report in enumerate(article.reports):
            paired[report.incident].append((ids[article.id, ordinal], report))
    # a denial is no report of the truth's: that it withdraws an incident is for the nights themselves to show
    found = [parts for parts in incident_differences(truth, paired, rows) if parts[1] != "retracted"]
    assert found == []


def _loaded(house: Warehouse, truth: Truth) -> str:
    at = datetime.combine(day_of(truth.night), time(23), UTC)
    run_id = house.begin_run("nightly", day_of(truth.night), "0", {}, at)
    house.load(run_id, list(_readings(truth, at)))
    return run_id


def _readings(truth: Truth, at: datetime) -> Iterator[Reading]:
    for told in truth.articles.values():
        text = "\n\n".join((told.id, *told.story.paragraphs))
        source = told.story.outlet.id
        article = Article(
            text_hash(text),
            source,
            text,
            at,
            "1",
            title=told.id,
            published_at=told.story.published,
            kind=told.kind,
        )
        reports = tuple(_record(report, truth.incidents[report.incident].fields) for report in told.reports)
        yield Reading(told.id, source, None, at, None, article, None, reports, (), "1")


def _record(report: Report, incident: Mapping[str, Any]) -> IncidentReport:
    """With the coordinates of the incident or, where this report names another place, of that place."""
    fields = dict(report.fields)
    points: Mapping[str, Any] = incident
    if fields["place"] != incident["place"] or fields["admin2"] != incident["admin2"]:
        places = [place for place in lookup(fields["place"] or "") if place.country == fields["country"]]
        points = {name: getattr(places[0], name) for name in POINT} if places else {}
    fields |= {name: points.get(name) for name in POINT}
    flags = {name: bool(fields[name]) for name in ("suicide", "foiled", "allocated")}
    return IncidentReport(report.role, **{**fields, **flags}, extractor="truth", extractor_version="1")
