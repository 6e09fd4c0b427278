"""What the tolls of one sentence say of each other: as many again, some of the others, the same side."""

from dataclasses import replace

from extractors.incidents.toll_line import Line, Toll

_WHICH = frozenset(["that", "which"])


def compare(line: Line) -> None:
    """Complete the tolls of a sentence, in the order of the text, from those beside them."""
    _as_many(line)
    _within_its_deed(line)
    _hurt_beside(line)


def _as_many(line: Line) -> None:
    """'Two guards were killed and as many wounded': so many again."""
    for n, toll in enumerate(line.tolls[1:], 1):
        before = line.tolls[n - 1].count
        if toll.count.value is None and line.words[toll.first - 1 : toll.first + 1] == ["as", "many"]:
            same = replace(toll.count, value=before.value, low=before.low, high=before.high, qualifier=None)
            line.tolls[n] = replace(toll, count=same)


def _within_its_deed(line: Line) -> None:
    """'Five were killed in a raid that, say elders, killed two farmers': two of the five."""
    if _WHICH.isdisjoint(line.words[line.chunks[0].first : line.chunks[-1].last]):
        return
    whole: Toll | None = None
    for n, toll in enumerate(line.tolls):
        if toll.kind != "killed" or toll.part or toll.weak or toll.count.value is None:
            continue
        if toll.first < toll.cue:
            whole = toll if toll.count.side == "people" and line.words[toll.last] == "in" else None
        elif whole is not None and whole.count.value and toll.count.value < whole.count.value:
            between = line.words[whole.last : toll.first]
            if not _WHICH.isdisjoint(between) and "also" not in between:
                line.tolls[n] = replace(toll, part=True)


def _hurt_beside(line: Line) -> None:
    """'Three soldiers were killed and five others injured': soldiers too."""
    sides: set[str] = set()
    for n, toll in enumerate(line.tolls):
        bare = not toll.count.target and toll.count.side == "people" and not toll.part and not toll.weak
        if toll.kind == "killed":
            sides.add("people" if toll.part else toll.count.side)
        elif toll.kind != "injured" or not bare or len(sides) != 1 or "people" in sides:
            continue
        elif toll.count.others or (toll.first <= toll.cue and not toll.total):
            line.tolls[n] = replace(toll, count=replace(toll.count, side=min(sides)))
