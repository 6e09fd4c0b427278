"""The command line: what it says, what it refuses, and with which status."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from pyarrow import parquet

import warehouse
from flows.cli import cli
from tests.flows.conftest import Command

ONE_LINE = "Gunmen shot dead two policemen in Quetta on 12 March 2025, police said."


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = tmp_path / "warehouse"
    with warehouse.open_for_writing(folder) as house:
        house.publish()
    return folder


def test_help_teaches_every_command(nightdesk: Command) -> None:
    told = nightdesk("--help")
    assert told.returncode == 0
    for name, command in cli.commands.items():
        assert name in told.stdout
        assert command.help, f"{name} has no help"


def test_help_needs_neither_prefect_nor_duckdb() -> None:
    code = (
        "import sys; from flows.cli import cli; "
        "print({'prefect', 'duckdb', 'trafilatura', 'pydantic'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_init_writes_files_that_can_be_used_and_never_overwrites(nightdesk: Command, tmp_path: Path) -> None:
    assert nightdesk("init", "desk").returncode == 0
    assert {f.name for f in (tmp_path / "desk").iterdir()} == {"nightdesk.toml", "sources.toml"}
    (tmp_path / "desk" / "sources.toml").write_text("# mine")
    again = nightdesk("init", "desk")
    assert again.returncode == 0
    assert "already there" in again.stdout
    assert (tmp_path / "desk" / "sources.toml").read_text() == "# mine"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nightly", "--sample", "--sources", "x.toml"), 2, "exclude each other"),
        (("nightly", "--night", "2"), 2, "--night goes with --sample"),
        (("nightly", "--date", "yesterday"), 2, "yesterday"),
        (("nightly",), 1, "sources.toml: no such file; `nightdesk init` writes one"),
        (("backfill", "nowhere"), 2, "'nowhere' does not exist"),
        (("extract", "nowhere"), 2, "'nowhere' does not exist"),
        (("backfill",), 2, "Missing argument"),
        (("sql", "SELECT 1"), 1, "Nothing is published in nightdesk-data yet"),
        (("status",), 1, "Nothing is published"),
        (("watch", "--once"), 1, "There is no warehouse in nightdesk-data"),
        (("frobnicate",), 2, "No such command"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    nightdesk: Command, words: tuple[str, ...], status: int, said: str
) -> None:
    done = nightdesk(*words)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("export", "out"),
        ("export", "out", "--format", "geojson"),
        ("articles", "export", "out"),
        ("backup", "out"),
    ],
)
def test_where_nothing_is_published_nothing_is_left_behind(
    nightdesk: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = nightdesk(*words)
    assert (done.returncode, "Nothing is published" in done.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_broken_sources_are_told_with_their_line(nightdesk: Command, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[[source]]\nid = "a"\nname = "A"\nfeed = ["https://a.example"]\n')
    done = nightdesk("nightly")
    assert done.returncode == 1
    assert "sources.toml, line 4" in done.stderr


def test_a_warehouse_that_somebody_writes_to_is_left_alone(nightdesk: Command, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text(ONE_LINE)
    with warehouse.open_for_writing(tmp_path / "warehouse"):
        done = nightdesk("backfill", file, "--warehouse", tmp_path / "warehouse")
    assert done.returncode == 1
    assert "is being written by" in done.stderr


def test_a_warehouse_of_a_newer_version_is_left_alone(
    nightdesk: Command, published: Path, tmp_path: Path
) -> None:
    with duckdb.connect(published / "working.duckdb") as connection:
        connection.execute("INSERT INTO migrations (number, name, applied_at) VALUES (999, 'later', now())")
    file = tmp_path / "one.txt"
    file.write_text(ONE_LINE)
    done = nightdesk("backfill", file, "--warehouse", published)
    assert done.returncode == 1
    assert "upgrade Nightdesk" in done.stderr


def test_a_warehouse_folder_that_is_a_file_is_said_so(nightdesk: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    (tmp_path / "one.txt").write_text(ONE_LINE)
    done = nightdesk("backfill", "one.txt", NIGHTDESK_WAREHOUSE="taken")
    assert done.returncode == 2
    assert "'taken' is a file" in done.stderr
    assert "Traceback" not in done.stderr


def test_extract_prints_a_line_for_each_file_and_row(nightdesk: Command, tmp_path: Path) -> None:
    (tmp_path / "b.one.txt").write_text(ONE_LINE)
    row = {"id": "r1", "text": "A bomb killed a man in Bannu on Friday.", "published_at": "2025-03-16"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n")
    (tmp_path / "c.txt").write_bytes(b"")
    done = nightdesk("extract", "b.one.txt", "a.jsonl", "c.txt")
    assert done.returncode == 0, done.stderr
    one, two, three = map(json.loads, done.stdout.splitlines())
    assert list(one) == [
        "id", "article_id", "title", "author", "published_at", "language", "kind", "text", "incidents",
        "retracted", "statistics", "rejected",
    ]  # fmt: skip
    assert (one["id"], one["text"], one["rejected"]) == ("b", ONE_LINE, None)
    (incident,) = one["incidents"]
    assert (incident["killed"], incident["event_date"], incident["place"]) == (2, "2025-03-12", "Quetta")
    killed = next(e for e in incident["evidence"] if e["field"] == "killed")
    assert "two" in ONE_LINE[killed["start"] : killed["end"]]
    assert (two["id"], two["published_at"], two["incidents"][0]["event_date"]) == (
        "r1",
        "2025-03-16",
        "2025-03-14",
    )
    assert (three["id"], three["text"], three["incidents"], three["rejected"]) == ("c", None, [], "empty")


def test_extract_starts_no_prefect_and_opens_no_warehouse(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ONE_LINE)
    code = (
        "import sys; from pathlib import Path; from flows.extract import extract; "
        "list(extract([Path('one.txt')])); "
        "print({'prefect', 'duckdb', 'warehouse'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", "a,b\n1,x\n,y\n"),
        ("jsonl", '{"a": 1, "b": "x"}\n{"a": null, "b": "y"}\n'),
        ("json", '[\n {\n  "a": 1,\n  "b": "x"\n },\n {\n  "a": null,\n  "b": "y"\n }\n]\n'),
    ],
)
def test_sql_answers_in_every_format(nightdesk: Command, published: Path, form: str, expected: str) -> None:
    query = "SELECT * FROM (VALUES (1, 'x'), (NULL, 'y')) t(a, b)"
    assert nightdesk("sql", query, "--warehouse", published, "--format", form).stdout == expected


def test_sql_reads_standard_input_and_writes_parquet(
    nightdesk: Command, published: Path, tmp_path: Path
) -> None:
    out = tmp_path / "types.parquet"
    done = nightdesk(
        "sql", "--warehouse", published, "--format", "parquet", "-o", out, stdin="SELECT * FROM event_types"
    )
    assert done.returncode == 0, done.stderr
    assert parquet.read_table(out).num_rows > 20


def test_sql_cannot_change_the_warehouse_and_says_what_is_wrong(nightdesk: Command, published: Path) -> None:
    refused = nightdesk("sql", "DELETE FROM runs", "--warehouse", published)
    assert refused.returncode == 1
    assert "read-only" in refused.stderr
    wrong = nightdesk("sql", "SELECT nothing FROM nowhere", "--warehouse", published)
    assert wrong.returncode == 1
    assert "nowhere" in wrong.stderr


def test_what_strangers_wrote_is_shown_without_terminal_codes(nightdesk: Command, published: Path) -> None:
    told = nightdesk("sql", "SELECT chr(27) || '[31m[bold]red' AS x", "--warehouse", published).stdout
    assert "\x1b" not in told
    assert "[bold]red" in told
