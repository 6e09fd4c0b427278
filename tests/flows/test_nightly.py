"""Three nights on the invented newsroom: real servers, the real flow, a real DuckDB file, and the truth."""

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
import requests

import warehouse
from flows import sample
from flows.sample.compare import TABLES, differences
from tests.flows.conftest import Command, run_nightdesk

KNOWN = Path(__file__).with_name("known_differences.toml")
RECORD_TIMES = (
    "recorded_at|recorded_from|recorded_to|run_id|first_run_id|last_run_id|seen_at|fetched_at|archived_in"
)

PORT = str(20_000 + os.getpid() % 5_000 * 5)  # a newsroom of this run's own, on the same ports each night
LASTING = f"COLUMNS(c -> NOT regexp_full_match(c, '{RECORD_TIMES}'))"


def rows(folder: Path, sql: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = warehouse.query(folder, sql).to_pylist()
    return found


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> dict[int, Path]:
    """The published file's folder after each night, each a copy of its own."""
    home = tmp_path_factory.mktemp("newsroom")
    after = {}
    for night in sample.NIGHTS:
        words = ("nightly", "--sample", "--night", str(night), "--warehouse", "warehouse")
        done = run_nightdesk(home, *words, PREFECT_API_URL=prefect_server, NIGHTDESK_SAMPLE_PORT=PORT)
        assert done.returncode == 0, done.stderr
        after[night] = home / f"night-{night}"
        after[night].mkdir()
        (after[night] / "nightdesk.duckdb").write_bytes(
            (home / "warehouse" / "nightdesk.duckdb").read_bytes()
        )
    return after


@pytest.mark.parametrize("night", sample.NIGHTS)
def test_the_warehouse_equals_the_truth_but_for_what_is_known(nights: dict[int, Path], night: int) -> None:
    tables = {table: rows(nights[night], f"FROM {table}") for table in TABLES}
    found = {difference.name: difference for difference in differences(sample.truth_after(night), tables)}
    known = tomllib.loads(KNOWN.read_text(encoding="utf-8")).get(f"night-{night}", {})
    names = {name for listed in known.values() for name in listed}
    new = [str(difference) for name, difference in found.items() if name not in names]
    assert not new, "\n".join(["differences that are not known:", *new])
    mended = sorted(names - set(found))
    assert not mended, "\n".join(["mended: take them off the list, which may only shrink:", *mended])


def test_every_candidate_ends_as_a_row(nights: dict[int, Path]) -> None:
    for folder in nights.values():
        for run in rows(folder, "FROM runs"):
            ended = (
                run["articles"] + run["duplicates"] + run["unchanged"] + run["rejected"] + run["read_again"]
            )
            assert run["candidates"] == ended


def test_the_night_s_figures_are_kept(nights: dict[int, Path]) -> None:
    (run,) = rows(nights[1], "FROM runs")
    by_source = rows(nights[1], "FROM source_runs")
    assert run["status"] == "completed"
    assert str(run["night"]) == "2026-03-03"
    assert run["articles"] == sum(source["articles"] for source in by_source) > 30
    assert len(by_source) == len(rows(nights[1], "FROM sources"))


def test_prefect_keeps_a_page_about_each_night_and_counts_tens_of_tasks(
    nights: dict[int, Path], prefect_server: str
) -> None:
    asked = {"flows": {"name": {"any_": ["nightly"]}}}
    pages = requests.post(f"{prefect_server}/artifacts/filter", json=asked, timeout=10).json()
    assert any("# Nightly, 2026-03-03" in page["data"] and "khyber-mail" in page["data"] for page in pages)
    runs = requests.post(f"{prefect_server}/flow_runs/filter", json=asked, timeout=10).json()
    assert len(runs) >= len(nights)
    for run in runs:
        one = {"flow_runs": {"id": {"any_": [run["id"]]}}}
        assert requests.post(f"{prefect_server}/task_runs/count", json=one, timeout=10).json() < 40


def test_the_archive_holds_every_page_that_was_read(nights: dict[int, Path]) -> None:
    archive = nights[1].parent / "warehouse" / "archive"
    for where in rows(nights[1], "SELECT DISTINCT archived_in FROM sightings WHERE archived_in IS NOT NULL"):
        assert (archive / where["archived_in"].partition("#")[0]).is_file()


def test_an_outlet_that_is_down_costs_only_itself(nights: dict[int, Path]) -> None:
    (told,) = rows(nights[2], "FROM rejections WHERE reason = 'source unreachable'")
    others = rows(
        nights[2], "FROM source_runs WHERE articles > 0 AND run_id = (SELECT max(run_id) FROM runs)"
    )
    assert told["source"] not in {other["source"] for other in others}
    assert len(others) >= 3


def test_the_same_night_again_changes_nothing_but_runs_sightings_and_record_times(
    tmp_path: Path, prefect_server: str, nightdesk: Command
) -> None:
    words = ("nightly", "--sample", "--warehouse", "warehouse")
    said = []
    for _ in range(2):
        done = nightdesk(*words, PREFECT_API_URL=prefect_server)
        assert done.returncode == 0, done.stderr
        lasting = (
            "articles article_texts incident_reports evidence statistics claims incidents incident_history"
        )
        said.append(
            {
                table: rows(tmp_path / "warehouse", f"SELECT {LASTING} FROM {table} ORDER BY ALL")
                for table in lasting.split()
            }
        )
    assert said[0] == said[1]
    assert all(said[0].values())


def test_a_backfill_of_the_archive_gives_the_same_incidents(
    nights: dict[int, Path], tmp_path: Path, prefect_server: str, nightdesk: Command
) -> None:
    archive = nights[1].parent / "warehouse" / "archive"
    first = min(archive.rglob("*.warc.gz"))
    done = nightdesk("backfill", first, "--warehouse", "warehouse", PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    told = f"SELECT {LASTING} FROM incidents ORDER BY ALL"
    assert rows(tmp_path / "warehouse", told) == rows(nights[1], told)
