"""What is kept of a person is shown, forgotten, and for older years replaced, while schools' history stays."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest

from reach import ingest, queries
from reach.ingest import Answers, Details, Person, SourceFile
from reach.store import Store, listing
from reach.store.checks import breaches
from reach.store.opening import connect
from reach.store.upkeep import WORKED_OUT
from tests.builders import SETTINGS, attended, filters, hub, imported, link, register, school, table
from tests.typed import present

ADA = Person(email="ada@school.example")
TODAY = dt.date(2023, 11, 16)
STORED_IN = (
    ("register_rows", "attendee"),
    ("settled_rows", "attendee"),
    ("held_rows", "person"),
    ("candidate_stage_rows", "candidate"),
    ("attendances", "attendee"),
    ("participations", "attendee"),
)
_STAGE = {"Reference": "T-17", "Route": "conversion", "School": "", "Postcode": "", "Local authority": "", "Phase": ""}


def stages(*rows: dict[str, Any]) -> SourceFile:
    return table([_STAGE | row for row in rows], "stages.csv")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two schools, one of which became an academy; two years, two programmes; people by address and by name."""
    nameless = {"Email": "", "First name": "Grace", "Last name": "Hopper"}
    rows = [
        attended(900001, "10/10/2021", Role="Head of maths"),
        attended(900001, "10/10/2021", programme="Y58", activity="Other"),
        attended(900001, "11/11/2021", session=2),
        attended(900001, "10/10/2021", person="bea"),
        attended(900001, "10/10/2021", session=1, **nameless),
        attended(900002, "10/10/2022", activity="Later", **nameless),
        attended(900003, "10/10/2022", activity="Later", **nameless),
        attended(900002, "10/10/2022", activity="Later"),
        attended("", "12/10/2021", School="Nowhere Academy", activity="Far", person="cy"),
        attended("", "12/10/2021", School="Nowhere Academy", activity="Far", **nameless),
    ]
    schools = [school(900001, closed="31-03-2022"), school(900002, opened="01-04-2022"), school(900003)]
    made = hub(tmp_path_factory.mktemp("people") / "hub", schools, rows, [link(900002, "Predecessor", 900001)])
    imported(
        made,
        stages(
            {"Stage": "applied", "Stage date": "01/02/2021"},
            {"Stage": "offered", "Stage date": "01/03/2021"},
            {"Reference": "T-18", "Stage": "applied", "Stage date": "01/02/2021"},
            {"Reference": "T-18", "Stage": "started", "Stage date": "01/10/2022"},
            {"Reference": "T-17", "Stage": "?", "Stage date": "01/03/2021"},
        ),
    )
    return made.folder


@pytest.fixture
def store(made_once: Path, tmp_path: Path) -> Store:
    """A copy of it."""
    return Store(shutil.copytree(made_once, tmp_path / "hub"), SETTINGS)


def hashes(store: Store) -> set[str]:
    version = store.read()
    return {value for name, column in STORED_IN for (value,) in version.rows(f"select {column} from {name}") if value}


