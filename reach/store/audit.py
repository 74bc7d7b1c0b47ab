"""Who did what and when: a file beside the versions that is only ever added to.

A line is an entry, as JSON, with the hash of the line before it, so that a line that was changed or taken out shows.
Whoever holds the folder can write a whole new file: the backups have the one of their day.
"""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import json
import logging
import os
from pathlib import Path
from typing import IO, Literal

from filelock import Timeout

from reach.store import json_file, versions

FILE = "who-did-what.jsonl"

Did = Literal[
    "Signed in",
    "Imported",
    "Changed",
    "Undid",
    "Restored",
    "Built the demonstration",
    "Made a pack",
    "Exported",
    "Backed up",
]

LOCK = "who-did-what.lock"
_OF_OWNER = 0o600
_LONGEST = 65536
"""Bytes of a line at most."""
_LOG = logging.getLogger("reach")


@dataclasses.dataclass(frozen=True)
class Entry:
    """One thing that somebody did: when, in the server's time, who, and what in a few words."""

    at: dt.datetime
    who: str
    did: str
    what: str


def record(folder: Path, who: str, did: Did, what: str = "") -> None:
    """Add an entry. What was done stays done where it cannot be recorded: then the log says so."""
    try:
        with versions.short_lock(folder / LOCK), _opened(folder) as file:
            entry = {
                "at": dt.datetime.now().isoformat(timespec="seconds"),
                "who": who,
                "did": did,
                "what": what[:1000],
                "after": _hash(_last_line(file)),
            }
            file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except (OSError, Timeout):
        _LOG.exception("It could not be recorded who did what")


def entries(folder: Path) -> list[Entry]:
    """Return all entries, newest first. A line that cannot be read is left out: `first_broken_line` names it."""
    found = []
    for line in _lines(folder):
        with contextlib.suppress(ValueError, KeyError, TypeError):
            values = json.loads(line)
            found.append(Entry(dt.datetime.fromisoformat(values["at"]), values["who"], values["did"], values["what"]))
    return found[::-1]


def first_broken_line(folder: Path) -> int | None:
    """Return the number of the first line that does not follow the one before it; None where all do."""
    before = b""
    for number, line in enumerate(_lines(folder), start=1):
        try:
            follows = json.loads(line)["after"] == _hash(before)
        except (ValueError, KeyError, TypeError):
            follows = False
        if not follows:
            return number
        before = line
    return None


def content(folder: Path) -> bytes | None:
    """Return the file as it is, for a backup; None where there is none."""
    return json_file.content(folder / FILE)


def begin_with(folder: Path, kept: bytes) -> None:
    """Take the file of a backup into a folder that has none: what stands in one is never replaced."""
    with versions.short_lock(folder / LOCK):
        if content(folder) is None:
            with _opened(folder) as file:
                file.write(kept)


def _opened(folder: Path) -> IO[bytes]:
    """Open the file to add to it; a new one is its owner's alone from the first moment."""
    return os.fdopen(os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_APPEND, _OF_OWNER), "a+b")


def _lines(folder: Path) -> list[bytes]:
    return (content(folder) or b"").splitlines()


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _last_line(file: IO[bytes]) -> bytes:
    """Return the last line of a file; one that a power cut left unfinished is ended first."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return b""
    file.seek(max(0, size - _LONGEST))
    end = file.read()
    file.seek(0, os.SEEK_END)
    if not end.endswith(b"\n"):
        file.write(b"\n")
    return end.splitlines()[-1]
