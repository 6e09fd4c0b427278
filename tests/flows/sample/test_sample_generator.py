"""Generated load is repeatable, fills every night, and its truth is its own."""

from itertools import combinations

import pytest
import requests

from flows.sample import serve, write
from flows.sample.generator import generate


@pytest.fixture(scope="module")
def load():
    return generate(600, outlet_count=4, nights=4, seed=11)


def shingles(story):
    words = " ".join(story.paragraphs).lower().split()
    return set(zip(words, words[1:], words[2:], strict=False))


def test_the_same_seed_gives_the_same_world(load):
    assert generate(600, 4, 4, 11) == load
    assert generate(600, 4, 4, 12) != load


def test_articles_are_spread_over_nights_and_outlets(load):
    assert [len(load.world.stories[night]) for night in (1, 2, 3, 4)] == [150, 300, 450, 600]
    assert {story.outlet.id for story in load.world.stories[1]} == {o.id for o in load.world.outlets}


def test_every_article_has_its_truth(load):
    truth = load.truths[4]
    exact = {copies.articles[1] for copies in truth.copies if copies.form == "exact"}
    assert {story.id for story in truth.stories} == set(truth.articles) | exact
    told = {report.incident for article in truth.articles.values() for report in article.reports}
    assert told == set(truth.incidents)


def test_the_text_says_what_the_truth_says(load):
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    for article in load.truths[4].articles.values():
        text = " ".join(article.story.paragraphs).lower()
        for report in article.reports:
            assert report.fields["place"].lower() in text
            killed = report.fields["killed"]
            assert killed is None or (words[killed] if killed < 10 else str(killed)) in text


def test_some_events_are_told_on_several_nights_with_growing_tolls(load):
    tolls = {}
    for article in load.truths[4].articles.values():
        for report in article.reports:
            tolls.setdefault(report.incident, set()).add(report.fields["killed"])
    assert sum(len(numbers) > 1 for numbers in tolls.values()) > 10


def test_no_pattern_is_left_unfilled(load):
    for story in load.truths[4].stories:
        assert not set("[]{}|") & set(story.title + "".join(story.paragraphs)), story


def test_articles_that_are_no_copies_share_little_wording(load):
    truth = load.truths[4]
    copies = {name for group in truth.copies for name in group.articles}
    texts = [shingles(article.story) for article in truth.articles.values() if article.id not in copies][:250]
    alike = sum(len(a & b) / len(a | b) >= 0.4 for a, b in combinations(texts, 2))
    assert alike / len(texts) < 0.02


def test_the_server_and_the_files_take_a_generated_world(load, tmp_path):
    with serve(2, world=load.world) as newsroom:
        story = load.world.stories[2][-1]
        order = [outlet.id for outlet in load.world.outlets].index(story.outlet.id)
        page = requests.get(f"http://127.0.0.1:{newsroom.port + order}{story.address}", timeout=10)
        assert page.status_code == 200
        assert story.title.split()[0] in page.text
    assert len(write(tmp_path, 2, load.world)) == 150


def test_counts_below_one_are_refused():
    with pytest.raises(ValueError, match="counted from 1"):
        generate(0)


def test_no_two_events_share_act_place_and_day():
    events = [i.fields for i in generate(2000, 5, 2, 3).truths[2].incidents.values()]
    assert len({(e["sub_event_type"], e["place"], e["event_date"]) for e in events}) == len(events)