def figures(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Give all that is worked out but who attended: all that pages count by."""
    columns = {"participations": "* exclude (attendee)"}
    return {
        name: sorted(store.read().rows(f"select {columns.get(name, '*')} from {name}"), key=repr)
        for name in WORKED_OUT
        if name != "attendances"
    }


def test_everything_that_is_kept_of_a_person_is_shown(store: Store) -> None:
    rows = ingest.personal_data(store, ADA)
    assert [(row["activity"], row["session_number"], row["urn"], row["role"]) for row in rows] == [
        ("Group 1", 1, 900001, "Head of maths"),
        ("Other", 1, 900001, "Teacher"),
        ("Group 1", 2, 900001, "Teacher"),
        ("Later", 1, 900002, "Teacher"),
    ]
    assert {row["file"] for row in rows} == {"register.csv"} and rows[0]["happened_on"] == dt.date(2021, 10, 10)
    assert "ada" not in repr(rows).casefold()


def test_a_person_without_an_address_is_found_by_name_and_school_under_any_of_its_urns(store: Store) -> None:
    for urn in (900001, 900002):
        rows = ingest.personal_data(store, Person(name="grace  HOPPER", urn=urn))
        assert [(row["what"], row["urn"]) for row in rows] == [
            ("attendance", 900001),
            ("attendance", 900002),
            ("held row", None),
        ]
    ingest.settle(store, {ingest.alias_key_of(store, 3, 10): 900003}, answered_by="test")
    assert len(ingest.personal_data(store, Person(name="Grace Hopper", urn=900001))) == 2
    at_the_other = ingest.personal_data(store, Person(name="Grace Hopper", urn=900003))
    assert [(row["what"], row["urn"]) for row in at_the_other] == [("attendance", 900003), ("held row", 900003)]


def test_a_candidate_is_found_by_reference(store: Store) -> None:
    rows = ingest.personal_data(store, Person(reference=" t-17"))
    assert [(row["what"], row["stage"]) for row in rows] == [
        ("stage of recruitment and training", "applied"),
        ("stage of recruitment and training", "offered"),
        ("held row", None),
    ]


@pytest.mark.parametrize(
    "person",
    [Person(), Person(email="ada"), Person(name="Ada"), Person(urn=900001)],
    ids=["nobody", "no address", "no school", "no name"],
)
def test_who_is_not_said_is_not_looked_for(store: Store, person: Person) -> None:
    version = store.read().name
    for ask in (ingest.personal_data, lambda store, person: ingest.forget_person(store, person, forgotten_by="test")):
        with pytest.raises(ingest.PersonError):
            ask(store, person)
    assert store.read().name == version


@pytest.mark.parametrize(
    ("person", "rows", "is_counted"),
    [
        (ADA, 4, True),
        (Person(name="Grace Hopper", urn=900002), 3, True),
        (Person(reference="T-17"), 3, False),
        (Person(email="cy@school.example"), 1, False),
        (Person(email="ADA@school.example", reference="T-17"), 7, True),
    ],
)
def test_a_forgotten_person_is_nowhere_and_everybody_else_is_there(
    store: Store, person: Person, rows: int, is_counted: bool
) -> None:
    version, before, others = store.read().name, figures(store), hashes(store)
    tried = ingest.forget_person(store, person, forgotten_by="test", dry_run=True)
    assert len(tried.rows) == rows == sum(tried.rows_by_file.values()) and store.read().name == version
    done = ingest.forget_person(store, person, forgotten_by="test")
    assert done == tried and (figures(store) != before) == is_counted
    assert ingest.personal_data(store, person) == []
    assert hashes(store) < others
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []
    version = store.read().name
    assert ingest.forget_person(store, person, forgotten_by="test").rows == [] and store.read().name == version


def test_forgetting_the_only_one_says_which_school_is_not_reached_any_more(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002)], [attended(900001, "10/10/2022")])
    assert len(ingest.forget_person(store, ADA, forgotten_by="test", dry_run=True).schools) == 1
    ingest.forget_person(store, ADA, forgotten_by="test")
    assert store.read().rows("from engagement") == []
    assert queries.run("reach_total", filters(), store.read()).frame["reached"].tolist() == [0]


def test_who_was_forgotten_is_back_with_the_file_once_and_a_batch_can_be_undone(store: Store) -> None:
    before = figures(store)
    ingest.forget_person(store, ADA, forgotten_by="test")
    rows = [attended(900001, "10/10/2021"), attended(900001, "10/10/2021", person="bea")]
    (batch,) = ingest.import_files(store, [register(rows, "again.csv")], imported_by="test")
    assert (batch.loaded, batch.unchanged) == (1, 1)
    assert len(ingest.personal_data(store, ADA)) == 1
    ingest.undo(store, 3)
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []
    assert figures(store) != before and store.read().rows("from forgotten_rows") == []


def test_what_was_forgotten_is_in_no_unused_part_of_the_file(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022", session=number, person=f"p{number}") for number in range(1, 400)]
    store = hub(tmp_path, [school(900001)], rows)
    before = store.read().rows("select count(*) from duckdb_views()")
    ingest.forget_people_before(store, "2023/24", today=TODAY)
    connection = connect(next(tmp_path.glob("hub.0*.duckdb")).parent / (tmp_path / "current").read_text().strip())
    try:
        (row,) = connection.execute("pragma database_size").fetchall()
        names = [column[0] for column in connection.description]
    finally:
        connection.close()
    assert dict(zip(names, row, strict=True))["free_blocks"] == 0
    assert store.read().rows("select count(*) from duckdb_views()") == before
    assert not list(tmp_path.glob("*.compact*"))


def test_schools_history_stays_when_people_of_older_years_are_forgotten(store: Store) -> None:
    ingest.settle(store, {ingest.alias_key_of(store, 3, 10): 900003}, answered_by="test")
    version, before, known = store.read().name, figures(store), hashes(store)
    tried = ingest.forget_people_before(store, "2022/23", today=TODAY, dry_run=True)
    assert store.read().name == version and figures(store) == before
    done = ingest.forget_people_before(store, "2022/23", today=TODAY)
    assert done == tried and done.from_day == dt.date(2022, 9, 1) and done.candidates == 1
    assert figures(store) == before
    # Ada came to two programmes, and counts in each.
    assert done.teachers == {"2021/22": (5, 6)}
    secret = store.secret
    older = store.read().rows("select attendee, role from register_rows where held_on < '2022-09-01'")
    assert all(attendee.startswith("r") and role is None for attendee, role in older)
    assert not {attendee for attendee, _ in older} & known and store.secret == secret
    assert [row["activity"] for row in ingest.personal_data(store, ADA)] == ["Later"]
    assert ingest.personal_data(store, Person(email="cy@school.example")) == []
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []
    version = store.read().name
    again = ingest.forget_people_before(store, "2022/23", today=TODAY)
    assert (again.attendees, again.candidates) == (0, 0) and store.read().name == version


def test_within_a_year_and_programme_a_person_stays_one_and_is_tied_to_nothing_else(store: Store) -> None:
    ingest.forget_people_before(store, "2023/24", today=TODAY)
    found = store.read().rows(
        "select programme_code, held_on < '2022-09-01', attendee from register_rows where hours = 2.0"
    )
    assert len({attendee for *_, attendee in found}) == len({*found}) and all(row[2].startswith("r") for row in found)
    ada = store.read().rows("select attendee from register_rows where activity = 'Group 1' and session_number = 2")
    first = store.read().rows("select attendee from register_rows where activity = 'Group 1' and session_number = 1")
    assert ada[0] in first
    assert {row[0][:1] for row in store.read().rows("select candidate from candidate_stage_rows")} == {"r"}


def test_rows_of_years_whose_people_are_forgotten_are_passed_over(store: Store) -> None:
    before = figures(store)
    ingest.forget_people_before(store, "2022/23", today=TODAY)
    rows = [attended(900001, "10/10/2021"), attended(900003, "10/10/2021", person="new"), attended(900002, "1/2/2023")]
    (batch,) = ingest.import_files(store, [register(rows[:2], "old.csv")], imported_by="test")
    assert (batch.batch_id, batch.read, batch.unchanged) == (None, 2, 2) and figures(store) == before
    (batch,) = ingest.import_files(store, [register(rows, "both.csv")], imported_by="test")
    assert (batch.read, batch.loaded, batch.unchanged, batch.held) == (3, 1, 2, 0)
    assert len(ingest.personal_data(store, ADA)) == 2
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []
    ingest.undo(store, present(batch.batch_id))
    assert figures(store) == before


@pytest.mark.parametrize("year", ["2030/31", "2024/25", "1999/00", "2022"])
def test_people_are_forgotten_only_before_a_year_that_has_begun(store: Store, year: str) -> None:
    version = store.read().name
    with pytest.raises(ingest.PersonError, match="the year that runs is always kept"):
        ingest.forget_people_before(store, year, today=TODAY)
    assert store.read().name == version


def test_older_versions_can_be_removed(store: Store) -> None:
    ingest.forget_person(store, ADA, forgotten_by="test")
    older = len(list(store.folder.glob("hub.*.duckdb"))) - 1
    assert older > 1 and ingest.remove_older_versions(store) == older
    assert len(list(store.folder.glob("hub.*.duckdb"))) == 1
    assert len(listing.batches(store.read())) == 4


def test_a_meeting_is_read_as_before_after_people_were_forgotten(store: Store) -> None:
    ingest.forget_people_before(store, "2022/23", today=TODAY)
    zoom = "Name (Original Name),User Email,Total Duration (Minutes),Guest\nAda Lovelace,ada@school.example,60,Yes\n"
    answers = Answers(Details("Old", "MNRKS1", dt.date(2021, 11, 14)))
    (batch,) = ingest.import_files(store, [SourceFile("z.csv", zoom.encode())], imported_by="test", answers=answers)
    assert (batch.batch_id, batch.unchanged, batch.held) == (None, 1, 0)
