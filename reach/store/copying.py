"""Copies a store to another place, such as from a folder into a shared store, or back."""

import shutil

from reach.errors import StoreError
from reach.store import Store, secret, versions
from reach.store.checks import breaches
from reach.store.history import Kind

_SMALL_FILES = ("*.json", "*.jsonl")
"""Who did what, saved views, and when people last looked."""


def copy_store(source: Store, target: Store) -> None:
    """Make the current version of one store that of another, which has none or an empty one; the first stays as it is.

    Its secret and its small files come along, its earlier versions do not. Raises StoreError where the other store is
    in use, or the copy is not whole.
    """
    if target.storage.current() is not None and target.read().rows("select 1 from import_batches limit 1"):
        raise StoreError(
            "There is a store already at the place to copy to", "Nothing was changed. Choose a place of its own."
        )
    version = source.read()
    with target.write(
        f"Copy of version {versions.number_of(version.file)}", kind=Kind.RESTORED, content=version.file.read_bytes()
    ) as connection:
        if wrong := breaches(connection):
            raise StoreError("The store is not whole", f"{wrong[0]} Nothing was copied.")
        if source.has_secret():
            secret.put(target.folder, source.secret, replace=True)
        for pattern in _SMALL_FILES:
            for file in source.folder.glob(pattern):
                shutil.copyfile(file, target.folder / file.name)
    if wrong := target.storage.breaches():
        raise StoreError("The copy is not whole", f"{wrong[0]} The store that was copied is as it was.")
