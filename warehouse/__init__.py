"""The warehouse keeps: the only room that knows DuckDB and SQL."""

from warehouse.database import PUBLISHED
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseMissing, WarehouseNewer
from warehouse.figures import CheckFailure, FusionFigures, LoadFigures
from warehouse.house import Warehouse, open_for_writing
from warehouse.reading import open_published, query
from warehouse.summing import Summary, summary

__all__ = [
    "PUBLISHED",
    "CheckFailure",
    "FusionFigures",
    "LoadFigures",
    "Summary",
    "Warehouse",
    "WarehouseBusy",
    "WarehouseError",
    "WarehouseMissing",
    "WarehouseNewer",
    "open_for_writing",
    "open_published",
    "query",
    "summary",
]
