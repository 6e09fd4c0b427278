"""Where the news of many countries happened: a lead, and the division and place that it tells."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.incidents import extract
from extractors.records import Article

_READ_AT = datetime(2026, 3, 6, tzinfo=UTC)


def _rows() -> list[dict[str, str]]:
    """The leads; an empty column is not asked for."""
    with Path(__file__).with_name("where.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['country']}-{row['place'] or row['admin1']}")
def test_a_lead_has_its_country_province_and_place(row: dict[str, str]) -> None:
    article = Article("0" * 16, "sample", row["text"], _READ_AT, "1", published_at=_READ_AT)
    report = extract(article)[0][0]
    asked = {field: value for field, value in row.items() if field != "text" and value}
    assert {field: getattr(report, field) for field in asked} == asked


def _told(text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    article = Article("0" * 16, "sample", text, _READ_AT, "1", published_at=_READ_AT)
    return [(r.place, r.admin2, r.admin1, r.country) for r in extract(article)[0]]


_NEWS = "KHUZDAR: A bomb killed three policemen in Wadh on Thursday, officials said.\n\n{}"
_WADH = ("Wadh", "Khuzdar", "Balochistan", "Pakistan")


@pytest.mark.parametrize(
    ("past", "where"),
    [
        ("In May 2021, seven people were killed in a suicide attack there.", _WADH),
        ("The same post was attacked in 2019, when six men were killed.", _WADH),
        (
            "In March 2020, gunmen killed nine passengers of a bus.",
            (None, None, None, "Pakistan"),
        ),
        (
            "Traders in Panjgur have paid before. In March 2020, gunmen killed nine of them.",
            ("Panjgur", "Panjgur", "Balochistan", "Pakistan"),
        ),
    ],
)
def test_history_that_names_no_place_leans_on_what_was_told_before(
    past: str, where: tuple[str | None, ...]
) -> None:
    assert _told(_NEWS.format(past))[1:] == [where]


def test_the_dateline_of_a_small_town_says_in_what_district_an_unknown_village_lies() -> None:
    text = "TANK: Two kidnappers were killed in a raid in the Zarmalik hills on Thursday, police said."
    assert _told(text) == [("Zarmalik", "Tank", "Khyber Pakhtunkhwa", "Pakistan")]


def test_a_dateline_is_where_it_happened_unless_the_text_speaks_of_another_province() -> None:
    said = "A bomb killed two policemen outside a school on Thursday, {}."
    assert _told("SUKKUR: " + said.format("an officer said"))[0][0] == "Sukkur"
    abroad = _told("SUKKUR: " + said.format("a spokesman of the Balochistan government said"))
    assert abroad[0][2] == "Balochistan"


@pytest.mark.parametrize(
    ("text", "place", "admin2"),
    [
        ("KHUZDAR: Gunmen burnt four trucks on the Quetta-Karachi highway on Friday.", "Khuzdar", "Khuzdar"),
        ("Gunmen killed two guards at Zarmalik post, Tank, on Friday, police said.", "Zarmalik", "Tank"),
        ("MIRALI: A bomb killed two people at Shaheed Chowk on Friday.", "Shaheed Chowk", "North Waziristan"),
    ],
)
def test_roads_lead_elsewhere_and_posts_lie_in_their_district(text: str, place: str, admin2: str) -> None:
    assert _told(text)[0][:2] == (place, admin2)


@pytest.mark.parametrize(
    ("text", "place", "admin2"),
    [
        (
            "A bomber killed three people outside a ministry in the Afghan capital on Friday.",
            "Kabul",
            "Kabul",
        ),
        ("SARGODHA: A crowd killed a man in Chak 71 South on Friday.", "Chak 71 South", "Sargodha"),
        ("PESHAWAR: A bomb hurt two men in Hayatabad Phase 6 on Friday.", "Hayatabad", "Peshawar"),
    ],
)
def test_places_that_are_named_in_forms_of_their_own(text: str, place: str, admin2: str) -> None:
    assert _told(text)[0][:2] == (place, admin2)
