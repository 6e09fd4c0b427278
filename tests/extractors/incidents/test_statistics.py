"""Of which period, where and of whose deeds a total is."""

from datetime import date

import pytest

from extractors.incidents import extract
from extractors.records import Statistic
from tests.extractors.incidents.golden_articles import article_of

_NEWS = "GWADAR: Two rangers were hurt when a bomb went off beside their jeep in Pasni on Tuesday.\n\n"


def _statistics(text: str) -> list[Statistic]:
    return list(extract(article_of({"text": _NEWS + text, "published": date(2026, 2, 11)}))[1])


def test_each_number_has_the_year_beside_it() -> None:
    found = _statistics(
        "The Institute for Coastal Affairs counted 44 attacks in Makran in 2025, against 31 in 2024."
    )
    assert [(s.value, s.period_start) for s in found] == [(44, date(2025, 1, 1)), (31, date(2024, 1, 1))]


def test_the_year_before_is_reckoned() -> None:
    found = _statistics(
        "Monitors counted 521 attacks in 2024 in Balochistan, against 282 in the year before."
    )
    assert [s.period_end for s in found] == [date(2024, 12, 31), date(2023, 12, 31)]


def test_a_record_since_a_year_is_not_of_that_year() -> None:
    found = _statistics(
        "Police say that 31 militants were killed in Balochistan in 2025, the lowest number since the revolt "
        "began in 1989, and that 23 civilians died."
    )
    assert {s.period_start for s in found} == {date(2025, 1, 1)}


def test_what_is_counted_since_a_month_goes_on() -> None:
    (found,) = _statistics("Clashes in Balochistan since July 2024 have left over 250 people dead.")
    assert (found.period_start, found.period_end) == (date(2024, 7, 1), date(2026, 2, 11))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Centre for Equality in Lahore counted 44 attacks in 2025.", "Pakistan"),
        ("The Islamabad-based Data House counted 44 attacks in 2025.", "Pakistan"),
        ("The provincial government says that it made 611 arrests in 2025.", "Balochistan"),
        ("The Centre for Equality in Lahore counted 44 attacks in Sindh in 2025.", "Sindh"),
    ],
)
def test_where_those_sit_who_count_is_no_scene(text: str, place: str) -> None:
    (found,) = _statistics(text)
    assert found.place == place


def test_a_group_spoken_of_did_what_the_group_is_said_to_have_done() -> None:
    text = "The Balochistan Liberation Army grew fast. Monitors ascribe 71 attacks in 2025 to the group."
    (found,) = _statistics(text)
    assert found.group == "Baloch Liberation Army (BLA)"


@pytest.mark.parametrize(
    "text", ["Four in five of them were children.", "Three of the four men came from Zhob."]
)
def test_a_share_of_people_is_no_total(text: str) -> None:
    found = _statistics(f"Old shells killed or maimed 54 people in Balochistan in 2025. {text}")
    assert [(s.metric, s.value) for s in found] == [("casualties", 54)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was the fourth attack on the gas line in Balochistan this year.", 4),
        ("It was the 12th such killing in the district since December.", 12),
    ],
)
def test_an_ordinal_tells_how_many_so_far(text: str, value: int) -> None:
    news = "A bomb wounded two guards in Sui, in Dera Bugti district of Balochistan, on Tuesday."
    (found,) = _statistics(f"{news} {text}")
    assert (found.metric, found.value, found.unit) == ("attacks", value, "count")


def test_a_second_blast_is_no_total() -> None:
    assert _statistics("The second blast in Sui this year's visitors heard came at dawn on Tuesday.") == []


def test_between_two_years_is_one_period() -> None:
    (found,) = _statistics(
        "More than 90 drivers from Sindh were killed in Balochistan between 2019 and 2022, a union says."
    )
    assert (found.period_start, found.period_end) == (date(2019, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Panjgur, on the Iranian border, has seen more attacks on the police than any other district. "
            "A reply laid before the Balochistan Assembly in January put the number for 2025 at 64.",
            64,
        ),
        ("It was the fifth attack on the gas line in Panjgur this year. Last year's total was 31.", 31),
    ],
)
def test_a_total_counts_what_the_sentence_before_tells_of_where_it_tells_it(text: str, value: int) -> None:
    found = next(s for s in _statistics(text) if s.value == value)
    assert (found.metric, found.period_start, found.place) == ("attacks", date(2025, 1, 1), "Panjgur")


def test_people_reported_picked_up_are_counted_as_taken() -> None:
    (found,) = _statistics(
        "In its survey the Institute for Rights in Gwadar counted 92 people who were reported picked up "
        "in Panjgur in 2025, of whom 40 had come home."
    )
    assert (found.metric, found.value, found.place) == ("abducted", 92, "Panjgur")


def test_days_from_and_to_bound_a_period() -> None:
    found = _statistics(
        "The desk is slow. From 28 January to 3 February it entered 31 attacks in Pakistan, in which 52 "
        "people died, and six operations."
    )
    assert [(s.metric, s.value) for s in found] == [("attacks", 31), ("killed", 52), ("operations", 6)]
    assert {(s.period_start, s.period_end) for s in found} == {(date(2026, 1, 28), date(2026, 2, 3))}


def test_a_number_since_a_day_is_of_the_side_it_names() -> None:
    (found,) = _statistics(
        "With these three, the number of militants killed in Balochistan since 2 February comes to 45."
    )
    assert (found.metric, found.value, found.place) == ("killed_militants", 45, "Balochistan")
    assert (found.period_start, found.period_end) == (date(2026, 2, 2), date(2026, 2, 11))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In May 2023 at least 31 people died in a raid on a fair in Panjgur, setting off feuds in which "
            "more than 90 were killed.",
            set(),
        ),
        (
            "Their attacks are small: a shot, a mine. Monitors counted 38 of them in Balochistan in 2025, "
            "against 52 in the year before.",
            {("attacks", 38), ("attacks", 52)},
        ),
        (
            "With these two, the number of khwarij killed in Balochistan since February 1 comes to 61.",
            {("killed_militants", 61)},
        ),
        (
            "Police made 40 raids in Balochistan in January, with 12 dead on the other side.",
            {("operations", 40), ("killed_militants", 12)},
        ),
        (
            "Roadside bombs, of which many went off once, are rare now: monitors recorded 44 in 2025.",
            {("attacks", 44)},
        ),
    ],
)
def test_what_a_number_counts(text: str, expected: set[tuple[str, float]]) -> None:
    assert {(s.metric, s.value) for s in _statistics(text)} == expected


def test_fighters_are_of_the_group_spoken_of() -> None:
    text = (
        "The Islamic State Khorasan Province, which was founded by men who left the Taliban, lost its camps. "
        "The Taliban say that they destroyed it. "
        "A report of last year put the number of its fighters at 1,500."
    )
    (found,) = _statistics(text)
    assert found.group == "Islamic State Khorasan Province (ISKP)"
