"""Registers: who attended, was absent, sent apologies or is booked, session by session, from any tool."""

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from reach.academic_years import academic_year_of
from reach.ingest.cells import la_and_number, text_of
from reach.ingest.contact_details import domain_of
from reach.ingest.date_order import DateOrder
from reach.ingest.dates import day
from reach.ingest.details import Answers, Entries, Unclear
from reach.ingest.people import PeopleNamed, person_hash
from reach.ingest.register_cells import COUNT_ONE, RegisterCells
from reach.matching import Clues
from reach.settings import Settings


@dataclasses.dataclass
class RegisterRow:
    """One row of a register without the person's name; a problem is a reason to hold it.

    other_way: where a name as shown in a meeting does not tell which half is the school, the school's text and the
    person if it is the other half. Until that is settled, either text may be a person's name.
    """

    row_number: int
    clues: Clues
    email_domain: str | None
    person: str | None
    programme: str
    activity: str
    held_on: dt.date | None
    session_number: int | None
    hours: float | None
    role: str | None
    attendance: str | None
    pupils: int | None
    lead_partner: str | None
    problem: str | None = None
    other_way: tuple[str, str | None] | None = None


@dataclasses.dataclass(frozen=True)
class Register:
    """A register as it was read. people is what is needed to keep their names out of the other columns.

    date_order and unclear are how its cells were understood, lacks counts the rows that do not say a detail.
    left_out counts the rows that are no attendees, by what they are.
    """

    rows: list[RegisterRow]
    people: PeopleNamed
    left_out: Mapping[str, int]
    date_order: DateOrder
    unclear: Sequence[Unclear]
    lacks: Mapping[str, int]

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The days of the first and the last session."""
        return first_and_last([row.held_on for row in self.rows if row.held_on and row.problem is None])


def first_and_last(days: Sequence[dt.date]) -> tuple[dt.date, dt.date] | None:
    """Give the first and the last of some days, None where there are none."""
    return (min(days), max(days)) if days else None


DETAILS = ("activity", "programme", "held_on")
"""What must be known of every row."""


def parse_register(entries: Entries, answers: Answers, settings: Settings, secret: bytes) -> Register:
    """Put each row into types, and the person into a hash. A row that cannot be loaded carries its problem.

    What is unclear is noted beside, and decided as it seems: whether it has to be asked first is the caller's to say.
    """
    details = answers.details.completed_by(entries.details)
    said = {column: value for column, value in dataclasses.asdict(details).items() if value is not None}
    rows = [(number, row | _blanks_filled(row, said)) for number, row in entries.rows]
    lacks = {detail: sum(not text_of(row.get(detail)) for _, row in rows) for detail in DETAILS}
    order = entries.date_order or answers.date_order((row.get("held_on") for _, row in entries.rows))
    cells = RegisterCells(
        settings,
        answers,
        month_first=order.month_first,
        attendance=(text_of(row.get("attendance")) for _, row in rows),
        blank_attendance=entries.blank_attendance,
        academic_year=entries.academic_year,
        likely_year=_year_of([row.get("held_on") for _, row in rows], order.month_first),
    )
    parser = _RowParser(cells, secret)
    for name in entries.also_named:
        parser.people.add(name)
    parsed = [found for number, row in rows if (found := parser.parse(number, row))]
    left_out = dict(entries.left_out)
    if len(parsed) < len(rows):
        left_out["marked to be left out"] = len(rows) - len(parsed)
    return Register(parsed, parser.people, left_out, order, [*entries.unclear, *cells.unclear], lacks)


def _year_of(cells: Sequence[Any], month_first: bool) -> str | None:
    """Give the academic year that all days among some cells are of, None where there are several."""
    days = {found for cell in set(map(_hashable, cells)) if (found := day(cell, month_first=month_first))}
    years = {academic_year_of(found) for found in days}
    return years.pop() if len(years) == 1 else None


def _hashable(cell: Any) -> Any:
    return cell if isinstance(cell, str | int | float | dt.date) else None


def _blanks_filled(row: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in said.items() if not text_of(row.get(column))}


class _RowParser:
    def __init__(self, cells: RegisterCells, secret: bytes) -> None:
        self._cells = cells
        self._secret = secret
        self.people = PeopleNamed()

    def parse(self, row_number: int, row: dict[str, Any]) -> RegisterRow | None:
        """Parse one row, its cells under our column names; None where it is to be left out."""
        text = {column: text_of(row.get(column)) for column in _TEXT_COLUMNS}
        of = {column: self._cells.read(column, row.get(column), row_number) for column in _UNDERSTOOD}
        by_number = la_and_number(text["dfe_number"]) or (
            _number_of_digits(text["la_code"]),
            _number_of_digits(text["establishment_number"]),
        )
        if not row.get("is_school_guessed"):
            self.people.add(text["first_name"], text["last_name"])
        person = person_hash(self._secret, text["email"], text["first_name"], text["last_name"])
        if person is None:
            of["person"] = self._cells.read("person", "", row_number)
            person = person_hash(self._secret, "", UNNAMED, "") if of["person"].value == COUNT_ONE else None
        if any(cell.is_left_out for cell in of.values()):
            return None
        domain = domain_of(text["email"] or text["email_of_somebody_else"])
        turned = text["first_name"], person_hash(self._secret, text["email"], text["school"], "")
        problems = ("" if text["activity"] else "The activity is missing", *(cell.problem for cell in of.values()))
        return RegisterRow(
            row_number=row_number,
            clues=Clues(
                text["urn"].removesuffix(".0"),
                *by_number,
                text["school"],
                text["postcode"],
                domain,
            ),
            email_domain=domain or None,
            person=person,
            programme=of["programme"].value or text["programme"],
            activity=text["activity"],
            held_on=of["held_on"].value,
            session_number=of["session_number"].value,
            hours=of["hours"].value,
            role=text["role"] or None,
            attendance=of["attendance"].value,
            pupils=of["pupils"].value,
            lead_partner=text["lead_partner"] or None,
            problem=next(filter(None, problems), None),
            other_way=turned if row.get("is_school_guessed") else None,
        )


_UNDERSTOOD = ("programme", "held_on", "session_number", "attendance", "hours", "pupils")
UNNAMED = "somebody of this school"
"""The name of everybody who has none, so that each school has one such person."""

_TEXT_COLUMNS = (
    "activity",
    "programme",
    "school",
    "urn",
    "la_code",
    "establishment_number",
    "dfe_number",
    "postcode",
    "first_name",
    "last_name",
    "email",
    "email_of_somebody_else",
    "role",
    "lead_partner",
)


def _number_of_digits(text: str) -> str:
    """Give a code of local authority or establishment, "" for anything else: it is kept as it is."""
    return text if re.fullmatch(r"\d{1,4}", text, re.ASCII) else ""
