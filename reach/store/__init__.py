"""The store: published versions, one of them current, in a folder or wherever else `reach.store.storage` knows.

`Store.read` returns a `Version`. Writing happens on a copy inside `Store.write`, in one transaction, which is
published completely or not at all.
"""

import contextlib
import copy
import dataclasses
import datetime as dt
import errno
import functools
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from reach.errors import StoreError
from reach.settings import PROJECT, Settings, demonstration_targets, load_settings
from reach.store import audit, history, schema_steps, secret, system_errors, versions
from reach.store.account import account_name
from reach.store.history import Kind
from reach.store.opening import compact, connect, cursor_of, is_beside_memory
from reach.store.storage import storage_of

DEFAULT_FOLDER = PROJECT / "data" / "hub"


def store_place() -> str:
    """Return the place of the store that pages show: REACH_STORE, else the usual folder."""
    return os.environ.get("REACH_STORE") or str(DEFAULT_FOLDER)


HASHED_WITH = "hashed with"
_PEOPLE = """
    select 1 from register_rows
    union all
    select 1 from held_rows where person is not null
    union all
    select 1 from candidate_stage_rows
    limit 1
"""
_OF_THE_STORE_ITSELF = ("_migrations", "publications")
_TRIES_TO_READ = 5

_DID: dict[Kind, audit.Did] = {
    Kind.IMPORT: "Imported",
    Kind.EDIT: "Changed",
    Kind.UNDO: "Undid",
    Kind.RESTORED: "Restored",
    Kind.DEMONSTRATION: "Built the demonstration",
    Kind.PACK: "Made a pack",
}

_opened: dict[tuple[Path, int], "Version"] = {}
_LAST_PUBLICATION = "select kind, made_from from publications order by version_number desc limit 1"
_opening = threading.Lock()


@dataclasses.dataclass(frozen=True)
class Version:
    """One published version, open for reading.

    name identifies the version, in caches, too. A connection is not safe between threads, so every query has a
    cursor of its own.
    """

    name: str
    connection: duckdb.DuckDBPyConnection = dataclasses.field(repr=False, compare=False)

    @contextlib.contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Return a cursor for one query. Raises StoreError where the file can no longer be read."""
        with (
            system_errors.as_store_errors(),
            cursor_of(self.connection, beside_memory=self._is_beside_memory) as cursor,
        ):
            yield cursor

    @functools.cached_property
    def _is_beside_memory(self) -> bool:
        return is_beside_memory(self.connection)

    def rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Return the rows of a small query about the store itself."""
        with self.cursor() as cursor:
            return cursor.execute(sql, parameters or {}).fetchall()

    @functools.cached_property
    def file(self) -> Path:
        """The version's file."""
        return Path(self.rows("select path from duckdb_databases() where database_name = current_database()")[0][0])

    @functools.cached_property
    def facts(self) -> dict[str, str]:
        """The facts that the version records about itself."""
        with self.cursor() as cursor:
            return schema_steps.facts(cursor)

    @property
    def is_demonstration(self) -> bool:
        """Return whether the schools and people in this store are invented."""
        return schema_steps.is_demonstration(self.facts)

    @property
    def hashed_with(self) -> str | None:
        """The fingerprint of the secret that its people were hashed with, None where there was none yet."""
        return self.facts.get(HASHED_WITH)

    @functools.cached_property
    def register_date(self) -> dt.date | None:
        """The date of the establishment register in use, None where none has been loaded."""
        date: dt.date | None = self.rows("select register_date from register_dates")[0][0]
        return date

    @functools.cached_property
    def as_at_dates(self) -> dict[tuple[str, str], dt.date | None]:
        """The as-at date of each academic year and period."""
        dates = self.rows("select academic_year, period, as_at from period_dates")
        return {(academic_year, period): as_at for academic_year, period, as_at in dates}

    @functools.cached_property
    def until_days(self) -> dict[tuple[str, str], dt.date]:
        """The last day that figures are of, by academic year and period, where that is not the period's last."""
        days = self.rows("select academic_year, period, until_day from shown_until")
        return {(academic_year, period): until for academic_year, period, until in days}


