"""Log files turn over, carry error numbers, and hold nothing that people typed."""

import logging
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reach.server import log_files
from reach.settings import PROJECT
from tests.skips import not_on_windows

_FAILS = """
import logging
from pathlib import Path
from reach.server import log_files
from reach.ui import error_messages
from streamlit import error_util
from streamlit.logger import get_logger

streamlits = get_logger("streamlit.something")
log_files.install(Path({folder!r}))
error_messages.install()
try:
    try:
        int("Jane Smith")
    except ValueError as error:
        raise KeyError("jane.smith@school.example") from error
except KeyError as error:
    error_util._log_uncaught_app_exception(error)
    streamlits.exception("of Streamlit", exc_info=error)
logging.getLogger("reach").warning("mail to %s failed", "Jane.Smith+x@school.example")
logging.getLogger("reach").warning("%d", "jane@school.example")
"""


def failed(folder: Path) -> str:
    """Give what the terminal gets from a program that fails in several ways."""
    done = subprocess.run(
        [sys.executable, "-c", _FAILS.format(folder=str(folder))],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout + done.stderr


def test_an_error_has_its_number_and_place_and_no_words_that_may_be_of_people(tmp_path: Path) -> None:
    terminal = failed(tmp_path / "logs")
    (file,) = (tmp_path / "logs").iterdir()
    for log in (terminal, file.read_text(encoding="utf-8")):
        assert re.search(r"Error [0-9A-F]{6}\n", log)
        assert "KeyError" in log and "ValueError" in log and "<string>:" in log
        assert "of Streamlit" in log
        assert "mail to [e-mail address] failed" in log
        assert not re.search("jane|smith|school.example", log, re.IGNORECASE)


@not_on_windows
def test_only_the_owner_reads_them(tmp_path: Path) -> None:
    failed(tmp_path / "logs")
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "logs" / log_files.FILE).stat().st_mode) == 0o600


def test_they_turn_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_files, "SIZE", 1000)
    handler = log_files.rotating_file(tmp_path)
    try:
        for number in range(1000):
            handler.emit(
                log_files.record_without_personal_data("reach", logging.ERROR, "", 1, "line %d", (number,), None)
            )
    finally:
        handler.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == log_files.KEPT + 1
    assert all(file.stat().st_size <= 1000 for file in files)
    assert "line 999" in (tmp_path / log_files.FILE).read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_used_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    terminal = failed(tmp_path / "file" / "logs")
    assert "No log files are written" in terminal and re.search(r"Error [0-9A-F]{6}\n", terminal)


def test_they_are_beside_the_store_or_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Path("somewhere") / "hub"
    monkeypatch.delenv("REACH_LOGS", raising=False)
    assert log_files.folder(store) == Path("somewhere") / "hub-logs"
    monkeypatch.setenv("REACH_LOGS", os.fspath(Path("elsewhere")))
    assert log_files.folder(store) == Path("elsewhere")
