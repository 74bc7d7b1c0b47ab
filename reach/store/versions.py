"""The files of a store's folder: one DuckDB file a published version, and a small file that names the current one.

Readers open the current version. A writer works on a draft, which is a copy, and publishes it under a new name by
replacing the pointer. So nobody waits for an import, and a crash at any moment leaves the old version current. Only
`remove`, called after a successful publication, deletes a published version.
"""

import codecs
import contextlib
import dataclasses
import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from reach.errors import StoreError

POINTER = "current"
LOCK = "lock"
DRAFT = "draft.duckdb"
SECONDS_TO_WAIT_FOR_A_WRITER = 60
SECONDS_TO_WAIT_FOR_A_SMALL_FILE = 10

_BEING_PUBLISHED = f"{POINTER}.new"
"""The file that names the version being published. It becomes the pointer, so it exists only during a publication."""
_GOING_BACK = f"{POINTER}.back"

_UNKNOWN = "The store does not say which version is current"
_VERSION_NAME = re.compile(r"hub\.(\d{4,})\.duckdb")
_LIKE_A_VERSION = re.compile(r"hub\W.*\.duckdb", re.IGNORECASE)
_LONGEST_POINTER = 1000
_OWNER_ONLY, _OWNER_ONLY_FOLDER = 0o600, 0o700


class PointerError(StoreError):
    """There are versions, but the pointer does not name the current one. Nothing has been changed."""


@dataclasses.dataclass(frozen=True)
class Draft:
    """A file to write: a copy of the current version, with the number under which it will be published.

    made_from: the current version's number, None where there is no store yet.
    """

    file: Path
    number: int
    made_from: int | None


def file_of(folder: Path, number: int) -> Path:
    """Return the file of a version."""
    return folder / f"hub.{number:04d}.duckdb"


def number_of(file: Path) -> int:
    """Return a version's number. Raises ValueError for a file that is not a version."""
    match = _VERSION_NAME.fullmatch(file.name)
    if match is None:
        raise ValueError(f"{file.name} is not a version")
    return int(match[1])


def published_files(folder: Path) -> list[Path]:
    """Return the files of all versions in the folder, oldest first.

    A version that is being published is left out while the pointer names the current one.
    """
    being_published = _read_if_there(folder / _BEING_PUBLISHED)
    current = _points_to(folder) if being_published else None
    return [file for file in _all_files(folder) if current in (None, file) or file.name != being_published]


def current_version(folder: Path) -> Path | None:
    """Return the file of the current version, or None where there is no store yet.

    Raises PointerError where there are versions and the pointer is missing, empty, or names a missing file.
    """
    name = _read_if_there(folder / POINTER)
    if name is None:
        if _are_published(folder):
            raise PointerError(_UNKNOWN, f"The file “{POINTER}” is gone.")
        alike = sorted(file.name for file in folder.glob("*") if _LIKE_A_VERSION.fullmatch(file.name))
        renamed = [name for name in alike if not _VERSION_NAME.fullmatch(name)]
        if renamed:
            raise PointerError(_UNKNOWN, f"There is “{renamed[0]}”: give it back its name, such as “hub.0001.duckdb”.")
        return None
    file = _file_named(folder, name)
    if file is None:
        fault = f"names “{name[:80]}”, which is not there" if name else "is empty, or no file"
        raise PointerError(_UNKNOWN, f"“{POINTER}” {fault}.")
    return file


def short_lock(file: Path) -> FileLock:
    """Return the lock of a small file, which is written in a moment: to wait for it in vain raises Timeout."""
    return FileLock(file, timeout=SECONDS_TO_WAIT_FOR_A_SMALL_FILE, mode=_OWNER_ONLY)


def someone_is_importing() -> StoreError:
    """Return the error that another writer holds the lock for more than a minute."""
    return StoreError(
        "Someone else is importing", "Your file is untouched and nothing was changed. Try again in a moment."
    )


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the writers' lock. Raises StoreError where another writer holds it for more than a minute."""
    make_folder(folder)
    lock = FileLock(folder / LOCK, mode=_OWNER_ONLY)
    try:
        lock.acquire(timeout=SECONDS_TO_WAIT_FOR_A_WRITER)
    except Timeout:
        raise someone_is_importing() from None
    try:
        _take_back_unpublished(folder)
        yield
    finally:
        with contextlib.suppress(OSError):  # the next writer tries again
            _take_back_unpublished(folder)
        lock.release()


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[Draft]:
    """Hold the lock and yield a draft: a copy of the current version, if there is one. `publish` publishes it."""
    with locked(folder):
        current = current_version(folder)
        draft = Draft(folder / DRAFT, _next_number(folder), number_of(current) if current else None)
        remove([draft.file])  # left by a crash
        try:
            if current:
                shutil.copyfile(current, draft.file)
                draft.file.chmod(_OWNER_ONLY)
            yield draft
        finally:
            remove([draft.file])


