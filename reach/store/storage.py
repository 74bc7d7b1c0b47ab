"""Where a store's published versions are: what a `Store` needs of the place, whatever it is.

`storage_of` knows the places: a folder, with one file a version, or a database that several computers share.
"""

import abc
import functools
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from reach.store import history, versions
from reach.store.encryption import is_encrypted
from reach.store.history import PublishedVersion
from reach.store.opening import compact
from reach.store.shared.address import is_shared, read_address
from reach.store.versions import Draft


class Storage(abc.ABC):
    """The published versions of a store, one of them current.

    Each is read from a DuckDB file on this computer, which never changes. What the system refuses is raised as it is.
    """

    folder: Path
    """Where the small files of the store are: its secret, who did what, saved views."""

    own_folder: Path
    """A folder of this computer: log files are beside it."""

    @abc.abstractmethod
    def current(self) -> Path | None:
        """Return the file of the current version, None where there is no store yet."""

    @abc.abstractmethod
    def current_number(self) -> int | None:
        """Return the number of the current version; None where it is not known."""

    @abc.abstractmethod
    def published(self) -> list[PublishedVersion]:
        """Return all versions, newest first."""

    @abc.abstractmethod
    def has_few(self) -> bool:
        """Return whether there are so few versions that none has to be removed; False where it takes long to count."""

    @abc.abstractmethod
    def locked(self) -> AbstractContextManager[None]:
        """Hold the writers' lock. Raises StoreError where another writer holds it for more than a minute."""

    @abc.abstractmethod
    def writing(self) -> AbstractContextManager[Draft]:
        """Hold the lock and yield a draft: a copy of the current version, if there is one. `publish` publishes it."""

    @abc.abstractmethod
    def publish(self, draft: Draft) -> None:
        """Make the draft the current version, completely or not at all."""

    @abc.abstractmethod
    def go_back(self, version: PublishedVersion) -> None:
        """Make another version the current one; every version stays. The caller holds the lock."""

    @abc.abstractmethod
    def remove(self, removed: Iterable[PublishedVersion]) -> None:
        """Remove versions. The caller holds the lock."""

    @abc.abstractmethod
    def remove_all_but_current(self) -> int:
        """Remove every version but the current one for good; return how many there were. The caller holds the lock."""

    @abc.abstractmethod
    def maintain(self) -> None:
        """Make room where versions share files. The caller holds the lock."""

    @abc.abstractmethod
    def breaches(self) -> list[str]:
        """Return a sentence for every way in which what is stored is not the current version; none where it is."""

    @abc.abstractmethod
    def change_encryption(self, *, encrypted: bool) -> int:
        """Encrypt all versions, or none; return how many were rewritten. The caller holds the lock."""

    @abc.abstractmethod
    def size(self) -> int:
        """Return how much room the store takes, in bytes."""


class FolderStorage(Storage):
    """A folder with one DuckDB file a version, and a small file that names the current one."""

    def __init__(self, folder: Path) -> None:
        self.folder = self.own_folder = folder

    def current(self) -> Path | None:
        return versions.current_version(self.folder)

    def current_number(self) -> int | None:
        return history.current_number(self.folder)

    def published(self) -> list[PublishedVersion]:
        return history.published_versions(self.folder)

    def has_few(self) -> bool:
        # Why a version was made is inside its file.
        return len(versions.published_files(self.folder)) <= history.IMPORTS_KEPT

    def locked(self) -> AbstractContextManager[None]:
        return versions.locked(self.folder)

    def writing(self) -> AbstractContextManager[Draft]:
        return versions.writing(self.folder)

    def publish(self, draft: Draft) -> None:
        versions.publish(self.folder, draft)

    def go_back(self, version: PublishedVersion) -> None:
        versions.go_back(self.folder, version.file)

    def remove(self, removed: Iterable[PublishedVersion]) -> None:
        versions.remove(version.file for version in removed)

    def remove_all_but_current(self) -> int:
        """On Windows a version that somebody still reads stays until the next time."""
        current = self.current()
        older = [file for file in versions.published_files(self.folder) if file != current]
        versions.remove(older)
        return sum(not file.exists() for file in older)

    def maintain(self) -> None:
        """Nothing to do: each version is a file of its own."""

    def breaches(self) -> list[str]:
        """None: what is stored is the version's file."""
        return []

    def change_encryption(self, *, encrypted: bool) -> int:
        """A crash leaves each version either as it was or rewritten, and both can be read."""
        files = [file for file in versions.published_files(self.folder) if is_encrypted(file) != encrypted]
        for file in files:
            compact(file, encrypted=encrypted)
        return len(files)

    def size(self) -> int:
        return history.folder_size(self.folder)


def storage_of(place: Path | str) -> Storage:
    """Return the storage at a place: a folder, or the address of a shared store. Raises StoreError for a wrong one."""
    if not is_shared(str(place)):
        return FolderStorage(Path(place))
    return _shared_storage(str(place))


@functools.cache
def _shared_storage(address: str) -> Storage:
    """Return the one storage that this program has for an address: it keeps the connection."""
    from reach.store.shared.storage import SharedStorage  # needs parts that a folder does not

    return SharedStorage(read_address(address))
