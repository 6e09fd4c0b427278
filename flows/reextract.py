"""The archive read again by this version: the same articles, newer readings, one history."""

from pathlib import Path

from prefect import flow

from flows import tasks
from flows.agenda import today
from flows.night import begin
from flows.settings import load_settings, warehouse_folder
from warehouse import Summary


@flow(name="reextract", on_failure=[tasks.alarm], on_crashed=[tasks.alarm])
def reextract(warehouse: Path | None = None, settings: Path | None = None) -> Summary:
    """Read every archived page and file anew; ids stay, and what moved is told before it is published.

    Raises FileNotFoundError where there is no archive.
    """
    chosen = load_settings(settings)
    folder = warehouse_folder(warehouse, chosen)
    with begin("reextract", folder, chosen, today(chosen), {}) as night:
        tasks.take_in(night, night.archived())
        tasks.fuse(night)
        tasks.compare(night)
        tasks.publish(night)
    tasks.tidy(folder, chosen)
    return tasks.sum_up(folder, night)
