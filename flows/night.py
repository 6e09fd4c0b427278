"""What a run has in its hands, and the steps it takes; no Prefect here, so that each can be tested alone."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import Any

import warehouse
from extractors.records import FILES, Candidate, Document, FetchState, Rejected, Source
from flows.agenda import Agenda
from flows.fetch.answers import Discovery, Known, Visit
from flows.fetch.archive import Archive
from flows.fetch.discovery import discover
from flows.fetch.folders import read_folders
from flows.fetch.leftovers import leftovers
from flows.fetch.pages import fetch
from flows.fetch.web import Web, user_agent
from flows.forgetting import address_hash
from flows.handover import read_all
from flows.pieces import Piece, archive_pieces, pieces
from flows.piecework import Job, parts, work
from flows.readers import Readers, batches, readers
from flows.reference import reference_tables
from flows.settings import Settings
from warehouse import CheckFailure, FusionFigures, LoadFigures, Staged, Warehouse, WarehouseError


class ChecksFailed(WarehouseError):
    """The night's tables do not hold together; the published file is as it was."""

    def __init__(self, failures: Sequence[CheckFailure]) -> None:
        self.failures = tuple(failures)
        told = "; ".join(f"{f.name}: {f.count} rows ({f.why})" for f in failures)
        super().__init__(f"Not published, because checks failed: {told}. The published file is as it was.")


class NobodyAnswered(WarehouseError):
    """No outlet could be reached: that is the network, and no night."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is loaded as a whole: documents to be read, and what became of the rest."""

    documents: tuple[Document, ...] = ()
    rejected: tuple[tuple[str, Rejected], ...] = ()
    unchanged: tuple[Candidate, ...] = ()
    states: tuple[FetchState, ...] = ()


class Night:
    """One run, whichever way its articles come: `begin` opens it, the methods are its steps."""

    def __init__(
        self,
        store: Warehouse,
        run_id: str,
        agenda: Agenda,
        settings: Settings,
        web: Web,
        archive: Archive,
        hands: Readers,
        started: datetime,
        agent: str,
    ) -> None:
        self.run_id = run_id
        self.agenda = agenda
        self.settings = settings
        self.warnings: tuple[CheckFailure, ...] = ()
        self._store = store
        self._web = web
        self._archive = archive
        self._readers = hands
        self._started = started
        self._agent = agent

    def discover(self, source: Source) -> Discovery:
        """The addresses that ``source`` lists and the window lets in."""
        return discover(source, self._web, self._store.fetch_states(source.id), self.agenda.until)

    def visits(self, found: Sequence[Discovery]) -> Iterator[Batch]:
        """Fetch what was found, and read the sources' folders; every candidate is in one batch.

        What an earlier night archived before it died comes first, from the archive. The feeds' own states
        come last: a night that dies before asks them again.
        """
        now = self.agenda.clock.now()
        sources = {source.id: source for source in self.agenda.sources}
        states = self._store.fetch_states()
        had: dict[str, str] = {}
        done: set[str] = set()
        broken = self._store.unfinished_runs(self.run_id)
        left = leftovers(self._archive.folder, broken, states, had, done)
        # drawn only once all that is left has been handed out
        forgotten = self._store.forgotten_addresses()
        listed = (
            page
            for each in found
            for page in each.candidates
            if page.url not in done and address_hash(page.url) not in forgotten
        )
        hosts = self.settings.fetch.hosts_at_once
        folders = (read_folders(source, self._archive, states, now) for source in sources.values())
        pages = fetch(listed, sources, self._web, self._archive, states, now, hosts, had)
        for visits in batches(chain(left, pages, *folders), self.settings.read.batch):
            yield _batch(visits)
        yield Batch(
            rejected=tuple(
                (source, rejected)
                for source, each in zip(sources, found, strict=True)
                for rejected in (*each.rejected, *_refused(each.candidates, forgotten))
            ),
            states=tuple(state for each in found for state in each.states),
        )

    def expect_answers(self, found: Sequence[Discovery]) -> None:
        """Raises NobodyAnswered where the night has outlets on the web and none of them could be reached."""
        asked = list(zip(self.agenda.sources, found, strict=True))
        if not asked or any(source.folders or each.is_heard for source, each in asked):
            return
        told = "; ".join(
            f"{source.id}: {each.rejected[0].detail or 'no answer'}" for source, each in asked[:3]
        )
        raise NobodyAnswered(
            f"None of the {len(asked)} outlets could be reached ({told}): is the network there? "
            "Nothing was published; the next night asks again, as far back as look_back_days reaches."
        )

    def pieces(self, paths: Sequence[Path], *, again: bool = False) -> Iterator[Piece | Known | Rejected]:
        """What is to be read under ``paths``; files that were read before are Known, but not ``again``.

        Raises FileNotFoundError where a path is not there.
        """
        known = set() if again else self._store.files_read()
        return pieces(paths, known.__contains__)

    def archived(self) -> Iterator[Piece]:
        """The whole archive. Raises FileNotFoundError where there is none."""
        return archive_pieces(self._archive.folder)

    def read_pieces(
        self, found: Iterable[Piece | Known | Rejected], outlet: str = FILES
    ) -> Iterator[Job | Batch]:
        """Each piece, once it is read, in their order; then, in batches, what was none.

        ``outlet`` is whose they are, but for rows that give their own.
        """
        aside: list[Known | Rejected] = []
        jobs = self._jobs(found, aside, outlet)
        first = list(islice(jobs, 2))
        yield from self._readers.map(work, chain(first, jobs), few=len(first) < 2)
        for some in batches(aside, self.settings.read.batch):
            yield Batch(
                rejected=tuple((outlet, one) for one in some if isinstance(one, Rejected)),
                unchanged=tuple(Candidate(outlet, one.url) for one in some if isinstance(one, Known)),
            )

    def _jobs(
        self, found: Iterable[Piece | Known | Rejected], aside: list[Known | Rejected], outlet: str
    ) -> Iterator[Job]:
        for one in found:
            if isinstance(one, Piece):
                folder, batch = self._store.folder.absolute(), self.settings.read.batch
                yield Job(one, folder, self.run_id, self._started, self._agent, batch, outlet)
            else:
                aside.append(one)

    def load_piece(self, job: Job) -> int:
        """Store what a worker read, batch by batch, and remember the files that end with it.

        Returns the number of readings. A batch that is stored leaves the folder that it waited in.
        """
        count = 0
        for folder, staged in parts(job):
            self._store.load(self.run_id, staged)
            count += staged.readings.num_rows
            shutil.rmtree(folder)
        self._store.save_files_read(self.run_id, job.piece.ends)
        return count

    def read(self, batch: Batch) -> Staged:
        """Clean the batch's documents and extract their incidents, where there are hands for it."""
        return read_all(self._readers, batch.documents)

    def load(self, batch: Batch, read: Staged) -> LoadFigures:
        """Store a batch, all of it or nothing, and remember what was fetched."""
        figures = self._store.load(self.run_id, read, batch.rejected, batch.unchanged)
        self._store.save_fetch_states(self.run_id, batch.states)
        return figures

    def fuse(self) -> FusionFigures:
        """Bring the incidents up to date with the reports."""
        return self._store.fuse(self.run_id)

    def changes(self) -> list[dict[str, Any]]:
        """What the run did to the incidents, each field once: how many, and one of them."""
        return self._store.changes(self.run_id)

    def publish(self) -> Path:
        """Put the tables where readers look, if the checks hold; raises ChecksFailed.

        What the checks only warn of is in ``warnings`` afterwards.
        """
        found = self._store.check()
        failures = [failure for failure in found if failure.severity == "error"]
        if failures:
            raise ChecksFailed(failures)
        self.warnings = tuple(found)
        self._store.save_warnings(self.run_id, self.warnings)
        self._store.finish_run(self.run_id, "completed", datetime.now(UTC))
        return self._store.publish(self.settings.keep.earlier)


