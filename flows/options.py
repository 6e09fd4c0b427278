"""What several commands share: their types, the warehouse option, and how the folder is found."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, path_type=Path)


def warehouse_option(command: Command) -> Command:
    return click.option(
        "--warehouse",
        type=FOLDER,
        envvar="NIGHTDESK_WAREHOUSE",
        help="The folder of the warehouse. [else: NIGHTDESK_WAREHOUSE, nightdesk.toml, nightdesk-data]",
    )(command)


def warehouse_of(given: Path | None) -> Path:
    """The folder that the command works on. Raises SettingsError."""
    from flows.settings import load_settings, warehouse_folder

    return warehouse_folder(given, load_settings())
