"""A register into the store: rows matched to schools and written, or held, without anybody's name."""

import dataclasses
import datetime as dt
import functools
import itertools
import json
import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from reach import formats
from reach.ingest.attendees import Attendees
from reach.ingest.contact_details import without_contact_details
from reach.ingest.people import PeopleNamed
from reach.ingest.personal_data import pass_over
from reach.ingest.register import ROWS_BETWEEN_REPORTS, Attendee, Register, RegisterRow, SessionEntry
from reach.ingest.scripts import PREVIEW_ROWS, Counts, run_script
from reach.matching import CLEARLY_BETTER, Clues, Directory, Match, NoMatch, NotOurs


def load_register(
    connection: duckdb.DuckDBPyConnection,
    register: Register,
    directory: Directory,
    batch_id: int,
    file_hash: str,
    secret: bytes,
    on_progress: Callable[[float], None] = lambda _: None,
) -> tuple[Counts, list[dict[str, Any]], list[str]]:
    """Match the rows to schools and write them into the store, or hold them.

    Gives the counts, how the first rows were understood, without personal data, and what a person should know of them.
    The register is used up.
    Rows of academic years whose people are not kept any more are passed over, and count as unchanged.
    """
    register, passed_over = pass_over(connection, register, batch_id)
    without_names = _WithoutNames(register.people, directory)
    # All of them first: who is a person is known only then.
    turned = [_the_right_way_round(each, register.people, directory) for each in register.attendees]
    attendees = [without_names.attendee(each) for each in turned]
    entries = [without_names.entry(each) for each in register.entries]
    findings = _Findings(attendees, directory, Attendees(connection, secret))
    days = [entry.held_on or dt.date.max for entry in entries]
    finding_of = array("q")
    for position, (attendee, entry) in enumerate(zip(register.attendee_of, register.entry_of, strict=True)):
        if position % ROWS_BETWEEN_REPORTS == 0:
            on_progress(_MATCHED * position / len(register.numbers))
        finding_of.append(findings.place_of(attendee, days[entry]))
    first = itertools.islice(zip(register.numbers, finding_of, register.entry_of, strict=True), PREVIEW_ROWS)
    preview = [
        _preview(
            RegisterRow(number, attendees[findings.attendee_of[finding]], entries[entry]),
            findings.found[finding],
            directory,
        )
        for number, finding, entry in first
    ]
    rows = {"row_number": register.numbers, "finding": finding_of, "entry": register.entry_of}
    tables = {
        "read_rows": pa.table({name: np.asarray(places) for name, places in rows.items()}),
        "read_findings": findings.table(),
        "read_entries": _table_of_entries(entries, without_names),
    }
    # Room for the database, which takes most now.
    register.attendees.clear()
    del findings, attendees, turned, entries
    counts = _written(connection, batch_id, file_hash, tables)
    return (
        Counts(
            read=counts["rows_read"] + passed_over,
            loaded=counts["rows_loaded"],
            unchanged=counts["rows_unchanged"] + passed_over,
            held=counts["rows_held"],
            outside=counts["rows_outside"],
            changes=counts["rows_loaded"] + counts["newly_held"],
            changed=counts["rows_changed"],
        ),
        preview,
        _of_two_schools(connection, batch_id, directory),
    )


def _of_two_schools(connection: duckdb.DuckDBPyConnection, batch_id: int, directory: Directory) -> list[str]:
    """Point out people who are given with two schools at one session: only one of them counts."""
    found = connection.execute(
        """
        select
            list(urn) as urns,
            min(row_number) as first_row,
            max(row_number) as last_row
        from register_rows
        where batch_id = $batch_id
        group by attendee, programme_code, activity, held_on, session_number
        having min(urn) <> max(urn)
        order by first_row, last_row
        """,
        {"batch_id": batch_id},
    ).fetchall()
    twice = [
        (first, last)
        for (urn, *others), first, last in found
        if not all(directory.is_same_school(urn, other) for other in others)
    ]
    if not twice:
        return []
    first, last = twice[0]
    where = f"in lines {first:,} and {last:,}"
    if len(twice) == 1:
        return [f"One person is given with two schools at a session, {where}: only one of the schools counts."]
    return [
        f"{len(twice):,} people are given with two schools at a session, the first {where}: one school counts each."
    ]


_ROWS_AT_A_TIME = 10_000
_MATCHED = 0.5
"""How much of loading is done when each row's school is known, measured with a million rows."""


