"""What charts say in words is what they show."""

import datetime as dt
import re

import pandas as pd

from reach import queries, sentences
from reach.academic_years import ShownPeriod
from reach.store import Store
from tests.builders import filters


def reach_frame(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["la_name", "reached", "schools"])
    return frame.assign(reach=frame["reached"] / frame["schools"])


def test_highest_and_lowest_are_named() -> None:
    said = sentences.on_reach(reach_frame(("Halton", 3, 12), ("Wirral", 9, 12)), "la_name")
    assert said == ("Reach is highest in Wirral (9 of 12 schools, 75%) and lowest in Halton (3 of 12 schools, 25%).")


def test_one_none_and_equals_read_well() -> None:
    assert sentences.on_reach(reach_frame(("Halton", 1, 1)), "la_name") == "Halton: 1 of 1 school, 100% reached."
    assert sentences.on_reach(reach_frame(), "la_name") == "There are no schools to show."
    equal = sentences.on_reach(reach_frame(("Halton", 10, 20), ("Wirral", 20, 40)), "la_name")
    assert equal == "Reach is the same in all that are compared: 50%."


def test_what_worsened_is_mentioned_and_a_change_within_rounding_is_not() -> None:
    now = reach_frame(("Halton", 20, 40), ("Wirral", 500, 1000))
    worse = sentences.on_reach(now, "la_name", reach_frame(("Halton", 30, 40), ("Wirral", 499, 1000)))
    assert worse.endswith("The greatest change is in Halton: reach fell from 75% to 50%.")
    same = sentences.on_reach(now, "la_name", reach_frame(("Halton", 20, 40), ("Wirral", 499, 1000)))
    assert "change" not in same


def test_what_one_or_two_schools_make_is_no_finding() -> None:
    now = reach_frame(("Halton", 10, 20), ("Wirral", 12, 20))
    assert sentences.on_reach(now, "la_name", reach_frame(("Halton", 12, 20), ("Wirral", 10, 20))) == (
        "One or two schools explain all differences in reach, 50% to 60%."
    )
    far = reach_frame(("Halton", 10, 20), ("Wirral", 60, 100), ("Chester", 9, 15))
    assert sentences.on_reach(far, "la_name").startswith("One or two schools explain")
    assert "highest in" in sentences.on_reach(reach_frame(("Halton", 50, 100), ("Wirral", 60, 100)), "la_name")


def test_fewer_than_ten_schools_are_no_finding() -> None:
    now = reach_frame(("Halton", 9, 9), ("Wirral", 5, 10), ("Chester", 8, 10))
    before = reach_frame(("Halton", 0, 9), ("Wirral", 1, 10), ("Chester", 8, 10))
    assert sentences.on_reach(now, "la_name", before) == (
        "Reach is highest in Chester (8 of 10 schools, 80%) and lowest in Wirral (5 of 10 schools, 50%). "
        "The greatest change is in Wirral: reach rose from 10% to 50%. "
        "1 local authority with fewer than ten schools is not compared."
    )
    assert sentences.on_reach(now[:2], "la_name", before) == (
        "Wirral: 5 of 10 schools, 50% reached. 1 local authority with fewer than ten schools is not compared."
    )
    few = reach_frame(("Halton", 9, 9), ("Wirral", 5, 9))
    assert sentences.on_reach(few, "la_name") == "Each has fewer than ten schools: too few to compare."


def test_a_year_before_of_which_nothing_is_known_is_no_change() -> None:
    said = sentences.on_reach(
        reach_frame(("Halton", 3, 12), ("Wirral", 9, 12)), "la_name", reach_frame(("Halton", 0, 12), ("Wirral", 0, 12))
    )
    assert "change" not in said


def test_every_number_in_a_sentence_is_in_the_figures(demonstration: Store) -> None:
    version = demonstration.read()
    for view in (filters("2025/26"), filters("2023/24", period="spring", la_codes=["876"], phases=["post-16"])):
        ladder, standing = (
            queries.run(name, view, version, {"breakdown": "la"}).frame.rename(columns={"group_name": "la_name"})
            for name in ("ladder_by_group", "standing_by_group")
        )
        numbers = {
            int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", sentences.on_ladder(ladder, "la_name"))
        }
        counts = {*ladder["schools_at_least"].tolist(), *ladder["schools_that_can_complete"].tolist()}
        differences = {a - b for a in counts for b in counts}
        assert numbers <= counts | differences
        numbers = {int(number) for number in re.findall(r"\d+", sentences.on_standing(standing))}
        changed = standing[standing["standing"].isin(["new", "lapsed", "not yet back", "never"])]
        assert numbers == set(changed.groupby("standing")["schools_of_standing"].sum())


