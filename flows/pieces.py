"""Files cut into pieces of work: many small files together, a large one in slices."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractors.records import Rejected
from flows.fetch.answers import Known, turned_away
from flows.fetch.files import listing
from flows.fetch.slices import ROWS_BYTES, Slice, cut
from warehouse import FileRead

_MOST_FILES = 50  # in one piece


@dataclass(frozen=True, slots=True)
class Piece:
    """What one worker reads at once. ``ends`` are the files whose last slice is in it."""

    slices: tuple[Slice, ...]
    ends: tuple[FileRead, ...]

    @property
    def key(self) -> str:
        """The same for the same files, unchanged."""
        told = [*map(repr, self.slices), *map(repr, self.ends)]
        return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:20]


def pieces(paths: Iterable[Path], is_known: Callable[[FileRead], bool]) -> Iterator[Piece | Known | Rejected]:
    """What is to be read under ``paths``, in order; of lists, the files they name.

    Raises FileNotFoundError, before anything is read, where a path is not there.
    """
    return _pieces(listing(paths), is_known)


def _pieces(
    found: Iterable[Path | Rejected], is_known: Callable[[FileRead], bool]
) -> Iterator[Piece | Known | Rejected]:
    waiting: list[tuple[Slice, FileRead]] = []
    weight = 0.0
    for file in found:
        if isinstance(file, Rejected):
            yield file
            continue
        state = file_state(file)
        if state is None:
            yield turned_away(file, "cannot be read")
            continue
        if is_known(state):
            yield Known(file.absolute().as_uri(), "not modified")
            continue
        slices = cut(file)
        if len(slices) == 1:
            if waiting and (weight + _weight(state) >= 1 or len(waiting) == _MOST_FILES):
                yield _together(waiting)
                waiting, weight = [], 0.0
            waiting.append((slices[0], state))
            weight += _weight(state)
            continue
        if waiting:
            yield _together(waiting)
            waiting, weight = [], 0.0
        yield from (Piece((one,), ()) for one in slices[:-1])
        yield Piece((slices[-1],), (state,))
    if waiting:
        yield _together(waiting)


def archive_pieces(folder: Path) -> Iterator[Piece]:
    """The archive in ``folder``, file by file. Raises FileNotFoundError where there is none."""
    if not folder.is_dir():
        raise FileNotFoundError(f"no archive folder at {folder}")
    for path in sorted(folder.glob("*/*/*.warc.gz")):
        for one in cut(path, archived_as=path.relative_to(folder).as_posix()):
            yield Piece((one,), ())


def file_state(path: Path) -> FileRead | None:
    """By what the file is known again; None where it cannot be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    modified = datetime.fromtimestamp(found.st_mtime_ns // 1000 / 1_000_000, UTC)
    name = str(path.absolute()).encode("utf-8", "replace").decode()
    return FileRead(name, found.st_size, modified)


def _together(waiting: list[tuple[Slice, FileRead]]) -> Piece:
    return Piece(tuple(one for one, _ in waiting), tuple(state for _, state in waiting))


def _weight(state: FileRead) -> float:
    """What part of a full piece the file is."""
    name = state.path.lower()
    if name.endswith((".warc", ".warc.gz")):
        return 1.0
    return state.bytes / ROWS_BYTES if name.endswith(".jsonl") else 0.0
