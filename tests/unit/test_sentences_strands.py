"""Sentences on strands and candidates agree in number and read well for one and for none."""

import datetime as dt
from typing import Any

import pandas as pd

from reach.academic_years import ShownPeriod
from reach.sentences import candidates, strands


def panels(*rows: tuple[Any, ...]) -> pd.DataFrame:
    columns = ["strand", "strand_name", "reached", "target_schools", "still_needed"]
    return pd.DataFrame(rows, columns=columns)


def test_strands_are_held_against_last_year_and_target() -> None:
    now = panels(("cpd", "CPD", 10, 12, 2), ("leadership", "Leadership", 3, 3, 0))
    before = panels(("cpd", "CPD", 7, None, None), ("leadership", "Leadership", 3, None, None))
    assert strands.on_strands(now, before, "reached", "2023/24") == (
        "CPD has most: 10 schools. Greatest change since 2023/24: CPD, 3 more. Target met: Leadership. "
        "Schools still needed: CPD (2)."
    )
    assert strands.on_strands(now[:0], before, "reached", "2023/24") == "No strand has any schools in this period."
    running = strands.on_strands(now, before, "reached", "2023/24 to 16 February", is_running=True)
    assert "Target met so far: Leadership." in running
    one = panels(("cpd", "CPD", 1, None, None))
    assert strands.on_strands(one, before[:0], "reached", "2023/24") == "CPD: 1 school."


def test_a_strand_whose_pupils_nobody_counted_has_not_changed() -> None:
    columns = ["strand", "strand_name", "pupils"]
    now = pd.DataFrame([["cpd", "CPD", 300], ["enrichment", "Enrichment", 120]], columns=columns)
    before = pd.DataFrame([["cpd", "CPD", None], ["enrichment", "Enrichment", 100]], columns=columns)
    for this, last, change in ((now, before, "20 more"), (before, now, "20 fewer")):
        said = strands.on_strands(this, last, "pupils", "2023/24")
        assert said.endswith(f"Greatest change since 2023/24: Enrichment, {change}.")


def test_programmes_of_one_and_of_none() -> None:
    columns = ["programme_name", "reached", "people"]
    now = pd.DataFrame([["Maths Day", 1, 1]], columns=columns)
    before = pd.DataFrame([["Maths Day", 4, 4]], columns=columns)
    assert strands.on_programmes(now, before, "2023/24") == (
        "Maths Day reached 1 school, 1 person. Greatest loss since 2023/24: Maths Day, 3 schools fewer."
    )
    assert strands.on_programmes(now[:0], before, "2023/24").startswith("Nobody signed up")
    two_fewer = pd.DataFrame([["Maths Day", 3, 3]], columns=columns)
    assert strands.on_programmes(now, two_fewer, "2023/24") == "Maths Day reached 1 school, 1 person."


def test_support_within_one_place_and_across() -> None:
    columns = ["from_place", "to_place", "days", "supports"]
    within = pd.DataFrame([["Halton", "Halton", 1.0, 1]], columns=columns)
    assert strands.on_support_flows(within) == (
        "1 day in 1 case of support. None of it crossed from one local authority to another."
    )
    across = pd.DataFrame([["Halton", "Halton", 1.0, 1], ["Halton", "Wirral", 3.0, 2]], columns=columns)
    assert strands.on_support_flows(across) == (
        "4 days in 3 cases of support. 3 days (75%) crossed from one local authority to another, most from Halton to "
        "Wirral (3 days)."
    )


