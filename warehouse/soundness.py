"""What can be stored at all: one bad row is turned away with its reason, and the night goes on."""

from dataclasses import fields
from math import isfinite
from typing import Any

from extractors.records import Article, Evidence, IncidentReport, Reading, Statistic
from warehouse.shapes import kind_of

_INTEGERS = tuple(field.name for field in fields(IncidentReport) if kind_of(field.type) is int)
MOST = 10_000_000  # people in one toll; beyond it a number was misread
_LARGEST = {"geonames_id": 2**31 - 1, "geo_precision": 7}  # 7 is the vaguest of UCDP's where_prec


def flaw_of_reading(reading: Reading) -> str | None:
    """Why this reading cannot be stored, or None."""
    article = reading.article
    if article is None:
        return None if reading.rejected else "neither an article nor a rejection"
    return _broken_text(article) or _broken_text(reading)


def flaw_of_report(report: IncidentReport, article: Article) -> str | None:
    """Why this report cannot be stored, or None."""
    for name in _INTEGERS:
        value = getattr(report, name)
        if value is not None and not 0 <= value <= _LARGEST.get(name, MOST):
            return f"{name} is {value}"
    if (report.latitude is None) != (report.longitude is None):
        return "half a pair of coordinates"
    if not (abs(report.latitude or 0) <= 90 and abs(report.longitude or 0) <= 180):
        return f"coordinates {report.latitude}, {report.longitude}"
    return _broken_text(report) or _flaw_of_spans(report.evidence, article)


def flaw_of_statistic(statistic: Statistic, article: Article) -> str | None:
    """Why this statistic cannot be stored, or None."""
    if not isfinite(statistic.value):
        return f"value is {statistic.value}"
    return _broken_text(statistic) or _flaw_of_spans(statistic.evidence, article)


def _flaw_of_spans(spans: tuple[Evidence, ...], article: Article) -> str | None:
    for span in spans:
        if not 0 <= span.start < span.end <= len(article.text):
            return f"evidence for {span.field} lies outside the text: {span.start} to {span.end}"
        if not 0 <= span.confidence <= 1:
            return f"confidence of {span.field} is {span.confidence}"
    return None


def _broken_text(record: Any) -> str | None:
    """A text that is no Unicode (half a surrogate pair) cannot be written in UTF-8."""
    for field in fields(record):
        name, value = field.name, getattr(record, field.name)
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode("utf-8")
            except UnicodeEncodeError:
                return f"{name} is not valid Unicode"
    return None
