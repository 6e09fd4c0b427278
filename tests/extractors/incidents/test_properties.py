"""What holds for every text: evidence lies in it, the same text gives the same, nothing raises or hangs."""

import sys
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.incidents import EXTRACTOR, EXTRACTOR_VERSION, extract
from extractors.records import Article, IncidentReport, Statistic

_MOST_CALLS = 3_000_000  # to read any text: well under a second
_READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
_DAY = date(2024, 5, 14)
_PIECES = [
    "Gunmen killed three policemen in Quetta on Monday.",
    "A bomb went off near a market in Peshawar, killing at least 12 people and injuring 30 others.",
    "No group has claimed responsibility.",
    "In March 2019, an attack on a mosque in Kabul killed 20 people.",
    "Separately, two soldiers were martyred in Bannu district.",
    "The death toll rose to 15, officials said on Tuesday.",
    "Militant attacks rose by 40 percent in 2023.",
    "QUETTA:",
    "Read more: other news",
    "between 5 and 10 ",
    "“quoted” — dash ‘s İstanbul ﬁ \u00a0",
    "(((((,,,,;;;; of of of and and and",
    "\n\n",
]
_TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join))


def _read(
    text: str, published: date | None = _DAY
) -> tuple[tuple[IncidentReport, ...], tuple[Statistic, ...]]:
    return extract(Article("0" * 16, "sample", text, _READ_AT, "1", published_at=published))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(text=_TEXTS, published=st.sampled_from([None, _DAY]))
@example(text="killed " * 400, published=None)
@example(text="12 " * 400, published=_DAY)
def test_any_text_is_read_twice_alike_and_its_evidence_lies_in_it(text: str, published: date | None) -> None:
    reports, statistics = _read(text, published)
    assert (reports, statistics) == _read(text, published)
    for item in (*reports, *statistics):
        for span in item.evidence:
            assert 0 <= span.start < span.end <= len(text)
            assert 0 < span.confidence <= 1
    for report in reports:
        assert (report.extractor, report.extractor_version) == (EXTRACTOR, EXTRACTOR_VERSION)
        assert report.killed is None or report.killed >= 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "killed ",
        "two people, ",
        "and a man ",
        "(",
        "at least ",
        "X",
        "In Quetta on Monday ",
        "said ",
        "a " * 50 + "killed ",
        "12,",
        "No group ",
        ", including ",
        "the Taliban ",
        "killed (Quetta ",
        "May 5 killed ",
        "Ten killed in Quetta. ",
        "Killed In Quetta ",
        "A bomb killed ten and hurt 12 in Swat, Tank, Bannu, Quetta and Karachi, ",
        "Taliban claimed the attack ",
        "killed\n",
        "killed\u0301\u0300\u0302",
        "\u202eقتل killed ",
        "in the past year 12 attacks killed 12 ",
    ],
)
def test_no_text_is_much_work(piece: str) -> None:
    _read("warm Quetta bomb")
    assert _calls("Ten killed. " + piece * (1_000_000 // len(piece))) < _MOST_CALLS


def test_a_text_of_many_attacks_in_many_places_is_not_much_work() -> None:
    towns = [
        f"{a}{b}{c}" for a in ("Ban", "Kar", "Mas", "Tur") for b in "aeiou" for c in ("bat", "gar", "pur")
    ]
    _read("warm Quetta bomb")
    told = [f"Another bomb killed {n % 90} people in {towns[n % len(towns)]}, Bannu." for n in range(5000)]
    assert _calls(" ".join(told)) < _MOST_CALLS


def _calls(text: str) -> int:
    """How many functions are called to read a text: the same on every machine."""
    count = 0

    def called(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(called)
    try:
        _read(text)
    finally:
        sys.setprofile(None)
    return count // 2  # each call is told when it begins and when it ends


def test_halves_of_characters_are_no_obstacle() -> None:
    text = "Gunmen killed three policemen \ud800 in Quetta on Monday."
    ((report,), _) = _read(text)
    assert report.killed == 3


def test_main_incidents_come_first_and_the_chief_one_before_all() -> None:
    reports, _ = _read(
        "In March 2019, a bomb killed 20 people in Kabul.\n\n"
        "Gunmen killed three policemen in Quetta on Monday.\n\n"
        "Separately, two soldiers were killed in Bannu district on Monday.\n\nThe police said no more."
    )
    roles = [r.role for r in reports]
    assert roles == sorted(roles, key=["main", "background", "retracted"].index)


def test_another_language_gives_nothing() -> None:
    text = "Gunmen killed three policemen in Quetta on Monday."
    assert extract(Article("0" * 16, "s", text, _READ_AT, "1", published_at=_DAY, language="fr")) == ((), ())


@pytest.mark.parametrize(("words", "digits"), [("three", "3"), ("twenty-one", "21"), ("two dozen", "24")])
def test_numbers_in_words_and_digits_say_the_same(words: str, digits: str) -> None:
    reports = [
        _read(f"A bomb killed {n} people and injured nine in Quetta on Monday.")[0][0]
        for n in (words, digits)
    ]
    assert [(r.killed, r.injured) for r in reports] == [(int(digits), 9)] * 2


def test_a_sentence_moved_to_history_changes_its_role() -> None:
    news = "Gunmen killed three policemen near Quetta on Monday.\n\nThe attackers fled."
    old = (
        "Ministers met in Islamabad on Monday.\n\n"
        "In 2019, gunmen killed three policemen near Quetta.\n\nThey spoke of trade."
    )
    assert [r.role for r in _read(news)[0]] == ["main"]
    assert [r.role for r in _read(old)[0]] == ["background"]


def test_an_unrelated_paragraph_changes_nothing() -> None:
    news = "Gunmen killed three policemen near Quetta on Monday.\n\nThe attackers fled on a motorcycle."
    more = news + "\n\nThe city's bookshops report good sales this spring."
    assert [(r.killed, r.place, r.event_date) for r in _read(news)[0]] == [
        (r.killed, r.place, r.event_date) for r in _read(more)[0]
    ]
