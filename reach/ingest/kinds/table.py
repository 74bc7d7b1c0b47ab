"""Any other table of people and schools: which column is which is found by its heading and what it holds, or asked."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from reach.ingest.attendance_marks import marks
from reach.ingest.cells import text_of
from reach.ingest.details import LEAVE_OUT, SCHOOL_ABOVE, SCHOOL_BLANK, Answers, Entries, Unclear
from reach.ingest.finding import academic_year_said, said_above
from reach.ingest.kind import Attendance, cells_by_column
from reach.ingest.part import Part
from reach.ingest.tools.display_names import with_name
from reach.ingest.tools.headings import SAYS_SCHOOL, SAYS_WHO
from reach.settings import Settings


class _Table(Attendance):
    def entries(self, part: Part, answers: Answers, settings: Settings) -> Entries:
        """Give a row a line. A name that stands in one column is parted, from its school's, too."""
        rows = [(number, with_name(row, text_of(row.pop("full_name", "")))) for number, row in cells_by_column(part)]
        return entries_of_table(part, rows, answers, settings)


def entries_of_table(
    part: Part, rows: Sequence[tuple[int, dict[str, Any]]], answers: Answers, settings: Settings
) -> Entries:
    """Give rows of a table of no known kind, with what stands above it and the columns that have to be asked about."""
    rows = [(number, _without_cancelled(row)) for number, row in rows]
    rows, unclear = _schools_filled(rows, answers.values.get("school", {}).get(SCHOOL_BLANK))
    asked = set(part.doubtful)
    if not part.columns.keys() & SAYS_SCHOOL:
        asked.add("school")
    if not part.columns.keys() & SAYS_WHO:
        asked.add("full_name")
    said = said_above(part.lines[: part.header], part.title, settings, month_first=bool(answers.month_first))
    # What some rows say and others do not is missing there: what stands above them does not stand in for it.
    in_rows = {column for _, row in rows for column in ("activity", "programme") if text_of(row.get(column))}
    if in_rows:
        said = dataclasses.replace(said, activity=None, programme=None)
    return Entries(
        rows,
        said,
        asks=("activity", "programme", "held_on", "session_number", "attendance"),
        columns=part.columns,
        doubtful=asked - (answers.columns or {}).keys(),
        blank_attendance=None if "attendance" in part.columns else "",
        academic_year=academic_year_said(part.lines[: part.header], part.title),
        unclear=unclear,
        remarks=[f"Line {number} is a total, and left out." for number in part.totals],
    )


def _without_cancelled(row: dict[str, Any]) -> dict[str, Any]:
    """Give a row whose booking was cancelled as one who sent apologies, unless the person came after all."""
    status, mark = text_of(row.get("booking_status")), text_of(row.get("attendance"))
    if not status or marks({status})[status].attendance != "apologies":
        return row
    came = mark and marks({mark})[mark].attendance == "attended"
    return row if came else row | {"attendance": status}


def _schools_filled(
    rows: Sequence[tuple[int, dict[str, Any]]], answer: str | None
) -> tuple[list[tuple[int, dict[str, Any]]], list[Unclear]]:
    """Give rows that name no school the school above where somebody said so, and what there is to ask about them.

    Saved as CSV, cells that were merged are blank but for the first; but a blank may as well be a school not given.
    """
    filled: list[tuple[int, dict[str, Any]]] = []
    above: dict[str, Any] = {}
    blank: list[int] = []
    for number, row in rows:
        clues = {column: row.get(column) for column in (*SAYS_SCHOOL, "email") if text_of(row.get(column))}
        if clues.keys() & SAYS_SCHOOL or not above or clues:
            above = {column: clues[column] for column in SAYS_SCHOOL & clues.keys()} or above
            filled.append((number, row))
            continue
        blank.append(number)
        filled.append((number, row | above if answer == SCHOOL_ABOVE else row))
    if not blank:
        return filled, []
    problem = "No school is given"
    unclear = Unclear("school", SCHOOL_BLANK, answer or SCHOOL_ABOVE, problem, answer is None, blank[0], len(blank))
    return [row for row in filled if answer != LEAVE_OUT or row[0] not in set(blank)], [unclear]


KIND = _Table(name="table", label="Other table", described="any other table of people and schools")
