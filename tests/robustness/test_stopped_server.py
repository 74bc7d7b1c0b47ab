"""A server that is asked to stop while it imports is gone in seconds, and the store is as before, or as after."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.browser_time import free_port
from reach.settings import PROJECT
from reach.store import Store, versions
from reach.store.checks import breaches
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.skips import not_on_windows

# Windows has no SIGTERM that a program could answer.
pytestmark = not_on_windows

SECONDS_TO_STOP = 15
"""Half of what docs/deploy/reach.service lets a stop take."""

_IMPORTS = """
import time
from pathlib import Path

from reach.ingest import import_files, read_source
from reach.store import Store
from tests.builders import SETTINGS


def reach_a_step(*_):
    Path({reached!r}).touch()
    time.sleep(60 if {waits} else 0)


import_files(Store(Path({folder!r}), SETTINGS), [read_source(Path({file!r}))], imported_by="stopped",
             on_progress=reach_a_step)
Path({done!r}).touch()
"""
_APP = """
from streamlit.starlette import App

app = App({script!r})
"""


@contextlib.contextmanager
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server as reach/server/app.py is one, whose page imports when somebody opens it."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "app.py"), "--server.headless", "true"]
    process = subprocess.Popen(
        [*command, "--server.address", "127.0.0.1", "--server.port", str(port)],
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
    )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def appears(file: Path, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.02)
    return file.exists()


@pytest.mark.parametrize("waits", [True, False])
def test_a_stop_during_an_import_leaves_the_store_whole(tmp_path: Path, chromium: Browser, waits: bool) -> None:
    store = hub(tmp_path / "hub", [school(900001)])
    imported(store, register([attended(900001, "11/10/2022")], "first.csv"))
    before = versions.published_files(store.folder)
    file = tmp_path / "next.csv"
    file.write_bytes(register([attended(900001, "12/10/2022", person="another")], "next.csv").content)
    names = {name: str(tmp_path / name) for name in ("reached", "done")}
    script = tmp_path / "page.py"
    script.write_text(_IMPORTS.format(folder=str(store.folder), file=str(file), waits=waits, **names))
    (tmp_path / "app.py").write_text(_APP.format(script=str(script)))
    with server(tmp_path) as (process, address):
        page = chromium.new_page()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(Exception):
                page.goto(address)
                break
            time.sleep(0.2)
        assert appears(tmp_path / ("reached" if waits else "done"))
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(SECONDS_TO_STOP)
        assert time.monotonic() - began < SECONDS_TO_STOP
        page.close()
    assert (tmp_path / "done").exists() is not waits
    again = Store(store.folder, SETTINGS)
    assert len(versions.published_files(store.folder)) == len(before) + (not waits)
    with again.read().cursor() as cursor:
        assert breaches(cursor) == []
    (batch,) = imported(again, register([attended(900001, "13/10/2022", person="third")], "third.csv"))
    assert (batch.read, batch.loaded) == (1, 1)
