"""Keeping bytes as WARC and reading them again."""

import gzip
import resource
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors.records import Document, Rejected
from flows.fetch import warcdocuments
from flows.fetch.answers import Answer
from flows.fetch.archive import Archive, documents_in
from flows.fetch.warc import read_archive, read_record

START = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
PAGE = Document(
    source_id="https://outlet.example/1",
    source="outlet",
    content="<p>Ruhe in Kwetta – nothing burned.</p>".encode(),
    content_type="text/html",
    fetched_at=datetime(2026, 11, 21, 2, 30, 5, 123456, tzinfo=UTC),
    url="https://outlet.example/2026/1",
    charset="utf-8",
    title="A title\r\nX-Injected: yes \u2028 \x00",
    section="Pakistan",
    published_at=datetime.fromisoformat("2026-11-20T22:00:00+05:00"),
    home_country="PK",
)
ROW = Document(
    source_id="r 1",
    source="files",
    content=b"Two lines.\nOf text.",
    content_type="text/plain",
    fetched_at=START,
    declared_hash="0123456789abcdef",
    published_at=date(2026, 11, 19),
)


ASKED_WITH = (("User-Agent", "nightdesk"), ("Accept", "text/html\r\nX-Injected: yes"))


def _answer(document: Document) -> Answer:
    headers = (
        ("Content-Type", "text/html"),
        ("Content-Encoding", "gzip"),
        ("Set-Cookie", "a=b"),
        ("X-Odd", "1\r\nY: 2"),
    )
    return Answer(
        document.url or "", 200, "OK\r\nX: y", headers, document.content, "text/html", None, START, ASKED_WITH
    )


def _archive(folder: Path, *kept: Document, run: str = "run") -> list[Document]:
    with Archive(folder, run, START) as archive:
        return [archive.keep(one, _answer(one) if one.url else None) for one in kept]


def test_what_is_kept_comes_back_whole(tmp_path: Path) -> None:
    kept = _archive(tmp_path, PAGE, ROW)
    page, row = documents_in(tmp_path)
    assert isinstance(page, Document)
    assert row == kept[1]
    assert page.title == "A title X-Injected: yes"
    for name in ("source_id", "source", "content", "content_type", "fetched_at", "url", "published_at"):
        assert getattr(page, name) == getattr(PAGE, name)
    assert page.archived_in == kept[0].archived_in


def test_the_file_name_says_when_and_which_run_and_is_never_a_path(tmp_path: Path) -> None:
    [kept] = _archive(tmp_path, ROW, run="../../etc/x y")
    name, _, record = str(kept.archived_in).partition("#")
    assert name == "2026/11/nightdesk-20261121T023000Z-etcxy.warc.gz"
    assert (tmp_path / name).is_file()
    assert record.partition("@")[0].count("-") == 4
    assert (tmp_path / name).read_bytes()[int(record.partition("@")[2]) :].startswith(b"\x1f\x8b")


def test_a_second_start_of_a_run_does_not_write_over_the_first(tmp_path: Path) -> None:
    _archive(tmp_path, ROW)
    _archive(tmp_path, PAGE)
    found = {one.source_id for one in documents_in(tmp_path) if isinstance(one, Document)}
    assert found == {ROW.source_id, PAGE.source_id}


