"""Reach term by term."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_there_is_a_row_for_every_term_that_has_begun(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "31/12/2022"), attended(900001, "11/04/2023", session=2)])
    frame = queries.run("reach_trend", filters("2023/24"), store.read()).frame
    assert frame[["academic_year", "period", "reached"]].to_numpy().tolist() == [
        ["2022/23", "autumn", 1],
        ["2022/23", "spring", 0],
        ["2022/23", "summer", 1],
        ["2023/24", "autumn", 0],
    ]


def test_it_looks_back_no_more_than_four_years(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2016"), attended(900001, "10/10/2022", session=2)])
    frame = queries.run("reach_trend", filters(), store.read()).frame
    assert frame["academic_year"].min() == "2018/19"
