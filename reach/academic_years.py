"""Academic years and their terms.

An academic year "2025/26" runs from 1 September to 31 August. Autumn ends on 31 December, spring on Easter
Monday, summer on 31 August, unless a hub's settings say otherwise.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True)
class ShownPeriod:
    """A year or term that figures are of, whole or up to a day.

    until: the last day that the figures are of, where that is not the period's last: it is not over, or is only looked
    at up to a date; else None.
    """

    academic_year: str
    period: str = "year"
    until: dt.date | None = None

    @property
    def in_words(self) -> str:
        """The period as people say it: "2025/26", "spring term 2025/26 so far" or "2024/25 to 16 November"."""
        return period_in_words(self.academic_year, self.period, self.until)

    @property
    def as_filters(self) -> dict[str, str]:
        """The filters that choose it."""
        return {"academic_year": self.academic_year, "period": self.period}

    @property
    def in_short(self) -> str:
        """The period in few words: the day itself, "16 Nov 2024", of one up to a date."""
        return f"{self.until.day} {self.until:%b %Y}" if self.until and is_to_date(self.period) else self.in_words

    @property
    def year_in_words(self) -> str:
        """The same without its term, for where that is said elsewhere."""
        year = to_date("year") if is_to_date(self.period) else "year"
        return period_in_words(self.academic_year, year, self.until)

    @property
    def is_running(self) -> bool:
        """Whether the period is not over."""
        return self.until is not None and not is_to_date(self.period)


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


def unequal_terms(now: Sequence[Period], before: Sequence[Period], period: str, until: dt.date | None) -> str:
    """Say that a term and the one a year before are of different lengths, as Easter moves; "" where they hardly are.

    now, before: the periods of the two years. until: the last day that figures of the term are of, where that is not
    its last; the term before is then taken to the same date.
    """
    this, last = (next((each for each in year if each.period == period), None) for year in (now, before))
    if this is None or last is None or period in ("year", "autumn"):
        return ""
    days = ((until or this.ends_on) - this.starts_on).days + 1
    if until is None:
        days_before = (last.ends_on - last.starts_on).days + 1
    else:
        start = last.starts_on.replace(year=this.starts_on.year)
        days_before = days + (this.starts_on - start).days
    if abs(days - days_before) < _DAYS_OF_NOTE or days_before < 1:
        return ""
    term = PERIOD_LABELS[period].lower()
    more = f"{abs(days - days_before)} days {'more' if days > days_before else 'fewer'}"
    if not all(each in periods_of(each.academic_year) for each in (this, last)):
        return f"Note: this {term} has {more} than the one that it is compared with."
    moved = round((days - days_before) / 7) * (1 if period == "spring" else -1)
    weeks = f"{abs(moved)} week{'' if abs(moved) == 1 else 's'} {'later' if moved > 0 else 'earlier'}"
    return f"Note: Easter was {weeks} than the year before, so this {term} has {more}."


_DAYS_OF_NOTE = 7
"""Terms that differ by fewer days are compared without a word."""


def holiday_on(day: dt.date, known: Sequence[tuple[dt.date, dt.date]] = ()) -> str:
    """Say why schools in England are closed on a day, as the end of a sentence; "" where they are not.

    known are the first and the last days of holidays that a hub has named. In an academic year with none of them,
    half-terms are taken to be in their usual weeks: they differ between local authorities by a week. The other days
    of Easter differ more, and are known only where they are named.
    """
    if any(first <= day <= last for first, last in known) or _is_in_summer_or_at_christmas(day):
        return "in the school holidays"
    if _is_bank_holiday(day):
        return "a bank holiday"
    is_named = academic_year_of(day) in {academic_year_of(first) for first, _ in known}
    is_half_term = any(monday <= day <= monday + dt.timedelta(days=4) for monday in _usual_half_terms(day.year))
    return "probably in half-term" if is_half_term and not is_named else ""


def _is_in_summer_or_at_christmas(day: dt.date) -> bool:
    month_and_day = (day.month, day.day)
    return (7, 25) <= month_and_day <= (8, 31) or month_and_day >= (12, 24) or month_and_day == (1, 1)


_MOVED = {dt.date(2020, 5, 4), dt.date(2022, 5, 30)}
_ADDED = {
    dt.date(2020, 5, 8),
    dt.date(2022, 6, 2),
    dt.date(2022, 6, 3),
    dt.date(2022, 9, 19),
    dt.date(2023, 5, 8),
}
"""Bank holidays of one year only, by proclamation, and the days that they took the place of."""


def _is_bank_holiday(day: dt.date) -> bool:
    good_friday = easter(day.year) - dt.timedelta(days=2)
    is_in_may = day.month == 5 and day.weekday() == 0 and (day.day <= 7 or day.day >= 25)
    # New Year's Day is kept on the Monday where it is at a weekend.
    is_after_new_year = day.month == 1 and day.weekday() == 0 and day.day in (2, 3)
    is_at_easter = day in (good_friday, good_friday + dt.timedelta(days=3))
    return day in _ADDED or (day not in _MOVED and (is_in_may or is_after_new_year or is_at_easter))


def _usual_half_terms(year: int) -> list[dt.date]:
    """Give the Mondays of a year's usual half-terms: mid February, late May, and the last whole week of October."""
    return [
        _monday_by(dt.date(year, 2, 18)),
        _monday_by(dt.date(year, 5, 31)),
        _monday_by(dt.date(year, 10, 27)),
    ]


def _monday_by(day: dt.date) -> dt.date:
    """Give the last Monday up to a day."""
    return day - dt.timedelta(days=day.weekday())


_TO_DATE = "_to_date"


def to_date(period: str) -> str:
    """Return the name of a period up to a date: that which one that is not over is compared with, a year before."""
    return f"{period}{_TO_DATE}"


def is_to_date(period: str) -> bool:
    """Tell whether a period is one up to a date."""
    return period.endswith(_TO_DATE)


def whole_period(period: str) -> str:
    """Return the year or term that a period up to a date is a part of; of another, the period itself."""
    return period.removesuffix(_TO_DATE)


def period_in_words(academic_year: str, period: str, until: dt.date | None = None) -> str:
    """Return a period as people say it: "2025/26", "spring term 2025/26 so far" or "2024/25 to 16 November".

    until: the last day of a period up to a date, or the last recorded one of a period that is not over; else None.
    """
    whole = whole_period(period)
    name = academic_year if whole == "year" else f"{PERIOD_LABELS[whole].lower()} {academic_year}"
    if is_to_date(period):
        return f"{name} to {until.day} {until:%B}" if until else name
    return f"{name} so far" if until else name
