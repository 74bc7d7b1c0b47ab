"""The equity gap over the years."""

from pathlib import Path

import pandas as pd
import pytest

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.rows import rows_of

TEN = [school(900000 + n, fsm=str(n)) for n in range(10)]


def test_the_gap_is_the_most_disadvantaged_minus_the_least_in_percentage_points(tmp_path: Path) -> None:
    rows = [
        attended(900009, "10/10/2021", activity="A"),
        attended(900008, "10/10/2021", activity="B"),
        attended(900000, "10/10/2022", activity="C"),
        attended(900001, "10/10/2022", activity="D"),
        attended(900009, "10/10/2022", activity="E"),
    ]
    frame = queries.run("equity_gap_trend", filters(), hub(tmp_path, TEN, rows).read()).frame
    assert frame[
        ["academic_year", "is_most_disadvantaged", "schools", "reached", "gap_points"]
    ].to_numpy().tolist() == [
        ["2021/22", True, 2, 2, 100.0],
        ["2021/22", False, 2, 0, 100.0],
        ["2022/23", True, 2, 1, -50.0],
        ["2022/23", False, 2, 2, -50.0],
    ]


def test_it_looks_at_the_same_period_of_each_year_and_no_further_back_than_five(tmp_path: Path) -> None:
    rows = [attended(900009, f"10/02/{year}", activity=f"{year}") for year in range(2016, 2024)]
    store = hub(tmp_path, TEN, rows)
    frame = queries.run("equity_gap_trend", filters(period="spring"), store.read()).frame
    assert frame["academic_year"].unique().tolist() == ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23"]
    assert set(frame["gap_points"]) == {50.0}
    frame = queries.run("equity_gap_trend", filters(period="autumn"), store.read()).frame
    assert frame["reached"].sum() == 0


def test_a_year_under_way_says_so_and_a_year_to_come_is_left_out(tmp_path: Path) -> None:
    store = hub(tmp_path, TEN, [attended(900009, "10/10/2023"), attended(900009, "10/10/2022", activity="B")])
    frame = queries.run("equity_gap_trend", filters("2024/25"), store.read()).frame
    found = {row.academic_year: row.until_day for row in rows_of(frame)}
    assert pd.isna(found["2022/23"]) and found["2023/24"] == pd.Timestamp("2023-11-16")
    running = queries.run("equity_gap_trend", filters("2023/24"), store.read()).frame
    same_date = running[running["period"] == "year_to_date"]
    assert set(same_date["academic_year"]) == {"2022/23"} and set(same_date["until_day"]) == {
        pd.Timestamp("2022-11-16")
    }


def test_without_one_of_the_fifths_there_is_no_gap(tmp_path: Path) -> None:
    schools = [school(900000 + n, fsm=str(n), la="876" if n > 4 else "344") for n in range(10)]
    store = hub(tmp_path, schools, [attended(900009, "10/10/2022")])
    frame = queries.run("equity_gap_trend", filters(la_codes=["876"]), store.read()).frame
    assert frame["is_most_disadvantaged"].tolist() == [True] and pd.isna(frame["gap_points"].iloc[0])


def test_fifths_agree_with_reach_by_group(demonstration: Store) -> None:
    for chosen in ({}, {"phases": ["primary"]}, {"period": "spring", "la_codes": ["876", "344"]}):
        view = filters("2024/25", **chosen)
        trend = queries.run("equity_gap_trend", view, demonstration.read()).frame
        groups = queries.run("reach_by_group", view, demonstration.read(), {"breakdown": "fifth"}).frame
        now = trend[trend["academic_year"] == "2024/25"].set_index("school_group")["reach"]
        assert now.to_dict() == pytest.approx(groups.set_index("school_group")["reach"].loc[now.index].to_dict())
