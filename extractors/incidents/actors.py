"""Who did it, who says so, and whom an operation was against."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.incidents.facts import Facts
from extractors.incidents.groups import GroupMention
from extractors.incidents.phrases import one_of
from extractors.incidents.states import FIRED_FROM
from extractors.records import Attribution


def _any(name: str) -> str:
    return one_of("actors", name)


_WIDE_BEFORE = re.compile(rf"\b{_any('wide')} (?:the )?(?:\w+ )?$")
_CALLED_BEFORE = re.compile(rf"\b{_any('called')} (?:the )?$")
_CLAIMED_MANY = re.compile(rf"\bclaimed (?:(?!{_any('these')}\b)\w+ ){{0,3}}{_any('deeds_of_many')}\b")
_ASIDE = re.compile(
    rf"^,[^.;]{{5,170}}, (?=(?:(?:has|have|had|also|later) )*(?:{_any('claim_verbs')}|{_any('say')})\b)"
)
_ASIDE_WORDS = re.compile(r"^, (?:a|an|the) [^.;,]{5,60}, ")  # 'X, a group with links to Y, stormed …'
_OWN_STRIKE = re.compile(rf"\b{_any('own_strikes')}\b")
_NOBODY = re.compile(r"\b(?:no|none|nobody|neither|not|never|yet to|far)\b[^.;]{0,50}$")
_CLAIM_AFTER = re.compile(
    rf"^[^.;]{{0,70}}?\b(?:{_any('claim_verbs')}\b[^.;]{{0,40}}?\b{_any('claimed_things')}\b"
    r"|(?:has|have|had) (?:\w+ )?claimed\b|claimed (?:it|them|the)\b"
    r"|claim(?:s|ed) (?:on \w+ |late \w+ )?(?:that )?(?:its|their|it|they) "
    r"|(?:(?:has|had|later|also) )*claimed(?=[,.;]| on| in| through| via|$)"
    rf"|{_any('say')}\b[^.;]{{0,60}}?\b{_any('own_words')})"
)
_CLAIM_BEFORE = re.compile(
    rf"\b{_any('claim_nouns')}\b[^.;]{{0,45}}\b(?:by|from|on behalf of) (?:the )?(?:[\w'-]+ ){{0,5}}$"
)
_DENY_AFTER = re.compile(rf"^[^.;]{{0,60}}?\b{_any('denials')}\b")
_DENY_BEFORE = re.compile(rf"\b{_any('denials')} that (?:the )?(?:\w+ )?$")
_BLAME_BEFORE = re.compile(
    rf"\b{_any('blame')}(?: on| to| at| by)?[^.;,]{{0,70}}(?:\b{_any('bodies')}, )?$"
)  # 'blame the militant group, X'
_DOUBT_BEFORE = re.compile(rf"\b{_any('doubt')}\b[^.;,]{{0,60}}$")
_FORMER_BEFORE = re.compile(rf"\b{_any('former')}[ -](?:\w+ )?$")
_KILLED_BY_FORCES = re.compile(
    rf"^[^.;,]{{0,20}}?\b(?:was|were|been) (?:\w+ )?{_any('suffered')} by (?:the )?{_any('men_of_a_state')}\b"
)
_HINDERED_BEFORE = re.compile(rf"\b{_any('hindered')}\b[^.;,]{{0,45}}$")
_HINDERED_AFTER = re.compile(rf" ?{_any('hindered')}\b")
_ARRESTED_FOR_IT = re.compile(r"^[^.;]{0,30}?\bin connection with\b")
_ABBREVIATED = re.compile(r"\.(?= )")  # 'Dr. X': the sentence goes on
_LISTED = re.compile(r"(?: \([^)]{1,20}\))?(?:, (?:the )?|,? or [^.;]{0,40})")
_OR = re.compile(r"(?: \([^)]{1,20}\))?,? or (?:the |of )?(?:[\w']+ ){0,2}")
_JOINED = re.compile(rf"(?: \([^)]{{1,20}}\))?,? (?:{_any('joined')},? )?(?:the )?")
_SUSPECT_BEFORE = re.compile(rf"\b{_any('suspicion')}\b[^.;,]{{0,50}}$")
_MANY_DEEDS = re.compile(
    rf"\b{_any('many')} (?:(?!the\b|these\b|both\b|two\b|twin\b)\w+ )?{_any('deeds_of_many')}\b"
)
_BEHIND_AFTER = re.compile(rf"^[^.;,]{{0,40}}?\b(?:was|were|is|are|to be|been|being) {_any('behind')}\b")
_SUSPECT_AFTER = re.compile(rf"^[^.;,]{{0,40}}?\b{_any('suspected_of_it')}\b")
_BY_BEFORE = re.compile(
    r"\bby (?:the |a |an |some )?(?:group of |members of |\w+ ){0,6}$"
    rf"|\bby (?:\w+ )?{_any('their_men')} of (?:the )?(?:[\w-]+ ){{0,3}}$"
)
_VICTIM_BEFORE = re.compile(rf"\b{_any('done_to')}(?: (?!{_any('clause')}\b)[\w'-]+){{0,5}} ?$")
_SIDE_BEFORE = re.compile(rf"\b{_any('helper')}\b[^.;,]{{0,30}}\b(?:for|with|to|of) (?:\w+ ){{0,2}}$")
_LINKED_BEFORE = re.compile(rf"\b{_any('linked')} (?:to|with|by) (?:the )?$|\b(?:ally|allies) of (?:the )?$")
_LINKED_AFTER = re.compile(rf"^[ -]{_any('linked')}\b")
_THING_AFTER = re.compile(rf"^(?:'s?)?(?: \w+)? {_any('their_things')}\b")
_MODIFIER = re.compile(rf"^(?:'s)?(?: \([^)]{{1,30}}\))?(?:[ -]{_any('their_men')}){{0,2}}")
_DEED_AFTER = re.compile(
    rf"^(?![^.;:]{{0,30}}\b{_any('vowed')}\b)[^.;:]{{0,45}}?"
    rf"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbeing )(?<!\bthe )\b{_any('deeds')}\b"
)
_SHOT_THEM = re.compile(
    r"^[^.;,]{0,30}?\b(?:shot|killed|overpowered|neutrali[sz]ed) (?:dead )?"
    rf"(?:the |one |two )?{_any('attackers')}\b"
)
_PASSIVE_AFTER = re.compile(
    rf"^(?:\)?,)?[^.;,]{{0,40}}?\b(?:was|were|been|being|be|is|are) (?:\w+ )?{_any('suffered')}\b"
    rf"|^(?: \w+)? {_any('suffered')} (?:by|in|when|as|after)\b"
    r"|^(?: \w+)?(?: (?:had|have|has))? (?:also )?(?:died|perished)\b"
)
_PRONOUN = re.compile(rf"\b(?:it|its|them|they|the group|{_any('the_group')})\b")
_PRONOUN_CLAIM = re.compile(
    rf"\bclaimed by (?:it|them|the group)\b"
    rf"|\b(?:{_any('the_group')}|it|they) (?:has |have |had |also |later )*claimed\b"
    rf"|\b{_any('the_group')}(?:'s spokes\w+)? said (?:it |its |that it |that its )"
)
_PRONOUN_DEED = re.compile(
    rf"\b(?:it|they|{_any('the_group')}) (?:was|were) (?:also )?(?:behind|responsible for)\b"
    r"|\bthe (?:work|handiwork) of its\b"
)
_IT_KILLED = re.compile(
    rf"(?:in [^.;,]{{3,30}}, )?(?:it|{_any('the_group')}|(?:[\w-]+ of )?its {_any('their_men')}) "
    rf"{_any('killed_them')}\b"
)
_PRONOUN_DENIAL = re.compile(
    rf"\b(?:{_any('the_group')}|it|they) (?:has |have |had |also |later )*{_any('denials')}\b"
)
_MISTAKEN = re.compile(
    rf"^{_any('the_group')}?(?:it|they)? ?(?:later )?(?:said|says)(?: that)? "
    rf"(?:there had been|it was|it had been|it had made) (?:a |an )(?:\w+ )?{_any('mistaken')}\b"
)
_GAP = 2  # characters between two sentences of a paragraph
_STATE_DENIES = re.compile(
    rf"(?:an? |the )?(?:\w+ )?{_any('state_speakers')} [^.;]{{0,40}}?\b{_any('denials')}\b"
)
_DEED_ITSELF = re.compile(rf"\b{_any('deed_itself')}$")
_SIGNED_BEFORE = re.compile(r"\bsigned (?:in the name of |by |as |off as )(?:the )?(?:\w+ ){0,2}$")
_SAME_NAME = re.compile(r"[,(\s]*(?:or )?[(\s]*")
_OWN_DEED = re.compile(rf"^its (?:[\w-]+ ){{0,2}}{_any('own_deeds')}\b")
_WINDOW_CHARS, _ASIDE_CHARS = 90, 270
_FORCES = ("state forces", "state", "forces", "military", "police")
BLAMED = ("attributed", "suspected")
SURENESS: dict[Attribution, int] = {"claimed": 0, "attributed": 1, "suspected": 2, "none": 3}


@dataclass(frozen=True, slots=True)
class Role:
    """What a sentence says of one group: it claimed, did, is suspected, denied, or was the victim."""

    mention: GroupMention
    attribution: Attribution
    denied: bool = False
    victim: bool = False
    loose: bool = False  # told as doing such things, perhaps not this one
    wide: bool = False  # 'a faction of' it, which may be named
    sentence: tuple[int, int] = (0, 0)  # of one who is blamed: who says so may stand there


def is_forces(mention: GroupMention) -> bool:
    """Whether a group is a state's army or police."""
    return mention.kind.lower().startswith(_FORCES)


