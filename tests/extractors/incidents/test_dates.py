"""Date words and the days they mean."""

from datetime import date

import pytest

from extractors.incidents.dates import find_dates
from extractors.incidents.phrases import words

_THURSDAY = date(2024, 2, 15)


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("on thursday", date(2024, 2, 15), date(2024, 2, 15), "day"),
        ("on friday", date(2024, 2, 9), date(2024, 2, 9), "day"),
        ("last thursday", date(2024, 2, 8), date(2024, 2, 8), "day"),
        ("yesterday", date(2024, 2, 14), date(2024, 2, 14), "day"),
        ("on february 3", date(2024, 2, 3), date(2024, 2, 3), "day"),
        ("on dec 31", date(2023, 12, 31), date(2023, 12, 31), "day"),
        ("on 3 march 2019", date(2019, 3, 3), date(2019, 3, 3), "day"),
        ("on the night of december 11-12", date(2023, 12, 11), date(2023, 12, 12), "few days"),
        ("06/12/2013", date(2013, 6, 12), date(2013, 6, 12), "day"),
        ("in january", date(2024, 1, 1), date(2024, 1, 31), "month"),
        ("in march 2019", date(2019, 3, 1), date(2019, 3, 31), "month"),
        ("last month", date(2024, 1, 1), date(2024, 1, 31), "month"),
        ("the second quarter of 2023", date(2023, 4, 1), date(2023, 6, 30), "year"),
        ("the last quarter of last year", date(2023, 10, 1), date(2023, 12, 31), "year"),
        ("the second half of 2022", date(2022, 7, 1), date(2022, 12, 31), "year"),
        ("the first nine months of 2023", date(2023, 1, 1), date(2023, 9, 30), "year"),
        ("in 2021", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("three days ago", date(2024, 2, 12), date(2024, 2, 12), "day"),
    ],
)
def test_words_are_resolved_against_the_day_of_publication(
    words: str, first: date, last: date, precision: str
) -> None:
    (mention,) = find_dates(words, _THURSDAY)
    assert (mention.first, mention.last, mention.precision) == (first, last, precision)


@pytest.mark.parametrize("words", ["in september 10 people were killed", "a march of 40"])
def test_a_count_of_people_is_no_day(words: str) -> None:
    assert all(m.precision != "day" for m in find_dates(words, _THURSDAY))


def test_without_a_day_of_publication_a_weekday_means_no_day() -> None:
    (mention,) = find_dates("on monday", None)
    assert (mention.first, mention.precision) == (None, "unknown")


def test_words_that_count_from_another_day_say_so() -> None:
    (mention,) = find_dates("two days earlier", _THURSDAY)
    assert (mention.anchor, mention.offset_days) == ("before", -2)


@pytest.mark.parametrize(
    ("phrases", "hints"),
    [("months", "month_hints"), ("relative", "relative_hints"), ("spans", "span_hints")],
)
def test_every_phrase_has_one_of_the_words_by_which_it_is_looked_for(phrases: str, hints: str) -> None:
    for phrase in words("dates", phrases):
        assert any(hint in phrase for hint in words("dates", hints)), phrase


def test_that_year_is_the_one_named_last_and_not_to_compare_with() -> None:
    low = (
        "in october last year, the worst since 2019. in the first quarter of that year, and in may that year"
    )
    quarter, month = find_dates(low, _THURSDAY)[-2:]
    assert (quarter.first, quarter.last) == (date(2023, 1, 1), date(2023, 3, 31))
    assert month.first == date(2023, 5, 1)
    assert find_dates("in the last quarter of the town", _THURSDAY) == []
