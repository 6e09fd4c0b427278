"""A title helps to understand the text below it; nothing is cited from it."""

from datetime import UTC, date, datetime

import pytest

from extractors.incidents import extract
from extractors.records import Article, IncidentReport

_TEXT = (
    "Shoppers ran for cover on Monday in the main bazaar of Quetta. The blast killed six people, "
    "doctors said.\n\nThe BLA has fought the army for years."
)


def _read(text: str, title: str | None) -> tuple[IncidentReport, ...]:
    read_at = datetime(2026, 1, 1, tzinfo=UTC)
    article = Article("0" * 16, "sample", text, read_at, "1", title=title, published_at=date(2024, 5, 14))
    return extract(article)[0]


def _cited(report: IncidentReport, text: str) -> dict[str, str]:
    return {e.field: text[e.start : e.end] for e in report.evidence}


def test_a_group_that_only_the_title_blames_is_cited_where_the_text_names_it() -> None:
    (report,) = _read(_TEXT, "BLA bomb kills six in Quetta bazaar")
    assert (report.perpetrator, report.attribution) == ("Baloch Liberation Army (BLA)", "attributed")
    assert (report.place, report.killed, report.event_date) == ("Quetta", 6, date(2024, 5, 13))
    cited = _cited(report, _TEXT)
    assert cited["perpetrator"] == report.perpetrator_text == "BLA"
    assert "six" in cited["killed"]
    assert "Monday" in cited["event_date"]


def test_whoever_blames_somebody_in_the_title_alone_is_not_cited() -> None:
    text = "A Myanmar army jet bombed a market in Myingyan on Monday, killing nine people, residents said."
    (report,) = _read(text, "Myanmar air strike on market kills nine, rebels say")
    assert report.killed == 9
    assert all(e.start >= 0 for e in report.evidence)


def test_a_number_of_the_title_alone_stops_nothing() -> None:
    text = "Gunmen abducted nine villagers in Kalat on Monday, a rights group said."
    (report,) = _read(text, "Nine abducted; activist says 1,200 missing")
    assert (report.abducted, report.missing) == (9, None)


def test_a_group_that_the_text_never_names_is_not_taken_from_the_title() -> None:
    (report,) = _read(_TEXT.split("\n\n")[0], "BLA bomb kills six in Quetta bazaar")
    assert report.perpetrator is None


def test_numbers_days_and_places_of_the_title_give_no_value() -> None:
    text = "Gunmen opened fire on a bus, the police said. Several passengers were wounded."
    for report in _read(text, "Nine killed in Peshawar on Sunday"):
        assert (report.killed, report.place, report.event_date) == (None, None, None)


def test_a_title_alone_tells_no_incident() -> None:
    assert _read("Ministers met in Islamabad to speak of trade.", "Bomb kills nine in Quetta") == ()


@pytest.mark.parametrize("title", ["", " \n ", "Bomb " * 100, _TEXT.split(".")[0]])
def test_a_title_that_is_none_or_stands_in_the_text_changes_nothing(title: str) -> None:
    assert _read(_TEXT, title) == _read(_TEXT, None)
