"""Make README's performance table: python -m benchmarks [register.zip], from the project's folder."""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks import imports, pages, queries
from benchmarks.side_by_side import Row
from reach import demo_store
from reach.store import Store


def rows(register: Path) -> Iterator[Row]:
    """Measure everything, one thing after the other."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Store(Path(folder) / "hub")
        demo_store.build(store)
        yield from pages.measure(store)
        yield from imports.measure(register)
        yield from queries.measure(store)


def main() -> None:
    """Print the table as it is measured."""
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, DuckDB {duckdb.__version__}; medians.\n")
    print("| what | ours | yardstick | ratio | aim |\n| --- | --- | --- | --- | --- |")
    register = Path(sys.argv[1]) if len(sys.argv) > 1 else imports.REGISTER
    for row in rows(register):
        print(row.as_markdown(), flush=True)


if __name__ == "__main__":
    main()