def publish(folder: Path, draft: Draft) -> Path:
    """Make the draft the current version, completely or not at all; return its file."""
    file = file_of(folder, draft.number)
    draft.file.chmod(_OWNER_ONLY)
    _to_disk(draft.file)
    # Written before the draft gets its name, so that a crash leaves no version that was never current.
    _write(folder / _BEING_PUBLISHED, file.name)
    draft.file.rename(file)
    (folder / _BEING_PUBLISHED).replace(folder / POINTER)
    _folder_to_disk(folder)
    return file


def go_back(folder: Path, file: Path) -> None:
    """Make another version the current one; every version stays. The caller holds the lock."""
    pointer = folder / POINTER
    try:
        _write(folder / _GOING_BACK, file.name)
        if pointer.is_dir() and not pointer.is_symlink():
            pointer.rmdir()  # an empty folder where the pointer should be
        (folder / _GOING_BACK).replace(pointer)
    except OSError:
        with contextlib.suppress(OSError):
            (folder / _GOING_BACK).unlink(missing_ok=True)
        raise
    # Only now: without a pointer, this may have been the version to go back to.
    (folder / _BEING_PUBLISHED).unlink(missing_ok=True)
    _folder_to_disk(folder)


def remove(files: Iterable[Path]) -> None:
    """Remove versions or a draft. Windows keeps a file that someone still reads; the next import tries again."""
    for path in files:
        for file in (path, path.with_name(path.name + ".wal")):
            with contextlib.suppress(PermissionError):
                file.unlink(missing_ok=True)
        # What a writer puts to the disk where memory is short; a crash leaves it.
        shutil.rmtree(path.with_name(path.name + ".tmp"), ignore_errors=True)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file, readable by its owner only, through to the disk."""
    file.touch(_OWNER_ONLY)
    file.chmod(_OWNER_ONLY)
    file.write_bytes(content)
    _to_disk(file)


def make_folder(folder: Path) -> None:
    """Create the store's folder where it does not exist, for its owner only."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(_OWNER_ONLY_FOLDER)


def _all_files(folder: Path) -> list[Path]:
    """Return the files of all versions in the folder and of one that is being published, oldest first."""
    found = [path for path in folder.glob("hub.*.duckdb") if _VERSION_NAME.fullmatch(path.name)]
    return sorted(found, key=number_of)


def _are_published(folder: Path) -> bool:
    """Return whether there is a version other than a first one that another program is publishing."""
    being_published = _read_if_there(folder / _BEING_PUBLISHED)
    return any(file.name != being_published for file in _all_files(folder))


def _points_to(folder: Path) -> Path | None:
    """Return the file that the pointer names; None where it does not exist."""
    return _file_named(folder, _read_if_there(folder / POINTER) or "")


def _file_named(folder: Path, name: str) -> Path | None:
    """Return the version of a name; None where it does not exist."""
    file = folder / name
    return file if _VERSION_NAME.fullmatch(name) and file.is_file() else None


def _take_back_unpublished(folder: Path) -> None:
    """Remove the rest of a publication that crashed; its version was never current.

    This is certain only where the pointer names the current version, or where there has never been another.
    """
    left = folder / _BEING_PUBLISHED
    name = _read_if_there(left)
    if name is None:
        return
    current = _points_to(folder)
    if current is None and ((folder / POINTER).exists() or _are_published(folder)):
        return
    if _VERSION_NAME.fullmatch(name) and (current is None or name != current.name):
        remove([folder / name])
    left.unlink(missing_ok=True)


def _next_number(folder: Path) -> int:
    return 1 + max(map(number_of, _all_files(folder)), default=0)


def _read_if_there(file: Path) -> str | None:
    """Return the text of a small file; an empty text for anything that is not a file, None where it does not exist."""
    try:
        with file.open("rb") as opened:
            return _text_of(opened.read(_LONGEST_POINTER))
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in (errno.EISDIR, errno.ELOOP, errno.EACCES) and (file.is_dir() or file.is_symlink()):
            return ""
        raise


def _text_of(content: bytes) -> str:
    """Return a line that any editor may have saved, with a byte order mark or in two bytes a letter."""
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return content.decode(encoding, errors="replace").replace("\0", "").strip()


def _write(file: Path, text: str) -> None:
    write_whole(file, f"{text}\n".encode())


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _folder_to_disk(folder: Path) -> None:
    """Flush a folder, so that a renamed file survives a power cut, where the system can open folders."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
