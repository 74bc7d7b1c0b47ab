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


def compact(file: Path) -> None:
    """Write a file anew with only what is in it: DuckDB leaves what was deleted in unused parts until it needs them."""
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
