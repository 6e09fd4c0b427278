"""A night that takes too long is ended, whatever it is doing: the next one must be able to begin."""

import faulthandler
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

# What does not heed the first call (a library that blocks outside Python) is ended with its process.
_GRACE_SECONDS = 300.0


class TooLong(Exception):
    """The night's time is over."""


@contextmanager
def deadline(hours: float, begun: datetime) -> Iterator[None]:
    """Raise TooLong in the block once ``hours`` have passed since ``begun``.

    ``begun`` is the first try's start, so that a second try has only what the first one left. Where the
    block does not end within five minutes of that, the process ends; the operating system then frees the
    warehouse's lock. Outside the main thread only the process' end is left.
    """
    left = (begun + timedelta(hours=hours) - datetime.now(UTC)).total_seconds()
    message = f"The night took longer than {hours:g} hours (night.hours_at_most) and was ended."
    if left <= 0:
        raise TooLong(message)

    def ring(_signal: int, _frame: object) -> None:
        raise TooLong(message)

    in_front = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGALRM, ring) if in_front else None
    timer = signal.setitimer(signal.ITIMER_REAL, left) if in_front else (0.0, 0.0)
    faulthandler.dump_traceback_later(left + _GRACE_SECONDS, exit=True, file=2)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        if in_front:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            signal.setitimer(signal.ITIMER_REAL, *timer)