def test_a_run_that_keeps_nothing_leaves_no_file(tmp_path: Path) -> None:
    _archive(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_other_tools_can_read_it_and_no_header_is_forged(tmp_path: Path) -> None:
    [kept] = _archive(tmp_path, PAGE)
    with (tmp_path / str(kept.archived_in).split("#")[0]).open("rb") as stream:
        info, response, request = [
            (one, one.content_stream().read()) for one in ArchiveIterator(stream, check_digests=True)
        ]
    assert info[0].rec_type == "warcinfo"
    record, body = response
    assert record.digest_checker.passed
    assert body == PAGE.content
    names = [name for name, _ in record.http_headers.headers]
    assert "Set-Cookie" not in names
    assert "Y" not in names
    assert record.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert record.rec_headers.get_header("X-Injected") is None
    asked, nothing = request
    assert (asked.rec_type, nothing) == ("request", b"")
    assert asked.rec_headers.get_header("WARC-Concurrent-To") == record.rec_headers.get_header(
        "WARC-Record-ID"
    )
    assert (asked.http_headers.protocol, asked.http_headers.statusline) == ("GET", "/2026/1 HTTP/1.1")
    assert [name for name, _ in asked.http_headers.headers] == ["Host", "User-Agent", "Accept"]


def test_one_document_is_read_by_its_place(tmp_path: Path) -> None:
    kept = _archive(tmp_path, PAGE, ROW, PAGE)
    assert [read_record(tmp_path, str(one.archived_in)) for one in kept] == list(documents_in(tmp_path))


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("../x.warc.gz", None),
        ("/etc/passwd", "1@0"),
        (None, "another@0"),
        (None, "another@99999999"),
        (None, "no offset"),
        (None, "x@-5"),
        ("", ""),
    ],
)
def test_a_place_that_is_not_there_is_a_value(tmp_path: Path, name: str | None, place: str | None) -> None:
    [kept] = _archive(tmp_path / "archive", ROW)
    there, _, where = str(kept.archived_in).partition("#")
    (tmp_path / "x.warc.gz").write_bytes((tmp_path / "archive" / there).read_bytes())
    asked = f"{there if name is None else name}#{where if place is None else place}"
    found = read_record(tmp_path / "archive", asked)
    assert isinstance(found, Rejected)
    assert found.reason == "unreadable"


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (b"5\r\n<p>ca\r\n7\r\nlm</p>\n\r\n0\r\n\r\n", {"Transfer-Encoding": "chunked"}),
        (gzip.compress(b"<p>calm</p>\n", mtime=0), {"Content-Encoding": "gzip"}),
        (b"<p>calm</p>\n", {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
        (brotli.compress(b"<p>calm</p>\n"), {"Content-Encoding": "br"}),
        (b"<p>calm</p>\n", {"Content-Encoding": "br"}),
        (b"<p>calm</p>\n", {"Content-Encoding": "zstd"}),
    ],
    ids=["chunked", "gzip", "only said so", "brotli", "only said brotli", "unknown"],
)
def test_other_peoples_pages_are_unwrapped(tmp_path: Path, sent: bytes, headers: dict[str, str]) -> None:
    path = tmp_path / "news.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *headers.items()], "HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                "http://x.example/", "response", payload=BytesIO(sent), length=len(sent), http_headers=http
            )
        )
    [page] = read_archive(path)
    assert isinstance(page, Document)
    assert page.content == b"<p>calm</p>\n"


def test_a_packed_bomb_in_other_peoples_files_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warcdocuments, "MAX_DOCUMENT_BYTES", 1_000_000)
    for name, packed in (
        ("gzip", gzip.compress(bytes(5_000_000), mtime=0)),
        ("br", brotli.compress(bytes(5_000_000))),
    ):
        path = tmp_path / f"{name}.warc"
        with path.open("wb") as stream:
            writer = WARCWriter(stream, gzip=False)
            http = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", name)], "HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(
                    "http://x.example/",
                    "response",
                    payload=BytesIO(packed),
                    length=len(packed),
                    http_headers=http,
                )
            )
        assert [getattr(found, "reason", "read") for found in read_archive(path)] == ["too large"]


def test_records_are_on_disk_before_the_archive_is_closed(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "run", START)
    archive.keep(ROW)
    assert [one.source_id for one in documents_in(tmp_path) if isinstance(one, Document)] == ["r 1"]
    archive.close()


_KEEPER = """
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from extractors.records import Document
from flows.fetch.archive import Archive
start = datetime(2026, 11, 21, tzinfo=UTC)
archive = Archive(Path(sys.argv[1]), "run", start)
for number in count():
    archive.keep(Document(str(number), "outlet", b"calm " * 5_000, "text/plain", start))
    print(number, flush=True)
"""


