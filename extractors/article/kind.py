"""Whether a text is news, an analysis, a roundup, a statement or something else."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from extractors.records import Kind


@cache
def _cues() -> dict[str, dict[str, re.Pattern[str]]]:
    data = tomllib.loads(files("extractors").joinpath("data/kinds.toml").read_text(encoding="utf-8"))
    return {
        kind: {part: re.compile(r"\b(?:" + "|".join(cues) + r")\b", re.I) for part, cues in parts.items()}
        for kind, parts in data.items()
    }


def kind_of(text: str, title: str | None, section: str | None, url: str | None) -> Kind:
    """The kind that section, title or the text's own words tell; news where nothing tells otherwise."""
    parts = {
        "section": f"{section or ''} {url or ''}".replace("-", " ").replace("/", " "),
        "title": title or "",
        "text": text,
    }
    for kind, cues in _cues().items():
        for part, pattern in cues.items():
            words = parts[part]
            if part == "text":
                hits = len({m.group().casefold() for m in pattern.finditer(words)})
                if hits >= 3:
                    return kind  # type: ignore[return-value]
            elif pattern.search(words):
                return kind  # type: ignore[return-value]
    return "news"
