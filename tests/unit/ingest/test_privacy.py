"""Nobody's name and nobody's address is left anywhere: on the disk, in a log, in an error, on the screen."""

import csv
import datetime as dt
import io
import logging
import os
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from reach import ingest
from reach.errors import ImportFileError, ReachError
from reach.ingest import Answers, Details, SourceFile
from reach.store import Store, listing
from tests.builders import attended, hub, register, school
from tests.builders import table as csv_table

FIRST, LAST = "Zebediah", "Quillfeatherstone"
ADDRESS = "zq.canary@nightjar.example"
TELEPHONE = "07700 900090"
CANARIES = (FIRST, LAST, "zq.canary", "nightjar.example/zq", TELEPHONE)
"""What must be found nowhere; the domain of an address is kept."""

ODD_ADDRESSES = (
    f"x@gmail.com ({FIRST} {LAST})",
    f"x@gmail.com / {TELEPHONE}",
    f"mailto:x@gmail.com?subject={FIRST}%20{LAST}",
    f"x@{FIRST} {LAST}",
    f"{LAST} <zq.canary @ nightjar.example>",
    f"x@{TELEPHONE}",
)

TEAMS_HEADINGS = (
    "1. Summary\nMeeting title\tGroup\nStart time\t14/11/22, 09:25:11\nEnd time\t14/11/22, 10:25:11\n"
    "Meeting duration\t1h 0m 0s\n\n2. Participants\n"
    "Name\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole\n"
)
ZOOM_HEADINGS = "Name (Original Name),User Email,Total Duration (Minutes),Guest\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path / "hub", [school(900001, name="Tangent Hill School"), school(900002)])


@pytest.fixture
def everything_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Send temporary files and DuckDB's spill files into the test's folder, too."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(folder)
    yield tmp_path
    tempfile.tempdir = None


def assert_no_trace(folder: Path, *texts: str) -> None:
    """Look at every byte below a folder, inside zips and in UTF-16, too, and at further texts."""
    for path in folder.rglob("*"):
        contents = [path.read_bytes()] if path.is_file() else []
        contents.append(str(path).encode())
        for content in contents:
            lower = content.lower()
            for canary in CANARIES:
                for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                    assert canary.lower().encode(encoding) not in lower, (path, canary)
    for text in texts:
        for canary in CANARIES:
            assert canary.lower() not in text.lower(), canary


def odd_rows() -> list[dict[str, Any]]:
    """Give rows that name the person where no person belongs."""
    name = f"{FIRST} {LAST}"
    usual = {"First name": FIRST, "Last name": LAST, "Email": ADDRESS}
    return [
        attended(900001, "10/10/2022", **usual, Comments=f"{name} was late, ask {ADDRESS}"),
        attended("", "10/10/2022", **usual, School=name),
        attended("", "10/10/2022", **usual, School=f"{LAST}, {FIRST} - Nowhere School"),
        attended("", "11/10/2022", **usual, School=f"Nowhere ({ADDRESS})"),
        attended("", "11/10/2022", **usual, School=f"{LAST}'s class, Nowhere"),
        attended(900001, "12/10/2022", **usual, Role=f"Teacher ({name})"),
        attended(900001, "13/10/2022", **usual, activity=f"Coaching of {name}"),
        attended(900001, "14/10/2022", **usual, programme=f"{name}'s own"),
        attended(900001, "15/10/2022", **usual, **{"Lead partner": name}),
        attended(name, "16/10/2022", **usual, School="Tangent Hill School"),
        attended(900001, f"the day {name} came", **usual),
        attended("", "17/10/2022", **usual, Postcode=name),
        attended(900001, "18/10/2022", attendance=name, **usual),
        attended(900001, "19/10/2022", **usual, Hours=name, Pupils=name),
        attended("", "20/10/2022", **usual, School="St Nowhere's"),
        attended("", "21/10/2022", **usual, School="Nowhere", **{"LA code": name, "Establishment number": LAST}),
        attended("", "22/10/2022", **usual, School=f"Nowhere, ring {TELEPHONE}", Role=f"Teacher, {TELEPHONE}"),
        attended(900001, "23/10/2022", **usual, activity=f"Group of Mrs {LAST}, zq.canary (at) gmail.com"),
        attended(900001, "24/10/2022", **usual, activity=f"{FIRST[0]}. {LAST}"),
        attended(900001, "25/10/2022", **usual, activity=name),
        attended("", "26/10/2022", **usual, School=f"Nowhere {FIRST[:3]}\u200b{FIRST[3:]} {LAST}"),
        attended(LAST, "27/10/2022", **usual, Postcode=LAST),
        *(
            attended("", "28/10/2022", session=number, School="Nowhere", **usual | {"Email": address})
            for number, address in enumerate(ODD_ADDRESSES)
        ),
    ]


