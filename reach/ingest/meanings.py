"""What a table was taken to say: each meaning with an example from it, what it may be instead, and whether it is open.

A meaning that is open has to be answered before the table is imported; every other one can be changed.
"""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from reach import formats
from reach.academic_years import holiday_on
from reach.errors import ImportFileError
from reach.ingest.attendance_marks import ATTENDANCES
from reach.ingest.cells import number_of, text_of
from reach.ingest.date_order import DateOrder
from reach.ingest.dates import day
from reach.ingest.details import (
    HOLD,
    HOURS,
    LEAVE_OUT,
    MARKS,
    SCHOOL_ABOVE,
    Answers,
    Entries,
    Unclear,
    details_of,
    text_in_table,
)
from reach.ingest.part import Part
from reach.ingest.readings import TAKE_IT, Meaning, Reading
from reach.ingest.register import Register
from reach.ingest.register_cells import BLANK, COUNT_ONE
from reach.ingest.sessions import sessions_named_in
from reach.ingest.tools.several_people import several_people
from reach.settings import Settings

COLUMN_LABELS = {
    "school": "School",
    "urn": "URN",
    "dfe_number": "DfE number (344/3374)",
    "postcode": "School’s postcode",
    "full_name": "Name (whole)",
    "first_name": "First name",
    "last_name": "Last name",
    "email": "Email address",
    "role": "Role",
    "attendance": "Attendance",
    "booking_status": "Status of the booking",
    "held_on": "Date of the session",
    "activity": "Activity",
    "cohort": "Cohort",
    "programme": "Programme",
    "session_number": "Session number",
    "sessions": "Sessions",
    "hours": "Hours",
    "pupils": "Pupils",
}
"""What can stand in a column of an attendance table, in the words of the screen."""

_OF_PEOPLE = ("full_name", "first_name", "last_name", "email")
_DETAIL_LABELS = {
    "activity": "Activity",
    "programme": "Programme",
    "held_on": "Date of the session",
    "session_number": "Session",
    "attendance": "What being in this list means",
}
_IN_A_SENTENCE = {
    "activity": "the activity",
    "programme": "the programme",
    "held_on": "the date of the session",
    "attendance": "whether those in it attended or booked",
}
_DETAIL_OPTIONS = {
    "activity": "--activity",
    "programme": "--programme",
    "held_on": "--date",
    "session_number": "--session",
    "attendance": "--attendance",
}
_VALUE_LABELS = {
    LEAVE_OUT: "Leave these rows out",
    HOLD: "Hold these rows",
    SCHOOL_ABOVE: "They are of the school above",
    COUNT_ONE: "Count one unnamed person for each school",
    HOURS: "Hours that people stayed",
    MARKS: "Marks: 1 attended, 0 did not",
    "person": "Rows that name nobody",
    "numbers": "Numbers under sessions",
}
_MOST_REMARKS = 5
DATE_ORDERS = {"day first": False, "month first": True}


class QuestionsOpenError(ImportFileError):
    """A table does not say everything, or may mean more than one thing. reading has the questions."""

    def __init__(self, name: str, reading: Reading) -> None:
        asked = reading.open
        options = list(dict.fromkeys(each.answer_with.split(" ")[0] for each in asked))
        super().__init__(
            f"{name} leaves {'a question' if len(asked) == 1 else f'{len(asked)} questions'} open",
            f"{' '.join(_questions(asked))} Nothing was changed. Answer on the Imports page, or on the command line "
            f"with {' '.join(options)}.",
        )
        self.reading = reading


def _questions(asked: Sequence[Meaning]) -> list[str]:
    """Say what is asked. No text of the file is quoted, as it may name people."""
    # One of the DfE's files names nobody: what is doubted of it can be said.
    found = [each.why for each in asked if each.about == "register"]
    details = [_IN_A_SENTENCE[each.about] for each in asked if each.about in _IN_A_SENTENCE]
    if details:
        found.append(f"It does not say {formats.listed(details)}.")
    if any(each.about == "date order" for each in asked):
        found.append("Its dates can be read with the day or with the month first.")
    for column, count in Counter(each.column for each in asked if each.about == "value").items():
        label = _VALUE_LABELS.get(column) or COLUMN_LABELS.get(column, column)
        what = formats.count_of(count, "text")
        found.append(f"{label}: it is not clear what {what} there {'means' if count == 1 else 'mean'}.")
    columns = [each.label for each in asked if each.about == "column"]
    if columns:
        found.append(f"It is not clear which column is meant for: {', '.join(columns)}.")
    return found


