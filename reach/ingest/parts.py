"""What is in a file: each sheet that is of a known kind, or a table whose columns have been named."""

import dataclasses
import functools
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from reach.errors import ImportFileError
from reach.ingest.boundaries import looks_geographic
from reach.ingest.cells import Line, text_of
from reach.ingest.dates import day
from reach.ingest.details import Answers, Details, Entries, details_in_title
from reach.ingest.kinds import (
    not_recognised,
    recognise,
    repeated_columns,
    require_columns,
    usual_heading,
)
from reach.ingest.large_tables import read_large_table
from reach.ingest.reading import SourceFile, read_sheets
from reach.ingest.sheets import SHEETS, is_example_row, missing_headings, recognise_sheet
from reach.ingest.tools import eventbrite, forms, teams, zoom
from reach.ingest.tools.display_names import with_name
from reach.ingest.tools.headings import columns_asked_for
from reach.matching import plain_words
from reach.settings import Settings

_TOOLS = {"eventbrite": eventbrite, "teams": teams, "zoom": zoom, "forms": forms}
_LINES_BEFORE_A_HEADER = 40
_NAMES_OF_ANY_SHEET = re.compile(
    r"(?:sheet|form|table|register|registers|attendance|responses|form responses|data|export)?\s*\d*", re.IGNORECASE
)

ColumnsOf = Callable[[str], Mapping[str, int] | None]
"""Gives the columns that were named before for a table with a signature."""


class ColumnsUnknownError(ImportFileError):
    """A table whose columns nobody has named yet. headings are its own; guessed is what they seem to be."""

    def __init__(self, name: str, part: "Part", headings: Sequence[str], guessed: Mapping[str, int]) -> None:
        error = not_recognised(name)
        super().__init__(error.title, error.message)
        self.part, self.headings, self.guessed = part, tuple(headings), dict(guessed)


@dataclasses.dataclass(frozen=True)
class Part:
    """A table in a file: the file's only one, or a sheet of several.

    lines are all of the table's lines, header being the place of its headings among them. national is set
    instead for the DfE's large files; outlines have neither. columns gives the positions of our columns where the
    headings are ours. title is the sheet's name where it may say what the sheet is about.
    """

    source: SourceFile
    sheet: str
    kind: str
    lines: Sequence[Line] = dataclasses.field(default=(), repr=False)
    header: int = 0
    columns: Mapping[str, int] = dataclasses.field(default_factory=dict)
    national: pa.Table | None = dataclasses.field(default=None, repr=False)
    title: str = ""

    @property
    def name(self) -> str:
        """The name of the file as the user gave it, with the sheet's where it is one of several."""
        return f"{self.source.given_name}: {self.sheet}" if self.sheet else self.source.given_name

    @property
    def key(self) -> str:
        """What tells this table from every other, by content. It is never kept: see `keyed_hash`."""
        return f"{self.source.content_hash} {self.sheet}"

    @functools.cached_property
    def body(self) -> list[Line]:
        """The lines under the headings that say anything, the template's examples left out."""
        return [
            (number, cells)
            for number, cells in self.lines[self.header + 1 :]
            if any(map(text_of, cells)) and not is_example_row(cells)
        ]

    @property
    def signature(self) -> str:
        """What tables with the same headings share; it is never kept as it is, as headings may be anything."""
        return _signature(self.lines[self.header][1]) if self.lines else ""

    def entries(self, answers: Answers, settings: Settings) -> Entries:
        """Give a table of attendance in the words of the template."""
        if self.kind in _TOOLS:
            return _TOOLS[self.kind].entries(
                [*self.lines[: self.header + 1], *self.body], self.header, answers, settings
            )
        rows = [
            (number, {column: cells[place] for column, place in self.columns.items() if place < len(cells)})
            for number, cells in self.body
        ]
        if self.kind == "table":
            rows = [(number, with_name(row, text_of(row.pop("full_name", "")))) for number, row in rows]
        # What some rows say and others do not is missing there: the sheet's name does not stand in for it.
        is_said = any(text_of(row.get(column)) for _, row in rows for column in ("activity", "programme"))
        said = Details() if is_said or not self.title else details_in_title(self.title, settings)
        return Entries(rows, said, asks=("activity", "programme", "held_on", "session_number", "attendance"))


