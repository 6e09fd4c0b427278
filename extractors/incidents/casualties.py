"""From the tolls of an event's sentences to its numbers: re-mentions and parts are not added twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.incidents.facts import Facts
from extractors.incidents.tolls import Toll

SIDES = ("civilians", "security", "militants")
_SEVERAL = 2
_ABOUT = frozenset(["about", "nearly"])
_NEAR = 5  # 'nearly fifty' and 46 differ by no more than a fifth
_FEW = 5  # 'and 20 others' after '22 hurt' counts some of them again
Span = tuple[int, int]  # characters


@dataclass(slots=True)
class Number:
    """A number of people with its bounds, its words and the spans that say it."""

    value: int | None = None
    low: int | None = None
    high: int | None = None
    qualifier: str | None = None
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Losses:
    """All of one kind (killed, injured, …) in one event, in total and by side."""

    total: Number = field(default_factory=Number)
    by_side: dict[str, Number] = field(default_factory=dict)


@dataclass(slots=True)
class _Statement:
    """What one sentence says of one kind: counts by side, parts apart."""

    sides: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    others: int = 0
    total: bool = False
    weak: bool = True
    vague: str | None = None
    qualifier: str | None = None
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


def _statement(tolls: Sequence[Toll], span_of: "SpanOf") -> _Statement | None:
    found = _Statement()
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
            found.qualifier = toll.count.qualifier
        if toll.count.high and toll.count.low and toll.count.high != toll.count.low and len(used) == 1:
            found.low, found.high = toll.count.low, toll.count.high
    for toll in strong:
        if toll.part and toll.count.value is not None:
            found.parts[toll.count.side] = found.parts.get(toll.count.side, 0) + toll.count.value
            found.side_spans.setdefault(toll.count.side, []).append(span_of(toll))
        if toll.count.value is None and toll.count.qualifier:
            found.vague = toll.count.qualifier
            found.spans.append(span_of(toll))
    found.weak = not counted
    _side_with_others(found, used)
    _fold_breakdown(found)
    if not found.sides and not found.parts and not found.vague:
        return None
    return found


def _side_with_others(found: _Statement, used: Sequence[Toll]) -> None:
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
        _as_civilians(found.sides, found.side_spans)
    else:
        found.unarmed = True


def _as_civilians(sides: dict[str, int], spans: dict[str, list[Span]]) -> None:
    sides["civilians"] = sides.get("civilians", 0) + sides.pop("people")
    spans.setdefault("civilians", []).extend(spans.pop("people", []))


def _fold_breakdown(found: _Statement) -> None:
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


class SpanOf:
    """Turns the tokens of a toll into characters of the text."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts, self.ends = starts, ends

    def __call__(self, toll: Toll) -> Span:
        return self.starts[toll.first], self.ends[toll.last - 1]


def tally(
    kind: str, sentences: Sequence[Facts], span_of: SpanOf, beside: Losses | None = None
) -> Losses | None:
    """The losses of one kind over an event's sentences in the order of the text; None where none are told.

    Where sentences differ, those that also tell the total of ``beside`` are the ones to believe.
    """
    statements = _believed(_statements(kind, sentences, span_of))
    if not statements:
        return None
    if not any(s.sides for s in statements):
        for one in statements:  # 'nine of them were killed', and no total beside it
            one.sides, one.parts = one.parts, {}
    strong = [s for s in statements if not s.weak and s.sides]
    strong = _told_with(beside, strong, sentences)
    order = strong or [s for s in statements if s.sides][:1] or statements[:1]
    best = order[0]
    sides, parts = dict(best.sides), dict(best.parts)
    for later in order[1:]:
        best = _add(sides, parts, later, best)
    if best.unarmed and sides.get("people") == best.sum() and "militants" not in sides:
        _as_civilians(sides, best.side_spans)
    for other in statements:
        for side, value in other.parts.items():
            if side in SIDES and side not in sides:
                parts.setdefault(side, value)
    return _losses(best, sides, parts, statements)


