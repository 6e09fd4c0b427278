"""Articles that are already there: files and folders through the same steps as the night's pages."""

from collections.abc import Sequence
from pathlib import Path

from prefect import flow

from flows import tasks
from flows.agenda import today
from flows.fetch.files import documents
from flows.night import begin
from flows.settings import load_settings, warehouse_folder
from warehouse import Summary


@flow(name="backfill", on_failure=[tasks.alarm], on_crashed=[tasks.alarm])
def backfill(paths: Sequence[Path], warehouse: Path | None = None, settings: Path | None = None) -> Summary:
    """Load the files and folders ``paths``, batch after batch; a batch that was loaded stays loaded.

    Raises FileNotFoundError where one of them does not exist.
    """
    chosen = load_settings(settings)
    folder = warehouse_folder(warehouse, chosen)
    plan = today(chosen)
    found = documents(paths, plan.until)
    with begin("backfill", folder, chosen, plan, {"paths": paths}) as night:
        tasks.take_in(night, found)
        tasks.fuse(night)
        tasks.publish(night)
    return tasks.sum_up(folder, night)
