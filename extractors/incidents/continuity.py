"""Which event a sentence goes on telling of, or whether it must open another."""

from collections.abc import Sequence

from extractors.incidents import phrases
from extractors.incidents.actors import is_forces
from extractors.incidents.deeds_apart import FROM_AFAR
from extractors.incidents.event import Event
from extractors.incidents.facts import Facts, losses_told
from extractors.incidents.opening import (
    announces_several,
    can_open,
    definite,
    early_another,
    opens_item,
    weakly_another,
)
from extractors.incidents.places import PlaceMention
from extractors.incidents.scene import closest, scene

_PAST_DAYS = 2
_AT = frozenset(["in", "at", "near", "elsewhere"])
_FRESH = frozenset(["a", "an", "another", "unidentified", "unknown", "armed", "gunmen", "militants"])
_EARLY = 5  # tokens in which such a paragraph names a deed: 'A roadside bomb went off in …'
_PLACE_CHARS = 40  # in which the place of a paragraph stands
_LIST_LINES = 4  # so many lines in a row, each with its own toll, are a list of events
_LATEST = 30  # events that a sentence may go back to, besides the first
_FAMILY = {
    **dict.fromkeys(("blast", "bombing", "ied", "suicide", "grenade"), "blast"),
    **dict.fromkeys(("shooting", "ambush"), "shooting"),
    "abduction": "abduction",
}
_ATTACKS = frozenset(["attack", "storm", *_FAMILY])
_RAIDS = frozenset(["raid", "operation", "arrest", "seizure"])
_CLAIMS = frozenset(phrases.words("actors", "claim_nouns"))
_TOLD = 30  # sentences of an event that are compared
_FIRED = frozenset(["shooting", "shelling", "airstrike", "attack"])
_FORCES = "forces"
_BOTH = 2  # the dead and the hurt
_HOURS = frozenset([*phrases.words("statistics", "hours"), "hours"])
_HOUR_TOKENS = 4  # 'In the early morning', 'Hours later'
_TOGETHER = frozenset(["separate", "in_all"])
_TELLING = 5  # the same toll above this is the same event, even where other places are named


def continued(
    facts: Facts, events: Sequence[Event], words: Sequence[str], listed: frozenset[int], last: Event | None
) -> Event | None:
    """The event that a sentence goes on telling of, or None where it opens a new one.

    ``last`` is the one that the sentence before it told of.
    """
    if not events:
        return None
    current = events[-1]
    if last is not None and last in events and last.ends_in(facts.sentence.line) and not current.summary:
        current = last
    told = losses_told(facts)
    another = early_another(facts, words)
    here = scene(facts)
    if not another and not facts.dates and all(m.role == "of" for m in here):
        here = []  # 'a nurse of the hospital of Parachinar', 'the police of Kandahar'
    single = [e for e in (*events[:-_LATEST][:1], *events[-_LATEST:]) if not e.summary]
    if _next_item(facts, events, words, told):
        return None
    if current.summary:
        exact = any(m.place.kind not in ("country", "region") for m in here)
        repeated = any((k, v) in current.counts() for k, v in told if v and v > (_TELLING if exact else 1))
        own = told or (exact and can_open(facts, words, first=False))
        if facts.sentence.heading or announces_several(facts, words):
            own = told
        return None if (here and own and not repeated) or another or opens_item(facts) else current
    if facts.index in listed and any(f.index in listed for f in current.facts):
        return None
    if _under_heading(facts, current):
        return current
    if not here and not another:
        if older := (
            _of_an_older(told, current, single)
            or _named_deed(facts, words, current, single)
            or _claimed_deed(facts, words, current, single)
        ):
            return older
        again = any(h.row["strength"] == "2" for h in facts.acts) and weakly_another(facts)
        new = told and again and not any(c in current.counts() for c in told)
        return None if new else current
    relations = {id(e): closest(here, e.scene()) for e in single}
    same = [e for e in single if relations[id(e)] == "same"]
    others = any(t.count.others for t in facts.tolls)
    repeats = [
        e
        for e in single
        if not others
        and any(
            (k, v) in e.counts()
            for k, v in told
            if v and v > (_TELLING if relations[id(e)] == "conflict" else 1)
        )
    ]
    if another and (told or here):
        unplaced = [e for e in repeats if relations[id(e)] in (None, "same") and e is not single[0]]
        return unplaced[-1] if unplaced else current if same and repeats and current in repeats else None
    if repeats:
        return repeats[-1] if current not in repeats else current
    if same:
        return current if current in same else same[-1]
    away = all(r in ("conflict", "different") for r in relations.values())
    if away and _opens_paragraph(facts, words, here) and can_open(facts, words, first=False):
        return None
    if told and here:
        near = [relations[id(e)] for e in single]
        if all(r in ("conflict", None) for r in near) and "conflict" in near:
            return None
        if relations[id(current)] in ("conflict", "different") and all(r != "inside" for r in near):
            return None
    if told and _other_day(facts, current) and here:
        return None
    inside = [e for e in single if relations[id(e)] == "inside"]
    return current if not inside or current in inside else inside[-1]


