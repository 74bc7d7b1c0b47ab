"""Attendance by local authority."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course


def test_a_mark_counts_for_the_local_authority_of_the_school(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx"}), *course(900002, {"bob": "x-"}), *course(900003, {"visitor": "--"})]
    store = hub(tmp_path, [school(900001), school(900002, la="344"), school(900003, la="999")], rows)
    frame = queries.run("attendance_by_la", filters(), store.read()).frame
    assert frame[["la_code", "times_attended", "times_expected"]].to_numpy().tolist() == [["876", 2, 2], ["344", 1, 2]]
