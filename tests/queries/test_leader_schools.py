"""The schools behind those with a leader trained."""

from pathlib import Path

from reach import queries
from tests.builders import filters
from tests.builders.leaders import leaders


def test_schools_with_a_leader_and_without_are_listed_phase_by_phase(tmp_path: Path) -> None:
    frame = queries.run("leader_schools", filters(), leaders(tmp_path).read()).frame
    columns = ["urn", "phase", "is_reached", "is_reached_this_year"]
    assert frame[columns].to_numpy().tolist() == [
        [900001, "primary", True, True],
        [900002, "primary", True, False],
        [900003, "primary", False, False],
        [900004, "secondary", False, False],
    ]
