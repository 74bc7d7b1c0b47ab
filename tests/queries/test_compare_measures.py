"""Two periods side by side, measure by measure."""

from pathlib import Path
from typing import Any

import pandas as pd

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, imported, link, school, table

Place = tuple[str, str, str]
"""Local authority, phase and measure."""


def compared(
    store: Store, breakdown: str = "total", year: str = "2022/23", other: str = "2021/22", **chosen: Any
) -> dict[Place, Any]:
    choices = {"breakdown": breakdown, "measure": None, "other_year": other, "other_period": "year"}
    choices |= {name: chosen.pop(name) for name in list(chosen) if name in choices}
    frame = queries.run("compare_measures", filters(year, **chosen), store.read(), choices).frame
    return {(row["la_code"], row["phase"], row["measure"]): row for _, row in frame.iterrows()}


def counts(rows: dict[Place, Any], measure: str, la_code: str = "all", phase: str = "all") -> tuple[Any, ...]:
    row = rows[la_code, phase, measure]
    return row["count_then"], row["count_now"], row["count_change"]


def test_every_measure_is_there_in_both_periods(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2021", person="ada"),
        attended(900001, "10/10/2022", person="ada"),
        attended(900001, "10/10/2022", person="bob"),
        attended(900002, "17/10/2022", person="cy", session=2),
        attended(900002, "24/10/2022", person="cy", session=3, attendance="Absent"),
    ]
    found = compared(hub(tmp_path, [school(900001), school(900002)], rows))
    assert counts(found, "reached") == (1, 2, 1)
    assert counts(found, "teachers") == (1, 3, 2)
    assert counts(found, "sessions_held") == (1, 3, 2)
    assert counts(found, "hours") == (2, 6, 4)
    reach = found["all", "all", "reach"]
    assert (reach["share_then"], reach["share_now"], reach["change_points"]) == (0.5, 1.0, 50.0)
    assert (reach["of_then"], reach["of_now"]) == (2, 2)
    rate = found["all", "all", "attendance_rate"]
    assert (rate["share_then"], rate["share_now"], rate["change_points"]) == (1.0, 0.75, -25.0)


