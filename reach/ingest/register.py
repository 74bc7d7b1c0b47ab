"""Registers in the hub's template: who attended, absent, sent apologies or is booked, session by session."""

import csv
import dataclasses
import datetime as dt
import functools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from reach.ingest.files import Table
from reach.ingest.people import attendee_hash, person_hash
from reach.ingest.scripts import Counts, run_script
from reach.matching import Clues, Directory, Match, NoMatch
from reach.settings import Settings
from reach.store.schema_steps import insert_frame

_ATTENDANCE_WORDS = Path(__file__).resolve().parent / "attendance_words.csv"

DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y", "%d %B %Y", "%d %b %Y")
"""How people write days in the template: the day first, or the year."""


@dataclasses.dataclass
class RegisterRow:
    """One row of a register without the person's name; a problem is a reason to hold it."""

    row_number: int
    school_text: str
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


def parse_register(table: Table, settings: Settings, secret: bytes) -> list[RegisterRow]:
    """Put each row into types, and the person into a hash. A row that cannot be loaded carries its problem."""
    parser = _RowParser(settings, secret)
    return [parser.parse(number, cell) for number, cell in _cells_by_column(table)]


def load_register(
    connection: duckdb.DuckDBPyConnection,
    rows: list[RegisterRow],
    batch_id: int,
    secret: bytes,
    on_progress: Callable[[float], None] = lambda _: None,
) -> Counts:
    """Match the rows to schools and write them into the store, or hold them."""
    directory = Directory.from_store(connection)
    matched: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    for position, row in enumerate(rows):
        if position % 2000 == 0:
            on_progress(position / len(rows))
        # The school is looked up even for a row that is held for something else: the administrator sees both.
        found = directory.match(row.clues, row.held_on or dt.date.max)
        if row.problem is None and isinstance(found, Match):
            matched.append(_matched_row(row, found, secret))
        else:
            held.append(_held_row(row, found))
    loaded, unchanged = _insert_matched(connection, matched, batch_id) if matched else (0, 0)
    newly_held = _insert_held(connection, held, batch_id) if held else 0
    return Counts(
        read=len(rows),
        loaded=loaded,
        unchanged=unchanged,
        held=len(held),
        outside=0,
        changes=loaded + newly_held,
    )


class _RowParser:
    def __init__(self, settings: Settings, secret: bytes) -> None:
        self._secret = secret
        self._first_day = min(period.starts_on for period in settings.periods())
        self._last_day = max(period.ends_on for period in settings.periods())
        self._programmes = {programme.name.casefold(): programme.code for programme in settings.programmes}
        self._programmes |= {programme.code.casefold(): programme.code for programme in settings.programmes}

    def parse(self, row_number: int, cell: Callable[[str], Any]) -> RegisterRow:
        """Parse one row; cell gives a cell by our column name."""
        text = {column: _text(cell(column)) for column in _TEXT_COLUMNS}
        programme = self._programmes.get(text["programme"].casefold())
        held_on = _date(cell("held_on"))
        attendance = _attendance_words().get(text["attendance"].casefold()) if text["attendance"] else "booked"
        session_number = _session_number(text["session_number"])
        hours, pupils = _number(cell("hours")), _number(cell("pupils"))
        la_code, establishment_number = _la_and_number(text)
        person = person_hash(self._secret, text["email"], text["first_name"], text["last_name"])
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
            and (pupils is None or pupils < 0 or pupils != int(pupils) or pupils > 100_000),
            "There is neither an e-mail address nor a name": person is None,
        }
        return RegisterRow(
            row_number=row_number,
            school_text=text["school"],
            clues=Clues(
                text["urn"].removesuffix(".0"),
                la_code,
                establishment_number,
                text["school"],
                text["postcode"],
            ),
            email_domain=text["email"].rpartition("@")[2].casefold() or None if "@" in text["email"] else None,
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
    "role",
    "attendance",
    "pupils",
    "lead_partner",
)


def _cells_by_column(table: Table) -> Iterator[tuple[int, Callable[[str], Any]]]:
    for number, cells in table.rows:

        def cell(column: str, cells: Any = cells) -> Any:
            position = table.columns.get(column)
            return cells[position] if position is not None and position < len(cells) else None

        yield number, cell


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _number(value: Any) -> float | None:
    try:
        return float(value) if value not in (None, "") and not isinstance(value, bool) else None
    except (TypeError, ValueError):
        return None


@functools.lru_cache(maxsize=5000)
def _date_from_text(text: str) -> dt.date | None:
    for date_format in DATE_FORMATS:
        try:
            return dt.datetime.strptime(text, date_format).date()
        except ValueError:
            continue
    return None


def _date(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else _date_from_text(_text(value))


def _session_number(text: str) -> int | None:
    """Give 2 for "2" and "Session 2", 1 where nothing is given, None for what is no session number."""
    match = re.fullmatch(r"\D{0,20}(\d{1,3})", text)
    return 1 if not text else int(match[1]) if match else None


def _la_and_number(text: dict[str, str]) -> tuple[str, str]:
    """Give LA code and establishment number, from their own columns or from a DfE number such as 344/3374."""
    match = re.fullmatch(r"(\d{3})\s*[/ -]?\s*(\d{4})", text["dfe_number"])
    return (match[1], match[2]) if match else (text["la_code"], text["establishment_number"])


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


def _held_row(row: RegisterRow, found: Match | NoMatch) -> dict[str, Any]:
    if isinstance(found, NoMatch):
        candidates = [dataclasses.asdict(candidate) for candidate in found.candidates]
        reason = row.problem or found.reason
    else:
        candidates = [{"urn": found.urn, "name": row.school_text, "why": f"by {found.evidence}"}]
        reason = row.problem or ""
    return {
        "row_number": row.row_number,
        "reason": reason,
        "school_text": row.school_text or None,
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


_WHOLE_NUMBERS = ["row_number", "session_number", "urn", "pupils"]


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Put rows into a frame whose blanks stay blanks: whole numbers do not become 3.0, nor text become nan."""
    frame = pd.DataFrame(rows, dtype=object)
    for column in frame.columns.intersection(_WHOLE_NUMBERS):
        frame[column] = frame[column].astype("Int64")
    for column in frame.columns.intersection(["hours"]):
        frame[column] = frame[column].astype("Float64")
    return frame


def _insert_matched(
    connection: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]], batch_id: int
) -> tuple[int, int]:
    connection.register("read_rows", _frame(rows))
    counts = run_script(connection, "register", batch_id=batch_id)
    connection.unregister("read_rows")
    return counts["rows_matched"] - counts["rows_unchanged"], counts["rows_unchanged"]


def _insert_held(connection: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]], batch_id: int) -> int:
    """Hold the rows, and give how many of them were not held before."""
    before = _held_contents(connection)
    insert_frame(connection, "held_rows", _frame(rows).assign(batch_id=batch_id))
    return _held_contents(connection) - before


def _held_contents(connection: duckdb.DuckDBPyConnection) -> int:
    found = connection.execute(
        "select count(*) from (select distinct * exclude (batch_id, row_number) from held_rows)"
    ).fetchone()
    return int(found[0]) if found else 0
