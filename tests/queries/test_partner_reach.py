"""Schools and people reached through each lead partner."""

from pathlib import Path

import pytest

from reach import queries
from reach.store import Store
from tests.builders import filters, hub, school
from tests.builders.partners import led


def test_a_school_reached_through_two_partners_counts_for_both_and_once_in_the_total(tmp_path: Path) -> None:
    rows = [
        led(900001, "10/10/2022", "Alsager School", activity="A"),
        led(900001, "11/10/2022", "Tangent College", activity="B"),
        led(900002, "11/10/2022", "Tangent College", activity="B", person="bob"),
        led(900002, "12/10/2022", "", activity="C", person="bob"),
    ]
    store = hub(tmp_path, [school(900001, la="876"), school(900002, la="344")], rows)
    frame = queries.run("partner_reach", filters(), store.read()).frame
    columns = ["partner", "is_known_partner", "activities", "reached", "people", "las_reached"]
    assert frame[columns].to_numpy().tolist() == [
        ["Tangent College", False, 1, 2, 2, 2],
        ["Alsager School", True, 1, 1, 1, 1],
        ["No lead given", False, 1, 1, 1, 1],
    ]
    assert set(frame["reached_in_total"]) == {2} and set(frame["people_in_total"]) == {2}


@pytest.mark.parametrize(
    ("came", "held", "completed"), [(3, 4, 1), (2, 3, 0), (2, 4, 0), (2, 2, 1), (1, 1, 0), (5, 7, 0)]
)
def test_who_came_to_three_quarters_of_two_sessions_or_more_has_completed(
    tmp_path: Path, came: int, held: int, completed: int
) -> None:
    rows = [
        led(900001, f"{number:02}/10/2022", "Alsager School", session=number, attendance=mark, activity="A")
        for number in range(1, held + 1)
        for mark in ["Attended" if number <= came else "Absent"]
    ]
    store = hub(tmp_path, [school(900001), school(900002)], rows)
    for rung, reached in (("signed_up", 1), ("attended", 1), ("completed", completed)):
        frame = queries.run("partner_reach", filters(counted_as=rung), store.read()).frame
        assert (frame["reached"].tolist(), frame["reached_in_total"].tolist()) == ([reached], [reached]), rung


def test_the_totals_are_those_of_reach_and_of_people(store_and_year: tuple[Store, str]) -> None:
    store, year = store_and_year
    for chosen in (
        {},
        {"phases": ["secondary"], "counted_as": "completed"},
        {"la_codes": ["344"], "period": "spring"},
    ):
        view, version = filters(year, **chosen), store.read()
        total = queries.run("reach_total", view, version).frame.iloc[0]
        people = queries.run("people_total", view, version).frame.iloc[0]
        frame = queries.run("partner_reach", view, version).frame
        assert frame["reached_in_total"].iloc[0] == total["reached"]
        assert frame["people_in_total"].iloc[0] == people["people"]
