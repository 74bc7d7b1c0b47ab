"""An encrypted store: nothing of it can be read without the key, and everything works as before with it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import keyring
import keyring.backend
import pytest

from reach import ingest, queries
from reach.errors import StoreError
from reach.settings import Encryption
from reach.store import Store, backup, encryption, history
from reach.store.checks import breaches
from reach.store.up_to import version_up_to
from tests.builders import SETTINGS, attended, filters, hub, imported, register, school

NAME = "Cosine Park Primary School"


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Encryption:
    """The place of the key, in hub.toml."""
    place = Encryption(key_file=(tmp_path / "keys" / "reach.key").resolve())
    (tmp_path / "keys").mkdir()
    use(place, monkeypatch)
    return place


def use(place: Encryption, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = SETTINGS.model_copy(update={"encryption": place})
    monkeypatch.setattr(encryption, "current_settings", lambda: settings)


@pytest.fixture
def store(tmp_path: Path, where: Encryption) -> Store:
    made = hub(tmp_path, [school(900001), school(900002)], [attended(900001, "10/10/2022")])
    assert encryption.make_key(where)
    assert made.change_encryption(encrypted=True) == len(files(made))
    return made


def files(store: Store) -> list[Path]:
    return sorted(store.folder.glob("hub.*.duckdb"))


def answers(store: Store) -> list[str]:
    return [
        queries.run(name, filters("2022/23"), store.read()).frame.to_csv()
        for name in ("reach_total", "school_list", "attendance_total")
    ]


def test_nothing_of_it_can_be_read_without_the_key(store: Store) -> None:
    for file in files(store):
        assert encryption.is_encrypted(file) and NAME.encode() not in file.read_bytes()
        with pytest.raises(duckdb.Error):
            duckdb.connect(file, read_only=True)


def test_it_answers_as_before_and_imports_undoes_and_checks_as_before(store: Store, tmp_path: Path) -> None:
    plain = hub(tmp_path / "plain", [school(900001), school(900002)], [attended(900001, "10/10/2022")])
    assert answers(store) == answers(plain)
    for each in (store, plain):
        imported(each, register([attended(900002, "17/10/2022")]))
    assert answers(store) == answers(plain)
    assert all(encryption.is_encrypted(file) for file in files(store))
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []
    for each in (store, plain):
        ingest.undo(each, max(batch for (batch,) in each.read().rows("select batch_id from import_batches")))
    assert answers(store) == answers(plain)
    assert all(version.opens for version in history.published_versions(store.folder))


def test_sql_reaches_nothing_but_the_store(store: Store, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name\nJane\n", encoding="utf-8")
    with store.read().cursor() as cursor:
        for sql in (
            f"select * from read_csv('{tmp_path / 'people.csv'}')",
            "set enable_external_access = true",
            "create table store.other as select 1",
        ):
            with pytest.raises(duckdb.Error):
                cursor.execute(sql)


def test_a_version_as_at_a_day_is_made_of_it(store: Store) -> None:
    imported(store, register([attended(900002, "17/11/2022")]))
    with version_up_to(store.read(), dt.date(2022, 10, 31)) as before:
        assert before.rows("select count(*) from attendances") == [(1,)]
    assert store.read().rows("select count(*) from attendances") == [(2,)]


def test_a_backup_of_it_comes_back_with_the_key(store: Store, tmp_path: Path) -> None:
    content = backup.make_backup(store, with_secret=True)
    there = Store(tmp_path / "there", store.settings)
    backup.restore_backup(there, backup.read_backup(content))
    assert answers(there) == answers(store)


def test_the_encryption_can_be_taken_away(store: Store) -> None:
    before = answers(store)
    assert store.change_encryption(encrypted=False) == len(files(store))
    assert not any(encryption.is_encrypted(file) for file in files(store))
    assert answers(store) == before
    assert store.change_encryption(encrypted=False) == 0


@pytest.mark.parametrize("what", ["gone", "another", "no key", "not said"])
def test_without_the_right_key_it_says_so_and_changes_nothing(
    store: Store, where: Encryption, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    assert where.key_file is not None
    if what == "gone":
        where.key_file.unlink()
    elif what == "another":
        where.key_file.write_text("ab" * 32, encoding="ascii")
    elif what == "no key":
        where.key_file.write_text("' or 1=1", encoding="ascii")
    else:
        use(Encryption(), monkeypatch)
    before = [file.read_bytes() for file in files(store)]
    with pytest.raises(StoreError) as refused:
        Store(store.folder, store.settings).read()
    assert "key" in refused.value.message or "key" in refused.value.title or "damaged" in refused.value.title
    assert [file.read_bytes() for file in files(store)] == before


def test_a_key_that_is_there_is_never_replaced(where: Encryption) -> None:
    assert encryption.make_key(where)
    first = encryption.key()
    assert not encryption.make_key(where) and encryption.key() == first
    assert where.key_file is not None and where.key_file.stat().st_mode & 0o077 == 0


class Drawer(keyring.backend.KeyringBackend):
    """A computer's own place for keys."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    before, made = keyring.get_keyring(), Drawer()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_the_key_can_be_in_the_computers_own_place(
    tmp_path: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Encryption(key_in_system=True)
    use(place, monkeypatch)
    with pytest.raises(StoreError):
        encryption.key()
    assert encryption.make_key(place) and not encryption.make_key(place)
    assert list(drawer.kept.values()) == [encryption.key()]
    made = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    assert made.change_encryption(encrypted=True)
    assert made.read().rows("select count(*) from attendances") == [(1,)]
