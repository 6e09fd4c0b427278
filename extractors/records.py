"""The frozen records that the rooms hand to each other.

Nothing of ours is imported here, so that every room may import it. Offsets are code points
into the text they speak of; times carry a time zone; NULL (None) is silence, never zero.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["news", "analysis", "roundup", "statement", "other"]
Role = Literal["main", "background", "retracted"]  # retracted: an earlier report that the text says was false
DatePrecision = Literal["day", "few days", "week", "month", "year", "unknown"]
Attribution = Literal["claimed", "attributed", "suspected", "none"]
Stage = Literal["discover", "fetch", "read"]
Reason = Literal[
    # discover
    "source unreachable",
    "not a feed",
    "outside the window",
    "beyond the limit",  # more than the source's articles or the host's time for one night; tried again
    # fetch
    "refused by robots",
    "access denied",  # 401, 402, 403, 451
    "gone",
    "server error",
    "timed out",
    "connection failed",
    "too many redirects",
    "too large",
    "wrong type",
    "blocked address",
    "bad address",
    "forgotten",  # somebody asked that it be taken out; at stage read, too
    # read
    "empty",
    "binary",
    "unreadable",
    "no text",
    "paywall",
    "consent page",
    "error page",
    "index page",
    "press releases",  # several under each other
]


FILES = "files"  # the outlet of what carries none of its own: texts and saved pages that do not say


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet: where its news is found and how it wants to be visited."""

    id: str
    name: str
    feeds: tuple[str, ...] = ()  # RSS or Atom
    sitemaps: tuple[str, ...] = ()  # sitemaps, news sitemaps, sitemap indexes
    folders: tuple[str, ...] = ()  # files that somebody else puts there
    country: str | None = None  # ISO 3166 alpha-2: where it is at home; tells places of one name apart
    language: str = "en"
    delay_seconds: float = 2.0  # between two requests to one of its hosts
    connections: int = 1  # to one of its hosts at once
    max_articles: int = 200  # a night
    look_back_days: int = 3
    allow_private: bool = False  # only for servers of one's own, on loopback or a private network
    home: str | None = None  # asked for feeds, and its robots.txt for sitemaps, where none above answers
    sections: tuple[str, ...] = ()  # pages of links, read where no feed or sitemap answers
    licence: str | None = None  # what the outlet's terms allow, in a sentence
    verified: str = "never"  # day (YYYY-MM-DD) on which `nightdesk sources check` found it at work


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is remembered of an address, so that the next night asks only for what is new."""

    url: str
    source: str
    fetched_at: datetime
    status: int | None = None  # HTTP status; None where no answer came
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None  # SHA-256, hex
    failures: int = 0  # in a row
    outcome: str = "fetched"  # fetched, not modified, or a reason for rejection


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that a source gave, with what its feed or sitemap said of it."""

    source: str
    url: str
    title: str | None = None
    section: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    listed_as: str | None = None  # what the source wrote, where ``url`` is a guess at the article behind it


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one page or file as they were archived, and what is known from outside them.

    ``source_id`` is the name a load knows it by: the address of a page, a row's ``id``, or a file's
    name up to the first dot. ``file`` is the address (``file:``) of the file that holds it alone.
    ``archived_in`` says where the bytes lie: ``FILE#RECORD-ID@OFFSET``, the file relative to the warehouse's
    archive folder, the offset in bytes.
    """

    source_id: str
    source: str
    content: bytes
    content_type: str  # without parameters: text/html, text/plain, text/markdown
    fetched_at: datetime
    url: str | None = None
    charset: str | None = None  # as the server declared it
    declared_hash: str | None = None
    title: str | None = None
    section: str | None = None
    published_at: datetime | date | None = None  # as the feed or the row gave it
    home_country: str | None = None  # of the source, ISO 3166 alpha-2
    archived_in: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article. ``article_id`` is the hash of its text (`text_hash`)."""

    article_id: str
    source: str
    text: str
    fetched_at: datetime
    cleaner_version: str
    declared_hash: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    title: str | None = None
    author: str | None = None
    published_at: datetime | date | None = None  # a date where the page gives no time of day
    published_from: str | None = None  # which signal gave it: text, row, feed, json-ld, meta, url, …
    modified_at: datetime | date | None = None
    language: str | None = None  # ISO 639-1
    kind: Kind = "news"


@dataclass(frozen=True, slots=True)
class Rejected:
    """What became of a candidate that is no article, with the reason."""

    url: str | None
    stage: Stage
    reason: Reason
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The span ``text[start:end]`` of the article that says ``field``; confidence 0 to 1."""

    field: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """What one article tells of one incident; fields and vocabularies as the codebooks have them."""

    role: Role
    event_date: date | None = None
    event_date_end: date | None = None
    date_precision: DatePrecision = "unknown"
    date_text: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    place: str | None = None
    latitude: float | None = None  # degrees, WGS 84
    longitude: float | None = None
    geo_precision: int | None = None  # 1 exact … 7 sea or airspace, after UCDP's where_prec
    geonames_id: int | None = None
    incident_kind: str | None = None
    event_type: str | None = None  # ACLED
    sub_event_type: str | None = None  # ACLED
    attack_type: str | None = None  # GTD
    weapon_type: str | None = None  # GTD
    target_type: str | None = None  # GTD
    suicide: bool = False
    foiled: bool = False
    perpetrator: str | None = None
    opponent: str | None = None
    perpetrator_text: str | None = None
    attribution: Attribution = "none"
    claimed_by: str | None = None
    attributed_by: str | None = None
    denied_by: str | None = None
    killed: int | None = None
    killed_low: int | None = None
    killed_high: int | None = None
    killed_qualifier: str | None = None
    killed_civilians: int | None = None
    killed_security: int | None = None
    killed_militants: int | None = None
    injured: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    injured_qualifier: str | None = None
    injured_civilians: int | None = None
    injured_security: int | None = None
    injured_militants: int | None = None
    casualties: int | None = None
    missing: int | None = None
    abducted: int | None = None
    n_incidents: int | None = None
    allocated: bool = False
    evidence: tuple[Evidence, ...] = ()
    extractor: str = ""
    extractor_version: str = ""


@dataclass(frozen=True, slots=True)
class Statistic:
    """An aggregate that a text gives: '444 attacks in 2024' is never an incident."""

    metric: str
    value: float
    unit: Literal["count", "percent change", "percent"] = "count"  # percent: a share of what is counted
    period_start: date | None = None
    period_end: date | None = None
    period_text: str | None = None
    place: str | None = None
    group: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one document gave.

    ``article`` is there wherever there is text, even where ``rejected`` says why it is not loaded;
    at least one of the two is always set. ``extractor_version`` says who read it even where it found
    nothing: a newer version that finds nothing takes an older one's reports back.
    """

    source_id: str
    source: str
    url: str | None
    fetched_at: datetime
    archived_in: str | None
    article: Article | None
    rejected: Rejected | None
    incidents: tuple[IncidentReport, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    extractor_version: str = ""
    file: str | None = None  # as in Document


def text_hash(text: str) -> str:
    """The first 16 hex digits of SHA-256 over ``text``: NFKC, white space runs to one blank, stripped."""
    normal = " ".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.sha256(normal.encode("utf-8")).hexdigest()[:16]


_DECLARED = re.compile(r"(?:^|[_-])([0-9a-f]{16})(?=\.|$)")


def declared_hash(file_name: str) -> str | None:
    """The 16 hex digits that a name such as ``004_c043e81775501d58.txt`` declares, or None."""
    found = _DECLARED.search(file_name)
    return found.group(1) if found else None
