"""Attendance by term."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, link, school
from tests.builders.attendance import one_course


def test_there_is_a_row_for_every_term_with_a_session_whatever_period_is_chosen(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "xx-x-b", "bob": "xxx.."})
    for period in ("year", "spring"):
        frame = queries.run("attendance_by_term", filters(period=period), store.read()).frame
        assert frame[["period", "times_attended", "times_expected"]].to_numpy().tolist() == [
            ["autumn", 5, 6],
            ["spring", 1, 2],
        ]


def test_a_term_says_what_the_total_of_that_term_says(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-01-2023"), school(900002, opened="01-02-2023", la="344")],
        [attended(900001, "10/10/2022"), attended(900001, "10/03/2023", session=2)],
        [link(900001, "Successor", 900002)],
    )
    halton = filters(la_codes=["876"])
    frame = queries.run("attendance_by_term", halton, store.read()).frame
    assert frame["period"].tolist() == ["autumn"]
    total = queries.run("attendance_total", halton.with_changes(period="autumn"), store.read()).frame
    assert frame["times_attended"].tolist() == total["times_attended"].tolist() == [1]
