"""The warehouse's rows, found by story: under its address, or as the file of its name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from flows.sample.newsroom import Story

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
_VERSION = ("article_id", "text_hash", "extractor_version")  # which reading a row is from


class Held:
    """The warehouse's rows, found by story."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.articles = {row["article_id"]: row for row in rows["articles"]}
        self.texts = {(row["article_id"], row["text_hash"]): row["text"] for row in rows["article_texts"]}
        self._given: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for table in ("incident_reports", "statistics"):
            for row in rows[table]:
                self._given[table, *(row[key] for key in _VERSION)].append(row)
        self._met: dict[str, list[Row]] = defaultdict(list)
        for sighting in sorted(rows["sightings"], key=lambda row: row["seen_at"]):
            self._met[_met_as(sighting)].append(sighting)

    def sightings(self, story: Story, address: str | None = None) -> list[Row]:
        """When the story was met, oldest first: under its address, or as the file of that name."""
        by_address = self._met[f"{story.outlet.id} {address or story.address}"]
        return by_address or self._met[f"{story.outlet.id}_{story.slug}"]

    def article_of(self, story: Story, address: str | None = None) -> Row | None:
        """The article that holds what the story says now."""
        held = [row["article_id"] for row in self.sightings(story, address) if row["article_id"]]
        return self.articles.get(held[-1]) if held else None

    def fate_of(self, story: Story) -> str:
        """What became of a story that is no article."""
        reasons = [row["reason"] for row in self.rows["rejections"] if path_of(row) == story.address]
        return ", ".join(dict.fromkeys(reasons)) or self.fate_at(story.outlet.id, story.address)

    def fate_at(self, outlet: str, address: str) -> str:
        """What became of an address, as its sightings have it."""
        outcomes = [row["outcome"] for row in self._met[f"{outlet} {address}"]]
        return ", ".join(dict.fromkeys(outcomes)) or "never met"

    def text_of(self, article: Row) -> str:
        return str(self.texts.get((article["article_id"], article["text_hash"]), ""))

    def of(self, article: Row, table: str) -> list[Row]:
        """The rows that the article's current text and extractor gave."""
        return self._given[table, *(article[key] for key in _VERSION)]


def _met_as(sighting: Row) -> str:
    if sighting.get("url"):
        return f"{sighting['source']} {path_of(sighting)}"
    return str(sighting["source_id"])


def path_of(row: Row) -> str | None:
    if not row.get("url"):
        return None
    parts = urlsplit(row["url"])
    return parts.path + (f"?{parts.query}" if parts.query else "")