class Store:
    """The place of a store together with the hub's settings.

    folder: where its small files are, such as its secret.
    """

    def __init__(
        self, place: Path | str = DEFAULT_FOLDER, settings: Settings | None = None, *, is_there: bool = False
    ) -> None:
        """is_there: the place has a store, so none is created while it cannot be reached."""
        self.storage = storage_of(place)
        self.folder = self.storage.folder
        self.settings = settings or load_settings()
        self.user = ""
        self._up_to_date: set[str] = set()
        self._was_there = is_there

    def used_by(self, user: str) -> "Store":
        """Return the same store, for what somebody does with it: it is recorded under their name."""
        used = copy.copy(self)
        used.user = user
        return used

    @property
    def secret(self) -> bytes:
        """The key under which people are hashed.

        Raises StoreError where it is damaged, that of another store, or missing while the store has people.
        """
        with system_errors.as_store_errors(), self._is_there():
            key = secret.store_secret(self.folder, may_be_made=lambda: not self.has_people())
            if self.has_people():
                secret.refuse_another(key, self.read().hashed_with)
            return key

    def read(self) -> Version:
        """Return the current version, created or migrated first where needed.

        Raises StoreError where the store is damaged, newer than this program, or gone since the last read.
        """
        with self._in_words():
            for _ in range(_TRIES_TO_READ):
                file = self.storage.current()
                try:
                    version = _open(file) if file else None
                except FileNotFoundError:
                    continue  # another program has published the next version meanwhile
                if version and self._is_known_up_to_date(version):
                    self._was_there = True
                    return version
                with self.write("Worked out anew" if version else "New store", kind=Kind.WORKED_OUT):
                    pass
        raise StoreError(
            "The store changes faster than it can be read",
            "Nothing was changed. Another program with other settings may be using it: close one of them.",
        )

    @contextlib.contextmanager
    def write(
        self,
        what: str | Callable[[], str],
        *,
        kind: Kind = Kind.IMPORT,
        dry_run: bool = False,
        content: bytes | None = None,
        is_compacted: bool = False,
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Return a connection to a copy of the current version, and publish the copy at the end.

        Everything happens in one transaction. Nothing changes after an error, after `Unpublished` was raised inside, on
        a dry run, or where there was nothing to recompute.

        what: the reason in a few words, for the list of versions; read at the end. content: a backup's file, in place
        of the copy. is_compacted: removed rows are not in unused parts of the file either, where they would stay for
        some time.
        """
        with self._in_words(), self._is_there(), self.storage.writing() as draft:
            publish = not dry_run
            if content is not None:
                versions.write_whole(draft.file, content)
            connection = connect(draft.file)
            try:
                connection.begin()
                facts = schema_steps.facts(connection)
                is_migrated = False
                if not self._is_up_to_date(facts):
                    is_migrated = schema_steps.bring_up_to_date(connection, self._settings_for(facts))
                elif kind is Kind.WORKED_OUT:
                    publish = False
                if content is not None:
                    # These numbers are those of the folder that the backup comes from.
                    connection.execute("delete from publications")
                try:
                    yield connection
                except Unpublished:
                    publish = False
                if publish:
                    self._sign(connection, draft, what if isinstance(what, str) else what(), kind, is_migrated)
                    connection.commit()
                    # Anything left in a log beside the file would be lost, so a failed checkpoint is an error.
                    connection.execute("checkpoint")
            finally:
                connection.close()
            if publish:
                if is_compacted:
                    compact(draft.file)
                self.storage.publish(draft)
                if kind is not Kind.WORKED_OUT:
                    self.record(_DID[kind], what if isinstance(what, str) else what())
                with contextlib.suppress(OSError, duckdb.Error):  # it is published; the next writer tries again
                    self._remove_old_versions(draft, kind)

    def change_encryption(self, *, encrypted: bool) -> int:
        """Encrypt all versions of the store, or none; return how many were rewritten.

        Raises StoreError where the key is not there.
        """
        with self._in_words(), self.storage.locked():
            count = self.storage.change_encryption(encrypted=encrypted)
            if count:
                self.record("Changed", "Encrypted the store" if encrypted else "Took the store's encryption away")
        return count

    def maintain(self) -> None:
        """Make room in a store whose versions share files; a folder's need no upkeep."""
        with self._in_words(), self.storage.locked():
            self.storage.maintain()
            self.record("Changed", "Made room in the store")

    def go_back(self, number: int) -> None:
        """Make another version the current one. All versions stay, newer ones, too, so this can be reversed.

        Raises StoreError where the version does not exist or cannot be opened.
        """
        with self._in_words(), self.storage.locked():
            found = {version.number: version for version in self.storage.published()}
            if number not in found:
                there = ", ".join(str(each) for each in sorted(found)) or "none"
                raise StoreError(f"There is no version {number}", f"Nothing was changed. There are: {there}.")
            if not found[number].opens:
                raise StoreError(f"Version {number} is damaged", "Nothing was changed. Choose another version.")
            self.storage.go_back(found[number])
            self.record("Restored", f"Version {number}")

    def record(self, did: audit.Did, what: str) -> None:
        """Record what the store's user did."""
        audit.record(self.folder, self.user or account_name("program"), did, what)

    def start_afresh(self, connection: duckdb.DuckDBPyConnection, *, demonstration: bool = False) -> None:
        """Empty the version being written, to begin a demonstration or a hub's own store."""
        for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
            if table not in _OF_THE_STORE_ITSELF:
                connection.execute(f'delete from "{table}"')  # noqa: S608 - the store's own table names
        schema_steps.set_fact(connection, "demonstration", "yes" if demonstration else "no")
        schema_steps.bring_up_to_date(connection, self._settings_for(schema_steps.facts(connection)))

    def _sign(
        self, connection: duckdb.DuckDBPyConnection, draft: versions.Draft, what: str, kind: Kind, is_migrated: bool
    ) -> None:
        """Record in a version when and why it is published, and the fingerprint of its secret."""
        made_from = draft.made_from
        if kind is Kind.WORKED_OUT:
            last = connection.execute(_LAST_PUBLICATION).fetchone()
            # However often it is recomputed, it comes from the version that has the same facts.
            made_from = last[1] if last and last[0] == Kind.WORKED_OUT and last[1] is not None else made_from
        connection.execute(
            "insert into publications values ($number, $at, $kind, $what, $made_from, $keeps_made_from)",
            {
                "number": draft.number,
                "at": dt.datetime.now().replace(microsecond=0),
                "kind": kind,
                "what": what,
                "made_from": made_from,
                "keeps_made_from": is_migrated or kind in (Kind.UNDO, Kind.RESTORED, Kind.DEMONSTRATION),
            },
        )
        is_known = HASHED_WITH in schema_steps.facts(connection) and connection.execute(_PEOPLE).fetchone()
        if not is_known and self.has_secret():
            key = secret.store_secret(self.folder, may_be_made=lambda: False)
            schema_steps.set_fact(connection, HASHED_WITH, secret.fingerprint(key))

    def _remove_old_versions(self, published: versions.Draft, kind: Kind) -> None:
        """Remove versions that need not be kept. Reading a store removes only recomputed versions."""
        if kind is not Kind.WORKED_OUT and self.storage.has_few():
            return
        found = self.storage.published()
        if kind is Kind.WORKED_OUT:
            self.storage.remove(history.replaced_by(found, published.number))
        else:
            kept = history.numbers_to_keep(found, published.number)
            self.storage.remove(version for version in found if version.number not in kept)

    def has_secret(self) -> bool:
        """Return whether the secret is there."""
        return (self.folder / secret.FILE).exists()

    def has_people(self) -> bool:
        """Return whether anybody is in the current version, by hash."""
        if self.storage.current() is None:
            return False
        return bool(self.read().rows(_PEOPLE))

    @contextlib.contextmanager
    def _is_there(self) -> Iterator[None]:
        """Refuse to create a store, or its folder, in place of one that was read before and cannot be reached."""
        if self._was_there and self.storage.current() is None:
            raise FileNotFoundError(errno.ENOENT, "The store is gone", str(self.folder))
        yield

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        """Raise what the system refuses as a StoreError, with a list of versions where the current one is not known."""
        try:
            with system_errors.as_store_errors():
                yield
        except versions.PointerError as error:
            self._was_there = True
            raise StoreError(
                error.title,
                f"{error.message} Nothing was changed. Bring one back with “python3 start.py reach restore NUMBER”. "
                f"There are: {history.in_words(self.folder)}.",
                str(self.folder),
            ) from error

    def _settings_for(self, facts: dict[str, str]) -> Settings:
        """Return the hub's settings; a demonstration has targets of its own."""
        if not schema_steps.is_demonstration(facts):
            return self.settings
        return self.settings.model_copy(update={"targets": demonstration_targets(self.settings.local_authorities)})

    def _is_known_up_to_date(self, version: Version) -> bool:
        if version.name not in self._up_to_date and self._is_up_to_date(version.facts):
            self._up_to_date.add(version.name)
        return version.name in self._up_to_date

    def _is_up_to_date(self, facts: dict[str, str]) -> bool:
        """Return whether a version was made with these settings by this program."""
        return facts.get("fingerprint") == schema_steps.fingerprint(self._settings_for(facts))


class Unpublished(Exception):  # noqa: N818 - not an error: a way to leave `Store.write` without a change
    """Raised inside `Store.write` to leave without publishing anything."""


def _open(file: Path) -> Version:
    """Return a version opened for reading, once in the life of the program: versions never change.

    Raises FileNotFoundError where it no longer exists, StoreError where it cannot be opened.
    """
    identity = _identity(file)
    with _opening:
        if identity not in _opened:
            for older in [known for known in _opened if known[0].parent == identity[0].parent]:
                # Close other versions, so that they can be removed; a running query keeps its own handle. Where
                # a file was replaced by another, DuckDB would go on reading the old one.
                version = _opened.pop(older)
                if older[0] == identity[0]:
                    version.connection.close()
            try:
                connection = connect(file, read_only=True)
            except duckdb.Error:
                if not file.exists():
                    raise FileNotFoundError(errno.ENOENT, "Not there any more", str(file)) from None
                raise
            _opened[identity] = Version("{} {}".format(*identity), connection)
        return _opened[identity]


def _identity(file: Path) -> tuple[Path, int]:
    """Return a key for a version that differs also from that of an earlier file of the same name."""
    return file.resolve(), file.stat().st_mtime_ns
