"""A journey over the years."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school


def test_every_recorded_year_has_its_stages_with_todays_schools_only(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, closed="31-08-2022")]
    rows = [
        attended(900001, "10/10/2021", programme="STFM-D"),
        attended(900001, "10/10/2021", programme="PTFM-R", activity="A"),
        attended(900002, "10/10/2021", programme="PTFM-R", activity="A"),
        attended(900001, "10/10/2022", programme="PTFM-D", activity="B"),
    ]
    store = hub(tmp_path, schools, rows)
    frame = queries.run("journey_years", filters(), store.read(), {"journey": "Primary Teaching for Mastery"}).frame
    counts = frame.set_index(["academic_year", "place"])["schools_at_place"]
    assert counts[counts > 0].to_dict() == {("2021/22", "Readiness"): 1, ("2022/23", "Development"): 1}
    assert frame["academic_year"].unique().tolist() == ["2021/22", "2022/23"]
    assert len(frame) == 8


JOURNEY = {"journey": "Primary Teaching for Mastery"}


def stood(store: Store, year: str = "2022/23", **chosen: Any) -> dict[Any, int]:
    frame = queries.run("journey_years", filters(year, **chosen), store.read(), JOURNEY).frame
    counts = frame.set_index(["academic_year", "place"])["schools_at_place"]
    return counts[counts > 0].to_dict()


def test_only_the_schools_open_in_the_period_and_chosen_stand_anywhere(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, group="Independent schools"), school(900003, closed="31-01-2023")]
    rows = [attended(each["URN"], "10/10/2022", programme="PTFM-R", person=f"p{each['URN']}") for each in schools]
    store = hub(tmp_path, schools, rows)
    place = ("2022/23", "Readiness")
    assert stood(store) == {place: 1}
    assert stood(store, independent=True) == stood(store, period="autumn") == {place: 2}