def _next_item(
    facts: Facts, events: Sequence[Event], words: Sequence[str], told: Sequence[tuple[str, int | None]]
) -> bool:
    """Whether a paragraph begins one of the events announced together: by its hour, or with its own toll.

    Where the first of them is told at a place, it is places that tell them apart.
    """
    summary = next((e for e in reversed(events) if e.summary), None)
    if summary is None or not facts.sentence.opens or not facts.acts or facts.cues & _TOGETHER:
        return False
    begun = [e for e in events if not e.summary]
    if any(e.scene() or not e.counts().isdisjoint(told) for e in begun):
        return False
    lost = sum(value or 0 for kind, value in losses_told(summary.facts[0]) if kind == "killed")
    if any(kind == "killed" and value and value < lost for kind, value in told):
        return True
    opening = words[facts.sentence.first : facts.sentence.first + _HOUR_TOKENS]
    return not _HOURS.isdisjoint(opening) and can_open(facts, words, first=False)


def strikes_back(facts: Facts, event: Event) -> bool:
    """Whether a paragraph begins with fire by another force than the one accused of the event before."""
    fired = any(h.row["act"] in FROM_AFAR and h.row["term"].endswith("ed") for h in facts.acts)
    if not fired or not facts.sentence.opens or not facts.groups:
        return False
    striker = facts.groups[0]
    told = [*event.facts[:_TOLD], *event.context[:_TOLD]]
    before = {g.country for f in told for g in f.groups if is_forces(g)}
    return (
        bool(before)
        and striker.country not in before
        and _FORCES in striker.text.lower()
        and striker.end - facts.sentence.start < _PLACE_CHARS
    )


def accused_says(facts: Facts, event: Event) -> bool:
    """Whether a state accused of a deed abroad tells it in its own way: 'they hit rebels near the fence'."""
    told = [t for t in facts.tolls if not t.part]
    if not told or facts.dates or "speech" not in facts.cues or facts.act_names.isdisjoint(_FIRED):
        return False
    home = {m.place.country for m in scene(facts)}
    if len(home) != 1 or any(t.count.side != "militants" for t in told):
        return False
    there = {m.place.country for m in event.scene() if m.role in ("at", "near")}
    forces = {g.country for f in event.facts[:_TOLD] for g in f.groups if is_forces(g)}
    return home <= forces and bool(there) and home.isdisjoint(there)


def beside_it(facts: Facts, event: Event) -> bool:
    """Whether it only tells of a bomb that was found and defused, beside a deed that hurt somebody."""
    if facts.tolls or "defused" not in facts.act_names or not facts.sentence.opens:
        return False
    return bool(event.counts()) and not any("defused" in f.act_names for f in event.facts[:_TOLD])


def listed_items(facts: Sequence[Facts]) -> frozenset[int]:
    """The sentences that begin the items of a list: paragraphs in a row that count their own dead or hurt."""
    openers: list[Facts] = []
    for one in facts:
        if not openers or one.sentence.line != openers[-1].sentence.line:
            openers.append(one)
    found: set[int] = set()
    run: list[Facts] = []
    for opener in [*openers, None]:
        if opener is not None and not opener.sentence.heading and losses_told(opener):
            run.append(opener)
            continue
        placed = [f for f in run if scene(f)]
        if len(run) >= _LIST_LINES and all(f.sentence.alone for f in run):
            found.update(f.index for f in run)
        elif len(placed) >= max(_LIST_LINES, len(run) - 1) and _all_apart(placed):
            found.update(f.index for f in placed)
        run = []
    return frozenset(found)


def _of_an_older(
    told: Sequence[tuple[str, int | None]], current: Event, events: Sequence[Event]
) -> Event | None:
    """The one event whose dead and hurt a sentence repeats, where they are not those of the latest."""
    counts = {(kind, value) for kind, value in told if value is not None}
    if len(counts) < _BOTH or counts & current.counts():
        return None
    found = [e for e in events if counts <= e.counts()]
    return found[0] if len(found) == 1 else None


