"""Only a test that failed has noticed a mutant; what else can end a run is distinguished."""

import shutil
from pathlib import Path

import pytest

from tests.mutation import __main__ as program
from tests.mutation.trials import PROJECT, Outcome, Trial, outcome_of, run_tests

ENOUGH = 60.0
PLUGIN = Path("tests/mutation/stop_at_first_failure.py")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without any test; its runs load no plugin but the one that they need."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    (tmp_path / PLUGIN).parent.mkdir(parents=True)
    shutil.copy(PROJECT / PLUGIN, tmp_path / PLUGIN)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("def test_a(): assert 1\n", Outcome.NOT_NOTICED),
        ("def test_a(): assert 0\n\ndef test_b(): assert open('went on', 'w')\n", Outcome.NOTICED),
        ("import no_such_module\n\ndef test_a(): assert 1\n", Outcome.NOT_LOADED),
        ("import os\n\ndef test_a(): os.abort()\n", Outcome.CRASHED),
    ],
)
def test_how_a_run_ended(project: Path, text: str, outcome: Outcome) -> None:
    (project / "test_it.py").write_text(text, encoding="utf-8")
    assert run_tests(project, ["test_*.py", "test_it.py"], ENOUGH).outcome == outcome
    assert not (project / "went on").exists(), "it ends at the first failed test"


def test_a_run_that_takes_too_long(project: Path) -> None:
    (project / "test_it.py").write_text("import time\n\ndef test_a(): time.sleep(600)\n", encoding="utf-8")
    assert run_tests(project, ["test_it.py"], 0.1).outcome == Outcome.TIMED_OUT


def test_no_test_at_all_is_no_outcome_to_believe() -> None:
    assert outcome_of(5) == outcome_of(3) == outcome_of(-9) == Outcome.CRASHED


def test_nothing_is_tried_where_the_unchanged_project_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "run_tests", lambda *_: Trial(Outcome.NOTICED, "1 failed"))
    with pytest.raises(SystemExit, match=r"(?s)1 failed.*charts: the tests do not pass on the unchanged project"):
        program._seconds_unchanged(PROJECT, {"charts": ("tests",)})
