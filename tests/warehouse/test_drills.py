"""A few of the drills; `benchmarks/drills.py` runs them in full."""

import random

import pytest

from tests.warehouse.drills import crash_drill, reading_drill

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]  # dozens of processes, on however busy a machine


def test_a_night_killed_at_any_moment_and_run_again_equals_an_undisturbed_one(tmp_path):
    chance = random.Random(7)  # noqa: S311  # repeatable
    assert crash_drill(tmp_path, chance, kills=5).total() == 5


def test_readers_in_other_processes_see_whole_nights_only(tmp_path):
    assert reading_drill(tmp_path, nights=5, readers=2) > 5
