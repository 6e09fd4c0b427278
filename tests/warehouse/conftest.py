import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import warehouse
from warehouse import database

# the rows of a test are few: a second thread would only spend time on waking up
database.SETTINGS["threads"] = 1

Ask = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty warehouse, to be copied: making its tables takes longer than most tests."""
    folder = tmp_path_factory.mktemp("empty")
    with warehouse.open_for_writing(folder):
        pass
    return folder


@pytest.fixture
def house(tmp_path: Path, empty: Path) -> Iterator[warehouse.Warehouse]:
    """An empty warehouse, open for writing."""
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    with warehouse.open_for_writing(tmp_path) as opened:
        yield opened


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Rows of a query on what was published in ``tmp_path``."""
    return lambda sql: warehouse.query(tmp_path, sql).to_pylist()


@pytest.fixture
def look(house: warehouse.Warehouse) -> Ask:
    """Rows of a query on ``house`` as it is now."""
    return lambda sql: house.query(sql).to_pylist()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Iterator[warehouse.Warehouse]:
    """One warehouse, open for writing, for the tests of a module that do not disturb each other."""
    folder = tmp_path_factory.mktemp("shared") / "house"
    shutil.copytree(empty, folder)
    with warehouse.open_for_writing(folder) as opened:
        yield opened
