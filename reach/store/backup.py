"""Backups: one file with a store's current version, with or without its secret, verified by reading it back.

    make_backup(store, with_secret=False, passphrase=None) -> bytes
    restore_backup(store, content, passphrase=None)

The file is a zip of about.json, store.duckdb, who did what, and optionally the secret. A passphrase encrypts it in the
age format (age-encryption.org/v1), which other programs read, too.
"""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import hmac
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyrage

from reach.errors import StoreError
from reach.store import HASHED_WITH, Store, audit, json_file, schema_steps, secret, system_errors, versions
from reach.store.checks import breaches
from reach.store.history import Kind
from reach.store.opening import connect

LONGEST = 2_000_000_000
"""The largest size of an unpacked backup, in bytes."""

UNFINISHED = ".unfinished"
"""The suffix of a backup that is being written, or that a crash left behind."""

_FORMAT = 1
_ABOUT, _STORE, _SECRET = "about.json", "store.duckdb", "secret"
_ENCRYPTED = b"age-encryption.org/"


class BackupError(StoreError):
    """A backup cannot be made or read. The store has not been changed."""


@dataclasses.dataclass(frozen=True)
class Backup:
    """A backup that was read and verified.

    hashed_with: the fingerprint of the secret that its people were hashed with, if it has people. signature: proves
    that the backup was made by a store with that secret. done: who did what, views: the saved views, each as in its
    file, if there is one.
    """

    hub: str
    made_at: dt.datetime
    version: int
    store: bytes = dataclasses.field(repr=False)
    secret: bytes | None = dataclasses.field(repr=False)
    hashed_with: str | None
    signature: str
    done: bytes | None = dataclasses.field(default=None, repr=False)
    views: bytes | None = dataclasses.field(default=None, repr=False)

    def is_of(self, key: bytes) -> bool:
        """Return whether a store with this secret made the backup, so that its file may be trusted."""
        return hmac.compare_digest(self.signature, _signature(key, self.store))


