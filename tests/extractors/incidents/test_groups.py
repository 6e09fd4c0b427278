"""Groups are found under their names, and ambiguous names by what a text is about."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.incidents.groups import find_groups, groups

DATA = Path(__file__).parents[3] / "extractors" / "data"
KINDS = {"armed group", "communal militia", "criminal group", "party", "state forces"}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def names(text: str) -> list[str]:
    return [mention.name for mention in find_groups(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Tehreek-e-Taliban Pakistan said its men did it.", ["Tehrik-i-Taliban Pakistan (TTP)"]),
        ("Three khwarij were sent to hell, the army said.", ["Tehrik-i-Taliban Pakistan (TTP)"]),
        ("Fighters of Fitna al-Hindustan fired at the convoy.", ["Baloch separatists"]),
        ("Jamaat-ul-Ahrar, a splinter, said so.", ["Jamaat-ul-Ahrar (JuA)"]),
        ("The Hafiz Gul Bahadar group was blamed.", ["Hafiz Gul Bahadur Group"]),
        ("ISIS-K took the credit.", ["Islamic State Khorasan Province (ISKP)"]),
        (
            "Lashkar-i-Jhangvi and the BLA denied it.",
            ["Lashkar-e-Jhangvi (LeJ)", "Baloch Liberation Army (BLA)"],
        ),
        ("Cadres of the CPI (Maoist) felled trees.", ["Communist Party of India-Maoist (CPI-Maoist)"]),
        ("Al-Qaeda in the Arabian Peninsula spoke.", ["Al-Qaeda in the Arabian Peninsula (AQAP)"]),
        ("Pakistani forces shelled the ridge.", ["Pakistani armed forces"]),
        ("An Israeli airstrike hit the house.", ["Israel Defense Forces (IDF)"]),
        ("Kenyan police opened fire.", ["Kenyan police"]),
        ("Militants opened fire on a patrol.", []),
        ("It is what it is, and this is all.", []),
    ],
)
def test_a_group_is_found_under_its_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_taliban_of_a_text_about_pakistan_are_the_ttp() -> None:
    assert names("The Taliban bombed a post in Bannu, Pakistan.") == ["Tehrik-i-Taliban Pakistan (TTP)"]
    assert names("The Taliban bombed a post in Kunar, Afghanistan.") == ["Taliban"]
    assert names("The Afghan Taliban shelled Chaman in Pakistan.")[0] == "Taliban"


def test_one_name_of_two_groups_is_told_apart_by_country() -> None:
    assert names("Al-Shabaab raided a village in Mozambique.") == ["Islamic State Mozambique"]
    assert names("Al-Shabaab raided a village in Somalia.") == ["Al-Shabaab"]


def test_a_short_form_needs_its_capitals() -> None:
    assert names("The attack was claimed by IS.") == ["Islamic State"]
    assert names("Every eta is late.") == []


def test_a_mention_says_what_the_group_is_and_what_it_is_part_of() -> None:
    (mention,) = find_groups("Jamaat-ul-Ahrar claimed it.")
    assert (mention.kind, mention.country, mention.umbrella) == ("armed group", "Pakistan", "ttp")


def test_ids_are_unique_and_umbrellas_exist() -> None:
    listed = rows("groups.csv")
    ids = [row["id"] for row in listed]
    assert len(ids) == len(set(ids))
    for row in listed:
        assert row["kind"] in KINDS, row
        assert not row["umbrella"] or row["umbrella"] in ids, row


def test_every_alias_means_one_group_that_exists() -> None:
    known = groups()
    seen: dict[tuple[str, str], str] = {}
    for row in rows("group_aliases.csv"):
        assert row["group"] in known, row
        assert row["reason"], row
        key = (row["alias"], row["country"])
        assert seen.setdefault(key, row["group"]) == row["group"], row


@given(st.text(max_size=300))
def test_any_text_gives_mentions_that_lie_in_it(text: str) -> None:
    last = 0
    for mention in find_groups(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end
