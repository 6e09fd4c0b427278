"""On which side the dead were, where the sentence that counts them only says 'people'."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.incidents.casualties import Losses
from extractors.incidents.facts import Facts
from extractors.incidents.lexicon import Hit
from extractors.incidents.numbers import find_numbers
from extractors.incidents.phrases import one_of
from extractors.incidents.tokens import Tokens
from extractors.incidents.toll_statement import SIDES, Span
from extractors.incidents.tolls import Toll

_WORDS = rf"(?:(?!{one_of('tolls', 'breaks')}\b)[\w-]+ ){{0,2}}$"
_ALL = re.compile(
    rf"(?:^(?:they|{one_of('tolls', 'the_dead')}) (?:were|are) (?:all |both )?"
    rf"(?:{one_of('tolls', 'known_as')} )?"
    rf"|\b{one_of('tolls', 'told_as')} (?:all|both)(?: [\w-]+)? as "
    rf"|, (?:all|both) (?:(?:of them|of whom|of these) )?(?:were )?"
    rf"|\b(?:all|both) (?:of them |of whom |[\w-]+ )?were ){_WORDS}"
)
_SOME = re.compile(rf",? {one_of('tolls', 'mostly')}\b")
_THE = frozenset(["the", "these", "those"])
_DEAD_ONE = re.compile(r"\bthe (?:dead (?:man|woman|boy|girl|person)|victim|deceased|slain man), an? $")
_MURDERED = re.compile(r" whose (?:murder|killing|assassination|shooting)\b")
_AIMED_AT = re.compile(rf"\b{one_of('tolls', 'aimed_at')} {_WORDS}")
_WAS_HIT = re.compile(rf" (?:[\w-]+ ){{0,4}}(?:was|were|had been) {one_of('tolls', 'was_hit')}\b")
_FIRED_ON = re.compile(
    rf"\b{one_of('tolls', 'fired_on')} (?:[\w-]+ ){{0,2}}(?P<what>{one_of('people', 'carriers')})\b"
)
_NAME = re.compile(r"[A-Z][\w'-]+")
_CLERGY = "Religious Figures/Institutions"
_EVERY = frozenset(["all", "both", "the"])
_BACK = 2  # sentences back to where they were counted
_COUNTED = 3  # tokens between a number and the people it counts
_OPENING = 2  # tokens before the people with whom a sentence opens
_CHARS = 80  # of a sentence before and behind a person


def name_side(losses: Losses | None, tokens: Tokens, sentences: Sequence[Facts]) -> None:
    """Give ``losses`` the side of all it counts, where another sentence says who they were."""
    if losses is None or losses.by_side or not losses.total.value:
        return
    found = _said_of_all(tokens, sentences) or _unnumbered(tokens, sentences)
    told = losses.total.spans
    if found is None and told and (side := _in_title(sentences, losses.total.value)):
        found = side, told[0]
    if found is None:
        single = losses.total.value == 1
        found = _the_one(tokens, sentences, told) if single else _those_aimed_at(tokens, sentences)
    if found is not None:
        _give_all(losses, *found)


def _give_all(losses: Losses, side: str, span: Span) -> None:
    """All whom ``losses`` counts are of one side, as the words at ``span`` say."""
    spans = list(dict.fromkeys([*losses.total.spans, span]))
    losses.by_side[side] = replace(losses.total, qualifier=None, said=None, spans=spans)


def aboard(losses: Losses | None, tokens: Tokens, sentences: Sequence[Facts]) -> None:
    """Give ``losses`` of people in vehicles for passengers, which were fired on, the side of civilians."""
    if losses is None or losses.by_side or not losses.total.value:
        return
    for facts in (f for f in sentences if f.targets and f.acts):
        found = _FIRED_ON.search(tokens.low, facts.sentence.start, facts.sentence.end)
        if found and not any(
            h.row["side"] in ("security", "militants")
            and found.start() < tokens.starts[h.first] < found.end() + _CHARS // 2
            for h in facts.people
        ):
            _give_all(losses, "civilians", (found.start("what"), found.end()))
            return


def as_counted_before(tokens: Tokens, sentences: list[Facts], context: Sequence[Facts]) -> list[Facts]:
    """'Four militants tried to get in. … All four were killed': the tolls with the side of those four.

    'Police were met with stones; nine of them were hurt': of those whom the sentence before is about.
    """
    words = tokens.words
    sentences = _of_those_left_out(tokens, sentences, context)
    sentences = _of_them(sentences, context)
    if not any(_of_known(words, t) for f in sentences for t in f.tolls):
        return sentences
    told = sorted([*sentences, *context], key=lambda f: f.index)
    found = []
    for facts in sentences:
        before = [f for f in told if 0 < facts.index - f.index <= _BACK]
        tolls = [
            replace(t, count=replace(t.count, side=side), part=False)
            if _of_known(words, t)
            and t.count.side == "people"
            and (side := _side_of(tokens, facts, before, t))
            else t
            for t in facts.tolls
        ]
        found.append(replace(facts, tolls=tuple(tolls)))
    return found


def _of_those_left_out(tokens: Tokens, sentences: list[Facts], context: Sequence[Facts]) -> list[Facts]:
    """'The toll leaves out the gunmen. The bodies of three were found': three gunmen, besides the others."""
    out = {
        f.index + 1: f.sentence.line
        for f in (*sentences, *context)
        if "left_out" in f.cues and any(h.row["side"] == "militants" for h in f.people)
    }
    if not out:
        return sentences
    return [
        replace(
            f,
            tolls=tuple(
                replace(t, count=replace(t.count, side="militants"), also=True)
                if t.kind in ("killed", "bodies") and t.count.side == "people" and not t.count.target
                else t
                for t in f.tolls
            ),
        )
        if out.get(f.index) == f.sentence.line
        else f
        for f in sentences
    ]


def _of_them(sentences: list[Facts], context: Sequence[Facts]) -> list[Facts]:
    """'Militants held the school; commandos killed nine of them': militants."""
    if not any(t.count.pronoun for f in sentences for t in f.tolls):
        return sentences
    held = {f.index + 1 for f in (*sentences, *context) if _first_side(f) == "militants"}
    return [
        replace(f, tolls=tuple(_as_militants(t) for t in f.tolls))
        if f.index in held and _first_side(f) == "security" and any(t.count.pronoun for t in f.tolls)
        else f
        for f in sentences
    ]


def _as_militants(toll: Toll) -> Toll:
    """The toll; of militants where it counts some 'of them' behind its verb."""
    count = toll.count
    theirs = count.pronoun and count.side == "people" and toll.first == toll.cue
    return replace(toll, count=replace(count, side="militants")) if theirs else toll


def _first_side(facts: Facts) -> str | None:
    """The side of those whom a sentence names first."""
    return facts.people[0].row["side"] if facts.people else None


def _of_known(words: Sequence[str], toll: Toll) -> bool:
    """Whether a toll counts people who were told of before: 'all four', 'three of them'."""
    return (words[toll.first] in _EVERY or toll.count.pronoun) and not toll.count.target


def _side_of(tokens: Tokens, told: Facts, before: Sequence[Facts], toll: Toll) -> str | None:
    """The side of as many people as ``toll`` counts, in the sentences before it.

    'Three of them' are of more people, who stand in the sentence before it and were not counted as lost.
    """
    words, some = tokens.words, toll.count.pronoun
    if toll.count.target or (toll.part and not some):
        return None
    if some and any(h.row["number"] == "p" and h.first < toll.first for h in told.people):
        return None  # 'a battle with the assailants, in which four of them were killed'
    for facts in reversed(before[-1:] if some else before):
        if some and any(t.kind in ("killed", "injured") and t.count.value for t in facts.tolls):
            return None
        for hit in facts.people:
            if hit.row["side"] not in SIDES or hit.row["number"] != "p":
                continue
            numbers = find_numbers(words, max(facts.sentence.first, hit.first - _COUNTED), hit.first)
            if numbers and any(m.start <= tokens.starts[numbers[-1].last - 1] < m.end for m in facts.dates):
                continue  # 'on May 28, police …'
            known = numbers[-1].value if numbers else None
            if known and (known == toll.count.value or (some and known > (toll.count.value or known))):
                return hit.row["side"]
    return _subject(before[-1]) if some and before else None


def _subject(facts: Facts) -> str | None:
    """The side of the people with whom a sentence opens that counts nobody."""
    opener = next(iter(facts.people), None)
    if opener is None or facts.tolls or opener.first - facts.sentence.first > _OPENING:
        return None
    return opener.row["side"] if opener.row["side"] in SIDES and opener.row["number"] == "p" else None


def _said_of_all(tokens: Tokens, sentences: Sequence[Facts]) -> tuple[str, Span] | None:
    """'The victims were labourers from …', 'all of them soldiers'."""
    for facts in sentences:
        for hit in facts.people:
            start, end = tokens.span(hit.first, hit.last)
            if hit.row["side"] not in SIDES or _SOME.match(tokens.low[end : end + _CHARS]):
                continue
            if _ALL.search(_before(tokens, facts, hit)):
                return hit.row["side"], (start, end)
    return None


def _in_title(sentences: Sequence[Facts], total: int) -> str | None:
    """The side of the dead in the first line, where it counts as many or no number: 'Pilgrims shot dead'."""
    heads = [f for f in sentences if f.sentence.line == 0]
    told = [t for f in heads for t in f.tolls if t.kind == "killed" and not t.part]
    sides = {t.count.side for t in told}
    same = all(t.count.value == total or (t.count.value is None and not t.count.qualifier) for t in told)
    return sides.pop() if len(sides) == 1 and same and not sides.isdisjoint(SIDES) else None


def _unnumbered(tokens: Tokens, sentences: Sequence[Facts]) -> tuple[str, Span] | None:
    """'The passengers were made to get off and shot': nobody is counted, but they were civilians."""
    told = (t for f in sentences for t in f.tolls if t.kind == "killed" and not t.part)
    for toll in told:
        known = _THE & set(tokens.words[max(0, toll.first - 1) : toll.last])
        if known and toll.count.value is None and toll.count.side == "civilians" and not toll.count.qualifier:
            return "civilians", tokens.span(toll.first, toll.last)
    return None


def _the_one(tokens: Tokens, sentences: Sequence[Facts], dead: Sequence[Span]) -> tuple[str, Span] | None:
    """One person, whose work is told where the name stands again, or where the attack begins."""
    names = {name for a, b in dead for name in _NAME.findall(tokens.text[a:b])}
    for facts in sentences:
        for hit in facts.targets if names and not facts.groups else ():
            start, end = tokens.span(hit.first, hit.last)
            clergy = hit.row["target"] == _CLERGY and tokens.capital[hit.first]
            if clergy and any(a <= start and end < b for a, b in dead):
                return "civilians", (start, end)  # 'the killing of Maulana Saleem'
        for hit in facts.people:
            if hit.row["number"] != "s" or hit.row["side"] not in ("civilians", "security"):
                continue
            if "by" in tokens.words[max(0, hit.first - 2) : hit.first]:
                continue  # 'was shot dead by paramilitary forces'
            start, end = tokens.span(hit.first, hit.last)
            after = tokens.text[end : min(end + _CHARS, facts.sentence.end)]
            beside = {
                *_NAME.findall(tokens.text[max(start - _CHARS // 2, facts.sentence.start) : start])[-1:]
            }
            beside |= set(_NAME.findall(after[: _CHARS // 2])[:3])
            if (
                names & beside
                or _MURDERED.match(after)
                or _DEAD_ONE.search(_before(tokens, facts, hit))
                or _AIMED_AT.search(_before(tokens, facts, hit))
                or _WAS_HIT.match(after.lower())
            ):
                return hit.row["side"], (start, end)
    return None


def _those_aimed_at(tokens: Tokens, sentences: Sequence[Facts]) -> tuple[str, Span] | None:
    """'Nine people were killed when gunmen fired on worshippers': in the sentence that counts them."""
    for facts in sentences:
        if not any(t.kind == "killed" and t.count.side == "people" for t in facts.tolls):
            continue
        for hit in facts.people:
            several = hit.row["number"] == "p" and hit.row["side"] == "civilians"
            if several and _AIMED_AT.search(_before(tokens, facts, hit)):
                return "civilians", tokens.span(hit.first, hit.last)
    return None


def _before(tokens: Tokens, facts: Facts, hit: Hit) -> str:
    start = tokens.starts[hit.first]
    return tokens.low[max(start - _CHARS, facts.sentence.start) : start]
