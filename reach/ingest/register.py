"""Registers: who attended, was absent, sent apologies or is booked, session by session, from any tool."""

import csv
import dataclasses
import datetime as dt
import functools
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from reach.errors import ImportFileError
from reach.ingest.cells import la_and_number, number_of, text_of
from reach.ingest.dates import day, is_month_first
from reach.ingest.details import Answers, Details, Entries
from reach.ingest.people import PeopleNamed, attendee_hash, person_hash
from reach.ingest.scripts import Counts, run_script
from reach.matching import Clues, Directory, Match, NoMatch, NotOurs
from reach.settings import Settings
from reach.store.schema_steps import insert_frame

_ATTENDANCE_WORDS = Path(__file__).resolve().parent / "attendance_words.csv"

DETAIL_LABELS = {
    "activity": "the activity",
    "programme": "the programme",
    "held_on": "the date of the session",
}
"""What must be known of every row, and how it is called in a sentence."""

PREVIEW_ROWS = 10


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
    """One row of a register without the person's name; a problem is a reason to hold it."""

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


@dataclasses.dataclass(frozen=True)
class Register:
    """A register as it was read. people is what is needed to keep their names out of the other columns."""

    rows: list[RegisterRow]
    people: PeopleNamed
    left_out: int

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The days of the first and the last session."""
        days = [row.held_on for row in self.rows if row.held_on and row.problem is None]
        return (min(days), max(days)) if days else None


@dataclasses.dataclass(frozen=True)
class Loaded:
    """What became of a register: counts, and how its first rows were understood, without personal data."""

    counts: Counts
    preview: list[dict[str, Any]]


def parse_register(name: str, entries: Entries, answers: Answers, settings: Settings, secret: bytes) -> Register:
    """Put each row into types, and the person into a hash. A row that cannot be loaded carries its problem.

    Raises DetailsMissingError where neither the rows nor the file nor the answers say what the sessions are of, and
    ImportFileError where dates are written the American way.
    """
    details = answers.details.completed_by(entries.details)
    rows = [(number, row | _blanks_filled(row, details)) for number, row in entries.rows]
    missing = [detail for detail in DETAIL_LABELS if rows and not any(text_of(row.get(detail)) for _, row in rows)]
    if missing:
        raise DetailsMissingError(name, missing)
    _refuse_american_dates(name, rows)
    parser = _RowParser(settings, secret)
    parsed = [parser.parse(number, row) for number, row in rows]
    return Register(parsed, parser.people, entries.left_out)


def load_register(
    connection: duckdb.DuckDBPyConnection,
    register: Register,
    batch_id: int,
    secret: bytes,
    on_progress: Callable[[float], None] = lambda _: None,
) -> Loaded:
    """Match the rows to schools and write them into the store, or hold them."""
    directory = Directory.from_store(connection)
    without_names = _WithoutNames(register.people, directory)
    matched: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    settled: list[dict[str, Any]] = []
    preview: list[dict[str, Any]] = []
    not_ours: set[int] = set()
    for position, read in enumerate(register.rows):
        if position % 500 == 0:
            on_progress(position / len(register.rows))
        row = without_names.row(read)
        # The school is looked up even for a row that is held for something else: the administrator sees both.
        found = directory.match(row.clues, row.held_on or dt.date.max)
        key = directory.alias_key(row.clues) or f"row {batch_id}/{row.row_number}"
        if row.problem is None and isinstance(found, Match):
            matched.append(_matched_row(row, found, secret))
        if row.problem is not None or not isinstance(found, Match) or found.evidence == "alias":
            held.append(_held_row(row, found, key if row.problem is None else None))
        if row.problem is None and (isinstance(found, NotOurs) or getattr(found, "evidence", "") == "alias"):
            settled.append(settled_row(held[-1], batch_id, found, secret))
        if row.problem is None and isinstance(found, NotOurs):
            not_ours.add(row.row_number)
        if len(preview) < PREVIEW_ROWS:
            preview.append(_preview(row, found, directory))
    counts = _insert(connection, matched, held, settled, batch_id)
    rows_read = len({each.row_number for each in register.rows})
    waiting = {each["row_number"] for each in held} - {each["row_number"] for each in settled}
    # A row that speaks of several sessions is held when any of them is; it is of elsewhere only when all of it is.
    matched_rows = {each["row_number"] for each in matched} - waiting
    unchanged = len(matched_rows & counts.unchanged)
    return Loaded(
        Counts(
            read=rows_read,
            loaded=len(matched_rows) - unchanged,
            unchanged=unchanged,
            held=len(waiting),
            outside=len(not_ours - waiting - matched_rows),
            changes=len(matched_rows) - unchanged + counts.newly_held,
            changed=len((matched_rows - counts.unchanged) & counts.about_known_people),
        ),
        preview,
    )


def _blanks_filled(row: dict[str, Any], details: Details) -> dict[str, Any]:
    return {
        column: value
        for column, value in dataclasses.asdict(details).items()
        if value is not None and not text_of(row.get(column))
    }


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
        by_number = la_and_number(text["dfe_number"]) or (text["la_code"], text["establishment_number"])
        self.people.add(text["first_name"], text["last_name"])
        person = person_hash(self._secret, text["email"], text["first_name"], text["last_name"])
        address = text["email"] or text["email_of_somebody_else"]
        domain = address.rpartition("@")[2].casefold() if "@" in address else ""
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
        )


class _WithoutNames:
    """Takes people's names and addresses out of the columns of a row that are kept."""

    def __init__(self, people: PeopleNamed, directory: Directory) -> None:
        self._people = people
        self._directory = directory
        self._of_school = functools.cache(self._school)
        self._of_text = functools.cache(self._free_text)

    def row(self, row: RegisterRow) -> RegisterRow:
        return dataclasses.replace(
            row,
            clues=row.clues._replace(
                urn=self._of_text(row.clues.urn),
                school=self._of_school(row.clues.school),
                postcode=self._of_text(row.clues.postcode),
            ),
            programme=self._of_text(row.programme),
            activity=self._of_text(row.activity),
            role=self._of_school(row.role or "") or None,
            lead_partner=self._of_school(row.lead_partner or "") or None,
            problem=self._of_text(row.problem) if row.problem else None,
        )

    def _school(self, text: str) -> str:
        return self._people.taken_out_of(text, self._directory.words, self._directory.names)

    def _free_text(self, text: str) -> str:
        """An activity is known by its words: of these only whole names are taken out."""
        return self._people.taken_out_of(text, _EVERY_WORD)


