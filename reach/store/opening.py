"""Opens a store's file, always with the same configuration: DuckDB refuses a file that is open with another."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import duckdb

from reach.store.encryption import crypto_extension, is_encrypted, key, key_error

_Configuration = dict[str, str | bool | int | float | list[str]]

_LOCKED: _Configuration = {
    # SQL reaches only the store: no files, no network, no extensions, and this cannot be changed afterwards.
    "enable_external_access": "false",
    "lock_configuration": "true",
}
OF_FILES: _Configuration = {
    # Small stores stay small: by default even an empty table takes a quarter of a megabyte. For new files only.
    "default_block_size": "16384",
}


OF_A_WRITER: _Configuration = {
    # What does not fit goes to a folder beside the draft for as long as it takes: an import leaves room for the rest.
    "memory_limit": "320MB",
    "allocator_flush_threshold": "16MB",
    "allocator_bulk_deallocation_flush_threshold": "16MB",
    # Each takes memory of its own.
    "threads": min(2, os.cpu_count() or 2),
}

_NAME = "store"
"""What an encrypted file is called in its connection: DuckDB opens one only beside another database, in memory."""


def connect(file: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Return a connection to a version to read, or a draft to write.

    Raises duckdb.Error where it does not open, and StoreError where it is encrypted and its key is not there.
    """
    chosen = OF_FILES | ({} if read_only else OF_A_WRITER)
    if not is_encrypted(file):
        return duckdb.connect(file, read_only=read_only, config=chosen | _LOCKED)
    # What does not fit into memory is encrypted on the disk, too.
    beside = {"temp_directory": f"{file}.tmp", "temp_file_encryption": "true"}
    connection = duckdb.connect(config=chosen | beside)
    try:
        connection.execute(f"load '{quoted(crypto_extension())}'")
        try:
            _attach(connection, file, _NAME, is_read_only=read_only, secret=key())
        except duckdb.InvalidInputException as error:
            raise key_error("The key that is there is another one.", str(error)) from None
        connection.execute(f"use {_NAME}")
        for setting, value in _LOCKED.items():
            connection.execute(f"set {setting} = {value}")
    except BaseException:
        connection.close()
        raise
    return connection


def is_beside_memory(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a connection has its file beside a database in memory, as an encrypted one: cursors begin at that."""
    with connection.cursor() as cursor:
        return (_NAME,) in cursor.execute("select database_name from duckdb_databases()").fetchall()


@contextlib.contextmanager
def cursor_of(connection: duckdb.DuckDBPyConnection, *, beside_memory: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a cursor for one query at the connection's file, closed afterwards."""
    cursor = connection.cursor()
    try:
        if beside_memory:
            cursor.execute(f"use {_NAME}")
        yield cursor
    finally:
        cursor.close()


def compact(file: Path, *, encrypted: bool | None = None) -> None:
    """Rewrite a file without its unused parts, where DuckDB leaves deleted rows until it needs the space.

    encrypted: whether it is encrypted afterwards; as before unless it is given.
    """
    was_encrypted = is_encrypted(file)
    becomes_encrypted = was_encrypted if encrypted is None else encrypted
    anew = file.with_name(f"{file.name}.compact")
    anew.unlink(missing_ok=True)
    try:
        connection = duckdb.connect(config={"default_block_size": str(OF_FILES["default_block_size"])})
        try:
            if was_encrypted or becomes_encrypted:
                connection.execute(f"load '{quoted(crypto_extension())}'")
            _attach(connection, file, "old", is_read_only=True, secret=key() if was_encrypted else "")
            _attach(connection, anew, "anew", is_read_only=False, secret=key() if becomes_encrypted else "")
            connection.execute("copy from database old to anew")
        finally:
            connection.close()
        anew.replace(file)
    finally:
        anew.unlink(missing_ok=True)


def _attach(connection: duckdb.DuckDBPyConnection, file: Path, name: str, *, is_read_only: bool, secret: str) -> None:
    # DuckDB takes no parameters here. The key has hexadecimal digits only.
    options = [*["read_only"] * is_read_only, *[f"encryption_key '{secret}'"] * bool(secret)]
    connection.execute(f"attach '{quoted(str(file))}' as {name} ({', '.join(options) or 'read_write'})")


def quoted(text: str) -> str:
    """Return a text as it stands between single quotes in SQL, where DuckDB takes no parameter."""
    return text.replace("'", "''")
