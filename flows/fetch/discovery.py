"""What is new at a source: its feeds and sitemaps, and its pages where those fail, as candidates to fetch."""

import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from extractors.records import Candidate, FetchState, Rejected, Source
from flows.fetch import feeds, sections, sitemaps
from flows.fetch.addresses import normalised
from flows.fetch.answers import Discovery, Refusal, States
from flows.fetch.exchange import Question
from flows.fetch.listings import ChildSitemap, Listing, NotAListingError
from flows.fetch.web import Web

# outcomes after which an address is asked again, whether its feed still names it or not
TRY_AGAIN = frozenset({"server error", "timed out", "connection failed", "beyond the limit"})
_MOST_FAILURES = 5  # nights in a row; then only a feed that still names the page brings it back
_MOST_CHILDREN = 50  # sitemaps under indexes, a night
_MOST_FEEDS = 5  # that a home page names
_MOST_DEPTH = 2  # indexes under indexes
_MOST_BAD_ADDRESSES = 100  # named one by one, a listing
_URL_DATE = re.compile(r"/(20[0-9]{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12][0-9]|3[01])(?![0-9])")


@dataclass(frozen=True, slots=True)
class _Round:
    """One night's questions to one source."""

    source: Source
    web: Web
    states: States
    now: datetime
    is_conditional: bool

    @property
    def since(self) -> date:
        return (self.now - timedelta(days=self.source.look_back_days)).astimezone(UTC).date()


@dataclass(frozen=True, slots=True)
class _Asked:
    """One feed or sitemap: what it listed (nothing where it did not change), and what to remember."""

    listing: Listing
    state: FetchState
    rejected: tuple[Rejected, ...] = ()

    @property
    def is_heard(self) -> bool:
        return self.state.outcome in ("fetched", "not modified")


def discover(source: Source, web: Web, states: States, now: datetime) -> Discovery:
    """The pages of ``source`` that are new or may have changed, the newest first.

    ``states`` are what earlier nights remembered, by address; ``now`` is the night's time. A feed or
    sitemap that did not change since gives nothing and costs one conditional request, unless pages are
    still to be tried again; an index of sitemaps is always read. Pages older than the source's look-back
    window are counted, not named; so are those beyond its ``max_articles``, which the next night sees
    again. The returned states must be kept only together with those of the candidates' visits, or a crash
    between the two loses what was listed.

    Where no feed and no sitemap answers, the source's home page is asked for feeds, then its robots.txt for
    sitemaps; where these are silent too, the articles that its section pages (or its home) link to are taken.
    """
    again = _to_try_again(source, states, now)
    this = _Round(source, web, states, now, is_conditional=not again)
    asked = [*_feeds(this, source.feeds), *_sitemaps(this, source.sitemaps)]
    if not any(each.is_heard for each in asked):
        asked += _fallback(this)
    rejected = [one for each in asked for one in each.rejected]
    listed: dict[str, Candidate] = {}
    outside = 0
    for each in asked:
        fresh = [one for one in each.listing.candidates if _is_fresh(one, this.since)]
        if old := len(each.listing.candidates) - len(fresh):
            detail = f"{old} addresses older than {source.look_back_days} days"
            rejected.append(Rejected(each.state.url, "discover", "outside the window", detail))
        outside += old
        for one in fresh:
            listed[one.url] = _merged(listed[one.url], one) if one.url in listed else one
    for url in again:
        listed.setdefault(url, Candidate(source.id, url))
    ordered = sorted(listed.values(), key=lambda one: _rank(one, states))
    kept, left = ordered[: source.max_articles], ordered[source.max_articles :]
    kept_states = tuple(each.state for each in asked)
    if left:
        detail = f"{len(left)} addresses beyond {source.max_articles} for one night"
        rejected.append(Rejected(None, "discover", "beyond the limit", detail))
        kept_states = tuple(_unread(state) for state in kept_states)
    return Discovery(
        candidates=tuple(kept),
        rejected=tuple(rejected),
        states=kept_states,
        listed=len(listed) + outside,
        outside_window=outside,
        beyond_limit=len(left),
    )


def _to_try_again(source: Source, states: States, now: datetime) -> list[str]:
    since = now - timedelta(days=source.look_back_days)
    return [
        state.url
        for state in states.values()
        if state.source == source.id
        and state.outcome in TRY_AGAIN
        and state.failures < _MOST_FAILURES
        and state.fetched_at >= since
    ]


def _feeds(this: _Round, addresses: Iterable[str]) -> Iterator[_Asked]:
    for written in addresses:
        yield _ask(this, normalised(written) or written, feeds.parse, feeds.MAX_BYTES)


def _sitemaps(this: _Round, addresses: Iterable[str]) -> Iterator[_Asked]:
    """The sitemaps, and those that its indexes point to and that may name new pages."""
    waiting = deque((ChildSitemap(normalised(url) or url, None), 0) for url in addresses)
    seen = {child.url for child, _ in waiting}
    left = len(waiting) + _MOST_CHILDREN
    while waiting and left:
        child, depth = waiting.popleft()
        left -= 1
        asked = _ask(this, child.url, _sitemap_or_feed, sitemaps.MAX_BYTES)
        yield asked
        if depth < _MOST_DEPTH:
            new = [one for one in _newest_first(asked.listing.children, this.since) if one.url not in seen]
            seen.update(one.url for one in new)
            waiting.extend((one, depth + 1) for one in new)


