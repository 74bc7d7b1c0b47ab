"""Days and durations as people and programs write them.

Nothing here is cached: what stands in a cell is forgotten with the call.
"""

import datetime as dt
import re
from typing import Any

from reach.academic_years import starting_year
from reach.ingest.reading import excel_serial_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d\d)"
_TIME = r"(?:\d{1,2}[:.]\d\d(?::\d\d(?:\.\d+)?)?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|noon)"
_CLOCK = (
    rf"(?:(?:,?\s(?:(?:-|at|@|from)\s?)?|,|t){_TIME}(?:\s?(?:-|to|until)\s?{_TIME})?"
    r"(?:\s?(?:z|(?:utc|gmt|bst)?(?:[+-]\d{1,2}(?::?\d\d)?)?))?)?"
)
"""A time of day after the day, or from when to when, with or without its zone. It is left out: the day is the one that
was written."""

_FLAGS = re.ASCII | re.IGNORECASE
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_CLOCK}", _FLAGS)
_EIGHT_DIGITS = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:\.0)?", re.ASCII)
_NUMBERS = re.compile(rf"{_WEEKDAY}(?P<first>\d{{1,2}})([-/.])(?P<second>\d{{1,2}})\2{_YEAR}{_CLOCK}", _FLAGS)
_DAY_AND_NAME = re.compile(rf"{_WEEKDAY}(?:the\s)?{_DAY}[\s-]?(?:of\s)?{_MONTH},?[\s-]{_YEAR}{_CLOCK}", _FLAGS)
_NAME_AND_DAY = re.compile(rf"{_WEEKDAY}{_MONTH}\s{_DAY},?\s{_YEAR}{_CLOCK}", _FLAGS)
_EDGE, _END = r"(?<![\w/.-])", r"(?![\w/]|[-.]\d)"
_DAYS_IN_TEXT = [
    re.compile(_EDGE + pattern + _END, _FLAGS)
    for pattern in (
        r"\d{4}([-/.])\d{1,2}\1\d{1,2}",
        rf"{_WEEKDAY}\d{{1,2}}([-/.])\d{{1,2}}\1(?:\d{{4}}|\d\d)",
        rf"{_WEEKDAY}(?:the\s)?{_DAY}[\s-]?(?:of\s)?{_MONTH},?[\s-]\d{{4}}",
        rf"{_WEEKDAY}{_MONTH}\s{_DAY},?\s\d{{4}}",
        rf"{_WEEKDAY}(?:the\s)?{_DAY}[\s-]?(?:of\s)?{_MONTH},?[\s-]\d\d",
    )
]
_DAYS_BEFORE = re.compile(
    rf"(?P<first>{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?)(?P<others>(?:\s?(?:,\s?and|,\s?&|,|&|and|\+|/|-|to)\s?"
    rf"(?:{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?(?=\s?(?:,|&|and|\+|/|-|to)))?)+)$",
    _FLAGS,
)
"""Further days of the same month before a day: the “5 &” of “5 & 6 November 2025”."""
_NO_DAY_BEFORE = re.compile(
    r"(?:[\w/.:-]|(?:\b(?:sessions?|sess|s|weeks?|wk|workshops?|days?|parts?|twilights?|groups?|wg|meetings?|modules?"
    r"|webinars?|years?|y|ks|cohorts?|phases?|no|number)\.?|\w\s?[,&/+-]|\w\s(?:and|to))\s?)$",
    _FLAGS,
)
"""What stands before a number that is no day, such as a session's."""
_MOST_DAYS_OF_AN_EVENT = 7
_DAY_AND_NAME_ONLY = re.compile(rf"{_EDGE}{_WEEKDAY}(?:the\s)?{_DAY}[\s-]?(?:of\s)?{_MONTH}{_END}", _FLAGS)
_NAME_AND_DAY_ONLY = re.compile(rf"{_EDGE}{_WEEKDAY}{_MONTH}\s{_DAY}{_END}", _FLAGS)
_NUMBERS_ONLY = re.compile(rf"{_EDGE}{_WEEKDAY}(?P<first>\d{{1,2}})[/.](?P<second>\d{{1,2}}){_END}", _FLAGS)
_IN_NUMBERS, _IN_NUMBERS_WITHOUT_YEAR = (
    re.compile(rf"{_EDGE}(?P<day_itself>{_WEEKDAY}{numbers}){_CLOCK}{_END}", _FLAGS)
    for numbers in (r"\d{1,2}(?P<mark>[-/.])\d{1,2}(?P=mark)(?:\d{4}|\d\d)", r"\d{1,2}/\d{1,2}")
)
_HALF_OF_DAY = re.compile(r"\d\s?[ap]\.?m\b", _FLAGS)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)

