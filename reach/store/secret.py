"""The store's own secret, with which people are told apart without their names being kept."""

import os
import secrets
import tempfile
from pathlib import Path

from reach.errors import StoreError

FILE = "secret"
_BYTES = 32


def store_secret(folder: Path) -> bytes:
    """Give the secret, making it on first use, readable by its owner only.

    Who loses it cannot join new rows to people already there; who learns it and holds the store could test
    whether a given e-mail address is in it. Raises StoreError where it is damaged.
    """
    file = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        _make(file)
    key = file.read_text(encoding="ascii").strip()
    if len(key) != 2 * _BYTES:
        raise StoreError(
            "The store's secret is damaged",
            f"{file} is not as it was made: bring it back from a backup. Without it, people in new registers "
            "cannot be told to be those already there.",
        )
    return bytes.fromhex(key)


def _make(file: Path) -> None:
    """Put a whole secret in its place at once: who is killed in between leaves none, and two that try make one."""
    descriptor, name = tempfile.mkstemp(prefix=f"{FILE}.", dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(secrets.token_hex(_BYTES))
        opened.flush()
        os.fsync(opened.fileno())
    made = Path(name)
    try:
        file.hardlink_to(made)
    except FileExistsError:
        pass
    except OSError:
        made.replace(file)  # a disk without links, such as a memory stick
    made.unlink(missing_ok=True)
