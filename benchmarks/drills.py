"""Nights that are killed, and readers that never stop asking while nights are published.

    python benchmarks/drills.py [--kills N] [--nights N] [--readers N] [--seed N]

First a night is killed (SIGKILL) at N random moments of its loading, fusing and publishing, each time on a
fresh copy of the same warehouse, and then run again: its tables must equal those of a night that nobody
killed, but for runs, sightings and record times, and readers must never have seen a half of it. Then N nights
are published while readers in other processes query without pause: no error, no half night.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.warehouse.drills import crash_drill, reading_drill

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--nights", type=int, default=20)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311  # repeatable
    with tempfile.TemporaryDirectory() as folder:
        killed = crash_drill(Path(folder), chance, given.kills)
        sys.stdout.write(f"killed in {', '.join(f'{n} × {step}' for step, n in killed.items())}: all equal\n")
    with tempfile.TemporaryDirectory() as folder:
        asked = reading_drill(Path(folder), given.nights, given.readers)
        sys.stdout.write(
            f"{given.nights} nights published under {asked:,} queries: no error, no half night\n"
        )
