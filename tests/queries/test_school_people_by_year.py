"""A school's people and hours."""

from pathlib import Path

from tests.builders import attended, hub, school
from tests.builders.one_school import ask


def test_a_person_in_two_programmes_is_one_person(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022"),
        attended(900001, "11/10/2022", programme="Y58", activity="Y"),
        attended(900001, "11/10/2022", programme="Y58", activity="Y", person="bea"),
        attended(900001, "12/10/2022", session=2, person="cy", attendance="Absent"),
    ]
    frame = ask(hub(tmp_path, [school(900001)], rows), "school_people_by_year", 900001)
    assert frame.to_numpy().tolist()[0] == ["2022/23", 2, 6.0, 2]


def test_years_in_which_nobody_came_stand_with_nought_up_to_the_newest(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2020")])
    frame = ask(store, "school_people_by_year", 900001)
    assert dict(zip(frame["academic_year"], frame["people"], strict=True)) == {
        "2020/21": 1,
        "2021/22": 0,
        "2022/23": 0,
        "2023/24": 0,
    }


def test_a_school_that_never_came_has_no_years(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002)], [attended(900001, "10/10/2020")])
    assert ask(store, "school_people_by_year", 900002).empty
