"""A store's folder: one DuckDB file a published version, and a small file that names the current one.

Readers open the current version; a writer works on a copy of it and publishes the copy by replacing the
pointer. So nobody waits for an import, and a crash at any moment leaves the old version current.
"""

import codecs
import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from reach.errors import StoreError

POINTER = "current"
LOCK = "lock"
VERSIONS_KEPT = 5
SECONDS_TO_WAIT_FOR_A_WRITER = 60

_VERSION_NAME = re.compile(r"hub\.(\d{4,})\.duckdb")
_FIRST_VERSION = "hub.0001.duckdb"


def current_version(folder: Path) -> Path | None:
    """Give the file of the current version, or None where there is no store yet.

    Raises StoreError where the pointer is gone but versions are there, is empty, or names a file that is not there.
    """
    try:
        name = _text_of((folder / POINTER).read_bytes())
    except FileNotFoundError:
        # Programs read before they write, so the first version is empty: a start that was cut short left it.
        if published_files(folder) in ([], [folder / _FIRST_VERSION]):
            return None
        name = ""
    file = folder / name
    if not _VERSION_NAME.fullmatch(name) or not file.is_file():
        kept = ", ".join(path.name for path in published_files(folder)) or "none"
        said = f"names {name!r}, which is not there" if name else "does not say which version is the current one"
        raise StoreError(
            "The store is damaged",
            f"{folder / POINTER} {said}. Versions that are: {kept}. Nothing was changed. "
            f"Write the name of one of them, usually the last, into {POINTER}, or bring the folder back from a backup.",
        )
    return file


def published_files(folder: Path) -> list[Path]:
    """Give the files of all versions in the folder, oldest first."""
    found = [(int(match[1]), path) for path in folder.glob("hub.*.duckdb") if (match := _number(path))]
    return [path for _, path in sorted(found)]


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[Path]:
    """Hold the lock and give the file for the next version: a copy of the current one, if there is one.

    The file is not published: `publish` does that. If it has not been, the copy is removed.
    Raises StoreError when another import is still running after a minute.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=SECONDS_TO_WAIT_FOR_A_WRITER)
    except Timeout:
        raise StoreError(
            "Someone else is importing",
            "Your file is untouched and nothing was changed. Try again in a moment.",
        ) from None
    try:
        current = current_version(folder)
        number = int(_VERSION_NAME.fullmatch(current.name)[1]) if current else 0  # type: ignore[index]
        _remove_unpublished(folder, number)
        draft = folder / f"hub.{number + 1:04d}.duckdb"
        if current:
            shutil.copyfile(current, draft)
        try:
            yield draft
        finally:
            if current_version(folder) != draft:
                _remove(draft)
    finally:
        lock.release()


def publish(folder: Path, draft: Path) -> None:
    """Make the draft the current version, atomically, and let go of versions that are no longer needed."""
    _to_disk(draft)
    pointer = folder / f"{POINTER}.new"
    pointer.write_text(draft.name + "\n", encoding="utf-8")
    _to_disk(pointer)
    pointer.replace(folder / POINTER)
    for old in published_files(folder)[:-VERSIONS_KEPT]:
        _remove(old)


def _text_of(content: bytes) -> str:
    """Read a line that may have been saved by any editor, such as one that begins with a mark or takes two bytes."""
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return content.decode(encoding, errors="replace").replace("\0", "").strip()


def _number(path: Path) -> re.Match[str] | None:
    return _VERSION_NAME.fullmatch(path.name)


def _remove_unpublished(folder: Path, current_number: int) -> None:
    """Remove what a crashed import left: files newer than the current version."""
    for path in published_files(folder):
        match = _number(path)
        if match and int(match[1]) > current_number:
            _remove(path)


def _remove(path: Path) -> None:
    """Remove a version. Windows keeps a file that someone still reads; the next import tries again."""
    for file in (path, path.with_name(path.name + ".wal")):
        with contextlib.suppress(PermissionError):
            file.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
