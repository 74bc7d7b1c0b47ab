"""Extensions of DuckDB: each comes as a package of its own at DuckDB's version, so nothing is fetched at run time."""

import functools
import importlib.util
from pathlib import Path

from reach.errors import StoreError


@functools.cache
def extension_file(name: str, what_needs_it: str, what_to_do: str) -> Path:
    """Return the file of an extension. Raises StoreError, with these words, where its package is not installed."""
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    files = [
        file
        for folder in (found.submodule_search_locations or [] if found else [])
        for file in Path(folder).rglob("*.duckdb_extension")
    ]
    if not files:
        raise StoreError(what_needs_it, f"Nothing was changed. {what_to_do}", name)
    return files[0]
