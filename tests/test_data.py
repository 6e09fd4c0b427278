"""The knowledge in the data files keeps to its rules, and the check sees what breaks them."""

import shutil
from pathlib import Path

import pytest

from tools.check_data import DATA, faults


def test_every_data_file_keeps_to_its_rules() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("name", "line", "fault"),
    [
        ("words/acts.csv", "blasted apart,blast,Explosive,2,", "weapon 'Explosive' is none of"),
        ("words/acts.csv", "gunned down,shooting,Firearms,2,", "stands here a second time"),
        ("words/targets.csv", "bakery oven,Business", "a column too many or too few"),
        ("group_aliases.csv", "Nobody's Army,nobody,,name", "group 'nobody' is not in groups.csv"),
        ("group_aliases.csv", "Nobody's Army,ttp,,", "no reason is given"),
        ("place_priors.csv", "XX,Nowhere,0.5,invented", "country 'XX' is no country's code"),
        ("phrases.toml", 'broken = ["(once"]', "is no regular expression"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, name: str, line: str, fault: str) -> None:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    found = faults(copy)
    assert len(found) == 1
    assert found[0].startswith(name)
    assert fault in found[0]


def test_a_file_without_rules_and_a_missing_one_are_named(tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    (copy / "words" / "stray.csv").write_text("term\n", encoding="utf-8")
    (copy / "words" / "glue.csv").unlink()
    assert faults(copy) == [
        "words/stray.csv: no rule says what it must look like",
        "words/glue.csv: missing",
    ]
