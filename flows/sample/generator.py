"""Load: any number of articles about invented events, with their truth, the same for the same seed.

What benchmarks use. The pages, feeds and server are the newsroom's own; the words come from
``grammar.toml``. Texts are plainer than the newsroom's and serve to measure speed and growth.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flows.sample.newsroom import Outlet, Story, World, day_of, outlets
from flows.sample.phrases import Phrases, Place, capital, grammar, number, places, slots_of
from flows.sample.truth import INHERITED, OWN, SILENCE, Article, Copies, Incident, Report, Truth

_T = TypeVar("_T")
_ZONE = ZoneInfo("Asia/Karachi")
_FILLER_SHARE, _TALLY_SHARE, _COPY_SHARE = 0.15, 0.05, 0.1  # of all articles
_EXACT_SHARE = 0.5  # of copies
_GROUP_SHARE = 0.5  # of attacks that somebody claims
_FRESH_SHARE = 0.4  # of reports; the others tell of an event that was told before
_TELLINGS_A_NIGHT = 3  # of one event after its first, at most
_TRIES = 200  # to find an act, a place and a day that are still free
_NIGHTS_AN_EVENT = 3  # on which it is told, at most


@dataclass(frozen=True, slots=True)
class Load:
    """A generated world and what is true in it after each of its nights."""

    world: World
    truths: Mapping[int, Truth]


def generate(articles: int, outlet_count: int = 5, nights: int = 3, seed: int = 0) -> Load:
    """``articles`` pages in all, spread evenly over ``nights`` and at random over the outlets."""
    if min(articles, outlet_count, nights) < 1:
        raise ValueError("articles, outlets and nights are counted from 1")
    return _Writer(random.Random(seed), _outlets(outlet_count)).write(articles, nights)  # noqa: S311  # repeatable


@dataclass(slots=True)
class _Event:
    """An invented event; its toll grows each night that it is told."""

    key: str
    day: date
    place: Place
    act: Mapping[str, Any]
    group: Mapping[str, Any] | None
    killed: int
    injured: int
    fields: Mapping[str, Any]


class _Writer:
    def __init__(self, chance: random.Random, chosen: tuple[Outlet, ...]) -> None:
        self.chance = chance
        self.phrases = Phrases(chance)
        self.outlets = chosen
        self.number = 0
        self.stories: list[Story] = []
        self.articles: dict[str, Article] = {}
        self.incidents: dict[str, Incident] = {}
        self.copies: list[Copies] = []
        self.known: set[tuple[str, str | None, date]] = set()  # events by act, place and day
        self.open: list[_Event] = []  # still news
        self.waiting: list[_Event] = []  # once for each telling that is still to come on this night
        self.originals: list[str] = []  # not yet copied: a copy of a copy belongs to the first

    def write(self, articles: int, nights: int) -> Load:
        stories: dict[int, tuple[Story, ...]] = {}
        truths: dict[int, Truth] = {}
        for night in range(1, nights + 1):
            until = articles * night // nights
            while len(self.stories) < until:
                self._article(night)
            self._next_day(night)
            stories[night] = tuple(self.stories)
            truths[night] = Truth(
                night, dict(self.articles), dict(self.incidents), tuple(self.copies), (), (), stories[night]
            )
        return Load(World(self.outlets, stories), truths)

    def _next_day(self, night: int) -> None:
        """Events that are still news will be told again, some with a higher toll."""
        self.open = [event for event in self.open if (day_of(night) - event.day).days < _NIGHTS_AN_EVENT - 1]
        self.waiting = [
            event for event in self.open for _ in range(self.chance.randint(0, _TELLINGS_A_NIGHT))
        ]
        for event in self.open:
            event.killed += self.chance.randint(0, 3) if event.act["side"] else 0

    def _article(self, night: int) -> None:
        draw = self.chance.random()
        if draw < _COPY_SHARE and self.originals:
            self._copy(night)
        elif draw < _COPY_SHARE + _FILLER_SHARE:
            self._filler(night)
        elif draw < _COPY_SHARE + _FILLER_SHARE + _TALLY_SHARE:
            self._tally(night)
        else:
            fresh = not self.waiting or self.chance.random() < _FRESH_SHARE
            event = self._event(night) if fresh else self._drawn(self.waiting)
            self._report(event or self.chance.choice(self.open), night)

    def _event(self, night: int) -> _Event | None:
        """A new event, unlike any other in its act, place and day; None where none is left."""
        for _ in range(_TRIES):
            act = self.chance.choices(grammar()["act"], [each["weight"] for each in grammar()["act"]])[0]
            place = self.chance.choice(places())
            day = day_of(night) - timedelta(days=self.chance.randint(0, 1))
            if (act["sub_event_type"], place["name"], day) not in self.known:
                self.known.add((act["sub_event_type"], place["name"], day))
                return self._happens(act, place, day)
        return None

    def _happens(self, act: Mapping[str, Any], place: Place, day: date) -> _Event:
        claims = act["incident_kind"] == "militant attack" and self.chance.random() < _GROUP_SHARE
        groups = [group for group in grammar()["group"] if group["country"] == place["country"]]
        group = self.chance.choice(groups) if claims and groups else None
        fields = dict.fromkeys((*INHERITED, *OWN))
        fields |= SILENCE
        fields |= {name: act[name] for name in INHERITED if name in act}
        fields |= {"event_date": day, "date_precision": "day", "place": place["name"]}
        fields |= {name: place[name] for name in ("country", "admin1", "admin2")}
        if group:
            fields |= {"perpetrator": group["name"], "attribution": "claimed", "claimed_by": group["name"]}
        key = f"event-{len(self.incidents) + 1:06}"
        self.incidents[key] = Incident(
            key, fields | dict.fromkeys(("latitude", "longitude", "retracted")), act.get("alt", {})
        )
        killed, injured = self.chance.randint(2, 9), self.chance.randint(2, 30)
        event = _Event(key, day, place, act, group, killed, injured, fields)
        self.open.append(event)
        self.waiting += [event] * self.chance.randint(0, _TELLINGS_A_NIGHT)
        return event

    def _report(self, event: _Event, night: int) -> None:
        said = dict(event.fields)
        if event.act["side"]:
            said |= {"killed": event.killed, f"killed_{event.act['side']}": event.killed}
        lead = self.chance.choice(event.act["lead"])
        if "{m}" in lead:
            said["injured"] = event.injured
        title = self.chance.choice(event.act["title"])
        body = [lead, *self.chance.sample(grammar()["scene"], self.chance.randint(2, 4))]
        if event.group:
            body.append(grammar()["claim"])
        elif event.act["incident_kind"] == "militant attack":
            body.append(
                "[No group|Nobody] [has claimed|had claimed by night] responsibility for [the attack|it]."
            )
        body += self.chance.sample(grammar()["reaction"], self.chance.randint(0, 2))
        body += self.chance.sample(grammar()["context"], self.chance.randint(0, 1))
        slots = slots_of(event.place, event.day) | {
            "n": number(event.killed),
            "N": capital(number(event.killed)),
            "m": number(event.injured),
            "group": capital(self.chance.choice(event.group["written"])) if event.group else "",
        }
        report = Report(event.key, "main", said, event.act.get("alt", {}))
        self._publish(night, title, body, slots, "news", (report,))

    def _filler(self, night: int) -> None:
        place = self.chance.choice(places())
        made = self.chance.choice(grammar()["filler"])
        slots = slots_of(place, day_of(night))
        slots |= {
            "n": number(self.chance.randint(5, 30)),
            "m": number(self.chance.randint(5, 30)),
        }
        body = [*made["text"], *self.chance.sample(grammar()["colour"], 3)]
        self._publish(night, made["title"], body, slots, "news", ())

    def _tally(self, night: int) -> None:
        place = self.chance.choice(places())
        made = self.chance.choice(grammar()["tally"])
        year, attacks = day_of(night).year - self.chance.randint(1, 4), self.chance.randint(40, 900)
        dead = attacks + self.chance.randint(10, 600)
        slots = slots_of(place, day_of(night)) | {
            "year": str(year),
            "attacks": str(attacks),
            "dead": f"{dead:,}",
        }
        period = {
            "period_start": date(year, 1, 1),
            "period_end": date(year, 12, 31),
            "place": place["admin1"],
        }
        statistics = (
            {"metric": "attacks", "value": attacks} | period,
            {"metric": "killed", "value": dead} | period,
        )
        body = [*made["text"], *self.chance.sample(grammar()["colour"], 3)]
        self._publish(night, made["title"], body, slots, "analysis", (), statistics)

    def _copy(self, night: int) -> None:
        """A reprint elsewhere: to the letter, or under a lead of its own."""
        original = self.articles[self._drawn(self.originals)]
        elsewhere = [outlet for outlet in self.outlets if outlet.id != original.story.outlet.id]
        if not elsewhere:
            return self._filler(night)
        exact = self.chance.random() < _EXACT_SHARE
        title, paragraphs = original.story.title, original.story.paragraphs
        if not exact:
            lead = self.phrases.say(grammar()["reprint"], {"title": title, "city": "Quetta"})
            paragraphs = (lead, *paragraphs)
        story = self._story(night, title, paragraphs, self.chance.choice(elsewhere))
        self.copies.append(Copies("exact" if exact else "near", (original.id, story.id)))
        if not exact:
            self.articles[story.id] = replace(original, id=story.id, story=story)
        return None

    def _drawn(self, pool: list[_T]) -> _T:
        """One of ``pool``, which is then no longer in it; the order of the rest does not matter."""
        at = self.chance.randrange(len(pool))
        pool[at], pool[-1] = pool[-1], pool[at]
        return pool.pop()

    def _publish(
        self,
        night: int,
        title: str,
        body: Sequence[str],
        slots: Mapping[str, str],
        kind: str,
        reports: tuple[Report, ...],
        statistics: tuple[Mapping[str, Any], ...] = (),
    ) -> None:
        paragraphs = tuple(self.phrases.say(paragraph, slots) for paragraph in body)
        story = self._story(
            night, capital(self.phrases.say(title, slots)), paragraphs, self.chance.choice(self.outlets)
        )
        self.articles[story.id] = Article(story.id, story, kind, reports, statistics)
        self.originals.append(story.id)

    def _story(self, night: int, title: str, paragraphs: tuple[str, ...], outlet: Outlet) -> Story:
        self.number += 1
        minute = self.chance.randrange(6 * 60, 23 * 60)
        moment = datetime.combine(day_of(night), time(minute // 60, minute % 60), _ZONE)
        story = Story(
            outlet, f"story-{self.number:06}", night, title, paragraphs, moment, author=self.phrases.person()
        )
        self.stories.append(story)
        return story


def _outlets(count: int) -> tuple[Outlet, ...]:
    """``count`` outlets with the manners of the newsroom's five, in turn, and none of their troubles."""
    names = grammar()["outlet_names"]
    chosen = []
    for n in range(count):
        model = outlets()[n % len(outlets())]
        feeds = tuple(
            replace(feed, sections=(), empty_on=(), html_on=())
            for feed in model.feeds
            if "video" not in feed.path
        )
        name = f"{names[n % len(names)]} {n + 1}"
        chosen.append(replace(model, id=f"outlet-{n + 1:03}", name=name, feeds=feeds, down_on=()))
    return tuple(chosen)
