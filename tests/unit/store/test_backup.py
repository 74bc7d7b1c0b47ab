"""Backups: read back before they are called done, restored without a loss, and refused where they do not belong."""

import dataclasses
import datetime as dt
import hashlib
import io
import json
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from reach import demo_store
from reach.errors import StoreError
from reach.settings import Backup
from reach.store import Store, backup, daily_backup, history, json_file, versions
from reach.store.checks import breaches
from tests.builders import SETTINGS, attended, hub, imported, new_store, register, school
from tests.typed import present

PASSPHRASE = "correct horse battery staple"  # noqa: S105
SESSIONS = "select count(*) from sessions"
PEOPLE = "select count(distinct attendee) from attendances"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path / "hub", [school(900001)], [attended(900001, "10/10/2022")])


def later(store: Store, day: int) -> None:
    imported(store, register([attended(900001, f"{day:02}/11/2022", session=day)], f"{day}.csv"))


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_what_was_backed_up_comes_back(store: Store, tmp_path: Path, passphrase: str | None) -> None:
    file = tmp_path / "backups" / "today.zip"
    size = backup.write_backup(store, file, with_secret=True, passphrase=passphrase)
    assert file.stat().st_size == size
    found = backup.read_backup(file.read_bytes(), passphrase)
    if passphrase:
        _assert_tells_nothing_without_its_passphrase(file.read_bytes())
    later(store, 1)
    backup.restore_backup(store, found)
    assert store.read().rows(SESSIONS) == [(1,)]
    newest, before, *_ = history.published_versions(store.folder)
    assert newest.what.startswith("Backup of") and (before.what, before.attendance_rows) == ("Import of 1.csv", 2)
    # On another machine: an empty folder. The same person is known again, as the secret came along.
    elsewhere = new_store(tmp_path / "elsewhere")
    backup.restore_backup(elsewhere, found)
    assert history.published_versions(elsewhere.folder)[0].what.startswith("Backup of")
    later(elsewhere, 2)
    assert elsewhere.read().rows(PEOPLE) == [(1,)]
    with elsewhere.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_without_the_secret_figures_come_back_and_no_import_mixes_people_up(store: Store, tmp_path: Path) -> None:
    content = backup.make_backup(store)
    assert (store.folder / "secret").read_text() not in content.decode("latin-1")
    assert "secret" not in zipfile.ZipFile(io.BytesIO(content)).namelist()
    # The other folder has a secret of its own already, but nobody was hashed with it.
    elsewhere = new_store(tmp_path / "elsewhere")
    assert elsewhere.secret
    backup.restore_backup(elsewhere, backup.read_backup(content))
    assert elsewhere.read().rows(SESSIONS) == [(1,)]
    with pytest.raises(StoreError, match="secret"):
        later(elsewhere, 1)
    (elsewhere.folder / "secret").write_bytes((store.folder / "secret").read_bytes())
    later(elsewhere, 1)
    assert elsewhere.read().rows(PEOPLE) == [(1,)]


def _assert_tells_nothing_without_its_passphrase(content: bytes) -> None:
    """Asked of a backup that another test made: each key that is derived from a passphrase takes a second."""
    assert backup.is_encrypted(content) and not zipfile.is_zipfile(io.BytesIO(content))
    for wrong in (None, "", "another"):
        with pytest.raises(backup.BackupError, match="passphrase"):
            backup.read_backup(content, wrong)


def test_a_backup_of_another_store_is_not_mixed_with_this_one(store: Store, tmp_path: Path) -> None:
    other = hub(tmp_path / "other", [school(900001)], [attended(900001, "10/10/2022"), attended(900001, "11/10/2022")])
    (other.folder / "secret").write_text("ab" * 32)
    with other.write("A test") as connection:
        connection.execute("delete from store_facts where fact = 'hashed with'")
    before = store.read().name
    with pytest.raises(backup.BackupError, match="another store"):
        backup.restore_backup(store, backup.read_backup(backup.make_backup(other, with_secret=True)))
    assert store.read().name == before