@pytest.mark.parametrize("kept", [1, 7, 40])
def test_a_run_that_is_killed_loses_nothing_that_was_kept(tmp_path: Path, kept: int) -> None:
    with subprocess.Popen(  # our own script
        [sys.executable, "-c", _KEEPER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as keeper:
        assert keeper.stdout is not None
        said = [keeper.stdout.readline().strip() for _ in range(kept)]
        keeper.kill()
    found = [one.source_id for one in documents_in(tmp_path) if isinstance(one, Document)]
    assert found[:kept] == said


def test_a_disk_that_fills_up_ends_the_archive(tmp_path: Path) -> None:
    with Archive(tmp_path, "run", START) as archive:
        kept = archive.keep(ROW)
        path = tmp_path / str(kept.archived_in).split("#")[0]
        _, limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 50, limit))
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            with pytest.raises(OSError, match="large"):
                archive.keep(PAGE, _answer(PAGE))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            signal.signal(signal.SIGXFSZ, before)
        with pytest.raises(ValueError, match="closed"):
            archive.keep(ROW)
    assert next(documents_in(tmp_path)) == kept


@pytest.mark.parametrize("share", [0.6, 0.7, 0.9])
def test_a_cut_file_gives_its_whole_records_and_says_so(tmp_path: Path, share: float) -> None:
    [first, _] = _archive(tmp_path, PAGE, ROW)
    path = tmp_path / str(first.archived_in).split("#")[0]
    whole = path.read_bytes()
    last = whole.rindex(b"\x1f\x8b\x08")
    path.write_bytes(whole[: last + int((len(whole) - last) * (share - 0.5) * 2)])
    found = list(documents_in(tmp_path))
    assert isinstance(found[0], Document)
    assert isinstance(found[-1], Rejected)
    assert found[-1].reason == "unreadable"
    assert len(found) == 2


def _foreign(path: Path, records: list[tuple[str, str, str, bytes]], packed: bool = True) -> Path:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        for kind, status, content_type, body in records:
            http = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    "http://elsewhere.example/a",
                    kind,
                    payload=BytesIO(body),
                    length=len(body),
                    http_headers=http,
                    warc_headers_dict={"WARC-Date": "2026-01-02T03:04:05Z"},
                )
            )
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_of_other_peoples_files_only_pages_are_taken(tmp_path: Path, packed: bool) -> None:
    path = _foreign(
        tmp_path / "news.warc.gz",
        [
            ("request", "GET / HTTP/1.1", "text/html", b""),
            ("response", "404 Not Found", "text/html", b"no"),
            ("response", "200 OK", "image/png", b"no"),
            ("response", "200 OK", "text/html; charset=ISO-8859-1", b"<p>yes</p>"),
            ("response", "200 OK", "text/plain", b"also"),
        ],
        packed,
    )
    page, text = read_archive(path)
    assert isinstance(page, Document)
    assert isinstance(text, Document)
    assert (page.content, page.charset, page.source) == (b"<p>yes</p>", "ISO-8859-1", "files")
    assert page.fetched_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert page.url == page.source_id == "http://elsewhere.example/a"
    assert text.content == b"also"


def test_a_page_beyond_the_bound_is_rejected_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warcdocuments, "MAX_DOCUMENT_BYTES", 100)
    path = _foreign(
        tmp_path / "news.warc.gz",
        [("response", "200 OK", "text/html", b"x" * 101), ("response", "200 OK", "text/html", b"y")],
    )
    large, small = read_archive(path)
    assert isinstance(large, Rejected)
    assert large.reason == "too large"
    assert isinstance(small, Document)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"WARC/1.0\r\n" + b"X: y\r\n" * 200_000,
        gzip.compress(b"WARC/1.0\r\nX: " + bytes(50_000_000)),
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx",
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length",
        b"PK\x03\x04 a zip",
    ],
    ids=["empty", "endless headers", "packed line", "wrong length", "no length", "zip"],
)
def test_damaged_and_hostile_files_are_values(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    assert [getattr(found, "reason", "a document") for found in read_archive(path)] == ["unreadable"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_never_raises(tmp_path: Path, data: st.DataObject) -> None:
    path = _foreign(tmp_path / "f.warc", [("response", "200 OK", "text/html", b"<p>x</p>")] * 2, packed=False)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    for found in read_archive(path):
        assert isinstance(found, Document | Rejected)
