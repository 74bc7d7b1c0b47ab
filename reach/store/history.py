"""The published versions of a store: when and why each was made, its contents, and which of them are kept."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from pathlib import Path

import duckdb

from reach.store import versions
from reach.store.opening import connect

IMPORTS_KEPT = 10
DAYS_KEPT = 14
MONTHS_KEPT = 12


class Kind(StrEnum):
    """Why a version was published."""

    IMPORT = "import"
    EDIT = "edit"
    UNDO = "undo"
    RESTORED = "restored"
    DEMONSTRATION = "demonstration"
    PACK = "pack"
    WORKED_OUT = "worked out"


@dataclasses.dataclass(frozen=True)
class PublishedVersion:
    """A version in the store's folder, with as much as can be read from its file.

    size is in bytes. schools and attendance_rows are None where the file does not open. made_from is the number of the
    version that it was made from; keeps_made_from says that this one is kept for as long as the newest changes are.
    """

    number: int
    file: Path
    size: int
    made_at: dt.datetime
    kind: Kind
    what: str
    made_from: int | None
    keeps_made_from: bool
    schools: int | None
    attendance_rows: int | None

    @property
    def opens(self) -> bool:
        """Return whether the file can be read."""
        return self.schools is not None


def published_versions(folder: Path) -> list[PublishedVersion]:
    """Return all versions in a store's folder, newest first."""
    found = []
    for file in versions.published_files(folder):
        try:
            status = file.stat()
        except FileNotFoundError:
            continue  # another program has just removed it
        found.append(described(file, status.st_mtime_ns, status.st_size))
    return found[::-1]


def numbers_to_keep(found: Iterable[PublishedVersion], current: int) -> set[int]:
    """Return the numbers of the versions to keep after a new one has been published.

    These are the current one; the newest IMPORTS_KEPT imports and undos, and those that an undo or a migration was made
    from; and the last version of each of the newest DAYS_KEPT days and MONTHS_KEPT months that have any. Days and
    months are those of versions, not counted from today, so that a wrong clock removes nothing. A version that was only
    recomputed equals the one it was made from: it is kept only while it is current, or where the other is gone.
    """
    by_age = sorted(found, key=lambda version: version.number, reverse=True)
    numbers = {version.number for version in by_age}
    made_from = {version.made_from for version in by_age if version.keeps_made_from}
    with_facts = [
        version
        for version in by_age
        if version.kind is not Kind.WORKED_OUT
        or version.number in made_from
        or version.made_from not in (None, *numbers)
    ]
    imports = [
        version for version in with_facts if version.kind not in (Kind.EDIT, Kind.PACK) or version.number in made_from
    ]
    kept = {current, *(version.number for version in imports[:IMPORTS_KEPT])}
    for length, most in (("%Y-%m-%d", DAYS_KEPT), ("%Y-%m", MONTHS_KEPT)):
        in_order = sorted(with_facts, key=lambda version: (version.made_at, version.number), reverse=True)
        last_of_each = [next(group) for _, group in groupby(in_order, lambda version: version.made_at.strftime(length))]  # noqa: B023
        kept |= {version.number for version in last_of_each[:most]}
    return kept


def replaced_by(found: Iterable[PublishedVersion], number: int) -> list[PublishedVersion]:
    """Return the versions that a recomputed one replaces: those recomputed from the same version before it."""
    by_number = {version.number: version for version in found}
    kept_for_others = {version.made_from for version in by_number.values() if version.keeps_made_from}
    return [
        version
        for version in by_number.values()
        if version.kind is Kind.WORKED_OUT
        and version.number not in (number, *kept_for_others)
        and version.made_from == by_number[number].made_from
    ]


def current_number(folder: Path) -> int | None:
    """Return the number of the current version; None where it is not known."""
    try:
        file = versions.current_version(folder)
    except versions.PointerError:
        return None
    return versions.number_of(file) if file else None


def folder_size(folder: Path) -> int:
    """Return the size of a store's folder in bytes."""
    return sum(file.stat().st_size for file in folder.glob("*") if file.is_file())


def in_words(folder: Path) -> str:
    """Return a list of the versions in words, newest first: when and why each was made, and its contents."""
    versions_listed = []
    for version in published_versions(folder):
        what = f"{version.what}, " if version.what else ""
        holds = "damaged"
        if version.opens:
            holds = f"{version.schools:,} schools, {version.attendance_rows:,} rows of attendance"
        versions_listed.append(f"{version.number} ({version.made_at:%d/%m/%Y %H:%M}, {what}{holds})")
    return "; ".join(versions_listed) or "none"


@functools.lru_cache(maxsize=200)
def described(file: Path, changed_at: int, size: int) -> PublishedVersion:
    """Return the facts that a version records about itself. Versions never change, so each is read once."""
    made_at = dt.datetime.fromtimestamp(changed_at / 1e9).replace(microsecond=0)
    unknown = PublishedVersion(versions.number_of(file), file, size, made_at, Kind.IMPORT, "", None, False, None, None)
    try:
        connection = connect(file, read_only=True)
    except (duckdb.Error, OSError):
        return unknown
    try:
        (schools,) = (
            connection.execute("select count(*) from school_records where replaced_by is null").fetchone() or ()
        )
        (rows,) = connection.execute("select count(*) from attendances").fetchone() or ()
        known = dataclasses.replace(unknown, schools=schools, attendance_rows=rows)
        if not connection.execute("select 1 from duckdb_tables() where table_name = 'publications'").fetchone():
            return known  # from before versions recorded it
        row = connection.execute(
            """
            select published_at, kind, what, made_from, keeps_made_from
            from publications
            order by version_number desc
            limit 1
            """
        ).fetchone()
        if row is None:
            return known
        made_at, kind, what, made_from, keeps_made_from = row
        return dataclasses.replace(
            known, made_at=made_at, kind=Kind(kind), what=what, made_from=made_from, keeps_made_from=keeps_made_from
        )
    except (duckdb.Error, ValueError):
        return unknown
    finally:
        connection.close()
