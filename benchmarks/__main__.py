"""Measure the dashboard, from the project's folder.

python -m benchmarks [register.zip]   the first table of benchmarks/README.md
python -m benchmarks national --help  an invented England as files
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks import encrypted, growth, imports, pages, queries, sessions
from benchmarks.national import command
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
        yield from encrypted.measure(store)


COMMANDS = {"national": command.main, "growth": growth.main, "sessions": sessions.main}


def main() -> None:
    """Run the command that is named, or print the table as it is measured."""
    if len(sys.argv) > 1 and sys.argv[1] in COMMANDS:
        COMMANDS[sys.argv[1]](sys.argv[2:])
        return
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Make the performance table of benchmarks/README.md, in about four minutes.",
        epilog=f"Further commands, each with --help: {', '.join(COMMANDS)}.",
    )
    parser.add_argument(
        "register",
        nargs="?",
        type=Path,
        default=imports.REGISTER,
        help="an establishment register (%(default)s)",
    )
    register = parser.parse_args().register
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, DuckDB {duckdb.__version__}; medians.\n")
    print("| what | ours | yardstick | ratio | aim |\n| --- | --- | --- | --- | --- |")
    for row in rows(register):
        print(row.as_markdown(), flush=True)


if __name__ == "__main__":
    main()
