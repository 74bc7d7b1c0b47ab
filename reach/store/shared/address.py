"""The address of a shared store: where its catalogue is, its files, and this computer's copies.

ducklake:postgres:host=db.example dbname=reach user=reach;data=/srv/reach;copies=/var/lib/reach
"""

import dataclasses
import re
from pathlib import Path

from reach.errors import StoreError
from reach.settings import PROJECT

SCHEME = "ducklake:"
USUAL_COPIES = PROJECT / "data" / "hub-copies"

_POSTGRES = f"{SCHEME}postgres:"
_EXAMPLE = f"{_POSTGRES}host=db.example dbname=reach user=reach;data=/srv/reach"


@dataclasses.dataclass(frozen=True)
class Address:
    """database: as PostgreSQL's own programs take it. data, copies: folders, shared and of this computer alone."""

    database: str
    data: Path
    copies: Path


def is_shared(place: str) -> bool:
    """Return whether the place of a store is the address of a shared one."""
    return place.startswith(SCHEME)


def read_address(text: str) -> Address:
    """Read an address. Raises StoreError, saying what is wrong, and never what a password in it is."""
    if not text.startswith(_POSTGRES):
        raise _wrong("Only a catalogue in PostgreSQL can be used.")
    database, *parts = (part.strip() for part in text.removeprefix(_POSTGRES).split(";"))
    # A password would be seen in lists of programs and in messages.
    if re.search(r"\bpassword\s*=|//[^@/]*:[^@/]*@", database, re.IGNORECASE):
        raise _wrong("It may not have a password in it: use PGPASSWORD, or PostgreSQL's own password file.")
    if "dbname=" not in database and "service=" not in database:
        raise _wrong("It does not name a database (dbname=).")
    folders = dict(part.partition("=")[::2] for part in parts if part)
    if unknown := folders.keys() - {"data", "copies"}:
        raise _wrong(f"It has “{min(unknown)}”, which is not known.")
    data, copies = Path(folders.get("data", "")), Path(folders.get("copies", USUAL_COPIES))
    if not (data.is_absolute() and copies.is_absolute()):
        raise _wrong("data, and copies if it is there, must be folders with their whole path.")
    return Address(database, data, copies)


def _wrong(why: str) -> StoreError:
    return StoreError("The shared store's address cannot be used", f"{why} An example: {_EXAMPLE}")
