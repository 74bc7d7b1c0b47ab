"""Every kind of bad file that administrators meet: refused in words they can act on, or read right. Nothing between."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from reach.errors import ImportFileError
from reach.ingest import SourceFile, import_files
from reach.settings import PROJECT
from reach.store import Store, listing
from tests.builders import attended, hub, imported, register, school

LOCKED = PROJECT / "tests" / "spreadsheets" / "locked.xlsx"
ROW = attended(900001, "10/10/2022")
HEADINGS, CELLS = list(ROW), list(ROW.values())
DATE = HEADINGS.index("Session date")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path, [school(900001)])


def text(*rows: list[Any], encoding: str = "utf-8") -> SourceFile:
    lines = [",".join(map(str, cells)) for cells in rows]
    return SourceFile("register.csv", "\n".join(lines).encode(encoding))


def workbook(fill: Callable[[Any, Any], Any], **options: Any) -> SourceFile:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("Register")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, CELLS)
        fill(book, sheet)
    return SourceFile("register.xlsx", content.getvalue())


def zipped(content: bytes, name: str = "register.csv") -> SourceFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return SourceFile("register.zip", packed.getvalue())


def dated(*written: object) -> SourceFile:
    return text(HEADINGS, *([*CELLS[:DATE], day, *CELLS[DATE + 1 :]] for day in written))


def xlsx_bomb() -> SourceFile:
    """Give a workbook with a part that unpacks to forty megabytes of nothing."""
    content = io.BytesIO(workbook(lambda *_: None).content)
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.xml", bytes(40 * 2**20))
    return SourceFile("register.xlsx", content.getvalue())


def without(heading: str) -> SourceFile:
    place = HEADINGS.index(heading)
    return text(HEADINGS[:place] + HEADINGS[place + 1 :], CELLS[:place] + CELLS[place + 1 :])


REFUSED: dict[str, tuple[Callable[[], SourceFile], str]] = {
    "wrong encoding": (
        lambda: SourceFile("r.csv", text(HEADINGS, CELLS).content + "\nÉcole Noël\n".encode() + b"M\xfcller\n"),
        "In line 4 they change to another way",
    ),
    "truncated zip": (lambda: SourceFile("r.zip", zipped(b"a,b\n" * 900).content[:60]), "zip is damaged or cut short"),
    "zip bomb": (lambda: zipped(bytes(30 * 2**20)), "times its size, as no table does"),
    "XLSX bomb": (xlsx_bomb, "times its size, as no table does"),
    "password": (lambda: SourceFile("r.xlsx", LOCKED.read_bytes()), "remove the password"),
    "HTML as XLS": (
        lambda: SourceFile("register.xls", b"<html><body><table><tr><td>School</td></tr></table></body></html>"),
        "It is a web page (HTML)",
    ),
    "merged header cells": (
        lambda: workbook(
            lambda book, sheet: (
                sheet.merge_range(0, DATE + 1, 0, DATE + 2, HEADINGS[DATE + 1], book.add_format()),
                sheet.write(1, DATE + 2, "1"),
            )
        ),
        "has no heading for it: are headings merged?",
    ),
    "two header rows": (lambda: text(HEADINGS, CELLS, HEADINGS, CELLS), "They stand in line 1 and again in line 3"),
    "missing column": (lambda: without("Programme"), "It does not say the programme"),
    "missing columns": (
        lambda: text(["Academic year", "Target share"], ["2022/23", "60%"]),
        "“Source” is not among its headings in line 1",
    ),
    "duplicate columns": (
        lambda: text([*HEADINGS, "Session date"], [*CELLS, "11/10/2022"]),
        "More than one heading in line 1 means “Session date”",
    ),
    "dates both ways": (
        lambda: dated("10/14/2022", "10/15/2022", "15/10/2022", "10/11/2022"),
        "Its dates can be read with the day or with the month first",
    ),
    "a million rows": (
        lambda: workbook(lambda _, sheet: sheet.write(1_048_575, 30, "x")),
        "a sheet of 1,048,576 rows and 31 columns",
    ),
    "empty file": (lambda: SourceFile("r.csv", b""), "is empty"),
    "binary junk": (lambda: SourceFile("r.csv", bytes(range(1, 256)) * 9), "neither text nor a spreadsheet"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_in_words_and_nothing_is_changed(store: Store, kind: str) -> None:
    make, said = REFUSED[kind]
    before = store.read().name
    for dry_run in (True, False):
        with pytest.raises(ImportFileError) as caught:
            import_files(store, [make()], imported_by="test", dry_run=dry_run)
        assert said in f"{caught.value.title}. {caught.value.message}"
        assert "Nothing was changed." in caught.value.message
        assert store.read().name == before


def serial(is_1904: bool) -> SourceFile:
    """Give a workbook whose day is a date cell, under either of Excel's calendars."""

    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(1, DATE, dt.datetime(2022, 10, 10), book.add_format({"num_format": "dd/mm/yyyy"}))

    return workbook(fill, date_1904=is_1904)


READ: dict[str, Callable[[], SourceFile]] = {
    "1904 dates": lambda: serial(is_1904=True),
    "date cells": lambda: serial(is_1904=False),
    "Excel serial dates": lambda: workbook(lambda _, sheet: sheet.write_number(1, DATE, 44844)),
    "Excel serial dates as text": lambda: dated("44844"),
    "formulas": lambda: workbook(lambda _, sheet: sheet.write_formula(1, DATE, '="10/10/"&2022', None, "10/10/2022")),
    "another encoding": lambda: text(HEADINGS, CELLS, encoding="utf-16"),
}


@pytest.mark.parametrize("kind", READ)
def test_it_is_read_right(store: Store, kind: str) -> None:
    (batch,) = imported(store, READ[kind]())
    assert (batch.read, batch.loaded) == (1, 1)
    assert store.read().rows("select held_on, urn from attendance_facts") == [(dt.date(2022, 10, 10), 900001)]


HELD = {
    "a date in no academic year": ("10/10/1999", "is in no academic year of the dashboard"),
    "a single American date": ("10/14/2022", "is not a date"),
    "a formula without its value": ("=TODAY()", "is not a date"),
}


@pytest.mark.parametrize("kind", HELD)
def test_its_row_is_held_with_its_line_and_the_others_are_loaded(store: Store, kind: str) -> None:
    written, said = HELD[kind]
    (batch,) = imported(store, dated("10/10/2022", "14/10/2022", written))
    assert (batch.loaded, batch.held) == (2, 1)
    (row,) = listing.held_rows(store.read())
    assert row["row"] == 4 and said in row["reason"]


@pytest.mark.parametrize("name", ["n" * 300 + ".csv", "[red]_a_$x$.csv", "..\\..\\a.csv"])
def test_long_and_odd_names_and_texts_are_kept_as_they_are(store: Store, name: str) -> None:
    long = "St Nowhere's " * 800
    (batch,) = imported(store, SourceFile(name, register([attended("", "10/10/2022", School=long)]).content))
    assert (batch.file, batch.held) == (name, 1)
    (group,) = listing.held_groups(store.read())
    assert group["school_text"] == long.strip()


def test_what_nobody_sees_leaves_a_files_name(store: Store) -> None:
    content = register([attended("", "10/10/2022", School="St Nowhere's")]).content
    (batch,) = imported(store, SourceFile("\u202evsc\u200b.c\x07sv", content))
    assert batch.file == "vsc.csv"
