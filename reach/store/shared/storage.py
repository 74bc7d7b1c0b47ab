"""The versions of a shared store: snapshots of the lake, each read from a copy in a folder of this computer."""

import contextlib
import dataclasses
import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
from filelock import FileLock

from reach.errors import StoreError
from reach.store import history, schema_steps, system_errors, versions
from reach.store.encryption import is_encrypted
from reach.store.history import Kind, PublishedVersion
from reach.store.opening import OF_FILES, compact, connect, quoted
from reach.store.shared.address import Address
from reach.store.shared.differences import (
    bring_to_lake,
    columns_of_tables,
    different_tables,
    fill_tables,
    make_tables,
)
from reach.store.shared.lake import LAKE, Lake, SavedVersion, lost_race, made_at
from reach.store.storage import Storage
from reach.store.versions import Draft

COPIES_KEPT = 3
"""So many copies stay on this computer, as somebody may still read from one of them."""

_DRAFTS = "drafts"
_FETCHED = "fetched.duckdb"
_FETCH_LOCK = "fetch.lock"
_FENCE = "version_number"
"""A view that each version makes anew: the database lets only one of two writers do that."""

_TABLES_AT = """
    select
        tables.table_name,
        coalesce(array_agg(columns.column_name::text) filter (where not columns.nulls_allowed), '{{}}'),
        exists (
            select 1 from ducklake_data_file as files
            where files.table_id = tables.table_id
                and files.begin_snapshot <= {snapshot} and coalesce(files.end_snapshot > {snapshot}, true)
        )
    from ducklake_table as tables
    inner join ducklake_column as columns on tables.table_id = columns.table_id
    where columns.parent_column is null
        and tables.begin_snapshot <= {snapshot} and coalesce(tables.end_snapshot > {snapshot}, true)
        and columns.begin_snapshot <= {snapshot} and coalesce(columns.end_snapshot > {snapshot}, true)
    group by tables.table_id, tables.table_name
"""
"""The tables of a snapshot, each with the columns that are never null, and whether it has rows."""