@contextmanager
def begin(
    kind: str,
    directory: Path,
    settings: Settings,
    agenda: Agenda,
    parameters: Mapping[str, object],
) -> Iterator[Night]:
    """Open the warehouse in ``directory`` for one run; a run that raises ends as failed, with its reason."""
    started = datetime.now(UTC)
    agent = user_agent(version("nightdesk"), settings.fetch.contact)
    with ExitStack() as stack:
        store = stack.enter_context(warehouse.open_for_writing(directory))
        run_id = store.begin_run(kind, agenda.day, version("nightdesk"), parameters, started)
        try:
            for table, rows in reference_tables():
                store.save_reference(table, rows)
            store.save_sources(agenda.sources)
            archive = stack.enter_context(Archive(directory / "archive", run_id, started, agent))
            hands = stack.enter_context(readers(settings.read))
            web = stack.enter_context(closing(Web(agent, clock=agenda.clock)))
            yield Night(store, run_id, agenda, settings, web, archive, hands, started, agent)
        except BaseException as error:
            store.finish_run(run_id, "failed", datetime.now(UTC), f"{type(error).__name__}: {error}")
            raise


def _refused(candidates: Iterable[Candidate], forgotten: frozenset[str]) -> Iterator[Rejected]:
    """Of each page that is not to be fetched again a row that says so, and not where it is."""
    for page in candidates:
        if address_hash(page.url) in forgotten:
            yield Rejected(None, "fetch", "forgotten")


def _batch(visits: Sequence[Visit]) -> Batch:
    outcomes = [(visit.candidate, visit.outcome) for visit in visits]
    return Batch(
        documents=tuple(outcome for _, outcome in outcomes if isinstance(outcome, Document)),
        rejected=tuple((c.source, outcome) for c, outcome in outcomes if isinstance(outcome, Rejected)),
        unchanged=tuple(candidate for candidate, outcome in outcomes if isinstance(outcome, Known)),
        states=tuple(state for visit in visits for state in (visit.state, *visit.others)),
    )
