"""What is kept of a person: shown, forgotten, and for older academic years replaced by random texts.

Nothing in the store is anybody's name. A person is found by what the hash is made of: an e-mail address, a name and a
school, or a candidate's reference.
"""

import dataclasses
import datetime as dt
import secrets
from collections import Counter
from typing import Any

import duckdb
import pyarrow as pa

from reach.errors import ReachError
from reach.ingest.people import attendee_hash, candidate_hash, person_hash
from reach.ingest.register import Register
from reach.ingest.scripts import ask_script, run_script
from reach.settings import Settings
from reach.store import Store, Unpublished, system_errors
from reach.store.checks import refuse_breaches
from reach.store.history import Kind
from reach.store.schema_steps import facts, set_fact
from reach.store.upkeep import work_out

PEOPLE_KEPT_FROM = "people kept from"
"""The fact of a store that says from which day on people are kept, as 2019-09-01."""


class PersonError(ReachError):
    """A person, or the year before which people are forgotten, is not said in a way that can be used."""


@dataclasses.dataclass(frozen=True)
class Person:
    """What a person is found by: any of an e-mail address, a name with a school's URN, a candidate's reference."""

    email: str = ""
    name: str = ""
    urn: int | None = None
    reference: str = ""


@dataclasses.dataclass(frozen=True)
class Forgotten:
    """What was forgotten of a person, or would be.

    rows are those of `personal_data`. schools names those that would not count as attended any more.
    """

    rows: list[dict[str, Any]]
    schools: list[str]

    @property
    def rows_by_file(self) -> dict[str, int]:
        """How many rows of which file, the oldest import first."""
        return dict(Counter(f"{row['file']} (batch {row['batch']})" for row in self.rows))


@dataclasses.dataclass(frozen=True)
class ForgottenYears:
    """What became of people before an academic year: from_day is its first. Counts are of hashes that were replaced.

    teachers has the years whose number of teachers reached is another now, with the number before and after: somebody
    in two programmes of a year counts once in each.
    """

    from_day: dt.date
    attendees: int
    candidates: int
    teachers: dict[str, tuple[int, int]]


def personal_data(store: Store, person: Person) -> list[dict[str, Any]]:
    """Give a row for each row and session that is kept of a person, with the file it came in, the oldest first.

    Raises PersonError where it is not said who is meant.
    """
    version = store.read()
    hashes = _Hashes.of(store, person)
    with version.cursor() as cursor:
        return hashes.rows(cursor)


def forget_person(store: Store, person: Person, *, forgotten_by: str, dry_run: bool = False) -> Forgotten:
    """Take out every row that is kept of a person, and publish the store without them.

    Figures that counted the person change. Older versions of the store and backups still have the hash (see
    `remove_older_versions`), and a file imported again brings the person back. Where nothing is kept, nothing is
    published. Raises PersonError where it is not said who is meant.
    """
    store.read()
    hashes = _Hashes.of(store, person)
    rows: list[dict[str, Any]] = []
    schools: list[str] = []
    with store.write("Forgot a person", kind=Kind.EDIT, dry_run=dry_run, is_compacted=True) as connection:
        rows = hashes.rows(connection)
        if not rows:
            raise Unpublished
        before = _schools_attended(connection)
        run_script(
            connection,
            "forget_person",
            forgotten_at=dt.datetime.now().replace(microsecond=0),
            forgotten_by=forgotten_by,
        )
        _finish(connection)
        after = _schools_attended(connection)
        schools = [name for urn, name in before.items() if urn not in after]
    return Forgotten(rows, schools)


def forget_people_before(
    store: Store, academic_year: str, *, today: dt.date | None = None, dry_run: bool = False
) -> ForgottenYears:
    """Replace the hashes of everybody at sessions before an academic year by random texts; schools' history stays.

    A person stays one person within a year and programme, so that `engagement` and all counts of a programme in a year
    stay as they are, and nothing ties a year or a programme to another, or to a name. Candidates are replaced whose
    last stage was before the year. From then on, rows of files about sessions before that day are passed over. today is
    a parameter for tests. Raises PersonError for a year that is not known, or still to come.
    """
    first_day = _first_day(store.settings, academic_year, today or dt.date.today())
    store.read()
    found: list[dict[str, Any]] = []
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    what = f"Forgot people before {academic_year}"
    with store.write(what, kind=Kind.EDIT, dry_run=dry_run, is_compacted=True) as connection:
        kept_from = max(first_day, people_kept_from(connection) or first_day)
        found = ask_script(connection, "people_before", first_day=first_day)
        if not found and kept_from == people_kept_from(connection):
            raise Unpublished
        before = _teachers(connection)
        if found:
            fresh = [row | {"replacement": f"r{secrets.token_hex(16)}"} for row in found]
            names = ("academic_year", "programme", "person", "replacement")
            connection.register(
                "fresh_people", pa.Table.from_pylist(fresh, pa.schema([(n, pa.string()) for n in names]))
            )
            run_script(connection, "replace_people")
            connection.unregister("fresh_people")
        set_fact(connection, PEOPLE_KEPT_FROM, kept_from.isoformat())
        _finish(connection)
        after = _teachers(connection)
    candidates = sum(row["person"].startswith("c") for row in found)
    teachers = {year: (before[year], after[year]) for year in before if before[year] != after[year]}
    return ForgottenYears(first_day, len({row["person"] for row in found}) - candidates, candidates, teachers)


