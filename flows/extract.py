"""`nightdesk extract`: files in, one JSON line for each article out; no warehouse, no Prefect."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from extractors.records import Document, Reading, Rejected
from flows.fetch.files import documents
from flows.output import plain
from flows.readers import Processes, batches, readings

_BATCH = 256


def extract(paths: Iterable[Path], processes: int = 0) -> Iterator[dict[str, Any]]:
    """One JSON-ready object for each file or row under ``paths``, in their order.

    Raises FileNotFoundError, before anything is read, where a path does not exist.
    """
    with Processes(processes) as hands:
        for batch in batches(documents(paths, datetime.now(UTC)), _BATCH):
            read = iter(readings(hands, [item for item in batch if isinstance(item, Document)]))
            for item in batch:
                yield _unread(item) if isinstance(item, Rejected) else as_json(next(read))


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as `nightdesk extract` prints it."""
    article = reading.article
    return {
        "id": reading.source_id,
        "article_id": article.article_id if article else None,
        "title": article.title if article else None,
        "author": article.author if article else None,
        "published_at": article.published_at if article else None,
        "language": article.language if article else None,
        "kind": article.kind if article else None,
        "text": article.text if article else None,
        "incidents": [asdict(report) for report in reading.incidents if report.role != "retracted"],
        "retracted": [asdict(report) for report in reading.incidents if report.role == "retracted"],
        "statistics": [asdict(statistic) for statistic in reading.statistics],
        "rejected": reading.rejected.reason if reading.rejected else None,
    }


def _unread(rejected: Rejected) -> dict[str, Any]:
    name = unquote(rejected.url or "").rpartition("/")[2]
    fields = ("article_id", "title", "author", "published_at", "language", "kind", "text")
    return {
        "id": name.partition(".")[0],
        **dict.fromkeys(fields),
        "incidents": [],
        "retracted": [],
        "statistics": [],
        "rejected": rejected.reason,
    }


def json_line(value: dict[str, Any]) -> str:
    """One line of JSON; dates and times in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=plain)
