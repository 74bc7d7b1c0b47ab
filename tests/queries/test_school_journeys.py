"""The stages of journeys that a school came to."""

from pathlib import Path

from tests.builders import attended, hub, school
from tests.builders.one_school import ask


def test_stages_stand_in_order_with_their_years(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2020", programme="PTFM-R", activity="R"),
        attended(900001, "10/10/2021", programme="PTFM-R", activity="R2"),
        attended(900001, "10/10/2022", programme="PTFM-D", activity="D", attendance="Booked"),
    ]
    store = hub(tmp_path, [school(900001)], rows)
    frame = ask(store, "school_journeys", 900001)
    columns = ["stage_name", "is_stage_reached", "years"]
    assert frame[columns].to_numpy().tolist() == [
        ["Readiness", True, "2020/21, 2021/22"],
        ["Development", False, ""],
        ["Embedding", False, ""],
        ["Sustaining", False, ""],
    ]
    signed_up = ask(store, "school_journeys", 900001, counted_as="signed_up")
    assert signed_up["is_stage_reached"].tolist() == [True, True, False, False]


def test_only_journeys_for_its_phases_are_listed(tmp_path: Path) -> None:
    schools = [school(900001, phase="Secondary"), school(900002, phase="Nursery")]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2022", programme="STFM")])
    assert set(ask(store, "school_journeys", 900001)["journey"]) == {"Secondary Teaching for Mastery"}
    assert ask(store, "school_journeys", 900002).empty
