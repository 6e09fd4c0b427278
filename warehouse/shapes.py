"""The columns in which records enter DuckDB, as Arrow schemas."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from types import NoneType
from typing import Any, get_args

import duckdb
import pyarrow as pa

from extractors.records import IncidentReport

TEXT, INT, REAL, DAY, WHEN = pa.string(), pa.int32(), pa.float64(), pa.date32(), pa.timestamp("us", tz="UTC")
_TYPES = {int: INT, float: REAL, bool: pa.bool_(), date: DAY}
ARTICLE_FIRST = (
    "article_id",
    "declared_hash",
    "canonical_url",
    "section",
    "title",
    "author",
    "published_from",
)
ARTICLE_LAST = ("language", "kind", "cleaner_version", "text")


def kind_of(annotation: Any) -> Any:
    """The type that a record's field holds where it is not None."""
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    return kinds[0] if kinds else annotation


def shape(**columns: pa.DataType) -> pa.Schema:
    """A table's columns in their order."""
    return pa.schema(list(columns.items()))


REPORT = {
    field.name: _TYPES.get(kind_of(field.type), TEXT)
    for field in fields(IncidentReport)
    if field.name not in ("evidence", "extractor_version")
}
_READ = {
    "pos": INT,
    "source_id": TEXT,
    "source": TEXT,
    "url": TEXT,
    "seen_at": WHEN,
    "archived_in": TEXT,
    "file": TEXT,
}
_REFUSED = {"stage": TEXT, "reason": TEXT, "detail": TEXT}
_PUBLISHED = {"published_on": DAY, "published_at": WHEN, "published_offset_minutes": pa.int16()}
_MODIFIED = {"modified_on": DAY, "modified_at": WHEN, "fetched_at": WHEN}
READINGS = shape(
    **_READ,
    extractor_version=TEXT,
    **_REFUSED,
    **dict.fromkeys(ARTICLE_FIRST, TEXT),
    **_PUBLISHED,
    **_MODIFIED,
    **dict.fromkeys(ARTICLE_LAST, TEXT),
)
REPORTS = shape(pos=INT, ordinal=INT, **REPORT)
EVIDENCE = shape(
    pos=INT, subject=TEXT, ordinal=INT, field=TEXT, span_start=INT, span_end=INT, confidence=REAL
)
_PERIOD = {"period_start": DAY, "period_end": DAY, "period_text": TEXT}
STATISTICS = shape(
    pos=INT, ordinal=INT, metric=TEXT, value=REAL, unit=TEXT, **_PERIOD, place=TEXT, group_name=TEXT
)
REJECTED = shape(source=TEXT, source_id=TEXT, url=TEXT, **_REFUSED, archived_in=TEXT)
UNCHANGED = shape(source=TEXT, source_id=TEXT, url=TEXT)


def table(schema: pa.Schema, rows: Sequence[Any]) -> pa.Table:
    """``rows``, tuples in the order of ``schema``, as an Arrow table."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(list(column), kind.type) for column, kind in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def register(
    connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, rows: Sequence[Any]
) -> None:
    """Make ``rows``, tuples in the order of ``schema``, known to SQL as ``name``."""
    connection.register(name, table(schema, rows))
