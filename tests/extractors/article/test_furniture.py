"""Lines beside the story go; lines of the story stay."""

import csv
from importlib.resources import files

import pytest

from extractors.article.furniture import is_furniture, is_prose, paragraphs, without_furniture

PARAGRAPH = (
    "Two men on a motorcycle threw a grenade at a tea stall and escaped through the fish market, police said."
)


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Comment",
        "Latest Videos",
        "Read more: Market reopens in Timbuktu",
        "12 min read",
        "© 2024 The Courier",
        "Follow us on Twitter, Facebook and Instagram",
        "(Reporting by A. Writer; Editing by B. Editor)",
        "Your email address will not be published. Required fields are marked *",
        "The burnt market of Wana. © Frontier Pictures",
        "More AP news: https://wire.example/hub",
        "With inputs from agencies",
        "Get the week's stories delivered to your inbox.",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        PARAGRAPH,
        "Police read the charges to the three men.",
        "More than 40 people were hurt.",
        "Watch towers were set on fire.",
        "Comments by the minister drew protests in Quetta.",
        "Home guards fired in the air.",
        "Related attacks had struck the same road in May.",
        "Share prices fell after the blast.",
        "Videos of the raid were shown to reporters in Bannu.",
        "Photos by witnesses showed two burnt trucks.",
        "Three guards were hurt, the ministry said. - Reuters/AFP",
        "Media contacts in the province were told of a truce.",
        "Inputs from farmers had been stopped at the border.",
    ],
)
def test_sentences_that_begin_like_furniture_stay(line: str) -> None:
    assert not is_furniture(line)


def test_the_list_below_a_box_goes_and_the_story_after_it_stays() -> None:
    lines = [
        PARAGRAPH,
        "Related stories",
        "Market reopens",
        "Curfew lifted in Wana",
        PARAGRAPH,
        "Shops stayed closed.",
    ]
    assert without_furniture(lines) == [PARAGRAPH, PARAGRAPH, "Shops stayed closed."]


def test_ornaments_go_and_an_agencys_rule_stays() -> None:
    assert without_furniture(["* * *", "___", ".", PARAGRAPH]) == ["___", PARAGRAPH]


def test_paragraphs_lose_what_nobody_sees_and_keep_joiners() -> None:
    assert paragraphs("a\u00adb\u200bc\x00\n\n  d\u00a0 e \nمی\u200cشود\n") == ["abc", "d e", "می\u200cشود"]


def test_prose_is_told_from_labels() -> None:
    assert is_prose(PARAGRAPH)
    assert not is_prose("Market reopens in Timbuktu")


def test_every_pattern_has_a_known_scope_and_a_reason_and_stands_once() -> None:
    source = files("extractors").joinpath("data/furniture.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(source.splitlines()))
    assert all(row["scope"] in ("line", "rest") and row["reason"] and None not in row for row in rows)
    assert all(row["pattern"] == row["pattern"].casefold() for row in rows)
    assert len({row["pattern"] for row in rows}) == len(rows)
