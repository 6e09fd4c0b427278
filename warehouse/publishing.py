"""The working file to the published one: a complete copy, put in place in one step."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from warehouse.database import PUBLISHED, WORKING
from warehouse.errors import WarehouseError

EARLIER = "earlier"
EARLIER_KEPT = 3  # published files, to go back to after a bad night


def publish(folder: Path, earlier: int = EARLIER_KEPT) -> Path:
    """Copy the closed working file beside the published one and replace that; readers see old or new.

    ``earlier`` is how many of those before are kept.
    """
    published = folder / PUBLISHED
    copy = folder / f"{PUBLISHED}.new"
    if (folder / f"{WORKING}.wal").exists():
        raise WarehouseError(f"{folder / WORKING} was not closed well: run the night again.")
    try:
        shutil.copyfile(folder / WORKING, copy)
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
        _keep(published, folder / EARLIER, earlier)
        copy.replace(published)
        _sync_folder(folder)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise WarehouseError(
            f"Could not publish in {folder} ({error.strerror}): make room and run again; "
            "the published file is as it was."
        ) from error
    return published


def _keep(published: Path, earlier: Path, kept: int) -> None:
    """A second name for the file that is about to be replaced, and none any more for the oldest ones."""
    if not published.exists():
        return
    earlier.mkdir(exist_ok=True)
    when = datetime.fromtimestamp(published.stat().st_mtime, UTC)
    name = earlier / f"{when:%Y%m%dT%H%M%S%f}.duckdb"
    name.unlink(missing_ok=True)
    name.hardlink_to(published)
    files = sorted(earlier.glob("*.duckdb"))
    for old in files[: max(len(files) - kept, 0)]:
        old.unlink()


def _sync_folder(folder: Path) -> None:
    """The new name must outlive a power cut, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
