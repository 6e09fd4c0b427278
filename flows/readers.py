"""Who reads: processes of this machine, or workers of a Dask cluster. The work and its rows are the same."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from itertools import islice
from types import TracebackType
from typing import Protocol, Self, TypeVar

from extractors.article import warm_up
from extractors.reading import read
from extractors.records import Document, Reading
from flows.settings import ReadSettings

# Below this a pool costs more to start (each process loads the gazetteer) than it saves.
WORTH_A_POOL = 48
AT_A_TIME = 16  # documents handed to a worker
AHEAD = 3  # pieces of work that wait for each worker

T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Readers(Protocol):
    """Whoever does pieces of work."""

    def map(self, work: Callable[[T], R], items: Iterable[T], *, few: bool = False) -> Iterator[R]:
        """``work`` of each item, in their order; items are drawn only as there are hands for them.

        ``few`` says that they are not worth the start of a process. ``work`` is a function of a module,
        and may be done twice where a worker dies.
        """
        ...


def readers(settings: ReadSettings) -> AbstractContextManager[Readers]:
    """The readers that the settings name."""
    if settings.runner == "dask":
        from flows.cluster import Cluster  # an extra that need not be installed

        return Cluster(settings.address, settings.processes)
    return Processes(settings.processes)


class Processes:
    """A pool of ``processes`` (0: one for each core) that starts when the work is worth it."""

    def __init__(self, processes: int = 0) -> None:
        self._processes = processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, work: Callable[[T], R], items: Iterable[T], *, few: bool = False) -> Iterator[R]:
        if self._processes == 1 or (few and self._pool is None):
            yield from map(work, items)
            return
        if self._pool is None:
            # spawn: the flow runs threads, and a fork would copy their locks
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, context, initializer=warm_up)
        pool = self._pool
        yield from in_order(lambda item: pool.submit(work, item), items, lambda: self._processes * AHEAD)


class Promise(Protocol[R_co]):
    """What somebody is at work on."""

    def result(self) -> R_co: ...


def in_order(
    submit: Callable[[T], Promise[R]], items: Iterable[T], at_once: Callable[[], int]
) -> Iterator[R]:
    """What ``submit`` promises of each item, in their order; ``at_once`` are under way, which may change."""
    rest = iter(items)
    waiting: deque[Promise[R]] = deque()
    while True:
        wanted = max(0, at_once() - len(waiting))  # fewer hands once a worker has died
        waiting.extend(submit(item) for item in islice(rest, wanted))
        if not waiting:
            return
        yield waiting.popleft().result()


def readings(hands: Readers, documents: Sequence[Document]) -> list[Reading]:
    """Every document read, in their order."""
    few = len(documents) < WORTH_A_POOL
    return [one for part in hands.map(read_each, batches(documents, AT_A_TIME), few=few) for one in part]


def read_each(documents: Sequence[Document]) -> list[Reading]:
    """What a worker does with its share."""
    return [read(document) for document in documents]


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """``items`` in lists of ``size``, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
