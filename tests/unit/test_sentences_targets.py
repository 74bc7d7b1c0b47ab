"""What is said of targets."""

from typing import Any

import pandas as pd
import pytest

from reach.sentences import targets as sentences


def rows(*needed: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame(needed, columns=["target", "still_needed"]).assign(schools=50, schools_aimed_at=30)


def test_how_many_are_met_and_what_is_missing() -> None:
    assert sentences.on_targets(rows(("A", 0), ("B", 5), ("C", 1))) == (
        "1 of 3 targets is met. Most is still needed for “B”: 5 more schools. Nearest is “C”: 1 more school."
    )
    assert sentences.on_targets(rows(("A", 0))) == "The one target is met."
    assert sentences.on_targets(rows(("A", 0), ("B", 0))) == "All 2 targets are met."
    assert sentences.on_targets(rows(("A", 1))) == (
        "The one target is not met. Most is still needed for “A”: 1 more school."
    )
    assert sentences.on_targets(rows(("A", 1), ("B", 1))).startswith("None of 2 targets is met.")
    assert sentences.on_targets(rows()) == "No target is set for exactly what is chosen."
    assert sentences.on_targets(rows(("A", 9)).assign(schools=20)).endswith("would be needed for “A”.")


def outlook(**changes: Any) -> pd.Series:
    row = {
        "outlook": "open",
        "week": 10,
        "schools": 100,
        "schools_aimed_at": 60,
        "share_aimed_at": 0.6,
        "reached_so_far": 40,
        "years_behind": 3,
        "is_own_shape": True,
        "share_least": 0.62,
        "share_most": 0.71,
        "expected_least": 52,
        "expected": 58,
        "expected_most": 64,
        "share_expected_least": 0.52,
        "share_expected_most": 0.64,
    }
    return pd.Series(row | changes)


def test_where_the_year_may_end() -> None:
    assert sentences.on_outlook(outlook()) == (
        "By week 10 the 3 earlier years stood at 62 % to 71 % of their end. As they went on, this year would end with "
        "52 to 64 of 100 schools reached, 52 % to 64 %. The target of 60 % (60 schools) may be missed by up to "
        "8 schools, or met with 4 to spare."
    )
    sure = outlook(outlook="unlikely", expected_most=59)
    assert sentences.on_outlook(sure).endswith("would be missed by 1 to 8 schools.")
    one = outlook(outlook="unlikely", expected_least=59, expected_most=59, share_least=1.0, share_most=1.0)
    assert "had reached every school that they would." in sentences.on_outlook(one)
    assert sentences.on_outlook(one).endswith("would be missed by 1 school.")
    assert sentences.on_outlook(outlook(outlook="likely", expected_least=60)).endswith("met, with 0 to 4 to spare.")
    assert "(the hub as a whole: too few schools of its own)" in sentences.on_outlook(outlook(is_own_shape=False))


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("met", "The target of 60 % (60 schools) is met: 40 of 100 schools are reached."),
        (
            "missed",
            "The year is over: 40 of 100 schools reached. The target of 60 % (60 schools) was missed by 20 schools.",
        ),
        ("no_schools", "No school is of what the target is for, so that nothing can be reached."),
        ("nobody_yet", "Nobody is reached yet, so that earlier years say nothing of this one's end."),
    ],
)
def test_what_is_settled_or_cannot_be_said(state: str, says: str) -> None:
    assert sentences.on_outlook(outlook(outlook=state)) == says


def test_where_schools_can_fall_back_it_is_said() -> None:
    above = outlook(share_least=1.0, share_most=1.08, reached_so_far=61, outlook="open")
    said = sentences.on_outlook(above, can_fall_back=True)
    assert "stood at 100 % to 108 % of their end" in said and "may be missed by up to 8 schools" in said
    assert said.endswith("falls back when it misses later sessions, so the end can be below what stands now.")
    assert "falls back" not in sentences.on_outlook(outlook())
    met = sentences.on_outlook(outlook(outlook="met_so_far", reached_so_far=61), can_fall_back=True)
    assert met.startswith("The target of 60 % (60 schools) is met so far: 61 of 100 schools are reached. A school")
    frame = pd.DataFrame({"outlook": ["met_so_far", "few_years"]})
    assert sentences.on_outlooks(frame).startswith("Of 2 targets: 1 met so far and 1 of which nothing can be said.")


def test_too_few_years_and_too_early_say_what_is_missing() -> None:
    assert "needs two earlier years" in sentences.on_outlook(outlook(outlook="few_years"))
    assert "less than a quarter" in sentences.on_outlook(outlook(outlook="too_early"))


def test_how_it_did_in_earlier_years() -> None:
    frame = pd.DataFrame({"academic_year": ["2021/22", "2022/23"]}).assign(
        tested=2, tested_in_range=1, mean_error_points=1.25, largest_error_points=2.0
    )
    assert sentences.on_test(frame) == (
        "Tried in the same week of 2021/22 and 2022/23, 1 of 2 ends were within the range; the estimate was "
        "1.2 percentage points off on average, 2 at most."
    )
    one = frame[:1].assign(tested=1)
    assert "the one end was within the range" in sentences.on_test(one)
    assert sentences.on_test(frame[:0]).startswith("It cannot be tried")
