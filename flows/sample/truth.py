"""The truth about each night, read from ``truth/night-N.toml``.

An incident is described once. A report of it inherits what happened, where and when; what a text
says of tolls and of who did it is always the report's own. A later night's file names only what
changed or is new.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.sample.newsroom import HERE, Story, stories

INHERITED = (
    "event_date",
    "event_date_end",
    "date_precision",
    "country",
    "admin1",
    "admin2",
    "place",
    "incident_kind",
    "event_type",
    "sub_event_type",
    "attack_type",
    "weapon_type",
    "target_type",
    "suicide",
    "foiled",
    "opponent",
)
OWN = (
    "perpetrator",
    "attribution",
    "claimed_by",
    "attributed_by",
    "denied_by",
    "killed",
    "killed_qualifier",
    "killed_civilians",
    "killed_security",
    "killed_militants",
    "injured",
    "injured_qualifier",
    "injured_civilians",
    "injured_security",
    "injured_militants",
    "casualties",
    "missing",
    "abducted",
    "n_incidents",
    "allocated",
)
BOUNDS = (
    "killed_low",
    "killed_high",
    "injured_low",
    "injured_high",
)  # only where the text tells another number
ONLY_FUSED = ("latitude", "longitude", "geo_precision", "retracted")
SILENCE: Mapping[str, Any] = {
    "suicide": False,
    "foiled": False,
    "allocated": False,
    "attribution": "none",
    "date_precision": "unknown",
}


@dataclass(frozen=True, slots=True)
class Report:
    """One incident as one article tells it. ``alt`` holds other acceptable values by field."""

    incident: str
    role: str
    fields: Mapping[str, Any]  # every field of INHERITED, OWN and BOUNDS; None is silence
    alt: Mapping[str, list[Any]]
    optional: bool = False  # a bare list mention: neither asked for nor punished


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its metadata as the story's header has them, and what a careful reader finds in it."""

    id: str
    story: Story
    kind: str
    reports: tuple[Report, ...]
    statistics: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One real event after a night, all reports together."""

    key: str
    fields: Mapping[str, Any]
    alt: Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Copies:
    """Articles whose texts belong together.

    ``exact`` the same text · ``near`` almost the same · ``address`` one page at two addresses ·
    ``revision`` a later text at the same address.
    """

    form: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A page or feed that is no article. ``address`` is where on its server the rejection is told."""

    night: int
    page: str  # story or feed, as outlet/slug or outlet/path
    outlet: str
    address: str
    stage: str
    reasons: tuple[str, ...]  # any of them will do


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true after ``night``, the earlier nights included."""

    night: int
    articles: Mapping[str, Article]
    incidents: Mapping[str, Incident]
    copies: tuple[Copies, ...]
    links: tuple[tuple[str, str], ...]
    rejections: tuple[Rejection, ...]
    stories: tuple[Story, ...]  # everything that stands on the web then


def truth_after(night: int) -> Truth:
    """The truth after ``night``: incidents as they stand then, articles of this and the earlier nights."""
    files = [_read(past) for past in range(1, night + 1)]
    facts: dict[str, dict[str, Any]] = {}
    articles: dict[str, Article] = {}
    copies: list[Copies] = []
    links: list[tuple[str, str]] = []
    rejections: list[Rejection] = []
    for past, file in enumerate(files, start=1):
        for key, changes in file.get("incident", {}).items():
            facts[key] = {**facts.get(key, {}), **changes}
        standing = {story.id: story for story in stories(past)}
        for row in file.get("article", []):
            articles[row["id"]] = _article(row, standing[row["id"]], facts)
        copies += [Copies(row["form"], tuple(row["articles"])) for row in file.get("copies", [])]
        links += [(row["a"], row["b"]) for row in file.get("link", [])]
        rejections += [_rejection(past, row, standing) for row in file.get("rejection", [])]
    return Truth(
        night,
        articles,
        {key: _incident(key, row) for key, row in facts.items()},
        tuple(copies),
        tuple(links),
        tuple(rejections),
        stories(night),
    )


def _read(night: int) -> dict[str, Any]:
    return tomllib.loads((HERE / "truth" / f"night-{night}.toml").read_text(encoding="utf-8"))


def _article(row: Mapping[str, Any], story: Story, facts: Mapping[str, Mapping[str, Any]]) -> Article:
    reports = tuple(_report(report, facts[report["incident"]]) for report in row.get("report", []))
    return Article(row["id"], story, row.get("kind", "news"), reports, tuple(row.get("statistic", [])))


def _report(row: Mapping[str, Any], incident: Mapping[str, Any]) -> Report:
    unsaid = set(row.get("unsaid", []))
    fields = {name: incident.get(name, SILENCE.get(name)) for name in INHERITED}
    fields |= {name: SILENCE.get(name) for name in (*OWN, *BOUNDS, *unsaid)}
    fields |= {name: value for name, value in row.items() if name in fields}
    inherited = {name: values for name, values in incident.get("alt", {}).items() if name in INHERITED}
    alt = inherited | row.get("alt", {})
    return Report(row["incident"], row.get("role", "main"), fields, alt, row.get("optional", False))


def _incident(key: str, row: Mapping[str, Any]) -> Incident:
    names = (*INHERITED, *OWN, *ONLY_FUSED)
    return Incident(key, {name: row.get(name, SILENCE.get(name)) for name in names}, row.get("alt", {}))


def _rejection(night: int, row: Mapping[str, Any], standing: Mapping[str, Story]) -> Rejection:
    page: str = row["page"]
    outlet, _, rest = page.partition("/")
    address = row.get("at") or (standing[page].address if page in standing else f"/{rest}")
    return Rejection(night, page, outlet, address, row["stage"], tuple(row["reasons"]))
