"""GTD's target type: whom or what an attack was aimed at."""

from collections import Counter

from extractors.incidents.deeds import Dead
from extractors.incidents.events import Event
from extractors.incidents.lexicon import Hit

GENERIC = "Private Citizens & Property"


def target_type(event: Event, dead: Dead) -> tuple[Hit | None, str | None]:
    """GTD's target: the thing attacked, else the people hurt."""
    scores: Counter[str] = Counter()
    first: dict[str, Hit] = {}
    for position, facts in enumerate(event.facts):
        weight = 3 if position < 2 else 1
        for hit in facts.targets:
            target, rank = hit.row["target"], hit.row["rank"]
            scores[target] += weight * {"2": 6, "1": 3, "0": 1}[rank]
            first.setdefault(target, hit)
        for toll in facts.tolls:
            if toll.count.target and toll.count.side != "militants" and not toll.part:
                scores[toll.count.target] += weight * (2 if toll.count.side == "people" else 5)
    if not scores:
        return None, GENERIC if dead.total or dead.civilians else None
    target = max(scores, key=lambda t: scores[t])
    return first.get(target), target