def reading_of(part: Part, entries: Entries, register: Register, answers: Answers, settings: Settings) -> Reading:
    """Give what an attendance table was taken to say."""
    if not register.numbers and not register.left_out:
        return Reading()
    is_needed = entries.rows.has("held_on") or bool(entries.details.held_on) or answers.details.held_on is None
    headings = list(entries.headings) or (part.headings if part.lines else [])
    meanings = [
        *_details(entries, register, answers, settings),
        *_date_order(register.date_order, is_needed=is_needed),
        *_heading_line(part),
        *_columns(part, entries, headings),
        *(_value(each, settings) for each in register.unclear if _is_of_the_file(each, part, entries)),
    ]
    used = {*entries.columns.values(), *entries.used, *part.sessions}
    unused = [heading for place, heading in enumerate(headings) if heading and place not in used]
    passed_over = [
        f"The tab “{name}” has no table of people and schools, and is not read." for name in part.passed_over
    ]
    hidden = [f"The tab “{name}” is hidden, and is not read." for name in part.hidden]
    hidden += _hidden_lines(part, register)
    of_days = _remarks(register, part.source.saved_on, settings.holidays())
    of_people = several_people(list(entries.headings) or part.headings, part.body, entries.columns)
    remarks = [*passed_over, *hidden, *entries.remarks, *of_people, *of_days]
    return Reading(meanings, remarks, unused, register.left_out, entries.has_stays)


def _hidden_lines(part: Part, register: Register) -> list[str]:
    """Point out rows that nobody sees who opens the workbook, such as those that a filter left out."""
    lines = sorted(part.hidden_lines & set(register.numbers)) if part.hidden_lines else []
    if not lines:
        return []
    shown = formats.listed([f"{line:,}" for line in lines[:_MOST_REMARKS]])
    more = f" and {len(lines) - _MOST_REMARKS:,} more" if len(lines) > _MOST_REMARKS else ""
    return [f"Hidden in the workbook, but read: {'line' if len(lines) == 1 else 'lines'} {shown}{more}."]


def with_answer(answers: Answers, meaning: Meaning, value: str) -> Answers:
    """Give answers with one more, for a meaning. Raises ValueError where it cannot be that."""
    if meaning.options and value not in meaning.options:
        if meaning.about != "value" or meaning.column not in FREE:
            raise ValueError(f"It may be {', '.join(meaning.options)}.")
        value = _typed(meaning.column, value)
    match meaning.about:
        case "date order":
            return dataclasses.replace(answers, month_first=DATE_ORDERS[value])
        case "register":
            return dataclasses.replace(answers, takes_as_it_is=value == TAKE_IT)
        case "column":
            columns = {**(answers.columns or {}), meaning.column: int(value) if value else None}
            return dataclasses.replace(answers, columns=columns)
        case "heading line":
            line = int(_typed("session_number", value))
            return dataclasses.replace(answers, heading_line=line, columns=None)
        case "value":
            return _with_value(answers, meaning.column, meaning.text, value)
        case "held_on" | "session_number" if meaning.text:
            return _with_value(answers, meaning.about, meaning.text, _typed(meaning.about, value))
    detail = {meaning.about: _detail(meaning.about, value)}
    return dataclasses.replace(answers, details=dataclasses.replace(answers.details, **detail))


def _detail(name: str, value: str) -> Any:
    """Give a detail as Details has it. Raises ValueError where it cannot be that."""
    if name == "held_on":
        return dt.date.fromisoformat(_typed(name, value))
    return int(_typed(name, value)) if name == "session_number" else value


def _with_value(answers: Answers, column: str, text: str, value: str) -> Answers:
    of_column = {**answers.values.get(column, {}), text: value}
    return dataclasses.replace(answers, values={**answers.values, column: of_column})


def value_answer(column: str, value: str) -> str:
    """Give what somebody wrote that a text of a column means, as answers have it.

    column may be one of ours or its name on the command line. Raises ValueError where the text cannot mean that.
    """
    column = _NAMES_ON_COMMAND_LINE.get(column, column)
    if column not in _VALUE_COLUMNS:
        raise ValueError(f"“{column}” is none of {', '.join(map(_name_of, _VALUE_COLUMNS))}.")
    plain = value.strip().casefold()
    if plain in (LEAVE_OUT, HOLD):
        return plain
    if column in FREE:
        return _typed(column, value.strip())
    if column == "numbers" and plain not in (HOURS, MARKS):
        raise ValueError(f"“{value}” is none of {HOURS}, {MARKS}.")
    if column == "attendance" and plain not in ATTENDANCES:
        raise ValueError(f"“{value}” is none of {', '.join((*ATTENDANCES, LEAVE_OUT, HOLD))}.")
    return value.strip() if column == "programme" else plain


def column_answered(name: str) -> str:
    """Give our column for its name on the command line."""
    return _NAMES_ON_COMMAND_LINE.get(name, name)


