"""The secret: made once, its owner's alone, and never made anew where people were hashed with another."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from reach.errors import StoreError
from reach.store import Store
from reach.store.secret import store_secret
from tests.builders import SETTINGS, attended, hub, imported, new_store, register, school
from tests.skips import not_on_windows


def test_it_is_made_once(tmp_path: Path) -> None:
    first = store_secret(tmp_path, may_be_made=lambda: True)
    assert first == store_secret(tmp_path, may_be_made=lambda: False) and len(first) == 32


@not_on_windows
def test_everything_in_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = new_store(tmp_path / "not there yet" / "hub")
        Store(tmp_path / "another", SETTINGS).read()
        for folder in (store.folder, tmp_path / "another"):
            imported(Store(folder, SETTINGS), register([attended(900001, "10/10/2022")]))
            Store(folder, SETTINGS).go_back(2)
    finally:
        os.umask(before)
    for folder in (store.folder, tmp_path / "another"):
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
        assert set(modes) > {"current", "lock", "secret"} and set(modes.values()) == {0o600}, modes
    assert stat.S_IMODE((tmp_path / "another").stat().st_mode) == 0o700


@pytest.fixture(scope="module")
def two_imports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with two registers, to be copied."""
    store = hub(tmp_path_factory.mktemp("secret") / "hub", [school(900001)], [attended(900001, "10/10/2022")])
    imported(store, register([attended(900001, "11/10/2022")], "second.csv"))
    return store.folder


@pytest.mark.parametrize("left", [None, b"", b"\xff\xfe\x00", b"not hexadecimal" * 4, b"ab" * 31, b"ab" * 32], ids=repr)
def test_people_never_count_as_new_because_it_is_lost(two_imports: Path, tmp_path: Path, left: bytes | None) -> None:
    store = Store(shutil.copytree(two_imports, tmp_path / "hub"), SETTINGS)
    right = (store.folder / "secret").read_bytes()
    version = store.read().name
    (store.folder / "secret").unlink()
    if left is not None:
        (store.folder / "secret").write_bytes(left)
    later = register([attended(900001, "12/10/2022")], "later.csv")
    with pytest.raises(StoreError, match=r"secret.*Nothing was changed.*from a backup") as raised:
        imported(store, later)
    assert str(tmp_path) not in str(raised.value)
    assert store.read().name == version
    assert (store.folder / "secret").exists() == (left is not None)
    (store.folder / "secret").write_bytes(right)
    imported(store, later)
    assert store.read().rows("select count(distinct attendee) from attendances") == [(1,)]


def test_a_store_without_people_gets_a_new_one(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    (store.folder / "secret").unlink(missing_ok=True)
    imported(store, register([attended(900001, "10/10/2022")]))
    assert store.read().rows("select count(*) from attendances") == [(1,)]
