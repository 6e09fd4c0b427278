"""The map at the head of the package names each of its modules once."""

import re
from pathlib import Path

import extractors.incidents as package


def test_every_module_stands_once_in_the_map() -> None:
    assert package.__doc__
    modules = {path.stem for path in Path(package.__file__).parent.glob("*.py")} - {"__init__"}
    lists = re.findall(r": ((?:[a-z_]+[,;.\s]+)+)", package.__doc__)
    named = [word for words in lists for word in re.findall(r"[a-z_]+", words)]
    assert sorted(named) == sorted(modules)
