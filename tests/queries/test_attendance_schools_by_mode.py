"""The schools behind the attendance figures, by mode."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course, told


def test_a_school_has_a_row_for_each_mode(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx", "bob": "--"}), *course(900001, {"ada": "x-"}, activity="Group 2")]
    store = hub(tmp_path, [school(900001)], rows)
    told(store, {"Activity": "Group 2", "Mode": "Online"})
    frame = queries.run("attendance_schools_by_mode", filters(), store.read()).frame
    assert frame["delivery_mode"].tolist() == ["not said", "online"]
    assert frame["urn"].tolist() == [900001, 900001]
    assert sorted(frame["signed_up"].tolist()) == [1, 2]
