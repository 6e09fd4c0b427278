"""Reading files, rows and folders as documents."""

import gzip
import json
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.records import Document, Rejected
from flows.fetch import files
from flows.fetch.files import documents

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def _all(*paths: Path) -> list[Document | Rejected]:
    return list(documents(paths, NOW))


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _rows(path: Path, rows: Iterable[object]) -> Path:
    return _write(path, "".join(json.dumps(row) + "\n" for row in rows).encode())


def test_a_text_file_is_known_by_its_name_and_its_declared_hash(tmp_path: Path) -> None:
    path = _write(tmp_path / "007_0123456789abcdef.txt", b"Two policemen were hurt in Zhob.")
    [found] = _all(path)
    assert isinstance(found, Document)
    assert found.source_id == "007_0123456789abcdef"
    assert found.declared_hash == "0123456789abcdef"
    assert found.content == b"Two policemen were hurt in Zhob."
    assert (found.content_type, found.source, found.fetched_at) == ("text/plain", "files", NOW)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.txt", "text/plain"), ("a.md", "text/markdown"), ("a.HTML", "text/html"), ("a.htm", "text/html")],
)
def test_the_suffix_gives_the_type(tmp_path: Path, name: str, kind: str) -> None:
    [found] = _all(_write(tmp_path / name, b"x"))
    assert isinstance(found, Document)
    assert (found.content_type, found.source_id) == (kind, "a")


def test_a_packed_page_is_unpacked(tmp_path: Path) -> None:
    [found] = _all(_write(tmp_path / "page.html.gz", gzip.compress(b"<p>Quiet</p>")))
    assert isinstance(found, Document)
    assert (found.content, found.source_id) == (b"<p>Quiet</p>", "page")


def test_an_empty_file_is_a_document_for_the_reader_to_judge(tmp_path: Path) -> None:
    [found] = _all(_write(tmp_path / "empty.txt", b""))
    assert isinstance(found, Document)
    assert found.content == b""


def test_broken_and_bomb_like_packing_is_rejected(tmp_path: Path) -> None:
    whole = gzip.compress(b"<p>" + os.urandom(5_000).hex().encode())
    cut = _write(tmp_path / "cut.html.gz", whole[:-2_000])
    plain = _write(tmp_path / "plain.html.gz", b"<p>not packed</p>")
    bomb = _write(tmp_path / "bomb.html.gz", gzip.compress(bytes(files.MAX_DOCUMENT_BYTES + 1)))
    reasons = [found.reason for found in _all(cut, plain, bomb) if isinstance(found, Rejected)]
    assert reasons == ["unreadable", "unreadable", "too large"]


def test_a_missing_path_stops_everything_before_the_first_document(tmp_path: Path) -> None:
    there = _write(tmp_path / "a.txt", b"x")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        documents([there, tmp_path / "nowhere"], NOW)


def test_an_unreadable_file_is_a_value_and_the_others_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    closed = _write(tmp_path / "closed.txt", b"x")
    closed.chmod(0)
    picture = _write(tmp_path / "photo.png", b"\x89PNG")
    good = _write(tmp_path / "good.txt", b"x")
    found = _all(tmp_path / "pipe.txt", picture, good)
    assert [getattr(one, "reason", "read") for one in found] == ["unreadable", "wrong type", "read"]
    if os.geteuid() != 0:  # root may read everything
        assert getattr(_all(closed)[0], "reason", "read") == "unreadable"


def test_rows_carry_what_they_know(tmp_path: Path) -> None:
    path = _rows(
        tmp_path / "rows.jsonl",
        [
            {"id": "a", "text": "One.", "published_at": "2026-11-20"},
            {
                "id": 7,
                "text": "Two.",
                "published_at": "2026-11-20T08:30:00+05:00",
                "title": "T",
                "source": "s",
            },
            {"id": "c", "html": "<p>Three.</p>", "url": "https://x.example/3", "published_at": None},
        ],
    )
    first, second, third = (one for one in _all(path) if isinstance(one, Document))
    assert (first.source_id, first.published_at, first.content_type) == (
        "a",
        date(2026, 11, 20),
        "text/plain",
    )
    assert second.published_at == datetime.fromisoformat("2026-11-20T08:30:00+05:00")
    assert (second.source_id, second.title, second.source) == ("7", "T", "s")
    assert (third.content_type, third.url, third.published_at) == ("text/html", "https://x.example/3", None)


def test_a_bad_row_is_named_by_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    good = b'{"id": "a", "text": "x", "published_at": "2026-11-20"}\n'
    bad = [
        b"not json\n",
        b"[1]\n",
        b'{"text": "x"}\n',
        b'{"id": "b"}\n',
        b'{"id": "b", "text": 5}\n',
        b'{"id": "b", "text": "x", "published_at": "soon"}\n',
        b'{"id": "b", "text": "\xff"}\n',
        b"[" * 100_000 + b"\n",
        b'{"id": ' + b"9" * 5_000 + b', "text": "x"}\n',
    ]
    found = _all(_write(tmp_path / "r.jsonl", b"\xef\xbb\xbf" + good + b"\n" + b"".join(bad) + good.strip()))
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], Document)
    rejected = [one for one in found if isinstance(one, Rejected)]
    assert [str(one.detail).split(":")[0] for one in rejected] == [f"line {n}" for n in range(3, 12)]
    assert {one.reason for one in rejected} == {"unreadable"}


def test_a_row_beyond_the_bound_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_MAX_ROW_BYTES", 100)
    long = json.dumps({"id": "long", "text": "x" * 950})
    short = json.dumps({"id": "short", "text": "x"})
    found = _all(_write(tmp_path / "r.jsonl", f"{long}\n{short}\n{long}".encode()))
    assert [getattr(one, "reason", None) for one in found] == ["too large", None, "too large"]


def test_folders_are_read_in_order_without_hidden_files_and_outward_links(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", ".hidden.txt", ".git/x.txt"):
        _write(folder / name, b"x")
    outside = _write(tmp_path / "secret.txt", b"secret")
    (folder / "out.txt").symlink_to(outside)
    (folder / "round").symlink_to(folder)
    assert [found.source_id for found in _all(folder) if isinstance(found, Document)] == ["a", "1", "2", "c"]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    for number in range(3):
        _write(tmp_path / f"{number}.txt", b"x")
    stream = documents([tmp_path], NOW)
    next(stream)
    (tmp_path / "2.txt").unlink()
    assert len(list(stream)) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), name=st.sampled_from(["x.jsonl", "x.html.gz", "x.warc", "x.warc.gz"]))
def test_any_bytes_become_values(tmp_path: Path, content: bytes, name: str) -> None:
    for found in _all(_write(tmp_path / name, content)):
        assert isinstance(found, Document | Rejected)
