"""The record of one event: every field with the words that say it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from extractors.incidents import evidence as cite
from extractors.incidents.actors import BLAMED, Role, is_forces, roles
from extractors.incidents.actors_chosen import choose
from extractors.incidents.allocation import its_share, shared_out, shares, stands_for
from extractors.incidents.breakdown import name_parts
from extractors.incidents.casualties import Losses, tally
from extractors.incidents.coding import Coded, Dead, code
from extractors.incidents.event import Event
from extractors.incidents.groups import GroupMention
from extractors.incidents.other_days import of_its_day
from extractors.incidents.own_counts import own_counts
from extractors.incidents.places import EventPlace, PlaceMention
from extractors.incidents.rival_counts import widen
from extractors.incidents.speakers import speaker
from extractors.incidents.states import as_named_on, rules
from extractors.incidents.tokens import Tokens
from extractors.incidents.toll_statement import SpanOf
from extractors.incidents.victims import aboard, as_counted_before, name_side
from extractors.incidents.when import EventDate, event_date
from extractors.incidents.where import NOWHERE, Around, at_home, where_of
from extractors.records import IncidentReport

_FAR = frozenset(["Shelling/artillery/missile attack", "Air/drone strike"])


@dataclass(frozen=True, slots=True)
class Setting:
    """What an event's report takes from its article.

    ``chief`` is the date of the article's chief event; ``fallback`` are the places of dateline and
    lead, ``country`` a mention of the one it is about; ``shared`` are the roles of groups in sentences
    about all its events ('the attacks were claimed'); ``spoken_of`` the group that a sentence's 'it'
    and 'the group' mean; ``around`` where history may have been that names no place; ``home`` a group
    of the country that all groups of the text are of, for an event that no place is told of.
    """

    tokens: Tokens
    published: date | None
    communal: bool
    fallback: tuple[PlaceMention, ...]
    country: tuple[PlaceMention, ...]
    shared: tuple[Role, ...]
    spoken_of: Mapping[int, GroupMention]
    extractor: str
    version: str
    chief: EventDate | None = None
    around: Around = NOWHERE
    home: GroupMention | None = None

    def anchor(self) -> date | None:
        """The day that 'a day earlier' counts from."""
        return self.chief.first if self.chief and self.chief.first else self.published


def make_report(setting: Setting, event: Event) -> tuple[IncidentReport, EventDate]:
    """The record of ``event``, and its date with the words that say it."""
    tokens = setting.tokens
    span_of = SpanOf(tokens.starts, tokens.ends)
    when = event_date(tokens, event, setting.anchor(), setting.chief)
    parts = shares(event.facts, tokens.words)
    counted = [shared_out(f, tokens.words, parts) for f in event.facts]
    if event.share:
        counted = [its_share(f, event.share) for f in event.facts]
    allocated = any(a is not b for a, b in zip(counted, event.facts, strict=True))
    counted = of_its_day(tokens, counted, when.first)
    counted = as_counted_before(tokens, counted, event.context)
    told = [*counted, *event.context]
    own = own_counts(tokens, told)
    told_kinds = {t.kind for f in counted for t in f.tolls}
    losses = {
        kind: tally(kind, counted, span_of, own=own) if kind in told_kinds else None
        for kind in ("killed", "abducted", "bodies")
    }
    losses["casualties"] = (
        tally("casualties", [f for f in counted if f.index not in own], span_of)
        if "casualties" in told_kinds
        else None
    )
    losses["injured"] = (
        tally("injured", counted, span_of, losses["killed"], own) if "injured" in told_kinds else None
    )
    losses["missing"] = tally("missing", told, span_of)
    killed = losses["killed"] or losses["bodies"]
    injured = losses["injured"]
    name_parts(killed, "killed", tokens, told)
    name_parts(injured, "injured", tokens, told)
    name_side(killed, tokens, told)
    aboard(killed, tokens, event.facts)
    if killed is None or killed.by_side.keys() <= {"civilians"}:
        aboard(injured, tokens, event.facts)
    widen(killed, tokens, counted, event.context, own)
    dead = _dead(killed)
    said = roles(tokens.low, [*event.facts, *event.context], setting.spoken_of)
    claimed = any(r.attribution == "claimed" and not is_forces(r.mention) for r in said)
    coded = code(tokens, event, dead, setting.communal, claimed=claimed)
    day = when.first or setting.published
    where = where_of(tokens.text, event, setting.fallback, setting.country, day, setting.around)
    where = at_home(where, setting.home)
    country = where.country if where else None
    actors = choose(said, against_militants=coded.against_militants, country=country)
    unclaimed = actors.perpetrator is None and coded.kind != "protest or riot"
    if unclaimed and not coded.against_militants and event.role == "main":
        actors = replace(actors, perpetrator=choose(setting.shared, against_militants=False).perpetrator)
    if actors.perpetrator:
        named = as_named_on(actors.perpetrator.mention, day)
        actors = replace(actors, perpetrator=replace(actors.perpetrator, mention=named))
    blames = _blames(tokens, actors.perpetrator)
    evidence = [
        *cite.of_date(when),
        *cite.of_place(where),
        *cite.of_codes(tokens, coded),
        *cite.of_actors(actors),
        *cite.of_speaker(blames),
        *cite.of_losses(losses, counted, span_of),
    ]
    perpetrator, opponent = actors.perpetrator, actors.opponent
    killed_number = killed.total if killed else None
    injured_number = injured.total if injured else None
    report = IncidentReport(
        role=event.role,
        event_date=when.first,
        event_date_end=when.last if when.last != when.first else None,
        date_precision=when.precision,
        date_text=when.text,
        country=where.country if where else None,
        admin1=where.admin1 if where else None,
        admin2=where.admin2 if where else None,
        admin3=where.admin3 if where else None,
        place=where.place if where else None,
        latitude=where.latitude if where else None,
        longitude=where.longitude if where else None,
        geo_precision=where.geo_precision if where else None,
        geonames_id=where.geonames_id if where else None,
        incident_kind=_kind(coded, event, perpetrator, where, day),
        event_type=coded.event_type,
        sub_event_type=coded.sub_event_type,
        attack_type=coded.attack_type,
        weapon_type=coded.weapon_type,
        target_type=coded.target_type,
        suicide=coded.suicide,
        foiled=coded.foiled,
        perpetrator=perpetrator.mention.name if perpetrator else None,
        opponent=opponent.mention.name if opponent else None,
        perpetrator_text=perpetrator.mention.text if perpetrator else None,
        attribution=perpetrator.attribution if perpetrator else "none",
        claimed_by=perpetrator.mention.name if perpetrator and perpetrator.attribution == "claimed" else None,
        attributed_by=tokens.text[slice(*blames)] if blames else None,
        denied_by=actors.denied.mention.name if actors.denied else None,
        killed=killed_number.value if killed_number else None,
        killed_low=killed_number.low if killed_number else None,
        killed_high=killed_number.high if killed_number else None,
        killed_qualifier=killed_number.qualifier if killed_number else None,
        killed_civilians=_side(killed, "civilians"),
        killed_security=_side(killed, "security"),
        killed_militants=_side(killed, "militants"),
        injured=injured_number.value if injured_number else None,
        injured_low=injured_number.low if injured_number else None,
        injured_high=injured_number.high if injured_number else None,
        injured_qualifier=injured_number.qualifier if injured_number else None,
        injured_civilians=_side(injured, "civilians"),
        injured_security=_side(injured, "security"),
        injured_militants=_side(injured, "militants"),
        casualties=_value(losses["casualties"]),
        missing=_value(losses["missing"]),
        abducted=_value(losses["abducted"]),
        n_incidents=stands_for([f for f in event.facts if f.index not in own], tokens.words)
        if parts < 2 and not event.share
        else None,
        allocated=allocated,
        evidence=tuple(evidence),
        extractor=setting.extractor,
        extractor_version=setting.version,
    )
    return report, when


def done_alike(report: IncidentReport, chief: IncidentReport) -> IncidentReport:
    """``report`` coded as the chief report, of which the text says that it was done in the same way."""
    return replace(
        report,
        incident_kind=chief.incident_kind,
        event_type=chief.event_type,
        sub_event_type=chief.sub_event_type,
        attack_type=chief.attack_type,
        weapon_type=chief.weapon_type,
    )


def _blames(tokens: Tokens, role: Role | None) -> tuple[int, int] | None:
    """The words that name who says that somebody did it without his own claim."""
    if role is None or role.attribution not in BLAMED or not role.sentence[1]:
        return None
    start, end = role.sentence
    named = (role.mention.start, role.mention.end)
    return speaker(tokens, start, end, named if start <= named[0] < end else (end, end))


def _kind(
    coded: Coded, event: Event, perpetrator: Role | None, where: EventPlace | None, on: date | None
) -> str:
    """The kind, where the attacker's country tells more than the deeds."""
    if coded.kind not in ("militant attack", "security operation", "clash"):
        return coded.kind
    far = coded.sub_event_type in _FAR
    group = perpetrator.mention if perpetrator is not None else None
    state = group is not None and (is_forces(group) or rules(group, on))
    if state and group and group.country and where and where.country not in (None, group.country):
        return "cross-border attack"
    if far and any("crossborder" in f.cues for f in [*event.facts, *event.context]):
        return "cross-border attack"
    return coded.kind


def _value(losses: Losses | None) -> int | None:
    return losses.total.value if losses else None


def _side(losses: Losses | None, side: str) -> int | None:
    number = losses.by_side.get(side) if losses else None
    return number.value if number else None


def _dead(killed: Losses | None) -> Dead:
    return Dead(
        _side(killed, "civilians"), _side(killed, "security"), _side(killed, "militants"), _value(killed)
    )
