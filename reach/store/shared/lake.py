"""The lake: its connection, the writers' lock, and which of its snapshots are versions of the store.

A snapshot that is a version says so in the extra information of its commit, as JSON. The connection knows no files but
those of the lake and of this computer's copies, and nothing of it can be changed: only this package's SQL is asked.
"""

import contextlib
import dataclasses
import datetime as dt
import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import duckdb

from reach.errors import StoreError
from reach.store.extensions import extension_file
from reach.store.opening import OF_A_WRITER, OF_FILES, quoted
from reach.store.shared.address import Address
from reach.store.versions import SECONDS_TO_WAIT_FOR_A_WRITER, make_folder, someone_is_importing

LAKE = "lake"
PARQUET = "parquet"
"""The name of the lake in its connection, and of its folder of files."""

_EXTENSIONS = ("ducklake", "postgres_scanner")
_LOCK = 7_263_541  # a number of our own: each database has its own locks
_SECONDS_BETWEEN_TRIES = 0.1

_IS_MADE = "select to_regclass('ducklake_snapshot') is not null"
_VERSIONS = """
    select
        (select schema_uuid::text from ducklake_schema order by schema_id limit 1),
        snapshot_id,
        commit_extra_info
    from ducklake_snapshot_changes
    where commit_extra_info like '{"version":%'
    order by snapshot_id desc
"""


@dataclasses.dataclass(frozen=True)
class SavedVersion:
    """A version as its snapshot describes it.

    lake: the lake's own identifier, another one for a lake that was made anew. version: its number. made_at: as
    ISO 8601. size: in bytes, of the version as one file. definitions: their fingerprint. changed: the snapshot that
    last changed each table. token: another one each time that a version is made the current one.
    """

    lake: str = dataclasses.field(repr=False)
    snapshot: int
    version: int
    made_at: str
    kind: str
    what: str
    made_from: int | None
    keeps_made_from: bool
    schools: int | None
    attendance_rows: int | None
    size: int
    definitions: str
    changed: Mapping[str, int] = dataclasses.field(repr=False)
    token: str

    @property
    def as_json(self) -> str:
        """The extra information of its commit."""
        fields = dataclasses.asdict(self)
        return json.dumps({"version": fields.pop("version"), **fields}, ensure_ascii=False)


class Lake:
    """A lake, connected to when it is first needed."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._connecting = threading.Lock()

    @contextlib.contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Return a cursor, in no transaction; one that is open at the end is rolled back."""
        with self._connecting:
            self._connection = self._connection or _connect(self.address)
        with _cursor_of(self._connection) as cursor:
            yield cursor

    def newest_version(self) -> SavedVersion | None:
        """Return the current version, None where there is none."""
        found = self._versions("limit 1")
        return found[0] if found else None

    def versions(self) -> list[SavedVersion]:
        """Return all versions, newest first; one that was gone back to stands where that was done."""
        by_number: dict[int, SavedVersion] = {}
        for version in self._versions():
            by_number.setdefault(version.version, version)
        return list(by_number.values())

    def newest_snapshot(self) -> int:
        """Return the number of the newest snapshot, version or not."""
        return int(self.ask("select max(snapshot_id) from ducklake_snapshot")[0][0])

    def expire_all_but(self, kept: Iterable[int]) -> None:
        """Forget the snapshots that are none of the versions kept, by number; the newest stays."""
        numbers = set(kept)
        snapshots = {row[0] for row in self.ask("select snapshot_id from ducklake_snapshot")}
        stay = {self.newest_snapshot(), *(each.snapshot for each in self.versions() if each.version in numbers)}
        if gone := sorted(snapshots - stay):
            with self.cursor() as cursor:
                cursor.execute(f"call ducklake_expire_snapshots('{LAKE}', versions => {gone})")

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the answer of the catalogue's own database to a constant question."""
        with self.cursor() as cursor:
            return cursor.execute("from postgres_query('catalogue', $sql)", {"sql": sql}).fetchall()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the writers' lock. It goes with this program, or with the database's: then another may write.

        Raises StoreError where another writer holds it for more than a minute.
        """
        give_up_at = time.monotonic() + SECONDS_TO_WAIT_FOR_A_WRITER
        with self.cursor() as cursor:
            cursor.begin()
            while not _try_to_lock(cursor):
                if time.monotonic() > give_up_at:
                    raise someone_is_importing()
                time.sleep(_SECONDS_BETWEEN_TRIES)
            yield

    def _versions(self, limit: str = "") -> list[SavedVersion]:
        found = self.ask(f"{_VERSIONS} {limit}")
        return [
            SavedVersion(**json.loads(info) | {"lake": lake, "snapshot": snapshot}) for lake, snapshot, info in found
        ]


def made_at(version: SavedVersion) -> dt.datetime:
    """Return when a version was published."""
    return dt.datetime.fromisoformat(version.made_at)


def _connect(address: Address) -> duckdb.DuckDBPyConnection:
    """Connect to the lake, which is made where the database has none."""
    make_folder(address.data)
    found = _OF_THE_LAKE | {"temp_directory": str(address.copies / "spilled")}
    connection = duckdb.connect(config=OF_FILES | OF_A_WRITER | found)
    try:
        for name in _EXTENSIONS:
            file = extension_file(
                name,
                "The store is a shared one, and a part that reads it is missing",
                "Install requirements-shared.txt: docs/shared-store.md says how.",
            )
            connection.execute(f"load '{quoted(str(file))}'")
        connection.execute("set ducklake_default_data_inlining_row_limit = 0")
        connection.execute(f"attach '{quoted(address.database)}' as catalogue (type postgres)")
        with _cursor_of(connection) as making:
            is_made = making.execute("from postgres_query('catalogue', $sql)", {"sql": _IS_MADE}).fetchall()[0][0]
            if not is_made:  # two programs at once would both make it
                making.begin()
                making.execute(
                    "from postgres_query('catalogue', $sql)", {"sql": f"select pg_advisory_xact_lock({_LOCK})"}
                )
            # Each computer may see the folder at another path.
            connection.execute(
                f"attach 'ducklake:postgres:{quoted(address.database)}' as {LAKE} "
                f"(data_path '{quoted(str(address.data / PARQUET))}/', override_data_path true)"
            )
        folders = ", ".join(f"'{quoted(str(folder))}'" for folder in (address.data, address.copies))
        connection.execute(f"set allowed_directories = [{folders}]")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    except BaseException:
        connection.close()
        raise
    return connection


_OF_THE_LAKE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@contextlib.contextmanager
def _cursor_of(connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    cursor = connection.cursor()
    try:
        yield cursor
    finally:
        # To close it amid a transaction ends the whole program where the database has gone away (tried).
        with contextlib.suppress(duckdb.Error):
            cursor.rollback()
        cursor.close()


def _try_to_lock(cursor: duckdb.DuckDBPyConnection) -> bool:
    sql = f"select pg_try_advisory_xact_lock({_LOCK})"
    return bool(cursor.execute("from postgres_query('catalogue', $sql)", {"sql": sql}).fetchall()[0][0])


def lost_race() -> StoreError:
    """Return the error of a writer whose lock was lost while another one wrote."""
    return StoreError("Someone else changed the store meanwhile", "Nothing of yours was changed. Do it again.")
