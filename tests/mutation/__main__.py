"""Make small wrong changes, one at a time, and see which of them no test notices.

    python -m tests.mutation --number 40 --seed 1          forty mutants of each area
    python -m tests.mutation --area charts --number 0      every mutant of one area
    python -m tests.mutation --area queries --number 0     every condition and parameter that a query can lose
    python -m tests.mutation --named                       the changes of named_changes.toml

Works on a copy of the project, so that nothing here is ever wrong. What came of each mutant is printed as it is known,
and a table of all at the end; docs/testing.md has the figures of the last run.
"""

import argparse
import concurrent.futures
import queue
import random
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reach import queries
from tests.golden import fixed_hub
from tests.mutation import query_mutants
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.trials import PROJECT, Outcome, Trial, copy_project, run_tests

SECONDS_UNCHANGED = 1800
"""How long the tests of an area may take on the unchanged project."""
AT_ONCE = 2
NAMED = Path(__file__).with_name("named_changes.toml")


class Area(NamedTuple):
    """A part of the project, and the tests that ought to notice what is wrong in it, quickest first."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


class Task(NamedTuple):
    """A mutant to be tried, and the tests that ought to notice it."""

    area: str
    mutant: Mutant
    tests: tuple[str, ...]


AREAS = {
    "definitions": Area(
        ("queries/definitions/*.sql",), ("tests/golden", "tests/definitions", "tests/queries", "tests/unit/store")
    ),
    "matching": Area(
        ("reach/matching/*.py",),
        (
            "tests/unit/test_matching.py",
            "tests/unit/test_messy_names.py",
            "tests/unit/ingest",
            "tests/test_national_data.py",
        ),
    ),
    "disclosure": Area(
        ("reach/disclosure/*.py",),
        ("tests/unit/disclosure", "tests/unit/test_public_answers.py", "tests/definitions/test_disclosure_attack.py"),
    ),
    "charts": Area(
        ("reach/charts/*.py",),
        ("tests/unit/charts", "tests/golden/test_exhibits.py", "tests/golden", "tests/unit"),
    ),
    "sentences": Area(
        ("reach/sentences/*.py",),
        ("tests/unit/test_sentences*.py", "tests/golden/test_exhibits.py", "tests/golden", "tests/unit"),
    ),
}
QUERY_AREAS = {
    "queries": query_mutants.mutants_that_lose_a_filter,
    "negated": query_mutants.mutants_that_turn_a_filter_round,
}
"""Areas of the queries' filters: their mutants are tried on the fixed hub, in this process, before any test is run."""
QUERY_TESTS = ("tests/golden/test_queries.py", "tests/queries", "tests/definitions")
ALL_TESTS = ("tests/golden", "tests/definitions", "tests/queries", "tests/unit", "tests/pages")


