"""Dates as feeds, sitemaps and rows write them."""

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from pathlib import Path

# names that RFC 2822 does not know
_ZONES = dict(
    line.split(",")[:2]
    for line in Path(__file__).with_name("zones.csv").read_text(encoding="utf-8").splitlines()[1:]
)
_ZONE = re.compile(r"(?<=[\s0-9])(?:([A-Z]{3,4})|(?:UTC|GMT)?([+-])([0-9]{1,2}):?([0-9]{2})?)$")
_LONGEST = 64  # characters; no date is longer, and parsers are slow on nonsense


def moment(text: str) -> datetime | date | None:
    """What ``text`` (ISO 8601 or RFC 2822) says: a date where it gives no time of day, else a time with zone.

    A time without a zone is taken as UTC; a bare midnight is a date. None where it is no date.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        if len(text) <= len("2026-11-21") and ":" not in text:
            return date.fromisoformat(text)
        return _zoned(datetime.fromisoformat(text))
    except ValueError:
        pass
    try:
        return _zoned(parsedate_to_datetime(_ZONE.sub(_offset, text)))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def instant(text: str | None) -> datetime | None:
    """Like `moment`, with a date as its midnight in UTC."""
    found = moment(text) if text else None
    if found is None or isinstance(found, datetime):
        return found
    return datetime.combine(found, time(), UTC)


def _offset(zone: re.Match[str]) -> str:
    """A zone's name, `UTC+5` or `+05:00` as RFC 2822 writes it."""
    name, sign, hours, minutes = zone.groups()
    if name:
        return _ZONES.get(name, name)
    return f"{sign}{hours:0>2}{minutes or '00'}"


def _zoned(found: datetime) -> datetime | date:
    if found.tzinfo is not None:
        try:
            found.astimezone(UTC)  # a time on the first or last day of the calendar cannot be compared
        except OverflowError:
            raise ValueError("outside the calendar") from None
        return found
    return found.date() if found.time() == time() else found.replace(tzinfo=UTC)
