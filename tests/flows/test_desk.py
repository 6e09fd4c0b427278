"""What leaves the warehouse comes back unchanged; rulings and re-reading keep every id."""

import json
import re
import shutil
from pathlib import Path

import pytest
from pyarrow import parquet

from flows.export import TABLES
from tests.flows.conftest import Command, run_nightdesk
from tests.flows.test_backfill import ARTICLES, counts, rows


@pytest.fixture
def desk(tmp_path: Path, filled: Path) -> Path:
    """A warehouse of its own for each test, filled once."""
    return Path(shutil.copytree(filled, tmp_path / "warehouse"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> Path:
    home = tmp_path_factory.mktemp("desk")
    words = ("backfill", ARTICLES, "--warehouse", "warehouse")
    done = run_nightdesk(home, *words, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    return home / "warehouse"


def test_exported_articles_come_back_as_nothing_new(
    desk: Path, nightdesk: Command, prefect_server: str
) -> None:
    assert "Wrote 3 articles" in nightdesk("articles", "export", "texts", "--warehouse", desk).stdout
    texts = desk.parent / "texts"
    first = min(texts.iterdir())
    first.rename(first.with_name(f"999_{first.name.split('_')[1]}"))
    before = counts(desk)
    done = nightdesk("backfill", texts, "--warehouse", desk, PREFECT_API_URL=prefect_server)
    assert "3 met, 0 new articles, 3 duplicates" in done.stdout, done.stderr
    assert counts(desk) == before


def test_tables_go_out_as_parquet_csv_and_geojson(desk: Path, nightdesk: Command) -> None:
    for form in ("parquet", "csv", "geojson"):
        done = nightdesk("export", "out", "--format", form, "--warehouse", desk)
        assert done.returncode == 0, done.stderr
    out = desk.parent / "out"
    assert {f.stem for f in out.glob("*.csv")} == set(TABLES)
    assert parquet.read_table(out / "incidents.parquet").num_rows == counts(desk)["incidents"]
    features = json.loads((out / "incidents.geojson").read_text())["features"]
    assert {f["geometry"]["type"] for f in features} == {"Point"}
    longitude, latitude = features[0]["geometry"]["coordinates"]
    assert (60 < longitude < 78, 23 < latitude < 38) == (True, True)


def test_a_ruling_holds_from_the_next_run_on(desk: Path, nightdesk: Command, prefect_server: str) -> None:
    (one,) = rows(desk, "SELECT incident_id FROM incidents WHERE killed = 5")
    words = ("rule", "value", one["incident_id"], "killed", "6", "--why", "the hospital said so")
    assert "that holds from the next run on" in nightdesk(*words, "--warehouse", desk).stdout
    done = nightdesk("reextract", "--warehouse", desk, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    (ruled,) = rows(desk, f"SELECT killed FROM incidents WHERE incident_id = '{one['incident_id']}'")
    assert ruled["killed"] == 6


def test_rulings_are_listed_and_taken_back(desk: Path, nightdesk: Command) -> None:
    (one,) = rows(desk, "SELECT incident_id FROM incidents WHERE killed = 5")
    given = ("--who", "Asma", "--why", "the hospital said so", "--warehouse", desk)
    assert "No ruling is in force" in nightdesk("rule", "list", "--warehouse", desk).stdout
    told = nightdesk("rule", "value", one["incident_id"], "killed", "6", *given)
    ruling = re.search(r"RU\w+", told.stdout)
    assert ruling
    listed = nightdesk("rule", "list", "--warehouse", desk).stdout
    for part in (ruling.group(), f"{one['incident_id']} killed = 6", "Asma", "the hospital said so"):
        assert part in listed
    back = ("rule", "revoke", ruling.group(), "--who", "Bilal", "--why", "another day", "--warehouse", desk)
    assert nightdesk(*back).stdout.startswith("Taken back")
    assert "No ruling is in force" in nightdesk("rule", "list", "--warehouse", desk).stdout
    assert "by Bilal: another day" in nightdesk("rule", "list", "--all", "--warehouse", desk).stdout
    again = nightdesk(*back)
    assert (again.returncode, "rule list" in again.stderr) == (1, True)


def test_a_ruling_on_nothing_is_refused(desk: Path, nightdesk: Command) -> None:
    done = nightdesk("rule", "same", "ND1", "ND2", "--why", "x", "--warehouse", desk)
    assert done.returncode == 1
    assert "no incident ND1" in done.stderr


def test_the_archive_read_again_by_the_same_version_changes_nothing(
    desk: Path, nightdesk: Command, prefect_server: str
) -> None:
    before = counts(desk)
    done = nightdesk("reextract", "--warehouse", desk, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    assert "3 met, 0 new articles" in done.stdout
    assert counts(desk) == before
