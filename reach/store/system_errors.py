"""Errors of the operating system and of DuckDB, in words that people can act on. No other module translates them.

No message names a file: a page must not show how this machine is laid out. The file is in the error's detail, for the
log and the terminal.
"""

import contextlib
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb

from reach.errors import StoreError

_FULL = (
    "The disk is full",
    "Nothing was changed. Make some room on the disk, or have your quota raised, and try again.",
)
_NOT_ALLOWED = (
    "The store cannot be read or written with this account",
    "Nothing was changed. {}Use the account that set the dashboard up, or ask for the right to its folder.",
)
_READ_ONLY = (
    "The store's folder can only be read",
    "Nothing was changed. Make the folder or its disk writable, then try again.",
)
_GONE = (
    "The store's folder cannot be reached",
    "Nothing was changed. If it is on a network drive or a memory stick, connect that again; "
    "the dashboard goes on as soon as the folder is back.",
)
_BUSY = (
    "Another program has the store's file open",
    "Nothing was changed. Close the other program, such as a database tool or a virus scan, and try again.",
)
_TOO_MUCH = (
    "There is not enough memory",
    "Nothing was changed. Close other programs and try again.",
)
_DAMAGED = (
    "The store's current version is damaged",
    "No version was removed. Go back to an earlier one: “python3 start.py reach versions” lists them, "
    "“python3 start.py reach restore NUMBER” brings one back.",
)

_NO_DATABASE = (
    "The shared store's database does not answer",
    "Nothing was changed. The dashboard goes on as soon as the database is back. If it stays away, tell the person who "
    "runs it.",
)

_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _READ_ONLY,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.EIO: _GONE,
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
    errno.ESTALE: _GONE,
    errno.EHOSTDOWN: _GONE,
    errno.ETIMEDOUT: _GONE,
    errno.EBUSY: _BUSY,
    errno.ENOMEM: _TOO_MUCH,
    errno.EMFILE: _TOO_MUCH,
    errno.ENFILE: _TOO_MUCH,
}

# DuckDB quotes the system's error in a sentence of its own. The first match counts.
_OF_THE_DATABASE = r"Unable to connect to Postgres|connection to server|server closed the connection|terminating conn"
_DUCKDB_WORDS = (
    (_OF_THE_DATABASE, _NO_DATABASE),
    (r"No space left|Disk quota exceeded|File too large|not enough space|disk is full", _FULL),
    (r"Read-only file system", _READ_ONLY),
    (r"Permission denied|Operation not permitted|Access is denied", _NOT_ALLOWED),
    (r"Conflicting lock|Could not set lock|used by another process", _BUSY),
    (r"does not exist|No such file|Stale file handle|Input/output error", _GONE),
    (r"not a valid DuckDB|[Cc]orrupt|checksum|[Ss]erializ|could not read|Could not read", _DAMAGED),
)
_DUCKDB_OF_THE_SYSTEM = (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException)


def is_system_error(error: BaseException) -> bool:
    """Return whether the operating system refused something, as opposed to a bug in the program."""
    if isinstance(error, duckdb.Error) and re.search(_OF_THE_DATABASE, str(error)):
        return True
    return isinstance(error, (OSError, MemoryError, duckdb.OutOfMemoryException, *_DUCKDB_OF_THE_SYSTEM))


def is_full(error: OSError) -> bool:
    """Return whether the disk or the account's quota is full."""
    return _SYSTEM.get(error.errno or 0) is _FULL


def as_store_error(error: BaseException) -> StoreError:
    """Return an error of the operating system or of DuckDB as a StoreError."""
    whose = ""
    if isinstance(error, OSError) and not isinstance(error, duckdb.Error):
        title, message = _SYSTEM.get(error.errno or 0, _GONE)
        if "temporary directory" in str(error):  # Python's own text when no folder can be written
            title, message = _FULL
        whose = _whose(Path(str(error.filename))) if error.filename else ""
    elif isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        title, message = _TOO_MUCH
    else:
        title, message = next((words for pattern, words in _DUCKDB_WORDS if re.search(pattern, str(error))), _DAMAGED)
    return StoreError(title, message.format(whose), f"{type(error).__name__}: {error}")


def unknown_outcome(error: BaseException) -> StoreError:
    """Return the error of a shared store's database that went away while it was to confirm a version."""
    return StoreError(
        "The shared store's database went away before it answered",
        "Either all of it was saved, or nothing. When the database is back, look whether it is there, and do it again "
        "if it is not.",
        f"{type(error).__name__}: {error}",
    )


@contextlib.contextmanager
def as_store_errors() -> Iterator[None]:
    """Raise errors of the system and of DuckDB as StoreErrors; others pass."""
    try:
        yield
    except (OSError, MemoryError, duckdb.Error) as error:
        if not is_system_error(error):
            raise
        raise as_store_error(error) from error


def _whose(file: Path) -> str:
    """Return a sentence on the owner of a file, where it is another account and the system knows it."""
    if os.name != "posix":
        return ""
    for place in (file, file.parent):
        with contextlib.suppress(OSError, KeyError):
            if place.stat().st_uid != os.geteuid():
                return f"It belongs to the account “{place.owner()}”. "
    return ""
