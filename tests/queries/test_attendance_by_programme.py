"""Attendance by programme."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course


def test_each_programme_has_its_own_rate_and_no_shows(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xx", "bob": "--"}),
        *course(900001, {"ada": "x-"}, programme="MNKS2"),
        *course(900001, {"ada": "bb"}, programme="PTFM"),
    ]
    store = hub(tmp_path, [school(900001)], rows)
    frame = queries.run("attendance_by_programme", filters(), store.read()).frame.set_index("programme_code")
    assert frame["share_attended"].to_dict() == {"MNRKS1": 0.5, "MNKS2": 0.5}
    assert frame["no_shows"].to_dict() == {"MNRKS1": 1, "MNKS2": 0}
    assert frame["share_no_shows"].to_dict() == {"MNRKS1": 0.5, "MNKS2": 0}


def test_a_programme_counts_in_a_phase_only_if_it_is_for_that_phase(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "x"}), *course(900001, {"ada": "x"}, programme="STFM")]
    store = hub(tmp_path, [school(900001, phase="All-through")], rows)
    frame = queries.run("attendance_by_programme", filters(phases=["secondary"]), store.read()).frame
    assert frame["programme_code"].tolist() == ["STFM"]
