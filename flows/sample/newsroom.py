"""The outlets and what each of them publishes, read from ``outlets.toml`` and ``nights/``."""

import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NIGHTS = (1, 2, 3)
FIRST_DAY = date(2026, 3, 3)  # fixed, so that the truth can name days; a Tuesday


def day_of(night: int) -> date:
    """The run date of a sample night: 1 is 2026-03-03."""
    return FIRST_DAY + timedelta(days=night - 1)


@dataclass(frozen=True, slots=True)
class Feed:
    """One list of an outlet's stories, and the nights on which it is broken."""

    path: str
    form: str  # rss, atom, sitemap, news-sitemap, sitemap-index
    sections: tuple[str, ...] = ()  # only these; none named: all
    empty_on: tuple[int, ...] = ()
    html_on: tuple[int, ...] = ()  # an HTML page is sent in its place
    listed: bool = True  # False: reached only through a sitemap index


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented outlet: its manners on the web and the look of its pages."""

    id: str
    name: str
    country: str
    style: str  # the page template, a file of pages/
    address: str  # pattern over {section} {slug} {number} {year} {month} {day}
    home: str  # the address it would have in the world; used where pages are written as files
    feeds: tuple[Feed, ...]
    charset: str = "utf-8"
    validators: tuple[str, ...] = ()  # etag, last-modified
    crawl_delay_seconds: float | None = None
    disallow: tuple[str, ...] = ()
    down_on: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One page of an outlet: an article, or what stands where an article should be."""

    outlet: Outlet
    slug: str
    night: int
    title: str
    paragraphs: tuple[str, ...]  # as a reader sees them; a leading '## ' makes a subheading
    published: datetime | None  # None: neither page nor feed gives a date
    modified: datetime | None = None
    author: str | None = None
    section: str = "pakistan"
    language: str = "en"
    style: str = ""  # the page template; the outlet's where it is empty
    status: int = 200
    path: str | None = None  # an address of its own instead of the outlet's pattern
    also_at: str | None = None  # a second address of the same page, listed as well
    also_style: str = ""  # the page template there
    page_date: str | None = None  # what the page says of its date, where that is not ``published``
    charset: str | None = None  # of the bytes
    meta_charset: str | None = None  # what the page claims, where that is wrong
    header_charset: str | None = None  # what the server claims; 'none' claims nothing
    undated: bool = False  # the page itself gives no date
    unlisted_date: bool = False  # the feed gives none either
    copy_of: str | None = None
    credits: tuple[str, ...] = ()  # of the paragraphs, those that a cleaner may leave out

    @property
    def id(self) -> str:
        """``outlet/slug``: how the truth files name a story."""
        return f"{self.outlet.id}/{self.slug}"

    @property
    def address(self) -> str:
        """The path (and query) of the page on its outlet's server."""
        if self.path:
            return self.path
        day = self.published.date() if self.published else day_of(self.night)
        return self.outlet.address.format(
            section=self.section,
            slug=self.slug,
            number=100000 + zlib.crc32(self.slug.encode()) % 900000,
            year=f"{day.year:04}",
            month=f"{day.month:02}",
            day=f"{day.day:02}",
        )


@cache
def outlets() -> tuple[Outlet, ...]:
    """The outlets, in the order of ``outlets.toml``."""
    rows = tomllib.loads((HERE / "outlets.toml").read_text(encoding="utf-8"))["outlet"]
    return tuple(_outlet(row) for row in rows)


@cache
def stories(night: int) -> tuple[Story, ...]:
    """All stories on the web on ``night``, oldest first; a later version replaces its earlier one."""
    if night not in NIGHTS:
        raise ValueError(f"the sample newsroom has the nights {NIGHTS}, not {night}")
    by_id: dict[str, Story] = {}
    copies: list[tuple[Outlet, str, int, dict[str, Any], tuple[str, ...]]] = []
    for past in range(1, night + 1):
        for outlet in outlets():
            for file in sorted((HERE / "nights" / str(past) / outlet.id).glob("*.md")):
                head, paragraphs = _split(file)
                if "copy_of" in head:
                    copies.append((outlet, file.stem, past, head, paragraphs))
                else:
                    story = _story(outlet, file.stem, past, head, paragraphs)
                    by_id[story.id] = story
    for outlet, slug, past, head, own in copies:
        keep = head.pop("keep", None)
        original = by_id[head["copy_of"]]
        story = _story(outlet, slug, past, head, (own + original.paragraphs[len(own) :])[:keep])
        by_id[story.id] = replace(story, credits=original.credits)
    return tuple(by_id.values())


@dataclass(frozen=True, slots=True)
class World:
    """Outlets, and the stories that stand on the web on each night."""

    outlets: tuple[Outlet, ...]
    stories: Mapping[int, tuple[Story, ...]]

    def stories_of(self, outlet: Outlet, night: int) -> tuple[Story, ...]:
        """What one outlet has on the web on ``night``."""
        return tuple(story for story in self.stories[night] if story.outlet.id == outlet.id)


@cache
def newsroom() -> World:
    """The invented newsroom with its three nights."""
    return World(outlets(), {night: stories(night) for night in NIGHTS})


def _story(outlet: Outlet, slug: str, night: int, head: dict[str, Any], blocks: tuple[str, ...]) -> Story:
    credit = tuple(block[2:] for block in blocks if block.startswith("~ "))
    return Story(
        outlet, slug, night, paragraphs=tuple(b.removeprefix("~ ") for b in blocks), credits=credit, **head
    )


def _split(file: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    parts = file.read_text(encoding="utf-8").split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError(f"{file}: expected a header between two lines of +++")
    body = (" ".join(block.split()) for block in parts[2].split("\n\n"))
    return tomllib.loads(parts[1]), tuple(block for block in body if block)


def _outlet(row: dict[str, Any]) -> Outlet:
    feeds = tuple(Feed(**{key: _tuple(value) for key, value in feed.items()}) for feed in row.pop("feed"))
    return Outlet(feeds=feeds, **{key: _tuple(value) for key, value in row.items()})


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
