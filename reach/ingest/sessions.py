"""Sessions as people name them: "Session 2 of 4", "S1 5/11", "Wednesday 5th November 2025, 4pm", "1 and 3", "8 Oct"."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from reach import formats
from reach.academic_years import academic_year_name
from reach.ingest.dates import day, days_in, weekday_named_in, without_times

_WORD = (
    r"(?:sessions?|sess|s|weeks?|wk|workshops?|days?|parts?|twilights?|work ?groups?|wg|meetings?|modules?|webinars?)"
)
_NUMBERED = re.compile(
    rf"\b{_WORD}\.?\s*(?:no\.?|number)?\s*(\d{{1,2}}(?:\s*(?:,|&|\+|and|-|to)\s*\d{{1,2}})*)(?:\s*of\s*\d{{1,2}})?\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(\d{1,2}(?:\s*(?:,|&|\+|and|-|to)\s*\d{1,2})*)(?:\s*of\s*\d{1,2})?\s*", re.IGNORECASE)
_PARTS_OF_DAY = {
    **dict.fromkeys(("am", "morning", "am session", "morning session"), (1,)),
    **dict.fromkeys(("pm", "afternoon", "pm session", "afternoon session"), (2,)),
    **dict.fromkeys(("am and pm", "am pm", "both", "all day", "morning and afternoon", "full day"), (1, 2)),
}
_TWO_YEARS = re.compile(r"\b(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)\b")


class NamedSession(NamedTuple):
    """A session that a text names: by its number, its day, or both. text is what stands there for it."""

    number: int | None
    day: dt.date | None
    text: str


def sessions_named_in(
    text: str, *, month_first: bool = False, academic_year: str | None = None
) -> list[NamedSession] | None:
    """Give the sessions that a cell names, none for a blank one; None where they are not understood.

    academic_year is that of days without a year, such as 8 Oct; without it they are not understood.
    """
    found: list[NamedSession] = []
    for choice in _choices(text):
        sessions = list(_of_choice(choice, month_first, academic_year))
        if not sessions:
            return None
        found += sessions
    return list(dict.fromkeys(found))


def session_in_heading(
    cell: object, *, month_first: bool = False, academic_year: str | None = None
) -> NamedSession | None:
    """Give the one session that a heading names, None for a heading of anything else."""
    if isinstance(cell, dt.date):
        held_on = cell.date() if isinstance(cell, dt.datetime) else cell
        return NamedSession(None, held_on, f"{held_on:%d/%m/%Y}")
    text = " ".join(str(cell or "").split())
    if not text or len(text) > 60 or not re.search(r"\d", text):
        return None
    written = [found for found, _ in days_in(text, month_first=month_first, academic_year=academic_year)]
    dayless = [found for found, _ in days_in(text, month_first=month_first, academic_year="2000/01")]
    rest = _without_days(text, month_first)
    numbers = _numbers(rest)
    if len(numbers) > 1 or len(written) > 1 or not (numbers or dayless):
        return None
    words = re.sub(r"[\W\d_]+", " ", _NUMBERED.sub(" ", rest)).split()
    if len(words) > 3 or (dayless and not written and academic_year):
        return None
    return NamedSession(next(iter(numbers), None), next(iter(written), None), text)


def in_words(session: NamedSession) -> str:
    """Give a session as people say it: "session 2, Wednesday 5 November 2025"."""
    number = f"session {session.number}" if session.number else ""
    held_on = formats.day_of_week(session.day) if session.day else ""
    return ", ".join(filter(None, (number, held_on)))


def wrong_weekday(text: str, *, month_first: bool = False, academic_year: str | None = None) -> str:
    """Say which day of a text is on another weekday than the one beside it; "" where none is."""
    for found, written in days_in(text, month_first=month_first, academic_year=academic_year):
        weekday = weekday_named_in(written)
        if weekday is not None and weekday != found.weekday():
            return f"{formats.day(found)} is a {found:%A}"
    return ""


def academic_year_in(text: str) -> str | None:
    """Give the academic year that a title names, such as 2025-26; None where it names none."""
    match = _TWO_YEARS.search(text)
    if match and (int(match[1]) + 1) % 100 == int(match[2]):
        return academic_year_name(int(match[1]))
    return None


def _choices(text: str) -> list[str]:
    """Part what was ticked: at semicolons and line ends. Commas stand in days and lists of numbers, too."""
    if re.search(r"[;\n|]", text):
        return [choice.strip() for choice in re.split(r"[;\n|]", text) if choice.strip()]
    return [text.strip()] if text.strip() else []


def is_part_of_day(text: str) -> bool:
    """Whether a text is a part of a day, such as AM, which is taken for the first session of its day."""
    return not re.search(r"\d", text) and _part_of_day(text) in _PARTS_OF_DAY


def _part_of_day(text: str) -> str:
    plain = " ".join(re.sub(r"[^a-z]+", " ", text.casefold().replace("&", " and ").replace(".", "")).split())
    return plain.removesuffix(" only")


def _of_choice(choice: str, month_first: bool, academic_year: str | None) -> Iterator[NamedSession]:
    """Give the sessions of one choice, none where it is not understood."""
    known = day(choice, month_first=month_first)
    if known:
        yield NamedSession(None, known, choice)
    elif is_part_of_day(choice):
        for number in _PARTS_OF_DAY[_part_of_day(choice)]:
            yield NamedSession(number, None, f"Session {number}")
    else:
        yield from _in_sentence(choice, month_first, academic_year)


def _in_sentence(choice: str, month_first: bool, academic_year: str | None) -> Iterator[NamedSession]:
    days = days_in(choice, month_first=month_first, academic_year=academic_year)
    undecided = days_in(choice, month_first=month_first, academic_year="2000/01")
    if len(undecided) > len(days) or _has_number_before(choice, days):
        return
    numbers = _numbers(_without_days(choice, month_first))
    if len(days) == 1 and len(numbers) <= 1:
        yield NamedSession(next(iter(numbers), None), days[0][0], choice)
    elif days and len(numbers) == len(days):
        for number, (found, written) in zip(numbers, days, strict=True):
            yield NamedSession(number, found, written)
    elif days and not numbers:
        for found, written in days:
            yield NamedSession(None, found, written)
    elif not days:
        for number in numbers:
            yield NamedSession(number, None, f"Session {number}")


def _has_number_before(choice: str, days: list[tuple[dt.date, str]]) -> bool:
    """Whether a number stands before a day that may be another day or a session, as in “4, 5 November”."""
    for _, written in days:
        choice = choice.replace(written, "\0", 1)
    before = [piece for piece in choice.split("\0")[:-1] if not _NUMBERED.search(piece)]
    return any(re.search(r"(?<![\d:.-])\d{1,2}(?:st|nd|rd|th)?\s?[,/–-]\s?$", piece) for piece in before)


def _without_days(text: str, month_first: bool) -> str:
    for _, written in days_in(text, month_first=month_first, academic_year="2000/01"):
        text = text.replace(written, " ")
    return without_times(text)


def _numbers(text: str) -> list[int]:
    """Give the numbers of sessions in a text that has no days and times in it any more."""
    found = [match[1] for match in _NUMBERED.finditer(text)]
    bare = _BARE.fullmatch(text)
    if not found and bare:
        found = [bare[1]]
    numbers: list[int] = []
    for group in found:
        pieces = re.findall(r"\d+|-|to", group.casefold())
        for place, piece in enumerate(pieces):
            if piece.isdigit():
                numbers.append(int(piece))
            elif 0 < place < len(pieces) - 1:
                numbers += range(int(pieces[place - 1]) + 1, int(pieces[place + 1]))
    return [number for number in dict.fromkeys(numbers) if number]
