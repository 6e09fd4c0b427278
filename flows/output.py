"""What commands print: nothing of strangers' reaches a terminal as codes, columns stand under each other."""

from datetime import date


def printable(text: str, keep: str = "", instead: str = "\ufffd") -> str:
    """``text`` with ``instead`` for each control character but those in ``keep``."""
    return "".join(c if c.isprintable() or c in keep else instead for c in text)


def aligned(rows: list[list[str]]) -> list[str]:
    """A line for each row, its cells below those of the row before."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows]


def plain(value: object) -> str:
    """For ``json``: dates and times in ISO 8601. Raises TypeError for anything else."""
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