class _EveryWord:
    """Holds every word."""

    def __contains__(self, word: object) -> bool:
        return True


_EVERY_WORD: Any = _EveryWord()

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


def _session_number(text: str) -> int | None:
    """Give 2 for "2" and "Session 2", 1 where nothing is given, None for what is no session number."""
    match = re.fullmatch(r"\D{0,20}(\d{1,3})", text, re.ASCII)
    return 1 if not text else int(match[1]) if match else None


@functools.cache
def _attendance_words() -> dict[str, str]:
    with _ATTENDANCE_WORDS.open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["attendance"] for row in csv.DictReader(file)}


def _matched_row(row: RegisterRow, match: Match, secret: bytes) -> dict[str, Any]:
    return {
        "row_number": row.row_number,
        "programme_code": row.programme,
        "activity": row.activity,
        "held_on": row.held_on,
        "session_number": row.session_number,
        "hours": row.hours,
        "urn": match.urn,
        "evidence": match.evidence,
        "attendee": attendee_hash(secret, row.person or "", match.urn),
        "role": row.role,
        "attendance": row.attendance,
        "pupils": row.pupils,
        "lead_partner": row.lead_partner,
    }


def _held_row(row: RegisterRow, found: Match | NotOurs | NoMatch, alias_key: str | None) -> dict[str, Any]:
    candidates: list[dict[str, Any]] = []
    reason = row.problem or ""
    if isinstance(found, NoMatch):
        candidates = [dataclasses.asdict(candidate) for candidate in found.candidates]
        reason = reason or found.reason
    elif isinstance(found, Match):
        candidates = [{"urn": found.urn, "name": row.clues.school, "why": f"by {found.evidence}"}]
    return {
        "row_number": row.row_number,
        "reason": reason,
        "alias_key": alias_key,
        "school_text": row.clues.school or None,
        "candidates": json.dumps(candidates, ensure_ascii=False),
        "urn_text": row.clues.urn or None,
        "la_code": row.clues.la_code or None,
        "establishment_number": row.clues.establishment_number or None,
        "postcode": row.clues.postcode or None,
        "email_domain": row.email_domain,
        "person": row.person,
        "programme": row.programme or None,
        "activity": row.activity or None,
        "held_on": row.held_on,
        "session_number": row.session_number,
        "hours": row.hours,
        "role": row.role,
        "attendance": row.attendance,
        "pupils": row.pupils,
        "lead_partner": row.lead_partner,
    }


