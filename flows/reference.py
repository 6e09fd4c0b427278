"""What the extractors know, as rows for the warehouse's reference tables."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from extractors.incidents.gazetteer import divisions

Row = Mapping[str, object]


def reference_tables() -> Iterator[tuple[str, Iterator[Row]]]:
    """Table names, each with its rows."""
    yield "places", (asdict(place) for place in divisions())
