"""The store's own secret: the key under which people are hashed, so that no name is stored."""

import hashlib
import hmac
import os
import re
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from reach.errors import StoreError
from reach.store.versions import make_folder

FILE = "secret"
_BYTES = 32
_OF_HEX = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")

_WHAT_TO_DO = (
    "Nothing was changed. Without it, people who are in the store already would count as new. "
    "Bring the file “secret” back into the store's folder from a backup."
)


def store_secret(folder: Path, *, may_be_made: Callable[[], bool]) -> bytes:
    """Return the secret, created on first use and readable by its owner only.

    Without it new rows cannot be joined to people in the store. Anyone who has both it and the store can test whether
    an e-mail address is in the store. Raises StoreError where it is damaged, or missing while it may not be made.
    """
    file = folder / FILE
    make_folder(folder)
    if not file.exists():
        if not may_be_made():
            raise StoreError("The store's secret is missing", _WHAT_TO_DO, str(file))
        put(folder, secrets.token_bytes(_BYTES))
    key = file.read_bytes().decode("ascii", errors="replace").strip()
    if not _OF_HEX.fullmatch(key):
        raise StoreError("The store's secret is damaged", _WHAT_TO_DO, str(file))
    return bytes.fromhex(key)


def fingerprint(secret: bytes) -> str:
    """Return a short text that identifies a secret without revealing it: HMAC-SHA-256 of a fixed text."""
    return hmac.new(secret, b"which secret is this?", hashlib.sha256).hexdigest()[:16]


def refuse_another(secret: bytes, known: str | None) -> None:
    """Raise StoreError where people in the store were hashed with another secret. known: its fingerprint."""
    if known is not None and known != fingerprint(secret):
        raise StoreError("The store's secret is not the one that its people were hashed with", _WHAT_TO_DO)


def put(folder: Path, secret: bytes, *, replace: bool = False) -> None:
    """Write a secret's file atomically: a crash leaves no partial secret, and two programs at once create only one.

    A replaced secret is kept beside it, as older versions may need it.
    """
    file = folder / FILE
    if replace and file.exists():
        there = file.read_text(encoding="ascii", errors="replace").strip()
        if there == secret.hex():
            return
        if _OF_HEX.fullmatch(there):
            file.rename(file.with_name(f"{FILE}.of-{fingerprint(bytes.fromhex(there))}"))
    descriptor, name = tempfile.mkstemp(prefix=f"{FILE}.", dir=folder)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(secret.hex())
        opened.flush()
        os.fsync(opened.fileno())
    made = Path(name)
    try:
        if replace:
            made.replace(file)
        else:
            file.hardlink_to(made)
    except FileExistsError:
        pass
    except OSError:
        made.replace(file)  # a disk without hard links, such as a memory stick
    made.unlink(missing_ok=True)
