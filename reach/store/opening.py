"""Opens a store's file, always with the same configuration: DuckDB refuses a file that is open with another."""

import os
from pathlib import Path

import duckdb

_CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    # SQL reaches only the store: no files, no network, no extensions, and this cannot be changed afterwards.
    "enable_external_access": "false",
    "lock_configuration": "true",
    # Small stores stay small: by default even an empty table takes a quarter of a megabyte. For new files only.
    "default_block_size": "16384",
}


_OF_A_WRITER: dict[str, str | bool | int | float | list[str]] = {
    # What does not fit goes to a folder beside the draft for as long as it takes: an import leaves room for the rest.
    "memory_limit": "320MB",
    "allocator_flush_threshold": "16MB",
    "allocator_bulk_deallocation_flush_threshold": "16MB",
    # Each takes memory of its own.
    "threads": min(2, os.cpu_count() or 2),
}


def connect(file: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Return a connection to a version to read, or a draft to write. Raises duckdb.Error where it does not open."""
    return duckdb.connect(file, read_only=read_only, config=_CONFIGURATION | ({} if read_only else _OF_A_WRITER))


def compact(file: Path) -> None:
    """Rewrite a file without its unused parts, where DuckDB leaves deleted rows until it needs the space."""
    anew = file.with_name(f"{file.name}.compact")
    anew.unlink(missing_ok=True)
    try:
        connection = duckdb.connect(config={"default_block_size": str(_CONFIGURATION["default_block_size"])})
        try:
            for name, path, how in (("old", file, "read_only"), ("anew", anew, "read_write")):
                quoted = str(path).replace("'", "''")
                connection.execute(f"attach '{quoted}' as {name} ({how})")
            connection.execute("copy from database old to anew")
        finally:
            connection.close()
        anew.replace(file)
    finally:
        anew.unlink(missing_ok=True)
