"""Everything a sentence mentions, found once: tolls, deeds, targets, dates, places, groups, cues."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import TypeVar

from extractors.incidents import lexicon, phrases
from extractors.incidents.chunk import Chunk
from extractors.incidents.counts import chunks
from extractors.incidents.dates import DateMention, find_dates, spoken
from extractors.incidents.deeds_apart import told_apart
from extractors.incidents.groups import GroupMention
from extractors.incidents.numbers import Number, find_numbers, has_number
from extractors.incidents.places import PlaceMention
from extractors.incidents.sentences import Sentence
from extractors.incidents.tokens import Tokens
from extractors.incidents.toll_rivals import led_to
from extractors.incidents.tolls import Toll, read_tolls
from extractors.incidents.weekdays import of_this_week

_SOUGHT = re.compile(rf"\b{phrases.one_of('deeds', 'sought')}\b")
_BROUGHT = re.compile(rf"\b{phrases.one_of('deeds', 'brought_about')} [^.;]{{0,60}}\bin which\b")
_OVER = frozenset(phrases.words("deeds", "over"))
_RELEASE = frozenset(["release"])
_UNREAL = frozenset(phrases.words("deeds", "unreal"))
_CHARGED = frozenset(["charge of", "charges of", "charged with"])  # before a deed: others will judge of it
_SAYS = frozenset(["said", "says", "told"])  # 'an official, unnamed because he may not speak, said …'
_WHILE = frozenset(["as", "while"])
_CLAUSE_TOKENS = 6  # between 'as' and what was done
_OVER_WHAT = frozenset(["against", "over"])
_PROTESTED_REACH = 9  # tokens: 'against the alleged killing of a student leader'
_MEMBERS = frozenset(["members", "member", "operatives", "operative"])
_OF_THE_CHARS = 9  # ' of the '
_COMMUNITY_REACH = 6  # 'members of the Shia Hazara community'
LOSSES = ("killed", "injured", "abducted", "casualties", "bodies")
_OF_AN_ARMY = frozenset(["army", "military", "police"])
_SEVERAL = 2
_M = TypeVar("_M", PlaceMention, GroupMention)
_START = attrgetter("start")

_PERHAPS = frozenset(["bare", "attributive", "speaker"])  # such a place may be a person of that name


@dataclass(frozen=True, slots=True)
class Facts:
    """One sentence and all that it mentions; token offsets in ``acts``, ``targets``, ``tolls``.

    ``chunks`` are read only where a word says what befell somebody; ``numbered`` says whether there
    is any number, and ``numbers`` are all of them, bounds and ranges taken in.
    """

    index: int
    sentence: Sentence
    chunks: tuple[Chunk, ...] = ()
    tolls: tuple[Toll, ...] = ()
    acts: tuple[lexicon.Hit, ...] = ()
    targets: tuple[lexicon.Hit, ...] = ()
    people: tuple[lexicon.Hit, ...] = ()
    conduct: tuple[lexicon.Hit, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    groups: tuple[GroupMention, ...] = ()
    cues: frozenset[str] = frozenset()
    cue_hits: tuple[lexicon.Hit, ...] = ()
    act_names: frozenset[str] = field(default_factory=frozenset)
    numbered: bool = False
    numbers: tuple[Number, ...] = ()

    def sets_free(self) -> bool:
        """Whether it tells of captives let go, which is seldom where they were taken."""
        return self.act_names == _RELEASE

    def has_deed(self) -> bool:
        """Whether the sentence says on its own that something was done, or to whom."""
        return (
            any(hit.row["strength"] == "2" for hit in self.acts)
            or any(t.kind in ("killed", "injured", "abducted", "casualties") for t in self.tolls)
            or ("seizure" in self.act_names and any(hit.row["weapon"] for hit in self.acts))
        )


def losses_told(facts: Facts) -> list[tuple[str, int | None]]:
    """The losses that a sentence counts, as kind and number; no parts of a total."""
    return [(t.kind, t.count.value) for t in facts.tolls if not t.weak and not t.part and t.kind in LOSSES]


def _inside(items: Sequence[_M], sentence: Sentence) -> tuple[_M, ...]:
    first = bisect_left(items, sentence.start, key=_START)
    return tuple(items[first : bisect_left(items, sentence.end, first, key=_START)])


def _motive(cues: Sequence[lexicon.Hit], words: Sequence[str], first: int, last: int) -> range:
    """The tokens of a clause inside a sentence that says why something was done: 'to avenge the attack …'.

    'The news was late because the mast was burnt down': what it says is told of nothing either.
    """
    for hit in cues:
        if hit.row["tag"] == "motive" and hit.first > first:
            return range(hit.first, next((at for at in range(hit.first, last) if words[at] == ","), last))
    because = words.index("because", first + 1, last) if "because" in words[first + 1 : last] else last
    said = next((at for at in range(because, last - 1) if words[at] == "," and words[at + 1] in _SAYS), last)
    return range(last if words[because + 1 : because + 2] == ["of"] else because, said)


def _about(acts: Sequence[lexicon.Hit], dates: Sequence[DateMention], tokens: Tokens, last: int) -> range:
    """The tokens that say what an arrest was made for: 'arrested over the killing of a trader in May'.

    Where the last ``day`` of the sentence stands among them, they tell the news themselves.
    """
    arrest = next((hit for hit in acts if hit.row["act"]), None)
    if arrest is None or arrest.row["act"] != "arrest":
        return range(last, last)
    first = next((at for at in range(arrest.last, last) if tokens.words[at] in _OVER), last)
    if first == last:
        return range(last, last)
    days = (m.start for m in dates if m.precision == "day" and not spoken(tokens.low, m))
    return range(last, last) if max(days, default=0) > tokens.starts[first] else range(first, last)


def _driving(toll: Toll, targets: Sequence[lexicon.Hit], words: Sequence[str]) -> Toll:
    """'Four drivers' of lorries, whom soldiers guarded, are civilians; a soldier's driver is not."""
    if toll.count.standing != "beside" or "drivers" not in words[toll.first : toll.last]:
        return toll
    lorries = any(
        h.row["target"] == "Transportation" and words[h.first - 1] not in _OF_AN_ARMY for h in targets
    )
    several = (toll.count.value or 0) >= _SEVERAL
    return replace(toll, count=replace(toll.count, side="civilians")) if lorries and several else toll


