"""A school's attendance rate against the hub's."""

from pathlib import Path

from tests.builders import attended, hub, school
from tests.builders.one_school import ask

INDEPENDENT = {"group": "Independent schools"}


def test_booked_rows_are_in_neither_rate_and_independent_schools_only_when_asked_for(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022"),
        attended(900001, "10/10/2022", person="bea", attendance="Absent"),
        attended(900001, "10/10/2022", person="cy", attendance="Booked"),
        attended(900002, "10/10/2022", person="di"),
        attended(900002, "10/10/2022", person="ed"),
        attended(900003, "10/10/2022", person="fi", attendance="Apologies"),
    ]
    store = hub(tmp_path, [school(900001), school(900002), school(900003, **INDEPENDENT)], rows)
    columns = ["academic_year", "share_attended", "share_attended_hub"]
    frame = ask(store, "school_attendance_by_year", 900001)
    assert frame[columns].to_numpy().tolist() == [["2022/23", 0.5, 0.75]]
    with_independent = ask(store, "school_attendance_by_year", 900001, independent=True)
    assert with_independent["share_attended_hub"].tolist() == [0.6]


def test_a_year_of_bookings_alone_has_no_rate(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022"), attended(900001, "10/10/2023", session=2, attendance="Booked")]
    frame = ask(hub(tmp_path, [school(900001)], rows), "school_attendance_by_year", 900001)
    assert frame["academic_year"].tolist() == ["2022/23"]
