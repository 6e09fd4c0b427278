"""Makes the small warehouse that `test_migrating.py` opens, by the version of Nightdesk that it is run with.

    git worktree add ../old COMMIT
    PYTHONPATH=../old python tests/warehouse/old/make.py tests/warehouse/old

Two nights: a bombing whose toll grows and a raid; an analyst's ruling on the first. The working file is
compressed as version_N.duckdb.gz, where N counts the migrations that it has had.
"""

import gzip
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import warehouse
from extractors.records import Article, Evidence, IncidentReport, Reading, Source, text_hash

DAY = date(2024, 5, 6)
NIGHT = datetime(2024, 5, 7, 2, tzinfo=UTC)
BOMB = "A bomb at the bus stand of Bannu killed {} policemen on Monday, a hospital said."
RAID = "Forces said that they had killed two men in a house near Parachinar on Monday."


def main(folder: Path) -> None:
    """Writes ``folder``/version_N.duckdb.gz."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        with warehouse.open_for_writing(made) as house:
            house.save_sources([Source("courier", "The Valley Courier"), Source("herald", "Frontier Herald")])
            first = [
                _reading("courier", BOMB.format("three"), 1, _bomb(3)),
                _reading("herald", RAID, 1, _raid()),
            ]
            _night(house, 0, first)
            (bombed,) = house.query("SELECT incident_id FROM incidents WHERE admin2 = 'Bannu'").to_pylist()
            house.rule_value(bombed["incident_id"], "injured", "7", "Asma", "counted at the hospital", NIGHT)
            _night(house, 1, [_reading("herald", BOMB.format("five"), 2, _bomb(5))])
            (version,) = house.query("SELECT max(number) AS n FROM migrations").to_pylist()
        content = (made / "working.duckdb").read_bytes()
    target = folder / f"version_{version['n']}.duckdb.gz"
    target.write_bytes(gzip.compress(content, mtime=0))
    sys.stdout.write(f"{target}: {len(content):,} bytes, {target.stat().st_size:,} compressed\n")


def _night(house: warehouse.Warehouse, night: int, news: list[Reading]) -> None:
    at = NIGHT + timedelta(days=night)
    run_id = house.begin_run("nightly", at.date(), "0.1.0", {}, at)
    house.load(run_id, news)
    house.fuse(run_id)
    house.finish_run(run_id, "completed", at + timedelta(minutes=5))


def _reading(source: str, text: str, days: int, told: IncidentReport) -> Reading:
    name = f"{source} {days}"
    article = Article(
        text_hash(text), source, text, NIGHT, "1", title=name, published_at=DAY + timedelta(days=days)
    )
    return Reading(name, source, None, NIGHT, f"{name}.warc#1", article, None, (told,), (), "1")


def _bomb(killed: int) -> IncidentReport:
    return _report(
        "Bannu", 32.99, 70.6, killed, "militant attack", "Explosions/Remote violence", "Explosives"
    )


def _raid() -> IncidentReport:
    return _report("Kurram", 33.9, 70.1, 2, "security operation", "Battles", "Unknown")


def _report(
    place: str, latitude: float, longitude: float, killed: int, kind: str, event_type: str, weapon: str
) -> IncidentReport:
    return IncidentReport(
        "main", DAY, None, "day", country="Pakistan", admin1="Khyber Pakhtunkhwa", admin2=place, place=place,
        latitude=latitude, longitude=longitude, geo_precision=1, incident_kind=kind, event_type=event_type,
        weapon_type=weapon, killed=killed, evidence=(Evidence("killed", 0, 5, 0.9),), extractor="rules",
        extractor_version="1",
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
