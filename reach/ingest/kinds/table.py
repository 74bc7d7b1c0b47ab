"""Any other table of people and schools: which column is which is found by its heading and what it holds, or asked."""

import dataclasses
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from reach.ingest.attendance_marks import marks
from reach.ingest.cells import text_of
from reach.ingest.date_order import DateOrder
from reach.ingest.dates import day, days_in_numbers
from reach.ingest.details import LEAVE_OUT, SCHOOL_ABOVE, SCHOOL_BLANK, Answers, Entries, Unclear
from reach.ingest.finding import academic_year_above, dates_above, dates_in_headings, details_above, sessions_of_lines
from reach.ingest.kind import Attendance, rows_by_column
from reach.ingest.part import Part
from reach.ingest.register_cells import session_number
from reach.ingest.rows import Rows
from reach.ingest.sessions import NamedSession
from reach.ingest.tools.display_names import rows_with_names
from reach.ingest.tools.headings import SAYS_SCHOOL, SAYS_WHO
from reach.ingest.tools.ticked_sessions import TickedSessions, chosen_sessions, year_of_answers
from reach.ingest.tools.tickets import tickets_without_names
from reach.settings import Settings


class _Table(Attendance):
    def entries(self, part: Part, answers: Answers, settings: Settings) -> Entries:
        """Give a row a line, or where people chose sessions, a row a session.

        A name in one column is split into its parts, and from its school's name.
        """
        year = _academic_year(part) or year_of_answers((), month_first=False, held_on=answers.details.held_on)
        chosen = chosen_sessions(
            part.headings, part.body, part.columns, answers, without=_understood(part), academic_year=year
        )
        part = dataclasses.replace(part, columns=chosen.places, doubtful=part.doubtful | chosen.doubtful)
        rows = rows_with_names(rows_by_column(part))
        written = [found for text in chosen.texts for found in days_in_numbers(text, without_year=bool(year))]
        order = date_order_of(part, answers, [*rows.column("held_on"), *written])
        ticked = TickedSessions(answers, order.month_first, year)
        if "sessions" in chosen.places:
            rows = _by_session(rows, ticked)
        rows = _with_sections(rows, part, month_first=order.month_first)
        return entries_of_table(part, rows, answers, settings, order, unclear=ticked.unclear)


def _understood(part: Part) -> set[int]:
    """Return the places of the columns in which each row has one day or session number."""
    places = {column: part.columns[column] for column in ("held_on", "session_number") if column in part.columns}
    held = {
        column: [text for _, cells in part.body if place < len(cells) and (text := text_of(cells[place]))]
        for column, place in places.items()
    }
    is_one = {"held_on": lambda text: day(text) or day(text, month_first=True), "session_number": session_number}
    return {places[column] for column, texts in held.items() if all(map(is_one[column], texts))}


def _by_session(rows: Rows, ticked: TickedSessions) -> Rows:
    """Give a row a person and session; who chose none stays as they are."""
    # All of them first: the day of a session that somebody names by its number alone may stand in a later row.
    chosen: list[tuple[int, dict[str, Any], Sequence[NamedSession | None]]] = [
        (number, row, ticked.sessions(text_of(row.pop("sessions", "")), number) or [None]) for number, row in rows
    ]
    return Rows.of(
        (number, row | (_of_session(row, session, ticked) if session else {}))
        for number, row, sessions in chosen
        for session in sessions
    )


def _with_sections(rows: Rows, part: Part, *, month_first: bool) -> Rows:
    """Give rows the session that a line above some of them names, where they say none themselves."""
    if part.found is None or not part.found.sections or rows.has("held_on"):
        return rows
    named = sessions_of_lines(part.found, month_first=month_first)
    of_rows = [named.get(number) for number in rows.numbers]
    return rows.with_columns(
        {
            "held_on": [(each.day or each.text) if each else None for each in of_rows],
            "session_number": [
                (each.number if each and each.number else cell)
                for each, cell in zip(of_rows, rows.column("session_number"), strict=True)
            ],
        }
    )


def _of_session(row: Mapping[str, Any], session: NamedSession, ticked: TickedSessions) -> dict[str, Any]:
    """Give a session as columns. A day in a column of its own stands for a session that is named by its number."""
    columns = ticked.columns(session)
    if session.day is None and text_of(row.get("held_on")):
        columns.pop("held_on", None)
    return columns


