import os
import sys
from pathlib import Path

import pytest

from reach.exports import browsers
from tests.skips import not_on_windows


def program(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser; programs in its folder are on the path."""
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browsers, "_usual_places", list)
    return tmp_path


def test_the_environment_decides(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = program(bare_machine, "my-browser")
    monkeypatch.setenv("BROWSER_PATH", str(chosen))
    assert browsers.browser() == chosen


def test_a_wrong_choice_is_not_passed_over(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare_machine, "chromium")
    monkeypatch.setenv("BROWSER_PATH", str(bare_machine / "missing"))
    assert browsers.browser() is None


# Programs on a Windows path have endings.
@not_on_windows
def test_the_path_comes_before_the_usual_places(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "_usual_places", lambda: [program(bare_machine, "elsewhere")])
    on_path = program(bare_machine, "chromium")
    assert browsers.browser() == on_path


def test_the_usual_places_are_looked_at(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = program(bare_machine, "elsewhere")
    monkeypatch.setattr(browsers, "_usual_places", lambda: [bare_machine / "missing", there])
    assert browsers.browser() == there


def test_there_may_be_none(bare_machine: Path) -> None:
    assert browsers.browser() is None


@pytest.mark.parametrize(
    ("platform", "part"), [("win32", "msedge.exe"), ("darwin", "Chrome.app"), ("linux", "chromium")]
)
def test_every_system_has_usual_places(platform: str, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("PROGRAMFILES", "C:/Program Files")
    assert any(part in str(place) for place in browsers._usual_places())


def test_as_root_the_browsers_sandbox_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "_MARKS_OF_A_CONTAINER", ())
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert not browsers.can_be_boxed_in()
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert browsers.can_be_boxed_in()