def as_workbook(rows: list[dict[str, Any]]) -> SourceFile:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet("Register")
        headings = list(dict.fromkeys(key for row in rows for key in row))
        page.write_row(0, 0, headings)
        for number, row in enumerate(rows, start=1):
            page.write_row(number, 0, [row.get(heading, "") for heading in headings])
        page.write_comment(1, 1, f"Ask {FIRST} {LAST}, {ADDRESS}")
    return SourceFile("register.xlsx", content.getvalue())


def as_zip(source: SourceFile) -> SourceFile:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("register.csv", source.content)
    return SourceFile("registers.zip", content.getvalue())


NAME = f"{FIRST} {LAST}"
FILES = {
    "template": register(odd_rows()),
    "workbook": as_workbook(odd_rows()),
    "zip": as_zip(register(odd_rows())),
    "teams": SourceFile(
        "teams.csv",
        (
            TEAMS_HEADINGS
            + f"{NAME} (Tangent Hill)\t14/11/22, 09:25:11\t14/11/22, 10:25:11\t1h\t{ADDRESS}\t{ADDRESS}\tAttendee\n"
            + f"{LAST.upper()} {FIRST} | Nowhere Primary\t14/11/22, 09:25:11\t14/11/22, 10:25:11\t1h\t\t\tAttendee\n"
            + f"{LAST}, {FIRST} (External)\t14/11/22, 09:25:11\t14/11/22, 10:25:11\t2m 1s\t\t\tAttendee\n"
        ).encode("utf-16"),
    ),
    "zoom": SourceFile("zoom.csv", f"{ZOOM_HEADINGS}{NAME} - Nowhere School,{ADDRESS},64,No\n{NAME},,5,Yes\n".encode()),
    "google": csv_table(
        [
            {
                "Timestamp": "14/11/2022 16:05:12",
                "Email address": ADDRESS,
                "Full name": NAME,
                "School": f"Nowhere, {NAME}",
                "Anything else?": f"Write to {ADDRESS}",
            }
        ],
        "form.csv",
    ),
    "eventbrite": csv_table(
        [
            {
                "Order no.": "1",
                "First Name": FIRST,
                "Surname": LAST,
                "Email": ADDRESS,
                "Attendee no.": "2",
                "Attendee Status": status,
                "School name": where,
                "Home Address 1": f"{NAME}'s house",
            }
            for status, where in (("Checked In", "Tangent Hill School"), (NAME, NAME), ("Attending", "Nowhere"))
        ],
        "eventbrite.csv",
    ),
}
ANSWERS = Answers(
    Details("Group", "MNRKS1", dt.date(2022, 11, 14), attendance="attended"), holds_unclear=True, takes_as_it_is=True
)