def main() -> int:
    """Try mutants as the command line says; give 1 where one was not noticed by a test that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--area", choices=[*AREAS, *QUERY_AREAS], action="append", help="only this part of the project (all)"
    )
    parser.add_argument("--number", type=int, default=40, help="mutants of each area, 0 for all (40)")
    parser.add_argument("--seed", type=int, default=1, help="chooses which (1)")
    parser.add_argument("--named", action="store_true", help="try the changes of named_changes.toml instead")
    options = parser.parse_args()
    tasks = _named() if options.named else _chosen(options.area or [*AREAS, *QUERY_AREAS], options.number, options.seed)
    outcomes: dict[str, Counter[Outcome]] = {}
    with tempfile.TemporaryDirectory(prefix="mutants_") as folder:
        copies = [copy_project(Path(folder) / str(number)) for number in range(AT_ONCE)]
        areas = {task.area: QUERY_TESTS if task.area in QUERY_AREAS else task.tests for task in tasks}
        seconds = _seconds_unchanged(copies[0], areas)
        others = _not_noticed_at_once(tasks, Path(folder) / "hub", outcomes)
        for task, trial in _tried(others, copies, seconds):
            described = task.mutant.described((PROJECT / task.mutant.file).read_text(encoding="utf-8"))
            print(f"{task.area}: {trial.outcome}: {described}", flush=True)  # noqa: T201
            if trial.outcome not in (Outcome.NOTICED, Outcome.NOT_NOTICED):
                print(trial.output, flush=True)  # noqa: T201
            outcomes.setdefault(task.area, Counter())[trial.outcome] += 1
    for area, counts in outcomes.items():
        parts = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])
        print(f"{area}: {counts.total()} tried: {parts}")  # noqa: T201
    return int(any(outcome != Outcome.NOTICED for counts in outcomes.values() for outcome in counts))


def _chosen(areas: list[str], number: int, seed: int) -> list[Task]:
    found = []
    for area in areas:
        every = _of_queries(area) if area in QUERY_AREAS else _of_files(area)
        found += random.Random(f"{seed} {area}").sample(every, min(number or len(every), len(every)))
    return found


def _of_queries(area: str) -> list[Task]:
    return [
        Task(area, mutant, query_mutants.tests_of(name))
        for name in queries.names()
        for mutant in QUERY_AREAS[area](name)
    ]


def _of_files(area: str) -> list[Task]:
    files = sorted(file for pattern in AREAS[area].files for file in PROJECT.glob(pattern))
    return [
        Task(area, mutant, AREAS[area].tests)
        for file in files
        for mutant in mutants_of(file.relative_to(PROJECT), file.read_text(encoding="utf-8"))
    ]


def _named() -> list[Task]:
    found = []
    for change in tomllib.loads(NAMED.read_text(encoding="utf-8"))["changes"]:
        file = Path(change["file"])
        text = (PROJECT / file).read_text(encoding="utf-8")
        if text.count(change["old"]) != 1:
            sys.exit(f"{NAMED.name}: what {change['why']!r} changes stands {text.count(change['old'])} times in {file}")
        found.append(Task("named", Mutant(file, text.index(change["old"]), change["old"], change["new"]), ALL_TESTS))
    return found


def _seconds_unchanged(copy: Path, areas: dict[str, tuple[str, ...]]) -> dict[str, float]:
    """Run each area's tests on the unchanged project, and give how long they took.

    Ends the program where one of them fails: then nothing could be said of any mutant.
    """
    seconds = {}
    for area, tests in areas.items():
        start = time.monotonic()
        trial = run_tests(copy, tests, SECONDS_UNCHANGED)
        seconds[area] = time.monotonic() - start
        if trial.outcome != Outcome.NOT_NOTICED:
            sys.exit(f"{trial.output}\n{area}: the tests do not pass on the unchanged project ({trial.outcome})")
        print(f"{area}: the tests pass on the unchanged project in {seconds[area]:.0f} s", flush=True)  # noqa: T201
    return seconds


def _not_noticed_at_once(tasks: list[Task], folder: Path, outcomes: dict[str, Counter[Outcome]]) -> list[Task]:
    """Count the mutants of queries that a golden answer shows, and give all other tasks."""
    of_queries = [task for task in tasks if task.area in QUERY_AREAS]
    if not of_queries:
        return tasks
    answers = query_mutants.GoldenAnswers(fixed_hub.build(folder).read())
    noticed = {task for task in of_queries if answers.notice(task.mutant)}
    for task in noticed:
        outcomes.setdefault(task.area, Counter())[Outcome.NOTICED] += 1
    print(f"{len(noticed)} of {len(of_queries)} mutants of queries change a golden answer", flush=True)  # noqa: T201
    return [task for task in tasks if task not in noticed]


def _tried(tasks: list[Task], copies: list[Path], seconds: dict[str, float]) -> Iterator[tuple[Task, Trial]]:
    """Give what came of each mutant as it becomes known. Each may take four times as long as the unchanged project."""
    free: queue.Queue[Path] = queue.Queue()
    for copy in copies:
        free.put(copy)

    def try_one(task: Task) -> tuple[Task, Trial]:
        copy = free.get()
        file = copy / task.mutant.file
        text = file.read_text(encoding="utf-8")
        try:
            file.write_text(task.mutant.applied(text), encoding="utf-8")
            return task, run_tests(copy, task.tests, 60 + 4 * seconds[task.area])
        finally:
            file.write_text(text, encoding="utf-8")
            free.put(copy)

    with concurrent.futures.ThreadPoolExecutor(len(copies)) as pool:
        for done in concurrent.futures.as_completed([pool.submit(try_one, task) for task in tasks]):
            yield done.result()


if __name__ == "__main__":
    sys.exit(main())
