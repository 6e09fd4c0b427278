"""Texts of one paragraph that tell one deed on a day or at a place, as analysts and police write them."""

from collections.abc import Sequence

from extractors.incidents.discourse import Part
from extractors.incidents.facts import Facts

_SENTENCES = 12
_SHORT = 4
_DAY_WITHIN = 45  # characters before the day: 'Security measures: As reported on'


def is_summary(parts: Sequence[tuple[Facts, Part]]) -> bool:
    """Whether the text is one such paragraph: it tells of something that happened, whatever it is about.

    Where it does not begin with a day, it is shorter and says at once what was done at which place.
    """
    if not parts or len(parts) > _SENTENCES:
        return False
    first = parts[0][0]
    if any(f.sentence.line != first.sentence.line for f, _ in parts):
        return False
    if any(
        m.precision in ("day", "few days") and m.start - first.sentence.start <= _DAY_WITHIN
        for m in first.dates
    ):
        return True
    exact = any(m.place.kind not in ("country", "region") for m in first.places)
    return len(parts) <= _SHORT and exact and bool(first.acts)


def scene_setter(parts: Sequence[tuple[Facts, Part]], opened: Facts) -> Facts | None:
    """The first sentence of a summary where it tells how, and the one that ``opened`` the event to whom."""
    first, part = parts[0]
    if part != "news" or first.index >= opened.index or not first.acts or not is_summary(parts):
        return None
    return first