def settled_row(held: dict[str, Any], batch_id: int, found: Match | NotOurs | NoMatch, secret: bytes) -> dict[str, Any]:
    """Give what settles a held row: its school and attendee, or neither where it is no school of the hub."""
    urn = found.urn if isinstance(found, Match) else None
    return {
        "batch_id": batch_id,
        "row_number": held["row_number"],
        "session_number": held["session_number"],
        "alias_key": held["alias_key"],
        "urn": urn,
        "attendee": attendee_hash(secret, held["person"] or "", urn) if urn is not None else None,
    }


def _preview(row: RegisterRow, found: Match | NotOurs | NoMatch, directory: Directory) -> dict[str, Any]:
    if row.problem or isinstance(found, NoMatch):
        school = row.problem or (found.reason if isinstance(found, NoMatch) else "")
        school = f"Held: {school[:1].lower()}{school[1:]}"
    else:
        school = directory.name_of(found.urn) if isinstance(found, Match) else "Not a school of ours"
    return {
        "Row": row.row_number,
        "School as given": row.clues.school or row.clues.urn,
        "Taken for": school,
        "Programme": row.programme,
        "Activity": row.activity,
        "Date": f"{row.held_on:%d/%m/%Y}" if row.held_on else "",
        "Session": row.session_number,
        "Attendance": row.attendance or "",
    }


_WHOLE_NUMBERS = ["row_number", "session_number", "urn", "pupils", "batch_id"]


def as_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Put rows into a frame whose columns have types of their own, also where every cell of one is blank."""
    frame = pd.DataFrame(rows, dtype=object)
    for column in frame.columns.intersection(_WHOLE_NUMBERS):
        frame[column] = frame[column].astype("Int64")
    for column in frame.columns.intersection(["hours"]):
        frame[column] = frame[column].astype("Float64")
    for column in frame.columns.difference([*_WHOLE_NUMBERS, "hours", "held_on"]):
        frame[column] = frame[column].astype("string")
    if "held_on" in frame:
        frame["held_on"] = frame["held_on"].astype(pd.ArrowDtype(pa.date32()))
    return frame


@dataclasses.dataclass(frozen=True)
class _Inserted:
    """Row numbers of matched rows that change nothing or are about people known at that session; rows newly held."""

    unchanged: set[int]
    about_known_people: set[int]
    newly_held: int


def _insert(
    connection: duckdb.DuckDBPyConnection,
    matched: list[dict[str, Any]],
    held: list[dict[str, Any]],
    settled: list[dict[str, Any]],
    batch_id: int,
) -> _Inserted:
    unchanged: set[int] = set()
    about_known_people: set[int] = set()
    if matched:
        connection.register("read_rows", as_frame(matched))
        run_script(connection, "register", batch_id=batch_id)
        connection.unregister("read_rows")
        for row_number, is_unchanged, is_known in connection.execute("from weighed").fetchall():
            unchanged |= {row_number} if is_unchanged else set()
            about_known_people |= {row_number} if is_known else set()
    newly_held = 0
    if held:
        before = _waiting_contents(connection)
        insert_frame(connection, "held_rows", as_frame(held).assign(batch_id=batch_id))
        if settled:
            insert_frame(connection, "settled_rows", as_frame(settled))
        newly_held = _waiting_contents(connection) - before
    return _Inserted(unchanged, about_known_people, newly_held)


def _waiting_contents(connection: duckdb.DuckDBPyConnection) -> int:
    """Count what waits, and what is known to be of elsewhere, each thing once however many files say it."""
    found = connection.execute(
        """
        select count(*)
        from (
            select distinct * exclude (batch_id, row_number, alias_key, candidates, reason)
            from held_rows
            anti join (select * from settled_rows where urn is not null) using (batch_id, row_number, session_number)
        )
        """
    ).fetchone()
    return int(found[0]) if found else 0
