"""An article → the incidents and statistics it tells of, every field with its evidence.

Text is read in this order; a module's first line says what it knows.

The text: tokens, sentences, clauses, stories, headline, relevance, summary, lexicon, phrases, numbers.
When: date_forms, dates, weekdays, stretches, other_days, when.
Where: gazetteer, gazetteer_files, toponyms, capitals, distance; place_text, place_words, place_scan,
place_forms, place_links, place_resolve, place_priors, place_history, place_event, places; scene, where.
Who: groups, groups_unlisted, states, sides, actors, actors_chosen, speakers.
How many: people_after, countable, chunk, counts; toll_line, toll_subjects, toll_objects, toll_fallen,
toll_total, toll_beside, toll_rivals, tolls; toll_statement, allocation, casualties, breakdown, victims,
own_counts, rival_counts.
What a sentence mentions and does: facts, discourse, newsworthy, article_parts.
Which sentences are one event: event, opening, continuity, past, gatherings, freed, events.
What was done: deeds_apart, deeds, coding_acled, coding_gtd, coding_target, coding.
The record: evidence, report, retraction.
Totals over a time: totals, percentage, statistic_metric, statistic_share, statistic_setting, statistics.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from extractors.incidents import headline
from extractors.incidents.actors import Role, is_forces, roles
from extractors.incidents.article_parts import Parts, read_parts
from extractors.incidents.event import Event
from extractors.incidents.events import assemble, joined
from extractors.incidents.facts import Facts
from extractors.incidents.groups import GroupMention
from extractors.incidents.newsworthy import settle_roles
from extractors.incidents.opening import done_likewise, speaks_of_all
from extractors.incidents.relevance import may_tell
from extractors.incidents.report import Setting, done_alike, make_report
from extractors.incidents.retraction import retracted
from extractors.incidents.statistics import read_statistics
from extractors.incidents.summary import is_summary
from extractors.incidents.tokens import sound, tokenise
from extractors.incidents.when import EventDate
from extractors.incidents.where import NOWHERE, around
from extractors.records import Article, IncidentReport, Statistic

__all__ = ["EXTRACTOR", "EXTRACTOR_VERSION", "extract"]

EXTRACTOR = "rules"
EXTRACTOR_VERSION = "1"  # rises with every release that reads any text differently; none is out yet
_COMMUNAL_TOKENS = 400  # where an article must say that violence was communal
_SEVERAL = 2
_MAX_CHARS = 60_000  # what stands behind is not read: no news article is longer


def extract(
    article: Article, home_country: str | None = None
) -> tuple[tuple[IncidentReport, ...], tuple[Statistic, ...]]:
    """The incidents and the statistics of ``article``: main incidents first, the chief one before all.

    Last stands what the article says never happened (role ``retracted``), where it has no news.
    ``home_country`` is the source's (ISO 3166 alpha-2). Evidence offsets are into ``article.text``;
    the title only helps to understand it.
    An article in a language other than English gives nothing.
    """
    if article.language not in (None, "en"):
        return (), ()
    text = sound(article.text[:_MAX_CHARS])
    head = headline.above(sound(article.title or ""), text)
    if not may_tell(text):
        return (), ()
    tokens = tokenise(head + text)
    parts = read_parts(tokens, _day(article.published_at), home_country, len(head))
    statistics = read_statistics(parts, _day(article.published_at))
    return _incidents(parts, argues=article.kind == "analysis"), tuple(
        replace(s, evidence=headline.counted_below(s.evidence, len(head))) for s in statistics
    )


def _day(published: datetime | date | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def _incidents(parts: Parts, *, argues: bool) -> tuple[IncidentReport, ...]:
    events: list[Event] = []
    for told, sent in parts.by_story():
        own = assemble(told, parts.tokens.words)
        events = joined(events, settle_roles(parts.tokens.low, own, told, sent, argues=argues))
    spoken_of = parts.spoken_of()
    shared = _shared_roles(parts, events, spoken_of) if events else ()
    events = headline.told_below(events, parts.title_chars)
    fallback = parts.fallback_places()
    recalled = any(event.role == "background" for event in events)
    setting = Setting(
        parts.tokens,
        parts.published,
        bool(parts.scan.inside("communal", 0, _COMMUNAL_TOKENS)),
        fallback,
        parts.country_named(),
        shared,
        spoken_of,
        EXTRACTOR,
        EXTRACTOR_VERSION,
        home=parts.home_of_groups(),
        around=around(parts.named_before(), events, fallback) if recalled else NOWHERE,
    )
    reports: list[IncidentReport] = []
    latest: EventDate | None = None  # after which people gathered
    for event in events:
        story = event.facts[0].sentence.story
        there = setting
        if story:
            there = replace(
                setting, fallback=parts.fallback_places(story), country=parts.country_named(story)
            )
        report, when = make_report(replace(there, chief=latest) if event.gathering else there, event)
        if reports and event.role == "background" and done_likewise(event):
            report = done_alike(report, next((r for r in reports if r.killed), reports[0]))
        if event.role == "main" and when.precision == "day":
            setting = setting if reports else replace(setting, chief=when)
            latest = max(latest or when, when, key=lambda day: day.last or date.min)
        reports.append(headline.cited_below(report, parts.title_chars, parts.groups))
    if not any(report.role == "main" for report in reports) and (taken_back := retracted(setting, parts)):
        reports.append(headline.cited_below(taken_back, parts.title_chars, parts.groups))
    return tuple(reports)


def _shared_roles(
    parts: Parts, events: Sequence[Event], spoken_of: Mapping[int, GroupMention]
) -> tuple[Role, ...]:
    """Who is said to have done all the events that an article tells of, or the only one of them."""
    words = parts.tokens.words
    told = [f for f, part in parts.told if part in ("news", "headline")]
    if sum(event.role == "main" and not event.gathering for event in events) >= _SEVERAL:
        told = [f for f in told if speaks_of_all(f, words)]
    else:
        one = is_summary(parts.told)  # what is said there of 'the attack' is said of the one it tells of
        placed = {
            f.index
            for event in events
            for f in (*event.facts, *event.context)
            if event.role == "main" or not one or f.places or f.tolls
        }
        past = {f.sentence.line for f, part in parts.told if part == "history"}
        told = [f for f in told if f.index not in placed and not (f.sentence.line in past and _of_a_state(f))]
    return tuple(role for role in roles(parts.tokens.low, told, spoken_of) if not role.loose)


def _of_a_state(facts: Facts) -> bool:
    """Whether a sentence names forces of a state: behind history, what these did then."""
    return any(is_forces(g) for g in facts.groups)
