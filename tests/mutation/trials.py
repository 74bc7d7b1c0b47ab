"""Runs of the tests on a changed copy of the project, and what came of them."""

import enum
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[2]


class Outcome(enum.StrEnum):
    """What came of running tests on a mutant. Only a test that failed has noticed it."""

    NOTICED = "noticed"
    NOT_NOTICED = "not noticed"
    TIMED_OUT = "timed out"
    NOT_LOADED = "tests could not be loaded"
    CRASHED = "crashed"


class Trial(NamedTuple):
    """What came of a run, and the end of what it printed."""

    outcome: Outcome
    output: str


def copy_project(folder: Path) -> Path:
    """Copy what tests need of the project into a folder that does not exist yet, and give it."""
    return Path(shutil.copytree(PROJECT, folder, ignore=_not_copied))


def run_tests(copy: Path, tests: Iterable[str], seconds: float) -> Trial:
    """Run tests in a copy of the project until one fails, for so many seconds at most.

    tests: files and folders, or patterns of them; a file that two of them name is run once.
    """
    options = ["-p", "no:randomly", "-p", "no:xdist", "-p", "tests.mutation.stop_at_first_failure"]
    command = [sys.executable, "-m", "pytest", *options, *_expanded(copy, tests)]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=copy,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return Trial(Outcome.TIMED_OUT, _end_of(error.stdout or b""))
    return Trial(outcome_of(done.returncode), _end_of(done.stdout))


def outcome_of(exit_code: int) -> Outcome:
    """Give what an exit code of pytest says of a mutant.

    2 is an error while tests were collected, 4 one while a conftest.py was loaded, 3 one within pytest, 5 no test at
    all; what is below 0 is the signal that ended the process.
    """
    known = {0: Outcome.NOT_NOTICED, 1: Outcome.NOTICED, 2: Outcome.NOT_LOADED, 4: Outcome.NOT_LOADED}
    return known.get(exit_code, Outcome.CRASHED)


def _expanded(copy: Path, tests: Iterable[str]) -> list[str]:
    found = (str(path.relative_to(copy)) for pattern in tests for path in sorted(copy.glob(pattern)))
    return list(dict.fromkeys(found))


def _end_of(output: bytes) -> str:
    return output.decode(errors="replace")[-3000:]


def _not_copied(folder: str, names: list[str]) -> list[str]:
    left_out = {".git", ".venv", "hub"} if Path(folder) in (PROJECT, PROJECT / "data") else set()
    return [name for name in names if name in left_out or name == "__pycache__"]
