"""The template: every column of every sheet, explained, with an example, lists to choose from and checked cells."""

import csv
import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
import python_calamine

from reach.ingest.kinds import recognise, recognise_sheet
from reach.ingest.kinds.register import REGISTER
from reach.ingest.sheets import is_example_row
from reach.ingest.template import TEMPLATES, headings, template_csv, template_xlsx
from reach.sheets import SHEETS, Sheet
from tests.builders import SETTINGS
from tests.typed import present

ALL_SHEETS = [REGISTER, *SHEETS.values()]
TITLES = ["Guidance", *(sheet.title for sheet in ALL_SHEETS), "Lists"]
NAMESPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def content() -> bytes:
    return template_xlsx(SETTINGS)


def rows_of(content: bytes, title: str) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_name(title).to_python(skip_empty_area=False)


def markup_of(content: bytes, title: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ElementTree.fromstring(  # noqa: S314 - we made it
            archive.read(f"xl/worksheets/sheet{TITLES.index(title) + 1}.xml")
        )


def rules_of(content: bytes, title: str) -> list[dict[str, str]]:
    """Give the rules of a sheet's cells, with their first formula."""
    return [
        dict(rule.attrib) | {"formula": rule.findtext("x:formula1", "", NAMESPACE)}
        for rule in markup_of(content, title).iterfind(".//x:dataValidation", NAMESPACE)
    ]


def test_the_sheets_stand_in_order_with_the_guidance_first(content: bytes) -> None:
    assert python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == TITLES
    assert list(SHEETS) == [
        "activities",
        "targets",
        "candidate_stages",
        "supports",
        "pupil_counts",
        "partners",
        "hold_backs",
    ]


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: sheet.kind)
def test_a_sheet_has_its_headings_and_one_example(content: bytes, sheet: Sheet) -> None:
    first, *rest = rows_of(content, sheet.title)
    assert first == [column.heading for column in sheet.columns]
    assert len(rest) == 1 and is_example_row(rest[0])


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: sheet.kind)
def test_the_guidance_explains_every_column(content: bytes, sheet: Sheet) -> None:
    rows = rows_of(content, "Guidance")
    start = next(number for number, row in enumerate(rows) if row[0] == f"Sheet: {sheet.title}")
    assert rows[start + 1][0] == sheet.purpose
    assert rows[start + 2] == ["Column", "Needed?", "What goes in", "Example"]
    as_store_error = rows[start + 3 : start + 3 + len(sheet.columns)]
    assert [(row[0], row[2]) for row in as_store_error] == [
        (column.heading, column.meaning) for column in sheet.columns
    ]
    assert {row[1] for row in as_store_error} <= {"yes", "no", "one of these"}
    assert all(column.meaning.endswith(".") for column in sheet.columns)


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: sheet.kind)
def test_a_heading_says_what_goes_in_when_it_is_chosen(content: bytes, sheet: Sheet) -> None:
    prompts = {rule["promptTitle"]: rule["prompt"] for rule in rules_of(content, sheet.title) if "prompt" in rule}
    for column in sheet.columns:
        assert prompts[column.heading[:32]].endswith(column.meaning)


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: sheet.kind)
def test_lists_and_days_are_checked_as_they_are_typed(content: bytes, sheet: Sheet) -> None:
    lists = rows_of(content, "Lists")
    rules = {rule["sqref"]: rule for rule in rules_of(content, sheet.title) if "type" in rule}
    for position, column in enumerate(sheet.columns):
        rule = rules.get(f"{chr(ord('A') + position)}2:{chr(ord('A') + position)}2001")
        if column.choices:
            assert rule is not None and rule["type"] == "list"
            letter, last = present(re.fullmatch(r"Lists!\$(\w)\$2:\$\w\$(\d+)", rule["formula"])).groups()
            listed = [row[ord(letter) - ord("A")] for row in lists]
            assert (
                listed[0] == f"List: {column.choices}" and all(listed[1 : int(last)]) and not any(listed[int(last) :])
            )
        elif column.holds == "day":
            assert rule is not None and rule["type"] == "date"


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: sheet.kind)
def test_headings_stay_in_sight(content: bytes, sheet: Sheet) -> None:
    pane = markup_of(content, sheet.title).find(".//x:pane", NAMESPACE)
    assert pane is not None and pane.get("state") == "frozen" and pane.get("ySplit") == "1"


def test_days_look_like_days(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b'formatCode="dd/mm/yyyy"' in archive.read("xl/styles.xml")


@pytest.mark.parametrize("title", ["Guidance", "Lists"])
def test_guidance_and_lists_are_taken_for_nothing(content: bytes, title: str) -> None:
    for row in rows_of(content, title):
        assert recognise_sheet(row) is None and recognise([str(cell) for cell in row]) is None


def test_every_other_sheet_is_recognised(content: bytes) -> None:
    for kind, sheet in SHEETS.items():
        assert (recognise_sheet(rows_of(content, sheet.title)[0]) or ("",))[0] == kind
    register = rows_of(content, REGISTER.title)[0]
    assert recognise_sheet(register) is None and recognise(register) is not None


def test_csv_has_the_registers_headings() -> None:
    text = template_csv(SETTINGS).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [headings()]


def test_what_looks_like_a_formula_stays_text() -> None:
    content = template_xlsx(SETTINGS, {"partners": [{"partner": "=1+1", "kind": "http://a.example"}]})
    assert rows_of(content, "Partners")[2] == ["=1+1", "http://a.example"]


def test_every_form_has_a_name_of_its_own() -> None:
    names = [name for name, _, _ in TEMPLATES.values()]
    assert len(set(names)) == len(names) and TEMPLATES["Excel"][0] == "hub-template.xlsx"
    assert all(make(SETTINGS) for _, _, make in TEMPLATES.values())
