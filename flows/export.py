"""What leaves the warehouse as files: texts in the naming they came in, tables for other tools."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import warehouse
from flows.sql import answer

TABLES = ("incidents", "incident_sources", "articles", "current_reports", "evidence", "statistics", "claims")
_POINTS = (
    "FROM incidents WHERE latitude IS NOT NULL AND longitude IS NOT NULL ORDER BY event_date, incident_id"
)
_TEXTS = """
    SELECT a.article_id, a.published_on, t.text
    FROM articles a JOIN article_texts t ON t.article_id = a.article_id AND t.text_hash = a.text_hash
    ORDER BY a.recorded_at, a.article_id
"""


def write_articles(folder: Path, directory: Path) -> int:
    """Every article's text as ``NNN_<article_id>.txt``; returns how many. Raises WarehouseError."""
    rows = warehouse.query(folder, _TEXTS).to_pylist()
    directory.mkdir(parents=True, exist_ok=True)
    digits = max(3, len(str(len(rows))))
    for number, row in enumerate(rows):
        dated = f" date {row['published_on']}\n" if row["published_on"] else ""
        file = directory / f"{number:0{digits}}_{row['article_id']}.txt"
        file.write_text(dated + row["text"] + "\n", encoding="utf-8")
    return len(rows)


def write_tables(folder: Path, directory: Path, form: str) -> Iterator[Path]:
    """Each of `TABLES` as parquet or csv, or the incidents that have a point as GeoJSON; yields the files."""
    points = warehouse.query(folder, _POINTS if form == "geojson" else "SELECT 1").to_pylist()
    directory.mkdir(parents=True, exist_ok=True)
    if form == "geojson":
        file = directory / "incidents.geojson"
        features = [_feature(row) for row in points]
        collection = {"type": "FeatureCollection", "features": features}
        file.write_text(json.dumps(collection, default=str, ensure_ascii=False), encoding="utf-8")
        yield file
        return
    for table in TABLES:
        file = directory / f"{table}.{form}"
        answer(folder, f"FROM {table} ORDER BY ALL", form, file)  # one of TABLES
        yield file


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    place = [row.pop("longitude"), row.pop("latitude")]
    point = {"type": "Point", "coordinates": place}
    return {"type": "Feature", "id": row["incident_id"], "geometry": point, "properties": row}
