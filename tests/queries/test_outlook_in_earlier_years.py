"""What the projection would have said in earlier years."""

from pathlib import Path

import pytest

from reach import queries
from reach.store import Store
from tests.builders import filters
from tests.builders.targets import YEAR, target, targeted, three_years


def test_each_year_is_projected_from_those_before_it_alone(tmp_path: Path) -> None:
    schools, rows = three_years({2018: (20, 5), 2019: (20, 5), 2020: (24, 8), 2021: (24, 6), 2022: (21, 0)})
    store = targeted(tmp_path, target(0.8), schools=schools, rows=rows, on="20221020")
    frame = queries.run("outlook_in_earlier_years", filters(YEAR), store.read(), {"week": 8}).frame
    assert frame[["academic_year", "target", "years_behind", "expected", "reached"]].to_numpy().tolist() == [
        ["2020/21", "Whole hub", 2, 30, 32],
        ["2021/22", "Whole hub", 3, round(24 / ((0.8 + 0.8 + 0.75) / 3)), 30],
    ]
    assert frame["error_points"].tolist() == [-5.0, 2.5]
    assert set(frame["mean_error_points"]) == {3.75} and set(frame["largest_error_points"]) == {5.0}
    assert set(frame["tested"]) == {2} and set(frame["tested_in_range"]) == {frame["is_in_range"].sum()}


def test_an_earlier_year_is_projected_from_the_weeks_of_those_before_it(national_store: Store) -> None:
    """Of national-sized data with three whole years, the third alone has two before it to be projected from."""
    view, version = filters("2023/24"), national_store.read()
    frame = queries.run("outlook_in_earlier_years", view, version).frame
    assert frame["academic_year"].tolist() == ["2022/23"] and frame["years_behind"].tolist() == [2]
    weeks = queries.run("target_weeks", view, version).frame
    week = weeks.loc[weeks["academic_year"] == "2023/24", "week"].max()
    reached = weeks.set_index(["academic_year", "week"])["reached"]
    shares = [reached[year, week] / reached[year, 52] for year in ("2020/21", "2021/22")]
    outlook = frame.iloc[0]
    assert (outlook["reached_by_week"], outlook["reached"]) == (reached["2022/23", week], reached["2022/23", 52])
    expected = round(outlook["reached_by_week"] / (sum(shares) / 2))
    assert outlook["expected"] == expected
    assert outlook["error_points"] == pytest.approx(100 * (expected - outlook["reached"]) / outlook["schools"])
    assert outlook["expected_least"] <= outlook["expected"] <= outlook["expected_most"]
    is_in_range = outlook["expected_least"] <= outlook["reached"] <= outlook["expected_most"]
    assert bool(outlook["is_in_range"]) is bool(is_in_range)
