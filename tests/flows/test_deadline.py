"""A night's time is limited, whatever it is doing, and a second try has only what the first one left."""

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from flows import deadline as module
from flows.deadline import TooLong, deadline

SECOND = 1 / 3600


def test_a_night_in_time_is_left_alone() -> None:
    with deadline(1, datetime.now(UTC)):
        pass


def test_a_night_that_takes_too_long_is_ended() -> None:
    started = time.monotonic()
    with pytest.raises(TooLong, match="hours_at_most"), deadline(0.3 * SECOND, datetime.now(UTC)):
        time.sleep(30)
    assert time.monotonic() - started < 20


def test_a_second_try_begins_no_new_day() -> None:
    with pytest.raises(TooLong), deadline(20, datetime.now(UTC) - timedelta(hours=21)):
        raise AssertionError("never reached")


def test_it_can_be_used_in_any_thread() -> None:
    def night() -> None:
        with deadline(1, datetime.now(UTC)):
            done.append(True)

    done: list[bool] = []
    thread = threading.Thread(target=night)
    thread.start()
    thread.join()
    assert done


def test_what_does_not_heed_it_ends_with_its_process() -> None:
    deaf = (
        "import signal\n"
        "from datetime import UTC, datetime\n"
        "from flows import deadline\n"
        "deadline._GRACE_SECONDS = 0.3\n"
        f"with deadline.deadline({0.2 * SECOND}, datetime.now(UTC)):\n"
        "    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})\n"
        "    while True: pass\n"
    )
    done = subprocess.run(  # it ends badly on purpose
        [sys.executable, "-c", deaf], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "Timeout" in done.stderr
    assert module._GRACE_SECONDS == 300
