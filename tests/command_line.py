"""The command line in this process: as `python -m reach` runs it, without the seconds that a start takes."""

import io
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from reach.__main__ import run


class Answer(NamedTuple):
    """What a command printed, and how it ended."""

    stdout: str
    stderr: str
    returncode: int


def reach(store: Path, *words: str) -> Answer:
    """Run a command on a store."""
    output, errors = _Stream(), _Stream()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["reach", "--store", str(store), *words])
        patch.setattr(sys, "stdout", output)
        patch.setattr(sys, "stderr", errors)
        patch.setenv("COLUMNS", "200")
        patch.setenv("NO_COLOR", "1")
        try:
            code = run()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
    return Answer(output.text, errors.text, code)


class _Stream(io.TextIOWrapper):
    def __init__(self) -> None:
        self._written = io.BytesIO()
        super().__init__(self._written, encoding="utf-8", newline="\n")

    @property
    def text(self) -> str:
        self.flush()
        return self._written.getvalue().decode("utf-8")
