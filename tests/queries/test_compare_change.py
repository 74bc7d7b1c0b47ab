"""How much of a change in reach is schools that opened or closed."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, link, school


def change(store: Store, **chosen: Any) -> "pd.Series[Any]":
    other = {"other_year": "2021/22", "other_period": "year"}
    frame = queries.run("compare_change", filters(**chosen), store.read(), other).frame
    assert len(frame) == 1
    return frame.iloc[0]


def test_a_change_is_that_of_the_schools_in_both_and_that_of_those_opened_and_closed(tmp_path: Path) -> None:
    schools = [
        *(school(urn) for urn in (900001, 900002, 900003, 900004)),
        school(900005, opened="01-09-2022"),
        school(900006, closed="31-08-2022"),
    ]
    rows = [
        attended(900001, "10/10/2021"),
        attended(900001, "10/10/2022"),
        attended(900002, "10/10/2022", activity="Group 2"),
        attended(900005, "10/10/2022", activity="Group 3"),
    ]
    row = change(hub(tmp_path, schools, rows))
    assert (row["schools_then"], row["reached_then"], row["schools_now"], row["reached_now"]) == (5, 1, 5, 3)
    assert (row["schools_in_both"], row["reached_then_of_both"], row["reached_now_of_both"]) == (4, 1, 2)
    assert row["change_points"] == pytest.approx(40)
    assert row["like_for_like_points"] == pytest.approx(25)
    assert row["opened_closed_points"] == pytest.approx(15)
    assert (row["gained"], row["lost"]) == (1, 0)
    assert (row["opened"], row["opened_reached"], row["closed"], row["closed_reached"]) == (1, 1, 1, 0)


def test_where_the_same_schools_count_all_of_the_change_is_theirs(tmp_path: Path) -> None:
    row = change(hub(tmp_path, [school(900001), school(900002)], [attended(900001, "10/10/2022")]))
    assert (row["change_points"], row["like_for_like_points"], row["opened_closed_points"]) == (50, 50, 0)


def test_a_school_counts_once_however_many_phases_it_teaches(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2021"), attended(900001, "10/10/2022", programme="STFM")]
    store = hub(tmp_path, [school(900001, phase="All-through")], rows)
    row = change(store)
    assert (row["schools_now"], row["reached_then"], row["reached_now"], row["gained"]) == (1, 1, 1, 0)
    row = change(store, phases=["secondary"])
    assert (row["reached_then"], row["reached_now"], row["gained"]) == (0, 1, 1)
    row = change(store, phases=["primary", "secondary"])
    assert (row["schools_now"], row["reached_then"], row["reached_now"]) == (1, 1, 1)


def test_each_period_counts_a_school_in_the_local_authority_that_it_had_then(tmp_path: Path) -> None:
    """A school of Halton becomes one of Wirral in January 2023."""
    schools = [
        school(900001, la="876", closed="31-12-2022"),
        school(900002, la="344", opened="01-01-2023"),
        school(900003, la="876"),
    ]
    rows = [attended(900001, "10/10/2021"), attended(900002, "10/05/2023")]
    store = hub(tmp_path, schools, rows, [link(900002, "Predecessor", 900001, "01-01-2023")])
    others = {"other_year": "2021/22", "other_period": "year"}
    for la_code, found in {"876": (2, 1, 1, 0), "344": (0, 0, 1, 1)}.items():
        chosen = filters("2022/23", la_codes=[la_code])
        change = queries.run("compare_change", chosen, store.read(), others).frame.iloc[0]
        assert tuple(change[["schools_then", "reached_then", "schools_now", "reached_now"]]) == found
        moves = queries.run("compare_moves", filters("2022/23"), store.read(), others | {"breakdown": "la"}).frame
        moved = moves[(moves["la_code"] == la_code) & (moves["reached_of_move"] > 0)]["moved"].tolist()
        assert moved == ["closed" if la_code == "876" else "opened"]
    whole = queries.run("compare_change", filters("2022/23"), store.read(), others).frame.iloc[0]
    assert (whole["schools_in_both"], whole["opened"], whole["closed"]) == (2, 0, 0)


def test_light_touch_programmes_count_only_where_they_are_chosen(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022", programme="NET", activity="Network"), attended(900002, "10/10/2022")]
    store = hub(tmp_path, [school(900001), school(900002)], rows)
    assert [change(store, light_touch=chosen)["reached_now"] for chosen in (False, True)] == [1, 2]
