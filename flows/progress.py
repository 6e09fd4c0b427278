"""How far a run is: bars on a terminal, nothing in a log."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

T = TypeVar("T")


@contextmanager
def bars() -> Iterator[Progress]:
    """Progress bars on standard error while the block runs; they vanish with it."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        yield progress


def counted(
    progress: Progress, description: str, items: Iterable[T], total: int | None = None
) -> Iterator[T]:
    """``items``, with a bar that counts them."""
    bar = progress.add_task(description, total=total)
    for item in items:
        yield item
        progress.advance(bar)
    progress.update(bar, total=progress.tasks[bar].completed)
