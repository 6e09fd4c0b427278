"""Check the knowledge in extractors/data after it was edited: `python tools/check_data.py`.

Prints each fault with its file and line, and ends with 1 where there is any; `data_rules.toml` has the rules.
"""

import csv
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors.incidents.gazetteer import country

DATA = Path(__file__).parents[1] / "extractors" / "data"
RULES = Path(__file__).parent / "data_rules.toml"
_NO_DEED = {"", "foiled", "device"}  # in the list of deeds, and coded by others that stand beside them

Row = tuple[int, dict[str, str]]  # the line in the file, and its columns


def faults(folder: Path = DATA) -> list[str]:
    """What is wrong with the data files in ``folder``, one line each."""
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
    tables = {name: rule for name, rule in rules.items() if name.endswith(".csv")}
    known = {*tables, *rules["built"], *rules["patterns"], *rules["plain"]}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    found = [f"{name}: no rule says what it must look like" for name in sorted(there - known)]
    found += [f"{name}: missing" for name in sorted(known - there)]
    for name in sorted(there & {*rules["patterns"], *rules["plain"]}):
        found += [f"{name}: {fault}" for fault in _toml(folder / name, patterns=name in rules["patterns"])]
    rows = {name: _rows(folder / name) for name in tables if name in there}
    allowed = {**rules["values"], "act": sorted({r["act"] for _, r in rows["coding.csv"]} | _NO_DEED)}
    for name, lines in rows.items():
        found += [f"{name}:{line}: {fault}" for line, fault in _table(lines, tables[name], allowed, rows)]
    return found


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        numbered = [(n, line) for n, line in enumerate(file, 1) if not line.startswith("#")]
    reader = csv.DictReader(line for _, line in numbered)
    return [(n, row) for (n, _), row in zip(numbered[1:], reader, strict=False)]


def _table(
    rows: list[Row], rule: dict[str, Any], allowed: dict[str, list[str]], tables: dict[str, list[Row]]
) -> Iterator[tuple[int, str]]:
    seen: set[tuple[str, ...]] = set()
    for line, row in rows:
        if None in row or None in row.values():
            yield line, "a column too many or too few"
            continue
        key = tuple(row[column] for column in rule["key"])
        if key in seen:
            yield line, f"{', '.join(key)} stands here a second time"
        seen.add(key)
        if not key[0].strip() or (rule["key"][0] == "term" and _unmatched(row["term"])):
            yield line, f"{key[0]!r} can never be matched"
        if "reason" in row and not row["reason"]:
            yield line, "no reason is given"
        for column, wanted in rule.items():
            if column != "key" and (fault := _value(row[column], wanted, allowed, tables)):
                yield line, f"{column} {row[column]!r} {fault}"


def _unmatched(term: str) -> bool:
    return "  " in term or term != term.lstrip()


def _value(
    value: str, wanted: Any, allowed: dict[str, list[str]], tables: dict[str, list[Row]]
) -> str | None:
    if isinstance(wanted, str) and wanted.startswith("id "):
        name, column = wanted[3:].rsplit(".", 1)
        known = {row[column] for _, row in tables[name]}
        return None if not value or value in known else f"is not in {name}"
    if wanted == "number":
        return None if re.fullmatch(r"\d+(?:\.\d+)?", value) else "is no number"
    if wanted == "country":
        return None if not value or _is_country(value) else "is no country's code"
    options = wanted if isinstance(wanted, list) else allowed[wanted]
    return None if value in options else f"is none of {options}"


def _is_country(code: str) -> bool:
    try:
        return bool(country(code).name)
    except KeyError:
        return False


def _toml(path: Path, *, patterns: bool) -> Iterator[str]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        yield str(error)
        return
    for text in _strings(content) if patterns else ():
        try:
            re.compile(text)
        except re.error as error:
            yield f"{text!r} is no regular expression: {error}"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


if __name__ == "__main__":
    wrong = faults()
    sys.stdout.write("".join(f"{fault}\n" for fault in wrong))
    sys.exit(1 if wrong else 0)
