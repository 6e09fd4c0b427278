"""Who did it, who says so, and who only is said to do such things."""

from datetime import UTC, datetime

import pytest

from extractors.incidents import extract
from extractors.records import Article, IncidentReport

_READ_AT = datetime(2026, 3, 6, tzinfo=UTC)
_LEAD = "A bomb killed four policemen in Wadh, in Khuzdar district of Balochistan, on Thursday."


def first(text: str) -> IncidentReport:
    article = Article("0" * 16, "sample", text, _READ_AT, "1", published_at=_READ_AT)
    return extract(article)[0][0]


@pytest.mark.parametrize(
    ("sentence", "group", "attribution"),
    [
        (
            "A faction of the TTP, Jamaat-ul-Ahrar, claimed the attack.",
            "Jamaat-ul-Ahrar (JuA)",
            "claimed",
        ),
        (
            "The BLA, an outlawed group that says it wants a state of its own and that many call terrorist, "
            "claimed responsibility.",
            "Baloch Liberation Army (BLA)",
            "claimed",
        ),
        ("The BLA has claimed similar attacks in other districts.", None, "none"),
        (
            "The post was stormed by gunmen of the outlawed militant group BLA.",
            "Baloch Liberation Army (BLA)",
            "attributed",
        ),
        (
            "Men of the BLA, a group with camps in Iran, got into the post at dawn.",
            "Baloch Liberation Army (BLA)",
            "attributed",
        ),
        ("Pakistani police shot the attacker dead.", None, "none"),
        ("Leaflets of the BLA were found at the place.", "Baloch Liberation Army (BLA)", "suspected"),
        ("BLA spokesman Dr. Marwan claimed responsibility.", "Baloch Liberation Army (BLA)", "claimed"),
        ("The BLA and the BLF claimed responsibility.", "Baloch Liberation Army (BLA)", "claimed"),
        ("Police do not believe that the BLA was behind it.", None, "none"),
        ("One of the dead was a former BLA commander.", None, "none"),
        ("The BLA has vowed to attack the police again.", None, "none"),
        ("A group calling itself Sons of the Salt Hills claimed it.", "Sons of the Salt Hills", "claimed"),
        ("The Salt Hills Avengers claimed responsibility.", "Salt Hills Avengers", "claimed"),
        ("The Interior Ministry claimed credit for the arrests.", None, "none"),
    ],
)
def test_who_did_it(sentence: str, group: str | None, attribution: str) -> None:
    report = first(f"{_LEAD} {sentence}")
    assert (report.perpetrator, report.attribution) == (group, attribution)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Police blamed the banned BLA.", "Police"),
        ("The attack was carried out by the BLA, the deputy commissioner said.", "the deputy commissioner"),
        ("Officials in Khuzdar suspect the BLA of the bombing.", "Officials in Khuzdar"),
        ("The BLA claimed responsibility.", None),
    ],
)
def test_who_says_so(sentence: str, speaker: str | None) -> None:
    assert first(f"{_LEAD} {sentence}").attributed_by == speaker


def test_nobody_who_says_so_did_it() -> None:
    text = f"{_LEAD} The BLA often strikes there. No group said it was behind the bombing."
    assert first(text).attribution == "none"


def test_a_gang_that_is_said_to_be_behind_it_did_it() -> None:
    text = (
        "A car bomb killed two policemen in Guayaquil on Thursday. The judge they guarded hears a case "
        "against Los Choneros. The minister said that the gang was behind the blast."
    )
    assert first(text).perpetrator == "Los Choneros"


def test_militants_who_hold_hostages_did_it() -> None:
    text = (
        "In October 2003 Chechen militants took over a clinic at Mozdok and held hundreds of patients "
        "hostage; 41 people were killed."
    )
    assert first(text).attribution == "attributed"


def test_a_state_that_is_accused_of_strikes_did_it_by_its_forces() -> None:
    text = (
        "Chad on Thursday accused Sudan of shelling the border town of Tine, where seven people were killed."
    )
    assert first(text).perpetrator == "Sudanese armed forces"


def test_the_forces_of_a_country_that_an_armed_group_took_are_the_groups() -> None:
    text = "A mortar shell fired by Afghan forces killed a soldier in Bajaur in Pakistan on Thursday."
    assert first(text).perpetrator == "Taliban"


@pytest.mark.parametrize(("year", "group"), [(2005, "Taliban"), (2012, "Tehrik-i-Taliban Pakistan (TTP)")])
def test_a_group_is_not_named_before_it_was_founded(year: int, group: str) -> None:
    text = f"The Taliban killed four policemen in Bannu in Pakistan on March 5, {year}."
    article = Article("0" * 16, "sample", text, _READ_AT, "1", published_at=datetime(year, 3, 6, tzinfo=UTC))
    assert extract(article)[0][0].perpetrator == group