def test_the_trend_speaks_of_the_latest_term_and_the_same_term_last_year(demonstration: Store) -> None:
    view = filters("2024/25")
    frame = queries.run("reach_trend", view, demonstration.read()).frame
    said = sentences.on_trend(frame, ShownPeriod("2024/25", "summer"), ShownPeriod("2023/24", "summer"))
    assert said.startswith("In the summer term 2024/25, ") and "in the summer term 2023/24" in said
    assert (
        sentences.on_trend(frame.iloc[:0], ShownPeriod("2024/25", "autumn"), ShownPeriod("2023/24", "autumn"))
        == "No term of 2024/25 has begun."
    )
    begun = sentences.on_trend(
        frame.iloc[:0], ShownPeriod("2024/25", "autumn"), ShownPeriod("2023/24", "autumn"), dt.date(2024, 9, 1)
    )
    assert begun == "There are no schools to show."


def ladder_frame(*places: tuple[str, int, int, int, int], last: str = "completed") -> pd.DataFrame:
    """Give a ladder by local authority from how many signed up, attended, can complete and completed in each."""
    rows = [
        (name, rung, count, able)
        for name, signed_up, attended, able, completed in places
        for rung, count in (("not_reached", 90), ("signed_up", signed_up), ("attended", attended), (last, completed))
    ]
    return pd.DataFrame(rows, columns=["la_name", "rung", "schools_at_least", "schools_that_can_complete"])


def test_the_ladder_names_the_step_and_the_place_that_lose_most() -> None:
    after = sentences.on_ladder(ladder_frame(("Halton", 60, 55, 40, 25), ("Wirral", 40, 30, 30, 22)), "la_name")
    assert after == "Halton loses most schools after attending: 40 at activities of two or more sessions, 25 completed."
    before = sentences.on_ladder(ladder_frame(("Halton", 60, 55, 40, 31), ("Wirral", 40, 30, 30, 22)), "la_name")
    assert before == "Wirral loses most schools between signing up and attending: 40 signed up, 30 attended."


def test_schools_that_only_came_to_single_sessions_are_not_lost() -> None:
    said = sentences.on_ladder(ladder_frame(("Halton", 60, 60, 0, 0), ("Wirral", 40, 40, 12, 12)), "la_name")
    assert said == "Every school that signed up attended, and all that can complete completed."
    none = sentences.on_ladder(ladder_frame(("Halton", 60, 60, 0, 0), ("Wirral", 40, 40, 0, 0)), "la_name")
    assert none == "Every school that signed up attended."


def test_a_tie_on_the_ladder_is_said_as_one() -> None:
    two = ladder_frame(("Halton", 60, 50, 40, 40), ("Wirral", 40, 38, 30, 20))
    assert sentences.on_ladder(two, "la_name") == (
        "Most schools, 10 each, are lost between signing up and attending in Halton and after attending in Wirral."
    )
    four = ladder_frame(("Halton", 60, 50, 40, 30), ("Wirral", 40, 30, 30, 20))
    assert sentences.on_ladder(four, "la_name") == "No step loses most schools: 4 lose 10 each."


def test_one_or_two_schools_lost_are_no_finding() -> None:
    said = sentences.on_ladder(ladder_frame(("Halton", 60, 58, 40, 39), ("Wirral", 40, 40, 8, 2)), "la_name")
    assert said == "No step of ten schools or more loses more than two of them."


def test_a_ladder_of_one_place_says_both_steps() -> None:
    one = ladder_frame(("Halton", 9, 8, 5, 1), last="on_course")
    assert sentences.on_ladder(one, "la_name") == (
        "Halton: 9 signed up, 8 attended; of 5 at activities of two or more sessions, 1 on course to complete."
    )
    single = sentences.on_ladder(ladder_frame(("Halton", 9, 8, 0, 0)), "la_name")
    assert single == "Halton: 9 signed up, 8 attended."


def test_a_ladder_on_record_that_does_not_know_who_can_complete_says_nothing_of_it() -> None:
    recorded = ladder_frame(("Halton", 60, 50, 0, 0), ("Wirral", 40, 38, 0, 0)).drop(
        columns="schools_that_can_complete"
    )
    said = sentences.on_ladder(recorded, "la_name")
    assert said == "Halton loses most schools between signing up and attending: 60 signed up, 50 attended."
