"""What workers have read, handed to the one loader as Parquet."""

from collections.abc import Sequence

from extractors.records import Document
from flows.readers import AT_A_TIME, WORTH_A_POOL, Readers, batches, read_each
from warehouse import Staged, from_parquet, join, stage


def read_all(hands: Readers, documents: Sequence[Document]) -> Staged:
    """Every document read, as tables for the loader, in their order."""
    few = len(documents) < WORTH_A_POOL
    return join(
        [from_parquet(part) for part in hands.map(_handed_over, batches(documents, AT_A_TIME), few=few)]
    )


def _handed_over(documents: list[Document]) -> dict[str, bytes]:
    return stage(read_each(documents)).parquet()
