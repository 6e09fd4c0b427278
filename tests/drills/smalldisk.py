"""A small disk of memory, to be filled."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.drills.shape import NotHere


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Callable[[str], None]]:
    """``folder`` is a disk of ``size`` until the block ends; yields what makes it larger. Raises NotHere."""
    folder.mkdir(parents=True)

    def mount(options: str) -> None:
        done = subprocess.run(  # a disk of our own
            ["/bin/mount", "-t", "tmpfs", "-o", options, "tmpfs", folder],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NotHere(f"a small disk cannot be mounted: {done.stderr.strip()}")

    mount(f"size={size}")
    try:
        yield lambda more: mount(f"remount,size={more}")
    finally:
        subprocess.run(["/bin/umount", "-l", folder], check=True)
