"""What sentences on shares have in common."""

import pandas as pd
import pytest

from reach.sentences.common import where_share_is_highest


def said(*places: tuple[str, int, int]) -> str:
    """Say it of places by name, schools reached and schools."""
    rows = [{"place": place, "share": reached / schools, "schools": schools} for place, reached, schools in places]
    return where_share_is_highest(pd.DataFrame(rows), "share", "schools", lambda row: str(row["place"]))


def test_the_highest_and_the_lowest_are_named() -> None:
    places = [("Halton", 15, 20), ("Wirral", 30, 100), ("Cheshire East", 50, 100)]
    assert said(*places) == "The share is highest in Halton (75%) and lowest in Wirral (30%)."


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([("Halton", 15, 20)], id="one place"),
        pytest.param([("Halton", 15, 20), ("Wirral", 0, 9)], id="the other has fewer than ten"),
        pytest.param([("Halton", 15, 20), ("Wirral", 75, 100)], id="both read the same"),
        pytest.param([("Halton", 15, 20), ("Wirral", 65, 100)], id="two schools make the gap"),
    ],
)
def test_nothing_is_said_where_none_stands_out(places: list[tuple[str, int, int]]) -> None:
    assert said(*places) == ""