class _Findings:
    """Which school each attendee was of, on the days that rows speak of."""

    def __init__(self, attendees: Sequence[Attendee], directory: Directory, hashes: Attendees) -> None:
        self._attendees = attendees
        self._directory = directory
        self._hashes = hashes
        self._places: list[list[tuple[dt.date, dt.date, int]]] = [[] for _ in attendees]
        self.attendee_of: list[int] = []
        self.found: list[Match | NotOurs | NoMatch] = []

    def place_of(self, attendee: int, day: dt.date) -> int:
        """Give the place of what was found for an attendee on a day."""
        for first, last, place in self._places[attendee]:
            if first <= day <= last:
                return place
        found, first, last = self._directory.match_around(self._attendees[attendee].clues, day)
        self._places[attendee].append((first, last, len(self.found)))
        self.attendee_of.append(attendee)
        self.found.append(found)
        return len(self.found) - 1

    def table(self) -> pa.Table:
        """Give a row for each thing that was found."""
        key_of = functools.cache(self._directory.alias_key)
        rows = (
            {
                "finding": place,
                **_finding(self._attendees[attendee], found, self._hashes),
                "alias_key": key_of(self._attendees[attendee].clues),
            }
            for place, (attendee, found) in enumerate(zip(self.attendee_of, self.found, strict=True))
        )
        return _as_table(rows, _FINDINGS)


