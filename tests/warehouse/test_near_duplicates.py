"""Which texts belong together: copies however edited, and not two attacks told in one formula."""

from pathlib import Path

import pytest

from tests.warehouse.stories import reading, run_night
from warehouse import open_for_writing

FORMULA = (
    "Security forces raided a hideout near {place} in {district} district on the tip of an informer, "
    "the army's media wing said on {day}. In the exchange of fire {dead} militants were killed, among "
    "them {name}, who was wanted for extortion and for attacks on the police. Weapons, ammunition and "
    "{rounds} rounds were recovered from the place. A search was under way to clear the area of any "
    "others. The prime minister praised the forces and said that the nation stood by them in the fight "
    "against the menace of militancy. The governor of the province, {governor}, spoke to the commander "
    "in {town} by telephone and asked after the wounded."
)
ORIGINAL = FORMULA.format(
    place="Zarghun", district="Sherani", day="Monday", dead="14", name="Gul Baran", rounds="600",
    governor="Naveed Marwat", town="Zhob",
)  # fmt: skip
OTHER = FORMULA.format(
    place="Spinkai", district="Tank", day="Friday", dead="3", name="Shah Wali", rounds="90",
    governor="Rafiq Kundi", town="Jandola",
)  # fmt: skip
SENTENCES = ORIGINAL.split(". ")
EDITS = {
    "cut to half": ORIGINAL[: len(ORIGINAL) // 2],
    "a new lead": ". ".join(["Troops have struck a den of militants, it was announced here", *SENTENCES[1:]]),
    "a sentence moved": ". ".join([*SENTENCES[:2], *SENTENCES[3:5], SENTENCES[2], SENTENCES[5]]),
    "another dateline and a credit": f"ZHOB, May 6 (Agency) — {ORIGINAL} With input from our correspondents.",
    "a corrected toll": ORIGINAL.replace("14", "16").replace("600", "640"),
}


@pytest.mark.parametrize("order", [1, -1], ids=["original first", "original last"])
@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_copy_belongs_to_its_original(tmp_path: Path, edit: str, order: int) -> None:
    assert _voices(tmp_path, [ORIGINAL, EDITS[edit]][::order]) == 1


@pytest.mark.parametrize("order", [1, -1])
def test_two_attacks_told_in_one_formula_stay_apart(tmp_path: Path, order: int) -> None:
    assert _voices(tmp_path, [ORIGINAL, OTHER][::order]) == 2


def _voices(folder: Path, texts: list[str]) -> int:
    with open_for_writing(folder) as house:
        for night, text in enumerate(texts):
            run_night(house, reading(f"text {night}", text=text), night=night)
        return len(set(house.query("SELECT voice FROM articles")["voice"].to_pylist()))
