"""What the extractors know, as rows for the warehouse's reference tables."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib.resources import files
from operator import attrgetter

from extractors.incidents.gazetteer import Place, divisions
from extractors.incidents.groups import groups

Row = Mapping[str, object]

_SHORT_NAME = re.compile(r"\(([^()]+)\)$")


def reference_tables() -> Iterator[tuple[str, Iterator[Row]]]:
    """Table names, each with its rows: divisions of countries, groups, and the names texts use for them."""
    columns = [field.name for field in fields(Place)]
    values = attrgetter(*columns)  # dataclasses.asdict copies deeply: a second for fifty thousand places
    yield "places", (dict(zip(columns, values(place), strict=True)) for place in divisions())
    yield "groups", _groups()
    yield "group_aliases", _aliases()


def _groups() -> Iterator[Row]:
    known = groups()
    acled = {row["kind"]: row for row in _table("actor_types.csv")}
    for group in known.values():
        short = _SHORT_NAME.search(group.name)
        parent = known.get(group.umbrella)
        yield {
            "name": group.name,
            "short_name": short and short.group(1),
            "actor_type": acled[group.kind]["actor_type"],
            "inter": acled[group.kind]["inter"],
            "country": group.country,
            "parent": parent and parent.name,
        }


def _aliases() -> Iterator[Row]:
    known = groups()
    for row in _table("group_aliases.csv"):
        yield {"alias": row["alias"], "name": known[row["group"]].name, "reason": row["reason"]}


def _table(name: str) -> list[dict[str, str]]:
    text = files("extractors").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
