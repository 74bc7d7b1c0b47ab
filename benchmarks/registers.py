"""A large register in the hub's template, imported, against DuckDB reading the same CSV and inserting its rows.

python -m benchmarks.registers [ROWS]: the time of so many rows (100,000), and the memory of ten times as many.
"""

import csv
import datetime as dt
import itertools
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.side_by_side import Row, medians
from reach.demo import demo_files
from reach.ingest import Answers, SourceFile, import_files, read_source, tables_in
from reach.ingest.kinds import NATIONAL
from reach.settings import PROJECT
from reach.store import Store

ROUNDS = 3
_SESSIONS, _PEOPLE_OF_AN_ACTIVITY = 6, 30
_HEADINGS = (
    "Activity",
    "Programme",
    "Session date",
    "Session",
    "Hours",
    "School",
    "URN",
    "Postcode",
    "First name",
    "Last name",
    "Email",
    "Role",
    "Attendance",
)
_FIRST = ("Ada", "Bea", "Cal", "Dev", "Eve", "Fay", "Gus", "Hal", "Ina", "Jon")
_LAST = ("Adder", "Brook", "Crane", "Drake", "Egret", "Finch", "Goose", "Heron", "Ibis", "Jay", "Kite", "Lark")
_MARKS = ("Attended", "Attended", "Attended", "Absent", "Apologies")


def register_rows(store: Store, rows: int) -> Iterator[list[str]]:
    """Give the rows of a register: thirty people at six sessions of each activity, from open schools of the hub.

    One in three rows has no URN, and is found by name and postcode.
    """
    schools = store.read().rows(
        "select name, urn::varchar, coalesce(postcode, '') from schools where closed_on is null order by urn"
    )
    programmes = [programme.code for programme in store.settings.programmes]
    year = sorted(store.settings.academic_year_names())[-3]
    first_day = dt.date(int(year[:4]), 10, 5)
    everybody = itertools.count()
    for activity in range(-(-rows // (_SESSIONS * _PEOPLE_OF_AN_ACTIVITY))):
        for person in itertools.islice(everybody, _PEOPLE_OF_AN_ACTIVITY):
            name, urn, postcode = schools[person % len(schools)]
            first, last = _FIRST[person % len(_FIRST)], _LAST[person % len(_LAST)]
            for session in range(_SESSIONS):
                yield [
                    f"Work group {activity}",
                    programmes[activity % len(programmes)],
                    f"{first_day + dt.timedelta(days=activity % 50 + 28 * session):%d/%m/%Y}",
                    str(session + 1),
                    "2.0",
                    name,
                    "" if person % 3 == 0 else urn,
                    postcode,
                    first,
                    last,
                    f"{first}.{last}.{person}@mail.example".lower(),
                    "Teacher",
                    _MARKS[(person + session) % len(_MARKS)],
                ]


def write_register(store: Store, rows: int, file: Path) -> None:
    """Write a register as CSV."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(_HEADINGS)
        writer.writerows(itertools.islice(register_rows(store, rows), rows))


def _store_with_schools(folder: Path) -> Store:
    """Make a hub's own store of the demonstration's schools."""
    store = Store(folder)
    files = [SourceFile(file.name, file.content) for file in demo_files(store.settings)]
    schools = [file for file in files if {part.kind for part in tables_in([file])} <= set(NATIONAL)]
    # Invented schools are far fewer than England has.
    import_files(store, schools, imported_by="benchmark", answers=Answers(takes_as_it_is=True))
    return store


def measure(rows: int) -> Iterator[Row]:
    """Give the row of the table."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        first = _store_with_schools(Path(folder) / "hub")
        file = Path(folder) / "register.csv"
        write_register(first, rows, file)
        numbers = itertools.count()

        def ours() -> None:
            store = Store(Path(shutil.copytree(first.folder, Path(folder) / f"copy{next(numbers)}")))
            import_files(store, [read_source(file)], imported_by="benchmark")
            shutil.rmtree(store.folder)

        def yardstick() -> None:
            raw = Path(folder) / f"raw{next(numbers)}.duckdb"
            with duckdb.connect(raw) as connection:
                connection.execute(
                    "create table register as select * from read_csv($path, all_varchar = true)", {"path": str(file)}
                )
            raw.unlink()

        yield Row(
            f"import of a register of {rows:,} rows",
            *medians(ours, yardstick, ROUNDS),
            "DuckDB reading the CSV and inserting it",
            aim=12,
        )


def most_memory(rows: int) -> float:
    """Give the most memory, in gigabytes, that a process takes which imports a register of so many rows."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = _store_with_schools(Path(folder) / "hub")
        file = Path(folder) / "register.csv"
        write_register(store, rows, file)
        command = [sys.executable, "-m", "reach", "--store", str(store.folder), "import", str(file)]
        subprocess.run(command, check=True, cwd=PROJECT, stdout=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e9


def main() -> None:
    """Print the row of the table, and the memory."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for row in measure(rows):
        print(row.as_markdown(), flush=True)
    print(f"A register of {10 * rows:,} rows takes {most_memory(10 * rows):.2f} GB at most.")


if __name__ == "__main__":
    main()
