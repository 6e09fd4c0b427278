"""Fused incidents held against the truth: one row an incident, with what its reports together say."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.incidents.distance import km_between
from extractors.incidents.gazetteer import lookup
from flows.sample.sameness import NONE, acceptable
from flows.sample.truth import INHERITED, Incident, Report, Truth

Row = Mapping[str, Any]
Parts = tuple[str, str, str, str]  # of a Difference
_FIELDS = (
    *(field for field in INHERITED if field != "event_date_end"),
    "perpetrator",
    "attribution",
    "claimed_by",
    "denied_by",
    "abducted",
    "n_incidents",
)
_NEAR_KM = 30.0


def incident_differences(
    truth: Truth, paired: Mapping[str, Sequence[tuple[str, Report]]], rows: Mapping[str, Sequence[Row]]
) -> Iterator[Parts]:
    """Differences of fusion and of the fused rows.

    ``paired``: for each incident of the truth the ids of the warehouse's reports on it, with what the
    truth has for them.
    """
    joined = {row["report_id"]: row["incident_id"] for row in rows["incident_sources"]}
    standing = {row["incident_id"]: row for row in rows["incidents"]}
    members: dict[str, dict[str, int]] = {}  # truth's key -> warehouse's ids -> reports
    for key, reports in paired.items():
        members[key] = defaultdict(int)
        asked = [report_id for report_id, report in reports if _must_join(report)]
        for report_id in asked or [report_id for report_id, _ in reports]:
            if report_id in joined:
                members[key][joined[report_id]] += 1
    homes = {key: max(ids, key=lambda i: (ids[i], i)) for key, ids in members.items() if ids}
    yield from _shared(homes)
    for key, incident in truth.incidents.items():
        if len(members.get(key, ())) > 1:
            yield key, "split", "one incident", f"{len(members[key])} incidents"
        row = standing.get(homes.get(key, ""))
        if incident.fields["retracted"]:
            if row is not None:
                yield key, "retracted", "withdrawn", "stands"
        elif _is_news(key, truth):
            if row is None:
                yield key, "incident", "stands", "missing"
            else:
                yield from _row_differences(incident, _tolls(key, truth), row)
    links = {frozenset((row["incident_id"], row["other_incident_id"])) for row in rows["incident_links"]}
    for a, b in truth.links:
        if (
            a in homes
            and b in homes
            and homes[a] != homes[b]
            and frozenset((homes[a], homes[b])) not in links
        ):
            yield f"{a} and {b}", "link", "linked", "not linked"


def _shared(homes: Mapping[str, str]) -> Iterator[Parts]:
    keys: dict[str, list[str]] = defaultdict(list)
    for key, incident_id in homes.items():
        keys[incident_id].append(key)
    for together in keys.values():
        if len(together) > 1:
            yield " and ".join(sorted(together)), "merged", f"{len(together)} incidents", "one incident"


def _is_news(key: str, truth: Truth) -> bool:
    return any(
        report.incident == key and report.role == "main" and not report.optional
        for article in truth.articles.values()
        for report in article.reports
    )


def _row_differences(incident: Incident, reports: Sequence[Report], row: Row) -> Iterator[Parts]:
    for field in _FIELDS:
        if not acceptable(field, incident.fields[field], incident.alt, row[field]):
            yield incident.key, field, repr(incident.fields[field]), repr(row[field])
    for toll in ("killed", "injured"):
        yield from _toll_differences(incident, toll, reports, row)
    latitude, longitude = incident.fields["latitude"], incident.fields["longitude"]
    if latitude is not None and row["latitude"] is not None:
        distance_km = km_between(latitude, longitude, row["latitude"], row["longitude"])
        if distance_km > _NEAR_KM and not _at_another_place(incident, row):
            yield incident.key, "coordinates", f"{latitude} {longitude}", f"{distance_km:.0f} km away"
    if latitude is not None and row["latitude"] is None:
        yield incident.key, "coordinates", f"{latitude} {longitude}", "none"


def _at_another_place(incident: Incident, row: Row) -> bool:
    """Whether the point is that of a place which the truth accepts, too: of the town, for its suburb."""
    others = [p for name in incident.alt.get("place", ()) for p in lookup(name)]
    return any(
        km_between(place.latitude, place.longitude, row["latitude"], row["longitude"]) <= _NEAR_KM
        for place in others
        if place.latitude is not None and place.longitude is not None and place.country == row["country"]
    )


def _tolls(key: str, truth: Truth) -> list[Report]:
    """Reports on the incident, oldest first; shares of a common toll only where nothing better is told."""
    told = [
        (article.story.published, report)
        for article in truth.articles.values()
        for report in article.reports
        if report.incident == key and article.story.published
    ]
    reports = [report for _, report in sorted(told, key=lambda pair: pair[0])]
    return [report for report in reports if not report.fields["allocated"]] or reports


def _toll_differences(incident: Incident, toll: str, reports: Sequence[Report], row: Row) -> Iterator[Parts]:
    """Low and high span what was reported; the best number is one of the latest main reports'.

    Where a report may be read in several ways, each reading of it will do, and of a report that need not give
    a number none at all.
    """
    asked = [report for report in reports if report.fields[toll] is not None and _must_say(report, toll)]
    said = [report for report in reports if _numbers(report, toll)]
    if not asked and row[toll] is None:
        return
    if not said:
        yield incident.key, toll, "None", repr(row[toll])
        return
    latest = ([report for report in asked if report.role == "main"] or asked or said)[-1]
    best = incident.fields[toll] if incident.fields[toll] is not None else latest.fields[toll]
    since = [report for report in said[said.index(latest) :] if "main" in _roles(report) or report is latest]
    others = [value for report in since for value in _numbers(report, toll)]
    if not acceptable(toll, best, {toll: [*others, *incident.alt.get(toll, ())]}, row[toll]):
        yield incident.key, toll, str(best), repr(row[toll])
    bounds = {"low": (min, max, 1), "high": (max, min, -1)}
    for bound, (outermost, innermost, sign) in bounds.items():
        name, got = f"{toll}_{bound}", row[f"{toll}_{bound}"]
        widest = outermost(value for report in said for value in _numbers(report, toll, name))
        needed = [innermost(_numbers(report, toll, name)) for report in asked]
        narrowest = outermost(needed) if needed else got
        if got is None or not sign * widest <= sign * got <= sign * narrowest:
            yield incident.key, name, str(narrowest), repr(got)


def _roles(report: Report) -> tuple[str, ...]:
    return (report.role, *report.alt.get("role", ()))


def _must_say(report: Report, toll: str) -> bool:
    return _must_join(report) and NONE not in report.alt.get(toll, ())


def _must_join(report: Report) -> bool:
    """Whether the text tells which incident is meant: a mention without place and day may stand alone."""
    undated = report.fields["event_date"] is None or NONE in report.alt.get("event_date", ())
    unplaced = report.fields["place"] is None and report.fields["admin1"] is None
    return not report.optional and not (undated and unplaced)


def _numbers(report: Report, toll: str, bound: str | None = None) -> list[int]:
    """What a report may be read to say of a toll, or of a bound of it where the text has another number."""
    name = bound if bound and report.fields[bound] is not None else toll
    values = [report.fields[name], *report.alt.get(name, ())]
    return [value for value in values if value is not None and value != NONE]