_NAMES_ON_COMMAND_LINE = {"date": "held_on", "session": "session_number", "name": "full_name"}
_VALUE_COLUMNS = (
    "attendance",
    "held_on",
    "session_number",
    "sessions",
    "programme",
    "hours",
    "pupils",
    "school",
    "person",
    "numbers",
)


def _name_of(column: str) -> str:
    return next((name for name, ours in _NAMES_ON_COMMAND_LINE.items() if ours == column), column)


FREE = ("held_on", "session_number", "hours", "pupils", "sessions")
"""Columns whose texts may mean any day or number."""


def _typed(column: str, value: str) -> str:
    """Give a day or a number that somebody typed as answers have it. Raises ValueError where it is none."""
    if column == "held_on":
        found = day(value)
        if found is None:
            raise ValueError(f"“{value}” is not a day. Write it as 14/10/2026.")
        return found.isoformat()
    if column == "sessions":
        if not sessions_named_in(value):
            raise ValueError("Write the sessions as 1, 3 or their days as 08/10/2026; 05/11/2026.")
        return value
    number = number_of(value)
    if number is None or number < 0 or (column != "hours" and number != int(number)):
        raise ValueError(f"“{value}” is not a number.")
    return f"{number:g}"


def _details(entries: Entries, register: Register, answers: Answers, settings: Settings) -> list[Meaning]:
    """Give the details that rows do not say themselves."""
    details = details_of(entries, answers)
    columns = {column for column in entries.asks if entries.rows.has(column)}
    found = []
    for detail in entries.asks:
        value = getattr(details, detail)
        lacking = register.lacks.get(detail, 0)
        if detail in columns and not entries.rows.blank(detail):
            continue
        if detail in ("session_number", "attendance") and (detail in columns or detail in entries.columns):
            continue
        is_open = value in (None, "") and (lacking > 0 or detail == "attendance")
        options = _detail_choices(detail, settings)
        written = _written(value)
        text = text_in_table(entries, detail) if detail in _STANDS else ""
        for_all_files = getattr(answers.details, detail)
        why = f"Not said in {formats.count_of(lacking, 'row')}." if is_open and detail in columns else ""
        if text:
            why = _why_it_stands(written, text, _written(for_all_files))
        found.append(
            Meaning(
                detail,
                _DETAIL_LABELS[detail],
                formats.day_of_week(value) if isinstance(value, dt.date) else options.get(written, written),
                written,
                is_open,
                text=text,
                why=why,
                options=options,
                answer_with=f'--means "{_name_of(detail)}: {text} = ..."' if text else _DETAIL_OPTIONS[detail],
            )
        )
    return found


_STANDS = ("held_on", "session_number")
"""Details that stand as the table says them, whatever is given for all files."""


def _why_it_stands(value: str, in_file: str, for_all: str) -> str:
    """Say that a day or a session is what the table says, and where another was given, that this one is not used."""
    if value != in_file:
        return f"You said so. The file says {in_file}."
    return "The file says so." + (
        f" What was given for files that do not say it, {for_all}, is not used." if for_all not in ("", in_file) else ""
    )


def _written(value: Any) -> str:
    return "" if value is None else f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


def _detail_choices(detail: str, settings: Settings) -> dict[str, str]:
    match detail:
        case "programme":
            return _programmes(settings)
        case "attendance":
            return {"attended": "They attended", "booked": "They booked a place"}
    return {}


def _programmes(settings: Settings) -> dict[str, str]:
    return {each.code: f"{each.name} ({each.code})" for each in settings.programmes}


def _date_order(order: DateOrder, *, is_needed: bool) -> list[Meaning]:
    """Give how dates are read; where somebody said the only one that counts, nothing has to be asked."""
    if not order.example:
        return []
    read = {name: order.example_read(month_first=month_first) for name, month_first in DATE_ORDERS.items()}
    options = {name: f"{formats.day_of_week(found)} ({name})" for name, found in read.items() if found}
    value = "month first" if order.month_first else "day first"
    return [
        Meaning(
            "date order",
            "Order of day and month",
            options[value],
            value,
            order.is_open and is_needed,
            text=order.example,
            why=f"{order.why} It is {' or '.join(options.values())}." if order.is_open else order.why,
            options=options,
            answer_with="--dates",
        )
    ]


def _heading_line(part: Part) -> list[Meaning]:
    """Give where the table begins and ends. A tool's own headings are known, and stand where they stand."""
    if part.found is None or not part.body:
        return []
    line = str(part.lines[part.header][0])
    return [
        Meaning(
            "heading line",
            "Line with the headings",
            line,
            line,
            False,
            why=f"The rows stand in lines {part.body[0][0]:,} to {part.body[-1][0]:,}.",
            answer_with="--heading-line",
        )
    ]


