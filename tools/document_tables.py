"""Write docs/tables.md from the warehouse's own COMMENTs: `python tools/document_tables.py`."""

import tempfile
from pathlib import Path

import warehouse

TARGET = Path(__file__).parents[1] / "docs" / "tables.md"

_HEAD = """# Tables, views and macros
Written by `tools/document_tables.py` from the warehouse itself; a test keeps it true.

NULL is silence, never zero. Times are in UTC. What is published is a copy that nobody writes to.
"""


def document() -> str:
    """The page, from a fresh warehouse."""
    with tempfile.TemporaryDirectory() as folder:
        with warehouse.open_for_writing(Path(folder)) as house:
            house.publish()

        def rows(sql: str) -> list[dict[str, str | None]]:
            found: list[dict[str, str | None]] = warehouse.query(Path(folder), sql).to_pylist()
            return found

        relations = rows(
            "SELECT 'table' AS kind, table_name AS name, comment FROM duckdb_tables() WHERE NOT internal "
            "UNION ALL SELECT 'view', view_name, comment FROM duckdb_views() WHERE NOT internal "
            "ORDER BY kind, name"
        )
        columns = rows(
            "SELECT table_name, column_name AS name, data_type, comment FROM duckdb_columns() "
            "WHERE NOT internal ORDER BY table_name, column_index"
        )
        macros = rows(
            "SELECT function_name AS name, array_to_string(parameters, ', ') AS parameters, "
            "any_value(comment) AS comment FROM duckdb_functions() "
            "WHERE NOT internal AND function_type = 'table_macro' "
            "GROUP BY ALL ORDER BY name"
        )
    page = [_HEAD]
    page.append("## Macros\n")
    page += [f"- `{macro['name']}({macro['parameters']})`: {macro['comment'] or ''}" for macro in macros]
    for relation in relations:
        page.append(f"\n## {relation['name']}\n{relation['kind']}. {relation['comment'] or ''}\n")
        page.append("| column | type | meaning |\n| --- | --- | --- |")
        page += [
            f"| {column['name']} | {column['data_type']} | {(column['comment'] or '').replace('|', '/')} |"
            for column in columns
            if column["table_name"] == relation["name"]
        ]
    return "\n".join(page) + "\n"


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
