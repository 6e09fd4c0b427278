"""Every query of docs/queries.md runs, and answers, on a small warehouse."""

import re
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.stories import DAY, SOURCES, reading, report, run_night, span
from warehouse import open_for_writing
from warehouse.database import PUBLISHED

PAGE = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
QUESTIONS, OWN = PAGE.split("## Your own tables beside it")
BLOCK = re.compile(r"```sql\n(.*?)```", re.DOTALL)
QUERIES = dict(re.findall(r"### (\d+\. [^\n]+)\n```sql\n(.*?)```", QUESTIONS, re.DOTALL))
TEXT = "A bomb at the old bus stand killed 9 people, the police of Bannu said."
NEWS = (
    reading("one", report(killed=5)),
    reading(
        "two",
        report(
            killed=9,
            perpetrator="Group of Bannu",
            attribution="claimed",
            claimed_by="Group of Bannu",
            denied_by="Army of Kurram",
            evidence=(span("killed", "9", TEXT),),
        ),
        report(admin2="Kurram", place="Parachinar", latitude=33.9, longitude=70.1, killed=1),
        text=TEXT,
        source="herald",
        published=DAY + timedelta(days=2),
    ),
)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Two nights: a bombing whose toll grows, told by two outlets, and another that one of them tells."""
    folder = tmp_path_factory.mktemp("page")
    with open_for_writing(folder) as house:
        house.save_sources(SOURCES)
        for night, told in enumerate(NEWS):
            run_night(house, told, night=night)
        house.publish()
    return folder / PUBLISHED


@pytest.fixture(scope="module")
def reader(published):
    with duckdb.connect(published, read_only=True) as connection:
        yield connection


def test_there_are_twenty():
    assert len(QUERIES) == len(BLOCK.findall(QUESTIONS)) == 20


@pytest.mark.parametrize("question", QUERIES)
def test_the_question_has_an_answer(reader, question):
    assert reader.execute(QUERIES[question]).fetchall() != []


def test_tables_of_ones_own_outlive_the_night(published, tmp_path, monkeypatch):
    monkeypatch.chdir(published.parent)
    first, later = BLOCK.findall(OWN)
    for _ in range(2):  # the second time on the next night's file
        with duckdb.connect(tmp_path / "mine.duckdb") as mine:
            assert mine.execute(first).fetchall() == [("Bannu", 9, "ask the hospital")]
            assert len(mine.execute(later).fetchall()) == 1
            mine.execute("USE nightdesk")
            between = f"FROM incidents_between('{DAY - timedelta(days=9)}', '{DAY}')"
            assert len(mine.execute(between).fetchall()) == 2
            assert len(mine.execute("FROM mine.notes").fetchall()) == 1
