"""Records to Arrow tables: the shape in which a batch enters DuckDB."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import duckdb

from extractors.records import Article, Candidate, Reading, Rejected
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
    register,
)
from warehouse.soundness import flaw_of_reading, flaw_of_report, flaw_of_statistic


def stage(
    connection: duckdb.DuckDBPyConnection,
    readings: Sequence[Reading],
    rejected: Sequence[tuple[str, Rejected]],
    unchanged: Sequence[Candidate],
) -> None:
    """Register the batch; what cannot be stored becomes a rejection at stage ``load``, with its reason."""
    rows: list[tuple[object, ...]] = []
    reports: list[tuple[object, ...]] = []
    evidence: list[tuple[object, ...]] = []
    statistics: list[tuple[object, ...]] = []
    refused: list[tuple[str | None, ...]] = [
        (s, r.url, r.url, r.stage, r.reason, r.detail, None) for s, r in rejected
    ]
    for pos, reading in enumerate(readings):
        if flaw := flaw_of_reading(reading):
            refused.append((reading.source, None, None, "load", "bad row", flaw, reading.archived_in))
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
    register(connection, "staged_readings", READINGS, rows)
    register(connection, "staged_reports", REPORTS, reports)
    register(connection, "staged_evidence", EVIDENCE, evidence)
    register(connection, "staged_statistics", STATISTICS, statistics)
    register(connection, "staged_rejected", REJECTED, refused)
    register(connection, "staged_unchanged", UNCHANGED, [(c.source, c.url) for c in unchanged])


def unstage(connection: duckdb.DuckDBPyConnection) -> None:
    """Let go of the batch, so that its memory is free again."""
    for name in ("readings", "reports", "evidence", "statistics", "rejected", "unchanged"):
        connection.unregister(f"staged_{name}")


def _reading(pos: int, reading: Reading) -> tuple[object, ...]:
    head = (pos, reading.source_id, reading.source, reading.url, _instant(reading.fetched_at))
    version = reading.extractor_version or next((r.extractor_version for r in reading.incidents), "")
    refusal = reading.rejected
    reason = (refusal.stage, refusal.reason, refusal.detail) if refusal else (None, None, None)
    head = (*head, reading.archived_in, version, *reason)
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


def _bad_part(reading: Reading, detail: str) -> tuple[str | None, ...]:
    return (reading.source, reading.source_id, reading.url, "load", "bad row", detail, reading.archived_in)
