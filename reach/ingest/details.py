"""What a file as a whole is about, where its rows do not say so: activity, programme, date, session."""

import dataclasses
import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from reach.ingest.date_order import DateOrder, date_order
from reach.ingest.rows import Rows
from reach.matching import plain_words
from reach.settings import Settings

LEAVE_OUT = "leave out"
"""The answer that a row is of nobody who was asked to come, such as one marked N/A."""
HOLD = "hold"
"""The answer that rows are to be held with their reason, until the file is corrected."""


SCHOOL_BLANK = "rows without a school"
"""The text under which rows are asked about that name no school where the row above does."""
SCHOOL_ABOVE = "school above"
"""The answer that they are of the school above."""


NUMBERS = "numbers under sessions"
"""The text of the question what the numbers of a register with a column a session are."""
HOURS = "hours"
"""The answer that they are the hours that people stayed."""
MARKS = "marks"
"""The answer that they are marks: 1 for who attended, 0 for who did not."""


@dataclasses.dataclass
class Unclear:
    """A text of a column that has to be asked about, or that was answered or guessed; rows are those that have it.

    guess is what it was taken for, None where it is nothing known. is_open: it still has to be asked.
    """

    column: str
    text: str = dataclasses.field(repr=False)
    guess: str | None
    problem: str
    is_open: bool
    first_row: int
    rows: int = 0


@dataclasses.dataclass(frozen=True)
class Details:
    """What holds for all rows of a file: said by the file itself, or answered by the administrator.

    attendance is "attended" or "booked", for tools whose rows only say that somebody filled in a form.
    """

    activity: str | None = None
    programme: str | None = None
    held_on: dt.date | None = None
    session_number: int | None = None
    attendance: str | None = None

    def completed_by(self, other: "Details") -> "Details":
        """Give these details, and the other's where these say nothing."""
        mine, theirs = dataclasses.asdict(self), dataclasses.asdict(other)
        return Details(**{key: theirs[key] if value in (None, "") else value for key, value in mine.items()})


@dataclasses.dataclass(frozen=True)
class Answers:
    """What the administrator has answered about a file.

    minimum_minutes: a stay of so many minutes counts as attended; None is half of the meeting.
    counts_organisers: organisers and presenters are attendees, too.
    columns: our column names and their positions in a row; None is a column that is not in the table.
    heading_line: the line in which the headings stand, as people count.
    month_first: how 05/11/2025 is read; month_first_before: how it was read in earlier files of the same tool.
    values: what texts of a column mean, by column: an attendance, a day (2025-11-05), a programme's code, a number,
    LEAVE_OUT or HOLD.
    takes_as_it_is: one of the DfE's files is taken although it seems to be a part, or of a day still to come.
    leaves_out: the table is not to be imported, such as one tab of several.
    holds_unclear: rows with an open question are held, rather than the file asked about; but for what all
    rows share, such as the order of day and month.
    """

    details: Details = Details()
    minimum_minutes: float | None = None
    counts_organisers: bool | None = None
    columns: Mapping[str, int | None] | None = None
    heading_line: int | None = None
    month_first: bool | None = None
    month_first_before: bool | None = None
    values: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    holds_unclear: bool = False
    leaves_out: bool = False
    takes_as_it_is: bool = False

    def columns_or(self, taken: Mapping[str, int | None]) -> dict[str, int]:
        """Give the places of columns as somebody said them, and where nothing was said as they were taken."""
        answered = self.columns or {}
        places = {**{column: place for column, place in taken.items() if column not in answered}, **answered}
        return {column: place for column, place in places.items() if place is not None}

    def date_order(self, cells: Iterable[Any], **rules: Any) -> DateOrder:
        """Find how the dates among some cells are read. rules are further facts that `date_order` knows of a tool."""
        return date_order(cells, answered=self.month_first, before=self.month_first_before, **rules)

    def completed_by(self, other: "Answers") -> "Answers":
        """Give these answers, and the other's where these say nothing: those about an earlier file, for example."""
        columns = {**(other.columns or {}), **(self.columns or {})}
        values = {
            column: {**other.values.get(column, {}), **self.values.get(column, {})}
            for column in {**other.values, **self.values}
        }
        return Answers(
            self.details.completed_by(other.details),
            other.minimum_minutes if self.minimum_minutes is None else self.minimum_minutes,
            other.counts_organisers if self.counts_organisers is None else self.counts_organisers,
            columns or None,
            other.heading_line if self.heading_line is None else self.heading_line,
            other.month_first if self.month_first is None else self.month_first,
            other.month_first_before if self.month_first_before is None else self.month_first_before,
            values,
            self.holds_unclear or other.holds_unclear,
            self.leaves_out or other.leaves_out,
            self.takes_as_it_is or other.takes_as_it_is,
        )


