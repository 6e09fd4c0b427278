"""The sentences of an article with what they mention and the part each plays."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.incidents import lexicon
from extractors.incidents.actors import is_forces
from extractors.incidents.clauses import cut
from extractors.incidents.discourse import (
    Part,
    chronicle,
    classify,
    header_date,
    in_survey,
    is_furniture,
    is_headline,
    survey,
)
from extractors.incidents.facts import Facts, gather, losses_told
from extractors.incidents.freed import taken_before
from extractors.incidents.groups import GroupMention, find_groups
from extractors.incidents.headline import named_below
from extractors.incidents.phrases import one_of
from extractors.incidents.places import PlaceMention, find_places
from extractors.incidents.scene import scene
from extractors.incidents.sentences import Sentence, sentences
from extractors.incidents.states import with_states
from extractors.incidents.stories import Story, find_stories, numbered
from extractors.incidents.tokens import Tokens
from extractors.incidents.totals import gives_totals, goes_on

_LEAD_TOKENS = 6  # what is shorter is a dateline or a byline
_ACRONYM_CHARS = 3
_DATELINE = re.compile(r"(?:[/,]| and ) ?[A-Z][A-Z/, ]{2,60}(?: ?[:-]| --)")
_OF_IT = re.compile(rf"{one_of('actors', 'the_group')}\b")  # the group named before, whoever else is
_ELSEWHERE = ("speaker", "nationality", "from")
_ASIDE_CHARS = 50
_WHICH = re.compile(r"(?: \w+)?, which ")
_OPENING_CHARS = 4  # 'The '
_THEY_SAY = re.compile(
    rf" (?:say|claim|{one_of('places', 'told_in')})(?: that)? they (?:have |had )?\w+ it\b"
)
_JAILS = (" jail", " prison", " central jail", " central prison", "'s central jail")
_JAILED = re.compile(rf"\b{one_of('places', 'jailed')} in (?:the )?$")
_TREATS = re.compile(rf"(?:['’]s)?(?: \w+){{0,3}} {one_of('places', 'treats')}\b")
_ASIDE = re.compile(rf"\b{one_of('places', 'aside')}(?: \w+){{0,2}} (?:in|at|of) (?:the (?:city|town) of )?$")


@dataclass(frozen=True, slots=True)
class Parts:
    """``told`` are the sentences of the story in order, furniture left out.

    The first ``title_chars`` characters are the article's title and no part of its text. ``stories``
    are those that follow the first one in it (`stories`).
    """

    tokens: Tokens
    scan: lexicon.Scan
    published: date | None
    told: tuple[tuple[Facts, Part], ...]
    places: tuple[PlaceMention, ...]
    groups: tuple[GroupMention, ...] = ()
    title_chars: int = 0
    stories: tuple[Story, ...] = ()

    def by_story(self) -> Iterator[tuple[list[tuple[Facts, Part]], date | None]]:
        """The sentences of each story, and the day that it was sent."""
        for number in range(max(1, len(self.stories))):
            told = [(f, part) for f, part in self.told if f.sentence.story == number]
            yield told, _sent(self.stories, number, self.published)

    def aggregates(self) -> Sequence[Facts]:
        """The sentences that may give statistics; a heading's numbers stand below it again."""
        return [
            f
            for f, part in self.told
            if f.sentence.start >= self.title_chars
            and not is_headline(f.sentence, f.index)
            and (part == "aggregate" or ("in_all" in f.cues and losses_told(f)))
        ]

    def fallback_places(self, story: int = 0) -> tuple[PlaceMention, ...]:
        """The places of a story's dateline and of its first sentences that tell something."""
        lead = [f for f, part in self.told if part in ("news", "headline") and f.sentence.story == story][:3]
        inside = self._inside(story)
        below = [m for m in self.places if m.start in inside]
        found = [m for m in below if m.role == "dateline"]
        here = [m for f in lead if not f.sets_free() for m in f.places if m.start in inside]
        found += [m for m in here if m.role not in _ELSEWHERE]
        return tuple(found) or tuple(m for m in below if m.role not in ("speaker", "nationality"))[:3]

    def spoken_of(self) -> dict[int, GroupMention]:
        """For each sentence the armed group named last before it."""
        found: dict[int, GroupMention] = {}
        last: GroupMention | None = None
        for facts, _ in self.told:
            if last is not None:
                found[facts.index] = last
            of_it = last is not None and _OF_IT.match(self.tokens.low, facts.sentence.start)
            named = [g for g in facts.groups if not (is_forces(g) or self._of_another(g))]
            if named and not of_it:
                opens = named[0].start - facts.sentence.start <= _OPENING_CHARS and self._is_told_of(named[0])
                last = named[0] if opens else named[-1]
        return found

    def _is_told_of(self, group: GroupMention) -> bool:
        """'The X, which was set up by men who had left the Y, has lost its camps': the talk is of X."""
        return _WHICH.match(self.tokens.low, group.end) is not None

    def _of_another(self, group: GroupMention) -> bool:
        """'The Taliban say that they have wiped it out': the talk is of somebody else."""
        return _THEY_SAY.match(self.tokens.low, group.end) is not None

    def named_before(self) -> dict[int, tuple[PlaceMention, ...]]:
        """For each sentence the places of the nearest one before it in its paragraph that is set anywhere."""
        found: dict[int, tuple[PlaceMention, ...]] = {}
        line, last = -1, tuple[PlaceMention, ...]()
        for facts, _ in self.told:
            if facts.sentence.line != line:
                line, last = facts.sentence.line, ()
            found[facts.index] = last
            last = tuple(m for m in scene(facts) if m.place.kind not in ("country", "region")) or last
        return found

    def country_named(self, story: int = 0) -> tuple[PlaceMention, ...]:
        """The first mention below the title of the country that is named most; none where it is not named.

        Of a later ``story`` the country that this itself names most, if it names any.
        """
        inside = self._inside(story)
        own = [m.place.country for m in self.places if m.start in inside and m.place.kind == "country"]
        chief = max(own, key=own.count) if story and own else self.chief_country()
        named = (m for m in self.places if m.start >= self.title_chars and m.place.kind == "country")
        return tuple(m for m in named if m.place.country == chief)[:1]

    def _inside(self, story: int) -> range:
        """The characters of a story."""
        starts = [*(s.start for s in self.stories[1:]), len(self.tokens.text)]
        return range(self.stories[story].start if story else self.title_chars, starts[story])

    def of_one_group(self) -> bool:
        """Whether the text names but one armed group."""
        return len({g.id for g in self.groups if not is_forces(g)}) == 1

    def home_of_groups(self) -> GroupMention | None:
        """The first group named below the title, where all groups that have a home are of one country."""
        named = [g for g in self.groups if g.country and g.start >= self.title_chars]
        return named[0] if len({g.country for g in named}) == 1 else None

    def chief_country(self) -> str | None:
        """The country named most."""
        named = [m for m in self.places if m.place.country]
        here = [m for m in named if m.role != "dateline"]
        counts = Counter(m.place.country for m in here or named)
        return max(counts, key=counts.__getitem__, default=None)


