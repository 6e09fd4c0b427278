"""How well and how fast incidents are read from hand-coded rows and labelled articles.

    python benchmarks/incidents.py PATH… [--raw] [--part PART]

A PATH is a .jsonl of rows {"id", "text", "published_at", …}, or a folder with such files, or a folder with
labels.jsonl and texts/ID.txt. Rows are read as the night reads them, cleaned first; --raw leaves the cleaner
out, so that a loss can be laid to it or to the extractor. Where a scorer stands beside the rows (score.py, or
score_news.py for labels) it is run on what was read; --part is handed on to it. Below its figures stands how
often fields were right by the confidence they were given with, over all; --readings has it by field.
Prints day, extractor and version, and rows and 400-word articles per second of CPU time, one process, warm.
"""

import argparse
import dataclasses
import json
import re
import runpy
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import calibration

from extractors.incidents import EXTRACTOR, EXTRACTOR_VERSION, extract
from extractors.reading import read
from extractors.records import Article, Document, IncidentReport, Statistic

Row = tuple[str, str, date | None]  # id, text, day of publication
Read = tuple[tuple[IncidentReport, ...], tuple[Statistic, ...]]
ARTICLE_WORDS = 400
_DAY_LINE = re.compile(r"\s*date \d{4}-\d\d-\d\d\s?")


def rows(path: Path) -> Iterator[Row]:
    """The rows of a .jsonl; the text of a labelled article stands in texts/ beside its labels."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            text = row.get("text")
            if text is None:
                text = (path.parent / "texts" / f"{row['id']}.txt").read_text(encoding="utf-8")
            day = row.get("published_at")
            yield row["id"], text, date.fromisoformat(day[:10]) if day else None


def cleaned(row: Row) -> Read:
    """A row read as a plain text of the night."""
    name, text, day = row
    document = Document(
        name, "benchmark", text.encode(), "text/plain", datetime.now(UTC), charset="utf-8", published_at=day
    )
    reading = read(document)
    return reading.incidents, reading.statistics


def raw(row: Row) -> Read:
    """A row read without the cleaner; only a leading day is taken off."""
    name, text, day = row
    lead = _DAY_LINE.match(text)
    body = text[lead.end() :] if lead else text
    return extract(Article(name, "benchmark", body, datetime.now(UTC), "none", published_at=day))


def run(path: Path, out: Path, *, without_cleaner: bool) -> str:
    """Read every row into ``out``; the line that says how fast."""
    reader = raw if without_cleaner else cleaned
    found = list(rows(path))
    reader(("warm", "Gunmen killed two soldiers in Quetta, Pakistan, on Monday.", date(2024, 1, 1)))
    seconds = 0.0
    with out.open("w", encoding="utf-8") as file:
        for row in found:
            start = time.process_time()
            incidents, statistics = reader(row)
            seconds += time.process_time() - start
            written: dict[str, Any] = {
                "id": row[0],
                "incidents": [dataclasses.asdict(i) for i in incidents if i.role != "retracted"],
                "statistics": [dataclasses.asdict(s) for s in statistics],
            }
            file.write(json.dumps(written, default=str) + "\n")
    words = sum(len(text.split()) for _, text, _ in found)
    return (
        f"{path.parent.name}/{path.name}: {len(found)} rows, {len(found) / seconds:.0f} rows "
        f"and {words / ARTICLE_WORDS / seconds:.0f} articles of {ARTICLE_WORDS} words per CPU second"
    )


def scorer(path: Path) -> Path | None:
    """The scorer that stands beside the rows."""
    beside = path.parent.parent / "score_news.py" if path.name == "labels.jsonl" else path.parent / "score.py"
    return beside if beside.exists() else None


def files(path: Path) -> list[Path]:
    """The files of rows that a path means; rows of whole templates (MUC) have no scorer and are left out."""
    if path.is_file():
        return [path]
    labels = [path / "labels.jsonl", path / "news" / "labels.jsonl"]
    coded = sorted(
        p for p in path.glob("*.jsonl") if p.name != "labels.jsonl" and not p.name.startswith("muc")
    )
    return coded + [label for label in labels if label.exists()]


def main() -> None:
    """Run over every path named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--raw", action="store_true")
    parser.add_argument("--part")
    parser.add_argument("--readings", action="store_true")
    options = parser.parse_args()
    sys.stdout.write(f"{datetime.now(UTC):%Y-%m-%d} {EXTRACTOR} {EXTRACTOR_VERSION}\n")
    judged: list[calibration.Judged] = []
    for path in [p for given in options.paths for p in files(given)]:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "read.jsonl"
            sys.stdout.write(f"\n{run(path, out, without_cleaner=options.raw)}\n")
            script = scorer(path)
            if script is not None:
                part = ["--part", options.part] if options.part and path.name == "labels.jsonl" else []
                sys.argv = [str(script), str(path), str(out), *part]
                runpy.run_path(str(script), run_name="__main__")
                judged += calibration.judged(path, out, script, options.part if part else None)
    if judged:
        lines = calibration.by_reading(judged) if options.readings else calibration.by_band(judged)
        sys.stdout.write("\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
