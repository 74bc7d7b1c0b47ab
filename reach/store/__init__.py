"""The store: a folder of published versions, of which one is current.

Opening gives a `Version` to read. Writing happens on a copy inside `Store.write`, in one transaction, which is
published as a whole or not at all.
"""

import contextlib
import dataclasses
import datetime as dt
import functools
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from reach.errors import StoreError
from reach.settings import PROJECT, Settings, demonstration_targets, load_settings
from reach.store import schema_steps, versions
from reach.store.secret import store_secret

DEFAULT_FOLDER = PROJECT / "data" / "hub"

_opened: dict[tuple[Path, int], "Version"] = {}
_opening = threading.Lock()


@dataclasses.dataclass(frozen=True)
class Version:
    """One published version, open for reading.

    name tells versions apart and so keys caches. A connection is not safe between threads: every question
    goes through a cursor of its own.
    """

    name: str
    connection: duckdb.DuckDBPyConnection = dataclasses.field(repr=False, compare=False)

    @contextlib.contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor for one question."""
        cursor = self.connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Answer a small question about the store itself."""
        with self.cursor() as cursor:
            return cursor.execute(sql, parameters or {}).fetchall()

    @functools.cached_property
    def facts(self) -> dict[str, str]:
        """What the version says of itself."""
        with self.cursor() as cursor:
            return schema_steps.facts(cursor)

    @property
    def is_demonstration(self) -> bool:
        """Whether the schools and people in this store are invented."""
        return schema_steps.is_demonstration(self.facts)

    @functools.cached_property
    def register_date(self) -> dt.date | None:
        """The date of the establishment register in use, None where none has been loaded."""
        date: dt.date | None = self.rows("select register_date from register_dates")[0][0]
        return date

    @functools.cached_property
    def as_at_dates(self) -> dict[tuple[str, str], dt.date | None]:
        """The day as at which each academic year and period is counted."""
        dates = self.rows("select academic_year, period, as_at from period_dates")
        return {(academic_year, period): as_at for academic_year, period, as_at in dates}


class Store:
    """A store's folder together with the hub's settings."""

    def __init__(self, folder: Path = DEFAULT_FOLDER, settings: Settings | None = None) -> None:
        self.folder = folder
        self.settings = settings or load_settings()
        self._up_to_date: set[str] = set()

    @property
    def secret(self) -> bytes:
        """The key under which people are hashed."""
        return store_secret(self.folder)

    def read(self) -> Version:
        """Open the current version, made or brought up to date first where that is needed.

        Raises StoreError where the store is damaged or newer than this program.
        """
        file = versions.current_version(self.folder)
        if file is None or not self._is_known_up_to_date(_open(file)):
            with self.write():
                pass
            file = versions.current_version(self.folder)
        if file is None:
            raise StoreError("There is no store", f"None could be made in {self.folder}.")
        return _open(file)

    @contextlib.contextmanager
    def write(self, *, dry_run: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection to a copy of the current version, and publish the copy at the end.

        Everything happens in one transaction. After an error, after `Unpublished` was raised inside, or on a
        dry run, nothing has changed.
        """
        with versions.writing(self.folder) as draft:
            publish = not dry_run
            connection = duckdb.connect(draft)
            try:
                _lock_down(connection)
                connection.begin()
                facts = schema_steps.facts(connection)
                if not self._is_up_to_date(facts):
                    schema_steps.bring_up_to_date(connection, self._settings_for(facts))
                try:
                    yield connection
                except Unpublished:
                    publish = False
                if publish:
                    connection.commit()
            finally:
                connection.close()
            if publish:
                versions.publish(self.folder, draft)

    def start_afresh(self, connection: duckdb.DuckDBPyConnection, *, demonstration: bool = False) -> None:
        """Empty the version being written, to begin a demonstration or a hub's own store."""
        for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
            if table != "_migrations":
                connection.execute(f'delete from "{table}"')  # noqa: S608 - the store's own table names
        schema_steps.set_fact(connection, "demonstration", "yes" if demonstration else "no")
        schema_steps.bring_up_to_date(connection, self._settings_for(schema_steps.facts(connection)))

    def _settings_for(self, facts: dict[str, str]) -> Settings:
        """Give the hub's settings; a demonstration brings targets of its own."""
        if not schema_steps.is_demonstration(facts):
            return self.settings
        return self.settings.model_copy(update={"targets": demonstration_targets()})

    def _is_known_up_to_date(self, version: Version) -> bool:
        if version.name not in self._up_to_date and self._is_up_to_date(version.facts):
            self._up_to_date.add(version.name)
        return version.name in self._up_to_date

    def _is_up_to_date(self, facts: dict[str, str]) -> bool:
        """Tell whether a version was made with these settings by this program."""
        return facts.get("fingerprint") == schema_steps.fingerprint(self._settings_for(facts))


class Unpublished(Exception):  # noqa: N818 - not an error: a way to leave `Store.write` without a change
    """Raised inside `Store.write` to leave without publishing anything."""


def _open(file: Path) -> Version:
    """Open a version for reading, once for the life of the program: versions never change."""
    identity = _identity(file)
    with _opening:
        if identity not in _opened:
            # Let go of older versions, so that they can be removed; a question under way keeps its own hold.
            for older in [known for known in _opened if known[0].parent == identity[0].parent]:
                del _opened[older]
            try:
                connection = duckdb.connect(file, read_only=True)
            except duckdb.Error as error:
                raise StoreError(
                    "The store cannot be opened",
                    f"{file}: {error}. Bring the folder back from a backup, or write the name of an older "
                    f"version into {file.parent / versions.POINTER}.",
                ) from error
            _lock_down(connection)
            _opened[identity] = Version("{} {}".format(*identity), connection)
        return _opened[identity]


def _identity(file: Path) -> tuple[Path, int]:
    """Tell a version from any other, also from one that stood under the same name before."""
    return file.resolve(), file.stat().st_mtime_ns


def _lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """Let SQL reach nothing but the store: no files, no network, no extensions, no way back."""
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
