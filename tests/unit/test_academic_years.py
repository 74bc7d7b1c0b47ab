"""Academic years and terms."""

import datetime as dt

import pytest

from reach.academic_years import academic_year_of, periods_of, starting_year


def test_a_year_runs_from_september_to_august() -> None:
    assert academic_year_of(dt.date(2023, 8, 31)) == "2022/23"
    assert academic_year_of(dt.date(2023, 9, 1)) == "2023/24"
    assert academic_year_of(dt.date(1999, 9, 1)) == "1999/00"


def test_spring_ends_on_easter_monday() -> None:
    spring = {year: list(periods_of(year))[2] for year in ("2022/23", "2023/24", "2037/38")}
    assert [str(each.ends_on) for each in spring.values()] == ["2023-04-10", "2024-04-01", "2038-04-26"]


def test_terms_follow_each_other_without_a_gap() -> None:
    year, autumn, spring, summer = periods_of("2025/26")
    one_day = dt.timedelta(days=1)
    assert (autumn.starts_on, summer.ends_on) == (year.starts_on, year.ends_on)
    assert autumn.ends_on + one_day == spring.starts_on
    assert spring.ends_on + one_day == summer.starts_on


@pytest.mark.parametrize("text", ["2025", "2025/27", "2025-26", "25/26", ""])
def test_what_is_no_academic_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an academic year"):
        starting_year(text)
