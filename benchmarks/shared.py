"""What a shared store costs: importing, opening and queries, against the same store in a folder, turn by turn.

    python -m benchmarks.shared "host=... dbname=... user=..."

The database must be empty. Times are of the processor in the dashboard's own program: what the database and the network
add is not in them.
"""

import argparse
import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.encrypted import ask_all
from benchmarks.queries import YEAR
from benchmarks.side_by_side import Row, medians
from reach import demo_store
from reach.filters import Filters
from reach.ingest import Answers, SourceFile, import_files
from reach.store import Store
from reach.store.copying import copy_store

ROUNDS = 3
ROWS = 1000
_AGAINST = "in a folder"
_numbers = itertools.count()


def measure(database: str) -> Iterator[Row]:
    """Give a row for each thing that is done. database: as PostgreSQL's own programs take it."""
    print(f"shared store: {ROUNDS} rounds each", file=sys.stderr)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Store(Path(place) / "hub")
        demo_store.build(folder)
        with folder.write("The demonstration as a hub's own") as connection:
            connection.execute("update store_facts set value = 'no' where fact = 'demonstration'")
        address = f"ducklake:postgres:{database};data={place}/data;copies={place}"
        shared, elsewhere = (Store(f"{address}/{name}") for name in ("one", "two"))
        copied = _seconds(lambda: copy_store(folder, shared))
        fetched = _seconds(elsewhere.read)
        back = _seconds(lambda: copy_store(elsewhere, Store(Path(place) / "back")))
        yield Row("copying the demonstration into a shared store", copied, back, "back into a folder")
        yield Row("the first copy on another computer", fetched, back, "back into a folder")
        pair = medians(lambda: _import(shared), lambda: _import(folder), ROUNDS, time.process_time)
        yield Row(f"importing {ROWS:,} rows", *pair, _AGAINST)
        pair = medians(lambda: _import_and_read(shared, elsewhere), lambda: _import(shared), ROUNDS, time.process_time)
        yield Row("the same, and reading it on another computer", *pair, "importing only")
        pair = medians(shared.read, folder.read, 10 * ROUNDS, time.process_time)
        yield Row("asking whether there is a newer version", *pair, _AGAINST)
        filters = Filters.choose(shared.settings, YEAR)
        both = (elsewhere.read(), folder.read())
        pair = medians(lambda: ask_all(both[0], filters), lambda: ask_all(both[1], filters), ROUNDS, time.process_time)
        yield Row("queries of pages", *pair, _AGAINST)


def _import(store: Store) -> None:
    number = next(_numbers)
    urns = [urn for (urn,) in store.read().rows("select urn from schools order by urn limit 50")]
    lines = ["Activity,Programme,Session date,Session,Hours,URN,First name,Last name,Email,Attendance"]
    lines += [
        f"Measured,MNRKS1,10/10/2025,1,2,{urns[row % 50]},A,B,{number}x{row}@school.example,Attended"
        for row in range(ROWS)
    ]
    source = SourceFile(f"measured{number}.csv", "\n".join(lines).encode())
    answers = Answers(holds_unclear=True, takes_as_it_is=True)
    (batch,) = import_files(store, [source], imported_by="benchmark", answers=answers)
    assert batch.loaded == ROWS, batch  # noqa: S101


def _import_and_read(store: Store, elsewhere: Store) -> None:
    _import(store)
    elsewhere.read()


def _seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shared", description="Measure a shared store.")
    parser.add_argument("database", help="an empty database, as PostgreSQL's own programs take it")
    print("| what | ours | yardstick | ratio | aim |\n| --- | --- | --- | --- | --- |")
    for row in measure(parser.parse_args().database):
        print(row.as_markdown(), flush=True)


if __name__ == "__main__":
    main()
