"""A copy of everything, made while nights run, and how it becomes a warehouse again.

Each backup is a folder of its own, named after its moment, that appears when it is whole. Files that did not
change since the one before are linked, not copied. What is in it stands in ``manifest.json``, with hashes.
"""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import warehouse
from flows.forgetting import ARCHIVE_LOCK
from flows.settings import SETTINGS_FILE, SOURCES_FILE
from warehouse import WarehouseBusy, WarehouseError, WarehouseMissing

MANIFEST = "manifest.json"
_SETTINGS = "settings"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: where it is, its size, and whether the night's working file is in it."""

    path: Path
    files: int
    bytes: int
    with_working: bool


def backup(folder: Path, target: Path, settings: Path, now: datetime | None = None) -> Backup:
    """Back the warehouse in ``folder`` up into ``target``, with the settings files that lie in ``settings``.

    The archive and the published file are copied whether or not a night runs: archives only grow, and what
    was published speaks of nothing that was not archived before. The working file, which knows of rulings
    since, is copied where nobody writes to it. Raises WarehouseError.
    """
    started = now or datetime.now(UTC)
    made = target / f"{started:%Y%m%dT%H%M%SZ}"
    making = target / f".{made.name}-{uuid.uuid4()}"
    if not (folder / warehouse.PUBLISHED).is_file():
        raise WarehouseMissing(f"Nothing is published in {folder} yet: there is nothing to back up.")
    with warehouse.exclusive(folder / ARCHIVE_LOCK):  # nothing is rewritten or removed meanwhile
        try:
            making.mkdir(parents=True)
            with_working = _databases(folder, making)
            before = _latest(target)
            hashes = dict(_archive(folder, making, before))
            for name in (SETTINGS_FILE, SOURCES_FILE):
                if (settings / name).is_file():
                    (making / _SETTINGS).mkdir(exist_ok=True)
                    shutil.copyfile(settings / name, making / _SETTINGS / name)
            for path in sorted(making.rglob("*")):
                name = path.relative_to(making).as_posix()
                if path.is_file() and name not in hashes:
                    hashes[name] = _digest(path)
            told = {"made": started.isoformat(), "version": version("nightdesk"), "files": hashes}
            (making / MANIFEST).write_text(json.dumps(told, indent=1), encoding="utf-8")
            making.rename(made)
        except OSError as error:
            raise WarehouseError(
                f"Could not back up to {target} ({error.strerror or error}): make room there and try again."
            ) from error
        finally:
            shutil.rmtree(making, ignore_errors=True)
    size = sum((made / name).stat().st_size for name in hashes)
    return Backup(made, len(hashes), size, with_working)


def restore(source: Path, folder: Path, settings: Path) -> int:
    """Make the warehouse ``folder`` anew from the backup ``source``; returns the number of files.

    Settings files go where ``settings`` has none. Raises WarehouseError, before anything is written, where
    the backup is not whole or the folder already holds a warehouse.
    """
    hashes = _manifest(source)
    if hashes is None:
        raise WarehouseError(f"{source} is no backup: give the folder that holds its {MANIFEST}.")
    for name, digest in hashes.items():
        path = source / name
        inside = path.resolve().is_relative_to(source.resolve())
        if not (inside and path.is_file() and _digest(path) == digest):
            raise WarehouseError(f"The backup {source} is damaged in {name}: take another one.")
    if any((folder / name).exists() for name in (warehouse.WORKING, warehouse.PUBLISHED, "archive")):
        raise WarehouseError(f"There is a warehouse in {folder} already: move it away, or restore elsewhere.")
    making = folder.parent / f".{folder.name}-{uuid.uuid4()}"
    try:
        for name in hashes:
            target = making / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, target)
        if not (making / warehouse.WORKING).exists():
            shutil.copyfile(making / warehouse.PUBLISHED, making / warehouse.WORKING)
        for path in sorted((making / _SETTINGS).glob("*.toml")):
            if not (settings / path.name).exists():
                shutil.copyfile(path, settings / path.name)
        shutil.rmtree(making / _SETTINGS, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        # the published file last: where it is, everything is
        for path in sorted(making.iterdir(), key=lambda path: path.name == warehouse.PUBLISHED):
            path.rename(folder / path.name)
    except OSError as error:
        raise WarehouseError(
            f"Could not restore to {folder} ({error.strerror or error}): make room there and try again."
        ) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return len(hashes)


def _databases(folder: Path, making: Path) -> bool:
    """Copy the published file, and the working file where nobody writes to it; was that so?"""
    try:
        with warehouse.open_for_writing(folder) as store:
            store.close()  # checkpointed, and the lock is still ours
            shutil.copyfile(folder / warehouse.WORKING, making / warehouse.WORKING)
            shutil.copyfile(folder / warehouse.PUBLISHED, making / warehouse.PUBLISHED)
    except WarehouseBusy:
        shutil.copyfile(folder / warehouse.PUBLISHED, making / warehouse.PUBLISHED)
        return False
    return True


def _archive(folder: Path, making: Path, before: Path | None) -> Iterator[tuple[str, str]]:
    """Copy or link the archive; of linked files the name and the hash that is known."""
    known = (_manifest(before) or {}) if before else {}
    for path in sorted((folder / "archive").glob("*/*/*.warc.gz")):
        name = path.relative_to(folder).as_posix()
        target = making / name
        target.parent.mkdir(parents=True, exist_ok=True)
        old = before / name if before and name in known else None
        if old is not None and _is_same(old, path):
            try:
                target.hardlink_to(old)
                yield name, known[name]
                continue
            except OSError:  # a file system without links
                pass
        with path.open("rb") as stream, target.open("wb") as copy:  # a night may be writing to it
            shutil.copyfileobj(stream, copy, _CHUNK)
        found = path.stat()
        os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))


def _is_same(old: Path, path: Path) -> bool:
    try:
        one, other = old.stat(), path.stat()
    except OSError:
        return False
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _latest(target: Path) -> Path | None:
    made = [path for path in sorted(target.iterdir()) if not path.name.startswith(".") and _manifest(path)]
    return made[-1] if made else None


def _manifest(source: Path) -> dict[str, str] | None:
    try:
        told = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
        files = told["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return {str(name): str(digest) for name, digest in files.items()} if isinstance(files, dict) else None


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
