"""When somebody last looked: it moves on with a new session, but not with one that soon follows."""

import datetime as dt
import logging
from pathlib import Path

import pytest

from reach.store.last_looks import FILE, Look, begin_look

MONDAY = dt.datetime(2026, 5, 4, 9)


def look(at: dt.datetime, fingerprint: str = "a") -> Look:
    return Look(at, {"2024/25": fingerprint})


def test_the_look_before_is_given_from_the_second_on(tmp_path: Path) -> None:
    assert begin_look(tmp_path, "jane", look(MONDAY)) is None
    tuesday = look(MONDAY + dt.timedelta(days=1), "b")
    assert begin_look(tmp_path, "jane", tuesday) == look(MONDAY)
    assert begin_look(tmp_path, "jane", look(MONDAY + dt.timedelta(days=2))) == tuesday
    assert begin_look(tmp_path, "john", tuesday) is None


def test_sessions_within_an_hour_are_one_look(tmp_path: Path) -> None:
    begin_look(tmp_path, "jane", look(MONDAY))
    tuesday = MONDAY + dt.timedelta(days=1)
    begin_look(tmp_path, "jane", look(tuesday))
    assert begin_look(tmp_path, "jane", look(tuesday + dt.timedelta(minutes=59))) == look(MONDAY)
    assert begin_look(tmp_path, "jane", look(tuesday + dt.timedelta(minutes=60))) == look(tuesday)


def test_a_clock_that_was_set_back_begins_a_look(tmp_path: Path) -> None:
    begin_look(tmp_path, "jane", look(MONDAY))
    assert begin_look(tmp_path, "jane", look(MONDAY - dt.timedelta(days=9))) == look(MONDAY)


def test_who_has_not_looked_for_400_days_is_forgotten(tmp_path: Path) -> None:
    begin_look(tmp_path, "jane", look(MONDAY))
    begin_look(tmp_path, "john", look(MONDAY + dt.timedelta(days=401)))
    assert "jane" not in (tmp_path / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["{", '{"jane": 7}', '{"jane": {"current": {"at": "?"}}}'])
def test_a_damaged_file_begins_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    assert begin_look(tmp_path, "jane", look(MONDAY)) is None
    assert begin_look(tmp_path, "jane", look(MONDAY + dt.timedelta(days=1))) == look(MONDAY)


def test_where_it_cannot_be_recorded_the_page_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE).mkdir()
    with caplog.at_level(logging.ERROR):
        assert begin_look(tmp_path, "jane", look(MONDAY)) is None
    assert "could not be recorded" in caplog.text