def days(*rows: tuple[str, str, float, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["support_group", "direction", "days", "schools"])
    return frame.assign(supports=frame["schools"])


def test_support_of_few_schools_is_no_finding_and_a_tie_is_said() -> None:
    few = days(("Halton", "given", 9, 4), ("Wirral", "given", 5, 12), ("Halton", "received", 3, 2))
    assert strands.on_support_days(few, "la") == (
        "Fewer than ten schools are where most days were given: too few to compare. "
        "Received by schools of Halton: 3 days, 2 schools."
    )
    many = days(("primary", "given", 9, 14), ("secondary", "given", 9, 12), ("primary", "received", 8, 11))
    assert strands.on_support_days(many, "phase") == (
        "Most days were given by primary schools and secondary schools: 9 days each. "
        "Received by primary schools: 8 days, 11 schools."
    )


def pupils(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["la_name", "pupils", "schools_with_pupils"])
    return frame.assign(phase="primary", pupils_a_school=frame["pupils"] / frame["schools_with_pupils"])


def test_pupils_of_few_schools_are_no_finding_and_ties_are_said() -> None:
    assert strands.on_pupils(pupils(("Halton", 300, 9), ("Wirral", 200, 20))) == (
        "Fewer than ten schools are where most pupils came from: too few to compare."
    )
    tied = pupils(("Halton", 300, 10), ("Wirral", 300, 10), ("Cheshire East", 50, 10))
    assert strands.on_pupils(tied) == (
        "Most pupils came from Halton, primary and Wirral, primary: 300 pupils each. "
        "A school brought most in Halton, primary and Wirral, primary (30) and fewest in Cheshire East, primary (5)."
    )
    three = pupils(("A", 30, 10), ("B", 30, 10), ("C", 30, 10), ("D", 100, 20))
    assert strands.on_pupils(three).endswith("A school brought most in D, primary (5) and fewest in 3 places (3).")
    assert strands.on_pupils(pupils(("Halton", 3, 1))) == "All pupils came from Halton, primary: 3 pupils of 1 school."


def test_the_most_disadvantaged_fifth_is_held_against_its_share_of_the_roll() -> None:
    row = {"school_group": "Fifth 5, most disadvantaged", "pupils": 1, "share_of_pupils": 0.154, "share_of_roll": 0.151}
    row |= {"schools": 10}
    assert strands.on_fifths(pd.DataFrame([row])) == (
        "The most disadvantaged fifth of schools brought 1 pupil, 15% of all: as many as its 15% of all pupils on roll."
    )
    assert strands.on_fifths(pd.DataFrame([row | {"schools": 9, "share_of_roll": 0.1}])) == (
        "The most disadvantaged fifth, here of 9 schools, brought 1 pupil, 15% of all: too few to compare."
    )
    assert strands.on_fifths(pd.DataFrame([row | {"pupils": 0}])) == "No pupils were counted in this period."


def funnel(group: str, counts: list[int]) -> pd.DataFrame:
    stages = ["enquired", "applied", "offered", "started", "qualified", "teaching"]
    before = [None, *counts[:-1]]
    return pd.DataFrame(
        {
            "candidate_group": group,
            "stage": stages,
            "candidates": counts,
            "of_candidates": counts[0],
            "share_of_cohort": [count / counts[0] for count in counts],
            "share_of_stage_before": [c / b if b else None for c, b in zip(counts, before, strict=True)],
        }
    )


def test_a_funnel_says_where_fewest_went_on() -> None:
    assert candidates.on_funnel(funnel("everybody", [20, 18, 16, 4, 2, 1])) == (
        "Of 20 candidates, 18 applied, 4 started training and 1 is teaching. Fewest went on from offered to started "
        "training: 4 of 16 (25%). 2 steps of fewer than ten candidates are not compared. "
        "Some may still be on their way."
    )
    assert candidates.on_funnel(funnel("everybody", [1] * 6)) == (
        "Of 1 candidate, 1 applied, 1 started training and 1 is teaching."
    )
    assert candidates.on_funnel(funnel("everybody", [1] * 6)[:0]).startswith("No candidate was first heard of")


def test_cohorts_and_small_groups() -> None:
    frame = pd.concat([funnel("2021/22", [10, 8, 8, 2, 2, 1]), funnel("2022/23", [10, 0, 0, 0, 0, 0])])
    assert candidates.on_cohorts(frame, ShownPeriod("2022/23", until=dt.date(2023, 2, 1))) == (
        "10 candidates in 2022/23 so far. Of the 10 of 2021/22, 1 (10%) is teaching by now. Later cohorts have had "
        "less time."
    )
    assert candidates.on_cohorts(frame, ShownPeriod("2022/23")) == (
        "10 candidates in 2022/23, as many as in 2021/22. Of the 10 of 2021/22, 1 (10%) is teaching by now. Later "
        "cohorts have had less time."
    )
    assert candidates.on_groups(funnel("conversion", [2, 2, 2, 1, 0, 0])).startswith(
        "Started training: 1 of 2 (conversion)."
    )


def test_times_of_one_step_and_of_none() -> None:
    row = {"stage_before": "enquired", "stage": "applied", "candidates": 1, "days_median": 1.0}
    assert candidates.on_times(pd.DataFrame([row])) == ("Fewer than ten candidates took each step: too few to compare.")
    later = row | {"stage_before": "applied", "stage": "offered", "candidates": 10, "days_median": 2.0}
    assert candidates.on_times(pd.DataFrame([row, later])) == (
        "From applied to offered: half of 10 candidates took up to 2 days. Fewer than ten took the steps to applied."
    )
    assert candidates.on_times(pd.DataFrame([row | {"candidates": 0}])).startswith("Nobody came")


def test_candidates_who_wait_at_the_last_stage_are_on_their_way() -> None:
    assert candidates.on_funnel(funnel("everybody", [9, 9, 9, 9, 9, 8])).endswith(" Some may still be on their way.")
    assert "on their way" not in candidates.on_funnel(funnel("everybody", [9, 9, 9, 9, 9, 9]))


def test_strands_of_fewer_than_five_people_are_not_none() -> None:
    now = pd.DataFrame({"strand": ["cpd", "training"], "strand_name": ["CPD", "Training"], "people": [None, None]})
    said = strands.on_strands(now, now[:0], "people", "2023/24", is_rounded=True, low_rows=[1, 0])
    assert said == "Fewer than 5 people in each of CPD and Training."


def test_leaders_that_one_or_two_schools_make_are_no_difference() -> None:
    frame = pd.DataFrame({"la_name": "Halton", "phase": ["primary", "secondary"], "schools": [54, 14]})
    frame = frame.assign(schools_with_leader=[17, 4], share_with_leader=[17 / 54, 4 / 14])
    assert strands.on_leaders(frame) == "One or two schools explain all differences, 29% to 31%."