def role_of(low: str, facts: Facts, mention: GroupMention) -> Role:
    """The role of a group in its sentence, from the words around it."""
    before = low[max(facts.sentence.start, mention.start - _WINDOW_CHARS) : mention.start]
    after = low[mention.end : min(facts.sentence.end, mention.end + _WINDOW_CHARS)]
    before, after = _ABBREVIATED.sub(" ", before), _ABBREVIATED.sub(" ", after)
    if _DOUBT_BEFORE.search(before) or _FORMER_BEFORE.search(before):
        return Role(mention, "none", victim=True)
    modifier = _MODIFIER.match(after)
    rest = after[modifier.end() :] if modifier else after
    if rest.startswith(",") and not _CLAIM_AFTER.search(rest):  # 'X, a group that …, claimed it'
        behind = low[mention.end : min(facts.sentence.end, mention.end + _ASIDE_CHARS)]
        rest = _ASIDE.sub(" ", behind)[:_WINDOW_CHARS] if _ASIDE.match(behind) else rest
    if _DENY_AFTER.search(rest) or _DENY_BEFORE.search(before):
        blamed = _BLAME_BEFORE.search(before) is not None  # 'pointed the finger at X, but X denied it'
        return Role(mention, "attributed" if blamed else "none", denied=True)
    if "claimed" in rest and (many := _CLAIMED_MANY.search(rest)):
        rest = rest[: many.start()]
    claim = _CLAIM_BEFORE.search(before) or _SIGNED_BEFORE.search(before) or _CLAIM_AFTER.search(rest)
    if claim and not _NOBODY.search(before[:-1]) and not re.search(r"\b(?:not|never|no)\b", claim.group()):
        struck = not is_forces(mention) or _OWN_STRIKE.search(after)  # of drones shot down they say so too
        return Role(mention, "claimed" if struck else "none")
    if _LINKED_BEFORE.search(before) or _LINKED_AFTER.search(after):
        return Role(mention, "none", victim=True)
    if _SIDE_BEFORE.search(before) or (is_forces(mention) and _THING_AFTER.search(after)):
        return Role(mention, "none", victim=True)
    if _KILLED_BY_FORCES.search(rest):  # 'under suspicion after two of X were killed by police'
        return Role(mention, "none", victim=True)
    if _SUSPECT_BEFORE.search(before):
        victim = _VICTIM_BEFORE.search(before) is not None and not _BY_BEFORE.search(before)
        victim = victim and not _ARRESTED_FOR_IT.search(rest)
        return Role(mention, "suspected", victim=victim)
    if _SUSPECT_AFTER.search(rest):
        return Role(mention, "suspected")
    if is_forces(mention) and (_DEED_ITSELF.search(mention.text.lower()) or FIRED_FROM.search(before)):
        return Role(mention, "attributed")
    if _BLAME_BEFORE.search(before) or _BEHIND_AFTER.search(rest):
        return Role(mention, "attributed")
    if _PASSIVE_AFTER.search(rest):
        return Role(mention, "none", victim=True)
    if is_forces(mention) and (_HINDERED_BEFORE.search(before) or _HINDERED_AFTER.match(rest)):
        return Role(mention, "none")
    if _BY_BEFORE.search(before) and (facts.acts or facts.tolls):
        return Role(mention, "attributed")
    if _VICTIM_BEFORE.search(before):
        return Role(mention, "none", victim=True)
    if is_forces(mention) and _SHOT_THEM.search(rest):
        return Role(mention, "none")
    if _DEED_AFTER.search(_ASIDE_WORDS.sub(" ", rest)):
        return Role(mention, "attributed", loose=True)
    return Role(mention, "none")


