"""One source tried out: what its feeds, its robots.txt and one of its articles answer today."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from extractors.article import clean
from extractors.records import Candidate, Document, Source
from flows.fetch.addresses import normalised
from flows.fetch.answers import Discovery, Refusal
from flows.fetch.discovery import discover
from flows.fetch.exchange import Question
from flows.fetch.headers import ARTICLE_TYPES
from flows.fetch.web import Web

_LOOK_BACK_DAYS = 14  # at least: a small outlet may have nothing new in three days
_MOST_ARTICLES = 3  # tried until one can be read


@dataclass(frozen=True, slots=True)
class Answered:
    """One address and how it answered: ``fetched``, or the reason why not and its detail."""

    url: str
    outcome: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found of one source. ``problem`` says why it is dead; None where it works.

    ``listings`` are all feeds, sitemaps and pages that were asked; ``found`` those of them that answer and
    that the source does not name: they may be worth writing down. ``listed`` counts the addresses of
    articles they gave, ``newest`` is the time of the newest. ``robots`` is ``allows``, ``refuses`` or why
    robots.txt could not be had; ``delay_seconds`` the pause it asks for. ``articles`` are those that were
    tried; ``characters`` the length of the first text that could be read.
    """

    source: str
    name: str
    problem: str | None
    listings: tuple[Answered, ...] = ()
    found: tuple[str, ...] = ()
    listed: int = 0
    newest: datetime | None = None
    robots: str | None = None
    delay_seconds: float = 0.0
    articles: tuple[Answered, ...] = ()
    characters: int = 0

    @property
    def works(self) -> bool:
        return self.problem is None


def probe(source: Source, web: Web, now: datetime) -> Probe:
    """Try ``source``: everything it lists, its robots.txt, and at most three articles. Keeps nothing."""
    if not (source.feeds or source.sitemaps or source.home or source.sections):
        return _probe_folders(source)
    wider = replace(source, look_back_days=max(source.look_back_days, _LOOK_BACK_DAYS))
    found = discover(wider, web, {}, now)
    listings = _listings(found)
    result = Probe(
        source=source.id,
        name=source.name,
        problem=_silence(found, listings, wider.look_back_days),
        listings=listings,
        found=_found(found, source),
        listed=found.listed,
        newest=max((one.published_at for one in found.candidates if one.published_at), default=None),
    )
    asked = [*(one.url for one in found.candidates), *(state.url for state in found.states)]
    if address := next((url for url in asked if normalised(url)), None):
        result = _with_robots(result, source, address, web)
    if not found.candidates:
        return result
    articles: list[Answered] = []
    characters = 0
    for candidate in found.candidates[:_MOST_ARTICLES]:
        answered, characters = _article(candidate, source, web, now)
        articles.append(answered)
        if characters:
            break
    problem = None if characters else f"no article can be read: {articles[-1].outcome}"
    return replace(result, problem=problem, articles=tuple(articles), characters=characters)


def _probe_folders(source: Source) -> Probe:
    listings = tuple(
        Answered(folder, "fetched" if Path(folder).exists() else "no such folder")
        for folder in source.folders
    )
    missing = [one.url for one in listings if one.outcome != "fetched"]
    return Probe(source.id, source.name, f"no folder {missing[0]}" if missing else None, listings)


def _listings(found: Discovery) -> tuple[Answered, ...]:
    why = {
        one.url: one.detail for one in found.rejected if one.reason in ("source unreachable", "not a feed")
    }
    listings = []
    for state in found.states:
        outcome, detail = state.outcome, why.get(state.url)
        if outcome == "source unreachable" and detail:  # of which the detail opens with the exact reason
            outcome, _, detail = detail.partition(": ")
        listings.append(Answered(state.url, outcome, detail))
    return tuple(listings)


def _found(found: Discovery, source: Source) -> tuple[str, ...]:
    named = {
        normalised(url) for url in (*source.feeds, *source.sitemaps, *source.sections, source.home or "")
    }
    answered = (state for state in found.states if state.outcome == "fetched")
    return tuple(state.url for state in answered if state.url not in named)


def _silence(found: Discovery, listings: tuple[Answered, ...], look_back_days: int) -> str | None:
    """Why nothing was listed; None where something was."""
    if found.candidates:
        return None
    if not any(one.outcome in ("fetched", "not modified") for one in listings):
        return f"nothing answers: {listings[0].outcome}" if listings else "nothing to ask"
    return f"nothing newer than {look_back_days} days" if found.outside_window else "lists nothing"


def _with_robots(result: Probe, source: Source, url: str, web: Web) -> Probe:
    rules = web.rules(source, url)
    if isinstance(rules, Refusal):
        return replace(result, robots=rules.reason)
    allowed = "allows" if rules.allow(url) else "refuses"
    return replace(result, robots=allowed, delay_seconds=rules.delay_seconds)


def _article(candidate: Candidate, source: Source, web: Web, now: datetime) -> tuple[Answered, int]:
    """How one article answers, and how many characters of text it has."""
    url = candidate.url
    if normalised(url) is None:
        return Answered(url, "bad address"), 0
    answer = web.get(Question(url, source, types=ARTICLE_TYPES))
    if isinstance(answer, Refusal):
        return Answered(url, answer.reason, answer.detail), 0
    page = Document(
        source_id=url,
        source=source.id,
        content=answer.body,
        content_type=answer.content_type or "text/html",
        fetched_at=now,
        url=answer.url,
        charset=answer.charset,
        home_country=source.country,
    )
    article, rejected = clean(page)
    if rejected is not None:
        return Answered(url, rejected.reason, rejected.detail), 0
    return Answered(url, "fetched"), len(article.text) if article else 0
