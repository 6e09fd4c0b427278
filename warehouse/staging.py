"""Records to Arrow tables: the shape in which a batch enters DuckDB, and travels from worker to loader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from io import BytesIO
from urllib.parse import unquote

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extractors.records import Article, Candidate, Reading, Rejected
from warehouse.running import run
from warehouse.shapes import (
    ARTICLE_FIRST,
    ARTICLE_LAST,
    EVIDENCE,
    READINGS,
    REJECTED,
    REPORT,
    REPORTS,
    STATISTICS,
    UNCHANGED,
    table,
)
from warehouse.soundness import flaw_of_reading, flaw_of_report, flaw_of_statistic


@dataclass(frozen=True, slots=True)
class Staged:
    """A batch as tables, one for each kind of row; ``pos`` says which reading a row is of."""

    readings: pa.Table
    reports: pa.Table
    evidence: pa.Table
    statistics: pa.Table
    rejected: pa.Table
    unchanged: pa.Table

    def parquet(self) -> dict[str, bytes]:
        """Each table as the bytes of a Parquet file, by its name; those without rows are left out."""
        return {name: _parquet(one) for name, one in self.tables() if one.num_rows}

    def tables(self) -> list[tuple[str, pa.Table]]:
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


_SHAPES = {
    "readings": READINGS,
    "reports": REPORTS,
    "evidence": EVIDENCE,
    "statistics": STATISTICS,
    "rejected": REJECTED,
    "unchanged": UNCHANGED,
}


def from_parquet(files: Mapping[str, bytes]) -> Staged:
    """What `Staged.parquet` gave, as tables again."""
    return Staged(
        **{
            name: pq.read_table(BytesIO(files[name]), schema=shape) if name in files else table(shape, ())
            for name, shape in _SHAPES.items()
        }
    )


def join(parts: Sequence[Staged]) -> Staged:
    """Several batches as one, in their order."""
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + part.readings.num_rows + part.rejected.num_rows)  # no pos is larger
    return Staged(
        **{
            name: pa.concat_tables(
                [shape.empty_table()]
                + [_from(getattr(part, name), start) for part, start in zip(parts, starts, strict=False)]
            )
            for name, shape in _SHAPES.items()
        }
    )


def _from(one: pa.Table, start: int) -> pa.Table:
    if "pos" not in one.column_names or start == 0:
        return one
    return one.set_column(0, "pos", pc.add(one["pos"], pa.scalar(start, pa.int32())))


def _parquet(one: pa.Table) -> bytes:
    file = BytesIO()
    pq.write_table(one, file, compression="zstd")
    return file.getvalue()


def stage(
    readings: Sequence[Reading] = (),
    rejected: Sequence[tuple[str, Rejected]] = (),
    unchanged: Sequence[Candidate] = (),
) -> Staged:
    """The batch as tables; what cannot be stored becomes a rejection at stage ``load``, with its reason."""
    rows: list[tuple[object, ...]] = []
    reports: list[tuple[object, ...]] = []
    evidence: list[tuple[object, ...]] = []
    statistics: list[tuple[object, ...]] = []
    refused: list[tuple[str | None, ...]] = [
        (s, _name(r.url), r.url, r.stage, r.reason, r.detail, None) for s, r in rejected
    ]
    for pos, reading in enumerate(readings):
        if flaw := flaw_of_reading(reading):
            # its own name may be what is broken; a file's address is ASCII
            named = (_name(reading.file), reading.file)
            refused.append((reading.source, *named, "load", "bad row", flaw, reading.archived_in))
            continue
        rows.append(_reading(pos, reading))
        if reading.article is None or reading.rejected is not None:
            continue
        for ordinal, report in enumerate(reading.incidents):
            if flaw := flaw_of_report(report, reading.article):
                refused.append(_bad_part(reading, f"incident {ordinal}: {flaw}"))
                continue
            reports.append((pos, ordinal, *(getattr(report, name) for name in REPORT)))
            evidence += [
                (pos, "report", ordinal, span.field, span.start, span.end, span.confidence)
                for span in report.evidence
            ]
        for ordinal, statistic in enumerate(reading.statistics):
            if flaw := flaw_of_statistic(statistic, reading.article):
                refused.append(_bad_part(reading, f"statistic {ordinal}: {flaw}"))
                continue
            s = statistic
            period = (s.period_start, s.period_end, s.period_text)
            statistics.append((pos, ordinal, s.metric, s.value, s.unit, *period, s.place, s.group))
            evidence += [
                (pos, "statistic", ordinal, span.field, span.start, span.end, span.confidence)
                for span in s.evidence
            ]
    return Staged(
        readings=table(READINGS, rows),
        reports=table(REPORTS, reports),
        evidence=table(EVIDENCE, evidence),
        statistics=table(STATISTICS, statistics),
        rejected=table(REJECTED, refused),
        unchanged=table(UNCHANGED, [(c.source, _name(c.url), c.url) for c in unchanged]),
    )


_LOOKED_THROUGH = ("readings", "rejected")  # for what was forgotten, before they are staged


def enter(connection: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    """Make the batch known to SQL, each table as ``staged_NAME``; what was forgotten is refused."""
    for name, one in staged.tables():
        connection.register(f"{'arrived' if name in _LOOKED_THROUGH else 'staged'}_{name}", one)
    run(connection, "load/forgotten", {})


def leave(connection: duckdb.DuckDBPyConnection) -> None:
    """Let go of the batch, so that its memory is free again."""
    for name in _LOOKED_THROUGH:
        connection.execute(f"DROP VIEW IF EXISTS staged_{name}")
    for name in _SHAPES:
        connection.unregister(f"{'arrived' if name in _LOOKED_THROUGH else 'staged'}_{name}")


def _reading(pos: int, reading: Reading) -> tuple[object, ...]:
    head = (pos, reading.source_id, reading.source, reading.url, _instant(reading.fetched_at))
    version = reading.extractor_version or next((r.extractor_version for r in reading.incidents), "")
    refusal = reading.rejected
    reason = (refusal.stage, refusal.reason, refusal.detail) if refusal else (None, None, None)
    head = (*head, reading.archived_in, reading.file, version, *reason)
    if reading.article is None:
        return (*head, *(None,) * (len(READINGS) - len(head)))
    return (*head, *_article(reading.article))


def _article(article: Article) -> Iterable[object]:
    yield from (getattr(article, name) for name in ARTICLE_FIRST)
    published, modified = article.published_at, article.modified_at
    yield _day(published)
    yield _instant(published)
    offset = published.utcoffset() if isinstance(published, datetime) else None
    yield None if offset is None else int(offset.total_seconds() // 60)
    yield _day(modified)
    yield _instant(modified)
    yield _instant(article.fetched_at)
    yield from (getattr(article, name) for name in ARTICLE_LAST)


def _day(when: datetime | date | None) -> date | None:
    """The day on the page's own calendar, which an offset may part from the day in UTC."""
    return when.date() if isinstance(when, datetime) else when


def _instant(when: datetime | date | None) -> datetime | None:
    if not isinstance(when, datetime):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _name(address: str | None) -> str | None:
    """The name it is met under: of a file, as its texts have it, that up to the first dot."""
    if address is None or not address.startswith("file:"):
        return address
    name = unquote(address).rpartition("/")[2]
    return name.partition(".")[0] or name


def _bad_part(reading: Reading, detail: str) -> tuple[str | None, ...]:
    return (reading.source, reading.source_id, reading.url, "load", "bad row", detail, reading.archived_in)