def _sitemap_or_feed(body: bytes, url: str, source: str) -> Listing:
    """The protocol takes feeds for sitemaps, and robots.txt often names one."""
    try:
        return sitemaps.parse(body, url, source)
    except NotAListingError as error:
        try:
            return feeds.parse(body, url, source)
        except NotAListingError:
            raise error from None


def _fallback(this: _Round) -> Iterator[_Asked]:
    """What the home page and robots.txt lead to; else the articles that pages link to."""
    written, pages, is_heard = this.source.home, this.source.sections, False
    if written is not None:
        home = _ask(this, normalised(written) or written, sections.parse, sections.MAX_BYTES)
        named = [child.url for child in home.listing.children if child.url not in this.source.feeds]
        for each in _feeds(this, named[:_MOST_FEEDS]):
            is_heard = is_heard or each.is_heard
            yield each
        if not is_heard and (address := normalised(written)):
            told = this.web.sitemaps(this.source, address)
            # a whole archive may be listed; the news sitemap among them names what is new
            for each in _sitemaps(this, sorted(told, key=lambda url: "news" not in url)):
                is_heard = is_heard or each.is_heard
                yield each
        yield replace(home, listing=Listing()) if is_heard or pages else _only_new(home, this.states)
    if not is_heard:
        for page in pages:
            asked = _ask(this, normalised(page) or page, sections.parse, sections.MAX_BYTES)
            yield _only_new(asked, this.states)


def _only_new(asked: _Asked, states: States) -> _Asked:
    """Without the pages that are known: a link says nothing of changes, and the same ones stand for weeks."""
    new = tuple(
        one
        for one in asked.listing.candidates
        if one.url not in states or states[one.url].outcome in TRY_AGAIN
    )
    return replace(asked, listing=Listing(new))


def _newest_first(children: Iterable[ChildSitemap], since: date) -> list[ChildSitemap]:
    """Those that may name pages of the window; the undated come last."""
    fresh = [one for one in children if one.modified_at is None or one.modified_at.date() >= since]
    return sorted(fresh, key=lambda one: -one.modified_at.timestamp() if one.modified_at else 0.0)


def _ask(this: _Round, url: str, parse: Callable[[bytes, str, str], Listing], max_bytes: int) -> _Asked:
    known = this.states.get(url)
    before = known or FetchState(url, this.source.id, this.now)
    condition = known if this.is_conditional else None
    answer = this.web.get(Question(url, this.source, condition, max_bytes=max_bytes))
    status, failures = answer.status, before.failures + 1
    if isinstance(answer, Refusal):
        state = replace(
            before, fetched_at=this.now, status=status, failures=failures, outcome="source unreachable"
        )
        detail = f"{answer.reason}: {answer.detail}"
        return _Asked(Listing(), state, (Rejected(url, "discover", "source unreachable", detail),))
    digest = hashlib.sha256(answer.body).hexdigest()
    if status == 304 or (condition is not None and digest == condition.body_hash):
        state = replace(before, fetched_at=this.now, status=status, failures=0, outcome="not modified")
        return _Asked(Listing(), state)
    etag, changed = answer.header("ETag"), answer.header("Last-Modified")
    state = FetchState(url, this.source.id, this.now, status, etag, changed, digest)
    try:
        listing = parse(answer.body, answer.url, this.source.id)
    except NotAListingError as error:
        state = replace(_unread(state), failures=failures, outcome="not a feed")
        return _Asked(Listing(), state, (Rejected(url, "discover", "not a feed", str(error)),))
    if listing.children:  # an index may stay as it is while what it points to changes
        state = _unread(state)
    bad = tuple(
        Rejected(written, "discover", "bad address", f"in {url}")
        for written in listing.bad_addresses[:_MOST_BAD_ADDRESSES]
    )
    return _Asked(listing, state, bad)


def _unread(state: FetchState) -> FetchState:
    """The state without its validators, so that the next night reads the whole listing."""
    return replace(state, etag=None, last_modified=None, body_hash=None)


def _is_fresh(candidate: Candidate, since: date) -> bool:
    day = _day(candidate)
    return day is None or day >= since


def _day(candidate: Candidate) -> date | None:
    """The day of publication as far as it can be told without the page."""
    if candidate.published_at:
        return candidate.published_at.astimezone(UTC).date()
    if found := _URL_DATE.search(candidate.url):
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:  # 31 February
            pass
    return candidate.modified_at.astimezone(UTC).date() if candidate.modified_at else None


def _merged(first: Candidate, second: Candidate) -> Candidate:
    """One page that two listings name: what the first leaves out, the second fills in."""
    changes = [at for at in (first.modified_at, second.modified_at) if at]
    return replace(
        first,
        title=first.title or second.title,
        section=first.section or second.section,
        published_at=first.published_at or second.published_at,
        modified_at=max(changes, default=None),
    )


def _rank(candidate: Candidate, states: States) -> tuple[bool, float]:
    """New pages before known ones, the newest first, the undated last."""
    known = states.get(candidate.url)
    is_known = known is not None and known.outcome not in TRY_AGAIN
    day = _day(candidate)
    at = candidate.published_at or candidate.modified_at
    return is_known, -(at.timestamp() if at else day.toordinal() * 86_400.0 - 62_135_596_800 if day else 0.0)