def packed(content: bytes, **changes: bytes) -> bytes:
    """Give a backup in which some members are others."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()} | changes
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return result.getvalue()


def damaged(content: bytes) -> dict[str, bytes]:
    """Give what may become of a backup on its way."""

    about = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("about.json"))
    return {
        "nothing": b"",
        "no zip": b"not a backup",
        "half": content[: len(content) // 2],
        "another zip": packed(content, **{"about.json": b"{}"}),
        "no JSON": packed(content, **{"about.json": b"{"}),
        "another database": packed(content, **{"store.duckdb": b"not a database"}),
        "newer": packed(content, **{"about.json": json.dumps(about | {"format": 99}).encode()}),
        "half encrypted": b"age-encryption.org/v1\n-> scrypt",
    }


def test_what_is_no_backup_changes_nothing(store: Store) -> None:
    before = store.read().name
    for what, content in damaged(backup.make_backup(store)).items():
        with pytest.raises(backup.BackupError, match=r"Nothing was changed"):
            backup.restore_backup(store, backup.read_backup(content, PASSPHRASE))
        assert store.read().name == before, what


def test_no_other_secret_takes_the_place_of_the_stores(store: Store, tmp_path: Path) -> None:
    content = backup.make_backup(store, with_secret=True)
    about = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("about.json"))
    nothing_said = json.dumps(about | {"hashed_with": None}).encode()
    own = (store.folder / "secret").read_bytes()
    elsewhere = Store(tmp_path / "elsewhere", SETTINGS)
    for changes in ({"secret": b"00"}, {"secret": b"11" * 32}, {"secret": b"11" * 32, "about.json": nothing_said}):
        for target in (store, elsewhere):
            with pytest.raises(backup.BackupError, match="damaged"):
                backup.restore_backup(target, backup.read_backup(packed(content, **changes)))
    assert (store.folder / "secret").read_bytes() == own and not (elsewhere.folder / "secret").exists()


def test_a_secret_that_a_backups_takes_the_place_of_is_kept(store: Store, tmp_path: Path) -> None:
    elsewhere = new_store(tmp_path / "elsewhere")
    before = elsewhere.secret
    backup.restore_backup(elsewhere, backup.read_backup(backup.make_backup(store, with_secret=True)))
    assert elsewhere.secret == store.secret
    (kept,) = elsewhere.folder.glob("secret.of-*")
    assert bytes.fromhex(kept.read_text()) == before


def test_a_store_without_its_secret_is_backed_up_without_it(store: Store, tmp_path: Path) -> None:
    (store.folder / "secret").unlink()
    backup.write_backup(store, tmp_path / "without.zip")
    with pytest.raises(StoreError, match="secret is missing"):
        backup.write_backup(store, tmp_path / "with.zip", with_secret=True)
    elsewhere = Store(tmp_path / "elsewhere", SETTINGS)
    backup.restore_backup(elsewhere, backup.read_backup(backup.backup_file(tmp_path / "without.zip")))
    assert elsewhere.read().rows(SESSIONS) == store.read().rows(SESSIONS)


def test_what_is_wrong_with_a_backup_is_not_said_of_the_store(store: Store, tmp_path: Path) -> None:
    content = backup.make_backup(store)
    about = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("about.json"))
    garbage = b"no database" * 1000
    about |= {"sha256": hashlib.sha256(garbage).hexdigest()}
    with pytest.raises(backup.BackupError, match="in the backup is damaged"):
        backup.restore_backup(
            store,
            backup.read_backup(packed(content, **{"store.duckdb": garbage, "about.json": json.dumps(about).encode()})),
        )
    for file in (tmp_path / "not there.zip", tmp_path):
        with pytest.raises(backup.BackupError, match=r"cannot be read: .*Nothing was changed"):
            backup.backup_file(file)
    (tmp_path / "a file").touch()
    with pytest.raises(backup.BackupError, match="cannot be written there"):
        backup.write_backup(store, tmp_path / "a file" / "backup.zip")


def test_a_store_that_is_not_whole_is_not_called_backed_up(store: Store, tmp_path: Path) -> None:
    with store.write("A test") as connection:
        connection.execute("insert into attendances select * from attendances")
    with pytest.raises(StoreError, match="No backup was made"):
        backup.write_backup(store, tmp_path / "broken.zip")
    assert not (tmp_path / "broken.zip").exists()


def test_a_backup_is_its_owners_alone_and_takes_no_files_place(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    backup.write_backup(store, file)
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(backup.BackupError, match="Nothing was written"):
        backup.write_backup(store, file)
    assert {path.name for path in tmp_path.iterdir()} == {"hub", "backup.zip"}


def test_only_a_store_that_has_the_secret_made_a_backup_that_it_signs(store: Store) -> None:
    found = backup.read_backup(backup.make_backup(store))
    assert found.is_of(store.secret)
    assert not found.is_of(b"\0" * 32)
    assert not dataclasses.replace(found, store=found.store + b"\0").is_of(store.secret)


def test_a_backup_a_day_is_made_where_hub_toml_says(store: Store, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    today = dt.date(2026, 11, 28)
    keeping = Store(store.folder, SETTINGS.model_copy(update={"backup": Backup(folder=place)}))
    assert daily_backup.back_up(store, today) == daily_backup.LastBackup(None, None)
    number = versions.number_of(present(versions.current_version(store.folder)))
    assert daily_backup.back_up(keeping, today) == daily_backup.LastBackup(today, number)
    tomorrow = today + dt.timedelta(days=1)
    assert daily_backup.back_up(keeping, tomorrow).day == today, "nothing has changed since"
    later(keeping, 1)
    assert daily_backup.back_up(keeping, today).day == today, "once a day"
    assert daily_backup.back_up(keeping, tomorrow) == daily_backup.LastBackup(tomorrow, number + 1)
    assert len(list(place.iterdir())) == 2
    assert backup.read_backup(max(place.iterdir()).read_bytes()).secret is None


def test_what_keeps_a_daily_backup_from_being_made_is_said_and_stops_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way")
    blocked = Backup(folder=tmp_path / "a file" / "backups")
    keeping = Store(store.folder, SETTINGS.model_copy(update={"backup": blocked}))
    problem = daily_backup.back_up(keeping, dt.date(2026, 11, 28)).problem
    assert problem is not None and str(tmp_path) not in problem.message


def test_old_daily_backups_go_and_a_demonstration_has_none(store: Store, demonstration: Store, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    place.mkdir()
    for day in range(1, 31):
        (place / f"reach-backup-2026-06-{day:02}-version-0001.zip").write_bytes(b"")
    (place / "holiday.zip").write_bytes(b"")
    settings = SETTINGS.model_copy(update={"backup": Backup(folder=place)})
    daily_backup.back_up(Store(demonstration.folder, settings), dt.date(2026, 11, 28))
    assert len(list(place.iterdir())) == 31
    daily_backup.back_up(Store(store.folder, settings), dt.date(2026, 11, 28))
    names = sorted(file.name for file in place.iterdir())
    assert names[:2] == ["holiday.zip", "reach-backup-2026-06-02-version-0001.zip"]
    assert len(names) == daily_backup.DAYS_KEPT + 1


def test_the_demonstration_takes_no_hubs_place(store: Store) -> None:
    before = store.read().name
    with pytest.raises(StoreError, match=r"own store.*--replace"):
        demo_store.build(store)
    assert store.read().name == before


def test_saved_views_come_back_where_there_are_none(tmp_path: Path) -> None:
    store, elsewhere = hub(tmp_path / "hub", [school(900001)]), new_store(tmp_path / "elsewhere")
    versions.write_whole(store.folder / json_file.SAVED_VIEWS, b'{"views": []}')
    made = backup.read_backup(backup.make_backup(store, with_secret=True))
    backup.restore_backup(elsewhere, made)
    assert (elsewhere.folder / json_file.SAVED_VIEWS).read_bytes() == b'{"views": []}'
    versions.write_whole(elsewhere.folder / json_file.SAVED_VIEWS, b'{"views": [1]}')
    backup.restore_backup(elsewhere, made)
    assert (elsewhere.folder / json_file.SAVED_VIEWS).read_bytes() == b'{"views": [1]}'
