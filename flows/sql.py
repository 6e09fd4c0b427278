"""`nightdesk sql`: an answer of the published warehouse, on a terminal or as a file."""

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click
import pyarrow as pa

import warehouse
from flows.completion import complete_with_tab, names
from flows.output import printable
from warehouse.errors import WarehouseError

_ROWS_ON_A_TERMINAL = 200
_WIDTH_OF_A_FILE = 200  # characters: where there is no terminal to ask


def answer(directory: Path, statement: str, form: str, output: Path | None) -> None:
    """Run ``statement`` and write its rows as ``form`` to ``output``, or to standard output.

    Raises WarehouseError where there is no published file or DuckDB does not understand.
    """
    if not statement.strip():
        raise click.UsageError("No SQL was given.")
    table = warehouse.query(directory, statement)
    if form == "parquet":
        from pyarrow import parquet

        with _binary(output) as sink:
            parquet.write_table(table, sink)
    elif form == "table":
        _show(table, output)
    else:
        with _text(output) as out:
            _WRITERS[form](table, out)


def shell(directory: Path) -> None:
    """A prompt: statements end with a semicolon; errors are shown and the prompt comes back."""
    complete_with_tab(names(directory))  # a missing warehouse is told here, not at the first question
    click.echo("Statements end with ';', Tab completes. Tables: SHOW TABLES; leave: Ctrl-D.")
    pending = ""
    while True:
        try:
            pending += input("nightdesk> " if not pending else "       ...> ") + "\n"
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return
        if not pending.rstrip().endswith(";"):
            continue
        try:
            answer(directory, pending, "table", None)
        except WarehouseError as error:
            click.echo(f"Error: {error}", err=True)
        pending = ""


def _show(table: pa.Table, output: Path | None) -> None:
    """A grid where it fits, else one row below the other, field by field."""
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = [[_cell(value) for value in row.values()] for row in _rows(table.slice(0, _ROWS_ON_A_TERMINAL))]
    names = table.column_names
    widths = [max(cell_len(line) for line in lines) for lines in zip(names, *shown, strict=True)]
    with _text(output) as out:
        console = Console(file=out, width=None if out.isatty() else _WIDTH_OF_A_FILE)
        # Text, not str: what strangers wrote must not be read as markup or terminal codes
        if sum(widths) + 3 * len(widths) <= console.width:
            grid = Table(show_edge=False, pad_edge=False)
            for field in table.schema:
                is_number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
                grid.add_column(Text(field.name), justify="right" if is_number else "left")
            for row in shown:
                grid.add_row(*map(Text, row))
            console.print(grid)
        else:
            for number, row in enumerate(shown, start=1):
                console.rule(f"row {number}", align="left")
                record = Table.grid(padding=(0, 2))
                for name, cell in zip(names, row, strict=True):
                    record.add_row(Text(name, style="dim"), Text(cell))
                console.print(record)
        if table.num_rows > _ROWS_ON_A_TERMINAL:
            console.print(f"… {table.num_rows - _ROWS_ON_A_TERMINAL} more rows: --format csv shows them all.")
        else:
            console.print(f"({table.num_rows} row{'' if table.num_rows == 1 else 's'})")


def _cell(value: object) -> str:
    return "" if value is None else printable(str(value), keep="\n")


def _csv(table: pa.Table, out: IO[str]) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(
        [
            "" if v is None else json.dumps(v, default=str) if isinstance(v, list | dict) else v
            for v in row.values()
        ]
        for row in _rows(table)
    )


def _jsonl(table: pa.Table, out: IO[str]) -> None:
    for row in _rows(table):
        out.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")


def _json(table: pa.Table, out: IO[str]) -> None:
    json.dump(list(_rows(table)), out, ensure_ascii=False, indent=1, default=_plain)
    out.write("\n")


_WRITERS = {"csv": _csv, "json": _json, "jsonl": _jsonl}


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches():
        yield from batch.to_pylist()


def _plain(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@contextmanager
def _text(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
    else:
        with output.open("w", encoding="utf-8", newline="") as out:
            yield out


@contextmanager
def _binary(output: Path | None) -> Iterator[IO[bytes]]:
    if output is not None:
        with output.open("wb") as out:
            yield out
    elif sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a terminal: name a file with -o, or redirect.")
    else:
        yield sys.stdout.buffer
