"""What charts say in words is what they show."""

import re

import pandas as pd

from reach import queries, sentences
from reach.store import Store
from tests.builders import filters


def reach_frame(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["la_name", "reached", "schools"])
    return frame.assign(reach=frame["reached"] / frame["schools"])


def test_highest_and_lowest_are_named() -> None:
    said = sentences.on_reach(reach_frame(("Halton", 1, 4), ("Wirral", 3, 4)), "la_name")
    assert said == ("Reach is highest in Wirral (3 of 4 schools, 75 %) and lowest in Halton (1 of 4 schools, 25 %).")


def test_one_none_and_equals_read_well() -> None:
    assert sentences.on_reach(reach_frame(("Halton", 1, 1)), "la_name") == "Halton: 1 of 1 school, 100 % reached."
    assert sentences.on_reach(reach_frame(), "la_name") == "There are no schools to show."
    equal = sentences.on_reach(reach_frame(("Halton", 1, 2), ("Wirral", 2, 4)), "la_name")
    assert equal == "Reach is the same everywhere: 50 %."


def test_what_worsened_is_mentioned_and_a_change_within_rounding_is_not() -> None:
    now = reach_frame(("Halton", 2, 4), ("Wirral", 500, 1000))
    worse = sentences.on_reach(now, "la_name", reach_frame(("Halton", 3, 4), ("Wirral", 499, 1000)))
    assert worse.endswith("The greatest change is in Halton: reach fell from 75 % to 50 %.")
    same = sentences.on_reach(now, "la_name", reach_frame(("Halton", 2, 4), ("Wirral", 499, 1000)))
    assert "change" not in same


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
        assert numbers <= set(standing["schools_of_standing"].tolist())


def test_the_trend_speaks_of_the_latest_term_and_the_same_term_last_year(demonstration: Store) -> None:
    view = filters("2024/25")
    frame = queries.run("reach_trend", view, demonstration.read()).frame
    said = sentences.on_trend(frame, view, "2023/24")
    assert said.startswith("In the summer term 2024/25, ") and "in the summer term 2023/24" in said
    assert sentences.on_trend(frame.iloc[:0], view, "2023/24") == "No term of 2024/25 has begun."