def _statements(kind: str, sentences: Iterable[Facts], span_of: SpanOf) -> list[_Statement]:
    found = []
    told = [(f, [t for t in f.tolls if t.kind == kind]) for f in sentences]
    newer = any(not t.old and not t.weak and t.count.value is not None for _, tolls in told for t in tolls)
    for facts, tolls in told:
        one = _statement([t for t in tolls if not (t.old and newer)], span_of) if tolls else None
        if one:
            one.update = "update" in facts.cues
            one.also = any(t.also for t in tolls)
            one.claim = "own_claim" in facts.cues
            one.at = facts.index
            found.append(one)
    return found


def _believed(statements: list[_Statement]) -> list[_Statement]:
    """Without the attackers' own count (GTD's rule) and without 'no casualties', where others are told."""
    counted = [s for s in statements if s.sides or s.parts]
    if any(not s.claim for s in counted):
        statements = [s for s in statements if not s.claim]
    if any(s.sum() for s in statements):
        statements = [s for s in statements if s.sum() or s.parts or not s.sides]
    return statements


def _told_with(
    beside: Losses | None, strong: list[_Statement], sentences: Iterable[Facts]
) -> list[_Statement]:
    """Without the statements beside another total than the chosen one of ``beside``, if one stands there."""
    total = beside.total.value if beside else None
    if total is None or len(strong) < _SEVERAL:
        return strong
    with_it = {
        f.index for f in sentences if any(t.count.value == total and t.kind == "killed" for t in f.tolls)
    }
    chosen = [s for s in strong if s.at in with_it]
    against = {
        f.index
        for f in sentences
        if any(t.kind == "killed" and not t.part and t.count.value for t in f.tolls)
        and f.index not in with_it
    }
    return [s for s in strong if s.at not in against] if chosen else strong


def _add(sides: dict[str, int], parts: dict[str, int], later: _Statement, best: _Statement) -> _Statement:
    """Take a later statement in; gives the statement whose words the total has."""
    generic = sides.get("people", 0)
    known = sum(sides.values())
    vague = best.qualifier in _ABOUT and not later.qualifier and list(later.sides) == list(sides)
    if vague and _NEAR * abs(later.sum() - known) <= known:  # 'close to four dozen', and later 44
        sides.update(later.sides)
        return later
    for side, value in later.sides.items():
        if side == "people":
            same = generic and (
                value <= 2 * known or best.unarmed
            )  # 'four children', and later nineteen people
            if later.total or (value > known and (later.update or same)):
                if value >= max(known - sides.get("militants", 0), 1):
                    for other in ("people", "civilians", "security"):
                        if other in sides and other != "people":
                            parts[other] = sides.pop(other)
                    sides["people"] = value
            elif later.others and later.others == value:
                if value > generic or generic < _FEW:
                    sides["people"] = generic + value * (value != generic)
            elif later.also and later.unarmed and not generic:
                sides["civilians"] = sides.get("civilians", 0) + value
            elif not generic and value > known:
                for other in list(sides):
                    parts[other] = sides.pop(other)
                sides["people"] = value
        elif side in sides:
            if later.update and value > sides[side]:
                sides[side] = value
            elif later.also and value != sides[side]:
                sides[side] += value
        elif side == "militants":
            sides[side] = value
        elif generic:
            if value <= generic:
                parts.setdefault(side, value)
        else:
            sides[side] = value
    return best


def _losses(
    best: _Statement, sides: dict[str, int], parts: dict[str, int], statements: Sequence[_Statement]
) -> Losses:
    losses = Losses()
    if sides:
        total = sum(sides.values())
        spans = [
            span for s in statements for span in s.spans if s is best or any(x in s.sides for x in sides)
        ]
        losses.total = Number(total, best.low or total, best.high or total, best.qualifier, spans)
    else:
        vague = next((s for s in statements if s.vague), None)
        losses.total = Number(
            qualifier=vague.vague if vague else None, spans=list(vague.spans) if vague else []
        )
    for side in SIDES:
        value = sides.get(side, parts.get(side))
        if value is not None and not _none_at_all(best):
            spans = [span for s in statements for span in s.side_spans.get(side, [])]
            losses.by_side[side] = Number(value, value, value, None, spans or list(losses.total.spans))
    return losses


def _none_at_all(best: _Statement) -> bool:
    """Whether the text says that there was none at all."""
    return best.sum() == 0
