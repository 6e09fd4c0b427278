"""The truth files agree with the stories and with themselves."""

import pytest

from extractors.records import IncidentReport, Reason
from flows.sample import NIGHTS, truth_after
from flows.sample.newsroom import stories
from flows.sample.truth import INHERITED, OWN


@pytest.fixture(params=NIGHTS)
def truth(request):
    return truth_after(request.param)


def test_every_story_is_an_article_a_copy_or_a_rejection(truth):
    told = set(truth.articles)
    copied = {name for group in truth.copies if group.form in ("exact", "address") for name in group.articles}
    rejected = {(rejection.outlet, rejection.address) for rejection in truth.rejections}
    for story in stories(truth.night):
        homes = [story.id in told or story.id in copied, (story.outlet.id, story.address) in rejected]
        assert any(homes), f"{story.id} has no truth"


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
    assert set(INHERITED + OWN) <= fields
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
