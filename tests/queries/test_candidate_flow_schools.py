"""The schools of candidates who came to a stage in a period."""

from pathlib import Path

from tests.builders.candidates import ask, stage, with_candidates


def test_only_stages_of_the_period_are_listed(tmp_path: Path) -> None:
    store = with_candidates(
        tmp_path,
        stage("A", "Enquired", "05/06/2022"),
        stage("A", "Started", "05/09/2022", URN=900002),
    )
    assert ask(store, "candidate_flow_schools")["stage"].tolist() == ["applied", "offered", "started"]
    assert ask(store, "candidate_flow_schools", year="2021/22")["stage"].tolist() == ["enquired"]