def _named_once(low: str, mentions: Sequence[GroupMention]) -> list[GroupMention]:
    """The groups of a sentence, each once: not 'BLA' in brackets behind its name, nor 'Naxals' of a group."""
    short = {
        m.start
        for before, m in pairwise(mentions)
        if before.id == m.id and _SAME_NAME.fullmatch(low[before.end : m.start])
    }
    wide = {a.start for a, b in pairwise(mentions) if low[a.end : b.start].strip() in ("of", "of the")}
    return [m for m in mentions if m.start not in short | wide]


def roles(low: str, sentences: Iterable[Facts], spoken_of: Mapping[int, GroupMention]) -> list[Role]:
    """The roles of every group in the sentences of an event; of what groups often do only a suspicion counts.

    ``spoken_of`` gives for the index of a sentence the group named last before it: 'the group', 'it'.
    """
    found: list[Role] = []
    for facts in sentences:
        told = _told(low, facts)
        if "habit" in facts.cues:
            found += [role for role in told if role.attribution == "suspected"]
            continue
        if told and _MANY_DEEDS.search(low, facts.sentence.start, facts.sentence.end):
            told = [role for role in told if role.attribution != "attributed" or role.loose]
        found += told
        found += _state_denies(low, facts, found)
        before = spoken_of.get(facts.index)
        if before is not None and not is_forces(before):
            found += _by_pronoun(low, facts, before)
    return found


