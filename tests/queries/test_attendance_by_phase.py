"""Attendance by phase."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course


def test_a_mark_counts_in_each_phase_that_school_and_programme_share(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, phase="All-through")]
    rows = [
        *course(900001, {"ada": "x"}),
        *course(900002, {"bob": "-"}),
        *course(900002, {"bob": "x"}, programme="TSM", activity="Bridge"),
    ]
    store = hub(tmp_path, schools, rows)
    frame = queries.run("attendance_by_phase", filters(), store.read()).frame.set_index("phase")
    assert frame["times_expected"].to_dict() == {"primary": 3, "secondary": 1}
    assert frame["times_attended"].to_dict() == {"primary": 2, "secondary": 1}


def test_only_chosen_phases_are_shown(tmp_path: Path) -> None:
    rows = course(900001, {"bob": "x"}, programme="TSM")
    store = hub(tmp_path, [school(900001, phase="All-through")], rows)
    frame = queries.run("attendance_by_phase", filters(phases=["secondary"]), store.read()).frame
    assert frame["phase"].tolist() == ["secondary"]
