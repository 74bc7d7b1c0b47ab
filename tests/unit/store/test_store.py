"""Versions: read while written, published whole or not at all."""

import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from reach import demo_store, queries
from reach.errors import ReachError, StoreError
from reach.ingest import undo
from reach.settings import PROJECT
from reach.store import Store, Unpublished, audit, versions
from tests import effort
from tests.builders import SETTINGS, attended, filters, hub, imported, new_store, register, school
from tests.typed import present


def test_a_store_is_made_when_it_is_first_read(tmp_path: Path) -> None:
    store = Store(tmp_path / "new" / "hub", SETTINGS)
    assert store.read().register_date is None
    assert present(versions.current_version(store.folder)).name == "hub.0001.duckdb"


def test_a_reader_keeps_its_version_while_a_new_one_is_published(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    before = store.read()
    imported(store, register([attended(900001, "10/10/2021")], "older.csv"))
    assert store.read().name != before.name
    count = "select count(*) from attendances"
    assert (before.rows(count), store.read().rows(count)) == ([(1,)], [(2,)])


def test_nothing_is_published_after_an_error_or_on_a_dry_run(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    name = store.read().name
    with pytest.raises(ZeroDivisionError), store.write("A test") as connection:
        connection.execute("delete from calendar_periods")
        raise ZeroDivisionError
    with store.write("A test", dry_run=True) as connection:
        connection.execute("delete from calendar_periods")
    with store.write("A test") as connection:
        connection.execute("delete from calendar_periods")
        raise Unpublished
    assert store.read().name == name
    assert [path.name for path in versions.published_files(tmp_path)] == ["hub.0001.duckdb"]


def test_what_a_crash_left_is_not_read_and_is_cleared_away(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.read()
    for left in ("draft.duckdb", "draft.duckdb.wal", "hub.0002.duckdb"):
        (tmp_path / left).write_bytes(b"half a file")
    (tmp_path / "draft.duckdb.tmp").mkdir()
    (tmp_path / "draft.duckdb.tmp" / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"rows of an import")
    (tmp_path / "current.new").write_text("hub.0002.duckdb\n")
    assert store.read().name.count("hub.0001.duckdb")
    with store.write("A test"):
        pass
    assert store.read().rows("select count(*) from hubs") == [(1,)]
    assert {file.name for file in tmp_path.glob("*")} - {audit.FILE, audit.LOCK} == {
        "current",
        "hub.0001.duckdb",
        "hub.0002.duckdb",
        "lock",
    }


@pytest.mark.parametrize("left", [b"", b"hub.", b"hub.0002.duckdb\n", b"hub.0009.duckdb\n"])
def test_a_publication_that_never_began_takes_nothing_with_it(
    three_versions: Path, tmp_path: Path, left: bytes
) -> None:
    kept = _copy(three_versions, tmp_path)
    Store(tmp_path, SETTINGS).go_back(2)
    (tmp_path / "current.new").write_bytes(left)
    with Store(tmp_path, SETTINGS).write("A test"):
        pass
    assert {name: (tmp_path / name).read_bytes() for name in kept} == kept
    assert not (tmp_path / "current.new").exists()


@pytest.fixture(scope="module")
def three_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with three versions, to be copied."""
    folder = tmp_path_factory.mktemp("versions") / "hub"
    store = new_store(folder)
    while len(versions.published_files(folder)) < 3:
        with store.write("A test"):
            pass
    return folder


def _copy(folder: Path, to: Path) -> dict[str, bytes]:
    """Copy a store, and give the name and content of each of its versions."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return {file.name: file.read_bytes() for file in versions.published_files(to)}


@pytest.mark.parametrize("left", [None, b"", b" \r\n", b"\x00\xff\x17", "käse".encode("cp1252"), b"hub.0009.duckdb"])
def test_no_version_is_lost_where_the_pointer_is(three_versions: Path, tmp_path: Path, left: bytes | None) -> None:
    kept = _copy(three_versions, tmp_path)
    pointer = tmp_path / versions.POINTER
    pointer.unlink()
    if left is not None:
        pointer.write_bytes(left)
    for use in (Store(tmp_path, SETTINGS).read, Store(tmp_path, SETTINGS).write("A test").__enter__):
        with pytest.raises(StoreError, match=r"restore NUMBER.*There are: 3 \(.*A test.*; 2 \(.*; 1 \(") as raised:
            use()
        assert str(tmp_path) not in str(raised.value)
    with pytest.raises(StoreError):
        demo_store.build(Store(tmp_path, SETTINGS), replace=True)
    assert {file.name: file.read_bytes() for file in versions.published_files(tmp_path)} == kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("around", ["{}", "{}\r\n", "\n\t {} \n\n"])
def test_the_pointer_is_read_whatever_editor_wrote_it(
    three_versions: Path, tmp_path: Path, encoding: str, around: str
) -> None:
    older, *_ = sorted(_copy(three_versions, tmp_path))
    (tmp_path / versions.POINTER).write_bytes(around.format(older).encode(encoding))
    assert versions.current_version(tmp_path) == tmp_path / older


def test_no_version_is_removed_while_it_is_not_known_which_one_is_current(three_versions: Path, tmp_path: Path) -> None:
    kept = _copy(three_versions, tmp_path)
    newest = sorted(kept)[-1]
    (tmp_path / "current").write_text("")
    (tmp_path / "current.new").write_text(newest)
    store = Store(tmp_path, SETTINGS)
    for act in (store.read, lambda: undo(store, 1), lambda: store.go_back(99)):
        with pytest.raises(ReachError):
            act()
    assert {file.name: file.read_bytes() for file in versions.published_files(tmp_path)} == kept
    store.go_back(3)
    assert {file.name: file.read_bytes() for file in versions.published_files(tmp_path)} == kept
    assert present(versions.current_version(tmp_path)).name == newest and not (tmp_path / "current.new").exists()


def test_a_version_that_was_never_published_is_not_offered(three_versions: Path, tmp_path: Path) -> None:
    oldest, before, newest = sorted(_copy(three_versions, tmp_path))
    (tmp_path / "current").write_text(before)
    (tmp_path / "current.new").write_text(newest)
    assert [file.name for file in versions.published_files(tmp_path)] == [oldest, before]
    store = Store(tmp_path, SETTINGS)
    with pytest.raises(StoreError, match="no version 3"):
        store.go_back(3)
    assert present(versions.current_version(tmp_path)).name == before


@pytest.mark.parametrize("what", ["folder", "circle", "book"])
def test_a_pointer_that_is_no_pointer_is_reported_and_put_right_by_going_back(
    three_versions: Path, tmp_path: Path, what: str
) -> None:
    kept = _copy(three_versions, tmp_path)
    pointer = tmp_path / "current"
    pointer.unlink()
    if what == "folder":
        pointer.mkdir()
    elif what == "circle":
        pointer.symlink_to(pointer)
    else:
        pointer.write_text("x" * 5_000_000)
    store = Store(tmp_path, SETTINGS)
    with pytest.raises(StoreError, match="does not say which version is current") as raised:
        store.read()
    assert len(raised.value.message) < 1000
    store.go_back(1)
    assert present(versions.current_version(tmp_path)).name == "hub.0001.duckdb"
    assert {file.name: file.read_bytes() for file in versions.published_files(tmp_path)} == kept
    assert not (tmp_path / "current.back").exists()


def test_versions_under_other_names_are_not_taken_for_an_empty_store(tmp_path: Path) -> None:
    new_store(tmp_path)
    for name in ("hub.0001 (1).duckdb", "HUB.0001.DUCKDB"):
        for file in tmp_path.iterdir():
            file.rename(tmp_path / name) if file.suffix.casefold() == ".duckdb" else file.unlink()
        with pytest.raises(StoreError, match="give it back its name"):
            Store(tmp_path, SETTINGS).read()
        assert [file.name for file in tmp_path.glob("*.[dD]*")] == [name]


def test_a_store_that_is_gone_before_it_is_read_is_not_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    with pytest.raises(StoreError, match="cannot be reached"):
        Store(folder, SETTINGS, is_there=True).read()
    assert not folder.exists()


def test_a_first_start_that_was_cut_short_is_begun_again(tmp_path: Path) -> None:
    (only,) = _copy(new_store(tmp_path / "made").folder, tmp_path / "whole").items()
    left = tmp_path / "left"
    left.mkdir()
    (left / only[0]).write_bytes(only[1])
    (left / "current.new").write_text(only[0])
    assert Store(left, SETTINGS).read().rows("select count(*) from import_batches") == [(0,)]


def test_a_store_from_the_future_is_left_alone(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.write("A test") as connection:
        connection.execute("insert into _migrations values ('9999_from_the_future')")
        connection.execute("delete from store_facts")
    with pytest.raises(StoreError, match="newer than this program"):
        store.read()


def test_sql_reaches_nothing_but_the_store(tmp_path: Path) -> None:
    version = new_store(tmp_path).read()
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    for sql in (f"select * from read_csv('{secret}')", "set enable_external_access = true", "attach 'x.duckdb'"):
        with pytest.raises(duckdb.Error):
            version.rows(sql)
    with pytest.raises(duckdb.Error):
        version.rows("delete from calendar_periods")


def test_a_changed_setting_brings_the_store_up_to_date(tmp_path: Path) -> None:
    new_store(tmp_path)
    renamed = SETTINGS.model_copy(update={"hub": SETTINGS.hub.model_copy(update={"name": "Another Hub"})})
    assert Store(tmp_path, renamed).read().rows("select name from hubs") == [("Another Hub",)]


def test_many_threads_can_ask_at_once(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    found: list[int] = []

    def ask() -> None:
        for _ in range(10):
            found.append(int(queries.run("reach_total", filters(), store.read()).frame["reached"].iloc[0]))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 60


def test_ten_readers_see_each_import_whole_or_not_at_all(tmp_path: Path) -> None:
    hub(tmp_path, [school(900001)])
    imports, rows = effort.number(usual=3, thorough=12), 5
    is_over = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        reader, before = Store(tmp_path, SETTINGS), 0
        while not is_over.is_set():
            try:
                (found,) = reader.read().rows("select count(*) from attendances")[0]
            except StoreError as error:
                wrong.append(error)
                return
            if found % rows or found < before:
                wrong.append((before, found))
            before = found
            time.sleep(0.02)

    readers = [threading.Thread(target=read) for _ in range(10)]
    for reader in readers:
        reader.start()
    writer = Store(tmp_path, SETTINGS)
    for number in range(1, imports + 1):
        days = [attended(900001, f"{day:02}/{number:02}/2022", session=day) for day in range(1, rows + 1)]
        imported(writer, register(days, f"{number}.csv"))
    is_over.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert writer.read().rows("select count(*) from attendances") == [(imports * rows,)]


ANOTHER_PROGRAM = """
import sys
from pathlib import Path
from reach.ingest import SourceFile, import_files
from reach.store import Store
folder, register = map(Path, sys.argv[1:])
store, source = Store(folder), SourceFile(register.name, register.read_bytes())
print("ready", flush=True)
sys.stdin.readline()
import_files(store, [source], imported_by="test")
"""


def test_two_programs_that_import_at_once_both_get_their_rows_in(tmp_path: Path) -> None:
    store = hub(tmp_path / "hub", [school(900001)])
    mine, theirs = (
        register([attended(900001, f"{number:02}/10/2022", session=number)], f"{number}.csv") for number in (1, 2)
    )
    file = tmp_path / theirs.name
    file.write_bytes(theirs.content)
    with subprocess.Popen(
        [sys.executable, "-c", ANOTHER_PROGRAM, str(store.folder), str(file)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as another:
        assert another.stdin and another.stdout and another.stdout.readline() == "ready\n"
        another.stdin.write("go\n")
        another.stdin.flush()
        imported(store, mine)
        assert another.wait(60) == 0
    assert Store(store.folder, SETTINGS).read().rows("select count(*) from sessions") == [(2,)]