def make_backup(store: Store, *, with_secret: bool = False, passphrase: str | None = None) -> bytes:
    """Return the content of a backup of the current version, after reading it back and checking it.

    A version never changes once it is published, so the dashboard may run and import meanwhile. Raises BackupError
    where the version is not whole.
    """
    version = store.read()
    with system_errors.as_store_errors():
        file = store.storage.current()
        if file is None:
            raise BackupError("There is no store to back up", "Import something first.")
        database = file.read_bytes()
        # A store that was restored without its secret is backed up without it again.
        key = store.secret if with_secret or store.has_secret() else None
    about = {
        "format": _FORMAT,
        "hub": store.settings.hub.name,
        "made_at": dt.datetime.now().isoformat(timespec="seconds"),
        "version": versions.number_of(file),
        "sha256": hashlib.sha256(database).hexdigest(),
        "hashed_with": secret.fingerprint(key) if key else version.hashed_with,
        "signature": _signature(key, database) if key else "",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(_ABOUT, json.dumps(about, indent=2, ensure_ascii=False))
        archive.writestr(_STORE, database)
        done, views = audit.content(store.folder), json_file.content(store.folder / json_file.SAVED_VIEWS)
        for name, beside in ((audit.FILE, done), (json_file.SAVED_VIEWS, views)):
            if beside is not None:
                archive.writestr(name, beside)
        if with_secret and key:
            archive.writestr(_SECRET, key.hex())
    content = pyrage.passphrase.encrypt(packed.getvalue(), passphrase) if passphrase else packed.getvalue()
    with system_errors.as_store_errors():
        _refuse_broken(read_backup(content, passphrase))
    store.record("Backed up", f"Version {about['version']}, with{'' if with_secret and key else 'out'} its secret")
    return content


def write_backup(store: Store, file: Path, *, with_secret: bool = False, passphrase: str | None = None) -> int:
    """Write a backup into a new file, readable by its owner only; return its size in bytes.

    The file gets its name after it was read back from the disk and verified.
    """
    if file.exists():
        raise BackupError("There is a file of that name", "Nothing was written. Choose another name.", str(file))
    content = make_backup(store, with_secret=with_secret, passphrase=passphrase)
    being_written = file.with_name(f".{file.name}{UNFINISHED}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            versions.write_whole(being_written, content)
            if being_written.read_bytes() != content:
                raise BackupError("The disk did not keep what was written", "Choose another place for the backup.")
            being_written.replace(file)
        finally:
            with contextlib.suppress(OSError):
                being_written.unlink(missing_ok=True)
    except OSError as error:
        if system_errors.is_full(error):
            raise system_errors.as_store_error(error) from error
        raise BackupError(
            "The backup cannot be written there",
            f"{error.strerror or 'The system does not say why'}. Nothing was changed. Choose another place.",
            str(error),
        ) from error
    return len(content)


def backup_file(file: Path) -> bytes:
    """Read a backup's file. Raises BackupError, saying why, where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise BackupError(
            f"“{file.name or file}” cannot be read",
            f"{error.strerror or 'The system does not say why'}. Nothing was changed. Is it a backup's file, and is "
            "its name right?",
            str(error),
        ) from error


def is_encrypted(content: bytes) -> bool:
    """Return whether a passphrase is needed to read a backup."""
    return content.startswith(_ENCRYPTED)


def read_backup(content: bytes, passphrase: str | None = None) -> Backup:
    """Read a backup without opening its database. Raises BackupError where it is not a backup, or damaged."""
    if is_encrypted(content):
        if not passphrase:
            raise BackupError("This backup is encrypted", "Nothing was changed. Give its passphrase.")
        try:
            content = pyrage.passphrase.decrypt(content, passphrase)
        except pyrage.DecryptError:
            raise BackupError(
                "The backup does not open with this passphrase",
                "Nothing was changed. Check the passphrase; if it is right, the file is damaged: use another backup.",
            ) from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LONGEST:
                raise ValueError("too large")
            about: dict[str, Any] = json.loads(archive.read(_ABOUT))
            database = archive.read(_STORE)
            there = archive.namelist()
            done = archive.read(audit.FILE) if audit.FILE in there else None
            views = archive.read(json_file.SAVED_VIEWS) if json_file.SAVED_VIEWS in there else None
            key = bytes.fromhex(archive.read(_SECRET).decode("ascii")) if _SECRET in there else None
        if about["format"] != _FORMAT:
            raise BackupError(
                "This backup was made by a newer program", "Nothing was changed. Update the dashboard and try again."
            )
        if about["sha256"] != hashlib.sha256(database).hexdigest():
            raise ValueError("not as it was written")
        found = Backup(
            hub=str(about["hub"]),
            made_at=dt.datetime.fromisoformat(about["made_at"]),
            version=int(about["version"]),
            store=database,
            secret=key,
            hashed_with=about["hashed_with"],
            signature=str(about["signature"]),
            done=done,
            views=views,
        )
        if key is not None and not (found.is_of(key) and found.hashed_with == secret.fingerprint(key)):
            raise ValueError("another secret than the store's")
        return found
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError, NotImplementedError, RuntimeError):
        raise BackupError(
            "This is not a backup of the dashboard, or it is damaged", "Nothing was changed. Use another backup."
        ) from None


def restore_backup(store: Store, backup: Backup) -> None:
    """Make a backup the current version; the versions that are there stay.

    Its secret is restored where the store has none, or has no people hashed with another; who did what and saved views,
    where the folder has none yet. Raises BackupError for a backup whose people were hashed with another secret than the
    store's, and for a damaged one. Only for files from trusted people: opening a database is as safe as running a
    program.
    """
    _refuse_another_stores(store, backup)
    with _opened(backup):
        pass
    what = f"Backup of {backup.made_at:%d/%m/%Y %H:%M}"
    with store.write(what, kind=Kind.RESTORED, content=backup.store) as connection:
        wrong = breaches(connection)
        if wrong:
            raise BackupError("The backup is not whole", f"{wrong[0]} Nothing was changed. Use another backup.")
        if backup.secret is not None:
            secret.refuse_another(backup.secret, schema_steps.facts(connection).get(HASHED_WITH))
            secret.put(store.folder, backup.secret, replace=True)
        if backup.done is not None:
            audit.begin_with(store.folder, backup.done)
        if backup.views is not None:
            json_file.begin_with(store.folder / json_file.SAVED_VIEWS, backup.views)


def _refuse_another_stores(store: Store, backup: Backup) -> None:
    if not store.has_people() or backup.hashed_with in (None, store.read().hashed_with):
        return
    raise BackupError(
        "This backup is of another store",
        "Its people were hashed with another secret, so returning people would count as new. Nothing was changed. "
        "Restore it into a folder of its own with --store FOLDER.",
    )


def _refuse_broken(backup: Backup) -> None:
    """Verify the packed database. Raises BackupError where it is damaged."""
    with _opened(backup) as connection:
        wrong = breaches(connection)
        if schema_steps.facts(connection).get("fingerprint") is None or wrong:
            raise BackupError("The store is not whole", f"{' '.join(wrong[:1])} No backup was made.")


@contextlib.contextmanager
def _opened(backup: Backup) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the packed database in a temporary folder. Raises BackupError where it does not open."""
    with tempfile.TemporaryDirectory(prefix="reach-backup-") as place:
        file = Path(place) / _STORE
        versions.write_whole(file, backup.store)
        try:
            connection = connect(file, read_only=True)
        except duckdb.Error as error:
            raise BackupError(
                "The database in the backup is damaged", "Nothing was changed. Use another backup.", str(error)
            ) from error
        try:
            yield connection
        finally:
            connection.close()


def _signature(key: bytes, database: bytes) -> str:
    return hmac.new(key, b"backup " + hashlib.sha256(database).digest(), hashlib.sha256).hexdigest()
