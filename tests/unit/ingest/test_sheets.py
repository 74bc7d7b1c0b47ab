"""The other sheets of the hub's template: recognised, read, loaded or held, and taken out again."""

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from reach.ingest.batches import forget_rows, next_batch_id, record_batch
from reach.ingest.kinds import recognise_sheet
from reach.ingest.kinds.register import REGISTER
from reach.ingest.scripts import Counts
from reach.ingest.sheets import is_example_row, load_sheet, missing_headings, parse_sheet
from reach.ingest.sheets.cells import CellReader
from reach.ingest.template import template_xlsx
from reach.matching import Directory
from reach.sheets import SHEETS
from reach.sheets.description import Column
from reach.store import Store
from reach.store.checks import breaches
from reach.store.upkeep import work_out
from tests.builders import SETTINGS, hub, school

SECRET = b"a secret for tests"
TODAY = dt.date(2026, 11, 1)
SCHOOLS = [
    school(900001, "Cosine Park Primary School", number="2001"),
    school(900002, "Sine Hill School", number="2002"),
]

GOOD: dict[str, dict[str, Any]] = {
    "activities": {
        "Activity": "Work group 1",
        "Programme": "mnks2",
        "Lead partner": "Alsager School",
        "Places": 24.0,
        "Mode": "In-person",
        "Phase focus": "Post 16",
        "Starts on": "14/10/2026",
    },
    "targets": {
        "Academic year": "2026-27",
        "Strand": "CPD",
        "Programme": "",
        "Local authority": "halton",
        "Phase": "PRIMARY",
        "Target share": "70%",
        "Target schools": "",
        "Source": "Delivery plan",
    },
    "candidate_stages": {
        "Reference": "Ada Lovelace",
        "Route": "ITT",
        "Stage": "Applied",
        "Stage date": dt.datetime(2026, 10, 14, 9, 30),
        "Local authority": 876.0,
        "Phase": "secondary",
        "School": "Cosine Park Primary School",
        "URN": "",
        "DfE number": "",
        "Postcode": "QX1 1AA",
    },
    "supports": {
        "Supporting school": "900001",
        "Supporting URN": "",
        "Supported school": "876/2002",
        "From": "2026-10-14",
        "To": "18/12/2026",
        "Days": 2.5,
        "Focus": "Curriculum planning",
        "Programme": "Mastering Number at KS2",
    },
    "pupil_counts": {
        "Activity": "Enrichment day",
        "Programme": "ENR",
        "Session date": 46000.0,
        "Session": "",
        "School": "",
        "URN": 900001.0,
        "Pupils": "30",
    },
    "partners": {"Partner": "Tangent University", "Kind": "University"},
    "hold_backs": {
        "School": "",
        "URN": "",
        "DfE number": "876/2001",
        "Programme": "mastering number at ks2",
        "Reason": "Control school of a trial",
        "Until": "31/08/2027",
    },
}

READ = {
    "activities": ("Work group 1", "MNKS2", "Alsager School", 24, "in person", "post-16", dt.date(2026, 10, 14)),
    "targets": ("2026/27", "cpd", None, "876", "primary", 0.7, None, "Delivery plan"),
    "candidate_stages": ("initial teacher training", "applied", dt.date(2026, 10, 14), "876", "secondary", 900001),
    "supports": (900001, 900002, dt.date(2026, 10, 14), dt.date(2026, 12, 18), 2.5, "Curriculum planning", "MNKS2"),
    "pupil_counts": ("Enrichment day", "ENR", dt.date(2025, 12, 9), 1, 900001, "URN", 30),
    "partners": ("Tangent University", "University"),
    "hold_backs": (900001, "MNKS2", "Control school of a trial", dt.date(2027, 8, 31)),
}

TABLES = {
    "activities": "activity_rows",
    "targets": "target_rows",
    "candidate_stages": "candidate_stage_rows",
    "supports": "support_rows",
    "pupil_counts": "pupil_count_rows",
    "partners": "partner_rows",
    "hold_backs": "hold_back_rows",
}

