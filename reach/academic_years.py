"""Academic years and their terms.

An academic year "2025/26" runs from 1 September to 31 August. Autumn ends on 31 December, spring on Easter
Monday, summer on 31 August, unless a hub's settings say otherwise.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateutil.easter import easter

PERIODS = ("year", "autumn", "spring", "summer")
PERIOD_LABELS = {
    "year": "Whole year",
    "autumn": "Autumn term",
    "spring": "Spring term",
    "summer": "Summer term",
}


@dataclass(frozen=True)
class TermEnds:
    """The last days of the autumn and the spring term of one academic year."""

    autumn: dt.date
    spring: dt.date


@dataclass(frozen=True)
class Period:
    """A whole academic year, or one term of it; both days are part of it."""

    academic_year: str
    period: str
    starts_on: dt.date
    ends_on: dt.date


def starting_year(academic_year: str) -> int:
    """Return 2025 for "2025/26".

    Raises ValueError where the text is no academic year, "2025/27" included.
    """
    match = re.fullmatch(r"(\d{4})/(\d{2})", academic_year)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValueError(f"'{academic_year}' is not an academic year such as 2025/26")
    return int(match[1])


def academic_year_name(starts_in: int) -> str:
    """Return "2025/26" for 2025."""
    return f"{starts_in}/{(starts_in + 1) % 100:02d}"


def academic_year_of(day: dt.date) -> str:
    """Return the academic year that a day is in."""
    return academic_year_name(day.year if day.month >= 9 else day.year - 1)


def usual_term_ends(academic_year: str) -> TermEnds:
    """Return where terms end unless a hub says otherwise: 31 December and Easter Monday."""
    starts_in = starting_year(academic_year)
    easter_monday = easter(starts_in + 1) + dt.timedelta(days=1)
    return TermEnds(autumn=dt.date(starts_in, 12, 31), spring=easter_monday)


def periods_of(academic_year: str, ends: TermEnds | None = None) -> Iterator[Period]:
    """Return the whole year and its three terms, which follow each other without a gap."""
    starts_in = starting_year(academic_year)
    ends = ends or usual_term_ends(academic_year)
    first_day, last_day = dt.date(starts_in, 9, 1), dt.date(starts_in + 1, 8, 31)
    one_day = dt.timedelta(days=1)
    yield Period(academic_year, "year", first_day, last_day)
    yield Period(academic_year, "autumn", first_day, ends.autumn)
    yield Period(academic_year, "spring", ends.autumn + one_day, ends.spring)
    yield Period(academic_year, "summer", ends.spring + one_day, last_day)


def is_in_school_holidays(day: dt.date) -> bool:
    """Tell whether schools in England are closed: in summer, at Christmas, and on bank holidays.

    Half terms and the other days of Easter differ between local authorities, and are not known here.
    """
    good_friday = easter(day.year) - dt.timedelta(days=2)
    is_may_bank_holiday = day.month == 5 and day.weekday() == 0 and (day.day <= 7 or day.day >= 25)
    return (
        (7, 25) <= (day.month, day.day) <= (8, 31)
        or (day.month, day.day) >= (12, 24)
        or (day.month, day.day) == (1, 1)
        or day in (good_friday, good_friday + dt.timedelta(days=3))
        or is_may_bank_holiday
    )


def period_in_words(academic_year: str, period: str) -> str:
    """Return a period as people say it: "2025/26" or "spring term 2025/26"."""
    return academic_year if period == "year" else f"{PERIOD_LABELS[period].lower()} {academic_year}"