def test_no_name_and_no_address_is_left_by_an_import(
    store: Store,
    everything_written: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """All kinds of file in one import: the people of each are known only to itself."""
    caplog.set_level(logging.DEBUG)
    sources = [*FILES.values()]
    tried = ingest.import_files(store, sources, imported_by="test", dry_run=True, answers=ANSWERS)
    done = ingest.import_files(store, sources, imported_by="test", answers=ANSWERS)
    held = listing.held_rows(store.read()) + listing.held_groups(store.read())
    # The workbook and the zip say what the template said.
    assert len(done) == len(FILES) and held
    assert all(batch.read and (batch.held or batch.loaded or batch.unchanged) for batch in done)
    captured = capfd.readouterr()
    assert_no_trace(everything_written, caplog.text, captured.out, captured.err, repr(tried), repr(done), repr(held))


def test_the_people_of_one_sheet_leave_every_other_sheet_of_the_workbook(
    store: Store, everything_written: Path
) -> None:
    name = f"{FIRST} {LAST}"
    school_of = {"School": "Tangent Hill School", "URN": 900001}
    sheets: dict[str, dict[str, Any]] = {
        "Schools held back": {**school_of, "Programme": "ENR", "Reason": f"{name} asked for it"},
        "Targets": {"Academic year": "2022/23", "Number of schools": 3, "Source": f"Agreed with {LAST}, {FIRST}"},
        "Partners": {"Partner": f"University ({name})", "Kind": "University"},
        "Activities": {"Activity": f"Coaching of {name}", "Programme": "MNRKS1", "Lead partner": name},
        "Support": {
            "Supporting URN": 900001,
            "Supported URN": 900002,
            "From": "10/10/2022",
            "Days": 1,
            "Focus": f"Planning with Mr {LAST}, ring {TELEPHONE}",
        },
        name: attended(900001, "10/10/2022", **{"First name": FIRST, "Last name": LAST, "Email": ADDRESS}),
    }
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for title, row in sheets.items():
            page = book.add_worksheet(title)
            page.write_row(0, 0, list(row))
            page.write_row(1, 0, list(row.values()))
    done = ingest.import_files(store, [SourceFile("all.xlsx", content.getvalue())], imported_by="test")
    assert [(batch.kind, batch.loaded) for batch in done] == [
        ("hold_backs", 1),
        ("targets", 1),
        ("partners", 1),
        ("activities", 1),
        ("supports", 1),
        ("register", 1),
    ]
    kept = store.read().rows(
        "select reason from hold_back_rows union all select source from target_rows union all select partner "
        "from partner_rows union all select activity from activity_rows union all select focus from support_rows"
    )
    assert {text for (text,) in kept} == {
        "asked for it",
        "Agreed with",
        "University",
        "Coaching of",
        "Planning with, ring",
    }
    assert_no_trace(everything_written, repr(done))


def test_a_host_who_is_not_counted_is_not_named_either(store: Store, everything_written: Path) -> None:
    name = f"{FIRST} {LAST}"
    zoom = (
        f"Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Host\n1,{name}'s Zoom Meeting,"
        f"11/14/2022 09:00:00 AM,11/14/2022 10:00:00 AM,{ADDRESS},60,{name}\n\n{ZOOM_HEADINGS}"
        f"Ada Lovelace (Tangent Hill School),,64,Yes\n"
    )
    teams = (
        TEAMS_HEADINGS.replace("Meeting title\tGroup", f"Meeting title\tMeeting with {name}")
        + "Ada Lovelace (Tangent Hill School)\t14/11/22, 09:25:11\t14/11/22, 10:25:11\t1h\t\t\tAttendee\n"
        + f"{name}\t14/11/22, 09:25:11\t14/11/22, 10:25:11\t1h\t{ADDRESS}\t{ADDRESS}\tOrganizer\n"
    )
    answers = Answers(Details(programme="MNRKS1", held_on=dt.date(2022, 11, 14)))
    for file in (SourceFile("zoom.csv", zoom.encode()), SourceFile("teams.csv", teams.encode("utf-16"))):
        (batch,) = ingest.import_files(store, [file], imported_by="test", answers=answers)
        assert batch.loaded == 1
    found = store.read().rows("select distinct activity from activities order by activity")
    assert found == [("Meeting with",), ("Zoom Meeting",)]
    assert_no_trace(everything_written)


def test_an_activity_that_is_nothing_but_a_name_is_held(store: Store) -> None:
    row = attended(900001, "10/10/2022", activity="Ada Lovelace")
    (batch,) = ingest.import_files(store, [register([row])], imported_by="test")
    assert (batch.loaded, batch.held) == (0, 1)
    assert store.read().rows("select reason, activity from held_rows") == [
        ("The activity is nothing but a person's name", None)
    ]


def test_the_same_address_dressed_otherwise_is_the_same_person(store: Store) -> None:
    addresses = ("ada@school.example", "Ada Lovelace <ADA@school.example>", "ada @ school.example")
    rows = [
        attended(900001, "10/10/2022", session=number, **{"Email": address})
        for number, address in enumerate(addresses, start=1)
    ]
    ingest.import_files(store, [register(rows)], imported_by="test")
    assert store.read().rows("select count(*), count(distinct attendee) from attendances") == [(3, 1)]


def test_signs_that_nobody_sees_leave_every_kind_of_file(tmp_path: Path) -> None:
    odd = "Tangent\u200b Hill\u202e School"
    store = hub(tmp_path / "hub", [school(900001)])
    row = attended("", "10/10/2022", School="Nowh\u200bere\u202e", activity=odd, Role=odd)
    sources = [
        csv_table([school(900003, name=odd)], "edubasealldata20240101.csv"),
        register([row]),
        as_workbook([row | {"Session": 2}]),
        csv_table([{"Partner": odd, "Kind": "University"}], f"{odd}.csv"),
    ]
    ingest.import_files(store, sources, imported_by="test", answers=Answers(takes_as_it_is=True))
    texts = [
        text
        for sql in (
            "select name from school_records where urn = 900003",
            "select unnest([school_text, activity, role]) from held_rows",
            "select partner from partner_rows",
            "select file from import_batches",
        )
        for (text,) in store.read().rows(sql)
    ]
    assert len(texts) == 1 + 6 + 1 + 5 and all(text.isprintable() for text in texts)
    assert texts[0] == "Tangent Hill School"


def test_a_row_is_still_matched_and_held_for_what_it_says(store: Store) -> None:
    ingest.import_files(store, [register(odd_rows())], imported_by="test", answers=ANSWERS)
    texts = {row["school_text"] for row in listing.held_rows(store.read())}
    assert {"Nowhere School", "Nowhere", "St Nowhere's"} <= texts
    assert store.read().rows("select distinct urn from attendances") == [(900001,)]


def test_a_school_that_is_called_like_a_person_keeps_its_name(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001, name="Ada Lovelace School"), school(900002, name="Ada Lovelace School")])
    row = attended("", "10/10/2022", School="Ada Lovelace School")
    ingest.import_files(store, [register([row])], imported_by="test")
    assert [held["school_text"] for held in listing.held_rows(store.read())] == ["Ada Lovelace School"]


