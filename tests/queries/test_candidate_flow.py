"""Candidates who came to each stage in a period."""

from pathlib import Path

from tests.builders.candidates import ask, by_stage, stage, with_candidates


def test_a_stage_counts_in_the_period_of_its_day_whoever_the_candidate(tmp_path: Path) -> None:
    store = with_candidates(
        tmp_path,
        stage("A", "Enquired", "01/06/2022"),
        stage("A", "Started", "05/09/2022"),
        stage("B", "Enquired", "06/09/2022"),
    )
    # A was not recorded as having applied or been offered a place, but has passed both by the day of starting.
    assert by_stage(ask(store, "candidate_flow")) == {"enquired": 1, "applied": 1, "offered": 1, "started": 1}
    assert by_stage(ask(store, "candidate_flow", year="2021/22")) == {"enquired": 1}
    assert by_stage(ask(store, "candidate_flow", period="spring")) == {}


def test_every_stage_is_there_and_filters_narrow(tmp_path: Path) -> None:
    store = with_candidates(tmp_path, stage("A", "Enquired", "05/09/2022"))
    assert len(ask(store, "candidate_flow")) == 6
    assert by_stage(ask(store, "candidate_flow", la_codes=["344"])) == {}
    assert by_stage(ask(store, "candidate_flow", phases=["post-16"])) == {}
    assert by_stage(ask(store, "candidate_flow", strands=["cpd"])) == {}
