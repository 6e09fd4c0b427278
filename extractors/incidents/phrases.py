"""The small patterns of ``data/phrases.toml``, for the modules that put expressions together."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "phrases.toml"


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def words(table: str, name: str) -> tuple[str, ...]:
    """The alternatives of one list, in the file's order."""
    return tuple(_tables()[table][name])


def one_of(table: str, name: str) -> str:
    """The alternatives of one list as a regular expression that captures nothing."""
    return f"(?:{'|'.join(words(table, name))})"
