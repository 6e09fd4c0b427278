"""What a sentence does in its article: news, history, an aggregate, a reaction, or page furniture."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Literal

from extractors.incidents import lexicon
from extractors.incidents.dates import DateMention, compared, find_dates, of_a_meeting, spoken
from extractors.incidents.facts import Facts
from extractors.incidents.phrases import one_of
from extractors.incidents.sentences import Sentence
from extractors.incidents.tokens import Tokens

Part = Literal["furniture", "headline", "news", "history", "aggregate", "other"]

_FRESH_DAYS = 8  # an event older than this is history in a night's news
_LISTED = 4  # days that open their line
_BYLINE_CHARS = 60
_HEADLINE_INDEX = 4
_YEAR_OF_DEED = re.compile(
    rf"\b(?:the|a|'s) ((?:19|20)\d\d) (?:[\w-]+ ){{0,2}}{one_of('deeds', 'of_a_year')}\b"
)
_BLAMED = re.compile(rf"\b(?:{one_of('actors', 'accuse')}|claimed by)\b")
_WHICH = re.compile(r"\b(?:who|which|that|whose|formed|founded)\b")
_NO_DEED = re.compile(rf"(?:\w+ ){{0,2}}after (?:\w+ ){{0,3}}{one_of('deeds', 'harmless')}\b")
_DATE_LINE = re.compile(
    r"(?:date |published:? |updated:? |posted:? )?(?:\w{3,9},? )?"
    r"(?:\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2} \w{3,9},? \d{4}|\d{4}-\d\d-\d\d)"
    r"(?:,? \d{1,2}:\d\d ?(?:[ap]\.?m\.?)?)?"
)


@cache
def _furniture() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    terms: dict[str, list[str]] = {"begin": [], "end": [], "whole": []}
    for row in lexicon.rows("furniture"):
        terms[row["where"]].append(row["term"])
    return tuple(terms["begin"]), tuple(terms["end"]), frozenset(terms["whole"])


def is_furniture(tokens: Tokens, line: tuple[int, int]) -> bool:
    """Whether the line ``[start, end)`` belongs to the page and not to the story."""
    text = tokens.low[line[0] : line[1]].strip(" -*•|.")
    begin, end, whole = _furniture()
    if text in whole or not any(c.isalpha() for c in text):
        return True
    if text.endswith(end):
        return True
    if text.startswith(begin) and (len(text) < _BYLINE_CHARS or not text.startswith("by ")):
        return text.startswith(tuple(b for b in begin if b != "by ")) or len(text) < _BYLINE_CHARS
    return _DATE_LINE.fullmatch(text) is not None


def header_date(tokens: Tokens, sentences: Sequence[Sentence]) -> date | None:
    """The day that a line of its own near the top gives as the day of publication."""
    for sentence in sentences[:8]:
        text = tokens.low[sentence.start : sentence.end].strip(" .|")
        if _DATE_LINE.match(text) and len(text) < _BYLINE_CHARS:
            found = [m.first for m in find_dates(tokens.low, None, sentence.start, sentence.end) if m.first]
            if found:
                return found[0]
    return None


def is_fresh(mention: DateMention, published: date | None) -> bool:
    """Whether date words mean a day of the news, not of history; 'today' may mean nowadays."""
    if mention.word == "today":
        return False
    if mention.first is None or mention.last is None or published is None:
        return mention.kind in ("weekday", "relative") and not mention.anchor
    if mention.precision not in ("day", "few days"):
        return False
    return -2 <= (published - mention.last).days <= _FRESH_DAYS


def _old(mention: DateMention, published: date | None, *, day_is_old: bool) -> bool:
    """Whether the words mean a time clearly before the news."""
    if mention.first is None or mention.last is None:
        return False
    if published is None:  # a year said in full is no day of this week
        return not day_is_old or mention.precision in ("month", "year")
    age = (published - mention.last).days
    if mention.precision in ("day", "few days"):
        return day_is_old and age > _FRESH_DAYS
    if mention.precision == "week":
        return age > 0
    return age > 3


def _led_to_by(mention: DateMention, facts: Facts, tokens: Tokens) -> bool:
    """'silent since the war of May 2025, which followed the murder of 26': all the dead are of that time."""
    told = [tokens.starts[t.first] for t in facts.tolls]
    return bool(told) and min(told) > mention.start


def _of_the_group(mention: DateMention, facts: Facts, tokens: Tokens) -> bool:
    """Whether a date only tells of the group that is blamed: 'blamed it on X, who left the peace of 2016'."""
    named = [g.end for g in facts.groups if g.end < mention.start]
    if not named or facts.tolls:
        return False
    blamed = _BLAMED.search(tokens.low, facts.sentence.start, named[0])
    return blamed is not None and _WHICH.search(tokens.low, named[0], mention.start) is not None


def _exact(mention: DateMention) -> bool:
    return mention.precision in ("day", "month")


def classify(tokens: Tokens, facts: Facts, published: date | None, *, lead: bool, headline: bool) -> Part:
    """The part that one sentence plays; ``lead`` for the first sentence that tells anything."""
    low, cues = tokens.low, facts.cues
    fresh = old = anchored_before = since = False
    if facts.dates:
        fresh = any(is_fresh(m, published) for m in facts.dates)
        old = any(
            not _of_the_group(m, facts, tokens)
            and _old(m, published, day_is_old=True)
            and (not compared(low, m) or _led_to_by(m, facts, tokens))
            for m in facts.dates
        )
        anchored_before = any(m.anchor == "before" for m in facts.dates)
        begun = [m for m in facts.dates if low.endswith("since ", 0, m.start)]
        since = bool(facts.tolls and begun) and not any(_exact(m) for m in facts.dates if m not in begun)
    numbers = facts.numbered
    if "after_event" in cues and low.startswith(",", facts.sentence.end):
        return "history"  # 'A day after the siege of a bank,' (`clauses`)
    if headline and not (old or "aggregate" in cues):
        return "headline"
    if low[facts.sentence.end - 1] == "?":
        return "other"
    dated = any(is_fresh(m, published) and not spoken(low, m) for m in facts.dates)
    if ("aggregate" in cues or since) and not dated:
        return "aggregate"
    if (
        old
        and not fresh
        and not (
            lead and not headline and all(m.precision in ("month", "year", "unknown") for m in facts.dates)
        )
    ):
        return "history"
    if (not fresh or "verdict" in cues) and not headline and _of_a_year(low, facts, published):
        return "history"  # 'on Monday a court sentenced two men for the 2019 attack'
    if old and fresh and not lead:
        return "history" if _first_is_old(facts, published) else "news"
    if cues & {"history", "period"} and not (lead or fresh or _only_met(low, facts)):
        return "history"
    if (
        published is None
        and not lead
        and not fresh
        and any(m.kind in ("month", "year", "span") and not compared(low, m) for m in facts.dates)
    ):
        return "history"
    if "weak_history" in cues and not fresh and (not lead or _begins(facts, "weak_history")):
        return "history"
    if not lead and not fresh and _after_another(low, facts):
        return "history"
    if anchored_before and not lead:
        return "history"
    if "habit" in cues and not fresh and not lead:
        return "aggregate" if facts.tolls else "other"
    if "aggregate" in cues and numbers and not lead:
        return "aggregate"
    return "news"


def survey(told: Sequence[tuple[Facts, Part]]) -> bool:
    """Whether the article is about totals over a period, and not about the news of a day."""
    first = [(f, part) for f, part in told if part != "headline"][:4]
    totals = sum(part == "aggregate" for _, part in first)
    if first and first[0][1] == "news" and first[0][0].dates and first[0][0].tolls and first[0][0].places:
        return False
    return totals >= 2 or (bool(first) and first[0][1] == "aggregate")


def chronicle(low: str, told: Sequence[tuple[Facts, Part]]) -> bool:
    """Whether the article lists days of a longer time, each before a colon: 'June 5: …'."""
    days = [
        m.first
        for f, _ in told
        for m in f.dates[:1]
        if m.precision == "day" and m.first and m.start == f.sentence.start and low[m.end : m.end + 1] == ":"
    ]
    return len(days) >= _LISTED and (max(days) - min(days)).days > _FRESH_DAYS


def in_survey(facts: Facts, part: Part, published: date | None) -> Part:
    """The part of a sentence in such an article: only a day and a place make it news."""
    if part not in ("news", "headline", "other", "history"):
        return part
    exact = any(m.place.kind not in ("country", "region", "admin1") for m in facts.places)
    if part == "history" and (exact or _of_a_deed(facts)):
        return part
    if exact and (facts.dates and any(is_fresh(m, published) for m in facts.dates)):
        return part
    return "aggregate" if facts.numbered else "other"


def _of_a_deed(facts: Facts) -> bool:
    """Whether it tells of one deed or one day, and sums up no month or year."""
    return any(h.row["strength"] == "2" for h in facts.acts) or not any(
        m.precision in ("month", "year") for m in facts.dates
    )


def _of_a_year(low: str, facts: Facts, published: date | None) -> bool:
    """Whether its deed is named by an earlier year: 'the 2015 massacre at the university left 148 dead'."""
    if published is None or not facts.numbered:
        return False
    named = _YEAR_OF_DEED.search(low, facts.sentence.start, facts.sentence.end)
    return named is not None and int(named.group(1)) < published.year


def _begins(facts: Facts, tag: str) -> bool:
    return any(h.row["tag"] == tag and h.first - facts.sentence.first <= 2 for h in facts.cue_hits)


def _after_another(low: str, facts: Facts) -> bool:
    """'It came days after a bombing …': what follows the words is an older event."""
    return any(
        hit.row["tag"] == "after_event"
        and not _harmless(low, facts, hit)
        and any(a.first > hit.first and a.row["strength"] == "2" for a in facts.acts)
        for hit in facts.cue_hits
    )


def _only_met(low: str, facts: Facts) -> bool:
    """Whether the words of history are a date that is no deed's: 'against the accord of last month'."""
    beside = [low[m.start : m.end] for m in facts.dates if of_a_meeting(low, m)]
    told = [h.row["term"] for h in facts.cue_hits if h.row["tag"] in ("history", "period")]
    return bool(beside) and all(any(term in words for words in beside) for term in told)


def _harmless(low: str, facts: Facts, hit: lexicon.Hit) -> bool:
    """Whether what came before was none: 'Hours after the funeral, troops fired …'."""
    if hit.first > facts.sentence.first + 1:
        return False
    return _NO_DEED.match(low, facts.sentence.start, facts.sentence.end) is not None


def _first_is_old(facts: Facts, published: date | None) -> bool:
    return _old(facts.dates[0], published, day_is_old=True)


def is_headline(sentence: Sentence, index: int) -> bool:
    """Whether a sentence is a heading near the top."""
    return sentence.heading and index <= _HEADLINE_INDEX
