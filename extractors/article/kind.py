"""Whether a text is news, an analysis, a roundup, a statement or something else."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from extractors.records import Kind

SAMPLE_CHARS = 5_000  # what a text is shows in its beginning


@dataclass(frozen=True, slots=True)
class _Cues:
    section: re.Pattern[str] | None
    title: re.Pattern[str] | None
    text: re.Pattern[str] | None
    text_hits: int


@cache
def _cues() -> dict[Kind, _Cues]:
    data = tomllib.loads(files("extractors").joinpath("data/kinds.toml").read_text(encoding="utf-8"))
    return {
        cast(Kind, kind): _Cues(
            section=_either(row.get("section")),
            title=_either(row.get("title")),
            text=_either(row.get("text")),
            text_hits=row.get("text_hits", 1),
        )
        for kind, row in data.items()
    }


def _either(expressions: list[str] | None) -> re.Pattern[str] | None:
    if expressions is None:
        return None
    return re.compile(rf"\b(?:{'|'.join(expressions)})(?!\w)")


def kind_of(text: str, title: str | None, section: str | None, url: str | None) -> Kind:
    """The kind that section, title or the text's own words tell; news where nothing tells otherwise."""
    place = re.sub(r"[-_/]", " ", f"{section or ''} {url or ''}".lower())
    headline, sample = (title or "").lower(), text[:SAMPLE_CHARS].lower()
    for kind, cues in _cues().items():
        if cues.section and cues.section.search(place):
            return kind
        if cues.title and cues.title.search(headline):
            return kind
        if cues.text and len(set(cues.text.findall(sample))) >= cues.text_hits:
            return kind
    return "news"
