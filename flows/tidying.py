"""What goes, by the settings under [keep]: at the end of each night and by `nightdesk tidy`."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import warehouse
from flows.forgetting import ARCHIVE_LOCK, sweep
from flows.piecework import INCOMING
from flows.settings import KeepSettings, Settings
from warehouse import RemovedFile, WarehouseBusy

_WAITS = timedelta(days=30)
_STARTED = re.compile(r"nightdesk-(\d{8}T\d{6})Z-")


def tidy(
    folder: Path, settings: Settings, now: datetime | None = None, *, dry: bool = False
) -> list[RemovedFile]:
    """Remove the files that the settings let go, and what came again after it was forgotten.

    Each removed file leaves a row. ``dry`` only says which would go. While a backup is being made nothing
    is removed: the next run does it.
    """
    due = list(_due(folder, settings.keep, now or datetime.now(UTC)))
    if dry:
        return due
    with warehouse.open_for_writing(folder) as store:
        try:
            with warehouse.exclusive(folder / ARCHIVE_LOCK):
                sweep(store)
                store.save_removed(due)  # first: what is gone and not written down would be a riddle
                for one in due:
                    (folder / one.file).unlink(missing_ok=True)
                _clear_incoming(folder, now or datetime.now(UTC))
        except WarehouseBusy:
            return []
    return due


def _due(folder: Path, keep: KeepSettings, now: datetime) -> Iterator[RemovedFile]:
    if keep.archive_days:
        oldest = now - timedelta(days=keep.archive_days)
        because = f"archive_days = {keep.archive_days}"
        for path in sorted((folder / "archive").glob("*/*/*.warc.gz")):
            if (began := _began(path)) is not None and began < oldest:
                yield _removed(folder, path, "archive", because, now)
    kept = sorted((folder / "earlier").glob("*.duckdb"))
    for path in kept[: max(len(kept) - keep.earlier, 0)]:
        yield _removed(folder, path, "earlier", f"earlier = {keep.earlier}", now)
    if keep.log_days:
        oldest = now - timedelta(days=keep.log_days)
        for path in sorted((folder / "logs").rglob("*.log*")):
            if path.is_file() and datetime.fromtimestamp(path.stat().st_mtime, UTC) < oldest:
                yield _removed(folder, path, "log", f"log_days = {keep.log_days}", now)


def _clear_incoming(folder: Path, now: datetime) -> None:
    """What a broken-off backfill had read and none went on with: its files can be read again."""
    for path in (folder / INCOMING).glob("*"):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - _WAITS:
            shutil.rmtree(path)


def _began(path: Path) -> datetime | None:
    """When the run began that wrote the archive file; None for a file that is not the archive's own."""
    found = _STARTED.match(path.name)
    return datetime.strptime(found.group(1), "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None


def _removed(folder: Path, path: Path, kind: str, because: str, now: datetime) -> RemovedFile:
    return RemovedFile(path.relative_to(folder).as_posix(), kind, path.stat().st_size, because, now)
