"""Reach by phase."""

from pathlib import Path

import pytest

from reach import queries
from tests.builders import attended, filters, hub, school


def test_a_school_is_reached_in_the_phase_that_the_programme_is_for(tmp_path: Path) -> None:
    both = school(900001, phase="Secondary", sixth_form="Has a sixth form", low="11", high="18")
    store = hub(tmp_path, [both], [attended(900001, "10/10/2022", programme="CORE")])
    frame = queries.run("reach_by_phase", filters(), store.read()).frame
    assert frame[["phase", "schools", "reached"]].to_numpy().tolist() == [["secondary", 1, 0], ["post-16", 1, 1]]


@pytest.mark.parametrize(
    ("low", "high", "taught"),
    [
        (4, 11, ["primary"]),
        (9, 11, ["primary"]),
        (10, 12, []),
        (9, 13, ["primary", "secondary"]),
        (11, 16, ["secondary"]),
        (11, 17, ["secondary"]),
        (11, 18, ["secondary", "post-16"]),
        (3, 19, ["primary", "secondary", "post-16"]),
        ("", 19, []),
    ],
)
def test_where_gias_says_not_applicable_the_ages_decide(
    tmp_path: Path, low: object, high: object, taught: list[str]
) -> None:
    store = hub(tmp_path, [school(900001, phase="Not applicable", group="Special schools", low=low, high=high)])
    frame = queries.run("reach_by_phase", filters(), store.read()).frame
    assert frame["phase"].tolist() == taught
