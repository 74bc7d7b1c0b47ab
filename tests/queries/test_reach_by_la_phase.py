"""Reach by local authority and phase."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_there_is_a_row_wherever_there_are_schools_reached_or_not(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001), school(900002, la="344", phase="All-through"), school(900003, phase="Nursery")],
        [attended(900002, "10/10/2022", programme="Y58")],
    )
    frame = queries.run("reach_by_la_phase", filters(), store.read()).frame
    assert list(frame.columns) == [
        "academic_year",
        "period",
        "la_code",
        "la_name",
        "phase",
        "schools",
        "reached",
        "reach",
    ]
    assert frame[["la_code", "phase", "schools", "reached"]].to_numpy().tolist() == [
        ["876", "early years", 1, 0],
        ["876", "primary", 1, 0],
        ["344", "primary", 1, 1],
        ["344", "secondary", 1, 1],
    ]
