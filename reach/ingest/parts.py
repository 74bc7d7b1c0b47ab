"""What is in a file: each sheet that is of a known kind, or a table whose columns have been named."""

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from reach.errors import ImportFileError
from reach.ingest.boundaries import looks_geographic
from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day
from reach.ingest.details import Answers, Details
from reach.ingest.kinds import (
    NATIONAL,
    SHEETS,
    TOOLS,
    attendance,
    boundaries,
    not_recognised,
    recognise,
    recognise_sheet,
    register,
    table,
)
from reach.ingest.large_tables import read_large_table
from reach.ingest.part import Part
from reach.ingest.reading import SourceFile, read_sheets
from reach.ingest.sheets import missing_headings
from reach.ingest.tools.headings import columns_asked_for
from reach.settings import Settings

_LINES_BEFORE_A_HEADER = 40
_NAMES_OF_ANY_SHEET = re.compile(
    r"(?:sheet|form|table|register|registers|attendance|responses|form responses|data|export)?\s*\d*", re.IGNORECASE
)

ColumnsOf = Callable[[str], Mapping[str, int] | None]
"""Gives the columns that were named before for a table with a signature."""


class ColumnsUnknownError(ImportFileError):
    """A table whose columns nobody has named yet. headings are its own; guessed is what they seem to be."""

    def __init__(self, name: str, part: Part, headings: Sequence[str], guessed: Mapping[str, int]) -> None:
        error = not_recognised(name)
        super().__init__(error.title, error.message)
        self.part, self.headings, self.guessed = part, tuple(headings), dict(guessed)


def parts_of(source: SourceFile, columns_of: ColumnsOf, answered: Mapping[str, Answers]) -> list[Part]:
    """Give the tables of known kinds in a file; sheets of no known kind beside them are passed over.

    Raises ImportFileError where there are none: ColumnsUnknownError where it is a table that could be named.
    """
    if _looks_national(source):
        kind, rows = read_large_table(source)
        return [Part(source, "", kind, national=rows)]
    if looks_geographic(source):
        return [Part(source, "", boundaries.KIND.name)]
    sheets = read_sheets(source)
    found: list[Part] = []
    for sheet in sheets:
        part = _known_part(source, sheet.name if len(sheets) > 1 else "", sheet.rows)
        if part:
            found.append(dataclasses.replace(part, title=_telling(sheet.name)))
    if found:
        # A template is rarely filled in whole: its empty sheets are nobody's concern.
        found = [part for part in found if part.national is not None or part.body] or found[:1]
        return found if len(found) > 1 else [dataclasses.replace(found[0], sheet="")]
    tables = [
        dataclasses.replace(part, title=_telling(sheet.name))
        for sheet in sheets
        if (part := _unknown_part(source, sheet.name, sheet.rows, len(sheets) > 1))
    ]
    named = [
        dataclasses.replace(part, columns=columns)
        for part in tables
        if (columns := (answered.get(part.key) or Answers()).columns or columns_of(part.signature))
    ]
    if named:
        return named
    if not tables:
        raise not_recognised(source.given_name)
    headings = tables[0].headings
    raise ColumnsUnknownError(source.given_name, tables[0], headings, columns_asked_for(headings))


def _telling(sheet: str) -> str:
    """Give a sheet's name where it says something: “Sheet1” and the template's own names do not."""
    return "" if _NAMES_OF_ANY_SHEET.fullmatch(sheet.strip()) else sheet


def _looks_national(source: SourceFile) -> bool:
    """Tell whether this is one of the DfE's files, by the words that only their headings have."""
    first_line = source.content[:20_000].split(b"\n", 1)[0]
    return not source.is_workbook and any(kind.mark in first_line for kind in NATIONAL.values())


def _known_part(source: SourceFile, sheet: str, lines: Sequence[Line]) -> Part | None:
    for position, (_, cells) in enumerate(lines[:_LINES_BEFORE_A_HEADER]):
        headings = [text_of(cell) for cell in cells]
        for tool in TOOLS:
            if tool.is_header(headings):
                return Part(source, sheet, tool.name, lines, position)
        of_template = recognise_sheet(headings)
        if of_template:
            return _template_sheet(Part(source, sheet, of_template[0], lines, position, of_template[1]))
        recognised = recognise(headings)
        if recognised:
            kind, columns = recognised
            part = Part(source, sheet, kind, lines, position, columns)
            if kind in NATIONAL:
                NATIONAL[kind].require_columns(part.name, columns)
                return dataclasses.replace(part, national=_as_national(part))
            _refuse_unclear_headings(part, headings)
            return part
    return None


