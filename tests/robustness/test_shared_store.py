"""A shared store under fire: two writers at once, kills, a database that goes away, a folder that is full.

No row is lost or counted twice, readers see whole versions, and the checks pass afterwards.
"""

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from reach.errors import StoreError
from reach.store import Store
from reach.store.checks import breaches
from reach.store.copying import copy_store
from tests import effort
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.postgres import Postgres, forget_connections
from tests.robustness.killed_import import KilledAction
from tests.skips import needs_limited_folder, needs_postgres

pytestmark = needs_postgres

FILES_OF_EACH, ROWS_OF_A_FILE = 2, 40
KILLS = effort.number(usual=1, thorough=20)
_MOST_TRIES = 60

_LOADED = "select coalesce(sum(rows_loaded), 0) from import_batches where contents = 'attendance'"
_COUNTED = "select count(*) from attendances"


class Lake(NamedTuple):
    """A shared store with one school, and nothing else in it."""

    postgres: Postgres
    database: str
    place: Path

    def store(self, computer: str) -> Store:
        """Give it as a computer opens it."""
        return Store(self.address(computer), SETTINGS)

    def address(self, computer: str) -> str:
        """Give its address on a computer."""
        return self.postgres.address(self.database, self.place / "data", self.place / computer)


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    place = tmp_path_factory.mktemp("lake")
    postgres: Postgres = request.getfixturevalue("postgres")
    lake = Lake(postgres, postgres.new_database(), place)
    copy_store(hub(place / "hub", [school(900001)]), lake.store("first"))
    forget_connections()
    return lake


@pytest.fixture
def lake(made: Lake, tmp_path: Path) -> Iterator[Lake]:
    """A copy of it for each test, and for each computer a copy of its version."""
    shutil.copytree(made.place / "data", tmp_path / "data")
    for computer in ("one", "two", "reader"):
        shutil.copytree(made.place / "first", tmp_path / computer)
    yield Lake(made.postgres, made.postgres.new_database(copied_from=made.database), tmp_path)
    forget_connections()


def import_files_of(store: Store) -> None:
    """Import this computer's files one after the other, each until it is in: an import that fails changes nothing."""
    name = store.storage.own_folder.name
    for number in range(FILES_OF_EACH):
        rows = [attended(900001, "10/10/2022", person=f"{name}{number}x{row}") for row in range(ROWS_OF_A_FILE)]
        for _ in range(_MOST_TRIES):
            with contextlib.suppress(StoreError):
                imported(store, register(rows, f"{name}{number}.csv"))
                break
            time.sleep(0.2)


def import_one_file(store: Store) -> None:
    rows = [attended(900001, "10/10/2022", person=f"killed{row}") for row in range(ROWS_OF_A_FILE)]
    imported(store, register(rows, "killed.csv"))


@contextlib.contextmanager
def at_work(lake: Lake, *computers: str) -> Iterator[list[KilledAction]]:
    """Let computers import at the same time, each a program of its own, until they are done."""
    programs = [KilledAction(lake.address(computer), import_files_of) for computer in computers]
    for program in programs:
        program.begin()
    yield programs
    for program in programs:
        assert program.hear() == "done"
        program.kill()


def assert_whole(lake: Lake, rows: int) -> None:
    """The store has so many rows for a computer that has no copy yet, and its checks pass."""
    store = lake.store("new")
    version = store.read()
    assert version.rows(_COUNTED) == version.rows(_LOADED) == [(rows,)]
    assert breaches(version.connection) == store.storage.breaches() == []


def read_on(store: Store, rows: int, seen: list[int], *, may_fail: bool = False) -> None:
    """Read until so many rows are there; each version must be whole, and none older than the one before it."""
    give_up_at = time.monotonic() + 120
    while not seen or seen[-1] < rows:
        assert time.monotonic() < give_up_at, seen
        try:
            version = store.read()
        except StoreError as error:
            assert may_fail and "database" in error.title, error
        else:
            ((counted,),), ((loaded,),) = version.rows(_COUNTED), version.rows(_LOADED)
            assert counted == loaded and counted % ROWS_OF_A_FILE == 0
            assert not seen or counted >= seen[-1]
            seen.append(counted)
        time.sleep(0.1)


def test_two_write_at_once_and_none_of_their_rows_is_lost_or_doubled(lake: Lake) -> None:
    rows = 2 * FILES_OF_EACH * ROWS_OF_A_FILE
    seen: list[int] = []
    with at_work(lake, "one", "two"):
        read_on(lake.store("reader"), rows, seen)
    assert len(set(seen)) > 1, "the reader saw them come"
    assert_whole(lake, rows)


def test_the_database_goes_away_amid_the_work_and_comes_back(lake: Lake) -> None:
    rows = FILES_OF_EACH * ROWS_OF_A_FILE
    chance = effort.chance("database goes away")
    with at_work(lake, "one"):
        for how in ("immediate", "fast"):
            time.sleep(chance.random())
            lake.postgres.stop(how)
            time.sleep(0.2)
            lake.postgres.start()
        read_on(lake.store("reader"), rows, [], may_fail=True)
    assert_whole(lake, rows)


def test_while_the_database_is_away_that_is_said_and_nothing_changes(lake: Lake) -> None:
    store = lake.store("reader")
    version = store.read()
    lake.postgres.stop()
    try:
        for act in (store.read, lambda: import_one_file(store)):
            with pytest.raises(StoreError, match="database does not answer") as raised:
                act()
            assert "host=" not in str(raised.value)
        assert version.rows(_COUNTED) == [(0,)], "what is open can still be read"
    finally:
        lake.postgres.start()
    assert_whole(lake, 0)
    import_one_file(store)
    assert_whole(lake, ROWS_OF_A_FILE)


def test_a_killed_writer_leaves_the_store_as_before_or_as_after(lake: Lake) -> None:
    chance = effort.chance("a shared store's writer is killed")
    rows = 0
    for number in range(KILLS):
        killed = KilledAction(lake.address("one"), import_files_of)
        killed.begin()
        time.sleep(3 * chance.random())
        killed.kill()
        ((found,),) = lake.store("reader").read().rows(_COUNTED)
        assert found in {rows, *range(rows, rows + FILES_OF_EACH * ROWS_OF_A_FILE + 1, ROWS_OF_A_FILE)}
        rows = found + 1
        imported(lake.store("two"), register([attended(900001, "10/10/2022", person=f"later{number}")], "later.csv"))
        assert_whole(lake, rows)
    lake.store("two").maintain()
    assert_whole(lake, rows)


@needs_limited_folder
def test_a_full_folder_leaves_the_store_as_it_was(lake: Lake) -> None:
    folder, kept = lake.place / "data", lake.place / "kept"
    folder.rename(kept)
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", folder], check=True)
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        store = lake.store("one")
        (folder / "filled").write_bytes(bytes(shutil.disk_usage(folder).free - 8192))
        with pytest.raises(StoreError, match="disk is full"):
            import_files_of_many_rows(store)
        assert_whole(lake, 0)
        (folder / "filled").unlink()
        import_one_file(store)
        assert_whole(lake, ROWS_OF_A_FILE)
        forget_connections()
    finally:
        subprocess.run(["umount", folder], check=True)


def import_files_of_many_rows(store: Store) -> None:
    rows = [attended(900001, "10/10/2022", person=f"many{row}") for row in range(1000)]
    imported(store, register(rows, "many.csv"))
