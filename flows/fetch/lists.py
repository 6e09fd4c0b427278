"""Lists of WARC files, as Common Crawl publishes them for CC-NEWS: a path a line, plain or gzipped."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from extractors.records import Rejected
from flows.fetch.answers import turned_away
from flows.fetch.headers import one_line

SUFFIXES = (".paths", ".paths.gz")
_WARCS = (".warc", ".warc.gz")
_MAX_LINES = 100_000
_MAX_LINE_BYTES = 4_096


def listed(path: Path) -> Iterator[Path | Rejected]:
    """The WARC files that the list ``path`` names, in its order; a bad line is a Rejected with its number.

    A line is a path below the list's folder, or the file lies beside the list under the path's last part,
    as downloads do. Nothing outside the list's folder is opened: a list may be somebody else's. Raises
    OSError where the list cannot be opened.
    """
    packed = path.name.lower().endswith(".gz")
    with gzip.open(path, "rb") if packed else path.open("rb") as stream:
        number = 0
        try:
            while line := stream.readline(_MAX_LINE_BYTES):
                number += 1
                if number > _MAX_LINES or (len(line) == _MAX_LINE_BYTES and not line.endswith(b"\n")):
                    yield _rejected(path, number, "too long a list or line")
                    return
                written = line.decode("utf-8", "replace").strip()
                if written and not written.startswith("#"):
                    yield _file(path, number, written)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield _rejected(path, number, f"broken gzip: {error}")


def _file(path: Path, number: int, written: str) -> Path | Rejected:
    shown = one_line(written)[:200]
    if not written.lower().endswith(_WARCS) or "\x00" in written:
        return _rejected(path, number, f"expected the path of a .warc or .warc.gz file, found {shown}")
    root = path.parent.resolve()
    for name in (written, Path(written).name):
        found = root / name
        try:
            if found.resolve().is_relative_to(root) and found.is_file():
                return found
        except OSError:  # a name too long, or links in a circle
            break
    return _rejected(path, number, f"not in the list's folder: {shown}; download it there first")


def _rejected(path: Path, number: int, detail: str) -> Rejected:
    return turned_away(path, one_line(f"line {number}: {detail}")[:300])
