"""What the steps of a night report about themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadFigures:
    """What became of one batch; every reading, rejection and unchanged candidate is counted once."""

    new: int = 0
    near_duplicates: int = 0
    revisions: int = 0
    exact_duplicates: int = 0
    declared_duplicates: int = 0
    read_again: int = 0
    unchanged: int = 0
    rejected: int = 0
    reports: int = 0
    statistics: int = 0
    hash_conflicts: tuple[str, ...] = ()  # source ids whose declared hash was known over another text


@dataclass(frozen=True, slots=True)
class FusionFigures:
    """What fusing changed; ``unfused`` are background mentions that say too little to stand alone."""

    reports: int = 0
    new: int = 0
    updated: int = 0
    merged: int = 0
    withdrawn: int = 0
    unfused: int = 0


@dataclass(frozen=True, slots=True)
class CheckFailure:
    """A check that found bad rows: ``why`` it matters, how many, and the first of them."""

    name: str
    severity: str  # error: the night must not be published; warning: it is, and says so
    why: str
    count: int
    rows: tuple[dict[str, object], ...]
