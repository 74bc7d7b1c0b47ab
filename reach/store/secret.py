"""The store's own secret, with which people are told apart without their names being kept."""

import os
import secrets
from pathlib import Path

FILE = "secret"


def store_secret(folder: Path) -> bytes:
    """Give the secret, making it on first use, readable by its owner only.

    Who loses it cannot join new rows to people already there; who learns it and holds the store could test
    whether a given e-mail address is in it.
    """
    file = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(file.read_text(encoding="ascii"))
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(secrets.token_hex(32))
    return bytes.fromhex(file.read_text(encoding="ascii"))