def _aside(tokens: Tokens, mention: PlaceMention) -> bool:
    """Whether a place is where somebody spoke or was treated, or one of a dateline of several."""
    if (
        mention.text.isupper()
        and len(mention.text) > _ACRONYM_CHARS
        and _DATELINE.match(tokens.text, mention.end)
    ):
        return True
    if _TREATS.match(tokens.low, mention.end):
        return True
    before = tokens.low[max(0, mention.start - _ASIDE_CHARS) : mention.start]
    if tokens.low.startswith(_JAILS, mention.end) and _JAILED.search(before):
        return True
    return _ASIDE.search(before) is not None


def _of_dateline(mention: PlaceMention, stories: Sequence[Story]) -> PlaceMention:
    """The mention; as a dateline's where a later story is sent from it."""
    inside = any(mention.start in story.dateline for story in stories)
    return replace(mention, role="dateline") if inside else mention


def _sent(stories: Sequence[Story], number: int, published: date | None) -> date | None:
    """The day that a later story's own dateline gives, else that of the article."""
    return (stories[number].day if number else None) or published


def read_parts(
    tokens: Tokens, published: date | None, home_country: str | None, title_chars: int = 0
) -> Parts:
    """Read an article's sentences; the first ``title_chars`` characters are its title."""
    scan = lexicon.Scan(tokens.words)
    cut_up = sentences(tokens)
    groups = find_groups(tokens.text)
    named = find_places(tokens.text, home_country, [(g.start, g.end) for g in groups])
    stories = find_stories(tokens, cut_up, named)
    published = published or header_date(tokens, cut_up) or next((s.day for s in stories[:1]), None)
    if len(stories) > 1:
        cut_up = numbered(cut_up, stories)
    places = tuple(_of_dateline(m, stories) for m in named if not _aside(tokens, m))
    groups = with_states(tokens, named_below(groups, title_chars), places)
    told: list[tuple[Facts, Part]] = []
    lead, first_line, story = True, None, 0
    furniture = {line for line, span in _lines(cut_up).items() if is_furniture(tokens, span)}
    whole = [s for s in cut_up if s.line not in furniture]
    for index, sentence in enumerate(part for s in whole for part in cut(tokens, scan, s, places)):
        if sentence.story != story:
            story, first_line, lead = sentence.story, None, True
        sent = _sent(stories, story, published)
        facts = gather(tokens, scan, sentence, index, sent, places, groups)
        headline = is_headline(sentence, index) or sentence.end <= title_chars
        if first_line is None and not headline and sentence.last - sentence.first >= _LEAD_TOKENS:
            first_line = sentence.line
        lead = lead and first_line in (None, sentence.line)
        part = classify(tokens, facts, sent, lead=lead, headline=headline)
        if part in ("news", "history", "other") and gives_totals(facts, tokens, lead=lead):
            part = "aggregate"
        if told and told[-1][1] == "aggregate" and facts.numbered:
            behind = told[-1][0].sentence.line == sentence.line
            if sentence.tail or (behind and goes_on(facts, tokens)):
                part = "aggregate"
        apart = taken_before(facts, tokens) if part == "news" else None
        facts = apart[0] if apart else facts
        told.append((facts, part))
        if apart:
            told.append((apart[1], "history"))
        if lead and not headline and facts.has_deed():
            lead = False
    if chronicle(tokens.low, told):
        told = [(f, "history" if part in ("news", "headline") and f.dates else part) for f, part in told]
    if survey(told):
        told = _survey(told, published)
    return Parts(tokens, scan, published, tuple(told), places, groups, title_chars, stories)


def _survey(told: Sequence[tuple[Facts, Part]], published: date | None) -> list[tuple[Facts, Part]]:
    """The parts of a survey's sentences; what follows news in one paragraph is news too."""
    found: list[tuple[Facts, Part]] = []
    line = -1
    for facts, part in told:
        seen = part if facts.sentence.line == line and part == "news" else in_survey(facts, part, published)
        line = facts.sentence.line if seen == "news" else -1
        found.append((facts, seen))
    return found


def _lines(found: Sequence[Sentence]) -> dict[int, tuple[int, int]]:
    lines: dict[int, tuple[int, int]] = {}
    for sentence in found:
        start, _ = lines.get(sentence.line, (sentence.start, 0))
        lines[sentence.line] = start, sentence.end
    return lines