PROBLEMS: list[tuple[str, dict[str, Any], str]] = [
    ("activities", {"Activity": ""}, "“Activity” is missing"),
    ("activities", {"Programme": None}, "“Programme” is missing"),
    ("activities", {"Programme": "Tiling"}, "Programme “Tiling” is not in hub.toml"),
    ("activities", {"Places": "a few"}, "“Places” is not a whole number from 1 to 100,000"),
    ("activities", {"Places": 0}, "“Places” is not a whole number from 1 to 100,000"),
    ("activities", {"Places": "12.5"}, "“Places” is not a whole number from 1 to 100,000"),
    ("activities", {"Mode": "by pigeon"}, "“Mode” is none of in person, online, blended"),
    ("activities", {"Phase focus": "tertiary"}, "“Phase focus” is none of early years, primary, secondary, post-16"),
    ("activities", {"Starts on": "10/14/2026"}, "“Starts on” is not a date"),
    ("activities", {"Starts on": "14/10/1926"}, "“Starts on” is in no academic year of the dashboard"),
    ("activities", {"Activity": "", "Places": "x"}, "“Activity” is missing; “Places” is not a whole number"),
    ("targets", {"Academic year": "2026/28"}, "“Academic year” is no academic year of the dashboard, such as 2026/27"),
    ("targets", {"Academic year": ""}, "“Academic year” is missing"),
    ("targets", {"Strand": "gardening"}, "“Strand” is none of Recruitment of maths specialists, "),
    ("targets", {"Programme": "ENR"}, "A target is for a strand or for a programme, not for both"),
    ("targets", {"Local authority": "Camden"}, "“Local authority” is none of Cheshire East, "),
    ("targets", {"Target share": "120%"}, "“Target share” is not a share between 0 and 100%"),
    ("targets", {"Target share": "most"}, "“Target share” is not a share between 0 and 100%"),
    ("targets", {"Target share": ""}, "A target is a share or a number of schools: give one of them"),
    ("targets", {"Target schools": 40}, "A target is a share or a number of schools: give one of them"),
    ("targets", {"Source": " "}, "“Source” is missing"),
    ("candidate_stages", {"Reference": ""}, "“Reference” is missing"),
    ("candidate_stages", {"Route": "by chance"}, "“Route” is none of initial teacher training, conversion"),
    ("candidate_stages", {"Stage": "left"}, "“Stage” is none of enquired, applied, "),
    ("candidate_stages", {"Stage date": ""}, "“Stage date” is missing"),
    ("candidate_stages", {"School": "Over There"}, "No school of the hub is clearly meant"),
    ("candidate_stages", {"URN": "900777", "School": ""}, "URN 900777 is not in the establishment register"),
    ("supports", {"Supporting school": ""}, "Supporting school: No school is given"),
    ("supports", {"Supported school": "Over There"}, "Supported school: No school of the hub is clearly meant"),
    ("supports", {"Supported school": "900001"}, "A school cannot support itself"),
    ("supports", {"Days": "2.3"}, "“Days” is not a number of days or half days"),
    ("supports", {"Days": 0}, "“Days” is not a number of days or half days"),
    ("supports", {"Days": ""}, "“Days” is missing"),
    ("supports", {"Focus": ""}, "“Focus” is missing"),
    ("supports", {"From": ""}, "“From” is missing"),
    ("supports", {"To": "01/09/2026"}, "“To” is before “From”"),
    ("pupil_counts", {"Session date": "02/11/2026"}, "The session is still to come"),
    ("pupil_counts", {"Session": "morning"}, "“Session” is not a number"),
    ("pupil_counts", {"URN": ""}, "No school is given"),
    ("pupil_counts", {"Pupils": "-3"}, "“Pupils” is not a whole number from 0 to 100,000"),
    ("pupil_counts", {"Pupils": ""}, "“Pupils” is missing"),
    ("partners", {"Partner": "", "Kind": "School"}, "“Partner” is missing"),
    ("hold_backs", {"Reason": " "}, "“Reason” is missing"),
    ("hold_backs", {"Reason": "Ask head@school.example"}, "“Reason” has an e-mail address or telephone number in it"),
    ("hold_backs", {"Until": "next year"}, "“Until” is not a date"),
    ("hold_backs", {"Until": "31/08/1927"}, "“Until” is in no academic year of the dashboard"),
    ("hold_backs", {"Programme": "Tiling"}, "Programme “Tiling” is not in hub.toml"),
    ("hold_backs", {"DfE number": ""}, "No school is given"),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path, SCHOOLS)


