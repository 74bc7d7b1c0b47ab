"""Schools with a leader trained."""

from pathlib import Path

from reach import queries
from tests.builders import filters
from tests.builders.leaders import leaders


def test_a_leader_of_any_year_so_far_counts_in_the_phase_of_the_programme(tmp_path: Path) -> None:
    store = leaders(tmp_path)
    columns = ["phase", "schools", "schools_with_leader", "schools_this_year"]
    frame = queries.run("leaders_by_la_phase", filters(), store.read()).frame
    assert frame[columns].to_numpy().tolist() == [["primary", 3, 2, 1], ["secondary", 1, 0, 0]]
    before = queries.run("leaders_by_la_phase", filters("2021/22"), store.read()).frame
    assert before[columns].to_numpy().tolist()[0] == ["primary", 3, 1, 1]
    assert queries.run("leaders_by_la_phase", filters(strands=["cpd"]), store.read()).frame.empty
