"""A warehouse open for writing: the one place that a night's results go through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import RLock
from typing import Any

import duckdb
import pyarrow as pa

from extractors.records import Candidate, FetchState, Reading, Rejected, Source
from warehouse import checking, forgetting, fusing, loading, memory, publishing, reference, rulings, runs
from warehouse.database import WORKING, connect, open_working, plain_errors
from warehouse.errors import WarehouseError
from warehouse.figures import CheckFailure, FusionFigures, LoadFigures
from warehouse.forgetting import Forgetting
from warehouse.lock import exclusive
from warehouse.memory import FileRead, RemovedFile
from warehouse.running import table
from warehouse.staging import Staged, join, stage
from warehouse.summing import Summary, changes, summarise


@contextmanager
def open_for_writing(folder: Path) -> Iterator["Warehouse"]:
    """The warehouse in ``folder``, made where it is missing, locked against other writers while open."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(
            f"Cannot make the folder {folder} ({error.strerror}): choose another."
        ) from error
    with exclusive(folder / "lock"):
        warehouse = Warehouse(folder)
        try:
            yield warehouse
        finally:
            warehouse.close()


class Warehouse:
    """Methods may be called from any thread; they run one at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = RLock()
        self._connection = open_working(folder / WORKING)
        with plain_errors("closing the runs that died"):
            runs.bury_dead(self._connection)

    def close(self) -> None:
        with self._turn:
            self._connection.close()

    @contextmanager
    def _while(self, doing: str) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._turn, plain_errors(doing):
            yield self._connection

    def begin_run(
        self, kind: str, night: date, version: str, parameters: Mapping[str, object], started_at: datetime
    ) -> str:
        """Open a run of ``kind`` (nightly, backfill, reextract); returns its id."""
        with self._while("beginning a run") as connection:
            return runs.begin(connection, kind, night, version, parameters, started_at)

    def unfinished_runs(self, run_id: str) -> list[str]:
        """The runs like ``run_id`` that broke off since the last one that was completed, the oldest first."""
        with self._while("looking for broken runs") as connection:
            return runs.unfinished(connection, run_id)

    def finish_run(self, run_id: str, status: str, finished_at: datetime, error: str | None = None) -> None:
        """Close a run and count, in ``runs`` and ``source_runs``, what it did."""
        with self._while("finishing the run") as connection:
            runs.finish(connection, run_id, status, finished_at, error)

    def save_sources(self, sources: Sequence[Source]) -> None:
        """Make ``sources`` known or bring them up to date; others stay."""
        with self._while("saving sources") as connection:
            memory.save_sources(connection, sources)

    def save_reference(self, table: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Replace ``groups``, ``group_aliases`` or ``places`` by ``rows``: column names to values."""
        with self._while(f"saving {table}") as connection:
            reference.save(connection, table, rows)

    def fetch_states(self, source_id: str | None = None) -> dict[str, FetchState]:
        """What is remembered of each address, of one source or of all."""
        with self._while("reading what was fetched") as connection:
            return memory.fetch_states(connection, source_id)

    def save_fetch_states(self, run_id: str, states: Iterable[FetchState] | Mapping[str, FetchState]) -> None:
        """Remember ``states`` in place of what was remembered of the same addresses."""
        given = list(states.values() if isinstance(states, Mapping) else states)
        with self._while("remembering what was fetched") as connection:
            memory.save_fetch_states(connection, run_id, given)

    def files_read(self) -> set[FileRead]:
        """The files that backfills have read to their end."""
        with self._while("reading which files were read") as connection:
            return memory.files_read(connection)

    def save_files_read(self, run_id: str, files: Iterable[FileRead]) -> None:
        """Remember that these files were read to their end."""
        with self._while("remembering which files were read") as connection:
            memory.save_files_read(connection, run_id, datetime.now(UTC), files)

    def save_removed(self, files: Iterable[RemovedFile]) -> None:
        """Write down that these files go."""
        with self._while("writing down what is removed") as connection:
            memory.save_removed(connection, files)

    def forgotten_addresses(self) -> frozenset[str]:
        """SHA-256 of the addresses that are not to be fetched again."""
        with self._while("reading what was forgotten") as connection:
            found = connection.execute("SELECT key FROM forgotten_keys WHERE kind = 'address'").fetchall()
        return frozenset(key for (key,) in found)

    def family(self, names: Sequence[str]) -> list[str]:
        """The articles that keys, declared hashes or addresses mean, with all their states."""
        with self._while("looking for an article") as connection:
            return forgetting.family(connection, names)

    def ask_to_forget(
        self,
        run_id: str,
        articles: Sequence[str],
        addresses: Sequence[str],
        places: Sequence[str],
        who: str,
        why: str,
    ) -> None:
        """Write down what is to be forgotten: from here on it is refused, and `forget` takes it out."""
        with self._while("writing down what to forget") as connection:
            _, now = runs.kind_and_time(connection, run_id)
            forgetting.ask(connection, run_id, articles, addresses, places, who, why, now)

    def refused_places(self) -> list[str]:
        """Where the archive holds what came again after it was forgotten."""
        with self._while("looking for what came again") as connection:
            found = connection.execute(
                "SELECT DISTINCT archived_in FROM rejections "
                "WHERE reason = 'forgotten' AND archived_in IS NOT NULL ORDER BY 1"
            ).fetchall()
        return [place for (place,) in found]

    def to_forget(self) -> list[Forgetting]:
        """What was asked for and is not done yet."""
        with self._while("reading what to forget") as connection:
            return forgetting.pending(connection)

    def archive_files_known(self) -> set[str]:
        """The archive's files of which every record is known: those that runs wrote which were completed."""
        with self._while("reading which archives are known") as connection:
            found = connection.execute(
                "SELECT DISTINCT regexp_extract(archived_in, '^(.*)#', 1) FROM sightings "
                "WHERE archived_in IS NOT NULL "
                "AND run_id IN (SELECT run_id FROM runs WHERE status = 'completed')"
            ).fetchall()
        return {file for (file,) in found}

    def found_in_archive(self, forgotten_id: str, records: Mapping[str, Sequence[str]]) -> None:
        """Remember which records, by file, are to leave the archive, before they do."""
        with self._while("writing down what to forget") as connection:
            forgetting.found_in_archive(connection, forgotten_id, records)

    def forget(self, one: Forgetting, places: Sequence[tuple[str, str, str]], version: str) -> None:
        """Take ``one`` out of the working file, and write that anew; ``places`` as in `forget_in`."""
        with self._while("forgetting an article"):
            forgetting.forget_in(self._connection, one, places, version)
            try:
                forgetting.anew(self._connection, self.folder / WORKING)
            finally:
                self._connection.close()
                self._connection = open_working(self.folder / WORKING)
            self._connection.execute(
                "UPDATE forgotten SET finished_at = now() WHERE forgotten_id = ?", [one.forgotten_id]
            )

    def load(
        self,
        run_id: str,
        readings: Sequence[Reading] | Staged,
        rejected: Sequence[tuple[str, Rejected]] = (),
        unchanged: Sequence[Candidate] = (),
    ) -> LoadFigures:
        """Store one batch, all of it or nothing; ``rejected`` are pairs of source and rejection."""
        if isinstance(readings, Staged):
            staged = join((readings, stage((), rejected, unchanged)))
        else:
            staged = stage(readings, rejected, unchanged)
        with self._while("loading a batch") as connection:
            kind, now = runs.kind_and_time(connection, run_id)
            return loading.load(connection, run_id, now, staged, reading_again=kind == "reextract")

    def fuse(self, run_id: str) -> FusionFigures:
        """Bring the incidents up to date with the reports."""
        with self._while("fusing reports") as connection:
            _, now = runs.kind_and_time(connection, run_id)
            return fusing.fuse(connection, run_id, now)

    def check(self) -> list[CheckFailure]:
        """Run every check; errors forbid publishing, warnings are to be shown."""
        with self._while("checking") as connection:
            return checking.check(connection)

    def save_warnings(self, run_id: str, failures: Sequence[CheckFailure]) -> None:
        """Keep what the checks warned of, so that readers of the published file see it."""
        with self._while("saving warnings") as connection:
            checking.save_warnings(connection, run_id, failures)

    def publish(self, earlier: int = publishing.EARLIER_KEPT) -> Path:
        """Put a complete copy of the working file where readers look, in one step; returns its path.

        ``earlier`` is how many published files before it are kept.
        """
        with self._while("publishing"):
            runs.mark_published(self._connection)
            self._connection.execute("CHECKPOINT")
            self._connection.close()
            try:
                return publishing.publish(self.folder, earlier)
            finally:
                self._connection = connect(self.folder / WORKING)

    def summary(self, run_id: str) -> Summary:
        """The run in figures, whether it is published or not."""
        with self._while("summing up the run") as connection:
            return summarise(connection, run_id)

    def changes(self, run_id: str) -> list[dict[str, Any]]:
        """How the incidents differ after a run, counted by field, published or not."""
        with self._while("comparing") as connection:
            return changes(connection, run_id)

    def query(self, sql: str) -> pa.Table:
        """The answer to ``sql`` on the working tables, published or not."""
        with self._while("answering a query") as connection:
            return table(connection, sql)

    def rule_same(
        self, incident_id: str, other_id: str, who: str, why: str, at: datetime | None = None
    ) -> str:
        """An analyst says that two incidents are one; returns the ruling's id. Holds from the next fuse.

        Here and in `rule_not_same` a report_id may stand for an incident.
        """
        return self._rule("same", incident_id, other_id, None, None, who, why, at)

    def rule_not_same(
        self, incident_id: str, other_id: str, who: str, why: str, at: datetime | None = None
    ) -> str:
        """An analyst says that two incidents, or two reports of one, are two, now and on every replay."""
        return self._rule("not same", incident_id, other_id, None, None, who, why, at)

    def rule_value(
        self, incident_id: str, field: str, value: str | None, who: str, why: str, at: datetime | None = None
    ) -> str:
        """An analyst says what is right in a column of an incident."""
        return self._rule("value", incident_id, None, field, value, who, why, at)

    def revoke_ruling(self, ruling_id: str, who: str, why: str, at: datetime | None = None) -> None:
        """Take a ruling back; it stays on record."""
        with self._while("taking a ruling back") as connection:
            rulings.revoke(connection, ruling_id, who, why, at or datetime.now(UTC))

    def _rule(
        self,
        ruling: str,
        incident_id: str,
        other_id: str | None,
        field: str | None,
        value: str | None,
        who: str,
        why: str,
        at: datetime | None,
    ) -> str:
        with self._while("writing a ruling") as connection:
            at = at or datetime.now(UTC)
            return rulings.record(connection, ruling, incident_id, other_id, field, value, who, why, at)