def test_a_file_called_after_somebody_is_kept_under_another_name(store: Store, everything_written: Path) -> None:
    names = (f"Meeting with {NAME} - 14-11.csv", f"{LAST}_{FIRST}.csv", f"{ADDRESS}.csv")
    for number, name in enumerate(names):
        row = attended(
            "", "10/10/2022", School=f"Nowhere {number}", **{"First name": FIRST, "Last name": LAST, "Email": ADDRESS}
        )
        ingest.import_files(store, [SourceFile(name, register([row]).content)], imported_by="test")
    files = [batch["file"] for batch in listing.batches(store.read())]
    assert files[2] == "Meeting with - 14-11.csv" and all(files)
    assert_no_trace(everything_written, repr(files))


BROKEN = {
    "no headings": f"{FIRST},{LAST},{ADDRESS}\n{NAME},x,y\n".encode(),
    "one line": NAME.encode(),
    "cut quotes": f'Activity,Programme,Session date,School,Attendance\n"{NAME},{ADDRESS}\n'.encode(),
    "twice": f"Activity,Programme,Session date,School,Attendance,Date\n{NAME},,,,,\n".encode(),
    "american": f"Activity,Programme,Session date,School,Attendance,Email\n{NAME},MNRKS1,11/25/2022,x,y,z\n".encode(),
    "binary": b"\x89PNG\r\n\x1a\n\0\0" + NAME.encode(),
    "broken zip": b"PK\x03\x04" + NAME.encode(),
    "heading of somebody": f"{NAME};{ADDRESS};School\n1;2;3\n".encode(),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_no_error_names_anybody(store: Store, everything_written: Path, content: bytes) -> None:
    with pytest.raises(ImportFileError) as caught:
        ingest.import_files(store, [SourceFile("people.csv", content)], imported_by="test")
    error: ReachError = caught.value
    assert_no_trace(everything_written, str(error), error.title, error.message)
    assert error.__cause__ is None or NAME not in str(error.__cause__)


def test_the_secret_is_its_owners_and_not_in_the_store(store: Store) -> None:
    file = store.folder / "secret"
    secret = store.secret
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for version in store.folder.glob("*.duckdb"):
        content = version.read_bytes()
        assert secret not in content and secret.hex().encode() not in content


def test_two_people_of_one_order_are_two_people(store: Store) -> None:
    rows = [
        {
            "Order no.": "1",
            "First Name": first,
            "Surname": "Lovelace",
            "Email": "office@school.example",
            "Attendee no.": number,
            "Attendee Status": "Checked In",
            "School name": "Tangent Hill School",
        }
        for number, first in enumerate(("Ada", "Bea"))
    ]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    details = Details("Conference", "MNRKS1", dt.date(2022, 11, 14))
    ingest.import_files(
        store, [SourceFile("e.csv", text.getvalue().encode())], imported_by="test", answers=Answers(details)
    )
    assert store.read().rows("select count(distinct attendee) from attendances") == [(2,)]


def test_nobody_without_the_secret_can_try_which_file_was_imported(store: Store, tmp_path: Path) -> None:
    register_of_one = register([attended(900001, "10/10/2022", Hours="1.0")])
    own = csv_table([{"Who": NAME, "Where": "Tangent Hill School"}], "own.csv")
    columns = Answers(ANSWERS.details, columns={"full_name": 0, "school": 1})
    parts = [*ingest.tables_in([register_of_one]), *ingest.tables_in([own])]
    ingest.import_files(store, [register_of_one, own], imported_by="test", answers={parts[1].key: columns})
    another = hub(tmp_path / "another", [school(900001)])
    for part in parts:
        assert listing.imported_before(store.read(), ingest.file_hash_of(store, part))
        assert listing.imported_before(store.read(), ingest.file_hash_of(another, part)) is None
    (again,) = ingest.tables_in([SourceFile("again.csv", own.content)])
    assert again.columns != columns.columns
    assert not [each for each in ingest.what_it_says(store, again, ANSWERS).open if each.about == "column"]
    for (table,) in store.read().rows("select table_name from duckdb_tables()"):
        kept = repr(store.read().rows(f"from {table}"))
        hashes = [part.source.content_hash for part in parts] + [parts[1].signature]
        assert not any(text[:32] in kept for text in hashes), table


def test_hashes_of_before_are_forgotten_and_the_file_still_changes_nothing(store: Store) -> None:
    file = register([attended(900001, "10/10/2022")])
    ingest.import_files(store, [file], imported_by="test")
    public = store.read().rows("select file_hash from import_batches where kind = 'establishments'")
    with store.write("As before") as connection:
        connection.execute("update import_batches set file_hash = 'x' where kind = 'register'")
        connection.execute(
            "create table column_mappings (signature varchar, columns varchar, mapped_at timestamp, mapped_by varchar)"
        )
        connection.execute("insert into column_mappings values ('x', '{}', now()::timestamp, 'x')")
        connection.execute("delete from _migrations where step = '0012_keyed_hashes'")
        connection.execute("drop table remembered_answers")
        connection.execute("delete from _migrations where step = '0017_remembered_answers'")
        connection.execute("delete from store_facts where fact = 'fingerprint'")
    store = Store(store.folder, store.settings)
    assert store.read().rows("select file_hash from import_batches order by kind") == [*public, ("",)]
    assert store.read().rows("from remembered_answers") == []
    (batch,) = ingest.import_files(store, [file], imported_by="test")
    assert (batch.batch_id, batch.unchanged) == (None, 1)
