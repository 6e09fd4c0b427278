"""What was done in one event, and who did it to whom: armed men, forces of a state, or neither."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from extractors.incidents import phrases
from extractors.incidents.deeds_apart import FROM_AFAR
from extractors.incidents.event import Event
from extractors.incidents.facts import Facts
from extractors.incidents.lexicon import Hit, read_rows
from extractors.incidents.sides import Side, is_passive, sides
from extractors.incidents.tokens import Tokens

_CODING = Path(__file__).parent.parent / "data" / "coding.csv"
_LINKED = frozenset(
    [
        ("linked", "to"),
        ("involved", "in"),
        ("planners", "of"),
        ("planner", "of"),
        ("mastermind", "of"),
        ("behind", "the"),
    ]
)
_LINKED_REACH = 4  # tokens: 'involved in the recent attack'
_CLAUSE_REACH = 6
_DOWNED_REACH = 9
_OPENING = 4  # tokens in which a sentence says whom it is about
_THEY = frozenset(["they", "participants", "speakers", "leaders", "organisers", "union", "their"])
_LEAD = 2  # the sentences of an event that say who did what to whom
_CORE = 4  # the sentences that say what was done; what comes later is often said of something else


@dataclass(frozen=True, slots=True)
class Dead:
    """The dead of an event by side, None where the text is silent."""

    civilians: int | None
    security: int | None
    militants: int | None
    total: int | None

    def only_militants(self) -> bool:
        """Whether all the dead were militants, by those who killed them at least."""
        return bool(self.militants) and not self.security and self.total == self.militants


@dataclass(frozen=True, slots=True)
class Deeds:
    """The deeds of one event and its actors.

    ``acts`` holds the words that say each deed first; ``strong`` the deeds that a word says on its
    own; ``lead`` those of the first sentence. ``actors`` did it, ``objects`` suffered it; ``aim`` is
    the first of these. ``own`` are the deeds that are told for themselves, and not as what a protest
    is about. ``halted``: forces stood in the way of it; ``downed``: an aircraft was shot down;
    ``armoury``: weapons are named; ``hurt``: people were; ``brawl``: a clash without a word of guns;
    ``crossed``: it came over a border; ``raided``: forces of the state stormed it.
    ``conduct`` are the tags of ``words/conduct.csv``.
    """

    acts: Mapping[str, Hit]
    strong: frozenset[str]
    lead: frozenset[str]
    lead_strong: frozenset[str]
    actors: frozenset[Side]
    objects: frozenset[Side]
    conduct: frozenset[str]
    dead: Dead
    own: frozenset[str]
    aim: Side | None = None
    deadly: bool = False
    arrests: bool = False
    halted: bool = False
    downed: bool = False
    armoury: bool = False
    hurt: bool = False
    brawl: bool = False
    crossed: bool = False
    raided: bool = False


@cache
def coding_table() -> Mapping[str, dict[str, str]]:
    """How each deed is coded, by its name."""
    return {row["act"]: row for row in read_rows(_CODING)}


@cache
def _plural() -> frozenset[str]:
    return frozenset(phrases.words("deeds", "plural"))


def read_deeds(tokens: Tokens, event: Event, dead: Dead) -> Deeds:
    """Read the deeds of one event."""
    actors: set[Side] = set()
    objects: list[Side] = []
    told = [f for f in event.facts if f.acts or f.tolls]
    for facts in told[:_LEAD]:
        did, suffered = sides(tokens, facts)
        if facts is told[0]:
            actors |= did
        if not objects:
            objects = suffered
    aim = objects[0] if objects else None
    if dead.security:
        objects.append("state")
    if dead.civilians:
        objects.append("civil")
    first = event.facts[0].acts
    sentences = [*event.facts, *event.context]
    core = told[:_CORE]
    if not any(h.row["strength"] == "2" for f in core for h in f.acts):
        core = told
    acts = _acts(core, tokens.words)
    return Deeds(
        acts,
        frozenset(name for name, hit in acts.items() if hit.row["strength"] == "2"),
        frozenset(h.row["act"] for h in first if h.row["strength"] != "0"),
        frozenset(h.row["act"] for h in first if h.row["strength"] == "2"),
        frozenset(actors),
        frozenset(objects),
        frozenset(
            h.row["tag"]
            for f in sentences
            for h in f.conduct
            if (h.row["tag"] != "former" or f in told[:_LEAD])
            and (h.row["tag"] != "demand" or f in event.facts or _by_crowd(f, tokens.words))
        ),
        dead,
        frozenset(act for f in sentences if f.acts for act in _own(tokens.words, f)),
        aim,
        bool(dead.total) or any(t.kind == "killed" and t.count.value for f in event.facts for t in f.tolls),
        any(_made_arrests(tokens.words, f) for f in sentences),
        any(_halted(f, tokens.words) for f in sentences if f.conduct),
        any(_downed(f) for f in told[:_LEAD]) and not (told and _struck_people(told[0])),
        any(h.row["weapon"] for f in event.facts for h in f.acts),
        any(t.kind in ("killed", "injured") and t.count.value for f in event.facts for t in f.tolls),
        any(h.row["act"] == "clash" and not h.row["weapon"] for h in first),
        any(h.row["tag"] == "border" for f in told[:_LEAD] for h in f.conduct),
        any(_raided(f) for f in told[:_LEAD]),
    )


def _acts(facts: Iterable[Facts], words: list[str]) -> dict[str, Hit]:
    """The deeds with the first words that say each; strong words before weak ones."""
    found: dict[str, Hit] = {}
    for one in facts:
        for hit in one.acts:
            name, strength = hit.row["act"], hit.row["strength"]
            if strength == "0" or words[hit.first - 1] == "against":
                continue  # 'a decree against suicide attacks'
            if found and not _LINKED.isdisjoint(
                pairwise(words[max(0, hit.first - _LINKED_REACH) : hit.first])
            ):
                continue  # 'killed five militants linked to the attack'
            if (
                found
                and name == "clash"
                and words[hit.first - 1] == "the"
                and words[hit.last - 1] in _plural()
            ):
                continue  # 'the clashes': the conflict that the event is part of
            if name not in found or (strength == "2" and found[name].row["strength"] != "2"):
                found[name] = hit
    return found


def _made_arrests(words: list[str], facts: Facts) -> bool:
    """Whether people were arrested here, and not spoken of as arrested before."""
    wanted = [h for h in facts.conduct if h.row["tag"] in ("wanted", "against", "relative")]
    return any(
        h.row["act"] == "arrest" and words[h.first - 1] != "of" and not any(w.first < h.last for w in wanted)
        for h in facts.acts
    ) or any(h.row["term"] == "arrests were made" for h in facts.conduct)


def _own(words: list[str], facts: Facts) -> list[str]:
    """The deeds that a sentence tells for themselves: not what a protest is about, nor what was before."""
    opening = _opening_clause(words, facts)
    about = [
        h.first
        for h in facts.conduct
        if h.row["tag"] in ("against", "demand", "wanted", "relative") and h.first not in opening
    ]
    found = []
    for hit in facts.acts:
        if hit.first in opening:
            continue
        before = [at for at in about if at < hit.first]
        active = words[hit.first].endswith("ed") and not is_passive(words, hit.first)
        beside = any(
            h.row["tag"] == "relative" and 0 < hit.first - h.first <= _CLAUSE_REACH for h in facts.conduct
        )
        if hit.row["strength"] != "0" and (
            not before or (active and hit.row["strength"] == "2" and not beside)
        ):
            found.append(hit.row["act"])
    return found


def _opening_clause(words: list[str], facts: Facts) -> range:
    """The clause that a sentence begins with and that tells of something else: 'After the news came, …'."""
    first, last = facts.sentence.first, facts.sentence.last
    opens = any(h.row["tag"] == "relative" and h.first == first for h in facts.conduct)
    return range(
        first, next((at for at in range(first, last) if words[at] == ","), first) if opens else first
    )


def _by_crowd(facts: Facts, words: list[str]) -> bool:
    """Whether a sentence is about those who gathered, and no body that asks for something afterwards."""
    opening = words[facts.sentence.first : facts.sentence.first + _OPENING]
    crowd = any(h.row["tag"] == "crowd" and h.first - facts.sentence.first < _OPENING for h in facts.conduct)
    return crowd or not _THEY.isdisjoint(opening)


def _halted(facts: Facts, words: list[str]) -> bool:
    """Whether forces of the state stopped people here."""
    about = min(
        (h.first for h in facts.conduct if h.row["tag"] in ("against", "relative")),
        default=facts.sentence.last,
    )
    tags = {h.row["tag"] for h in facts.conduct if h.first < about and words[h.first - 1] != "no"}
    return {"halt", "state"} <= tags


def _struck_people(facts: Facts) -> bool:
    """Whether a strike killed people, whatever else of it was shot down."""
    return bool(FROM_AFAR & facts.act_names) and any(
        t.kind == "killed" and t.count.value for t in facts.tolls
    )


def _raided(facts: Facts) -> bool:
    """Whether forces of the state stormed a place: their name stands directly before the verb."""
    forces = {h.last for h in facts.conduct if h.row["tag"] == "state"}
    return any(h.row["act"] == "storm" and h.first in forces for h in facts.acts)


def _downed(facts: Facts) -> bool:
    """Whether an aircraft was shot down."""
    craft = [h.first for h in facts.conduct if h.row["tag"] == "aircraft"]
    return any(
        h.row["term"] in ("shot down", "downed", "brought down")
        and any(0 < at - h.first < _DOWNED_REACH for at in craft)
        for h in facts.acts
    )
