"""The .sql files of this room, by their path under ``warehouse/sql``."""

from functools import cache
from importlib.resources import files


@cache
def sql(name: str) -> str:
    """The text of ``warehouse/sql/NAME.sql``."""
    return files("warehouse").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


@cache
def names(folder: str) -> tuple[str, ...]:
    """The names of the .sql files in ``warehouse/sql/FOLDER``, in order."""
    found = files("warehouse").joinpath("sql", folder).iterdir()
    return tuple(sorted(f"{folder}/{file.name[:-4]}" for file in found if file.name.endswith(".sql")))