def parsed(kind: str, *rows: dict[str, Any]) -> list[Any]:
    headings = list(GOOD[kind])
    recognised = recognise_sheet(headings)
    assert recognised is not None and recognised[0] == kind
    cells = [(number, [row[heading] for heading in headings]) for number, row in enumerate(rows, start=2)]
    return parse_sheet(SHEETS[kind], recognised[1], cells, SETTINGS, SECRET, today=TODAY)


def load(store: Store, kind: str, *rows: dict[str, Any]) -> Counts:
    """Load rows as an import would, as a batch of their own."""
    return load_each(store, {kind: rows})[kind]


def load_each(store: Store, sheets: Mapping[str, Sequence[dict[str, Any]]]) -> dict[str, Counts]:
    """Load the rows of several sheets as one import would, as a batch for each, and give the counts of each."""
    found = {}
    with store.write("A test") as connection:
        for kind, rows in sheets.items():
            batch_id = next_batch_id(connection)
            counts, _ = load_sheet(
                connection, SHEETS[kind], parsed(kind, *rows), batch_id, lambda: Directory.from_store(connection)
            )
            assert counts.read == counts.loaded + counts.unchanged + counts.held + counts.outside, kind
            record_batch(connection, batch_id, kind, "sheet.xlsx", "hash", counts, None, "test")
            found[kind] = counts
        work_out(connection)
        assert breaches(connection) == []
    return found


def batches_of(store: Store, kind: str) -> list[int]:
    found = store.read().rows("select batch_id from import_batches where kind = $kind order by 1", {"kind": kind})
    return [batch_id for (batch_id,) in found]


def forget(store: Store, *batch_ids: int) -> None:
    with store.write("A test") as connection:
        for batch_id in batch_ids:
            forget_rows(connection, batch_id)
            connection.execute("update import_batches set undone_at = imported_at where batch_id = ?", [batch_id])
        work_out(connection)
        assert breaches(connection) == []


def problems_of(kind: str) -> list[tuple[dict[str, Any], str]]:
    return [(GOOD[kind] | wrong, reason) for sheet, wrong, reason in PROBLEMS if sheet == kind]


def numbers(counts: Counts) -> tuple[int, ...]:
    return counts.loaded, counts.unchanged, counts.held, counts.changes


def test_every_sheet_is_tried() -> None:
    assert GOOD.keys() == READ.keys() == TABLES.keys() == SHEETS.keys()
    assert {kind for kind, _, _ in PROBLEMS} == SHEETS.keys()


def test_a_good_row_is_loaded(store: Store) -> None:
    for kind, counts in load_each(store, {kind: [GOOD[kind]] for kind in SHEETS}).items():
        assert numbers(counts) == (1, 0, 0, 1), kind
        (row,) = store.read().rows(f"from {TABLES[kind]}")
        assert set(READ[kind]) <= set(row), kind


def test_a_row_with_a_problem_is_held_and_says_why(store: Store) -> None:
    problems = {kind: problems_of(kind) for kind in SHEETS}
    loaded = load_each(store, {kind: [row for row, _ in of_kind] for kind, of_kind in problems.items()})
    for kind, counts in loaded.items():
        assert numbers(counts) == (0, 0, len(problems[kind]), len(problems[kind])), kind
        assert store.read().rows(f"from {TABLES[kind]}") == [], kind
        held = store.read().rows(
            "select reason, candidates from held_rows where batch_id = $batch_id order by row_number",
            {"batch_id": batches_of(store, kind)[0]},
        )
        for (row, reason), (said, candidates) in zip(problems[kind], held, strict=True):
            assert said.startswith(reason) and isinstance(json.loads(candidates), list), row


def test_what_was_said_before_is_unchanged(store: Store) -> None:
    """In the same file, and in a file that came before."""
    bad = {kind: problems_of(kind)[0][0] for kind in SHEETS}
    for kind, counts in load_each(store, {kind: [GOOD[kind], GOOD[kind], bad[kind]] for kind in SHEETS}).items():
        assert numbers(counts) == (1, 1, 1, 2), kind
    for kind, counts in load_each(store, {kind: [GOOD[kind], bad[kind]] for kind in SHEETS}).items():
        assert numbers(counts) == (0, 1, 1, 0), kind
        assert len(store.read().rows(f"from {TABLES[kind]}")) == 2, kind
        held_in = "select count(*) from held_rows where list_contains($batches, batch_id)"
        assert store.read().rows(held_in, {"batches": batches_of(store, kind)}) == [(1,)], kind


