"""A store of the invented England whose rows of attendance are inserted as matched rows, without files between."""

import functools
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from benchmarks.national.files import ESTABLISHMENTS_FILE, HOURS, LINKS_FILE, gives_urn, pupils_brought, write_schools
from benchmarks.national.groups import MARKS, Group, Network, Person
from reach.ingest import Answers, import_files, read_source
from reach.ingest.attendees import Attendees
from reach.ingest.batches import next_batch_id, record_batch
from reach.ingest.people import person_hash
from reach.ingest.scripts import Counts
from reach.store import Store
from reach.store.upkeep import work_out

_ROWS = """
    insert into register_rows by name
    select
        $batch_id as batch_id,
        attendees.first_row + days.session - 1 as row_number,
        groups.programme_code,
        groups.activity,
        days.held_on,
        days.session as session_number,
        $hours as hours,
        attendees.urn,
        attendees.evidence,
        attendees.attendee,
        attendees.role,
        lower($marks[1 + attendees.marks[days.session]::integer]) as attendance,
        attendees.pupils,
        nullif(groups.lead_partner, '') as lead_partner
    from read_attendees as attendees
    inner join read_groups as groups on attendees.group_number = groups.group_number
    inner join read_days as days
        on attendees.group_number = days.group_number and days.session <= length(attendees.marks)
"""


def store_with_schools(network: Network, folder: Path) -> Store:
    """Make a store in a folder with the schools of England, imported as the files that the DfE would give out."""
    store = Store(folder, network.settings)
    with tempfile.TemporaryDirectory() as files:
        write_schools(network.england, Path(files))
        sources = [read_source(Path(files, name)) for name in (ESTABLISHMENTS_FILE, LINKS_FILE)]
    # An England that is made smaller for a test has fewer schools than a register is expected to have.
    import_files(store, sources, imported_by="benchmark", answers=Answers(takes_as_it_is=True))
    return store


def fill_straight(store: Store, network: Network) -> None:
    """Insert the network's attendance into a store with its schools, as if each part had been imported."""
    secret = store.secret
    with store.write("Attendance inserted by a benchmark") as connection:
        hashes = Attendees(connection, secret)

        @functools.lru_cache(maxsize=100_000)
        def hash_of(person: Person, urn: int) -> str | None:
            return hashes.hash_of(person_hash(secret, person.email, person.first_name, person.last_name), urn)

        for part in network.parts():
            if part.rows:
                batch_id = next_batch_id(connection)
                _insert(connection, batch_id, network.groups(part), hash_of)
                counts = Counts(read=part.rows, loaded=part.rows, unchanged=0, held=0, outside=0, changes=part.rows)
                record_batch(connection, batch_id, "register", part.name, part.name, counts, None, "benchmark")
        work_out(connection)


def _insert(
    connection: duckdb.DuckDBPyConnection,
    batch_id: int,
    groups: Iterable[Group],
    hash_of: Callable[[Person, int], str | None],
) -> None:
    of_groups: list[tuple[Any, ...]] = []
    of_days: list[tuple[Any, ...]] = []
    of_attendees: list[tuple[Any, ...]] = []
    row = 2  # below the headings
    for number, group in enumerate(groups):
        of_groups.append((number, group.programme.code, group.activity, group.lead_partner))
        of_days += [(number, session, day) for session, day in enumerate(group.days, 1)]
        for place, (person, _, establishment, marks) in enumerate(group.attendees):
            attendee = hash_of(person, establishment.urn)
            evidence = "URN" if gives_urn(place) else "postcode and name"
            pupils = pupils_brought(group, place)
            of_attendees.append((number, row, establishment.urn, evidence, attendee, person.role, marks, pupils))
            row += len(marks)
    tables = {
        "read_groups": _table(of_groups, "group_number", "programme_code", "activity", "lead_partner"),
        "read_days": _table(of_days, "group_number", "session", "held_on"),
        "read_attendees": _table(
            of_attendees, "group_number", "first_row", "urn", "evidence", "attendee", "role", "marks", "pupils"
        ),
    }
    for name, table in tables.items():
        connection.register(name, table)
    connection.execute(_ROWS, {"batch_id": batch_id, "hours": HOURS, "marks": list(MARKS)})
    for name in tables:
        connection.unregister(name)


def _table(rows: list[tuple[Any, ...]], *columns: str) -> pa.Table:
    return pa.table(dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)))