def test_only_the_measure_that_is_asked_for_comes_back(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    assert set(compared(store, measure="hours")) == {("all", "all", "hours")}


def test_hours_are_in_whole_hours_and_only_of_those_who_attended(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022", Hours="1.5"),
        attended(900001, "17/10/2022", session=2, Hours="1.25"),
        attended(900001, "24/10/2022", session=3, attendance="Apologies"),
    ]
    assert counts(compared(hub(tmp_path, [school(900001)], rows)), "hours") == (0, 3, 3)


def test_a_session_counts_once_in_the_hub_and_in_each_local_authority_that_was_on_its_register(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022", person="ada"), attended(900002, "10/10/2022", person="bob")]
    store = hub(tmp_path, [school(900001), school(900002, la="344")], rows)
    assert counts(compared(store), "sessions_held")[1] == 1
    by_la = compared(store, "la")
    assert counts(by_la, "sessions_held", "876")[1] == counts(by_la, "sessions_held", "344")[1] == 1


def test_a_session_that_is_only_booked_was_not_held(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022"), attended(900001, "17/10/2022", session=2, attendance="Booked")]
    found = compared(hub(tmp_path, [school(900001)], rows))
    assert counts(found, "sessions_held")[1] == 1
    assert found["all", "all", "attendance_rate"]["of_now"] == 1


def test_pupils_are_added_up_over_sessions_from_registers_and_from_the_sheet(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022", programme="ENR", activity="Day", Pupils="30")]
    store = hub(tmp_path, [school(900001), school(900002)], rows)
    sheet = [
        {"Activity": "Relay", "Programme": "ENR", "Session date": "11/11/2022", "URN": "900002", "Pupils": "12"},
        {"Activity": "Day", "Programme": "ENR", "Session date": "10/10/2022", "URN": "900001", "Pupils": "28"},
    ]
    imported(store, table(sheet, "pupils.csv"))
    found = compared(store)
    assert counts(found, "pupils_reached") == (0, 42, 42)
    assert counts(found, "sessions_held")[1] == 2
    assert counts(found, "reached")[1] == 1


def test_in_a_phase_only_its_schools_and_the_programmes_for_it_count(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022", person="ada", programme="MNRKS1"),
        attended(900001, "10/10/2022", person="bob", programme="STFM", activity="Secondary"),
        attended(900002, "10/10/2022", person="cy", programme="STFM", activity="Secondary"),
    ]
    store = hub(tmp_path, [school(900001, phase="All-through"), school(900002, phase="Secondary")], rows)
    by_phase = compared(store, "phase")
    assert counts(by_phase, "teachers", phase="primary")[1] == 1
    assert counts(by_phase, "teachers", phase="secondary")[1] == 2
    assert counts(compared(store), "teachers")[1] == 3
    chosen = compared(store, phases=["secondary"])
    assert counts(chosen, "teachers")[1] == 2
    crossed = compared(store, "la_phase", phases=["secondary"])
    assert {(la_code, phase) for la_code, phase, _ in crossed} == {("876", "secondary")}


def test_each_period_is_seen_as_at_its_own_date(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [
            school(900001, closed="31-03-2022", number="2001"),
            school(900002, opened="01-04-2022", number="2001"),
            school(900003, closed="31-12-2022"),
        ],
        [attended(900001, "10/10/2021"), attended(900002, "10/10/2022"), attended(900003, "10/10/2021", person="bob")],
        [link(900002, "Predecessor", 900001, "01-04-2022")],
    )
    found = compared(store)
    assert found["all", "all", "reach"]["of_then"] == 2
    assert found["all", "all", "reach"]["of_now"] == 1
    assert counts(found, "reached") == (2, 1, -1)
    assert counts(found, "teachers") == (2, 1, -1)


def test_other_programmes_other_rungs_and_independent_schools_count_as_the_filters_say(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022", programme="NET", activity="Network"),
        attended(900002, "10/10/2022", person="bob"),
        attended(900001, "10/10/2022", person="cy", attendance="Absent"),
    ]
    store = hub(tmp_path, [school(900001), school(900002, group="Independent schools")], rows)
    assert counts(compared(store), "teachers")[1] == 0
    assert counts(compared(store), "reached")[1] == 0
    assert counts(compared(store, light_touch=True), "teachers")[1] == 1
    assert counts(compared(store, independent=True), "teachers")[1] == 1
    assert counts(compared(store, counted_as="signed_up"), "reached")[1] == 1
    assert counts(compared(store, strands=["enrichment"]), "sessions_held")[1] == 0


def test_a_place_without_schools_in_one_period_is_shown_and_not_compared(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001), school(900002, la="344", opened="01-09-2022")],
        [attended(900001, "10/10/2021"), attended(900002, "10/10/2022")],
    )
    wirral = compared(store, "la")["344", "all", "reach"]
    assert pd.isna(wirral["share_then"]) and wirral["share_now"] == 1.0 and pd.isna(wirral["change_points"])


def test_a_rate_of_nothing_is_unknown(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    rate = compared(store)["all", "all", "attendance_rate"]
    assert pd.isna(rate["share_then"]) and rate["share_now"] == 1.0


def test_a_period_against_itself_changes_nothing(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002)], [attended(900001, "10/10/2022")])
    found = compared(store, other="2022/23")
    assert counts(found, "reached") == (1, 1, 0)
    assert found["all", "all", "reach"]["change_points"] == 0


def test_a_term_can_be_set_against_a_year(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022"), attended(900002, "10/05/2023")]
    store = hub(tmp_path, [school(900001), school(900002)], rows)
    found = compared(store, other="2022/23", period="autumn")
    assert counts(found, "reached") == (2, 1, -1)
