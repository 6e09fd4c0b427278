"""The tab key at the prompt of `nightdesk sql`: tables, macros and columns first, then SQL's own words."""

from collections.abc import Callable, Sequence
from pathlib import Path

import warehouse

_NAMES = """
    SELECT word FROM (
        SELECT table_name AS word, 1 AS place FROM duckdb_tables() WHERE NOT internal
        UNION ALL SELECT view_name, 1 FROM duckdb_views() WHERE NOT internal
        UNION ALL SELECT function_name || '(', 1 FROM duckdb_functions()
        WHERE NOT internal AND function_type IN ('macro', 'table_macro')
        UNION ALL SELECT column_name, 2 FROM duckdb_columns() WHERE NOT internal
        UNION ALL SELECT upper(keyword_name), 3 FROM duckdb_keywords() WHERE keyword_category = 'reserved'
    )
    GROUP BY word ORDER BY min(place), word
"""
_ENDS_OF_WORDS = " \t\n,;()[]=<>+-*/|.'\""


def names(directory: Path) -> list[str]:
    """What may be written in a query on the published warehouse, the warehouse's own names first."""
    return [str(row["word"]) for row in warehouse.query(directory, _NAMES).to_pylist()]


def completer(known: Sequence[str]) -> Callable[[str, int], str | None]:
    """What readline asks with the word begun and 0, 1, 2 … until the answer is None."""

    def answer(begun: str, number: int) -> str | None:
        found = [name for name in known if name.lower().startswith(begun.lower())]
        return found[number] if number < len(found) else None

    return answer


def complete_with_tab(known: Sequence[str]) -> None:
    """Let the tab key complete at the prompt; where Python has no readline the prompt works without."""
    try:
        import readline
    except ImportError:
        return
    readline.set_completer_delims(_ENDS_OF_WORDS)
    readline.set_completer(completer(known))
    readline.parse_and_bind("tab: complete")