def _state_denies(low: str, facts: Facts, found: Sequence[Role]) -> list[Role]:
    """'Locals blamed the army. A security official denied it.': he speaks for the forces just blamed."""
    if facts.groups:
        return []
    before = (r for r in found if is_forces(r.mention) and r.attribution in BLAMED)
    blamed = next((r for r in before if 0 <= facts.sentence.start - r.sentence[1] <= _GAP), None)
    if blamed is None or not _STATE_DENIES.match(low, facts.sentence.start, facts.sentence.end):
        return []
    return [Role(blamed.mention, "none", denied=True)]


def _told(low: str, facts: Facts) -> list[Role]:
    """The roles of a sentence's groups; what is said of 'a faction of X that calls itself Y' is said of Y."""
    found: list[Role] = []
    span = facts.sentence.start, facts.sentence.end
    for mention in _named_once(low, facts.groups):
        before = low[max(facts.sentence.start, mention.start - _WINDOW_CHARS) : mention.start]
        role = role_of(low, facts, mention)
        if role.attribution in BLAMED:
            role = replace(role, sentence=span)
        if _WIDE_BEFORE.search(before):
            role = replace(role, wide=True)
        if found and found[-1].wide and role.attribution == "none" and _CALLED_BEFORE.search(before):
            role = replace(found[-1], mention=mention, wide=False)
        if found and role.attribution != "none" and not role.victim and _alongside(low, found[-1], role):
            found[-1] = replace(found[-1], attribution=role.attribution, loose=role.loose)
        found.append(role)
    return [role for role in found if role.mention.start not in _alternatives(low, found)]


def _alternatives(low: str, told: Sequence[Role]) -> set[int]:
    """Where the groups start that 'either X or Y', 'X, Y or Z' leaves open; nobody is named then."""
    open_, listed = set[int](), set[int]()
    for first, second in pairwise(told):
        if second.mention.id in (first.mention.id, first.mention.umbrella):
            continue  # 'dissidents of the X, or X'
        between = low[first.mention.end : second.mention.start]
        listed = listed | {first.mention.start} if _LISTED.fullmatch(between) else {first.mention.start}
        if _OR.fullmatch(between):
            open_ |= listed | {second.mention.start}
    return open_


def _alongside(low: str, first: Role, second: Role) -> bool:
    """Whether 'X and Y claimed it' says no more of X by itself, the ``first``, than that it stands there."""
    between = low[first.mention.end : second.mention.start]
    surer = SURENESS[second.attribution] < SURENESS[first.attribution]
    return surer and not first.denied | first.victim and bool(_JOINED.fullmatch(between))


def _by_pronoun(low: str, facts: Facts, group: GroupMention) -> list[Role]:
    words = low[facts.sentence.start : facts.sentence.end]
    if not _PRONOUN.search(words):
        return []
    if _PRONOUN_CLAIM.search(words):
        return [Role(group, "claimed")]
    deed = _PRONOUN_DEED.search(words)
    if deed and _NOBODY.search(words[: deed.start()]):
        return []  # 'no group said it was behind the bombing'
    if _IT_KILLED.match(words) or (not facts.groups and (deed or _OWN_DEED.match(words))):
        return [Role(group, "attributed", sentence=(facts.sentence.start, facts.sentence.end))]
    if _MISTAKEN.match(words) or (not facts.groups and _PRONOUN_DENIAL.search(words)):
        return [Role(group, "none", denied=True)]
    return []
