"""The schools behind the attendance figures, by activity."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course


def test_a_school_has_a_row_for_each_activity(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx", "bob": "--"}), *course(900001, {"ada": "x-"}, activity="Group 2")]
    store = hub(tmp_path, [school(900001)], rows)
    frame = queries.run("attendance_schools_by_activity", filters(), store.read()).frame
    assert frame["activity"].tolist() == ["Group 1", "Group 2"]
    assert frame["urn"].tolist() == [900001, 900001]
    assert sorted(frame["signed_up"].tolist()) == [1, 2]
