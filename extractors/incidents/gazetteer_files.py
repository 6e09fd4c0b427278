"""The files of the gazetteer: packed columns for what is large, CSV for what analysts edit."""

import csv
import gzip
from io import StringIO
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data"


def read_rows(name: str) -> list[dict[str, str]]:
    """The lines of a CSV file of ``data/`` as dicts."""
    return list(csv.DictReader(StringIO((_DATA / name).read_text(encoding="utf-8"))))


def read_column(name: str) -> list[str]:
    """The lines of a packed file of ``data/gazetteer/``."""
    return gzip.decompress((_DATA / "gazetteer" / name).read_bytes()).decode("utf-8").split("\n")


def read_index(name: str) -> dict[str, str]:
    """A packed file whose first half are keys and whose second half are the values, in the same order."""
    lines = read_column(name)
    half = len(lines) // 2
    return dict(zip(lines[:half], lines[half:], strict=True))
