"""The warehouse held against the truth: every difference by name."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.sample.held import Held, Row, Rows, path_of
from flows.sample.incident_check import incident_differences
from flows.sample.newsroom import Story
from flows.sample.render import furniture
from flows.sample.sameness import COMPARED, acceptable, pair, plain, same_day
from flows.sample.truth import BOUNDS, Article, Copies, Report, Truth

TABLES = (
    "sightings",
    "articles",
    "article_texts",
    "rejections",
    "incident_reports",
    "statistics",
    "incidents",
    "incident_sources",
    "incident_links",
)


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """``subject`` is an article, incident or page, ``aspect`` what of it differs; the two name it."""

    subject: str
    aspect: str
    expected: str
    found: str

    @property
    def name(self) -> str:
        """What a list of known differences calls it."""
        return f"{self.subject}: {self.aspect}"

    def __str__(self) -> str:
        return f"{self.name}: expected {self.expected}, found {self.found}"


def differences(truth: Truth, rows: Rows, from_files: bool = False) -> list[Difference]:
    """Every difference between ``truth`` and the warehouse's ``rows``, sorted.

    ``rows`` holds the tables of `TABLES`, a mapping of column to value for each row, in any order.
    ``from_files``: the pages came by backfill, so what only feeds and servers tell is not asked for.
    """
    held = Held(rows)
    found: list[Difference] = []
    paired: dict[str, list[tuple[str, Report]]] = defaultdict(list)
    twins = _twins(truth)
    for article in truth.articles.values():
        row = held.article_of(article.story)
        if row is None:
            found.append(Difference(article.id, "article", "loaded", held.fate_of(article.story)))
            continue
        tellings = [list(_metadata(article, story, row, from_files)) for story in twins[article.id]]
        fewest = min(tellings, key=len)  # of copies to the letter, any may have come first
        found += fewest
        found += _text(article, held.text_of(row))
        reports = held.of(row, "incident_reports")
        found += _reports(article, reports)
        for i, j in pair(article.reports, reports):
            report = article.reports[i]
            paired[report.incident].append((str(reports[j]["report_id"]), report))
        found += _statistics(article, held.of(row, "statistics"))
    for copies in truth.copies:
        found += _copies(copies, truth, held)
    if not from_files:
        found += _rejections(truth, held)
    found += (Difference(*parts) for parts in incident_differences(truth, paired, rows))
    return sorted(set(found))


def _twins(truth: Truth) -> dict[str, list[Story]]:
    """The stories whose text each article may have been loaded from: its own, and copies to the letter."""
    stories = {story.id: story for story in truth.stories}
    twins = {article.id: [article.story] for article in truth.articles.values()}
    for copies in truth.copies:
        if copies.form == "exact":
            twins[copies.articles[0]] += [stories[name] for name in copies.articles[1:]]
    return twins


def _metadata(article: Article, story: Story, row: Row, from_files: bool) -> Iterator[Difference]:
    for field, wanted in (("title", story.title), ("author", story.author), ("language", story.language)):
        got = row[field]
        if plain(wanted or "") != plain(got or ""):
            yield Difference(article.id, field, repr(wanted), repr(got))
    if row["kind"] != article.kind:
        yield Difference(article.id, "kind", article.kind, row["kind"])
    undated = story.unlisted_date and story.undated
    if from_files and (story.undated or story.page_date):
        return
    # No date is as good as the right one where only the day in the masthead tells.
    if not (undated and row["published_on"] is None) and not same_day(story.published, row["published_on"]):
        yield Difference(article.id, "published_on", str(story.published), str(row["published_on"]))
    elif row["published_at"] and row["published_at"] != story.published:
        yield Difference(article.id, "published_at", str(story.published), str(row["published_at"]))


def _text(article: Article, text: str) -> Iterator[Difference]:
    have = plain(text)
    for number, paragraph in enumerate(article.story.paragraphs, start=1):
        if paragraph not in article.story.credits and plain(paragraph.removeprefix("## ")) not in have:
            yield Difference(article.id, f"paragraph {number}", "in the text", "lost or changed")
    for line in furniture(article.story):
        if plain(line) in have:
            yield Difference(article.id, "furniture", "left out", line)


def _reports(article: Article, rows: Sequence[Row]) -> Iterator[Difference]:
    rows = [row for row in rows if row["role"] != "retracted"]  # the incident's own row tells of those
    pairs = pair(article.reports, rows)
    for i, j in pairs:
        report, row = article.reports[i], rows[j]
        if report.optional:
            continue
        subject = f"{article.id} on {report.incident}"
        if row["role"] not in (report.role, *report.alt.get("role", ())):
            yield Difference(subject, "role", report.role, row["role"])
        bounds = (bound for bound in BOUNDS if report.fields[bound] is not None)
        for field in (*COMPARED, *bounds):
            if not acceptable(field, report.fields[field], report.alt, row[field]):
                yield Difference(subject, field, repr(report.fields[field]), repr(row[field]))
    told = {i for i, _ in pairs}
    for i, report in enumerate(article.reports):
        if i not in told and not report.optional:
            yield Difference(f"{article.id} on {report.incident}", "report", report.role, "missed")
    matched = {j for _, j in pairs}
    for j, row in enumerate(rows):
        if j not in matched:
            where = row["place"] or row["admin2"] or row["admin1"] or row["country"]
            what = f"{row['event_type']} at {where} on {row['event_date']}, killed {row['killed']}"
            yield Difference(
                article.id, f"invented {row['role']} {row['event_type']} {where}", "nothing", what
            )


def _statistics(article: Article, rows: Sequence[Row]) -> Iterator[Difference]:
    left = list(rows)
    for wanted in article.statistics:
        name = f"statistic {wanted['metric']} {wanted['value']}"
        unit = wanted.get("unit", "count")
        same = [row for row in left if row["value"] == wanted["value"] and row["unit"] == unit]
        same = [row for row in same if _same_metric(wanted, row["metric"])]
        if not same:
            if not wanted.get("optional"):
                yield Difference(article.id, name, "given", "missed")
            continue
        left.remove(same[0])
        if wanted.get("optional"):
            continue
        for field in ("period_start", "period_end", "place"):
            if field in wanted and not acceptable(field, wanted[field], {}, same[0][field]):
                yield Difference(article.id, f"{name} {field}", str(wanted[field]), str(same[0][field]))
        if "group" in wanted and not acceptable("perpetrator", wanted["group"], {}, same[0]["group_name"]):
            yield Difference(article.id, f"{name} group", wanted["group"], str(same[0]["group_name"]))
    for row in left:
        yield Difference(
            article.id, f"invented statistic {row['metric']} {row['value']:g}", "nothing", row["unit"]
        )


def _same_metric(wanted: Row, metric: str) -> bool:
    """Whether two metrics are one; of an optional statistic only what was done to whomever is asked."""
    if wanted.get("optional"):
        return bool(wanted["metric"].split("_")[0] == metric.split("_")[0])
    return bool(wanted["metric"] == metric)


def _copies(copies: Copies, truth: Truth, held: Held) -> Iterator[Difference]:
    subject = " and ".join(copies.articles)
    stories = [story for story in truth.stories if story.id in copies.articles]
    rows = [row for story in stories if (row := held.article_of(story))]
    if copies.form == "address":
        rows += [row for story in stories if (row := held.article_of(story, story.also_at))]
    if len(rows) < len(stories):
        return  # told above: an article is not there
    if copies.form == "revision":
        if not rows[0]["replaces"]:
            yield Difference(subject, "revision", "replaces its earlier text", "does not")
        return
    key = "voice" if copies.form == "near" else "article_id"
    if len({row[key] for row in rows}) > 1:
        yield Difference(subject, f"{copies.form} copy", "one", f"{len({row[key] for row in rows})} of {key}")


def _rejections(truth: Truth, held: Held) -> Iterator[Difference]:
    expected = {(wanted.outlet, wanted.address): wanted for wanted in truth.rejections}
    for (outlet, address), wanted in expected.items():
        rows = [row for row in held.rows["rejections"] if row["source"] == outlet and path_of(row) == address]
        verdicts = [(row["stage"], row["reason"]) for row in rows]
        if not any((wanted.stage, reason) in verdicts for reason in wanted.reasons):
            told = ", ".join(": ".join(verdict) for verdict in verdicts) or held.fate_at(outlet, address)
            yield Difference(
                outlet + address, "rejection", f"{wanted.stage}: {' or '.join(wanted.reasons)}", told
            )
    for row in held.rows["rejections"]:
        if path_of(row) and (row["source"], path_of(row)) not in expected:
            told = f"{row['stage']}: {row['reason']}"
            yield Difference(f"{row['source']}{path_of(row)}", "rejection", "none", told)
