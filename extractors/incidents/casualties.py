"""From the tolls of an event's sentences to its numbers: re-mentions and parts are not added twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.incidents.facts import Facts
from extractors.incidents.toll_statement import SIDES, Span, SpanOf, Statement, as_civilians, statement

_SEVERAL = 2
_OTHERS = frozenset(["civilians", "security"])  # where some of the dead are, not all are militants
_ABOUT = frozenset(["about", "nearly"])
_NEAR = 5  # 'nearly fifty' and 46 differ by no more than a fifth
_FEW = 5  # 'and 20 others' after '22 hurt' counts some of them again


@dataclass(slots=True)
class Number:
    """A number of people with its bounds, its words and the spans that say it."""

    value: int | None = None
    low: int | None = None
    high: int | None = None
    qualifier: str | None = None
    spans: list[Span] = field(default_factory=list)
    said: Span | None = None  # the qualifier's own words


@dataclass(slots=True)
class Losses:
    """All of one kind (killed, injured, …) in one event, in total and by side."""

    total: Number = field(default_factory=Number)
    by_side: dict[str, Number] = field(default_factory=dict)


def tally(
    kind: str,
    sentences: Sequence[Facts],
    span_of: SpanOf,
    beside: Losses | None = None,
    own: frozenset[int] = frozenset(),
) -> Losses | None:
    """The losses of one kind over an event's sentences in the order of the text; None where none are told.

    Where sentences differ, those that also tell the total of ``beside`` are the ones to believe; those in
    ``own`` give the attackers' own count.
    """
    statements = _believed(_statements(kind, sentences, span_of, own))
    if not statements:
        return None
    if not any(s.sides for s in statements):
        for one in (s for s in statements if not s.vague):  # 'nine of them were killed', no total beside it
            one.sides, one.parts = one.parts, {}
            if sum(one.sides.values()) <= 2 * one.sides.get(
                "people", 0
            ):  # 'nine of them, two of whom guards'
                one.parts = {side: one.sides.pop(side) for side in SIDES if side in one.sides}
    strong = [s for s in statements if not s.weak and s.sides]
    strong = _told_with(beside, strong, sentences)
    unsure = [s for s in statements if s.vague] if not strong else []  # 'dozens', and one person by name
    order = strong or unsure[:1] or [s for s in statements if s.sides][:1] or statements[:1]
    best = order[0]
    sides, parts = dict(best.sides), dict(best.parts)
    if best.also and best.sum() == 1:  # 'his driver died too': besides the one shot dead
        for side, value in _the_first(statements, best).items():
            sides[side] = sides.get(side, 0) + value
    for later in order[1:]:
        best = _add(sides, parts, later, best)
    for named in statements:  # 'Constable Ali was martyred', after 'six militants were killed'
        if strong and named.weak and "people" not in sides and len(named.sides) == 1:
            for side, value in named.sides.items():
                if side in SIDES and side not in sides and side not in parts:
                    sides[side] = value
    if best.unarmed and sides.get("people") == best.sum() and "militants" not in sides:
        as_civilians(sides, best.side_spans)
    for other in statements:
        for side, value in other.parts.items():
            if side in SIDES and side not in sides:
                parts.setdefault(side, value)
    if kind == "injured" and len(sides) == 1 and any(s in SIDES and s not in sides for s in parts):
        sides = {"people": sum(sides.values())}  # not all were what the dead beside them were
    return _losses(best, sides, parts, statements)


def _the_first(statements: Sequence[Statement], companion: Statement) -> dict[str, int]:
    """The sides of the one person told of before a ``companion`` died."""
    before = [s for s in statements if s.at < companion.at and s.weak and s.sum() == 1]
    return before[-1].sides if before else {}


def _statements(
    kind: str, sentences: Iterable[Facts], span_of: SpanOf, own: frozenset[int]
) -> list[Statement]:
    found = []
    told = [(f, [t for t in f.tolls if t.kind == kind]) for f in sentences if f.tolls]
    newer = any(not t.old and not t.weak and t.count.value is not None for _, tolls in told for t in tolls)
    for facts, tolls in told:
        one = statement([t for t in tolls if not (t.old and newer)], span_of) if tolls else None
        if one:
            one.update = "update" in facts.cues
            one.also = any(t.also for t in tolls)
            one.claim = facts.index in own
            one.at = facts.index
            found.append(one)
    return found


def _believed(statements: list[Statement]) -> list[Statement]:
    """Without the attackers' own count (GTD's rule) and without 'no casualties', where others are told."""
    counted = [s for s in statements if s.sides or s.parts]
    if any(not s.claim for s in counted):
        statements = [s for s in statements if not s.claim]
    if any(s.sum() for s in statements):
        statements = [s for s in statements if s.sum() or s.parts or not s.sides]
    return statements


def _told_with(beside: Losses | None, strong: list[Statement], sentences: Iterable[Facts]) -> list[Statement]:
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


def _add(sides: dict[str, int], parts: dict[str, int], later: Statement, best: Statement) -> Statement:
    """Take a later statement in; gives the statement whose words the total has."""
    generic = sides.get("people", 0)
    known = sum(sides.values())
    vague = best.qualifier in _ABOUT and not later.qualifier and list(later.sides) == list(sides)
    if vague and _NEAR * abs(later.sum() - known) <= known:  # 'close to four dozen', and later 44
        sides.update(later.sides)
        return later
    more = later.others == later.sum() > 1 and later.at == best.at + 1
    for side, value in later.sides.items():
        if side == "people":
            # after 'four children' nineteen people may be the same event's
            same = generic and (value <= 2 * known or best.unarmed)
            if later.total or (value > known and (later.update or same)):
                if value >= max(known - sides.get("militants", 0), 1):
                    for other in ("people", "civilians", "security"):
                        if other in sides and other != "people":
                            parts[other] = sides.pop(other)
                    sides["people"] = value
                    if sum(parts.values()) + sum(later.newly.values()) == value:
                        for other, number in later.newly.items():
                            parts[other] = parts.get(other, 0) + number
            elif later.others and later.others == value:
                if value not in sides.values() and (value > generic or generic < _FEW):
                    sides["people"] = generic + value * (value != generic)
            elif later.also and later.unarmed and not generic:
                sides["civilians"] = sides.get("civilians", 0) + value
            elif later.also and not generic and value <= known:
                sides["people"] = value  # 'the wounded driver died too'
            elif not generic and value > known:
                for other in list(sides):
                    parts[other] = sides.pop(other)
                sides["people"] = value
        elif side in sides:
            if later.update and value > sides[side]:
                sides[side] = value
            elif (later.also or more) and value != sides[side]:
                sides[side] += value
        elif (
            side == "militants"
            and value == generic
            and (known == 1 if value == 1 else not (later.also or _OTHERS & parts.keys()))
        ):
            parts.setdefault(side, value)  # 'three men were killed'; 'three fighters', as the army calls them
        elif side == "militants":
            sides[side] = value
        elif generic:
            if value <= generic:
                parts.setdefault(side, value)
        else:
            sides[side] = value
    return best


def _losses(
    best: Statement, sides: dict[str, int], parts: dict[str, int], statements: Sequence[Statement]
) -> Losses:
    losses = Losses()
    if sides:
        total = sum(sides.values())
        spans = [
            span for s in statements for span in s.spans if s is best or any(x in s.sides for x in sides)
        ]
        losses.total = Number(total, best.low or total, best.high or total, best.qualifier, spans, best.said)
    else:
        vague = next((s for s in statements if s.vague), None)
        losses.total = Number(
            qualifier=vague.vague if vague else None,
            spans=list(vague.spans) if vague else [],
            said=vague.said if vague else None,
        )
    for side in SIDES:
        value = sides.get(side, parts.get(side))
        if value is not None and not _none_at_all(best):
            spans = [span for s in statements for span in s.side_spans.get(side, [])]
            losses.by_side[side] = Number(value, value, value, None, spans or list(losses.total.spans))
    return losses


def _none_at_all(best: Statement) -> bool:
    """Whether the text says that there was none at all."""
    return best.sum() == 0