def _named_deed(facts: Facts, words: Sequence[str], current: Event, events: Sequence[Event]) -> Event | None:
    """The one event that 'the blast' or 'the shooting' can be, where the latest was none."""
    strong = [h for h in facts.acts if h.row["strength"] == "2"]
    if {h.row["act"] for h in strong} == {"attack"} and definite(strong[0], words) and not _attacks(current):
        attacked = [e for e in events if _attacks(e)]  # 'X claimed the attack', behind a raid
        return attacked[0] if len(attacked) == 1 else None
    named = {_FAMILY[h.row["act"]] for h in strong if h.row["act"] in _FAMILY and definite(h, words)}
    if not named or len(named) < len({h.row["act"] for h in strong}) or named & _families(current):
        return None
    found = [e for e in events if named & _families(e)]
    return found[0] if len(found) == 1 else None


def _attacks(event: Event) -> bool:
    """Whether an event is told as an attack, and not as a raid of the police."""
    acts = {act for f in event.facts[:_TOLD] for act in f.act_names}
    return bool(acts & _ATTACKS) or not acts & _RAIDS


def _claimed_deed(
    facts: Facts, words: Sequence[str], current: Event, events: Sequence[Event]
) -> Event | None:
    """The one attack that an armed group claims, where the latest event is one against such men."""
    if all(is_forces(g) for g in facts.groups) or _CLAIMS.isdisjoint(
        words[facts.sentence.first : facts.sentence.last]
    ):
        return None
    if _sides(current) != {"militants"} or not any(definite(h, words) for h in facts.acts):
        return None
    found = [e for e in events if _sides(e) - {"militants"}]
    return found[0] if len(found) == 1 else None


def _sides(event: Event) -> set[str]:
    """On which sides its dead were."""
    return {t.count.side for f in event.facts[:_TOLD] for t in f.tolls if t.kind == "killed" and not t.part}


def _families(event: Event) -> set[str]:
    return {_FAMILY[act] for f in event.facts[:_TOLD] for act in f.act_names if act in _FAMILY}


def _opens_paragraph(facts: Facts, words: Sequence[str], here: Sequence[PlaceMention]) -> bool:
    """Whether a paragraph begins with its own place: 'In Kryvyi Rih, a …', 'A bomb went off in …'."""
    first = words[facts.sentence.first]
    acts = bool(facts.acts) and facts.acts[0].first - facts.sentence.first < _EARLY
    opens = facts.sentence.opens and (first in _AT or (first in _FRESH and acts))
    near = facts.sentence.start + (_PLACE_CHARS if first in _AT else 2 * _PLACE_CHARS)
    return opens and any(
        m.start < near and m.place.kind not in ("country", "region") and m.role in ("at", "near")
        for m in here
    )


def _all_apart(items: Sequence[Facts]) -> bool:
    """Whether each item names another place first."""
    return len({scene(f)[0].text for f in items}) == len(items)


def abroad(facts: Facts, events: Sequence[Event]) -> bool:
    """Whether a sentence lies in countries in which none of the events does."""
    here = [m for m in scene(facts) if m.place.country]
    there = [m for event in events for m in event.scene() if m.place.country]
    names, countries = {m.text for m in there}, {m.place.country for m in there}
    return bool(here and there) and not any(m.text in names or m.place.country in countries for m in here)


def days_before(facts: Facts, main: Sequence[Event]) -> bool:
    """Whether a sentence's day lies two days or more before that of the chief event."""
    chief = next((d for e in main if not e.summary for d in sorted(e.days(), reverse=True)), None)
    days = {m.first for m in facts.dates if m.first and m.precision in ("day", "few days")}
    return bool(chief and days and all((chief - d).days >= _PAST_DAYS for d in days))


def _under_heading(facts: Facts, event: Event) -> bool:
    """Whether the sentence follows the heading that opened the event."""
    opener = event.facts[0].sentence
    if facts.sentence.heading and losses_told(facts) and scene(facts):
        return False
    return (
        len(event.facts) == 1 and opener.alone and opener.heading and facts.sentence.line == opener.line + 1
    )


def _other_day(facts: Facts, event: Event) -> bool:
    days = {m.first for m in facts.dates if m.first and m.precision == "day"}
    return bool(days and event.days() and not days & event.days())