def _protested(hits: Sequence[lexicon.Hit], words: Sequence[str], last: int) -> set[int]:
    """The tokens that say what a protest is about: 'protests over the killing of a youth'."""
    about: set[int] = set()
    for hit in hits:
        if hit.row["act"] == "protest" and hit.last < last and words[hit.last] in _OVER_WHAT:
            end = min(hit.last + _PROTESTED_REACH, last)
            about |= set(range(hit.last, next((at for at in range(hit.last, end) if words[at] == ","), end)))
    return about


def _asked(toll: Toll, words: Sequence[str]) -> bool:
    """Whether the number is asked for and not told: 'he would not say how many had died'."""
    return toll.count.value is None and ("how", "many") in pairwise(words[max(0, toll.first - 3) : toll.last])


def _of_group(toll: Toll, tokens: Tokens, groups: Sequence[GroupMention]) -> Toll:
    """'Three members of the X group' are militants, 'of the Y community' civilians."""
    words = tokens.words
    if toll.count.side != "people" or toll.count.others or _MEMBERS.isdisjoint(words[toll.first : toll.last]):
        return toll
    for at in (at for at in range(toll.first, toll.last) if words[at] in _MEMBERS):
        end = tokens.ends[at]
        if any(g.kind == "armed group" and 0 < g.start - end <= _OF_THE_CHARS for g in groups):
            return replace(toll, count=replace(toll.count, side="militants"))
        if "community" in words[at + 1 : at + _COMMUNITY_REACH]:
            return replace(toll, count=replace(toll.count, side="civilians"))
    return toll


def _once_more(hit: lexicon.Hit, words: Sequence[str]) -> bool:
    """Whether a clause tells of other fighting beside: '…, as the two armies traded fire again overnight'."""
    fight = "clash" in hit.row.values() or "both" in hit.row.values()
    return (
        fight
        and "again" in words[hit.last : hit.last + 2]
        and not _WHILE.isdisjoint(words[max(0, hit.first - _CLAUSE_TOKENS) : hit.first])
    )


