"""What the operating system refuses: said in words, nothing lost or left behind, and well again once it is over."""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from reach.errors import ReachError
from reach.ingest import undo
from reach.store import Store, audit, backup, history, system_errors, versions
from reach.store.checks import breaches
from tests import effort
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.command_line import reach
from tests.skips import not_on_windows

REFUSALS = {
    errno.ENOSPC: "disk is full",
    errno.EDQUOT: "disk is full",
    errno.EFBIG: "disk is full",
    errno.EACCES: "this account",
    errno.EPERM: "this account",
    errno.EROFS: "only be read",
    errno.EIO: "cannot be reached",
    errno.ENOENT: "cannot be reached",
    errno.ESTALE: "cannot be reached",
    errno.EMFILE: "not enough memory",
}


@pytest.fixture(scope="module")
def two_imports(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of two imports, which tests take copies of."""
    store = hub(tmp_path_factory.mktemp("faults") / "hub", [school(900001)], [attended(900001, "10/10/2022")])
    imported(store, register([attended(900001, "11/10/2022", session=2)], "second.csv"))
    return store


@pytest.fixture
def store(two_imports: Store, tmp_path: Path) -> Iterator[Store]:
    """A store of two imports, found as it was after whatever a test did to it, and in working order."""
    shutil.copytree(two_imports.folder, tmp_path / "hub")
    store = Store(tmp_path / "hub", SETTINGS)
    name = store.read().name
    kept = {file: file.read_bytes() for file in versions.published_files(store.folder)}
    yield store
    assert store.read().name == name, "the current version is another"
    assert {file: file.read_bytes() for file in versions.published_files(store.folder)} == kept
    assert {file.name for file in store.folder.iterdir()} == {
        "current",
        "lock",
        "secret",
        audit.FILE,
        audit.LOCK,
        *(each.name for each in kept),
    }
    with FileLock(store.folder / versions.LOCK).acquire(timeout=0):
        pass
    next_import(store)
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []


def next_import(store: Store) -> None:
    (batch,) = imported(store, register([attended(900001, "12/10/2022", session=3)], "third.csv"))
    assert batch.loaded == 1


PLACES: dict[str, tuple[object, str]] = {
    "the lock": (FileLock, "acquire"),
    "the copy": (shutil, "copyfile"),
    "what is written to the disk": (os, "fsync"),
    "the draft's name": (Path, "rename"),
    "the pointer": (Path, "replace"),
}


@pytest.mark.parametrize("place", PLACES)
def test_what_the_system_refuses_is_said_and_nothing_has_changed(
    store: Store, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, words in effort.some_of([*REFUSALS.items()], 3, name=place):

        def refuse(*_: object, code: int = number, **__: Any) -> None:
            raise OSError(code, os.strerror(code), str(store.folder / "hub.0003.duckdb"))

        with monkeypatch.context() as broken, pytest.raises(ReachError) as raised:
            broken.setattr(*PLACES[place], refuse)
            next_import(store)
        shown = f"{raised.value.title}. {raised.value.message}"
        assert words in shown and "Nothing was changed" in shown
        assert str(store.folder) not in shown and "Errno" not in shown
        assert str(store.folder) in raised.value.detail


DUCKDB_SAYS = {
    "Could not write file: No space left on device": "disk is full",
    "Could not write all bytes to file: wanted=262144 wrote=0": "damaged",
    'Could not set lock on file "x": Conflicting lock is held': "Another program",
    'Cannot open file "x": Permission denied': "this account",
    'Cannot open file "x": Read-only file system': "only be read",
    'Cannot open file "x": The process cannot access the file because it is being used by another process.': "Another",
    'Cannot open database "x" in read-only mode: database does not exist': "cannot be reached",
    "The file exists, but it is not a valid DuckDB database file!": "damaged",
}


def test_what_duckdb_refuses_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for said, words in DUCKDB_SAYS.items():

        def refuse(*_: object, said: str = said, **__: Any) -> None:
            raise duckdb.IOException(f"IO Error: {said}")

        with monkeypatch.context() as broken, pytest.raises(ReachError) as raised:
            broken.setattr(duckdb, "connect", refuse)
            next_import(store)
        assert words in raised.value.title and said in raised.value.detail


def test_a_fault_of_the_program_is_not_hidden() -> None:
    with pytest.raises(duckdb.BinderException), system_errors.as_store_errors():
        duckdb.connect().execute("select nothing")
    with pytest.raises(ZeroDivisionError), system_errors.as_store_errors():
        raise ZeroDivisionError


@contextlib.contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let the system itself refuse to write more than so many bytes a file, as it does on a disk that is full."""
    import resource  # Windows has no such module

    usual, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (usual, most))


@not_on_windows
@pytest.mark.parametrize("room", [0, 4096, 1_000_000])
def test_a_disk_that_fills_up_ends_in_a_sentence(store: Store, tmp_path: Path, room: int) -> None:
    file = tmp_path / "third.csv"
    file.write_bytes(register([attended(900001, "12/10/2022", session=3)]).content)
    for words in (["import", str(file)], ["undo", "2"], ["backup", str(tmp_path / "full.zip")]):
        with files_of_at_most(room):
            done = reach(store.folder, *words)
        assert done.returncode == 2, done.stderr
        assert "The disk is full: Nothing was changed." in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "full.zip").exists() and not list(tmp_path.glob(".*"))


def test_looking_needs_no_right_to_write(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    reader = Store(store.folder, SETTINGS)
    with monkeypatch.context() as broken:
        for where, what in (*PLACES.values(), (Path, "write_bytes"), (Path, "mkdir"), (Path, "chmod")):
            broken.setattr(where, what, refuse)
        assert reader.read().rows("select count(*) from attendances") == [(2,)]
        assert len(history.published_versions(store.folder)) >= 2


def test_another_accounts_secret_is_not_taken_for_a_bad_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "secret":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return read_bytes(self)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "read_bytes", refuse)
        with pytest.raises(ReachError, match="this account") as raised:
            next_import(store)
    assert "understood" not in raised.value.title


@pytest.mark.parametrize("act", [lambda store: undo(store, 2), lambda store: backup.make_backup(store)])
def test_a_folder_that_vanishes_in_between(store: Store, act: Callable[[Store], object], tmp_path: Path) -> None:
    store.folder.rename(tmp_path / "elsewhere")
    with pytest.raises(ReachError, match=r"cannot be reached|gone"):
        act(store)
    assert not store.folder.exists()
    (tmp_path / "elsewhere").rename(store.folder)
