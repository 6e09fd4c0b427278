"""One host and the manners it is owed: few requests at a time, pauses, and peace once it keeps failing."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flows.fetch.answers import Refusal
from flows.fetch.robots import Rules
from flows.fetch.transport import GuardedAdapter


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as fetching sees it; tests put their own in."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = _utc_now


@dataclass(slots=True)
class Host:
    """What is known of one host tonight. ``gate`` is held while anything of it is read or changed."""

    key: str
    connections: int  # at once: the fewest that any of its sources allows
    gate: threading.Condition = field(default_factory=threading.Condition)
    busy: int = 0  # requests that are under way
    robots_lock: threading.Lock = field(default_factory=threading.Lock)
    # by origin, and whether private addresses are allowed: who may not go there has no answer from there
    robots: dict[tuple[str, bool], Rules | Refusal] = field(default_factory=dict)
    adapters: dict[bool, GuardedAdapter] = field(default_factory=dict)  # by whether private is allowed
    opened_at: float | None = None  # monotonic seconds, as the next two
    last_start: float = float("-inf")
    last_end: float = float("-inf")
    not_before: float = float("-inf")
    failures: int = 0  # in a row
    given_up: Refusal | None = None  # why it is left alone for the rest of the night

    def starts_at(self, delay_seconds: float) -> float:
        """When the next request may go out."""
        return max(self.last_start + delay_seconds, self.last_end + delay_seconds, self.not_before)