def test_any_batch_can_be_forgotten(store: Store) -> None:
    """What two batches said stands until both are gone."""
    load_each(store, {kind: [GOOD[kind]] for kind in SHEETS})
    load_each(store, {kind: [GOOD[kind], problems_of(kind)[0][0]] for kind in SHEETS})
    batches = {kind: batches_of(store, kind) for kind in SHEETS}
    forget(store, *(first for first, _ in batches.values()))
    for kind, (_, second) in batches.items():
        assert [row[0] for row in store.read().rows(f"from {TABLES[kind]}")] == [second], kind
    forget(store, *(second for _, second in batches.values()))
    for kind in SHEETS:
        assert store.read().rows(f"from {TABLES[kind]}") == [], kind
    assert store.read().rows("from held_rows") == []


def test_rows_with_the_same_reason_are_held_each(store: Store) -> None:
    one, other = (GOOD["targets"] | {"Source": "", "Phase": phase} for phase in ("primary", "secondary"))
    assert load(store, "targets", one).changes == 1
    assert load(store, "targets", other).changes == 1
    assert load(store, "targets", one, other).changes == 0


def test_a_held_row_names_the_schools_that_may_be_meant(store: Store) -> None:
    load(store, "supports", GOOD["supports"] | {"Supported school": "Sine Bell School"})
    ((text, candidates),) = store.read().rows("select school_text, candidates from held_rows")
    assert text == "Sine Bell School"
    assert json.loads(candidates)[0]["urn"] == 900002


def test_what_says_otherwise_than_an_earlier_sheet_is_changed(store: Store) -> None:
    other: dict[str, dict[str, Any]] = {
        "activities": {"Places": 30},
        "targets": {"Target share": "80%"},
        "candidate_stages": {"Stage date": "15/10/2026"},
        "supports": {"Days": 3},
        "pupil_counts": {"Pupils": "31"},
        "partners": {"Kind": "CPD provider"},
        "hold_backs": {"Until": "31/08/2028"},
    }
    assert other.keys() == SHEETS.keys()
    first = load_each(store, {kind: [GOOD[kind]] for kind in other})
    assert {kind: counts.changed for kind, counts in first.items()} == dict.fromkeys(other, 0)
    second = load_each(store, {kind: [GOOD[kind], GOOD[kind] | said] for kind, said in other.items()})
    assert {kind: counts.changed for kind, counts in second.items()} == dict.fromkeys(other, 1)


def test_no_address_and_no_candidates_name_is_kept_in_any_column(store: Store) -> None:
    name, address = "Zebediah Quillfeather", "zq.canary@nightjar.example"
    rows = {
        "activities": {"Activity": f"Coaching {address}", "Lead partner": f"Rotherham, {address}"},
        "targets": {"Source": f"Mail from {address}"},
        "candidate_stages": {"Reference": name, "School": f"{name} (Cosine Park Primary School)", "Postcode": address},
        "supports": {"Focus": f"Planning, ask {address}", "Supported school": f"Nowhere {address}"},
        "pupil_counts": {"Activity": f"Fair {address}", "Programme": address},
        "partners": {"Partner": f"University, {address}", "Kind": address},
        "hold_backs": {"Reason": f"See {address}", "School": address},
    }
    assert rows.keys() == SHEETS.keys()
    for kind, odd in rows.items():
        (row,) = parsed(kind, GOOD[kind] | odd)
        assert not any(canary in repr(row).casefold() for canary in ("zq.canary", "zebediah", "quillfeather")), kind
    load_each(store, {kind: [GOOD[kind] | odd] for kind, odd in rows.items()})
    for (table,) in store.read().rows("select table_name from duckdb_tables()"):
        kept = repr(store.read().rows(f"from {table}")).casefold()
        assert not any(canary in kept for canary in ("zq.canary", "zebediah", "quillfeather")), table


def test_a_candidate_without_a_school_is_loaded(store: Store) -> None:
    unknown = {"School": "", "Postcode": "", "Local authority": "", "Phase": ""}
    assert load(store, "candidate_stages", GOOD["candidate_stages"] | unknown).loaded == 1


