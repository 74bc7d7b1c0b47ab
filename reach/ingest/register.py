"""Registers: who attended, was absent, sent apologies or is booked, session by session, from any tool."""

import csv
import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reach.errors import ImportFileError
from reach.ingest.cells import la_and_number, number_of, text_of
from reach.ingest.contact_details import domain_of
from reach.ingest.dates import day, is_month_first
from reach.ingest.details import Answers, Entries
from reach.ingest.people import PeopleNamed, person_hash
from reach.matching import Clues
from reach.settings import Settings

_ATTENDANCE_WORDS = Path(__file__).resolve().parent / "attendance_words.csv"

DETAIL_LABELS = {
    "activity": "the activity",
    "programme": "the programme",
    "held_on": "the date of the session",
}
"""What must be known of every row, and how it is called in a sentence."""


class DetailsMissingError(ImportFileError):
    """A file does not say what its sessions are of. missing names the details."""

    def __init__(self, name: str, missing: Sequence[str]) -> None:
        options = {"activity": "--activity", "programme": "--programme", "held_on": "--date"}
        *others, last = [DETAIL_LABELS[detail] for detail in missing]
        listed = f"{', '.join(others)} and {last}" if others else last
        super().__init__(
            f"{name} does not say everything",
            f"It does not say {listed}. Nothing was changed. Say so on the Imports page, or on the command line with "
            f"{' '.join(options[detail] for detail in missing)}.",
        )
        self.missing = tuple(missing)


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
    """A register as it was read. people is what is needed to keep their names out of the other columns."""

    rows: list[RegisterRow]
    people: PeopleNamed
    left_out: int

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The days of the first and the last session."""
        return first_and_last([row.held_on for row in self.rows if row.held_on and row.problem is None])


def first_and_last(days: Sequence[dt.date]) -> tuple[dt.date, dt.date] | None:
    """Give the first and the last of some days, None where there are none."""
    return (min(days), max(days)) if days else None


def parse_register(name: str, entries: Entries, answers: Answers, settings: Settings, secret: bytes) -> Register:
    """Put each row into types, and the person into a hash. A row that cannot be loaded carries its problem.

    Raises DetailsMissingError where neither the rows nor the file nor the answers say what the sessions are of, and
    ImportFileError where dates are written the American way.
    """
    details = answers.details.completed_by(entries.details)
    said = {column: value for column, value in dataclasses.asdict(details).items() if value is not None}
    rows = [(number, row | _blanks_filled(row, said)) for number, row in entries.rows]
    missing = [detail for detail in DETAIL_LABELS if rows and not any(text_of(row.get(detail)) for _, row in rows)]
    if missing:
        raise DetailsMissingError(name, missing)
    _refuse_american_dates(name, rows)
    parser = _RowParser(settings, secret)
    for name in entries.also_named:
        parser.people.add(name)
    parsed = [parser.parse(number, row) for number, row in rows]
    return Register(parsed, parser.people, entries.left_out)


def _blanks_filled(row: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in said.items() if not text_of(row.get(column))}


def _refuse_american_dates(name: str, rows: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Refuse a column in which more dates are clearly month first than clearly day first.

    A single one is taken for a slip, and held; many would turn the others into wrong days without a word.
    """
    american: list[int] = []
    british = 0
    for number, row in rows:
        written = row.get("held_on")
        if isinstance(written, str):
            order = is_month_first([written])
            american += [number] if order else []
            british += order is False
    if american and len(american) > british:
        raise ImportFileError(
            f"{name} has dates written the American way",
            f"The date in line {american[0]} can only be read with the month first. Nothing was changed. "
            "Write the dates with the day first (14/10/2026), or format the column as dates and save as XLSX.",
        )


class _RowParser:
    def __init__(self, settings: Settings, secret: bytes) -> None:
        self._secret = secret
        self._first_day = min(period.starts_on for period in settings.periods())
        self._last_day = max(period.ends_on for period in settings.periods())
        self._programmes = {programme.name.casefold(): programme.code for programme in settings.programmes}
        self._programmes |= {programme.code.casefold(): programme.code for programme in settings.programmes}
        self.people = PeopleNamed()

    def parse(self, row_number: int, row: dict[str, Any]) -> RegisterRow:
        """Parse one row, its cells under our column names."""
        text = {column: text_of(row.get(column)) for column in _TEXT_COLUMNS}
        programme = self._programmes.get(text["programme"].casefold())
        held_on = day(row.get("held_on"))
        attendance = _attendance_words().get(text["attendance"].casefold()) if text["attendance"] else "booked"
        session_number = _session_number(text["session_number"])
        hours, pupils = number_of(row.get("hours")), number_of(row.get("pupils"))
        by_number = la_and_number(text["dfe_number"]) or (
            _number_of_digits(text["la_code"]),
            _number_of_digits(text["establishment_number"]),
        )
        if not row.get("is_school_guessed"):
            self.people.add(text["first_name"], text["last_name"])
        person = person_hash(self._secret, text["email"], text["first_name"], text["last_name"])
        domain = domain_of(text["email"] or text["email_of_somebody_else"])
        turned = text["first_name"], person_hash(self._secret, text["email"], text["school"], "")
        problems = {
            "The activity is missing": not text["activity"],
            f"Programme “{text['programme']}” is not in hub.toml": text["programme"] and programme is None,
            "The programme is missing": not text["programme"],
            "The session date is not a date": held_on is None,
            "The session date is in no academic year of the dashboard": held_on is not None
            and not self._first_day <= held_on <= self._last_day,
            "The session is not a number": session_number is None,
            "The attendance is none of attended, absent, apologies, booked": attendance is None,
            "The hours are not a number": text["hours"] and (hours is None or not 0 <= hours <= 100),
            "The pupils are not a whole number": text["pupils"]
            and (pupils is None or not 0 <= pupils <= 100_000 or pupils != int(pupils)),
            "There is neither an e-mail address nor a name": person is None,
        }
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
            programme=programme or text["programme"],
            activity=text["activity"],
            held_on=held_on,
            session_number=session_number,
            hours=hours,
            role=text["role"] or None,
            attendance=attendance,
            pupils=int(pupils) if pupils is not None and 0 <= pupils <= 100_000 else None,
            lead_partner=text["lead_partner"] or None,
            problem=next((problem for problem, is_met in problems.items() if is_met), None),
            other_way=turned if row.get("is_school_guessed") else None,
        )


_TEXT_COLUMNS = (
    "activity",
    "programme",
    "session_number",
    "hours",
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
    "attendance",
    "pupils",
    "lead_partner",
)


def _number_of_digits(text: str) -> str:
    """Give a code of local authority or establishment, "" for anything else: it is kept as it is."""
    return text if re.fullmatch(r"\d{1,4}", text, re.ASCII) else ""


def _session_number(text: str) -> int | None:
    """Give 2 for "2" and "Session 2", 1 where nothing is given, None for what is no session number."""
    match = re.fullmatch(r"\D{0,20}(\d{1,3})", text, re.ASCII)
    return 1 if not text else int(match[1]) if match else None


@functools.cache
def _attendance_words() -> dict[str, str]:
    with _ATTENDANCE_WORDS.open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["attendance"] for row in csv.DictReader(file)}