class SharedStorage(Storage):
    """A lake, with copies of its newest versions on this computer."""

    def __init__(self, address: Address) -> None:
        self.folder, self.own_folder = address.data, address.copies
        self._lake = Lake(address)
        self._using_files = threading.RLock()

    def current(self) -> Path | None:
        newest = self._lake.newest_version()
        while newest is not None:
            try:
                return self._copy_of(newest)
            except duckdb.Error:
                failed, newest = newest, self._lake.newest_version()
                if newest == failed:
                    raise
                # Another computer has published the next version meanwhile, and removed this one.
        return None

    def current_number(self) -> int | None:
        newest = self._lake.newest_version()
        return newest.version if newest else None

    def published(self) -> list[PublishedVersion]:
        return sorted(map(self._described, self._lake.versions()), key=lambda each: each.number, reverse=True)

    def has_few(self) -> bool:
        return False

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        versions.make_folder(self.own_folder)
        with versions.locked(self.own_folder), self._lake.locked():
            yield

    @contextlib.contextmanager
    def writing(self) -> Iterator[Draft]:
        with self.locked():
            newest = self._lake.newest_version()
            # The numbers of versions are those of their snapshots: none is ever used again.
            number = self._lake.newest_snapshot() + 1
            drafts = self.own_folder / _DRAFTS
            versions.make_folder(drafts)
            versions.remove(drafts.glob("*.duckdb"))  # left by a crash
            draft = Draft(versions.file_of(drafts, number), number, newest.version if newest else None)
            try:
                if newest:
                    shutil.copyfile(self._copy_of(newest), draft.file)
                yield draft
            finally:
                versions.remove([draft.file])

    def publish(self, draft: Draft) -> None:
        if is_encrypted(draft.file):  # a backup of a store that was
            compact(draft.file, encrypted=False)
        status = draft.file.stat()
        described = history.described(draft.file, status.st_mtime_ns, status.st_size)
        with contextlib.closing(connect(draft.file, read_only=True)) as connection:
            definitions = _definitions(connection)
        published = SavedVersion(
            lake="",
            snapshot=draft.number,
            version=draft.number,
            made_at=described.made_at.isoformat(),
            kind=described.kind,
            what=described.what,
            made_from=described.made_from,
            keeps_made_from=described.keeps_made_from,
            schools=described.schools,
            attendance_rows=described.attendance_rows,
            size=described.size,
            definitions=definitions,
            changed={},
            token=secrets.token_hex(8),
        )
        self._commit(draft.file, published, draft.made_from)
        with contextlib.suppress(OSError, duckdb.Error):  # it is published; what fails here is fetched
            newest = self._lake.newest_version()
            if newest and newest.token == published.token:
                versions.make_folder(self._file_of(newest).parent)
                draft.file.replace(self._file_of(newest))
            self._remove_old_copies()

    def go_back(self, version: PublishedVersion) -> None:
        there = next(each for each in self._lake.versions() if each.version == version.number)
        again = dataclasses.replace(there, token=secrets.token_hex(8))
        self._commit(self._copy_of(there), again, self.current_number())

    def remove(self, removed: Iterable[PublishedVersion]) -> None:
        if numbers := {each.number for each in removed}:
            self._lake.expire_all_but({each.version for each in self._lake.versions()} - numbers)

    def remove_all_but_current(self) -> int:
        before = len(self._lake.versions())
        self._rewrite(kept={self.current_number() or 0}, files_stay_for="0 seconds")
        self._remove_old_copies()
        return before - 1

    def maintain(self) -> None:
        # Another computer may be fetching a version that was removed a moment ago.
        self._rewrite(kept={each.version for each in self._lake.versions()}, files_stay_for="1 hour")

    def _rewrite(self, *, kept: set[int], files_stay_for: str) -> None:
        """Rewrite small files and those with removed rows, and remove what the versions that are kept do not need."""
        for job in (f"rewrite_data_files('{LAKE}', delete_threshold => 0)", f"merge_adjacent_files('{LAKE}')"):
            with self._lake.cursor() as cursor:
                cursor.execute(f"call ducklake_{job}").fetchall()
        # The version's own snapshot needs the files as they were: from now on it is this one.
        with self._lake.cursor() as cursor:
            cursor.begin()
            if newest := self._newest_version(cursor):
                self._commit_as(cursor, dataclasses.replace(newest, token=secrets.token_hex(8)))
        self._lake.expire_all_but(kept)
        for job in ("cleanup_old_files", "delete_orphaned_files"):
            with self._lake.cursor() as cursor:
                older = f"older_than => now() - interval '{files_stay_for}'"
                cursor.execute(f"call ducklake_{job}('{LAKE}', {older})").fetchall()

    def breaches(self) -> list[str]:
        with self._using_files, self._lake.cursor() as cursor:
            newest = self._lake.newest_version()
            if newest is None:
                return []
            file = self._copy_of(newest)
            with _attached(cursor, base=file):
                return [
                    f"The shared store has other rows in {table} than this computer's copy of version {newest.version}."
                    for table in different_tables(cursor, columns_of_tables(file), newest.snapshot)
                ]

    def change_encryption(self, *, encrypted: bool) -> int:  # noqa: ARG002 - it is the same for both
        raise StoreError(
            "A shared store is not encrypted by the dashboard",
            "Nothing was changed. Have the disks of its database, its folder and the copies encrypted.",
        )

    def size(self) -> int:
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())

    def _commit(self, file: Path, version: SavedVersion, made_from: int | None) -> None:
        """Make a file the current version, in one transaction of the lake.

        Raises StoreError where somebody else has written since `made_from` was current, or where it is not known
        whether it was written.
        """
        with self._using_files, self._lake.cursor() as cursor:
            newest = self._lake.newest_version()
            base = self._copy_of(newest) if newest else None
            wanted, known = columns_of_tables(file), columns_of_tables(base) if base else {}
            with _attached(cursor, draft=file, base=base):
                cursor.begin()
                try:
                    newest = self._newest_version(cursor)
                    if (newest.version if newest else None) != made_from:
                        raise lost_race()
                    found = bring_to_lake(cursor, wanted, known)
                    stays = {} if newest is None else newest.changed
                    changed = {**stays, **dict.fromkeys(found.changed, self._lake.newest_snapshot() + 1)}
                    version = dataclasses.replace(
                        version, changed={name: at for name, at in changed.items() if name not in found.dropped}
                    )
                    self._commit_as(cursor, version)
                except BaseException:
                    with contextlib.suppress(duckdb.Error):
                        cursor.rollback()
                    raise

    def _newest_version(self, cursor: duckdb.DuckDBPyConnection) -> SavedVersion | None:
        """Return the version that a transaction of the lake which has just begun sees as the newest.

        Raises StoreError where another one was published in that moment.
        """
        (snapshot,) = cursor.execute(f"from {LAKE}.current_snapshot()").fetchone() or (0,)
        newest = self._lake.newest_version()
        if newest and newest.snapshot > snapshot:
            raise lost_race()
        return newest

    def _commit_as(self, cursor: duckdb.DuckDBPyConnection, version: SavedVersion) -> None:
        """Commit what is now the version. Where the answer is lost, what was written is looked for."""
        cursor.execute(f"create or replace view {LAKE}.{_FENCE} as select {version.version} as number")
        cursor.execute(f"call {LAKE}.set_commit_message('', '', extra_info => $info)", {"info": version.as_json})
        try:
            cursor.commit()
        except duckdb.Error as error:
            try:
                newest = self._lake.newest_version()
            except duckdb.Error:
                raise system_errors.unknown_outcome(error) from error
            if newest is None or newest.token != version.token:
                if isinstance(error, duckdb.TransactionException) and "conflict" in str(error):
                    raise lost_race() from error
                raise system_errors.as_store_error(error) from error

    def _copy_of(self, version: SavedVersion) -> Path:
        """Return this computer's copy of a version, fetched where there is none.

        Raises duckdb.Error where the version was removed meanwhile.
        """
        file = self._file_of(version)
        if file.exists():
            return file
        versions.make_folder(self.own_folder)
        versions.make_folder(file.parent)
        with self._using_files, FileLock(file.with_name(_FETCH_LOCK)):
            if not file.exists():
                being_made = file.with_name(_FETCHED)
                versions.remove([being_made])
                try:
                    self._fetch(version, being_made)
                    being_made.replace(file)
                finally:
                    versions.remove([being_made])
                self._remove_old_copies()
        return file

    def _fetch(self, version: SavedVersion, file: Path) -> None:
        unchanged = self._begin_with_older_copy(version, file)
        tables = self._lake.ask(_TABLES_AT.format(snapshot=version.snapshot))
        if not unchanged:
            with self._reading(file) as cursor:
                make_tables(cursor, version.snapshot, {table: not_null for table, not_null, _ in tables})
            if version.definitions == schema_steps.definitions_fingerprint():
                with contextlib.closing(connect(file)) as connection:
                    schema_steps.create_definitions(connection)
        with self._reading(file) as cursor:
            changed = {table: has_rows for table, _, has_rows in tables if table not in unchanged}
            fill_tables(cursor, version.snapshot, changed)
        if unchanged:
            # Rows of the older copy would stay in unused parts, such as those of a person who was forgotten.
            compact(file)

    @contextlib.contextmanager
    def _reading(self, file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """Return a cursor of the lake with a file attached to be written, in one transaction."""
        with self._lake.cursor() as cursor, _attached(cursor, fetched=file):
            cursor.begin()
            try:
                yield cursor
                cursor.commit()
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.rollback()
                raise

    def _begin_with_older_copy(self, version: SavedVersion, file: Path) -> set[str]:
        """Copy the newest copy of an earlier version, where there is one; return the tables that are the same in it."""
        copies = self._file_of(version).parent.glob("hub.*.duckdb")
        by_number = {versions.number_of(copy): copy for copy in copies if versions.number_of(copy) < version.snapshot}
        if not by_number:
            return set()
        number, copy = max(by_number.items())
        shutil.copyfile(copy, file)
        with contextlib.closing(connect(file, read_only=True)) as connection:
            # Views of other definitions would be in the way.
            is_alike = _definitions(connection) == version.definitions
        if not is_alike:
            versions.remove([file])
            return set()
        return {table for table, at in version.changed.items() if at <= number}

    def _file_of(self, version: SavedVersion) -> Path:
        return versions.file_of(self.own_folder / str(version.lake), version.version)

    def _described(self, version: SavedVersion) -> PublishedVersion:
        return PublishedVersion(
            number=version.version,
            file=self._file_of(version),
            size=version.size,
            made_at=made_at(version),
            kind=Kind(version.kind),
            what=version.what,
            made_from=version.made_from,
            keeps_made_from=version.keeps_made_from,
            schools=version.schools,
            attendance_rows=version.attendance_rows,
        )

    def _remove_old_copies(self) -> None:
        """Remove copies but the last few, and those of versions that are no more: nothing of a person stays in one."""
        copies = sorted(self.own_folder.glob("*-*/hub.*.duckdb"), key=lambda file: file.stat().st_mtime)
        known = {self._file_of(version) for version in self._lake.versions()}
        versions.remove(copies[:-COPIES_KEPT])
        versions.remove(set(copies) - known)


def _definitions(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the fingerprint of the definitions that a version was made with."""
    return schema_steps.facts(connection).get("fingerprint", "").partition("-")[0]


@contextlib.contextmanager
def _attached(cursor: duckdb.DuckDBPyConnection, **files: Path | None) -> Iterator[None]:
    """Attach files under names; one that is to be fetched may be written."""
    with contextlib.ExitStack() as stack:
        for name, file in files.items():
            if file is not None:
                how = f"block_size {OF_FILES['default_block_size']}" if name == "fetched" else "read_only"
                cursor.execute(f"attach '{quoted(str(file))}' as {name} ({how})")
                stack.callback(cursor.execute, f"detach {name}")
        yield
