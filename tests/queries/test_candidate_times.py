"""How long candidates take from stage to stage."""

from pathlib import Path

from tests.builders.candidates import ask, stage, with_candidates
from tests.rows import values_of


def test_days_are_between_two_recorded_stages_in_order(tmp_path: Path) -> None:
    store = with_candidates(
        tmp_path,
        stage("A", "Enquired", "01/09/2022"),
        stage("A", "Applied", "11/09/2022"),
        stage("A", "Started", "11/10/2022"),
        stage("B", "Enquired", "01/09/2022"),
        stage("B", "Applied", "21/09/2022"),
        stage("C", "Enquired", "10/09/2022"),
        stage("C", "Applied", "01/09/2022"),
    )
    frame = ask(store, "candidate_times").set_index("stage")
    assert frame["candidates"].to_dict() == {
        "applied": 2,
        "offered": 0,
        "started": 0,
        "qualified": 0,
        "teaching": 0,
    }
    assert values_of(frame, "applied", ["days_quarter", "days_median", "days_three_quarters"]) == [12.5, 15, 17.5]
    assert frame.loc["applied", "stage_before"] == "enquired"


def test_the_later_stage_decides_the_period(tmp_path: Path) -> None:
    store = with_candidates(tmp_path, stage("A", "Enquired", "30/08/2022"), stage("A", "Applied", "02/09/2022"))
    assert ask(store, "candidate_times")["candidates"].sum() == 1
    assert ask(store, "candidate_times", year="2021/22")["candidates"].sum() == 0
