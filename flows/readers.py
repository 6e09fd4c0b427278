"""Reading documents in processes: cleaning and extraction are CPU work, and threads do not help it."""

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar

from extractors.article import warm_up
from extractors.reading import read
from extractors.records import Document, Reading

# Below this a pool costs more to start (each process loads the gazetteer) than it saves.
_WORTH_A_POOL = 48
_AT_A_TIME = 8

T = TypeVar("T")


class Readers:
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

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """A reading for each document, in their order."""
        if self._pool is None and (self._processes == 1 or len(documents) < _WORTH_A_POOL):
            return [read(document) for document in documents]
        if self._pool is None:
            # spawn: the flow runs threads, and a fork would copy their locks
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, context, initializer=warm_up)
        return list(self._pool.map(read, documents, chunksize=_AT_A_TIME))


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """``items`` in lists of ``size``, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
