"""One event while an article is read: its sentences, places, days and tolls."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from extractors.incidents.dates import DateMention
from extractors.incidents.facts import Facts
from extractors.incidents.places import PlaceMention
from extractors.incidents.scene import closest, scene

_TELLING = 60  # what an event's later sentences name is no longer compared


@dataclass(slots=True)
class Event:
    """The sentences of one event, in the order of the text.

    ``summary``: a lead that announces several. ``late``: opened as 'the recent …', so of these days.
    ``back``: fire by those whom the event before it struck.
    ``gathering``: a protest beside the deed it is about, of the same day where no other is named.
    """

    role: Literal["main", "background"]
    facts: list[Facts] = field(default_factory=list)
    summary: bool = False
    late: bool = False
    back: bool = False
    gathering: bool = False
    shared_date: tuple[DateMention, Facts] | None = None
    share: tuple[int, int] | None = None  # the which of how many events that one toll is told for
    context: list[Facts] = field(default_factory=list)  # claims and other sentences without a deed

    def scene(self) -> list[PlaceMention]:
        """The places of all its sentences."""
        return [m for f in self.facts[:_TELLING] for m in scene(f)]

    def ends_in(self, line: int) -> bool:
        """Whether its last sentence stands in the paragraph ``line``."""
        return bool(self.facts) and self.facts[-1].sentence.line == line

    def days(self) -> set[date]:
        """The days that its sentences name."""
        return {m.first for f in self.facts[:_TELLING] for m in f.dates if m.first and m.precision == "day"}

    def counts(self) -> set[tuple[str, int]]:
        """Its tolls, as kind and number."""
        return {
            (t.kind, t.count.value)
            for f in self.facts[:_TELLING]
            for t in f.tolls
            if t.count.value is not None and not t.weak and not t.part
        }


def elsewhere(facts: Facts, events: Sequence[Event]) -> bool:
    """Whether a sentence lies at a place of none of the events."""
    here = [m for m in scene(facts) if m.role in ("at", "near")] or scene(facts)
    return bool(here) and all(closest(here, event.scene()) in ("conflict", "different") for event in events)
