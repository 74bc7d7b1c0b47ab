"""Whether a store's file is encrypted, and the key: from a file, or from the computer's own place for keys.

DuckDB encrypts the whole file with AES-256 in its GCM mode. Where the key is stands in hub.toml under [encryption],
never in the store's folder.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from reach.errors import StoreError
from reach.settings import Encryption, current_settings
from reach.store.extensions import extension_file

_SERVICE = "reach-dashboard"
_ACCOUNT = "store"
_HEADER, _MAGIC, _FLAGS = 28, slice(8, 12), 20
"""Of a DuckDB file: the bytes to read of it, where it says what it is, and the byte whose lowest bit says encrypted."""


def is_encrypted(file: Path) -> bool:
    """Whether a store's file is encrypted, by its first bytes. A file that is not there is not."""
    try:
        with file.open("rb") as opened:
            header = opened.read(_HEADER)
    except FileNotFoundError:
        return False
    return len(header) == _HEADER and header[_MAGIC] == b"DUCK" and bool(header[_FLAGS] & 1)


def key() -> str:
    """Return the key, in hexadecimal digits.

    Raises StoreError where hub.toml does not say where it is, and where it is not there.
    """
    where = current_settings().encryption
    if where.key_file is not None:
        try:
            return _checked(where.key_file.expanduser().read_text(encoding="ascii").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise key_error(f"{where.key_file} cannot be read.", str(error)) from None
    if where.key_in_system:
        return _checked(_of_system(lambda keyring: keyring.get_password(_SERVICE, _ACCOUNT)) or "")
    raise key_error("hub.toml does not say where the key is, under [encryption].")


def make_key(where: Encryption) -> bool:
    """Make a key where hub.toml says that it is; return False where there is one already, which stays."""
    made = secrets.token_hex(32)
    if where.key_file is not None:
        file = where.key_file.expanduser()
        try:
            with os.fdopen(
                os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
            ) as written:
                written.write(f"{made}\n")
        except FileExistsError:
            return False
        except OSError as error:
            raise StoreError(
                "The key cannot be written", f"Nothing was changed. {error.strerror}.", str(file)
            ) from None
        return True
    if where.key_in_system:
        if _of_system(lambda keyring: keyring.get_password(_SERVICE, _ACCOUNT)):
            return False
        _of_system(lambda keyring: keyring.set_password(_SERVICE, _ACCOUNT, made))
        return True
    raise StoreError(
        "hub.toml does not say where the key is to be",
        "Nothing was changed. Add a section [encryption] with key_file, or with key_in_system = true.",
    )


def crypto_extension() -> str:
    """Return the path of the DuckDB extension that has OpenSSL in it, which DuckDB needs to write encrypted files."""
    file = extension_file(
        "httpfs",
        "The store is encrypted, and a part that reads it is missing",
        "Set the dashboard up again: python3 start.py setup.",
    )
    return str(file)


def _checked(text: str) -> str:
    if len(text) < 32 or any(letter not in "0123456789abcdef" for letter in text):
        raise key_error("What is there is no key of this dashboard.")
    return text


def _of_system(ask: Callable[..., str | None]) -> str | None:
    import keyring
    import keyring.errors

    try:
        return ask(keyring)
    except keyring.errors.KeyringError as error:
        raise key_error("This computer has no place for keys that can be used now: use key_file.", str(error)) from None


def key_error(why: str, detail: str = "") -> StoreError:
    """Return the error that the key is not there, and why."""
    return StoreError(
        "The store is encrypted, and its key is not there", f"Nothing was changed. {why} Bring the key back.", detail
    )
