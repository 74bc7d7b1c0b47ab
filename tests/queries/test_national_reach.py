"""National figures."""

from reach import queries
from reach.store import Store
from tests.builders import filters


def test_the_newest_published_figure_comes_first_and_none_from_the_future(fresh_store: Store) -> None:
    version = fresh_store.read()
    frame = queries.run("national_reach", filters("2025/26"), version).frame
    assert frame[["academic_year", "share"]].to_numpy().tolist() == [["2024/25", 0.61], ["2023/24", 0.58]]
    assert frame["source"].str.len().min() > 0
    assert queries.run("national_reach", filters("2022/23"), version).frame.empty