def _template_sheet(part: Part) -> Part:
    """Give a sheet of the template, all that it needs being there.

    Raises ImportFileError naming the headings that are missing.
    """
    sheet = SHEETS[part.kind]
    missing = missing_headings(sheet, part.columns)
    if missing:
        raise ImportFileError(
            f"{part.name} lacks {'a column' if len(missing) == 1 else 'columns'}",
            f"It looks like the template's sheet “{sheet.title}”, but {', '.join(missing)} is not among "
            f"its headings in line {part.lines[part.header][0]}. Nothing was changed. Add what is missing, or copy "
            "the rows into the template.",
        )
    return part


def _unknown_part(source: SourceFile, sheet: str, lines: Sequence[Line], is_one_of_several: bool) -> Part | None:
    """Take the first line with at least two texts and no numbers or dates for the headings."""
    for position, (_, cells) in enumerate(lines[:_LINES_BEFORE_A_HEADER]):
        texts = [cell for cell in cells if text_of(cell)]
        if len(texts) > 1 and all(isinstance(cell, str) and day(cell) is None for cell in texts):
            return Part(source, sheet if is_one_of_several else "", table.KIND.name, lines, position)
    return None


def _refuse_unclear_headings(part: Part, headings: Sequence[str]) -> None:
    """Refuse a table in which a column may be another than it seems.

    Raises ImportFileError naming the headings or the column.
    """
    line = part.lines[part.header][0]
    repeated = register.HEADINGS.repeated(headings)
    if repeated:
        raise ImportFileError(
            f"{part.name} has a column twice",
            f"More than one heading in line {line} means “{register.HEADINGS.usual(repeated[0])}”. "
            "Nothing was changed. Rename or delete the one that is not meant.",
        )
    again = [number for number, cells in part.body if _are_these(cells, headings)]
    if again:
        raise ImportFileError(
            f"{part.name} has its headings twice",
            f"They stand in line {line} and again in line {again[0]}: two tables in one? Nothing was changed. "
            "Delete the second headings, or save the tables as two files.",
        )
    nameless = [
        place
        for place, heading in enumerate(headings)
        if not heading and any(place < len(cells) and text_of(cells[place]) for _, cells in part.body[:50])
    ]
    if nameless:
        raise ImportFileError(
            f"{part.name} has a column without a heading",
            f"Column {_letters(nameless[0])} has cells, but line {line} has no heading for it: are headings merged? "
            "Nothing was changed. Give every column a heading of its own.",
        )


def _are_these(cells: Sequence[Any], headings: Sequence[str]) -> bool:
    return len(cells) == len(headings) and all(
        text_of(cell) == heading for cell, heading in zip(cells, headings, strict=True)
    )


def _as_national(part: Part) -> pa.Table:
    """Put a register of establishments from a workbook into the form that its CSV file has."""
    numbers = pa.array([number for number, _ in part.body], pa.int32())
    columns = {
        column: pa.array([text_of(cells[place]) if place < len(cells) else "" for _, cells in part.body], pa.string())
        for column, place in part.columns.items()
    }
    return pa.table(columns | {"row_number": numbers})


def _letters(position: int) -> str:
    """Give "A" for the first column, "AB" for the twenty-eighth."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclasses.dataclass(frozen=True)
class Asked:
    """What there is to ask about a table before it is imported, and what it says itself.

    asks names the details that its rows do not give; said is what the file as a whole says of them. has_stays: how
    long somebody stayed decides whether they attended, and organisers can be recognised.
    """

    asks: tuple[str, ...]
    said: Details
    has_stays: bool
    left_out: int


def ask_about(part: Part, answers: Answers, settings: Settings) -> Asked:
    """Find what to ask about a table of attendance."""
    kind = attendance(part.kind)
    if kind is None:
        return Asked((), Details(), has_stays=False, left_out=0)
    entries = kind.entries(part, answers, settings)
    given = {column for _, row in entries.rows for column, cell in row.items() if text_of(cell)}
    asks = tuple(detail for detail in entries.asks if detail not in given)
    return Asked(asks if entries.rows or entries.left_out else (), entries.details, entries.has_stays, entries.left_out)
