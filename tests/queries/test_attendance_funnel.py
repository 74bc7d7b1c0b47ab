"""Signed up, came, stayed."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course


def test_staying_is_asked_only_of_activities_of_two_or_more_sessions(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xxxx", "bob": "xxx-", "cy": "xx--", "di": "----"}),
        *course(900001, {"ada": "xbb", "bob": "-bb"}, activity="Just begun"),
        *course(900001, {"ada": "bb"}, activity="To come"),
    ]
    store = hub(tmp_path, [school(900001)], rows)
    frame = queries.run("attendance_funnel", filters(), store.read()).frame
    assert frame[["course_length", "step", "people", "share_of_signed_up"]].to_numpy().tolist() == [
        ["two_or_more", "signed_up", 4, 1.0],
        ["two_or_more", "came", 3, 0.75],
        ["two_or_more", "stayed", 2, 0.5],
        ["one_session", "signed_up", 2, 1.0],
        ["one_session", "came", 1, 0.5],
    ]
