"""The schools behind a target."""

from pathlib import Path

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, school
from tests.builders.targets import YEAR, target, targeted
from tests.rows import rows_of


def test_each_school_says_whether_it_is_reached_and_when_it_last_came(tmp_path: Path) -> None:
    schools = [school(900001, "A School"), school(900002, "B School"), school(900003, "C School", la="344")]
    rows = [attended(900001, "10/10/2022"), attended(900002, "10/10/2021")]
    store = targeted(tmp_path, target(1, local_authority="876"), schools=schools, rows=rows)
    frame = queries.run("schools_of_target", filters(YEAR), store.read()).frame
    assert frame[["target", "urn", "is_reached"]].to_numpy().tolist() == [
        ["Halton", 900001, True],
        ["Halton", 900002, False],
    ]
    assert [f"{day:%Y}" for day in frame["last_attended_on"]] == ["2022", "2021"]


def test_there_are_as_many_as_the_target_says(demonstration: Store) -> None:
    for chosen in ({}, {"counted_as": "completed", "independent": True}):
        view = filters("2025/26", **chosen)
        behind = queries.run("schools_of_target", view, demonstration.read()).frame.groupby("target")["is_reached"]
        for row in rows_of(queries.run("targets_and_reach", view, demonstration.read()).frame):
            assert (behind.count()[row.target], behind.sum()[row.target]) == (row.schools, row.reached)
