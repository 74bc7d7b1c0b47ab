"""Sentences on one school."""

import datetime as dt

import pandas as pd
import pytest

from reach.academic_years import ShownPeriod
from reach.sentences import schools as sentences

THIS_YEAR = ShownPeriod("2023/24", "year", dt.date(2023, 11, 16))


def people(*years: tuple[str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(years, columns=["academic_year", "people", "hours"])


@pytest.mark.parametrize(
    ("standing", "years", "expected"),
    [
        ("never", [], "Never in 2023/24 so far: nobody from this school has come to anything yet."),
        ("new", [("2023/24", 1, 1.0)], "New in 2023/24 so far: people came in 2023/24 so far, for 1 hour in all."),
        (
            "not yet back",
            [("2021/22", 2, 5.5), ("2022/23", 3, 6.0), ("2023/24", 0, 0.0)],
            "Not yet back this year: people came in 2021/22 and 2022/23, for 11.5 hours in all.",
        ),
        (
            "sustained",
            [("2020/21", 1, 0.0), ("2022/23", 1, 0.0), ("2023/24", 2, 0.0)],
            "Sustained in 2023/24 so far: people came in 3 years from 2020/21 to 2023/24 so far.",
        ),
        (None, [("2022/23", 1, 2.0)], "Not counted in 2023/24 so far: people came in 2022/23, for 2 hours in all."),
    ],
)
def test_a_schools_status_and_when_people_came(
    standing: str | None, years: list[tuple[str, int, float]], expected: str
) -> None:
    assert sentences.on_history(standing, THIS_YEAR, people(*years), THIS_YEAR) == expected
