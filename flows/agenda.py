"""Which outlets a night visits, and on which day: the user's own, or the invented newsroom's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from extractors.records import Source
from flows import sample
from flows.fetch.hosts import Clock
from flows.settings import SOURCES_FILE, Settings, load_sources


@dataclass(frozen=True, slots=True)
class Agenda:
    """``day`` is the night's date; it looks back from ``until``; ``clock`` stamps what is fetched."""

    day: date
    until: datetime
    sources: tuple[Source, ...] = ()
    clock: Clock = field(default_factory=Clock)


@contextmanager
def agenda(
    sources: Path | None, sample_night: int | None, day: date | None, scheduled: datetime, settings: Settings
) -> Iterator[Agenda]:
    """What is to be done; the invented newsroom is open while the block runs.

    ``scheduled`` is when the run was due. A night that is caught up (``day`` before that) looks back
    from the end of its day; the newsroom's nights also pass on their own days, so that they can be
    repeated. Raises SettingsError where the sources cannot be used.
    """
    zone = settings.night.zone
    if sample_night is not None:
        day = day or sample.day_of(sample_night)
        until = _end_of(day, zone)
        with sample.serve(sample_night) as newsroom:
            yield Agenda(day, until, newsroom.sources, Clock(now=lambda: until))
        return
    listed = load_sources(sources or Path(SOURCES_FILE))
    due = scheduled.astimezone(zone).date()
    until = datetime.now(UTC) if day is None or day >= due else _end_of(day, zone)
    yield Agenda(day or due, until, listed)


def today(settings: Settings) -> Agenda:
    """Nobody to visit: a run over what is already here, on the day that it is in the settings' time zone."""
    now = datetime.now(UTC)
    return Agenda(now.astimezone(settings.night.zone).date(), now)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(23, 59, 59), zone)