_TIME_OF_DAY = re.compile(
    r"(?<=[\sTt,])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:\s?(?P<half>[ap])\.?m\b)?", _FLAGS
)

_HOURS_MINUTES_SECONDS = re.compile(r"(\d{1,4}):([0-5]?\d):([0-5]?\d)(?:\.\d+)?", re.ASCII)
_WITH_UNITS = re.compile(
    r"(?:pt)?(?:(\d+(?:\.\d+)?)\s?(?:h(?:(?:ou)?rs?)?|stdn?|godz|hod|tim|t|awr|sa|u|o)\.?)?,?\s?"
    r"(?:(\d+(?:\.\d+)?)\s?(?:m(?:in(?:ute)?s?)?|mun|dk)\.?)?,?\s?"
    r"(?:(\d+(?:\.\d+)?)\s?(?:s(?:e[ck](?:ond)?s?)?|eil|sn)\.?)?",
    _FLAGS,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212"
_PLAIN = str.maketrans({**dict.fromkeys("\u200e\u200f", None), **dict.fromkeys(_HYPHENS, "-")})


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
        return excel_serial_date(value) or (day(str(int(value))) if 19_000_000 < value < 21_000_000 else None)
    if not isinstance(value, str):
        return None
    text = _tidy(value)
    match = _YEAR_FIRST.fullmatch(text) or _EIGHT_DIGITS.fullmatch(text)
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


def days_in(text: str, *, month_first: bool = False, academic_year: str | None = None) -> list[tuple[dt.date, str]]:
    """Give the days that stand in a text, each with what stands there for it, in their order.

    academic_year is that of days without a year, such as "8 Oct" and "5/11"; without it these are passed over.
    """
    tidy = _tidy(text)
    found: list[tuple[int, dt.date, str]] = []
    for pattern in _DAYS_IN_TEXT:
        for match in pattern.finditer(tidy):
            known = day(match[0], month_first=month_first)
            if known:
                found.append((match.start(), known, match[0]))
                if "name" in match.groupdict():
                    found += _days_before(tidy[: match.start()], known)
                tidy = tidy[: match.start()] + "\0" * len(match[0]) + tidy[match.end() :]
    if academic_year:
        for pattern in (_DAY_AND_NAME_ONLY, _NAME_AND_DAY_ONLY, _NUMBERS_ONLY):
            for match in pattern.finditer(tidy):
                known = _in_year(match, month_first, academic_year)
                if known:
                    found.append((match.start(), known, match[0]))
                    if pattern is _DAY_AND_NAME_ONLY:
                        found += _days_before(tidy[: match.start()], known)
                    tidy = tidy[: match.start()] + "\0" * len(match[0]) + tidy[match.end() :]
    return [(known, written) for _, known, written in sorted(found)]


def _days_before(text: str, last: dt.date) -> list[tuple[int, dt.date, str]]:
    """Give the days that share the month of the day after a text, as in “5 & 6 November” and “5-7 November”."""
    match = _DAYS_BEFORE.search(text)
    if match is None or _NO_DAY_BEFORE.search(text[: match.start()]):
        return []
    written = re.findall(r"\d+\D*", match[0])
    numbers = [int(re.match(r"\d+", piece)[0]) for piece in written]  # type: ignore[index]
    is_listed = re.search(r"&|\+|\band\b", match[0]) or all(re.match(r"\d+[a-z]", piece, _FLAGS) for piece in written)
    if re.search(r"(?:-|\bto)\s?$", match[0]):
        # From the one to the other: all days between them, which are written nowhere.
        numbers += range(numbers[-1] + 1, last.day)
        written += [match[0]] * (len(numbers) - len(written))
    elif not is_listed:
        # “Room 4, 5 November” is one day.
        return []
    if numbers != sorted(set(numbers)) or numbers[-1] >= last.day or len(numbers) >= _MOST_DAYS_OF_AN_EVENT:
        return []
    days = [_date(str(last.year), last.month, str(number)) for number in numbers]
    return [
        (match.start() + place, found, piece)
        for place, (found, piece) in enumerate(zip(days, written, strict=True))
        if found
    ]


def days_in_numbers(text: str, *, without_year: bool = False) -> list[str]:
    """Give what is written in a text for days in numbers alone, with the weekday and a 24-hour clock beside them.

    without_year: days such as 5/11, too. What is given need not be a day: 25/13/2025 is given as well. "4pm" is left
    out: people everywhere write it beside a day, so it does not tell how they write days.
    """
    patterns = (_IN_NUMBERS, _IN_NUMBERS_WITHOUT_YEAR) if without_year else (_IN_NUMBERS,)
    tidy = _tidy(text)
    return [
        match["day_itself"] if _HALF_OF_DAY.search(match[0]) else match[0]
        for pattern in patterns
        for match in pattern.finditer(tidy)
    ]


def without_times(text: str) -> str:
    """Give a text without times of day: "9.30am", "4pm to 6pm", "16:00-18:00"."""
    return re.sub(rf"\b(?:at\s|from\s)?{_TIME}(?:\s?(?:-|to|until)\s?{_TIME})?", " ", _tidy(text), flags=_FLAGS)


def _in_year(match: re.Match[str], month_first: bool, academic_year: str) -> dt.date | None:
    if "name" in match.re.groupindex:
        month, day_of_month = _MONTHS.index(match["name"][:3].casefold()) + 1, int(match["day"])
    else:
        first, second = int(match["first"]), int(match["second"])
        month, day_of_month = (first, second) if month_first else (second, first)
    if not 1 <= month <= 12:
        return None
    starts_in = starting_year(academic_year)
    return _date(str(starts_in if month >= 9 else starts_in + 1), month, str(day_of_month))


def weekday_named_in(text: str) -> int | None:
    """Give the weekday that a text begins with, Monday being 0; None where it names none."""
    return _WEEKDAYS.index(text[:3].casefold()) if re.match(_WEEKDAY.removesuffix("?"), _tidy(text), _FLAGS) else None


def minutes(text: Any) -> float | None:
    """Give the minutes of a duration such as "1h 6m 19s", "55m 12s", "64" or "1:06:19", None where it is none.

    A plain number is minutes. "6:19" is None: it may be hours or minutes. A time cell counts from midnight.
    """
    if isinstance(text, dt.time):
        return text.hour * 60 + text.minute + text.second / 60
    if isinstance(text, int | float) and not isinstance(text, bool):
        return float(text) if 0 <= text < float("inf") else None
    written = _tidy(text) if isinstance(text, str) else ""
    if _NUMBER.fullmatch(written):
        return float(written)
    match = _HOURS_MINUTES_SECONDS.fullmatch(written) or _WITH_UNITS.fullmatch(written)
    if match is None or not any(match.groups()):
        return None
    hours, whole_minutes, seconds = (float(group or 0) for group in match.groups())
    return hours * 60 + whole_minutes + seconds / 60


def _tidy(text: str) -> str:
    """Make all blanks and hyphens plain ones; take out marks of writing direction, and those that keep a text a text.

    Browsers put such marks before dates, and some tools write ="2025-11-05" so that Excel leaves it alone.
    """
    plain = " ".join(text.translate(_PLAIN).split()).removeprefix("'")
    return plain[2:-1] if plain.startswith('="') and plain.endswith('"') else plain


def _date(year: str, month: int, day_of_month: str) -> dt.date | None:
    number = int(year)
    if len(year) == 2:
        # As far as the serial numbers of Excel are believed.
        number += 2000 if number <= 50 else 1900
    try:
        return dt.date(number, month, int(day_of_month)) if 1900 <= number < 2100 else None
    except ValueError:
        return None
