"""The equity gap of the whole, of each local authority and of each phase."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, school
from tests.rows import rows_of


def gaps(store: Store, **chosen: Any) -> dict[tuple[str | None, str | None], Any]:
    frame = queries.run("equity_gap_by_la_phase", filters(**chosen), store.read()).frame
    return {
        (
            None if row.la_code != row.la_code else row.la_code,
            None if row.phase != row.phase else row.phase,
        ): row.gap_points
        for row in rows_of(frame)
        if row.is_most_disadvantaged
    }


def test_the_whole_comes_first_then_local_authorities_then_phases(tmp_path: Path) -> None:
    schools = [school(900000 + n, fsm=str(n), la="876" if n % 2 else "344") for n in range(10)]
    store = hub(tmp_path, schools, [attended(900009, "10/10/2022")])
    assert gaps(store) == {(None, None): 50.0, ("876", None): 100.0, ("344", None): 0.0, (None, "primary"): 50.0}
    assert list(gaps(store)) == [(None, None), ("876", None), ("344", None), (None, "primary")]


def test_a_phase_has_fifths_and_programmes_of_its_own(tmp_path: Path) -> None:
    schools = [school(900000 + n, fsm=str(n)) for n in range(5)]
    schools += [school(900100 + n, fsm=str(50 + n), phase="Secondary") for n in range(5)]
    store = hub(tmp_path, schools, [attended(900004, "10/10/2022"), attended(900100, "10/10/2022", programme="STFM")])
    assert gaps(store) == {
        (None, None): 0.0,
        ("876", None): 0.0,
        (None, "primary"): 100.0,
        (None, "secondary"): -100.0,
    }


def test_the_whole_is_that_of_the_trend(demonstration: Store) -> None:
    for chosen in ({}, {"phases": ["secondary"]}, {"counted_as": "completed", "strands": ["cpd"]}):
        view = filters("2024/25", **chosen)
        trend = queries.run("equity_gap_trend", view, demonstration.read()).frame
        here = queries.run("equity_gap_by_la_phase", view, demonstration.read()).frame
        assert here["gap_points"].iloc[0] == trend[trend["academic_year"] == "2024/25"]["gap_points"].iloc[0]
