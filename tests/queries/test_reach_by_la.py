"""Reach by local authority."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_every_local_authority_with_schools_has_a_row_in_the_order_of_the_settings(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, la="876"), school(900002, la="344"), school(900003, la="344"), school(900004, la="999")],
        [attended(900002, "10/10/2022")],
    )
    frame = queries.run("reach_by_la", filters(), store.read()).frame
    assert frame[["la_code", "la_name", "schools", "reached", "reach"]].to_numpy().tolist() == [
        ["876", "Halton", 1, 0, 0.0],
        ["344", "Wirral", 2, 1, 0.5],
    ]


def test_independent_schools_count_when_asked_for(tmp_path: Path) -> None:
    special = school(900003, group="Special schools", type="Other independent special school")
    store = hub(tmp_path, [school(900001), school(900002, group="Independent schools"), special])
    assert queries.run("reach_by_la", filters(), store.read()).frame["schools"].tolist() == [1]
    assert queries.run("reach_by_la", filters(independent=True), store.read()).frame["schools"].tolist() == [3]
