"""What one sentence says of the dead, or of the hurt: counts by side, parts of them apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.incidents.tolls import Toll

SIDES = ("civilians", "security", "militants")
Span = tuple[int, int]  # characters


class SpanOf:
    """Turns the tokens of a toll into characters of the text."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts, self.ends = starts, ends

    def __call__(self, toll: Toll) -> Span:
        return self.starts[toll.first], self.ends[toll.last - 1]

    def tokens(self, said: tuple[int, int] | None) -> Span | None:
        """The characters of a range of tokens."""
        return (self.starts[said[0]], self.ends[said[1] - 1]) if said and said[1] > said[0] else None


@dataclass(slots=True)
class Statement:
    """What one sentence says of one kind."""

    sides: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    newly: dict[str, int] = field(default_factory=dict)  # those who bring a total to what it is now
    others: int = 0
    total: bool = False
    weak: bool = True
    vague: str | None = None
    qualifier: str | None = None
    said: Span | None = None  # the words of the qualifier, or the vague ones
    low: int | None = None
    high: int | None = None
    spans: list[Span] = field(default_factory=list)
    side_spans: dict[str, list[Span]] = field(default_factory=dict)
    update: bool = False
    claim: bool = False  # the attackers' own count
    also: bool = False  # besides those told of before
    unarmed: bool = False  # civilians by what they are, if they are all the dead
    at: int = -1  # the sentence

    def sum(self) -> int:
        return sum(self.sides.values())


def statement(tolls: Sequence[Toll], span_of: SpanOf) -> Statement | None:
    found = Statement()
    strong = [t for t in tolls if not t.weak]
    counted = [t for t in strong if t.count.value is not None and not t.part]
    used = counted or [t for t in tolls if t.weak and t.count.value is not None]
    others = [t for t in counted if t.count.others]
    if others and len(others) == len(counted):  # 'the governor and three others': the first has no number
        used = [
            t for t in tolls if t.weak and t.count.value is not None and abs(t.last - others[0].first) < 60
        ] + counted
    cues = {t.cue for t in counted}
    used += [
        t for t in tolls if t.weak and t.cue in cues and t.count.value and t not in used
    ]  # 'the bomber and two men'
    if counted and all(t.count.side == "militants" for t in counted):
        used += [
            t for t in tolls if t.weak and t.count.side == "security" and t.count.value and t not in used
        ]
    told, (used, within) = used, _under_total(used)
    seen: dict[tuple[str, int], int] = {}
    for toll in used:
        value, side = toll.count.value or 0, toll.count.side
        if seen.get((side, value), toll.cue) != toll.cue and not toll.count.others:
            continue  # 'left 14 dead …, killing 14'
        seen[side, value] = toll.cue
        found.sides[side] = found.sides.get(side, 0) + value
        found.others += value if toll.count.others else 0
        found.total = found.total or toll.total
        found.spans.append(span_of(toll))
        found.side_spans.setdefault(side, []).append(span_of(toll))
        if toll.count.qualifier and not found.qualifier:
            found.qualifier, found.said = toll.count.qualifier, span_of.tokens(toll.count.said)
        if toll.count.high and toll.count.low and toll.count.high != toll.count.low and len(used) == 1:
            found.low, found.high = toll.count.low, toll.count.high
    for toll in strong:
        if (toll.part or toll in within) and toll.count.value is not None:
            found.parts[toll.count.side] = found.parts.get(toll.count.side, 0) + toll.count.value
            found.side_spans.setdefault(toll.count.side, []).append(span_of(toll))
        if toll.count.value is None and toll.count.qualifier:
            found.vague, found.said = toll.count.qualifier, found.said or span_of.tokens(toll.count.said)
            found.spans.append(span_of(toll))
    for toll in told:
        if toll not in used and toll not in within and toll.count.side in SIDES:
            found.newly[toll.count.side] = found.newly.get(toll.count.side, 0) + (toll.count.value or 0)
    found.weak = not counted
    _side_with_others(found, used)
    if not any(t.count.standing for t in used):
        _fold_breakdown(found)
    if not found.sides and not found.parts and not found.vague:
        return None
    return found


def _under_total(used: list[Toll]) -> tuple[list[Toll], list[Toll]]:
    """The tolls to add up, and those that are in a total beside them: 'three died, the toll is now 31'."""
    total = max((t.count.value or 0 for t in used if t.total), default=0)
    below = [t for t in used if not t.total and (t.count.value or 0) <= total]
    if sum(t.count.value or 0 for t in below) != total:
        below = [t for t in below if t.count.side != "militants"]
        return [t for t in used if t not in below], []
    return [t for t in used if t not in below], below


def _side_with_others(found: Statement, used: Sequence[Toll]) -> None:
    """'A woman and her two children', 'five engineers and their driver': all of them are civilians."""
    people = [t for t in used if t.count.side == "people"]
    known = set(found.sides) - {"people"}
    if not people or "militants" in known or not all(t.count.standing for t in people):
        return
    standings = {t.count.standing for t in people}
    if "unarmed" not in standings and (known != {"civilians"} or "grown" in standings):
        return
    if "security" in known and standings != {"unarmed"}:
        return
    if known:
        as_civilians(found.sides, found.side_spans)
    else:
        found.unarmed = True


def as_civilians(sides: dict[str, int], spans: dict[str, list[Span]]) -> None:
    sides["civilians"] = sides.get("civilians", 0) + sides.pop("people")
    spans.setdefault("civilians", []).extend(spans.pop("people", []))


def _fold_breakdown(found: Statement) -> None:
    """'Nine died: four policemen and five militants': the sides are parts of the people, not more people."""
    generic = found.sides.get("people", 0)
    special = {s: v for s, v in found.sides.items() if s in SIDES}
    count = sum(special.values())
    if found.others or not 1 < count <= generic:
        return
    if count == generic or "militants" not in special:
        for side, value in special.items():
            found.parts[side] = found.parts.get(side, 0) + value
            del found.sides[side]
