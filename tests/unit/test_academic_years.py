"""Academic years and terms."""

import datetime as dt

import pytest

from reach.academic_years import TermEnds, academic_year_of, holiday_on, periods_of, starting_year, unequal_terms


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


@pytest.mark.parametrize(
    ("year", "before", "period", "until", "said"),
    [
        ("2025/26", "2024/25", "summer", dt.date(2026, 5, 15), "2 weeks earlier, summer term has 15 days more"),
        ("2024/25", "2023/24", "spring", None, "3 weeks later, spring term has 19 days more"),
        ("2024/25", "2023/24", "summer", None, "3 weeks later, summer term has 20 days fewer"),
        ("2025/26", "2024/25", "spring", dt.date(2026, 2, 1), ""),
        ("2024/25", "2023/24", "autumn", None, ""),
        ("2024/25", "2023/24", "year", None, ""),
    ],
)  # fmt: skip
def test_terms_that_easter_makes_unequal_are_pointed_out(
    year: str, before: str, period: str, until: dt.date | None, said: str
) -> None:
    found = unequal_terms([*periods_of(year)], [*periods_of(before)], period, until)
    weeks, _, days = said.partition(", ")
    assert found == (f"Note: Easter was {weeks} than the year before, so this {days}." if said else "")


def test_unequal_terms_of_a_hubs_own_dates_are_not_laid_to_easter() -> None:
    own = TermEnds(autumn=dt.date(2024, 12, 31), spring=dt.date(2025, 3, 1))
    found = unequal_terms([*periods_of("2024/25", own)], [*periods_of("2023/24")], "spring", None)
    assert found == "Note: this spring term has 32 days fewer than the one that it is compared with."


HALF_TERM, BANK, SCHOOLS = "probably in half-term", "a bank holiday", "in the school holidays"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2023-10-20", ""),
        ("2023-10-23", HALF_TERM),
        ("2023-10-27", HALF_TERM),
        ("2023-10-30", ""),
        ("2025-10-27", HALF_TERM),
        ("2025-10-31", HALF_TERM),
        ("2025-02-17", HALF_TERM),
        ("2024-02-12", HALF_TERM),
        ("2024-02-09", ""),
        ("2026-05-25", BANK),
        ("2026-05-29", HALF_TERM),
        ("2026-06-01", ""),
        ("2024-05-06", BANK),
        ("2020-05-04", ""),
        ("2020-05-08", BANK),
        ("2022-05-30", HALF_TERM),
        ("2022-06-02", BANK),
        ("2022-09-19", BANK),
        ("2023-05-08", BANK),
        ("2023-01-02", BANK),
        ("2022-01-03", BANK),
        ("2024-01-01", SCHOOLS),
        ("2025-04-18", BANK),
        ("2025-04-21", BANK),
        ("2025-04-22", ""),
        ("2024-07-24", ""),
        ("2024-07-25", SCHOOLS),
        ("2024-08-26", SCHOOLS),
        ("2024-12-24", SCHOOLS),
    ],
)
def test_a_day_on_which_schools_are_closed_is_said_to_be_one(day: str, said: str) -> None:
    assert holiday_on(dt.date.fromisoformat(day)) == said


def test_half_terms_are_weeks_of_school_days_in_every_year() -> None:
    for year in range(2014, 2040):
        days = [dt.date(year, 1, 1) + dt.timedelta(days=number) for number in range(365)]
        found = [day for day in days if holiday_on(day) == HALF_TERM]
        assert all(day.weekday() < 5 and day.month in (2, 5, 6, 10) for day in found)
        # Three weeks; the late May bank holiday is one of their days, and in 2022 it was moved into the week.
        assert 12 <= len(found) <= 15 and len({day.isocalendar().week for day in found}) == 3


def test_holidays_that_are_named_count_in_their_academic_year() -> None:
    named = [(dt.date(2026, 10, 19), dt.date(2026, 10, 23))]
    assert holiday_on(dt.date(2026, 10, 21), named) == SCHOOLS
    assert holiday_on(dt.date(2026, 10, 28), named) == ""
    assert holiday_on(dt.date(2027, 2, 17), named) == ""
    assert holiday_on(dt.date(2025, 10, 28), named) == HALF_TERM
    assert holiday_on(dt.date(2027, 5, 3), named) == BANK
