"""Who supports whom."""

from pathlib import Path

from tests.builders.supports import ask, with_supports
from tests.rows import rows_of


def test_each_support_counts_once_and_other_areas_are_elsewhere(tmp_path: Path) -> None:
    frame = ask(with_supports(tmp_path), "support_flows")
    found = {(row.from_place, row.to_place): (row.days, row.supports) for row in rows_of(frame)}
    assert found == {("Halton", "Wirral"): (2, 1), ("Wirral", "Wirral"): (1.5, 1), ("Elsewhere", "Wirral"): (4, 1)}
    assert set(frame["days_received"]) == {7.5} and frame["days_given"].tolist() == [2, 1.5, 4]


def test_with_one_local_authority_chosen_either_end_may_be_in_it(tmp_path: Path) -> None:
    frame = ask(with_supports(tmp_path), "support_flows", la_codes=["876"])
    assert frame[["from_place", "to_place"]].to_numpy().tolist() == [["Halton", "Wirral"]]
