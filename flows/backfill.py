"""Articles that are already there: files and folders through the same steps as the night's pages."""

from collections.abc import Sequence
from pathlib import Path

from prefect import flow

from extractors.records import FILES
from flows import tasks
from flows.agenda import today
from flows.night import begin
from flows.settings import load_settings, warehouse_folder
from warehouse import Summary


@flow(name="backfill", on_failure=[tasks.alarm], on_crashed=[tasks.alarm])
def backfill(
    paths: Sequence[Path],
    warehouse: Path | None = None,
    settings: Path | None = None,
    again: bool = False,
    outlet: str = FILES,
) -> Summary:
    """Load the files and folders ``paths``; what was loaded stays loaded, if the run is broken off.

    Files that an earlier backfill has read to their end are passed over, but not ``again``.
    ``outlet`` is whose they are, but for rows that give their own.
    Raises FileNotFoundError where one of them does not exist.
    """
    chosen = load_settings(settings)
    folder = warehouse_folder(warehouse, chosen)
    plan = today(chosen)
    with begin("backfill", folder, chosen, plan, {"paths": paths, "again": again, "outlet": outlet}) as night:
        tasks.take_in(night, night.pieces(paths, again=again), outlet)
        tasks.fuse(night)
        tasks.publish(night)
    tasks.tidy(folder, chosen)
    return tasks.sum_up(folder, night)
