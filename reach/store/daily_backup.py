"""A backup a day, by itself, into the folder that hub.toml names."""

import dataclasses
import datetime as dt
import re
from pathlib import Path

from reach.errors import ReachError
from reach.settings import Settings
from reach.store import Store, system_errors, versions
from reach.store.backup import UNFINISHED, write_backup

DAYS_KEPT = 30

_NAME = re.compile(r"reach-backup-(\d{4}-\d{2}-\d{2})-version-(\d+)\.zip")


@dataclasses.dataclass(frozen=True)
class LastBackup:
    """The newest backup in the folder, or why there is none."""

    day: dt.date | None
    version: int | None
    problem: ReachError | None = None


def back_up(store: Store, today: dt.date) -> LastBackup:
    """Back the current version up, unless it is in a backup already or one was made today, and give the newest backup.

    The last DAYS_KEPT are kept. What goes wrong is given, not raised: nobody's import fails because a backup does.
    Nothing is done where hub.toml names no folder, and a demonstration is not backed up.
    """
    if store.settings.backup.folder is None:
        return LastBackup(None, None)
    folder = store.settings.backup.folder.expanduser()
    try:
        with system_errors.as_store_errors():
            last = _newest(folder)
            current = versions.current_version(store.folder)
            if current is None or last.day == today or last.version == versions.number_of(current):
                return last
            if store.read().is_demonstration:
                return last
            number = versions.number_of(current)
            write_backup(
                store,
                folder / f"reach-backup-{today}-version-{number:04d}.zip",
                with_secret=store.settings.backup.with_secret,
            )
            for old in [*_backups(folder)[:-DAYS_KEPT], *folder.glob(f".reach-backup-*{UNFINISHED}")]:
                old.unlink()
            return _newest(folder)
    except ReachError as error:
        return LastBackup(None, None, error)


def last_backup(settings: Settings) -> LastBackup:
    """Give the newest daily backup there is."""
    if settings.backup.folder is None:
        return LastBackup(None, None)
    try:
        with system_errors.as_store_errors():
            return _newest(settings.backup.folder.expanduser())
    except ReachError as error:
        return LastBackup(None, None, error)


def _newest(folder: Path) -> LastBackup:
    found = _backups(folder)
    match = _NAME.fullmatch(found[-1].name) if found else None
    return LastBackup(dt.date.fromisoformat(match[1]), int(match[2])) if match else LastBackup(None, None)


def _backups(folder: Path) -> list[Path]:
    """Give the backups that were made by themselves, oldest first."""
    return sorted(file for file in folder.glob("reach-backup-*.zip") if _NAME.fullmatch(file.name))
