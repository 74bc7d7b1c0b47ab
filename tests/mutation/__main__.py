"""Make small wrong changes, one at a time, and see which of them no test notices.

    python -m tests.mutation --number 40 --seed 1          forty mutants of each area
    python -m tests.mutation --area charts --number 0      every mutant of one area
    python -m tests.mutation --named                       the changes of named_changes.toml

Works on a copy of the project, so that nothing here is ever wrong. What came of each mutant is printed as it is known,
and a table of all at the end; docs/testing.md has the figures of the last run.
"""

import argparse
import concurrent.futures
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.mutation.mutants import Mutant, mutants_of

PROJECT = Path(__file__).resolve().parents[2]
SECONDS_FOR_ONE = 900
AT_ONCE = 2
NAMED = Path(__file__).with_name("named_changes.toml")


class Area(NamedTuple):
    """A part of the project, and the tests that ought to notice what is wrong in it, quickest first."""

    files: tuple[str, ...]
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
    "charts": Area(("reach/charts/*.py",), ("tests/golden", "tests/unit")),
    "sentences": Area(("reach/sentences/*.py",), ("tests/golden", "tests/unit")),
}
ALL_TESTS = ("tests/golden", "tests/definitions", "tests/queries", "tests/unit", "tests/pages")

NOTICED, NOT_NOTICED, TOO_SLOW = "noticed", "not noticed", "too slow"


def main() -> int:
    """Try mutants as the command line says; give 1 where one was not noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.partition("\n")[0])
    parser.add_argument("--area", choices=AREAS, action="append", help="only this part of the project (all)")
    parser.add_argument("--number", type=int, default=40, help="mutants of each area, 0 for all (40)")
    parser.add_argument("--seed", type=int, default=1, help="chooses which (1)")
    parser.add_argument("--named", action="store_true", help="try the changes of named_changes.toml instead")
    options = parser.parse_args()
    chosen = _named() if options.named else _chosen(options.area or list(AREAS), options.number, options.seed)
    outcomes: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory(prefix="mutants_") as folder:
        for area, said, outcome in _tried(chosen, Path(folder)):
            print(f"{area}: {outcome}: {said}", flush=True)  # noqa: T201
            outcomes.setdefault(area, Counter())[outcome] += 1
    for area, counts in outcomes.items():
        print(f"{area}: {counts.total()} tried, {counts[NOTICED]} noticed")  # noqa: T201
    return int(any(counts[NOT_NOTICED] for counts in outcomes.values()))


def _chosen(areas: list[str], number: int, seed: int) -> list[tuple[str, Mutant, tuple[str, ...]]]:
    found = []
    for area in areas:
        files = sorted(file for pattern in AREAS[area].files for file in PROJECT.glob(pattern))
        every = [
            mutant
            for file in files
            for mutant in mutants_of(file.relative_to(PROJECT), file.read_text(encoding="utf-8"))
        ]
        some = random.Random(f"{seed} {area}").sample(every, min(number or len(every), len(every)))
        found += [(area, mutant, AREAS[area].tests) for mutant in some]
    return found


def _named() -> list[tuple[str, Mutant, tuple[str, ...]]]:
    found = []
    for change in tomllib.loads(NAMED.read_text(encoding="utf-8"))["changes"]:
        file = Path(change["file"])
        text = (PROJECT / file).read_text(encoding="utf-8")
        if text.count(change["old"]) != 1:
            sys.exit(f"{NAMED.name}: what {change['why']!r} changes stands {text.count(change['old'])} times in {file}")
        found.append(("named", Mutant(file, text.index(change["old"]), change["old"], change["new"]), ALL_TESTS))
    return found


def _tried(chosen: list[tuple[str, Mutant, tuple[str, ...]]], folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give (area, what was changed, outcome) of each mutant as it becomes known."""
    copies: queue.Queue[Path] = queue.Queue()
    for number in range(AT_ONCE):
        copies.put(Path(shutil.copytree(PROJECT, folder / str(number), ignore=_not_copied)))

    def try_one(area: str, mutant: Mutant, tests: tuple[str, ...]) -> tuple[str, str, str]:
        copy = copies.get()
        file = copy / mutant.file
        text = file.read_text(encoding="utf-8")
        try:
            file.write_text(mutant.applied(text), encoding="utf-8")
            return area, mutant.described(text), _outcome(copy, tests)
        finally:
            file.write_text(text, encoding="utf-8")
            copies.put(copy)

    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for done in concurrent.futures.as_completed([pool.submit(try_one, *each) for each in chosen]):
            yield done.result()


def _not_copied(folder: str, names: list[str]) -> list[str]:
    left_out = {".git", ".venv", "hub"} if Path(folder) in (PROJECT, PROJECT / "data") else set()
    return [name for name in names if name in left_out or name == "__pycache__"]


def _outcome(copy: Path, tests: tuple[str, ...]) -> str:
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:randomly", "-p", "no:xdist", *tests]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS_FOR_ONE, check=False
        )
    except subprocess.TimeoutExpired:
        return TOO_SLOW
    return NOTICED if done.returncode else NOT_NOTICED


if __name__ == "__main__":
    sys.exit(main())
