"""Files as they come: recognised, decoded, unpacked, or refused with what to do."""

import io
import zipfile
from collections.abc import Sequence

import pytest
import xlsxwriter

from reach.errors import ImportFileError
from reach.ingest import SourceFile, import_files, undo
from reach.ingest.details import Answers
from reach.ingest.kinds import recognise
from reach.ingest.kinds.register import KIND as REGISTER
from reach.ingest.large_tables import read_large_table
from reach.ingest.national import date_in_name
from reach.ingest.part import Part
from reach.ingest.parts import parts_of
from reach.ingest.reading import unpack
from reach.ingest.template import headings, template_csv, template_xlsx
from reach.sheets import SHEETS
from reach.store import Store, listing
from reach.store.checks import breaches
from tests.builders import SETTINGS, attended, establishments, imported, register, school
from tests.typed import present


def read_table(source: SourceFile) -> Part:
    (part,) = parts_of(source)
    return part


def zipped(**members: bytes) -> SourceFile:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, member in members.items():
            archive.writestr(name.replace("_csv", ".csv"), member)
    return SourceFile("all.zip", content.getvalue())


def workbook(rows: Sequence[Sequence[object]], sheet: str = "Register") -> SourceFile:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        book.add_worksheet("Guidance").write_row(0, 0, ["Read me"])
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return SourceFile("register.xlsx", content.getvalue())


def test_a_workbook_says_the_same_as_the_csv(fresh_store: Store) -> None:
    imported(fresh_store, establishments([school(900001)]))
    row = attended(900001, "10/10/2022")
    (from_csv,) = import_files(fresh_store, [register([row])], imported_by="test")
    assert from_csv.loaded == 1
    (from_book,) = imported(fresh_store, workbook([list(row), list(row.values())]))
    assert (from_book.read, from_book.unchanged) == (1, 1)


def test_rows_are_numbered_as_the_sheet_shows_them(fresh_store: Store) -> None:
    imported(fresh_store, establishments([school(900001)]))
    row = attended(900001, "10/10/2022")
    bad = row | {"Session date": "soon"}
    imported(fresh_store, workbook([["A title"], [], list(row), list(row.values()), [], list(bad.values())]))
    assert [each["row"] for each in listing.held_rows(fresh_store.read())] == [6]


