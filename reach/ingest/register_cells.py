"""The cells of an attendance table put into types: each text of a column is understood once, and what is unclear noted.

Nothing is guessed without a word: a text that is understood in one of several ways, or not at all, is Unclear until
somebody says what it means.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from reach import formats
from reach.ingest.attendance_marks import ATTENDANCES, marks
from reach.ingest.cells import number_of, text_of
from reach.ingest.dates import day, days_in, minutes, weekday_named_in
from reach.ingest.details import HOLD, LEAVE_OUT, Answers, Unclear, programme_named_in
from reach.matching import plain_words
from reach.settings import Settings

OUTSIDE = "dates outside the academic years"
"""The text under which all dates of no academic year are asked about together."""
NOBODY = "rows that name nobody"
"""The text under which rows without a name or an e-mail address are asked about together."""
BLANK = "blank cells"
"""The text under which blank cells of attendance are asked about, where a blank may mean anything."""
_OF_BLANKS = {"person": NOBODY, "attendance": BLANK}
COUNT_ONE = "count one"
"""The answer that counts rows without a name as one unnamed person of their school."""


class Cell(NamedTuple):
    """What a cell was taken for. problem says why its row is to be held; is_left_out: the row is of nobody."""

    value: Any = None
    problem: str = ""
    is_left_out: bool = False


class RegisterCells:
    """Understands the cells of one table. unclear gathers what a person should see."""

    def __init__(
        self,
        settings: Settings,
        answers: Answers,
        *,
        month_first: bool,
        attendance: Iterable[str],
        blank_attendance: str | None = "booked",
        academic_year: str | None = None,
        likely_year: str | None = None,
    ) -> None:
        self._blank_attendance = blank_attendance
        self._academic_year = academic_year
        self._likely_year = likely_year
        self._settings = settings
        self._answers = answers
        self._month_first = month_first
        periods = list(settings.periods())
        self._first_day = min(period.starts_on for period in periods)
        self._last_day = max(period.ends_on for period in periods)
        self._marks = marks({text for text in attendance if text})
        self._programmes = {
            plain_words(written): each.code
            for each in settings.programmes
            for written in (each.name, each.code, f"{each.name} {each.code}", f"{each.code} {each.name}")
        }
        self._cells: dict[tuple[str, Any], tuple[Cell, Unclear | None]] = {}
        self._readers = {
            "attendance": self._attendance,
            "programme": self._programme,
            "held_on": self._day,
            "session_number": self._session_number,
            "hours": self._hours,
            "pupils": self._pupils,
            "person": self._nobody,
        }

    @property
    def unclear(self) -> list[Unclear]:
        """What is or was unclear, in the order of the table."""
        return [found for _, found in self._cells.values() if found]

    def read(self, column: str, cell: Any, row: int) -> Cell:
        """Give what a cell means."""
        key = _key(column, cell)
        known = self._cells.get(key)
        if known is None:
            known = self._cells[key] = self._understood(column, cell, row)
        return known[0]

    def count(self, column: str, cell: Any, rows: int) -> None:
        """Note that so many rows have a cell that was read before."""
        known = self._cells.get(_key(column, cell))
        if known and known[1]:
            known[1].rows += rows

    def _understood(self, column: str, cell: Any, row: int) -> tuple[Cell, Unclear | None]:
        text = text_of(cell)
        guess, problem, is_open = self._readers[column](cell, text)
        shown = OUTSIDE if problem == _OUTSIDE_PROBLEM else text or _OF_BLANKS.get(column, text)
        answer = self._answers.values.get(column, {}).get(shown)
        if answer is None:
            is_noted = is_open or (problem and text)
            noted = Unclear(column, shown, _as_text(guess), problem, is_open, row) if is_noted else None
            if not (is_open or problem):
                noted = self._worth_showing(column, text, guess, row)
            return Cell(guess, problem or (_not_understood(column, text) if is_open else "")), noted
        noted = Unclear(column, shown, answer, "", False, row)
        if answer == LEAVE_OUT:
            return Cell(is_left_out=True), noted
        if answer == HOLD:
            return Cell(guess, problem or _not_understood(column, text)), noted
        return Cell(_from_answer(column, answer)), noted

    def _worth_showing(self, column: str, text: str, guess: Any, row: int) -> Unclear | None:
        """Show what each attendance word and each loosely written programme was taken for."""
        if column == "attendance" and guess:
            return Unclear(column, text or BLANK, guess, "", False, row)
        if column == "programme" and text and plain_words(text) not in self._programmes:
            return Unclear(column, text, guess, "", False, row)
        return None

    def _attendance(self, _cell: Any, text: str) -> tuple[Any, str, bool]:
        if not text:
            blank = self._blank_attendance
            if blank == "":
                return None, "It is not said whether they attended", False
            return blank or "absent", "" if blank else "Nothing stands there", blank is None
        mark = self._marks.get(text) or marks({text})[text]
        if mark.attendance is None:
            return None, f"The attendance is none of {', '.join(ATTENDANCES)}", True
        return mark.attendance, "", mark.is_open

    def _programme(self, _cell: Any, text: str) -> tuple[Any, str, bool]:
        if not text:
            return None, "The programme is missing", False
        code = self._programmes.get(plain_words(text)) or programme_named_in(text, self._settings)
        return code, "" if code else f"Programme “{text}” is not in hub.toml", code is None

    def _day(self, cell: Any, text: str) -> tuple[Any, str, bool]:
        found = day(cell, month_first=self._month_first)
        if found is None and self._academic_year:
            days = days_in(text, month_first=self._month_first, academic_year=self._academic_year)
            found = days[0][0] if len(days) == 1 and len(days[0][1]) == len(text) else None
        if found is None:
            return self._guessed_day(text), "The session date is not a date", bool(text)
        if not self._first_day <= found <= self._last_day:
            return found, _OUTSIDE_PROBLEM, True
        weekday = weekday_named_in(text)
        if weekday is not None and weekday != found.weekday():
            return found, f"{formats.day(found)} is a {found:%A}", True
        return found, "", False

    def _guessed_day(self, text: str) -> dt.date | None:
        """Guess the year of a day without one: that of the table's other days, else the latest in which it is over."""
        today = dt.date.today()
        years = sorted(self._settings.academic_year_names(), reverse=True)
        for year in [self._likely_year] if self._likely_year else years:
            days = days_in(text, month_first=self._month_first, academic_year=year)
            if len(days) == 1 and days[0][0] <= today:
                return days[0][0]
        return None

    def _session_number(self, _cell: Any, text: str) -> tuple[Any, str, bool]:
        number = session_number(text)
        return number, "" if number is not None else "The session is not a number", number is None

    def _hours(self, cell: Any, text: str) -> tuple[Any, str, bool]:
        hours = number_of(cell)
        if hours is None and text:
            in_minutes = minutes(text if re.search("[a-z:]", text, re.IGNORECASE) else None)
            hours = round(in_minutes / 60, 2) if in_minutes is not None else None
        is_wrong = bool(text) and (hours is None or not 0 <= hours <= 100)
        return None if is_wrong else hours, "The hours are not a number" if is_wrong else "", is_wrong

    def _pupils(self, cell: Any, text: str) -> tuple[Any, str, bool]:
        pupils = number_of(cell)
        is_wrong = bool(text) and (pupils is None or not 0 <= pupils <= 100_000 or pupils != int(pupils))
        value = int(pupils) if pupils is not None and not is_wrong else None
        return value, "The pupils are not a whole number" if is_wrong else "", is_wrong

    def _nobody(self, _cell: Any, _text: str) -> tuple[Any, str, bool]:
        return None, "There is neither an e-mail address nor a name", True


def _key(column: str, cell: Any) -> tuple[str, Any]:
    return column, cell if isinstance(cell, str) else (type(cell).__name__, cell)


_OUTSIDE_PROBLEM = "The session date is in no academic year of the dashboard"


def session_number(text: str) -> int | None:
    """Give 2 for "2", "Session 2" and "Session 2 of 4", 1 where nothing is given, None for what is no one session."""
    if not text:
        return 1
    match = re.fullmatch(r"\D{0,20}?(\d{1,3})(?:\.0)?(?:\s*of\s*\d{1,3})?", text, re.ASCII | re.IGNORECASE)
    return int(match[1]) if match else None


def _not_understood(column: str, text: str) -> str:
    return f"It was not said what “{text}” means" if column != "person" else "The row names nobody"


def _as_text(value: Any) -> str | None:
    return None if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)


def _from_answer(column: str, answer: str) -> Any:
    if column == "held_on":
        return dt.date.fromisoformat(answer)
    if column in ("session_number", "pupils"):
        return int(answer)
    return float(answer) if column == "hours" else answer
