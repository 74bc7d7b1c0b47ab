"""How far the candidates of a cohort have come."""

from pathlib import Path

from tests.builders.candidates import ask, by_stage, stage, with_candidates
from tests.rows import rows_of


def test_somebody_at_a_later_stage_has_passed_those_before(tmp_path: Path) -> None:
    store = with_candidates(
        tmp_path,
        stage("A", "Enquired", "05/09/2022"),
        stage("A", "Offered", "05/10/2022"),
        stage("B", "Enquired", "05/09/2022"),
    )
    frame = ask(store, "candidate_funnel")
    assert by_stage(frame) == {"enquired": 2, "applied": 1, "offered": 1}
    assert frame["share_of_cohort"].tolist() == [1, 0.5, 0.5, 0, 0, 0]
    shares = frame["share_of_stage_before"]
    assert shares.tolist()[1:4] == [0.5, 1, 0] and shares.isna().tolist() == [True, False, False, False, True, True]


def test_a_cohort_is_of_the_year_first_heard_of_and_goes_on_afterwards(tmp_path: Path) -> None:
    store = with_candidates(
        tmp_path,
        stage("A", "Enquired", "05/09/2021"),
        stage("A", "Teaching", "05/09/2023"),
        stage("B", "Applied", "05/09/2022"),
    )
    assert by_stage(ask(store, "candidate_funnel", year="2021/22"))["teaching"] == 1
    assert by_stage(ask(store, "candidate_funnel")) == {"enquired": 1, "applied": 1}
    cohorts = ask(store, "candidate_funnel", "cohort")
    assert cohorts["candidate_group"].unique().tolist() == ["2021/22", "2022/23"]


def test_somebody_on_two_routes_is_one_candidate_and_one_on_each_route(tmp_path: Path) -> None:
    store = with_candidates(
        tmp_path,
        stage("A", "Applied", "05/09/2022"),
        stage("A", "Enquired", "06/09/2022", Route="Initial teacher training"),
    )
    assert by_stage(ask(store, "candidate_funnel"))["enquired"] == 1
    frame = ask(store, "candidate_funnel", "route")
    found = {(row.candidate_group, row.stage): row.candidates for row in rows_of(frame) if row.candidates}
    assert found == {
        ("conversion", "enquired"): 1,
        ("conversion", "applied"): 1,
        ("initial teacher training", "enquired"): 1,
    }


def test_what_is_not_given_is_a_group_of_its_own_and_counts_where_all_are_chosen(tmp_path: Path) -> None:
    store = with_candidates(
        tmp_path,
        stage("A", "Enquired", "05/09/2022", Phase="", **{"Local authority": ""}),
        stage("B", "Enquired", "05/09/2022"),
    )
    assert ask(store, "candidate_funnel", "la")["candidate_group"].unique().tolist() == [
        "Halton",
        "Elsewhere or not given",
    ]
    assert ask(store, "candidate_funnel", "phase")["candidate_group"].unique().tolist() == [
        "secondary",
        "phase not given",
    ]
    assert by_stage(ask(store, "candidate_funnel", la_codes=["876"])) == {"enquired": 1}
    assert by_stage(ask(store, "candidate_funnel", phases=["secondary"])) == {"enquired": 1}