def date_order_of(part: Part, answers: Answers, cells: Iterable[Any] = ()) -> DateOrder:
    """Find how a table's dates are read: those of some cells, of its headings and of the lines above it alike."""
    written = [*dates_above(part.lines[: part.header]), *(dates_in_headings(part.found) if part.found else ())]
    return answers.date_order([*cells, *written], by_people=True, academic_year=_academic_year(part))


def _academic_year(part: Part) -> str | None:
    return academic_year_above(part.lines[: part.header], part.title)


def entries_of_table(
    part: Part,
    rows: Rows,
    answers: Answers,
    settings: Settings,
    order: DateOrder,
    *,
    unclear: Sequence[Unclear] = (),
    remarks: Sequence[str] = (),
) -> Entries:
    """Give rows of a table of no known kind, with what stands above it and the columns that have to be asked about.

    unclear and remarks are what there is to say of its rows already.
    """
    rows = _without_cancelled(rows)
    rows, without_school = _schools_filled(rows, answers.values.get("school", {}).get(SCHOOL_BLANK))
    asked = set(part.doubtful)
    if not part.columns.keys() & SAYS_SCHOOL:
        asked.add("school")
    if not part.columns.keys() & SAYS_WHO:
        asked.add("full_name")
    details = details_above(part.lines[: part.header], part.title, settings, month_first=order.month_first)
    # What some rows say and others do not is missing there: what stands above them does not stand in for it.
    if rows.has("activity") or rows.has("programme"):
        details = dataclasses.replace(details, activity=None, programme=None)
    return Entries(
        rows,
        details,
        asks=("activity", "programme", "held_on", "session_number", "attendance"),
        columns=part.columns,
        doubtful=asked - (answers.columns or {}).keys(),
        blank_attendance=None if "attendance" in part.columns else "",
        date_order=order,
        academic_year=_academic_year(part),
        unclear=[*unclear, *without_school],
        remarks=[
            *remarks,
            *tickets_without_names(part.headings, part.body),
            *(f"Line {number} is a total, and left out." for number in part.totals),
            *(f"Line {number} is a note, and left out." for number in part.notes),
        ],
        legend=part.found.legend if part.found else {},
    )


def _without_cancelled(rows: Rows) -> Rows:
    """Give rows whose booking was cancelled as of people who sent apologies, unless they came after all.

    So are those who never had a place, such as on a waiting list: what that means is then asked.
    """
    if not rows.has("booking_status"):
        return rows
    both = zip(rows.column("booking_status"), rows.column("attendance"), strict=True)
    return rows.with_columns({"attendance": [_attendance_of_booking(*cells) for cells in both]})


_WITHOUT_A_PLACE = re.compile(r"\b(?:wait|reserve|pending|declined|rejected|refused|denied)", re.IGNORECASE)


def _attendance_of_booking(booking: Any, attendance: Any) -> Any:
    status, mark = text_of(booking), text_of(attendance)
    if not status or (marks({status})[status].attendance != "apologies" and not _WITHOUT_A_PLACE.search(status)):
        return attendance
    came = mark and marks({mark})[mark].attendance == "attended"
    return attendance if came else status


def _schools_filled(rows: Rows, answer: str | None) -> tuple[Rows, list[Unclear]]:
    """Give rows that name no school the school above where somebody said so, and what there is to ask about them.

    Saved as CSV, cells that were merged are blank but for the first; but a blank may as well be a school not given.
    """
    says_school = _says_any_of(rows, SAYS_SCHOOL)
    says_email = _says_any_of(rows, ("email",))
    above: int | None = None
    filled_from: dict[int, int] = {}
    for place, names_school in enumerate(says_school):
        if names_school:
            above = place
        elif above is not None and not says_email[place]:
            filled_from[place] = above
    if not filled_from:
        return rows, []
    blank = [rows.numbers[place] for place in filled_from]
    problem = "No school is given"
    unclear = Unclear("school", SCHOOL_BLANK, answer or SCHOOL_ABOVE, problem, answer is None, blank[0], len(blank))
    if answer == LEAVE_OUT:
        return rows.without(blank), [unclear]
    if answer == SCHOOL_ABOVE:
        rows = rows.with_columns(
            {
                name: [cells[filled_from.get(place, place)] for place in range(len(cells))]
                for name in SAYS_SCHOOL
                if rows.has(name) and (cells := rows.column(name))
            }
        )
    return rows, [unclear]


def _says_any_of(rows: Rows, names: Collection[str]) -> list[bool]:
    """Tell of each row whether it says something in one of some columns."""
    return [any(map(text_of, cells)) for cells in zip(*(rows.column(name) for name in names), strict=True)]


KIND = _Table(name="table", label="Other table", described="any other table of people and schools")
