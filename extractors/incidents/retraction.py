"""What an article says never happened: 'there was no attack on any school in Ziam on Tuesday'."""

from collections.abc import Sequence

from extractors.incidents.article_parts import Parts
from extractors.incidents.event import Event
from extractors.incidents.facts import Facts
from extractors.incidents.report import Setting, make_report
from extractors.records import Evidence, IncidentReport

_KEPT = (
    *("event_date", "event_date_end", "date_precision", "date_text"),
    *("country", "admin1", "admin2", "admin3", "place", "latitude", "longitude", "geo_precision"),
    *("geonames_id", "incident_kind", "target_type", "extractor", "extractor_version"),
)
_CONFIDENCE = 0.8
_LEAD = 4  # sentences in which place and day of what is taken back stand, where its own does not give them


def retracted(setting: Setting, parts: Parts) -> IncidentReport | None:
    """The report that an article without news takes back, with day and place; None where it takes back none.

    When, where, the kind and the target are given, so that it is known from what else that day brought;
    what did not happen has no toll and no doer. Without its day or its district nothing is given, as it
    could be any incident's.
    """
    below = [(f, part) for f, part in parts.told if f.sentence.start >= parts.title_chars]
    told = [f for f, part in below if part != "history"]
    saying = [f for f in told if "unsaid" in f.cues and _names_deed(parts, f)]
    if not saying:
        return None
    near = [f for f in told if f not in saying and (f.index < _LEAD or _beside(f, saying))]
    report, when = make_report(setting, Event("main", saying, context=near))
    if when.precision != "day" or not (report.admin2 or report.place):
        return None
    kept = {name: getattr(report, name) for name in _KEPT}
    cue = next(hit for hit in saying[0].cue_hits if hit.row["tag"] == "unsaid")
    said = Evidence("role", *parts.tokens.span(cue.first, cue.last), _CONFIDENCE)
    return IncidentReport(
        role="retracted", **kept, evidence=(said, *(e for e in report.evidence if e.field in kept))
    )


def _names_deed(parts: Parts, facts: Facts) -> bool:
    hits = parts.scan.inside("acts", facts.sentence.first, facts.sentence.last)
    return any(hit.row["act"] for hit in hits)


def _beside(facts: Facts, saying: Sequence[Facts]) -> bool:
    return any(abs(facts.index - one.index) == 1 for one in saying)
