"""Tables of any kind as they are read: what their rows say, and what has to be asked about them."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from reach.ingest import Answers, Details, SourceFile
from reach.ingest.kinds import attendance
from reach.ingest.meanings import reading_of
from reach.ingest.parts import parts_of, with_answers
from reach.ingest.readings import Meaning, Reading
from reach.ingest.register import Register, RegisterRow, parse_register
from tests.builders import SETTINGS

SECRET = b"0" * 32
KNOWN = Details("Work group 1", "MNRKS1")
Row = tuple[str, str, int | None, str | None]


def workbook(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), sheet: str = "Sheet1") -> SourceFile:
    """Give a workbook of one sheet; dates are date cells, and merged are ranges such as A5:A7."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet(sheet)
    for line, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if cell not in ("", None):
                page.write(line, place, cell)
    for cells in merged:
        first = cells.partition(":")[0]
        line, place = int(first[1:]) - 1, ord(first[0]) - ord("A")
        page.merge_range(cells, rows[line][place])
    book.close()
    return SourceFile("list.xlsx", file.getvalue())


def csv(text: str) -> SourceFile:
    return SourceFile("list.csv", text.encode())


def read(source: SourceFile, answers: Answers | None = None) -> tuple[Register, Reading]:
    """Give a file's one table as it is read."""
    answers = answers or Answers(KNOWN)
    (part,) = parts_of(source)
    part = with_answers(part, answers)
    kind = attendance(part.kind)
    assert kind is not None
    entries = kind.entries(part, answers, SETTINGS)
    register = parse_register(entries, answers, SETTINGS, SECRET)
    return register, reading_of(part, entries, register, answers, SETTINGS)


def rows_of(register: Register) -> list[RegisterRow]:
    places = zip(register.numbers, register.attendee_of, register.entry_of, strict=True)
    return [RegisterRow(number, register.attendees[who], register.entries[what]) for number, who, what in places]


def rows_read(register: Register) -> list[Row]:
    """Return each row's school, day, session number and mark."""
    return [
        (
            attendee.clues.school,
            f"{entry.held_on:%d/%m/%Y}" if entry.held_on else "",
            entry.session_number,
            entry.attendance,
        )
        for _, attendee, entry in rows_of(register)
    ]


def asked(reading: Reading) -> list[tuple[str, str]]:
    """Give what is open: what it is about, and the column or text."""
    return [(each.about, each.text or each.column) for each in reading.open]


def meaning(reading: Reading, about: str, text: str = "") -> Meaning:
    """Give the one meaning of a kind, or of a text."""
    (found,) = [each for each in reading.meanings if each.about == about and text in ("", each.text)]
    return found
