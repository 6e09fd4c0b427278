"""Settings (`nightdesk.toml`) and sources (`sources.toml`), read and checked."""

import os
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from extractors.records import Source

SETTINGS_FILE = "nightdesk.toml"
SOURCES_FILE = "sources.toml"
TEMPLATES = Path(__file__).with_name("templates")


_Model = TypeVar("_Model", bound=BaseModel)
_PLAINLY = {"extra_forbidden": "no such setting; look at the spelling", "missing": "is missing"}


class SettingsError(Exception):
    """A settings or sources file that cannot be used; the message names file, line and what is expected."""


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"'{name}' is no time zone; expected a name such as Asia/Karachi")
    return name


def _five_fields(cron: str) -> str:
    if len(cron.split()) != 5:
        raise ValueError("expected five fields: minute, hour, day of month, month, day of week")
    return cron


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WarehouseSettings(_Table):
    directory: Path = Path("nightdesk-data")


class NightSettings(_Table):
    cron: Annotated[str, AfterValidator(_five_fields)] = "30 2 * * *"
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Karachi"
    hours_at_most: Annotated[float, Field(gt=0, lt=24)] = 20.0

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class FetchSettings(_Table):
    contact: str = ""
    hosts_at_once: Annotated[int, Field(ge=1, le=64)] = 32


class ReadSettings(_Table):
    processes: Annotated[int, Field(ge=0, le=256)] = 0
    batch: Annotated[int, Field(ge=1, le=10_000)] = 200
    runner: Literal["processes", "dask"] = "processes"
    address: str = ""


class KeepSettings(_Table):
    """For how long, in days; 0 is for ever. ``earlier`` counts files."""

    archive_days: Annotated[int, Field(ge=0)] = 0
    log_days: Annotated[int, Field(ge=0)] = 0
    earlier: Annotated[int, Field(ge=0, le=1000)] = 3


class AlertSettings(_Table):
    to: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    hours_without_success: Annotated[float, Field(gt=0)] = 26.0
    minutes_between_looks: Annotated[float, Field(gt=0, le=60)] = 5.0


class Settings(_Table):
    """What `nightdesk.toml` says; every part has its default."""

    warehouse: WarehouseSettings = WarehouseSettings()
    night: NightSettings = NightSettings()
    fetch: FetchSettings = FetchSettings()
    read: ReadSettings = ReadSettings()
    alerts: AlertSettings = AlertSettings()
    keep: KeepSettings = KeepSettings()


def _web_address(address: str) -> str:
    if not re.match(r"https?://[^\s/]+", address):
        raise ValueError(f"'{address}' is no web address; expected one that begins with http:// or https://")
    return address


def _country_code(code: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise ValueError(f"'{code}' is no country code; expected two capital letters such as PK")
    return code


def _source_id(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise ValueError(f"'{name}' is no source id; expected small letters, digits and hyphens")
    return name


def _never_or_day(text: str) -> str:
    if text != "never":
        try:
            date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"'{text}' is no day; expected never, or a day such as 2026-11-22") from None
    return text


_Address = Annotated[str, AfterValidator(_web_address)]


class _SourceTable(_Table):
    id: Annotated[str, AfterValidator(_source_id)]
    name: Annotated[str, Field(min_length=1)]
    feeds: tuple[_Address, ...] = ()
    sitemaps: tuple[_Address, ...] = ()
    folders: tuple[str, ...] = ()
    country: Annotated[str, AfterValidator(_country_code)] | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "en"
    delay_seconds: Annotated[float, Field(ge=0, le=3600)] = 2.0
    connections: Annotated[int, Field(ge=1, le=8)] = 1
    max_articles: Annotated[int, Field(ge=1, le=100_000)] = 200
    look_back_days: Annotated[int, Field(ge=1, le=366)] = 3
    allow_private: bool = False
    home: _Address | None = None
    sections: tuple[_Address, ...] = ()
    licence: str | None = None
    verified: Annotated[str, AfterValidator(_never_or_day)] = "never"


class _SourcesFile(_Table):
    source: Annotated[tuple[_SourceTable, ...], Field(min_length=1)]


def load_settings(path: Path | None = None) -> Settings:
    """Settings from ``path``, or from ``nightdesk.toml`` here if there is one, or the defaults.

    A relative warehouse folder is taken from where the file lies. Raises SettingsError.
    """
    if path is None:
        path = Path(SETTINGS_FILE)
        if not path.is_file():
            return Settings()
    settings = _read(path, Settings)
    directory = path.parent / settings.warehouse.directory
    return settings.model_copy(update={"warehouse": WarehouseSettings(directory=directory)})


def warehouse_folder(given: Path | None, settings: Settings) -> Path:
    """The folder that was named, else the environment's ``NIGHTDESK_WAREHOUSE``, else the settings'."""
    return given or Path(os.environ.get("NIGHTDESK_WAREHOUSE") or settings.warehouse.directory)


def load_sources(path: Path) -> tuple[Source, ...]:
    """The outlets that ``path`` lists; relative folders are taken from where the file lies.

    Raises SettingsError, also where two ids are the same or a source has nothing to visit.
    """
    tables = _read(path, _SourcesFile).source
    seen: set[str] = set()
    for table in tables:
        if table.id in seen:
            raise SettingsError(
                f"{path}: two sources have the id '{table.id}'; expected a different one for each."
            )
        if not (table.feeds or table.sitemaps or table.folders or table.home or table.sections):
            raise SettingsError(
                f"{path}: source '{table.id}' has nothing to visit; expected feeds, sitemaps, "
                "home, sections or folders."
            )
        seen.add(table.id)
    return tuple(
        Source(**{**table.model_dump(), "folders": tuple(str(path.parent / f) for f in table.folders)})
        for table in tables
    )


def _read(path: Path, model: type[_Model]) -> _Model:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such file; `nightdesk init` writes one.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}).") from None
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}.") from None
    except ValidationError as error:
        first: Any = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        line = _line_of(text, first["loc"])
        expected = _PLAINLY.get(first["type"]) or first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{path}, line {line}: {where}: {expected}.") from None


def _line_of(text: str, location: tuple[int | str, ...]) -> int:
    """The line where the setting at ``location`` stands, or its table's where the setting is missing."""
    lines = text.splitlines()
    at = 0
    for part in location:
        if isinstance(part, int):  # the n-th [[table]]
            headers = [n for n, line in enumerate(lines) if n >= at and line.strip().startswith("[[")]
            at = headers[part] if part < len(headers) else at
            continue
        name = re.escape(part)
        pattern = re.compile(rf"\s*(?:\[{name}\]|{name}\s*=)")
        found = [n for n, line in enumerate(lines) if n >= at and pattern.match(line)]
        at = found[0] if found else at
    return at + 1
