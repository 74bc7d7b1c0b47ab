"""Days and durations as people and programs write them.

Nothing here is cached: what stands in a cell is forgotten with the call.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from reach.ingest.reading import excel_serial_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d\d)"
_CLOCK = (
    r"(?:(?:,?\s|t)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?[ap]\.?m\.?)?"
    r"(?:\s?(?:z|(?:utc|gmt|bst)?(?:[+-]\d{1,2}(?::?\d\d)?)?))?)?"
)
"""A time of day after the day, with or without its zone. It is left out: the day is the one that was written."""

_FLAGS = re.ASCII | re.IGNORECASE
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_CLOCK}", _FLAGS)
_NUMBERS = re.compile(rf"{_WEEKDAY}(?P<first>\d{{1,2}})([-/.])(?P<second>\d{{1,2}})\2{_YEAR}{_CLOCK}", _FLAGS)
_DAY_AND_NAME = re.compile(rf"{_WEEKDAY}{_DAY}[\s-](?:of\s)?{_MONTH},?[\s-]{_YEAR}{_CLOCK}", _FLAGS)
_NAME_AND_DAY = re.compile(rf"{_WEEKDAY}{_MONTH}\s{_DAY},?\s{_YEAR}{_CLOCK}", _FLAGS)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)

_TIME_OF_DAY = re.compile(
    r"(?<=[\sTt])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:\s?(?P<half>[ap])\.?m\b)?", _FLAGS
)

_HOURS_MINUTES_SECONDS = re.compile(r"(\d{1,4}):([0-5]?\d):([0-5]?\d)(?:\.\d+)?", re.ASCII)
_WITH_UNITS = re.compile(
    r"(?:pt)?(?:(\d+(?:\.\d+)?)\s?h(?:(?:ou)?rs?)?)?,?\s?(?:(\d+(?:\.\d+)?)\s?m(?:in(?:ute)?s?)?)?,?\s?"
    r"(?:(\d+(?:\.\d+)?)\s?s(?:ec(?:ond)?s?)?)?",
    _FLAGS,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def day(value: Any, *, month_first: bool = False) -> dt.date | None:
    """Give the day in a cell, None where there is none that is certain.

    value is a date, a datetime, a text, or an Excel serial number as a number or as text. month_first says how
    to take 11/12/2023 and 11/12/23; a day such as 14/11/2023 is then none. A time and its zone are left out: the day
    stays as it was written.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return excel_serial_date(value)
    if not isinstance(value, str):
        return None
    text = _tidy(value)
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _date(match["year"], int(match["month"]), match["day"])
    match = _NUMBERS.fullmatch(text)
    if match:
        month, day_of_month = ("first", "second") if month_first else ("second", "first")
        return _date(match["year"], int(match[month]), match[day_of_month])
    match = _DAY_AND_NAME.fullmatch(text) or _NAME_AND_DAY.fullmatch(text)
    if match:
        return _date(match["year"], _MONTHS.index(match["name"][:3].casefold()) + 1, match["day"])
    return excel_serial_date(float(text)) if _SERIAL.fullmatch(text) else None


def moment(text: str, *, month_first: bool = False) -> dt.datetime | None:
    """Give the day and time of day in a text such as "14/11/23, 09:25:11", None where either is not there."""
    found, clock = day(text, month_first=month_first), _TIME_OF_DAY.search(_tidy(text))
    if found is None or clock is None:
        return None
    hour = int(clock["hour"])
    half = (clock["half"] or "").casefold()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return dt.datetime.combine(found, dt.time(hour, int(clock["minute"]), int(clock["second"] or 0)))
    except ValueError:
        return None


def is_month_first(texts: Iterable[str]) -> bool | None:
    """Tell from all texts of a column whether 11/12/2023 is in November; None where none of them tells.

    Raises ValueError where some have the day first and others the month.
    """
    day_leads = month_leads = False
    for text in texts:
        match = _NUMBERS.fullmatch(_tidy(text)) if isinstance(text, str) else None
        if match:
            day_leads |= int(match["first"]) > 12 >= int(match["second"])
            month_leads |= int(match["second"]) > 12 >= int(match["first"])
    if day_leads and month_leads:
        raise ValueError("some days have the day first and others the month")
    return month_leads if day_leads or month_leads else None


def minutes(text: Any) -> float | None:
    """Give the minutes of a duration such as "1h 6m 19s", "55m 12s", "64" or "1:06:19", None where it is none.

    A plain number is minutes. "6:19" is None: it may be hours or minutes. A time cell counts from midnight.
    """
    if isinstance(text, dt.time):
        return text.hour * 60 + text.minute + text.second / 60
    if isinstance(text, int | float) and not isinstance(text, bool):
        return float(text) if 0 <= text < float("inf") else None
    written = _tidy(text) if isinstance(text, str) else ""
    match = None
    if _NUMBER.fullmatch(written):
        return float(written)
    match = _HOURS_MINUTES_SECONDS.fullmatch(written) or _WITH_UNITS.fullmatch(written)
    if match is None or not any(match.groups()):
        return None
    hours, whole_minutes, seconds = (float(group or 0) for group in match.groups())
    return hours * 60 + whole_minutes + seconds / 60


def _tidy(text: str) -> str:
    """Make all blanks plain ones, and take out the marks of writing direction that browsers put before dates."""
    return " ".join(text.replace("\u200e", "").replace("\u200f", "").split())


def _date(year: str, month: int, day_of_month: str) -> dt.date | None:
    number = int(year)
    if len(year) == 2:
        # As far as the serial numbers of Excel are believed.
        number += 2000 if number <= 50 else 1900
    try:
        return dt.date(number, month, int(day_of_month)) if 1900 <= number < 2100 else None
    except ValueError:
        return None
