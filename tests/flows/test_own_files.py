"""Files that people bring: whose they are, and under which name they are met, every time."""

from pathlib import Path
from typing import Any

import pytest

import warehouse
from extractors.records import Source
from tests.flows.test_pieces import backfill

PAGE = """<!doctype html><html lang="en"><head><title>{title} - {site}</title>{head}</head><body><article>
<h1>{title}</h1><p>QUETTA: {lead}, police said on Monday, 2 March 2026.</p><p>{more}</p></article></body>"""
TITLE = "Two guards killed in Pishin blast"
NAMED = '<link rel="canonical" href="https://www.passpost.example/2026/03/02/blast">'
SITE = '<meta property="og:site_name" content="The Pass Post">'


def _page(site: str, lead: str, more: str, head: str = "") -> str:
    return PAGE.format(title=TITLE, site=site, lead=lead, more=more, head=head)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    one = "Two security guards were killed and three others injured when a roadside bomb went off in Pishin"
    two = "A roadside bomb killed two guards and wounded three in the town of Pishin"
    three = "Two guards lost their lives and three were injured in a bomb blast in Pishin"
    pages = {
        "canonical.html": _page("The Pass Post", one, "The bomb lay beside the road to the station.", NAMED),
        "site.html": _page(
            "Hill Mail", two, "Shops stayed shut and elders met.", SITE.replace("Pass Post", "Hill")
        ),
        "bare.html": _page("Nobody", three, "No group has claimed it, an officer told reporters there."),
    }
    for name, page in pages.items():
        (made / name).write_text(page)
    (made / "notes.txt").write_text(
        " date 2026-03-03\nThree traders shot dead in Mastung\n\n"
        "MASTUNG: Gunmen shot dead three traders in the bazaar of Mastung on Monday, officials said.\n"
    )
    row = '{"id": "r1", "text": "A bomb killed a constable in Bannu on 3 May 2025.", "url": "https://row.example/a/1"}'
    (made / "rows.jsonl").write_text(f"{row}\n{{oops\n")
    (made / "nothing.txt").write_text("")
    (made / "letter.doc").write_text("no article")
    return made


def _rows(folder: Path, sql: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = warehouse.query(folder, sql).to_pylist()
    return found


def test_a_saved_page_is_the_outlet_s_that_it_names_and_each_outlet_has_a_voice(
    tmp_path: Path, files: Path
) -> None:
    folder = tmp_path / "data"
    backfill(folder, files)
    found = {
        row["source_id"]: row["source"] for row in _rows(folder, "SELECT source_id, source FROM sightings")
    }
    assert found["canonical"] == "passpost.example"
    assert found["site"] == "The Hill"
    assert found["bare"] == found["notes"] == "files"
    assert found["r1"] == "row.example"
    (told,) = _rows(folder, "SELECT n_sources, n_reports FROM incidents WHERE admin2 = 'Pishin'")
    assert (told["n_sources"], told["n_reports"]) == (3, 3)
    cited = _rows(
        folder,
        "SELECT DISTINCT url FROM evidence_for((SELECT incident_id FROM incidents WHERE admin2 = 'Pishin'))",
    )
    assert "https://www.passpost.example/2026/03/02/blast" in {row["url"] for row in cited}
    (notes,) = _rows(folder, "SELECT title, published_on FROM articles WHERE title LIKE 'Three traders%'")
    assert str(notes["published_on"]) == "2026-03-03"


def test_a_page_of_an_outlet_that_the_night_visits_is_that_outlet_s(tmp_path: Path, files: Path) -> None:
    folder = tmp_path / "data"
    with warehouse.open_for_writing(folder) as house:
        house.save_sources([Source("post", "The Pass Post", feeds=("https://passpost.example/feed",))])
    backfill(folder, files / "canonical.html")
    assert _rows(folder, "SELECT source FROM articles") == [{"source": "post"}]
    assert _rows(folder, "SELECT source FROM acled") == [{"source": "The Pass Post"}]


def test_what_says_no_outlet_is_the_one_that_is_given(tmp_path: Path, files: Path) -> None:
    folder = tmp_path / "data"
    backfill(folder, files, outlet="desk")
    found = {
        row["source_id"]: row["source"] for row in _rows(folder, "SELECT source_id, source FROM sightings")
    }
    assert {found[name] for name in ("bare", "notes", "canonical", "r1")} == {"desk"}


def test_a_file_that_did_not_change_is_met_by_its_name_and_its_article(tmp_path: Path, files: Path) -> None:
    folder = tmp_path / "data"
    backfill(folder, files)
    backfill(folder, files)
    asked = (
        "SELECT source_id, source, url, article_id FROM sightings WHERE outcome {} ORDER BY source_id, url"
    )
    before = {row["url"]: row for row in _rows(folder, asked.format("<> 'unchanged'")) if row["url"]}
    after = {row["url"]: row for row in _rows(folder, asked.format("= 'unchanged'"))}
    assert {row["source_id"] for row in after.values()} == {
        *("bare", "canonical", "letter", "notes", "nothing", "rows", "site")
    }
    for name in ("bare", "canonical", "notes", "site"):
        (row,) = (row for row in after.values() if row["source_id"] == name)
        assert row == before[row["url"]]
        assert row["article_id"]


def test_a_file_that_is_turned_away_is_named(tmp_path: Path, files: Path) -> None:
    folder = tmp_path / "data"
    backfill(folder, files)
    found = _rows(folder, "SELECT source_id, url, reason FROM rejections ORDER BY source_id")
    assert [tuple(row.values()) for row in found] == [
        ("letter", (files / "letter.doc").as_uri(), "wrong type"),
        ("nothing", (files / "nothing.txt").as_uri(), "empty"),
        ("rows", (files / "rows.jsonl").as_uri(), "unreadable"),
    ]
