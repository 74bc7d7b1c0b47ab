"""What grows with a network's attendance, while one hub looks at its own.

    python -m benchmarks growth --rows 10000 100000 1000000

A store of all England's schools holds ever more rows; the first hub's are the same 10,000 at each size. Each step runs
in a process of its own, in a copy of the project with England's hub.toml. Times are of the processor, in seconds,
DuckDB's threads included: other work on the machine changes them little.
"""

import argparse
import contextlib
import dataclasses
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb

from benchmarks.national.command import network_in
from benchmarks.national.england import LAS, OPEN_SCHOOLS
from benchmarks.national.files import ENGLAND_SETTINGS, write_register
from benchmarks.national.groups import FIRST_YEARS, Network, Part
from benchmarks.national.straight import fill_straight, store_with_schools
from benchmarks.pages import WITH_FIGURES
from benchmarks.project_copy import copy_project
from reach import queries
from reach.errors import StoreError
from reach.filters import Filters
from reach.ingest import Answers, import_files, read_source, undo
from reach.settings import PROJECT
from reach.store import Store, opening, store_place

SIZES = (10_000, 100_000, 1_000_000)
YEAR = "2024/25"
RUN_TWICE = ("overview", "reach", "attendance")
"""The pages whose first and repeated run are shown."""
FURTHER_ROWS = 1000
_ROUNDS = 2
_MUCH_MEMORY = "4GB"

Measured = dict[str, tuple[float, str]]
"""Seconds, or gigabytes, and a note; by what was measured."""


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks growth", description="Measure what grows with a network's attendance."
    )
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES, help="rows of attendance (%(default)s)")
    parser.add_argument("--schools", type=int, default=OPEN_SCHOOLS, help="open schools (%(default)s)")
    parser.add_argument("--las", type=int, default=LAS, help="local authorities (%(default)s)")
    parser.add_argument("--pages", nargs="+", default=WITH_FIGURES, help="pages, by their files; all unless given")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found = [measured(Path(folder), rows, chosen.schools, chosen.las, chosen.pages) for rows in chosen.rows]
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, DuckDB {duckdb.__version__}.\n")
    print(table(chosen.rows, found))