def _sought(tokens: Tokens, dates: Sequence[DateMention], first: int, last: int) -> int:
    """The token behind 'wanted for' and 'involvement in': what follows without a day is counted elsewhere."""
    found = _SOUGHT.search(tokens.low, *tokens.span(first, last))
    if found is None or any(m.start > found.end() for m in dates):
        return last
    return bisect_left(tokens.starts, found.end(), first, last)


def _brought(tokens: Tokens, first: int, last: int) -> int:
    """The token from which a sentence tells what a deed led to: 'setting off clashes in which 130 …'."""
    if "which" not in tokens.words[first:last]:
        return last
    found = _BROUGHT.search(tokens.low, *tokens.span(first, last))
    return bisect_left(tokens.starts, found.start(), first, last) if found else last


def _dated(
    mentions: Sequence[DateMention], starts: Sequence[int], first: int, last: int
) -> list[tuple[int, int]]:
    """The tokens that date words cover, so that no day or year is taken for a count."""
    ranges = []
    for mention in mentions:
        begin = bisect_left(starts, mention.start, first, last)
        end = bisect_left(starts, mention.end, first, last)
        if begin < end:
            ranges.append((begin, end))
    return ranges


def gather(
    tokens: Tokens,
    scan: lexicon.Scan,
    sentence: Sentence,
    index: int,
    published: date | None,
    places: Sequence[PlaceMention],
    groups: Sequence[GroupMention],
) -> Facts:
    """Read one sentence; ``places`` and ``groups`` are those of the whole text."""
    words, first, last = tokens.words, sentence.first, sentence.last
    named = find_dates(tokens.low, published, sentence.start, sentence.end)
    dates = of_this_week(tokens.low, named, published) if named else named
    here = _inside(places, sentence)
    named_groups = _inside(groups, sentence)
    there = frozenset(m.start for m in here if m.role not in _PERHAPS)
    numbered = has_number(tokens, first, last)
    numbers = find_numbers(words, first, last) if numbered else []
    found = chunks(tokens, scan, first, last, numbers, _dated(dates, tokens.starts, first, last), there)
    cue_hits = scan.inside("discourse", first, last)
    people, conduct = scan.inside("people", first, last), scan.inside("conduct", first, last)
    motive = _motive(cue_hits, words, first, last)
    cues = frozenset(hit.row["tag"] for hit in cue_hits if hit.row["tag"])
    unsaid = "unsaid" in cues  # what a sentence says did not happen is no deed and no toll
    acts = [] if unsaid else scan.inside("acts", first, last)
    if acts:
        later = led_to(acts[0].last, last, words)
        acts = [hit for hit in acts if hit.first < later]
    about = _about(acts, dates, tokens, last)
    tolls = [] if unsaid else read_tolls(found, words)
    targets = tuple(scan.inside("targets", first, last))
    if any(t.count.standing == "beside" for t in tolls):
        tolls = [_driving(t, targets, words) for t in tolls]
    against = _protested(acts, words, last) if tolls else set()
    taken = frozenset(
        t.cue for t in tolls if t.kind == "abducted" and t.count.side != "militants" and not t.weak
    )
    sought = _sought(tokens, dates, first, last) if tolls else last
    brought = _brought(tokens, first, last)
    again = "again" in words[first : last + 2]
    acts = [
        told_apart(hit, words, people, conduct, taken) if hit.row["strength"] == "1" else hit
        for hit in acts
        if hit.row["act"]
        and hit.first not in motive
        and hit.first not in about
        and hit.first < brought
        and not _UNREAL & set(words[hit.first - 2 : hit.first])
        and not (again and _once_more(hit, words))
        and " ".join(words[hit.first - 2 : hit.first]) not in _CHARGED
    ]
    return Facts(
        index,
        sentence,
        tuple(found),
        tuple(
            _of_group(t, tokens, named_groups)
            for t in tolls
            if t.first not in about
            and t.cue not in against
            and t.first < min(sought, brought)
            and not _asked(t, words)
        ),
        tuple(acts),
        targets,
        tuple(people),
        tuple(h for h in conduct if not (again and _once_more(h, words))),
        tuple(dates),
        here,
        named_groups,
        cues,
        tuple(hit for hit in cue_hits if hit.row["tag"]),
        frozenset(hit.row["act"] for hit in acts),
        numbered,
        tuple(numbers),
    )
