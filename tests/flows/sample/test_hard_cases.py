"""The hard cases are repeatable, each is there, and their truth can be told from what the reports say."""

from flows.sample.hard_cases import CASES, tellings


def test_the_same_seed_gives_the_same_articles():
    assert tellings(3, each=2) == tellings(3, each=2)
    assert tellings(3, each=2) != tellings(4, each=2)


def test_every_case_is_told_by_several_articles():
    told = [event for telling in tellings(5, each=3) for event in telling.events]
    for case in CASES:
        keys = [event.key for event in told if event.case == case]
        assert len(keys) > len(set(keys)) >= 3


def test_one_article_never_tells_an_event_twice():
    for telling in tellings(6, each=3):
        assert len({event.key for event in telling.events}) == len(telling.reports)


def test_a_perfect_report_differs_from_that_of_any_other_event():
    events = {event.key: event.told for telling in tellings(7, each=3) for event in telling.events}
    assert len(set(events.values())) == len(events)
