"""The list of wrong changes keeps up with the program: each can still be made."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from reach.settings import PROJECT

CHANGES = tomllib.loads((Path(__file__).parent / "named_changes.toml").read_text(encoding="utf-8"))["changes"]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change["why"])
def test_what_is_to_be_changed_stands_once_in_its_file(change: dict[str, Any]) -> None:
    text = (PROJECT / change["file"]).read_text(encoding="utf-8")
    assert text.count(change["old"]) == 1
    assert change["new"] not in text or change["new"] in change["old"]
