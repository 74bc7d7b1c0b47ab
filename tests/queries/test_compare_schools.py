"""The schools behind a comparison."""

from pathlib import Path
from typing import Any

import pandas as pd

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, link, school
from tests.rows import values_of


def listed(store: Store, **chosen: Any) -> pd.DataFrame:
    other = {"other_year": "2021/22", "other_period": "year"}
    return queries.run("compare_schools", filters(**chosen), store.read(), other).frame.set_index("urn")


def test_a_school_shows_its_move_and_what_it_did_in_each_period(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2021"),
        attended(900001, "17/10/2021", session=2),
        attended(900002, "10/10/2022", Hours="1.5"),
    ]
    found = listed(hub(tmp_path, [school(900001), school(900002)], rows))
    columns = ["moved", "rung_then", "rung_now", "hours_then", "hours_now"]
    assert values_of(found, 900001, columns) == ["lost", "completed", "not_reached", 4.0, 0.0]
    assert values_of(found, 900002, columns) == ["gained", "not_reached", "attended", 0.0, 1.5]


def test_a_school_that_has_become_another_stands_under_its_name_now_with_what_it_did_before(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [
            school(900001, "Old School", closed="30-09-2022", number="2001"),
            school(900002, "New Academy", opened="01-10-2022", number="2001"),
        ],
        [attended(900001, "10/10/2021"), attended(900002, "10/10/2022")],
        [link(900002, "Predecessor", 900001, "01-10-2022")],
    )
    found = listed(store)
    assert found.index.tolist() == [900002]
    assert values_of(found, 900002, ["name", "moved", "hours_then", "hours_now"]) == ["New Academy", "kept", 2.0, 2.0]


def test_a_school_that_closed_is_still_listed_and_has_no_rung_now(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2021"), attended(900002, "10/10/2022")]
    found = listed(hub(tmp_path, [school(900001, closed="31-08-2022"), school(900002)], rows))
    assert found.loc[900001, "moved"] == "closed"
    assert found["rung_then"][900001] == "attended" and pd.isna(found["rung_now"][900001])
    assert values_of(found, 900001, ["hours_then", "hours_now"]) == [2.0, 0.0]


def test_with_a_phase_chosen_only_what_was_for_that_phase_counts(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022"),
        attended(900001, "10/10/2022", programme="STFM", activity="Secondary", Hours="3"),
    ]
    store = hub(tmp_path, [school(900001, phase="All-through"), school(900002)], rows)
    assert listed(store).loc[900001, "hours_now"] == 5.0
    found = listed(store, phases=["secondary"])
    assert found.index.tolist() == [900001]
    assert found.loc[900001, "hours_now"] == 3.0
    assert found.loc[900001, "phases"] == "primary; secondary"


def test_filters_narrow_the_list(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, la="344"), school(900003, group="Independent schools")]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022")])
    assert listed(store).index.tolist() == [900001, 900002]
    assert listed(store, la_codes=["344"]).index.tolist() == [900002]
    assert listed(store, independent=True).index.tolist() == [900001, 900003, 900002]