@dataclasses.dataclass(frozen=True)
class Entries:
    """The rows of a tool's export in the words of the hub's template.

    columns are the places of our columns in the table, for what a person is shown and may change; used those of columns
    that say something else that counts, such as how long somebody stayed. headings are those of the rows where they are
    not the table's first.
    left_out counts the rows that are no attendees, by what they are: {"organiser": 1}.
    also_named are people whom the file names elsewhere than in its rows, such as a meeting's host.
    asks names the details that the rows may lack.
    date_order says how its dates are read; None where the rows' own dates decide it.
    blank_attendance is what a blank cell of attendance means, None where it has to be asked, ""
    where there is no such column.
    academic_year is that of days that are written without one; unclear are texts that the kind itself understood.
    doubtful are columns of ours that have to be asked about: guessed, or needed and not found.
    remarks are sentences about the table that a person should see. legend is what the file itself says that its marks
    mean.
    """

    rows: Rows
    details: Details = Details()
    left_out: Mapping[str, int] = dataclasses.field(default_factory=dict)
    asks: tuple[str, ...] = ("activity", "programme", "held_on", "session_number")
    has_stays: bool = False
    also_named: Sequence[str] = ()
    columns: Mapping[str, int] = dataclasses.field(default_factory=dict)
    used: Collection[int] = ()
    headings: Sequence[str] = ()
    date_order: DateOrder | None = None
    blank_attendance: str | None = "booked"
    academic_year: str | None = None
    unclear: Sequence[Unclear] = ()
    doubtful: Collection[str] = ()
    remarks: Sequence[str] = ()
    legend: Mapping[str, str] = dataclasses.field(default_factory=dict)


def details_of(entries: Entries, answers: Answers) -> Details:
    """Give what holds for all rows that do not say it themselves.

    The day and the session that the table says stand, unless somebody said what is meant instead: what was given with
    several files is for those that say none.
    """
    of_table = entries.details
    instead = {
        detail: answer
        for detail in ("held_on", "session_number")
        if (answer := answers.values.get(detail, {}).get(text_in_table(entries, detail))) not in (None, LEAVE_OUT, HOLD)
    }
    held_on = dt.date.fromisoformat(instead["held_on"]) if "held_on" in instead else of_table.held_on
    number = int(instead["session_number"]) if "session_number" in instead else of_table.session_number
    return dataclasses.replace(
        answers.details.completed_by(of_table),
        held_on=held_on or answers.details.held_on,
        session_number=number or answers.details.session_number,
    )


def text_in_table(entries: Entries, detail: str) -> str:
    """Give the day or the session that a table says of all its rows, as a text; "" where it says none."""
    value = getattr(entries.details, detail)
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value or "")


def entries_of_columns(rows: Rows, title: str, settings: Settings, **facts: Any) -> Entries:
    """Give rows that stand under our own columns, with what a sheet's title says of all of them.

    facts are further fields of Entries.
    """
    # What some rows say and others do not is missing there: the sheet's name does not stand in for it.
    names_activity = rows.has("activity") or rows.has("programme")
    details = Details() if names_activity or not title else details_in_title(title, settings)
    return Entries(rows, details, asks=("activity", "programme", "held_on", "session_number", "attendance"), **facts)


def details_in_title(title: str, settings: Settings) -> Details:
    """Read a meeting's title: the programme whose name stands in it, and the number of the session."""
    number = re.search(r"\b(?:session|part|week|workshop|day)\s*(\d{1,2})\b", title, re.IGNORECASE)
    without_number = title.replace(number[0], "").strip(" -–:,|") if number else title.strip()
    return Details(
        activity=without_number or None,
        programme=programme_named_in(title, settings),
        session_number=int(number[1]) if number else None,
    )


def programme_named_in(text: str, settings: Settings) -> str | None:
    """Give the code of the one programme whose code or name stands in a text; the longest name, if several do."""
    words = f" {plain_words(text)} "
    found = {
        programme.code: len(name)
        for programme in settings.programmes
        for name in (plain_words(programme.name), plain_words(programme.code))
        if name and f" {name} " in words
    }
    if not found:
        return None
    longest = max(found.values())
    codes = [code for code, length in found.items() if length == longest]
    return codes[0] if len(codes) == 1 else None