def _is_of_the_file(unclear: Unclear, part: Part, entries: Entries) -> bool:
    """Whether a text stands in the file: a stay is called attended or absent by nobody but us."""
    if unclear.column != "attendance" or unclear.is_open or "attendance" in entries.columns or part.sessions:
        return True
    return unclear.text.casefold() != unclear.guess and unclear.text != BLANK


def _columns(part: Part, entries: Entries, headings: Sequence[str]) -> list[Meaning]:
    options = {"": "Not in this table", **{str(place): heading for place, heading in enumerate(headings) if heading}}
    missing = [
        Meaning(
            "column",
            COLUMN_LABELS[column],
            "",
            "",
            True,
            column=column,
            why="No heading names it." if column == "school" else "No heading names the people.",
            options=options,
            answer_with=f'--column "{_name_of(column)}=..."',
        )
        for column in entries.doubtful
        if column not in entries.columns
    ]
    return missing + [
        Meaning(
            "column",
            COLUMN_LABELS.get(column, column),
            headings[place],
            str(place),
            column in entries.doubtful,
            column=column,
            # No example of a person: what is shown may be written down.
            text="" if column in _OF_PEOPLE else _example(part, place),
            why=_WHY_ASKED.get(column, "") if column in entries.doubtful else "",
            options=options,
            answer_with=f'--column "{_name_of(column)}=..."',
        )
        for column, place in entries.columns.items()
        if column in COLUMN_LABELS and place < len(headings)
    ]


_WHY_ASKED = {
    "cohort": "Different cohorts are different activities: the cohort is added to the activity’s name, unless you say "
    "that it is not in this table.",
    "sessions": "Each person is taken for the sessions that stand here, unless you say that none do.",
}


def _example(part: Part, place: int) -> str:
    return next((text for _, cells in part.body[:50] if place < len(cells) and (text := text_of(cells[place]))), "")


def _value(unclear: Unclear, settings: Settings) -> Meaning:
    options = _value_choices(unclear.column, settings)
    if unclear.column == "held_on" and unclear.guess and unclear.guess not in options:
        options = {unclear.guess: formats.day_of_week(dt.date.fromisoformat(unclear.guess)), **options}
    value = unclear.guess or ""
    rows = formats.count_of(unclear.rows, "row")
    label = _VALUE_LABELS.get(unclear.column) or COLUMN_LABELS.get(unclear.column, unclear.column)
    return Meaning(
        "value",
        label,
        options.get(value, value),
        value,
        unclear.is_open,
        column=unclear.column,
        text=unclear.text,
        why=f"{unclear.problem + ': ' if unclear.problem else 'In '}{rows}, the first in line {unclear.first_row}.",
        options=options,
        answer_with=f'--means "{_name_of(unclear.column)}: {unclear.text} = ..."',
    )


def _value_choices(column: str, settings: Settings) -> dict[str, str]:
    match column:
        case "attendance":
            choices = {each: each.capitalize() for each in ATTENDANCES}
        case "programme":
            choices = _programmes(settings)
        case "school":
            choices = {SCHOOL_ABOVE: _VALUE_LABELS[SCHOOL_ABOVE]}
        case "numbers":
            return {each: _VALUE_LABELS[each] for each in (HOURS, MARKS)}
        case "person":
            choices = {COUNT_ONE: _VALUE_LABELS[COUNT_ONE]}
        case _:
            choices = {}
    return {**choices, LEAVE_OUT: _VALUE_LABELS[LEAVE_OUT], HOLD: _VALUE_LABELS[HOLD]}


def _remarks(register: Register, saved_on: dt.date | None, holidays: Sequence[tuple[dt.date, dt.date]]) -> list[str]:
    """Point out days on which there are hardly ever sessions, and people who attended on days still to come.

    saved_on is the day on which the file was last saved, where it says so: nobody can have attended later.
    """
    today = dt.date.today()
    days: dict[dt.date, bool] = {}
    for entry in register.sound_entries:
        if entry.held_on:
            days[entry.held_on] = days.get(entry.held_on, False) or entry.attendance in ("attended", "absent")
    found: list[str] = []
    for held_on, has_been in sorted(days.items()):
        if has_been and held_on > today:
            what = "still to come, yet people are marked as attended or absent"
        elif has_been and saved_on and held_on > saved_on:
            what = f"after the day on which the file was saved, {saved_on:%d/%m/%Y}"
        elif held_on.weekday() >= 5:
            what = "at a weekend"
        else:
            what = holiday_on(held_on, holidays)
        if not what:
            continue
        found.append(f"{formats.day_of_week(held_on)} is {what}.")
    others = formats.count_of(len(found) - _MOST_REMARKS, "more day")
    more = [f"{others} of the same kind: at weekends, in holidays, still to come or after the file was saved."]
    return found[:_MOST_REMARKS] + (more if len(found) > _MOST_REMARKS else [])
