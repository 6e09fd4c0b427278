"""What an outlet's server says to each address, with its headers."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial

from flows.sample.feeds import feed, robots
from flows.sample.newsroom import Feed, Outlet, Story
from flows.sample.render import page


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says to one address."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


Answers = dict[str, Callable[[], Answer]]


def answers(outlet: Outlet, stories: Sequence[Story], night: int, base: str) -> Answers:
    """Everything one outlet has to say on ``night``, by path and query; pages are made when asked for."""
    moments = [story.modified or story.published for story in stories]
    newest = max((moment for moment in moments if moment), default=None)
    robots_txt = Answer(200, (("Content-Type", "text/plain"),), robots(outlet, base))
    said: Answers = {"/robots.txt": lambda: robots_txt}
    for spec in outlet.feeds:
        said[spec.path] = partial(_feed, outlet, spec, stories, night, base, newest)
    for story in stories:
        said[story.address] = partial(_page, story, night, base)
        if story.also_at:
            said[story.also_at] = partial(_page, story, night, base, story.also_style)
    return said


def _feed(
    outlet: Outlet, spec: Feed, stories: Sequence[Story], night: int, base: str, newest: datetime | None
) -> Answer:
    content_type, body = feed(outlet, spec, stories, night, base)
    return Answer(200, _headers(outlet, content_type, body, newest), body)


def _page(story: Story, night: int, base: str, style: str = "") -> Answer:
    charset = story.charset or story.outlet.charset
    body = page(story, base, night, style).encode(charset, "xmlcharrefreplace")
    headers = _headers(story.outlet, _content_type(story, charset), body, story.modified or story.published)
    return Answer(story.status, headers, body)


def _content_type(story: Story, charset: str) -> str:
    claimed = story.header_charset or charset
    return "text/html" if claimed == "none" else f"text/html; charset={claimed}"


def _headers(
    outlet: Outlet, content_type: str, body: bytes, changed: datetime | None
) -> tuple[tuple[str, str], ...]:
    headers = [("Content-Type", content_type)]
    if "etag" in outlet.validators:
        headers.append(("ETag", f'"{hashlib.sha256(body).hexdigest()[:20]}"'))
    if "last-modified" in outlet.validators and changed:
        headers.append(("Last-Modified", format_datetime(changed.astimezone(UTC), usegmt=True)))
    return tuple(headers)


def not_found() -> Answer:
    """What it says to an address that it does not know."""
    return Answer(404, (("Content-Type", "text/html"),), b"<html><body><h1>Not found</h1></body></html>")
