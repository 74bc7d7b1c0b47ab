"""A register into the store: rows matched to schools and written, or held, without anybody's name."""

import dataclasses
import datetime as dt
import functools
import json
import re
from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from reach import formats
from reach.ingest.contact_details import without_contact_details
from reach.ingest.people import PeopleNamed, attendee_hash
from reach.ingest.personal_data import pass_over
from reach.ingest.register import Register, RegisterRow
from reach.ingest.scripts import PREVIEW_ROWS, Counts, run_script
from reach.matching import CLEARLY_BETTER, Clues, Directory, Match, NoMatch, NotOurs
from reach.store.schema_steps import insert_frame


def load_register(
    connection: duckdb.DuckDBPyConnection,
    register: Register,
    directory: Directory,
    batch_id: int,
    secret: bytes,
    on_progress: Callable[[float], None] = lambda _: None,
) -> tuple[Counts, list[dict[str, Any]]]:
    """Match the rows to schools and write them into the store, or hold them.

    Gives the counts, and how the first rows were understood, without personal data.
    Rows of academic years whose people are not kept any more are passed over, and count as unchanged.
    """
    without_names = _WithoutNames(register.people, directory)
    matched: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    settled: list[dict[str, Any]] = []
    preview: list[dict[str, Any]] = []
    not_ours: set[int] = set()
    # All of them first: who is a person is known only then.
    kept, passed_over = pass_over(connection, register.rows, batch_id)
    rows = [_the_right_way_round(row, register.people, directory) for row in kept]
    for position, read in enumerate(rows):
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
    return (
        Counts(
            read=rows_read,
            loaded=len(matched_rows) - unchanged,
            unchanged=unchanged + passed_over,
            held=len(waiting),
            outside=len(not_ours - waiting - matched_rows),
            changes=len(matched_rows) - unchanged + counts.newly_held,
            changed=len((matched_rows - counts.unchanged) & counts.about_known_people),
        ),
        preview,
    )


def _the_right_way_round(row: RegisterRow, people: PeopleNamed, directory: Directory) -> RegisterRow:
    """Settle which half of a name as shown is the school: the one that is clearly more like a school's name.

    The other half is never kept; where neither is like a school's, or both are as much, neither half is. A text that
    bears a school's very name is not noted as a person's: it would be taken out of every other row.
    """
    if row.other_way is None:
        return row
    text, person = row.other_way

    def note(name: str) -> None:
        if not bears_a_schools_name(name, directory):
            people.add(name)

    if not row.clues.school:
        note(text)
        return dataclasses.replace(row, other_way=None)
    turned = row.clues._replace(school=text)
    lead = directory.likeness_to_a_school(row.clues) - directory.likeness_to_a_school(turned)
    if lead >= CLEARLY_BETTER or _can_be_no_person(row.clues.school):
        note(text)
        return row
    note(row.clues.school)
    if lead <= -CLEARLY_BETTER:
        return dataclasses.replace(row, clues=turned, person=person, other_way=None)
    note(text)
    return dataclasses.replace(row, clues=row.clues._replace(school=""), other_way=None)


def bears_a_schools_name(text: str, directory: Directory) -> bool:
    """Whether a text is the very name of a school of the hub, as people shorten it, rather than something like it."""
    return directory.likeness_to_a_school(Clues(school=text)) >= _A_SCHOOLS_NAME


_A_SCHOOLS_NAME = 0.95


def _can_be_no_person(text: str) -> bool:
    """Whether a text is no person's name: a school's initials ("HLPS"), or something with a digit ("Y5")."""
    return bool(re.fullmatch(r"[B-DF-HJ-NP-TV-XZ]{3,6}", text) or re.search(r"\d", text))


class _WithoutNames:
    """Takes people's names and addresses out of the columns of a row that are kept."""

    def __init__(self, people: PeopleNamed, directory: Directory) -> None:
        self._people = people
        self._directory = directory
        self._of_school = functools.cache(self._school)
        self._of_text = functools.cache(self._free_text)

    def row(self, row: RegisterRow) -> RegisterRow:
        activity = self._of_text(row.activity)
        no_activity = "The activity is nothing but a person's name" if row.activity and not activity else None
        return dataclasses.replace(
            row,
            clues=row.clues._replace(
                urn=self._of_school(row.clues.urn),
                school=self._of_school(row.clues.school),
                postcode=self._of_school(row.clues.postcode),
            ),
            # What is in hub.toml is a word of its own standing; what is not is kept only in a row that is held.
            programme=self._of_school(row.programme) if row.problem else self._of_text(row.programme),
            activity=activity,
            role=self._of_school(row.role or "") or None,
            lead_partner=self._of_school(row.lead_partner or "") or None,
            problem=self._of_school(row.problem) if row.problem else no_activity,
        )

    def _school(self, text: str) -> str:
        without = self._people.taken_out_of(text, self._directory.words, self._directory.names)
        # Asked only where somebody's name would go: it takes all of England's schools to know.
        if without != text and bears_a_schools_name(text, self._directory):
            return without_contact_details(text)
        return without

    def _free_text(self, text: str) -> str:
        """An activity is known by its words: of these only whole names are taken out."""
        return self._people.taken_out_of(text)


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
    held_on = formats.day_of_week(row.held_on) if row.held_on else ""
    said = (held_on, f"session {row.session_number}" if row.session_number else "", row.attendance or "", school)
    return {
        "Row": row.row_number,
        "As imported": ", ".join(filter(None, said)),
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
