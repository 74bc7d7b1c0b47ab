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
        "1 with fewer than ten schools is not compared."
    )
    assert sentences.on_reach(now[:2], "la_name", before) == (
        "Wirral: 5 of 10 schools, 50% reached. 1 with fewer than ten schools is not compared."
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
        counts = set(ladder["schools_at_least"].tolist())
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
