"""Small files beside the versions, as JSON: read and written whole, by one writer at a time.

For what is about people who look and not about the hub's figures: to change it publishes no version and empties no
cache.
"""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import Timeout

from reach.errors import StoreError
from reach.store import system_errors, versions

SAVED_VIEWS = "saved-views.json"
"""The file of the views that people saved, which is in backups."""


def content(file: Path) -> bytes | None:
    """Return a file as it stands, None where there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def begin_with(file: Path, kept: bytes) -> None:
    """Take a backup's file where there is none yet: what people saved since is never replaced."""
    with versions.short_lock(file.with_suffix(".lock")):
        if not file.exists():
            versions.write_whole(file, kept)


def read(file: Path) -> dict[str, Any]:
    """Return what a file holds, {} where there is none. Raises StoreError where it cannot be read."""
    with system_errors.as_store_errors():
        held = content(file)
    try:
        found = {} if held is None else json.loads(held)
    except ValueError as error:
        raise _damaged(file) from error
    if not isinstance(found, dict):
        raise _damaged(file)
    return found


@contextlib.contextmanager
def changing(file: Path, *, replaces_damaged: bool = False) -> Iterator[dict[str, Any]]:
    """Return what a file holds, to be changed in place, and write it at the end; nobody else writes meanwhile.

    After an error inside, and where nothing was changed, the file stays as it is. replaces_damaged: one that cannot be
    read counts as empty. Raises StoreError where it cannot be read or written.
    """
    try:
        with system_errors.as_store_errors(), versions.short_lock(file.with_suffix(".lock")):
            try:
                held = read(file)
            except StoreError:
                if not replaces_damaged:
                    raise
                held = {}
            before = json.dumps(held)
            yield held
            if json.dumps(held) != before:
                _write(file, held)
    except Timeout as error:
        raise StoreError("Somebody else is saving", "Nothing was changed. Try again in a moment.") from error


def _write(file: Path, held: dict[str, Any]) -> None:
    being_written = file.with_suffix(".new")
    versions.write_whole(being_written, json.dumps(held, ensure_ascii=False, indent=1).encode())
    being_written.replace(file)


def _damaged(file: Path) -> StoreError:
    return StoreError(
        f"{file.name} is damaged",
        "It is in the store's folder. Nothing was changed. Put back an earlier copy, or remove it to begin anew.",
        str(file),
    )
