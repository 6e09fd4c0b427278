"""The night, in one screen: discover → fetch → read → load → fuse → publish."""

from datetime import date
from pathlib import Path

from prefect import flow

from flows import tasks
from flows.agenda import agenda
from flows.deadline import deadline
from flows.night import begin
from flows.settings import load_settings, warehouse_folder
from warehouse import Summary


@flow(
    name="nightly",
    retries=1,
    retry_delay_seconds=tasks.NEXT_TRY_SECONDS,
    on_failure=[tasks.alarm],
    on_crashed=[tasks.alarm],
)
def nightly(
    warehouse: Path | None = None,
    settings: Path | None = None,
    sources: Path | None = None,
    sample: int | None = None,
    day: date | None = None,
) -> Summary:
    """The main job: fetch the news of the outlets in ``sources``, read it, and publish the incidents.

    ``sample`` visits that night of the invented newsroom instead. ``day`` is the night's date;
    without it, that of the schedule. Returns what the night came to.
    """
    chosen = load_settings(settings)
    folder = warehouse_folder(warehouse, chosen)
    asked = {"sources": sources, "sample": sample, "day": day}
    with (
        deadline(chosen.night.hours_at_most, tasks.begun()),
        agenda(sources, sample, day, tasks.due(), chosen) as plan,
        begin("nightly", folder, chosen, plan, asked) as night,
    ):
        listed = [tasks.discover.submit(night, source) for source in plan.sources]
        for batch in tasks.fetched(night, listed):
            tasks.load(night, batch, tasks.read(night, batch))
        tasks.fuse(night)
        tasks.publish(night)
    tasks.tidy(folder, chosen)
    return tasks.sum_up(folder, night)
