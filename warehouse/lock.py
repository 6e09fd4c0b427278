"""One writer at a time: an operating system's lock, which dies with its process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import WarehouseBusy, WarehouseError


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock on ``path``; raises WarehouseBusy with the holder's words where it is taken.

    The file stays when the lock is gone: removing it would let two writers lock two files.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise WarehouseError(
            f"Cannot write in {path.parent} ({error.strerror}): choose a folder that you may write to."
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 200).decode("utf-8", "replace").strip() or "another process"
            raise WarehouseBusy(
                f"The warehouse {path.parent} is being written by {holder}: wait until it has finished, "
                "or end it, and try again."
            ) from error
        os.ftruncate(descriptor, 0)
        started = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        os.write(descriptor, f"process {os.getpid()} since {started}".encode())
        yield
    finally:
        os.close(descriptor)
