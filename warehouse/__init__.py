"""The warehouse keeps: the only room that knows DuckDB and SQL."""

from warehouse.database import PUBLISHED, WORKING
from warehouse.errors import WarehouseBusy, WarehouseError, WarehouseMissing, WarehouseNewer
from warehouse.figures import CheckFailure, FusionFigures, LoadFigures
from warehouse.forgetting import Forgetting, forget_in_file, meant
from warehouse.house import Warehouse, open_for_writing
from warehouse.lock import exclusive
from warehouse.memory import FileRead, RemovedFile
from warehouse.overview import Overview, overview
from warehouse.reading import open_published, query
from warehouse.rulings import rulings_made
from warehouse.staging import Staged, from_parquet, join, stage
from warehouse.summing import Summary, summary

__all__ = [
    "PUBLISHED",
    "WORKING",
    "CheckFailure",
    "FileRead",
    "Forgetting",
    "FusionFigures",
    "LoadFigures",
    "Overview",
    "RemovedFile",
    "Staged",
    "Summary",
    "Warehouse",
    "WarehouseBusy",
    "WarehouseError",
    "WarehouseMissing",
    "WarehouseNewer",
    "exclusive",
    "forget_in_file",
    "from_parquet",
    "join",
    "meant",
    "open_for_writing",
    "open_published",
    "overview",
    "query",
    "rulings_made",
    "stage",
    "summary",
]
