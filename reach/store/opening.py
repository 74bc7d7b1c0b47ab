"""Opening a store's file, the same way wherever it is opened: DuckDB refuses a file that is open in another way."""

from pathlib import Path

import duckdb

_CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    # SQL reaches nothing but the store: no files, no network, no extensions, and no way back.
    "enable_external_access": "false",
    "lock_configuration": "true",
    # Small stores stay small: by default even an empty table takes a quarter of a megabyte. For new files only.
    "default_block_size": "16384",
}


def connect(file: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a version to read, or a draft to write in. Raises duckdb.Error where that cannot be."""
    return duckdb.connect(file, read_only=read_only, config=dict(_CONFIGURATION))
