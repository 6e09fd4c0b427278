"""What asking the web gives: an answer or a refusal, and what becomes of a candidate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from extractors.records import Candidate, Document, FetchState, Reason, Rejected

KnownWhy = Literal["not modified", "unchanged in its feed", "rejected before", "met under another address"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer: 200 with its body unpacked and whole, or 304 or a redirect without one."""

    url: str  # the one that answered, after redirects
    status: int
    reason_phrase: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    content_type: str  # small letters, without parameters; empty where the server said none
    charset: str | None
    received_at: datetime
    asked_with: tuple[tuple[str, str], ...] = ()  # the request's headers

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        name = name.lower()
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer. ``status`` is the HTTP status where there was one."""

    url: str
    reason: Reason
    detail: str
    status: int | None = None
    retry_after: str | None = None  # as the server wrote it

    @property
    def is_host_trouble(self) -> bool:
        """Whether the host, and not this one page, seems to be in trouble."""
        if self.status is None:
            return self.reason in ("connection failed", "timed out")
        return self.status == 429 or self.status >= 500


@dataclass(frozen=True, slots=True)
class Known:
    """A candidate whose page is already known, and why nothing was read."""

    url: str
    why: KnownWhy


Outcome = Document | Rejected | Known


@dataclass(frozen=True, slots=True)
class Visit:
    """One candidate, the one outcome it had, and what to remember of its address and the page's others."""

    candidate: Candidate
    outcome: Outcome
    state: FetchState
    others: tuple[FetchState, ...] = ()


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a source's feeds and sitemaps gave.

    ``listed`` counts the addresses they named, ``outside_window`` those too old, ``beyond_limit`` those
    left for the next night. ``states`` are the feeds' and sitemaps' own.
    """

    candidates: tuple[Candidate, ...]
    rejected: tuple[Rejected, ...]
    states: tuple[FetchState, ...]
    listed: int = 0
    outside_window: int = 0
    beyond_limit: int = 0

    @property
    def is_heard(self) -> bool:
        """Whether the source answered at all, if only with nothing new."""
        return not any(one.reason == "source unreachable" for one in self.rejected) or any(
            state.outcome in ("fetched", "not modified") for state in self.states
        )


States = Mapping[str, FetchState]


def turned_away(path: Path, detail: str, reason: Reason = "unreadable") -> Rejected:
    """A file, or a part of one, that cannot be taken in: named by the file's address."""
    return Rejected(path.absolute().as_uri(), "fetch", reason, detail)
