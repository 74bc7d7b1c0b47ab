"""No test leaves anything behind for the next one: what a program keeps in memory is put back, the rest is an error.

Put back: opened versions of stores that are gone, what Streamlit keeps, which browser was found. An error: a changed
environment variable or working folder after a test; a process or a file in the project after the run.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing import forkserver, resource_tracker, util
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from reach import store
from reach.exports import browsers, pictures
from reach.settings import PROJECT
from tests import builders, known_answers

_KEPT_BY_TOOLS = {".git", ".venv", "__pycache__", ".hypothesis", ".mypy_cache", ".ruff_cache", ".import_linter_cache"}
_SET_BY_PYTEST = {"PYTEST_CURRENT_TEST"}
# Some tests kill the browser that draws pictures, and then it cannot clear up; they go with the run's own folder.
_LEFT_BY_A_KILLED_BROWSER = ("org.chromium.", ".org.chromium.", "com.google.Chrome.", ".com.google.Chrome.")


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    # Asked for here, so that the folder goes after what is open in it.
    own_folder = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    browsers.browser.cache_clear()
    environment, folder, program = _environment(), Path.cwd(), sys.modules["__main__"]
    yield
    browsers.browser.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    _close_stores(own_folder)
    changed = {name for name, _ in _environment().items() ^ environment.items()}
    assert not changed, f"the test left environment variables behind: {', '.join(sorted(changed))}"
    assert Path.cwd() == folder, f"the test left the program in another folder: {Path.cwd()}"
    assert sys.modules["__main__"] is program, "the test left another main program behind"


@pytest.fixture(autouse=True, scope="session")
def _the_run_leaves_nothing_behind(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[None]:
    """Set up before all that is made once, so taken down after it."""
    temporary = tmp_path_factory.mktemp("t", numbered=False)
    usual, tempfile.tempdir = tempfile.tempdir, str(temporary)
    os.environ["TMPDIR"] = os.environ["TEMP"] = os.environ["TMP"] = str(temporary)
    files, processes = _project_files(), set(_child_processes())
    yield
    pictures._renderer.end()
    builders.forget_stores()
    known_answers.forget_earlier()
    _end_multiprocessing()
    tempfile.tempdir = usual
    left = sorted(_project_files() - files)
    if pytestconfig.getoption("--refresh", default=False):
        left = [file for file in left if not file.startswith("tests/golden/")]
    assert not left, f"the tests left files in the project: {', '.join(left)}"
    running = sorted(set(_child_processes()) - processes)
    assert not running, f"the tests left programs running: {'; '.join(running)}"
    left = sorted(each.name for each in temporary.iterdir() if not each.name.startswith(_LEFT_BY_A_KILLED_BROWSER))
    assert not left, f"the tests left temporary files: {', '.join(left)}"


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _SET_BY_PYTEST}


def _close_stores(own_folder: Path | None) -> None:
    """Release the versions of stores that only this test had."""
    for identity in [*store._opened]:
        file = identity[0]
        if not file.exists() or (own_folder and file.is_relative_to(own_folder)):
            store._opened.pop(identity).connection.close()


def _end_multiprocessing() -> None:
    """End what multiprocessing keeps for other processes until this one ends: two programs and a temporary folder."""
    # What ends these has no public name, so types do not know it.
    server: Any = forkserver._forkserver
    tracker: Any = resource_tracker._resource_tracker
    internals: Any = util
    server._stop()
    tracker._stop()
    for finalizer in [*internals._finalizer_registry.values()]:
        if finalizer._callback is internals._remove_temp_dir:
            finalizer()


def _project_files() -> frozenset[str]:
    """Give the files of the project, without those that tools keep in it."""
    found = set()
    for folder, folders, files in os.walk(PROJECT):
        folders[:] = [name for name in folders if name not in _KEPT_BY_TOOLS]
        found |= {str(Path(folder, name).relative_to(PROJECT)) for name in files}
    return frozenset(found)


def _child_processes() -> list[str]:
    """Give the command lines of the processes that this one started and that still run; only Linux tells."""
    found = []
    for entry in Path("/proc").glob("[0-9]*") if sys.platform == "linux" else ():
        try:
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue
        if parent == str(os.getpid()) and command:
            found.append(command[:200])
    return found