def test_a_candidates_reference_is_not_stored_and_identifies_candidates(store: Store) -> None:
    good = GOOD["candidate_stages"]
    load(store, "candidate_stages", good, good | {"Reference": "ADA  lovelace", "Stage": "offered"})
    load(store, "candidate_stages", good | {"Reference": "Emmy Noether", "Stage": "?"})
    found = store.read().rows("select candidate from candidate_stage_rows")
    assert len(set(found)) == 1 and found[0][0].startswith("c")
    for table in ("candidate_stage_rows", "held_rows", "import_batches"):
        text = repr(store.read().rows(f"from {table}")).casefold()
        assert "lovelace" not in text and "noether" not in text
    assert "lovelace" not in repr(parsed("candidate_stages", good)).casefold()


def test_a_reason_quotes_no_cell(store: Store) -> None:
    wrongs: list[dict[str, Any]] = [
        {"Reference": "", "Stage": "secret"},
        {"Stage date": "secret"},
        {"Local authority": "secret", "Phase": "secret", "Route": "secret"},
    ]
    assert load(store, "candidate_stages", *(GOOD["candidate_stages"] | wrong for wrong in wrongs)).held == len(wrongs)
    assert "secret" not in repr(store.read().rows("from held_rows"))


@pytest.mark.parametrize(
    ("cell", "share"), [("70%", 0.7), ("70%", 0.7), (70, 0.7), (0.7, 0.7), ("62.5", 0.625), (1, 1.0), ("0.5%", 0.005)]
)
def test_a_share_is_read_however_it_is_written(cell: object, share: float) -> None:
    (row,) = parsed("targets", GOOD["targets"] | {"Target share": cell})
    assert row.values["share"] == share and row.problem is None


def test_a_target_may_be_a_number_of_schools(store: Store) -> None:
    number = {"Target share": "", "Target schools": "40", "Strand": "", "Programme": "enr"}
    load(store, "targets", GOOD["targets"] | number)
    assert store.read().rows("select share, schools, programme_code from target_rows") == [(None, 40, "ENR")]


def test_a_school_may_be_held_back_for_all_programmes_and_without_an_end(store: Store) -> None:
    assert load(store, "hold_backs", GOOD["hold_backs"] | {"Programme": "", "Until": ""}).loaded == 1
    assert store.read().rows("select urn, programme_code, until_on from hold_backs") == [(900001, None, None)]


def test_a_partners_contact_is_not_read() -> None:
    headings = ["Partner", "Kind", "Lead contact", "Email", "Telephone"]
    assert recognise_sheet(headings) == ("partners", {"partner": 0, "kind": 1})
    assert recognise_sheet(["Partner"]) == ("partners", {"partner": 0})


@pytest.mark.parametrize("kind", SHEETS)
def test_a_sheet_is_known_by_its_headings_in_any_order_and_spelling(kind: str) -> None:
    columns = SHEETS[kind].columns
    headings = [column.heading for column in columns]
    assert recognise_sheet(headings) == (kind, {column.name: place for place, column in enumerate(columns)})
    typed = [f" {heading.upper().replace(' ', '_')} " for heading in reversed(headings)]
    recognised = recognise_sheet(["Notes of our own", *typed, None])
    assert recognised is not None and recognised[0] == kind and len(recognised[1]) == len(columns)


@pytest.mark.parametrize("kind", SHEETS)
def test_no_heading_of_a_sheet_is_given_to_two_columns(kind: str) -> None:
    known = [heading for column in SHEETS[kind].columns for heading in (column.heading, *column.also)]
    for column in SHEETS[kind].columns:
        for heading in (column.heading, *column.also):
            others = [each.heading for each in SHEETS[kind].columns if each is not column]
            recognised = recognise_sheet([heading, *others])
            assert recognised is not None and recognised[1][column.name] == 0, heading
    assert len(known) == len(set(map(str.casefold, known)))


@pytest.mark.parametrize(
    "headings",
    [
        [column.heading for column in REGISTER.columns],
        ["Activity", "Programme", "Session date", "School", "Attendance"],
        ["Activity", "Programme", "Session date", "School", "Attendance", "Pupils", "URN"],
        ["Activity", "Programme", "Session date", "School", "First name", "Last name", "Pupils"],
        ["Activity", "Programme", "Session date", "School"],
        ["Activity", "Programme", "First name", "Email", "Attendance status"],
        ["ID", "Start time", "Completion time", "Email", "Name", "Partner"],
        ["URN", "LA (code)", "EstablishmentName", "Postcode", "Phase"],
        ["Name", "Colour"],
        [],
        [None, ""],
    ],
)
def test_what_is_no_sheet_of_ours_is_left_to_others(headings: Sequence[str | None]) -> None:
    assert recognise_sheet(headings) is None


