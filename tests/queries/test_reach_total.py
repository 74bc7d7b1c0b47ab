"""Reach of the hub as a whole."""

from pathlib import Path
from typing import Any

from reach import queries
from tests.builders import attended, filters, hub, school


def test_a_school_counts_once_however_many_phases_it_teaches(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, phase="All-through", sixth_form="Has a sixth form"), school(900002)],
        [attended(900001, "10/10/2022"), attended(900001, "11/10/2022", programme="STFM", activity="S")],
    )
    total = queries.run("reach_total", filters(), store.read()).frame
    assert total[["schools", "reached", "reach"]].to_dict("records") == [{"schools": 2, "reached": 1, "reach": 0.5}]


def test_a_school_of_no_known_phase_still_counts_in_the_total(tmp_path: Path) -> None:
    unknown = school(900001, phase="Not applicable", low="", high="")
    store = hub(tmp_path, [unknown], [attended(900001, "10/10/2022")])
    assert queries.run("reach_total", filters(), store.read()).frame["reached"].tolist() == [1]
    assert queries.run("reach_total", filters(phases=["primary"]), store.read()).frame.empty


def test_in_a_phase_only_programmes_for_it_count(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022", programme="STFM")])
    assert queries.run("reach_total", filters(), store.read()).frame["reached"].tolist() == [1]
    assert queries.run("reach_total", filters(phases=["primary"]), store.read()).frame["reached"].tolist() == [0]


def test_light_touch_and_other_strands_count_only_when_asked_for(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022", programme="NET")])

    def reached(**chosen: Any) -> int:
        return int(queries.run("reach_total", filters(**chosen), store.read()).frame["reached"].iloc[0])

    assert reached() == 0
    assert reached(light_touch=True) == 1
    assert reached(light_touch=True, strands=["leadership"]) == 0


def test_signing_up_is_not_attending(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022", attendance="Apologies")])
    assert queries.run("reach_total", filters(), store.read()).frame["reached"].tolist() == [0]
    signed_up = filters(counted_as="signed_up")
    assert queries.run("reach_total", signed_up, store.read()).frame["reached"].tolist() == [1]


def test_schools_are_those_open_as_at_the_earlier_of_period_end_and_register(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [
            school(900001),
            school(900002, closed="31-08-2023"),
            school(900003, closed="30-08-2023"),
            school(900004, opened="31-08-2023"),
            school(900005, opened="01-09-2023"),
            school(900006, status="Proposed to open"),
        ],
        [attended(900001, "10/10/2022")],
    )
    result = queries.run("reach_total", filters(), store.read())
    assert str(result.as_at) == "2023-08-31"
    assert result.frame["schools"].tolist() == [3]
    assert str(queries.run("reach_total", filters("2023/24"), store.read()).as_at) == "2023-11-16"
