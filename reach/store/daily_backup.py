"""The automatic daily backup, into the folder that hub.toml names."""

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
    """Back up the current version, unless it has a backup or one was made today; return the newest backup.

    The last DAYS_KEPT are kept. A problem is returned, not raised: no import fails because its backup does. Without a
    folder in hub.toml nothing is done, and a demonstration is not backed up.
    """
    if store.settings.backup.folder is None:
        return LastBackup(None, None)
    folder = store.settings.backup.folder.expanduser()
    try:
        with system_errors.as_store_errors():
            last = _newest(folder)
            current = store.storage.current()
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
    """Return the newest daily backup."""
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
    """Return the daily backups, oldest first."""
    return sorted(file for file in folder.glob("reach-backup-*.zip") if _NAME.fullmatch(file.name))