def _as_table(rows: Iterator[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    """Gather rows a few at a time, as a row costs far more than its place in a table."""
    batches = iter(lambda: list(itertools.islice(rows, _ROWS_AT_A_TIME)), [])
    return pa.Table.from_batches([pa.RecordBatch.from_pylist(batch, schema) for batch in batches], schema)


_FINDINGS = pa.schema(
    [
        ("finding", pa.int64()),
        ("urn", pa.int32()),
        ("is_not_ours", pa.bool_()),
        ("attendee", pa.string()),
        ("person", pa.string()),
        *(
            (name, pa.dictionary(pa.int32(), pa.string()))
            for name in (
                "evidence",
                "role",
                "attendee_problem",
                "reason",
                "alias_key",
                "candidates",
                "school_text",
                "urn_text",
                "la_code",
                "establishment_number",
                "postcode",
                "email_domain",
            )
        ),
    ]
)
_ENTRIES = pa.schema(
    [
        ("entry", pa.int64()),
        ("programme_code", pa.string()),
        ("programme_text", pa.string()),
        ("activity", pa.string()),
        ("held_on", pa.date32()),
        ("session_number", pa.int32()),
        ("hours", pa.float64()),
        ("attendance", pa.string()),
        ("pupils", pa.int32()),
        ("lead_partner", pa.string()),
        ("entry_problem", pa.string()),
    ]
)


@functools.lru_cache(1000)
def _found_school(urn: int, school: str, evidence: str) -> str:
    return _as_json([{"urn": urn, "name": school, "why": f"by {evidence}"}])


def _as_json(candidates: list[dict[str, Any]]) -> str:
    return json.dumps(candidates, ensure_ascii=False)


def _finding(attendee: Attendee, found: Match | NotOurs | NoMatch, hashes: Attendees) -> dict[str, Any]:
    """Give what a row that is matched or held needs to know of its attendee and school."""
    clues = attendee.clues
    candidates = "[]"
    if isinstance(found, NoMatch):
        candidates = _as_json([dataclasses.asdict(candidate) for candidate in found.candidates])
    elif isinstance(found, Match):
        candidates = _found_school(found.urn, clues.school, found.evidence)
    urn = found.urn if isinstance(found, Match) else None
    return {
        "urn": urn,
        "is_not_ours": isinstance(found, NotOurs),
        "evidence": found.evidence if isinstance(found, Match) else None,
        "attendee": hashes.hash_of(attendee.person, urn),
        "role": attendee.role,
        "attendee_problem": attendee.problem,
        "reason": found.reason if isinstance(found, NoMatch) else None,
        "candidates": candidates,
        "school_text": clues.school or None,
        "urn_text": clues.urn or None,
        "la_code": clues.la_code or None,
        "establishment_number": clues.establishment_number or None,
        "postcode": clues.postcode or None,
        "email_domain": attendee.email_domain,
        "person": attendee.person,
    }


def _table_of_entries(entries: Sequence[SessionEntry], without_names: "_WithoutNames") -> pa.Table:
    return _as_table(
        (
            {
                "entry": place,
                "programme_code": entry.programme,
                # What is in hub.toml is a word of its own standing; what is not is kept only in a row that is held.
                "programme_text": without_names.of_school(entry.programme) or None,
                "activity": entry.activity,
                "held_on": entry.held_on,
                "session_number": entry.session_number,
                "hours": entry.hours,
                "attendance": entry.attendance,
                "pupils": entry.pupils,
                "lead_partner": entry.lead_partner,
                "entry_problem": entry.problem,
            }
            for place, entry in enumerate(entries)
        ),
        _ENTRIES,
    )


def _written(
    connection: duckdb.DuckDBPyConnection, batch_id: int, file_hash: str, tables: Mapping[str, pa.Table]
) -> dict[str, Any]:
    """Write the rows into the store, and give their counts; newly_held: the things that wait now and did not before."""
    before = _waiting_contents(connection)
    for name, table in tables.items():
        connection.register(name, table)
    found = run_script(connection, "register", batch_id=batch_id, file_hash=file_hash)
    connection.execute("drop view matched_rows")
    connection.execute("drop view understood")
    for name in tables:
        connection.unregister(name)
    return found | {"newly_held": _waiting_contents(connection) - before}


def _the_right_way_round(attendee: Attendee, people: PeopleNamed, directory: Directory) -> Attendee:
    """Settle which half of a name as shown is the school: the one that is clearly more like a school's name.

    The other half is never kept; where neither is like a school's, or both are as much, neither half is. A text that
    bears a school's very name is not noted as a person's: it would be taken out of every other attendee.
    """
    if attendee.other_way is None:
        return attendee
    text, person = attendee.other_way

    def note(name: str) -> None:
        if not bears_a_schools_name(name, directory):
            people.add(name)

    if not attendee.clues.school:
        note(text)
        return attendee._replace(other_way=None)
    turned = attendee.clues._replace(school=text)
    lead = directory.likeness_to_a_school(attendee.clues) - directory.likeness_to_a_school(turned)
    if lead >= CLEARLY_BETTER or _can_be_no_person(attendee.clues.school):
        note(text)
        return attendee
    note(attendee.clues.school)
    if lead <= -CLEARLY_BETTER:
        return attendee._replace(clues=turned, person=person, other_way=None)
    note(text)
    return attendee._replace(clues=attendee.clues._replace(school=""), other_way=None)


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
        self.of_school = functools.cache(self._school)
        self._of_text = functools.cache(self._free_text)

    def attendee(self, attendee: Attendee) -> Attendee:
        """Give an attendee whose school's text names nobody."""
        clues = attendee.clues
        without = attendee._replace(
            clues=clues._replace(
                urn=self.of_school(clues.urn),
                school=self.of_school(clues.school),
                postcode=self.of_school(clues.postcode),
            ),
            role=self.of_school(attendee.role or "") or None,
            problem=self.of_school(attendee.problem or "") or None,
        )
        # Most name nobody, and need no second place in memory.
        return attendee if without == attendee else without

    def entry(self, entry: SessionEntry) -> SessionEntry:
        """Give the entry of a session without anybody's name."""
        activity = self._of_text(entry.activity)
        no_activity = "The activity is nothing but a person's name" if entry.activity and not activity else None
        return entry._replace(
            programme=self._of_text(entry.programme),
            activity=activity,
            lead_partner=self.of_school(entry.lead_partner or "") or None,
            problem=self.of_school(entry.problem) if entry.problem else no_activity,
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


def _preview(row: RegisterRow, found: Match | NotOurs | NoMatch, directory: Directory) -> dict[str, Any]:
    entry, clues = row.entry, row.attendee.clues
    if row.problem or isinstance(found, NoMatch):
        school = row.problem or (found.reason if isinstance(found, NoMatch) else "")
        school = f"Held: {school[:1].lower()}{school[1:]}"
    else:
        school = directory.name_of(found.urn) if isinstance(found, Match) else "Not a school of ours"
    held_on = formats.day_of_week(entry.held_on) if entry.held_on else ""
    of_row = (
        held_on,
        f"session {entry.session_number}" if entry.session_number else "",
        entry.attendance or "",
        school,
    )
    return {
        "Row": row.number,
        "As imported": ", ".join(filter(None, of_row)),
        "School as given": clues.school or clues.urn,
        "Taken for": school,
        "Programme": entry.programme,
        "Activity": entry.activity,
        "Date": f"{entry.held_on:%d/%m/%Y}" if entry.held_on else "",
        "Session": entry.session_number,
        "Attendance": entry.attendance or "",
    }


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