def people_kept_from(connection: duckdb.DuckDBPyConnection) -> dt.date | None:
    """Give the day from which on people are kept, None where they all are."""
    day = facts(connection).get(PEOPLE_KEPT_FROM)
    return dt.date.fromisoformat(day) if day else None


def pass_over(connection: duckdb.DuckDBPyConnection, register: Register, batch_id: int) -> tuple[Register, int]:
    """Give a register with the rows whose people are kept, and how many rows of the file are passed over as a whole.

    Those are of sessions before the day from which on people are kept: loaded again, their people would count twice.
    """
    kept_from = people_kept_from(connection)
    is_before = [bool(kept_from and each.held_on and each.held_on < kept_from) for each in register.entries]
    if not any(is_before):
        return register, 0
    kept = register.with_rows(place for place, entry in enumerate(register.entry_of) if not is_before[entry])
    passed_over = set(register.numbers) - set(kept.numbers)
    if passed_over:
        connection.execute(
            "insert into forgotten_rows values ($batch_id, $rows, $at, 'import')",
            {"batch_id": batch_id, "rows": len(passed_over), "at": dt.datetime.now().replace(microsecond=0)},
        )
    return kept, len(passed_over)


def remove_older_versions(store: Store) -> int:
    """Remove every version of the store but the current one, and give how many they were: there is no going back then.

    On Windows one that somebody still reads stays until the next time.
    """
    with system_errors.as_store_errors(), store.storage.locked():
        return store.storage.remove_all_but_current()


@dataclasses.dataclass(frozen=True)
class _Hashes:
    """The hashes that a person may have: as attendee, and as held row or candidate."""

    attendees: frozenset[str]
    people: frozenset[str]

    @classmethod
    def of(cls, store: Store, person: Person) -> "_Hashes":
        """Raises PersonError where it is not said who is meant."""
        if bool(person.name.strip()) != (person.urn is not None):
            raise PersonError("A name needs its school", "Give both: the name, and the URN of the school.")
        attendees: set[str] = set()
        people: set[str] = set()
        if person.email:
            by_email = person_hash(store.secret, person.email, "", "")
            if by_email is None:
                raise PersonError("That is no e-mail address", "It has an @ in it. Nothing was changed.")
            attendees.add(by_email)
            people.add(by_email)
        if person.urn is not None:
            by_name = person_hash(store.secret, "", person.name, "") or ""
            people.add(by_name)
            with store.read().cursor() as cursor:
                urns = [row["urn"] for row in ask_script(cursor, "same_school", urn=person.urn)]
            attendees |= {attendee_hash(store.secret, by_name, urn) for urn in urns}
        if person.reference:
            people.add(candidate_hash(store.secret, person.reference) or "")
        if not people:
            raise PersonError(
                "Nobody was named", "Give an e-mail address, a name and a URN, or a candidate's reference."
            )
        return cls(frozenset(attendees), frozenset(people))

    def rows(self, connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
        """Give the rows that are kept of the person, and leave where they are in rows_of_person."""
        return ask_script(connection, "rows_of_person", attendees=sorted(self.attendees), people=sorted(self.people))


def _schools_attended(connection: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Give the schools that somebody has ever attended something from, as they stand today, by URN."""
    found = connection.execute(
        """
        select distinct engagement.urn, establishments.name
        from engagement
        inner join establishments on engagement.urn = establishments.urn
        where engagement.attended > 0
        order by establishments.name asc, engagement.urn asc
        """
    )
    return dict(found.fetchall())


def _teachers(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Give how many different people attended anything, by academic year."""
    found = connection.execute(
        """
        select periods.academic_year, count(distinct attendance_facts.attendee)
        from attendance_facts
        inner join periods on attendance_facts.held_on between periods.starts_on and periods.ends_on
        where periods.period = 'year' and attendance_facts.attendance = 'attended'
        group by all
        order by periods.academic_year asc
        """
    )
    return dict(found.fetchall())


def _first_day(settings: Settings, academic_year: str, today: dt.date) -> dt.date:
    starts = {period.academic_year: period.starts_on for period in settings.periods() if period.period == "year"}
    begun = {year: start for year, start in starts.items() if start <= today}
    if academic_year not in begun:
        raise PersonError(
            f"People cannot be forgotten before {academic_year}",
            f"It may be {', '.join(begun)}: the year that runs is always kept. Nothing was changed.",
        )
    return begun[academic_year]


def _finish(connection: duckdb.DuckDBPyConnection) -> None:
    work_out(connection)
    refuse_breaches(connection, "That would break the store", batches=None)