def test_what_a_sheet_lacks_is_named_by_its_headings() -> None:
    recognised = recognise_sheet(["Activity", "Programme", "Session date", "Pupils"])
    assert recognised is not None
    assert missing_headings(SHEETS[recognised[0]], recognised[1]) == ["“School” or “URN” or “DfE number”"]
    assert missing_headings(SHEETS["partners"], {"partner": 0}) == []


def test_example_rows_and_empty_rows_are_passed_over() -> None:
    assert is_example_row(["Example: Group 1", "MNKS2"]) and is_example_row([None, "", "EXAMPLE: x"])
    assert not is_example_row(["Example Primary School"]) and not is_example_row(["Group 1", "Example: x"])
    assert not is_example_row([])
    _, columns = recognise_sheet(["Notes", "Activity", "Programme"]) or ("", {})
    rows: list[tuple[int, list[Any]]] = [
        (2, ["mine", "Example: Group 1", "MNKS2"]),
        (3, ["only a note", "", None]),
        (4, ["", "Group 1", "MNKS2"]),
    ]
    assert [row.row_number for row in parse_sheet(SHEETS["activities"], columns, rows, SETTINGS, SECRET)] == [4]


def filled_workbook(content: bytes) -> dict[str, list[Any]]:
    """Give the rows below the headings of each sheet that is recognised, the register's included."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    found: dict[str, list[Any]] = {}
    for name in book.sheet_names:
        rows = list(enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1))
        recognised = next((known for _, cells in rows[:20] if (known := recognise_sheet(cells))), None)
        kind, columns = recognised or ("register" if name == "Register" else "", {})
        if kind == "register":
            found[kind] = [(number, cells) for number, cells in rows[1:] if not is_example_row(cells)]
        elif kind:
            found[kind] = parse_sheet(SHEETS[kind], columns, rows[1:], SETTINGS, SECRET, today=TODAY)
    return found


def test_the_template_as_it_is_handed_out_has_no_row_of_any_kind() -> None:
    found = filled_workbook(template_xlsx(SETTINGS))
    assert found == {key: [] for key in ["register", *SHEETS]}


def test_the_template_filled_in_is_read_as_it_was_filled(store: Store) -> None:
    rows = {
        kind: [
            {
                column.name: (
                    dt.date(2026, 10, 14) if column.holds == "day" else GOOD[kind].get(column.heading) or None
                )
                for column in sheet.columns
            }
        ]
        for kind, sheet in SHEETS.items()
    }
    found = filled_workbook(template_xlsx(SETTINGS, rows))
    for kind in SHEETS:
        (row,) = found[kind]
        assert row.row_number == 3 and row.problem is None
        with store.write("A test", dry_run=True) as connection:
            counts, _ = load_sheet(connection, SHEETS[kind], found[kind], 99, lambda: Directory.from_store(connection))
            assert counts.loaded == 1


def test_the_examples_are_rows_that_would_be_read() -> None:
    for kind, sheet in SHEETS.items():
        columns = {column.name: place for place, column in enumerate(sheet.columns)}
        examples = [column.example_for(SETTINGS) for column in sheet.columns]
        (row,) = parse_sheet(SHEETS[kind], columns, [(2, examples)], SETTINGS, SECRET, today=TODAY)
        assert row.problem is None, kind


@pytest.mark.parametrize(
    ("written", "number"), [("2", 2), ("2.0", 2), ("Session 2", 2), ("Session 2 of 4", 2), ("Week 12", 12)]
)
def test_a_session_is_numbered_as_in_registers(written: str, number: int) -> None:
    session = Column("session_number", "Session", "", "", "session number")
    assert CellReader(SETTINGS).read(session, written) == number


def test_a_list_of_apologies_holds_no_school_back() -> None:
    assert recognise_sheet(["School", "Reason"]) is not None
    assert recognise_sheet(["Name", "School", "Reason"]) is None
