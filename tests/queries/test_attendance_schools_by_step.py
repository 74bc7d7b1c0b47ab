"""The schools behind signing up, coming and staying."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course


def test_a_school_stands_behind_the_steps_that_its_people_took(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xxxx", "bob": "x---"}), *course(900002, {"cy": "----"})]
    store = hub(tmp_path, [school(900001), school(900002)], rows)
    frame = queries.run("attendance_schools_by_step", filters(), store.read()).frame
    assert frame[["urn", "step", "people"]].to_numpy().tolist() == [
        [900001, "signed_up", 2],
        [900002, "signed_up", 1],
        [900001, "came", 2],
        [900001, "stayed", 1],
    ]
    assert set(frame["course_length"]) == {"two_or_more"}