def test_a_line_break_within_a_cell_does_not_shift_the_line_numbers() -> None:
    headings = "Activity,Programme,Session date,School,Attendance\n"
    text = headings + 'A,P,1/1/2023,"Cosine\nPark",Attended\nB,P,1/1/2023,X,Absent\n'
    assert [number for number, _ in read_table(SourceFile("r.csv", text.encode())).body] == [2, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_usual_encoding_is_read(encoding: str) -> None:
    text = "Activity,Programme,Session date,School,Attendance\nA,P,1/1/2023,St Euclid’s,Attended\n"
    table = read_table(SourceFile("r.csv", text.encode(encoding)))
    assert table.body[0][1][table.columns["school"]] == "St Euclid’s"


def test_semicolons_and_tabs_separate_as_well() -> None:
    for separator in ";\t":
        text = "Activity,Programme,Session date,School,Attendance\n".replace(",", separator)
        assert read_table(SourceFile("r.csv", text.encode())).kind == "register"


def test_headings_are_known_however_they_are_typed() -> None:
    headings = ["activity name", "PROGRAMME", "Session_Date", "school name", "attendance status"]
    kind, columns = present(recognise(headings))
    assert kind == "register" and columns["held_on"] == 2


def test_a_zip_gives_the_tables_in_it() -> None:
    parts = unpack(zipped(edubasealldata20231116_csv=b"a", notes=b"b"))
    assert [(part.name, part.original_name) for part in parts] == [("edubasealldata20231116.csv", "all.zip")]
    both = unpack(zipped(a_csv=b"a", b_csv=b"b"))
    assert [part.original_name for part in both] == ["all.zip: a.csv", "all.zip: b.csv"]


def test_the_templates_are_what_the_importer_reads() -> None:
    table = read_table(SourceFile("t.csv", template_csv(SETTINGS)))
    assert (table.kind, table.body, len(table.columns)) == ("register", [], len(headings()))
    table = read_table(SourceFile("t.xlsx", template_xlsx(SETTINGS)))
    assert (table.kind, table.body) == ("register", [])
    row = {"activity": "Group", "academic_year": "2022/23", "candidate": "A1", "partner": "P", "supporting_school": "S"}
    row |= {"reason": "Trial"}
    filled = template_xlsx(SETTINGS, {kind: [row] for kind in ("register", *SHEETS)})
    sheets = parts_of(SourceFile("t.xlsx", filled))
    assert [sheet.kind for sheet in sheets] == ["register", *SHEETS]
    assert [len(sheet.body) for sheet in sheets] == [1] * len(sheets)


def test_every_sheet_of_a_filled_in_template_is_imported_in_one_go(fresh_store: Store) -> None:
    imported(fresh_store, establishments([school(900001), school(900002)]))
    filled = template_xlsx(
        SETTINGS,
        {
            "register": [
                {
                    "activity": "Group 1",
                    "programme": "MNRKS1",
                    "held_on": "10/10/2022",
                    "school": "",
                    "urn": "900001",
                    "email": "ada@school.example",
                    "attendance": "Attended",
                }
            ],
            "activities": [{"activity": "Group 1", "programme_code": "MNRKS1", "places": 20}],
            "pupil_counts": [
                {
                    "activity": "Fair",
                    "programme_code": "ENR",
                    "held_on": "11/10/2022",
                    "school": "",
                    "urn": "900002",
                    "pupils": 30,
                }
            ],
            "partners": [{"partner": "Tangent University"}],
        },
    )
    batches = imported(fresh_store, SourceFile("hub.xlsx", filled))
    assert {batch.kind: batch.loaded for batch in batches if batch.read} == {
        "register": 1,
        "activities": 1,
        "pupil_counts": 1,
        "partners": 1,
    }
    assert batches[0].file == "hub.xlsx: Register"
    version = fresh_store.read()
    assert version.rows("select activity from activities order by 1") == [("Fair",), ("Group 1",)]
    assert version.rows("select is_held from sessions") == [(True,), (True,)]
    assert version.rows("select urn, pupils from pupil_counts") == [(900002, 30)]
    assert version.rows("select places from activity_details") == [(20,)]
    for batch in reversed(batches):
        if batch.batch_id:
            undo(fresh_store, batch.batch_id)
    assert fresh_store.read().rows("select count(*) from activities") == [(0,)]
    with fresh_store.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_the_date_is_in_the_name() -> None:
    assert str(date_in_name("edubasealldata20231116.csv")) == "2023-11-16"
    assert date_in_name("edubasealldata.csv") is None
    assert date_in_name("copy of 20231399.csv") is None


def test_a_register_without_a_date_in_its_name_is_of_its_latest_change(fresh_store: Store) -> None:
    source = establishments([school(900001, LastChangedDate="05-10-2023"), school(900002)])
    imported(fresh_store, SourceFile("download.csv", source.content))
    assert str(fresh_store.read().register_date) == "2023-10-05"


def test_both_vintages_spellings_of_a_heading_and_of_a_group_are_known(fresh_store: Store) -> None:
    source = establishments([school(900001, group="LA maintained schools")])
    renamed = source.content.replace(b"OpenDate", b"Open date").replace(b"SchoolWebsite", b"School website")
    imported(fresh_store, SourceFile(source.name, renamed))
    assert fresh_store.read().rows("select count(*) from schools_in_scope") == [(1,)]


def _without(source: SourceFile, heading: bytes) -> bytes:
    return source.content.replace(heading, b"Something else", 1)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (SourceFile("empty.csv", b""), "is empty"),
        (SourceFile("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "picture"),
        (SourceFile("other.csv", b"Name,Colour\nA,B\n"), "It is not clear which column is meant for: School"),
        (SourceFile("cut.zip", zipped(a_csv=b"x" * 5000).content[:90]), "damaged"),
        (zipped(readme=b"x"), "there is no CSV, XLSX, XLS or ODS file"),
        (
            SourceFile("r.csv", _without(register([attended(1, "1/1/2023")]), b"Programme")),
            "does not say the programme",
        ),
        (SourceFile("e.csv", _without(establishments([school(1)]), b"CloseDate")), "“CloseDate” is not among"),
        (SourceFile("e.csv", establishments([school(1), school(2)]).content[:-200]), "Line 3 has"),
        (SourceFile("r.csv", b'Activity,Programme,Session date,School,Attendance\nA,"B,1/1/2023\n'), "line 2"),
        (SourceFile("broken.xlsx", b"PK\x03\x04 not really a workbook"), "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(
    fresh_store: Store, source: SourceFile, said: str
) -> None:
    name = fresh_store.read().name
    with pytest.raises(ImportFileError) as error:
        import_files(fresh_store, [source], imported_by="test")
    assert said in f"{error.value.title} {error.value.message}"
    assert "Nothing was changed" in error.value.message
    assert fresh_store.read().name == name


def test_a_zip_that_would_unpack_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reach.ingest.reading.LARGEST_UNPACKED_BYTES", 100)
    with pytest.raises(ImportFileError, match="too large"):
        unpack(zipped(a_csv=b"x" * 200))


def test_a_national_file_may_have_line_breaks_within_cells() -> None:
    source = establishments([school(900001, "Cosine\nPark"), school(900002)])
    kind, table = read_large_table(source)
    assert kind == "establishments"
    assert table.column("name").to_pylist()[0] == "Cosine\nPark"


_HEADINGS = ["URN", "Activity", "Programme", "Session date", "Session", "Email", "Attendance"]


@pytest.mark.parametrize(
    ("sheet", "activity", "programme", "session"),
    [
        ("Level 3 Core Maths session 2", "Level 3 Core Maths", "CORE", 2),
        ("Work group", "Work group", None, None),
        ("Sheet1", None, None, None),
        ("Register", None, None, None),
    ],
)
def test_what_a_register_does_not_say_is_prefilled_from_its_sheets_name(
    sheet: str, activity: str | None, programme: str | None, session: int | None
) -> None:
    source = workbook([_HEADINGS, [900001, "", "", "10/10/2022", "", "a@b.example", "Attended"]], sheet)
    (part,) = parts_of(source)
    said = REGISTER.entries(part, Answers(), SETTINGS).details
    assert (said.activity, said.programme, said.session_number) == (activity, programme, session)


def test_a_sheets_name_does_not_stand_in_for_what_some_rows_leave_out() -> None:
    rows = [[900001, "A", "CORE", "10/10/2022", 1, "a@b.example", "Attended"]]
    rows += [[900002, "", "CORE", "10/10/2022", 1, "c@d.example", "Attended"]]
    (part,) = parts_of(workbook([_HEADINGS, *rows], "Work group"))
    assert REGISTER.entries(part, Answers(), SETTINGS).details.activity is None
