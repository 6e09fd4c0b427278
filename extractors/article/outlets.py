"""Whose page it is; and rules for single outlets, where a general one cannot do it (data/outlets.toml)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from extractors.records import FILES, Document

_MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class Rule:
    """What one outlet's pages of one time carry that is no story."""

    name: str
    version: str
    host: str
    marker: str
    drop: tuple[str, ...]  # CSS selectors
    reason: str


@cache
def rules() -> tuple[Rule, ...]:
    """The rules as the data file has them."""
    data = tomllib.loads(files("extractors").joinpath("data/outlets.toml").read_text(encoding="utf-8"))
    return tuple(Rule(**{**row, "drop": tuple(row["drop"])}) for row in data["rule"])


def warm_up_rules() -> None:
    """Compiles the rules' selectors, which takes as long as several pages."""
    page = BeautifulSoup("<p>", "lxml")
    for selector in (selector for rule in rules() for selector in rule.drop):
        page.select(selector)


def mended(source: str, address: str | None) -> str | None:
    """The page's source without what its outlet's rules drop; None where no rule is for this page.

    Costs as much as the whole cleaning, so it is done only where the host and the marker both say so.
    """
    host = _host(address)
    wanted = [rule for rule in rules() if rule.host == host and rule.marker in source]
    if not wanted:
        return None
    soup = BeautifulSoup(source, "lxml")
    for rule in wanted:
        for selector in rule.drop:
            for element in soup.select(selector):
                element.extract()
    return str(soup)


def outlet_of(document: Document, canonical: str | None = None, site: str | None = None) -> str:
    """Whose article it is: the source's, or of what carries none, the host that it says it comes from.

    ``canonical`` and ``site`` are a page's own address and its site's name. Pages of one host are one voice;
    what says nothing at all is nobody's, and together one.
    """
    if document.source != FILES:
        return document.source
    name = " ".join((site or "").split())
    return _host(canonical) or _host(document.url) or (name if 0 < len(name) <= _MAX_NAME else FILES)


def _host(address: str | None) -> str:
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
