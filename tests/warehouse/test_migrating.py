"""Files that earlier versions wrote: opened, brought up to date, and the night goes on.

`old/make.py` made them, each by the version that its name gives. Under DuckDB 2 the same tests show that it
opens what 1.5 wrote.
"""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.stories import DAY, reading, report, run_night
from warehouse import WarehouseError, database, open_for_writing, query

OLD = sorted((Path(__file__).parent / "old").glob("*.gz"), key=lambda file: int(re.sub(r"\D", "", file.stem)))
BELIEVED = "SELECT incident_id, admin2, killed_low, killed, killed_high, injured FROM incidents ORDER BY 1"
AS_OF = "SELECT incident_id, killed, injured FROM incidents_as_of('{}') ORDER BY 1"
COLUMNS = (
    "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
    "WHERE NOT internal ORDER BY table_name, column_name"
)


@pytest.fixture(params=OLD, ids=lambda file: file.name.partition(".")[0])
def old(request, tmp_path):
    (tmp_path / "working.duckdb").write_bytes(gzip.decompress(request.param.read_bytes()))
    return tmp_path


def test_an_old_file_gets_the_columns_that_a_new_one_has(old, empty):
    with open_for_writing(old) as house, duckdb.connect(empty / "working.duckdb", read_only=True) as fresh:
        assert house.query(COLUMNS).to_pylist() == fresh.sql(COLUMNS).to_arrow_table().to_pylist()


def test_the_evidence_of_an_old_file_is_found_by_its_articles_number(old):
    with open_for_writing(old) as house:
        said = house.query("SELECT words FROM evidence_for((SELECT incident_id FROM incidents LIMIT 1))")
        assert said.num_rows
        assert house.query("FROM evidence WHERE article_number IS NULL").num_rows == 0
        assert house.query("SELECT number FROM articles ORDER BY recorded_at, number").to_pylist() == [
            {"number": n} for n in (1, 2, 3)
        ]


def test_the_keys_of_an_old_file_are_written_uncompressed_from_now_on(old):
    path = old / "working.duckdb"
    with open_for_writing(old):
        pass
    with duckdb.connect(path) as connection:
        hashes = (
            "SELECT md5(range::VARCHAR)[:14], 'active', NULL, md5(range::VARCHAR)[:16], 'r' FROM range(9999)"
        )
        connection.execute(f"INSERT INTO incident_keys {hashes}")
        connection.execute("CHECKPOINT")
        kinds = connection.execute(
            "SELECT column_name, compression FROM pragma_storage_info('incident_keys') "
            "WHERE segment_type = 'VARCHAR' AND column_name IN ('incident_id', 'founding_report_id')"
        ).fetchall()
    assert set(kinds) == {("incident_id", "Uncompressed"), ("founding_report_id", "Uncompressed")}


def test_what_was_believed_stays_and_the_next_night_goes_on(old):
    days = (DAY, DAY + timedelta(days=1), DAY + timedelta(days=2))
    with duckdb.connect(old / "working.duckdb", read_only=True) as connection:
        asked = [BELIEVED, *(AS_OF.format(day) for day in days)]
        before = [connection.sql(question).to_arrow_table().to_pylist() for question in asked]
    assert [len(answer) for answer in before] == [2, 0, 2, 2]
    with open_for_writing(old) as house:
        assert [house.query(question).to_pylist() for question in asked] == before
        later = reading("later", report(killed=6), source="third", published=DAY + timedelta(days=3))
        _, fused = run_night(house, later, night=2)
        house.publish()
    assert (fused.new, fused.updated) == (0, 1)
    bombed = {"killed_low": 3, "killed": 6, "killed_high": 6, "injured": 7}  # 7 injured is a ruling
    (incident,) = [row for row in before[0] if row["admin2"] == "Bannu"]
    assert query(old, BELIEVED + " LIMIT 9").to_pylist() == sorted(
        [row | bombed if row is incident else row for row in before[0]], key=lambda row: row["incident_id"]
    )


def test_a_migration_that_fails_leaves_the_file_at_the_version_before(tmp_path, monkeypatch):
    (tmp_path / "working.duckdb").write_bytes(gzip.decompress(OLD[0].read_bytes()))
    names = (*database.names("migrations"), "migrations/9999_broken")
    text = "CREATE TABLE half (n INTEGER); SELECT * FROM nowhere;"
    original = database.sql
    monkeypatch.setattr(database, "names", lambda folder: names if folder == "migrations" else ())
    monkeypatch.setattr(database, "sql", lambda name: text if name.endswith("broken") else original(name))
    with pytest.raises(WarehouseError, match="nowhere"), open_for_writing(tmp_path):
        pass
    monkeypatch.undo()
    with open_for_writing(tmp_path) as house:
        assert house.query("FROM duckdb_tables() WHERE table_name = 'half'").num_rows == 0
        assert house.query("SELECT count(*) AS n FROM incidents").to_pylist() == [{"n": 2}]


def test_the_migrations_are_numbered_without_a_gap():
    numbers = [int(name.partition("/")[2][:4]) for name in database.names("migrations")]
    assert numbers == list(range(1, len(numbers) + 1))