def parts_of(source: SourceFile, columns_of: ColumnsOf, answered: Mapping[str, Answers]) -> list[Part]:
    """Give the tables of known kinds in a file; sheets of no known kind beside them are passed over.

    Raises ImportFileError where there are none: ColumnsUnknownError where it is a table that could be named.
    """
    if _looks_national(source):
        kind, table = read_large_table(source)
        return [Part(source, "", kind, national=table)]
    if looks_geographic(source):
        return [Part(source, "", "boundaries")]
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
    headings = [text_of(cell) for cell in tables[0].lines[tables[0].header][1]]
    raise ColumnsUnknownError(source.given_name, tables[0], headings, columns_asked_for(headings))


def _telling(sheet: str) -> str:
    """Give a sheet's name where it says something: “Sheet1” and the template's own names do not."""
    return "" if _NAMES_OF_ANY_SHEET.fullmatch(sheet.strip()) else sheet


def _looks_national(source: SourceFile) -> bool:
    """Tell whether this is one of the DfE's files, by the words that only their headings have."""
    first_line = source.content[:20_000].split(b"\n", 1)[0]
    return not source.is_workbook and (b"EstablishmentName" in first_line or b"LinkURN" in first_line)


def _known_part(source: SourceFile, sheet: str, lines: Sequence[Line]) -> Part | None:
    for position, (_, cells) in enumerate(lines[:_LINES_BEFORE_A_HEADER]):
        headings = [text_of(cell) for cell in cells]
        for kind, tool in _TOOLS.items():
            if tool.is_header(headings):
                return Part(source, sheet, kind, lines, position)
        of_template = recognise_sheet(headings)
        if of_template:
            return _template_sheet(Part(source, sheet, of_template[0], lines, position, of_template[1]))
        recognised = recognise(headings)
        if recognised:
            kind, columns = recognised
            part = Part(source, sheet, kind, lines, position, columns)
            if kind in ("establishments", "links"):
                require_columns(part.name, kind, columns)
                return dataclasses.replace(part, national=_as_national(part))
            _refuse_unclear_headings(part, headings)
            return part
    return None


def _template_sheet(part: Part) -> Part:
    """Give a sheet of the template, all that it needs being there.

    Raises ImportFileError naming the headings that are missing.
    """
    missing = missing_headings(part.kind, part.columns)
    if missing:
        raise ImportFileError(
            f"{part.name} lacks {'a column' if len(missing) == 1 else 'columns'}",
            f"It looks like the template's sheet “{SHEETS[part.kind].title}”, but {', '.join(missing)} is not among "
            f"its headings in line {part.lines[part.header][0]}. Nothing was changed. Add what is missing, or copy "
            "the rows into the template.",
        )
    return part


def _unknown_part(source: SourceFile, sheet: str, lines: Sequence[Line], is_one_of_several: bool) -> Part | None:
    """Take the first line with at least two texts and no numbers or dates for the headings."""
    for position, (_, cells) in enumerate(lines[:_LINES_BEFORE_A_HEADER]):
        texts = [cell for cell in cells if text_of(cell)]
        if len(texts) > 1 and all(isinstance(cell, str) and day(cell) is None for cell in texts):
            return Part(source, sheet if is_one_of_several else "", "table", lines, position)
    return None


def _refuse_unclear_headings(part: Part, headings: Sequence[str]) -> None:
    """Refuse a table in which a column may be another than it seems.

    Raises ImportFileError naming the headings or the column.
    """
    line = part.lines[part.header][0]
    repeated = repeated_columns(part.kind, headings)
    if repeated:
        raise ImportFileError(
            f"{part.name} has a column twice",
            f"More than one heading in line {line} means “{usual_heading(part.kind, repeated[0])}”. "
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


def _signature(headings: Sequence[object]) -> str:
    return hashlib.sha256("|".join(plain_words(text_of(heading)) for heading in headings).encode()).hexdigest()


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
    long somebody stayed decides whether they attended, and organisers can be told.
    """

    asks: tuple[str, ...]
    said: Details
    has_stays: bool
    left_out: int


def ask_about(part: Part, answers: Answers, settings: Settings) -> Asked:
    """Find what to ask about a table of attendance."""
    entries = part.entries(answers, settings)
    given = {column for _, row in entries.rows for column, cell in row.items() if text_of(cell)}
    asks = tuple(detail for detail in entries.asks if detail not in given)
    return Asked(asks if entries.rows or entries.left_out else (), entries.details, entries.has_stays, entries.left_out)
