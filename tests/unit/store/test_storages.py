"""What a store owes wherever its versions are: in a folder, or in a database that computers share."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reach import ingest
from reach.errors import StoreError
from reach.ingest import undo
from reach.store import Store, Unpublished, audit, backup, history
from reach.store.checks import breaches
from reach.store.copying import copy_store
from reach.store.history import Kind
from reach.store.up_to import version_up_to
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.postgres import Postgres, forget_connections
from tests.skips import needs_postgres

COUNT = "select count(*) from attendances"
SCHOOLS = [school(900001), school(900002, "Sine Street School")]
ROWS = [attended(900001, "10/10/2022", person=person) for person in ("ada", "grace", "emmy")]


@pytest.fixture(scope="module")
def lake(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Postgres, str, Path]:
    """A shared store with a small hub, to be copied: its database, and its folders."""
    postgres: Postgres = request.getfixturevalue("postgres")
    place = tmp_path_factory.mktemp("lake")
    database = postgres.new_database()
    shared = Store(postgres.address(database, place / "data", place / "one"), SETTINGS)
    copy_store(hub(place / "hub", SCHOOLS, ROWS), shared)
    forget_connections()
    return postgres, database, place


@pytest.fixture(params=["folder", pytest.param("shared", marks=needs_postgres)])
def computers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Give the store of a small hub as each computer, by its name, opens it: all have one store."""
    if request.param == "folder":
        hub(tmp_path / "hub", SCHOOLS, ROWS)
        yield lambda _: Store(tmp_path / "hub", SETTINGS)
        return
    postgres, database, place = request.getfixturevalue("lake")
    copied = postgres.new_database(copied_from=database)
    for folder in ("data", "one"):
        shutil.copytree(place / folder, tmp_path / folder)
    yield lambda name: Store(postgres.address(copied, tmp_path / "data", tmp_path / name), SETTINGS)
    forget_connections()


@pytest.fixture
def store(computers: Callable[[str], Store]) -> Store:
    return computers("one")


def test_each_computer_reads_what_another_imported(computers: Callable[[str], Store]) -> None:
    one, two = computers("one"), computers("two")
    before = two.read()
    imported(one, register([attended(900002, "10/10/2021")], "older.csv"))
    after = two.read()
    assert (before.rows(COUNT), after.rows(COUNT)) == ([(3,)], [(4,)])
    assert before.name != after.name and one.read().rows(COUNT) == [(4,)]
    imported(two, register([attended(900002, "11/10/2021")], "another.csv"))
    assert one.read().rows(COUNT) == [(5,)]
    assert breaches(one.read().connection) == one.storage.breaches() == []


def test_nothing_is_published_after_an_error_or_on_a_dry_run(store: Store) -> None:
    name, numbers = store.read().name, [each.number for each in store.storage.published()]
    with pytest.raises(ZeroDivisionError), store.write("A test") as connection:
        connection.execute("delete from calendar_periods")
        raise ZeroDivisionError
    with store.write("A test", dry_run=True) as connection:
        connection.execute("delete from calendar_periods")
    with store.write("A test") as connection:
        raise Unpublished
    assert store.read().name == name
    assert [each.number for each in store.storage.published()] == numbers


def test_an_import_is_undone_and_brought_back(computers: Callable[[str], Store]) -> None:
    one, two = computers("one"), computers("two")
    imported(one, register([attended(900002, "10/10/2021")], "older.csv"))
    newest = one.storage.current_number()
    undo(two, 3)
    assert one.read().rows(COUNT) == [(3,)]
    assert newest is not None
    two.go_back(newest)
    assert one.read().rows(COUNT) == two.read().rows(COUNT) == [(4,)]
    assert one.storage.current_number() == newest
    imported(one, register([attended(900001, "12/10/2021")], "latest.csv"))
    assert two.read().rows(COUNT) == [(5,)]
    found = two.storage.published()
    assert [each.kind for each in found][:3] == [Kind.IMPORT, Kind.UNDO, Kind.IMPORT]
    assert found[0].made_from == newest and found[0].attendance_rows == 5
    assert len({each.number for each in found}) == len(found)
    with pytest.raises(StoreError, match="no version 99"):
        one.go_back(99)


def test_a_backup_is_restored(store: Store, tmp_path: Path) -> None:
    kept = backup.make_backup(store, with_secret=True)
    imported(store, register([attended(900002, "10/10/2021")], "older.csv"))
    backup.restore_backup(store, backup.read_backup(kept))
    assert store.read().rows(COUNT) == [(3,)]
    elsewhere = Store(tmp_path / "elsewhere", SETTINGS)
    backup.restore_backup(elsewhere, backup.read_backup(kept))
    assert elsewhere.read().rows(COUNT) == [(3,)]


def test_a_version_up_to_a_day_leaves_the_store_as_it_is(store: Store) -> None:
    with version_up_to(store.read(), dt.date(2022, 1, 1)) as earlier:
        assert earlier.rows(COUNT) == [(0,)]
    assert store.read().rows(COUNT) == [(3,)]


def test_only_as_many_versions_stay_as_are_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "IMPORTS_KEPT", 2)
    for number in range(3):
        with store.write(f"Change {number}") as connection:
            connection.execute("insert into hubs values ($name)", {"name": f"Another {number}"})
    newest = [each.what for each in store.storage.published()]
    assert newest == ["Change 2", "Change 1"]
    store.maintain()
    assert [each.what for each in store.storage.published()] == newest
    assert len(store.read().rows("from hubs")) == 4


def test_nothing_of_a_person_stays_once_older_versions_are_removed(computers: Callable[[str], Store]) -> None:
    store = computers("one")
    computers("two").read()
    (hashes,) = zip(*store.read().rows("select distinct attendee from register_rows"), strict=True)
    ingest.forget_person(store, ingest.Person(email="grace@school.example"), forgotten_by="test")
    assert ingest.remove_older_versions(store) > 0
    left = {attendee for (attendee,) in store.read().rows("select attendee from register_rows")}
    (gone,) = set(hashes) - left
    assert len(store.storage.published()) == 1
    again = computers("two").read()
    assert {attendee for (attendee,) in again.rows("select attendee from register_rows")} == left
    for folder in {store.folder, store.storage.own_folder, computers("two").storage.own_folder}:
        for file in filter(Path.is_file, folder.rglob("*")):
            assert gone.encode() not in file.read_bytes(), file


def test_what_was_done_is_recorded_once_for_all_computers(computers: Callable[[str], Store]) -> None:
    for name in ("one", "two"):
        imported(computers(name).used_by(name), register([attended(900002, "10/10/2021", person=name)], f"{name}.csv"))
    assert [entry.who for entry in audit.entries(computers("one").folder)][:2] == ["two", "one"]
    assert computers("one").secret == computers("two").secret
