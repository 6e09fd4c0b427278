"""The drills that guard the most, as tests; `make drills` does them all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drills.deaths import killed, stopped
from tests.drills.desk import Desk, open_desk
from tests.drills.drills import disk_full, two_at_once
from tests.drills.shape import NotHere


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("drill", [killed, stopped, two_at_once, disk_full])
def test_nothing_is_lost(drill: Callable[[Desk], None], tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        try:
            drill(desk)
        except NotHere as why:
            pytest.skip(str(why))
