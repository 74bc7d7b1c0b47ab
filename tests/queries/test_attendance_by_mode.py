"""Attendance by mode of delivery."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course, told


def test_a_mode_that_nobody_gave_is_not_said(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xx"}),
        *course(900001, {"ada": "x-"}, activity="Group 2"),
        *course(900001, {"ada": "--"}, activity="Group 3"),
    ]
    store = told(
        hub(tmp_path, [school(900001)], rows),
        {"Activity": "group 1", "Mode": "F2F"},
        {"Activity": "Group 2", "Mode": "Online"},
    )
    frame = queries.run("attendance_by_mode", filters(), store.read()).frame
    assert frame[["delivery_mode", "share_attended"]].to_numpy().tolist() == [
        ["in person", 1.0],
        ["online", 0.5],
        ["not said", 0.0],
    ]
