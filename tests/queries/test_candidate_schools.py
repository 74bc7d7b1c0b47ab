"""The schools where candidates train or teach."""

from pathlib import Path

from tests.builders.candidates import ask, stage, with_candidates


def test_the_school_last_given_counts_for_every_stage_passed(tmp_path: Path) -> None:
    store = with_candidates(
        tmp_path,
        stage("A", "Offered", "05/09/2022", URN=900001),
        stage("A", "Started", "05/10/2022", URN=900002),
        stage("B", "Enquired", "05/09/2022"),
    )
    frame = ask(store, "candidate_schools")
    assert set(frame["urn"]) == {900002}
    assert frame["stage"].tolist() == ["enquired", "applied", "offered", "started"]
    assert frame["candidates"].tolist() == [1, 1, 1, 1]
    assert ask(store, "candidate_schools", "phase")["candidate_group"].unique().tolist() == ["secondary"]
