"""Whether 05/11/2025 is in November or in May: decided by the file where it can be, and asked where it cannot."""

import dataclasses
import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from reach.ingest.dates import day, days_in, weekday_named_in

_NUMBERS = re.compile(r"(?:\D*?[\s,])?=?\"?'?(\d{1,2})([-/.\u2010-\u2014])(\d{1,2})\2(?:\d{4}|\d\d)\b(.*)", re.ASCII)
_WITHOUT_YEAR = re.compile(r"(?:\D*?[\s,])?(\d{1,2})(/)(\d{1,2})(?![\d/])(.*)", re.ASCII)
_MANY_TO_A_SLIP = 5
"""A date that is written the other way round than so many others is a slip; more of them are a question."""
_HALF_OF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,2}):\d\d")


@dataclasses.dataclass(frozen=True)
class DateOrder:
    """How dates of a table are read.

    why says what decided it. example is the first text that could be read either way, "" where none could. is_open:
    nothing decided it, and month_first is what is usual. academic_year is that of days without a year.
    """

    month_first: bool = False
    is_open: bool = False
    why: str = ""
    example: str = ""
    academic_year: str | None = None

    def example_read(self, *, month_first: bool) -> dt.date | None:
        """Give the day that the example is with the day or with the month first, None where it is none."""
        return _day_of(self.example, month_first, self.academic_year)


def date_order(
    cells: Iterable[Any],
    *,
    answered: bool | None = None,
    before: bool | None = None,
    usual: bool | None = None,
    pads_months: bool = False,
    by_people: bool = False,
    likely: bool = False,
    academic_year: str | None = None,
) -> DateOrder:
    """Find how all dates among some cells of a table are read.

    answered is what somebody chose for this table, before how other files of the same tool were read, usual how a
    kind of file has its dates by its own rules, likely what is the likelier way where nothing decides it. pads_months:
    the tool writes 05/11/2025 in America, too. by_people: people wrote the dates, and in Britain write 5/11/2025 4pm,
    too. academic_year is that of dates without a year, such as 5/11; without it they say nothing here, as each of them
    is asked about.
    """
    found = functools.partial(DateOrder, academic_year=academic_year)
    rows = Counter(cell for cell in cells if isinstance(cell, str))
    texts = [text for text in rows if _parts(text) and (academic_year or _NUMBERS.match(text.strip()))]
    either = next((text for text in texts if _fits_both(text)), "")
    if answered is not None:
        return found(answered, False, "You said so.", either)
    day_leads = [text for text in texts if (parts := _parts(text)) and parts[0] > 12 >= parts[1]]
    month_leads = [text for text in texts if (parts := _parts(text)) and parts[1] > 12 >= parts[0]]
    if day_leads or month_leads:
        month_first = sum(map(rows.__getitem__, month_leads)) > sum(map(rows.__getitem__, day_leads))
        shown = (month_leads if month_first else day_leads)[0]
        why = f"“{shown}” can only be read with the {'month' if month_first else 'day'} first."
        if day_leads and month_leads:
            other = (day_leads if month_first else month_leads)[0]
            why += f" But “{other}” can only be read the other way round."
        slips, others = sorted(sum(map(rows.__getitem__, leads)) for leads in (day_leads, month_leads))
        return found(month_first, bool(either and slips * _MANY_TO_A_SLIP > others), why, either)
    if not either:
        return found(bool(before if usual is None else usual))
    decided = _by_weekdays(texts, academic_year) or _by_clock(texts, pads_months=pads_months, by_people=by_people)
    if decided:
        return found(decided[0], False, decided[1], either)
    if before is not None:
        return found(before, False, "So it was in files of this tool that were imported before.", either)
    if usual is not None:
        return found(usual, False, "So it always is in files of this kind.", either)
    return found(likely, True, "Nothing in the file tells whether the day or the month is first.", either)


def _parts(text: str) -> tuple[int, int] | None:
    match = _match(text)
    return (int(match[1]), int(match[3])) if match else None


def _match(text: str) -> re.Match[str] | None:
    return _NUMBERS.match(text.strip()) or _WITHOUT_YEAR.match(text.strip())


def _day_of(text: str, month_first: bool, academic_year: str | None) -> dt.date | None:
    found = day(text, month_first=month_first)
    days = days_in(text, month_first=month_first, academic_year=academic_year) if found is None else []
    return days[0][0] if len(days) == 1 else found


def _fits_both(text: str) -> bool:
    parts = _parts(text)
    return bool(parts and parts[0] <= 12 and parts[1] <= 12 and parts[0] != parts[1])


def _by_weekdays(texts: Sequence[str], academic_year: str | None) -> tuple[bool, str] | None:
    """Decide by the weekday that stands before a date."""
    for text in texts:
        weekday = weekday_named_in(text)
        if weekday is None or not _fits_both(text):
            continue
        fits = [month_first for month_first in (False, True) if _falls_on(text, weekday, month_first, academic_year)]
        if len(fits) == 1:
            return fits[0], f"“{text}” is right with the {'month' if fits[0] else 'day'} first only."
    return None


def _falls_on(text: str, weekday: int, month_first: bool, academic_year: str | None) -> bool:
    found = _day_of(text, month_first, academic_year)
    return found is not None and found.weekday() == weekday


def _by_clock(texts: Sequence[str], *, pads_months: bool, by_people: bool) -> tuple[bool, str] | None:
    """Decide by the time beside the dates: a tool set to America has AM and PM, and no leading zero in 5/11/2025."""
    halves = [text for text in texts if _HALF_OF_DAY.search(text)]
    if not halves:
        late = next((text for text in texts if (clock := _CLOCK.search(text)) and len(clock[1]) == 2), None)
        return (False, f"“{late}” has the time of a 24-hour clock, which Americans do not write.") if late else None
    if by_people:
        return None
    padded = next((text for text in texts if re.search(r"\b0\d", _day_and_month(text))), None)
    if padded is None:
        unpadded = next((text for text in texts if re.search(r"\b[1-9]\b", _day_and_month(text))), None)
        if unpadded is None:
            return None
        return True, f"“{unpadded}” is how Americans write it: no zero before the number, and AM or PM."
    if not pads_months:
        return False, f"“{padded}” begins with a zero, which Americans do not write with AM or PM."
    return None


def _day_and_month(text: str) -> str:
    match = _match(text)
    return f"{match[1]} {match[3]}" if match else ""