def measured(folder: Path, rows: int, schools: int, las: int, pages: Sequence[str]) -> Measured:
    """Measure one size, each step in a process of its own."""
    here = folder / str(rows)
    network_in(here, rows, schools=schools, las=las)
    project = copy_project(here / "project", here / ENGLAND_SETTINGS)
    found: Measured = {}
    for step in STEPS:
        print(f"growth: {rows:,} rows, {step}", file=sys.stderr)
        command = [sys.executable, "-m", "benchmarks.growth", step, str(rows), str(schools), str(las), *pages]
        environment = os.environ | {"REACH_STORE": str(here / "store"), "PYTHONPATH": str(project)}
        done = subprocess.run(command, cwd=project, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        found |= json.loads(done.stdout.splitlines()[-1])
    file = max((here / "store").glob("hub.*.duckdb"))
    return found | {"The store's file, in GB": (file.stat().st_size / 1e9, "")}


def table(sizes: Sequence[int], found: Sequence[Measured]) -> str:
    """Give the table in Markdown, with how many times as much the last size takes as the first."""
    lines = [f"| processor seconds | {' | '.join(f'{size:,} rows' for size in sizes)} | times |"]
    lines.append("| --- |" + " ---: |" * (len(sizes) + 1))
    for what, (first, _) in found[0].items():
        cells = [f"{seconds:.2f}{f' {note}' if note else ''}" for seconds, note in (each[what] for each in found)]
        times = f"**{found[-1][what][0] / first:.1f}**" if first >= 0.005 else ""
        lines.append(f"| {what} | {' | '.join(cells)} | {times} |")
    return "\n".join(lines)


def _fill(network: Network, _pages: Sequence[str]) -> Measured:
    with _memory_of_a_writer(_MUCH_MEMORY):
        store = store_with_schools(network, Path(store_place()))
        fill_straight(store, network)
    return {}


def _open(network: Network, _pages: Sequence[str]) -> Measured:
    def open_store() -> None:
        Store(Path(store_place()), network.settings).read().rows("select count(*) from schools")

    return {"Opening the store": (_seconds(open_store), "")}


def _pages(network: Network, pages: Sequence[str]) -> Measured:
    found: Measured = {}
    for page in pages:
        found |= _measure_page(network, page)
    return found


def _measure_page(network: Network, page: str) -> Measured:
    # Streamlit is loaded only by the steps that need it: it is part of what the others would take of memory.
    from streamlit.testing.v1 import AppTest

    from reach.ui.sidebar import address_of

    version = Store(Path(store_place()), network.settings).read()
    las = network.england.hubs[0].la_codes
    asked: dict[Any, Callable[[], object]] = {}
    run = queries.run

    def noted(name: str, filters: Filters, version: Any, choices: Any = None) -> queries.Result:
        key = (name, filters, tuple(sorted((choices or {}).items())))
        asked[key] = lambda: run(name, filters, version, choices)
        return run(name, filters, version, choices)

    app = AppTest.from_file(PROJECT / "pages" / f"{page}.py", default_timeout=600)
    address = address_of(Filters.choose(network.settings, YEAR, la_codes=las), network.settings)
    for name in {name for name, _ in address}:
        app.query_params[name] = [value for each, value in address if each == name]
    if page == "school":
        app.query_params["urn"] = str(version.rows(_CAME_MOST, {"la_codes": las})[0][0])
    with mock.patch.object(queries, "run", noted):
        first = _seconds(app.run)
        again = _seconds(app.run)
    if app.exception:
        raise RuntimeError(f"{page}: {app.exception[0].message}")
    times = [(min(_seconds(ask) for _ in range(_ROUNDS)), key[0]) for key, ask in asked.items()]
    worst, name = max(times)
    found = {f"{page}: its queries": (sum(seconds for seconds, _ in times), f"(`{name}` {worst:.2f})")}
    if page in RUN_TWICE:
        found |= {f"{page}: run for the first time": (first, ""), f"{page}: run again": (again, "")}
    return found


_CAME_MOST = """
    select engagement.urn
    from engagement
    inner join schools on engagement.urn = schools.urn
    where list_contains($la_codes, schools.la_code)
    group by engagement.urn
    order by sum(engagement.attended) desc, engagement.urn asc
    limit 1
"""


def _import_and_undo(network: Network, _pages: Sequence[str]) -> Measured:
    part = Part(network.england.hubs[-1], FIRST_YEARS[-1], "autumn", FURTHER_ROWS)
    groups = [dataclasses.replace(group, activity=f"Further {group.activity}") for group in network.groups(part)]
    file = Path(store_place()).with_name("further.csv")
    write_register(file, groups)
    store = Store(Path(store_place()), network.settings)
    note = ""
    batches: list[int | None] = []

    def bring() -> None:
        found = import_files(store, [read_source(file)], imported_by="benchmark", answers=Answers(takes_as_it_is=True))
        batches.extend(batch.batch_id for batch in found)

    with contextlib.ExitStack() as stack:
        try:
            brought = _seconds(bring)
        except StoreError:
            # The writer's own limit does not do: what more memory would take is measured, and noted.
            note = f"(fails with its own memory; with {_MUCH_MEMORY})"
            stack.enter_context(_memory_of_a_writer(_MUCH_MEMORY))
            brought = _seconds(bring)
        (batch_id,) = batches
        assert batch_id is not None  # noqa: S101 - it brought something
        undone = _seconds(lambda: undo(store, batch_id))
    return {f"Import of {FURTHER_ROWS:,} further rows": (brought, note), "Undo of it": (undone, "")}


STEPS: dict[str, Callable[[Network, Sequence[str]], Measured]] = {
    "fill": _fill,
    "open": _open,
    "pages": _pages,
    "import": _import_and_undo,
}
_MEMORY_OF = {"open": "Memory of opening", "pages": "Memory of all pages", "import": "Memory of import and undo"}


def _seconds(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return time.process_time() - start


@contextlib.contextmanager
def _memory_of_a_writer(limit: str) -> Iterator[None]:
    with mock.patch.dict(opening.OF_A_WRITER, memory_limit=limit):
        yield


def _one_step(step: str, rows: str, schools: str, las: str, *pages: str) -> None:
    network = network_in(Path(store_place()).parent, int(rows), schools=int(schools), las=int(las))
    found = STEPS[step](network, pages)
    if step in _MEMORY_OF:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
        found |= {f"{_MEMORY_OF[step]}, in GB": (most, "")}
    print(json.dumps(found))


if __name__ == "__main__":
    _one_step(*sys.argv[1:])
