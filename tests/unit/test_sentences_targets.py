"""Sentences on targets."""

from typing import Any

import pandas as pd
import pytest

from reach.formats import percent, word
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


def test_nothing_is_met_for_good_while_the_year_is_running() -> None:
    assert sentences.on_targets(rows(("A", 0)), is_running=True) == "The one target is met so far."
    assert sentences.on_targets(rows(("A", 0), ("B", 0)), is_running=True) == "All 2 targets are met so far."
    assert sentences.on_targets(rows(("A", 0), ("B", 5)), is_running=True).startswith("1 of 2 targets is met so far.")


def outlook(**changes: Any) -> pd.Series:
    row = {
        "outlook": "open",
        "week": 10,
        "schools": 100,
        "schools_aimed_at": 60,
        "share_aimed_at": 0.6,
        "reached_so_far": 40,
        "still_needed": 20,
        "schools_booked": 0,
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


def nothing_expected(**changes: Any) -> pd.Series:
    unknown = dict.fromkeys(
        ("expected_least", "expected", "expected_most", "share_expected_least", "share_expected_most")
    )
    return outlook(**unknown, **changes)


def test_where_the_year_may_end() -> None:
    assert sentences.on_outlook(outlook()) == (
        f"The target of {percent(0.6)} (60 schools) may be met: 40 of 100 schools reached so far, 20 more schools "
        f"needed. By week 10 the 3 earlier years had reached {percent(0.62)} to {percent(0.71)} of their end. On past "
        f"years this one would end with 52 to 64 schools reached ({percent(0.52)} to {percent(0.64)})."
    )
    one = outlook(outlook="unlikely", expected_most=59, still_needed=1, share_least=1.0, share_most=1.0)
    assert "is unlikely to be met, on past years: 40 of 100 schools reached so far, 1 more school needed." in (
        sentences.on_outlook(one)
    )
    assert "had reached every school that they would." in sentences.on_outlook(one)
    assert "is likely to be met, on past years: 40" in sentences.on_outlook(outlook(outlook="likely"))
    assert "(the hub as a whole: too few schools of its own)" in sentences.on_outlook(outlook(is_own_shape=False))


@pytest.mark.parametrize("state", ["met_so_far", "likely", "open", "unlikely"])
@pytest.mark.parametrize("can_fall_back", [False, True])
def test_nothing_is_certain_while_the_year_is_running(state: str, can_fall_back: bool) -> None:
    said = [
        sentences.on_outlook(outlook(outlook=state), can_fall_back=can_fall_back),
        sentences.on_outlooks(pd.DataFrame({"outlook": [state]})),
        str(word(state)),
    ]
    for each in said:
        assert not any(
            certain in each.lower() for certain in ("will be", "would be", "missed", "is met:", "was met", "for good")
        ), each


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("met", "The year is over. The target of {aimed} was met: 40 of 100 schools reached."),
        ("missed", "The year is over. The target of {aimed} was missed by 20 schools: 40 of 100 schools reached."),
        ("no_schools", "No school is of what the target is for, so that nothing can be reached."),
        ("nobody_yet", "Nobody is reached yet, so that earlier years say nothing of this one's end."),
    ],
)
def test_what_is_settled_or_cannot_be_said(state: str, says: str) -> None:
    said = says.format(aimed=f"{percent(0.6)} (60 schools)")
    assert sentences.on_outlook(nothing_expected(outlook=state)) == said


def test_schools_booked_on_sessions_to_come_are_said() -> None:
    assert "28 schools not yet reached are booked on sessions still to come." in (
        sentences.on_outlook(outlook(schools_booked=28))
    )
    one = sentences.on_outlook(nothing_expected(outlook="few_years", schools_booked=1))
    assert one.endswith("1 school not yet reached is booked on sessions still to come.")
    assert "booked" not in sentences.on_outlook(outlook()) + sentences.on_outlook(outlook(schools_booked=None))


def test_where_schools_can_fall_back_it_is_said() -> None:
    above = outlook(share_least=1.0, share_most=1.08, reached_so_far=61, still_needed=0, outlook="open")
    said = sentences.on_outlook(above, can_fall_back=True)
    assert f"had reached {percent(1)} to {percent(1.08)} of their end" in said and "may be met: 61 of 100" in said
    assert said.endswith("falls back when it misses later sessions, so the end can be below what stands now.")
    assert "falls back" not in sentences.on_outlook(outlook())
    met = nothing_expected(outlook="met_so_far", reached_so_far=61, still_needed=0)
    assert sentences.on_outlook(met, can_fall_back=True).startswith(
        f"The target of {percent(0.6)} (60 schools) is met so far: 61 of 100 schools reached so far. A school"
    )
    frame = pd.DataFrame({"outlook": ["met_so_far", "few_years"]})
    assert sentences.on_outlooks(frame[:0]) == "No target is set for exactly what is chosen."
    assert sentences.on_outlooks(frame[:0], has_targets=True).startswith("Nothing is recorded of this year yet")
    assert sentences.on_outlooks(frame).startswith("Of 2 targets: 1 met so far and 1 of which nothing can be said.")


def test_too_few_years_and_too_early_say_what_is_missing() -> None:
    assert "needs two earlier years" in sentences.on_outlook(nothing_expected(outlook="few_years"))
    assert "less than a quarter" in sentences.on_outlook(nothing_expected(outlook="too_early"))


def test_how_it_did_in_earlier_years() -> None:
    frame = pd.DataFrame({"academic_year": ["2021/22", "2022/23"]}).assign(
        tested=2, tested_in_range=1, mean_error_points=1.25, largest_error_points=2.0
    )
    assert sentences.on_test(frame) == (
        "Tried in the same week of 2021/22 and 2022/23, 1 of 2 ends were within the range. The estimate was "
        "1.2 percentage points off on average, 2 at most."
    )
    one = frame[:1].assign(tested=1)
    assert "the one end was within the range" in sentences.on_test(one)
    assert sentences.on_test(frame[:0]).startswith("It cannot be tried")
