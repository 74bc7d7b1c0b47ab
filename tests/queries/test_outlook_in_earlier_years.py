"""What the projection would have said in earlier years."""

from pathlib import Path

import pytest

from reach import queries
from tests.builders import filters
from tests.queries.targets_by_hand import YEAR, target, targeted, three_years


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


def test_the_samples_earlier_year_ends_within_its_range(real_store) -> None:
    frame = queries.run("outlook_in_earlier_years", filters("2023/24"), real_store.read()).frame
    assert frame["academic_year"].tolist() == ["2022/23"]
    assert frame["error_points"].iloc[0] == pytest.approx(2.7, abs=0.1) and frame["is_in_range"].all()
