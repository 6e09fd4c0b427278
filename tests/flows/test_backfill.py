"""Files through the same steps as pages, against a real Prefect server and a real DuckDB file."""

import shutil
from pathlib import Path
from typing import Any

import pytest

import warehouse
from tests.flows.conftest import Command, run_nightdesk

ARTICLES = Path(__file__).with_name("articles")


def rows(folder: Path, sql: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = warehouse.query(folder, sql).to_pylist()
    return found


def counts(folder: Path) -> dict[str, int]:
    tables = (
        "articles",
        "article_texts",
        "incident_reports",
        "evidence",
        "statistics",
        "incidents",
        "incident_history",
    )
    return {table: rows(folder, f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in tables}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("backfilled") / "warehouse"
    done = run_nightdesk(
        folder.parent, "backfill", ARTICLES, "--warehouse", folder, PREFECT_API_URL=prefect_server
    )
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_every_file_is_an_article_with_one_sighting(loaded: tuple[Path, str]) -> None:
    folder, told = loaded
    assert "3 met, 3 new articles, 0 duplicates" in told
    assert [r["outcome"] for r in rows(folder, "SELECT outcome::VARCHAR AS outcome FROM sightings")] == [
        "new"
    ] * 3


def test_the_articles_are_clean_and_dated(loaded: tuple[Path, str]) -> None:
    folder, _ = loaded
    found = {
        r["declared_hash"][:4]: r for r in rows(folder, "FROM articles JOIN article_texts USING (article_id)")
    }
    assert found["1f0c"]["title"] == "Five policemen killed in attack on Tank checkpost"
    assert "Latest Videos" not in found["1f0c"]["text"]
    assert found["1f0c"]["text"].endswith("in the same town.")
    assert str(found["8a6b"]["published_on"]) == "2026-02-11"
    assert str(found["5e4d"]["published_on"]) == "2026-02-12"


def test_the_incidents_are_what_a_careful_reader_finds(loaded: tuple[Path, str]) -> None:
    folder, _ = loaded
    tank, panjgur = rows(folder, "SELECT * FROM incident_reports WHERE role = 'main' ORDER BY killed DESC")
    assert (tank["killed"], tank["killed_security"], tank["injured"], tank["admin2"]) == (5, 5, 3, "Tank")
    assert tank["attribution"] == "suspected"
    assert tank["perpetrator"].endswith("(TTP)")
    assert tank["event_date"] is None, "the text gives no publication date to reckon from"
    assert (panjgur["killed"], panjgur["injured"], panjgur["admin2"]) == (2, 6, "Panjgur")
    assert str(panjgur["event_date"]) == "2026-02-11"
    assert panjgur["claimed_by"].endswith("(BLF)")


def test_history_and_totals_are_no_fresh_incidents(loaded: tuple[Path, str]) -> None:
    folder, _ = loaded
    background = rows(folder, "SELECT * FROM incident_reports WHERE role = 'background'")
    assert [(r["event_date"].year, r["killed"]) for r in background] == [(2014, 11)]
    totals = {(r["metric"], r["value"]) for r in rows(folder, "FROM statistics")}
    assert ("attacks", 318) in totals


def test_the_same_files_again_change_nothing(
    loaded: tuple[Path, str], nightdesk: Command, prefect_server: str
) -> None:
    folder, _ = loaded
    before = counts(folder)
    done = nightdesk("backfill", ARTICLES, "--warehouse", folder, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    assert counts(folder) == before
    assert rows(folder, "SELECT count(*) AS n FROM sightings")[0]["n"] == 6


def test_copies_are_known_by_their_declared_hash_or_their_text(
    tmp_path: Path, nightdesk: Command, prefect_server: str
) -> None:
    folder = tmp_path / "warehouse"
    one = ARTICLES / "002_5e4d3c2b1a098765.txt"
    copies = tmp_path / "copies"
    copies.mkdir()
    shutil.copy(one, copies / one.name)
    shutil.copy(one, copies / "077_5e4d3c2b1a098765.txt")
    shutil.copy(one, copies / "nameless.txt")
    done = nightdesk("backfill", copies, "--warehouse", folder, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    outcomes = rows(folder, "SELECT source_id, outcome::VARCHAR AS outcome FROM sightings ORDER BY source_id")
    assert [tuple(r.values()) for r in outcomes] == [
        ("002_5e4d3c2b1a098765", "new"),
        ("077_5e4d3c2b1a098765", "declared duplicate"),
        ("nameless", "exact duplicate"),
    ]
    assert counts(folder)["incidents"] == 1


def test_what_cannot_be_read_is_rejected_and_the_rest_is_loaded(
    tmp_path: Path, nightdesk: Command, prefect_server: str
) -> None:
    folder, files = tmp_path / "warehouse", tmp_path / "files"
    files.mkdir()
    (files / "empty.txt").write_bytes(b"")
    (files / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (files / "rows.jsonl").write_text(
        '{"id": "a1", "text": "A bomb killed two policemen in Bannu on 3 May 2025."}\n{oops\n'
    )
    done = nightdesk("backfill", files, "--warehouse", folder, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    assert "4 met, 1 new articles, 0 duplicates, 0 unchanged, 3 rejected" in done.stdout
    reasons = {r["reason"] for r in rows(folder, "SELECT reason::VARCHAR AS reason FROM rejections")}
    assert reasons == {"empty", "binary", "unreadable"}
