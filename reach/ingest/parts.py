"""What is in a file: each sheet that is of a known kind, or a table whose columns are found by their headings."""

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from reach import formats
from reach.errors import ImportFileError
from reach.ingest.boundaries import looks_geographic
from reach.ingest.cells import Line, text_of
from reach.ingest.details import Answers
from reach.ingest.finding import LINES_BEFORE_A_HEADER, academic_year_above, find_table
from reach.ingest.kinds import (
    NATIONAL,
    TOOLS,
    boundaries,
    matrix,
    not_recognised,
    recognise,
    recognise_sheet,
    register,
    table,
)
from reach.ingest.large_tables import read_large_table
from reach.ingest.part import Part
from reach.ingest.reading import Sheet, SourceFile, read_sheets
from reach.ingest.sheets import is_example, missing_headings
from reach.ingest.tools.headings import SAYS_SCHOOL, SAYS_WHO, find_columns
from reach.sheets import SHEETS

_NAMES_OF_ANY_SHEET = re.compile(
    r"(?:sheet|form|table|register|registers|attendance|responses|form responses|data|export)?\s*\d*", re.IGNORECASE
)


def parts_of(source: SourceFile) -> list[Part]:
    """Give the tables of known kinds in a file; sheets of no known kind beside them are passed over.

    Where there are none, its other tables are given, with columns as their headings seem to name them. Raises
    ImportFileError where there is no table either.
    """
    if _looks_national(source):
        kind, rows = read_large_table(source)
        return [Part(source, "", kind, national=rows)]
    if looks_geographic(source):
        return [Part(source, "", boundaries.KIND.name)]
    sheets = read_sheets(source)
    visible = [sheet for sheet in sheets if not sheet.is_hidden]
    tables = _tables_in(source, visible) if len(visible) < len(sheets) else []
    if tables:
        hidden = tuple(sheet.name for sheet in sheets if sheet.is_hidden)
        return [dataclasses.replace(tables[0], hidden=hidden), *tables[1:]]
    tables = _tables_in(source, sheets)
    if not tables:
        raise not_recognised(source.original_name)
    return tables


def _tables_in(source: SourceFile, sheets: Sequence[Sheet]) -> list[Part]:
    """Give the tables in some of a file's sheets: those of known kinds, else others."""
    found: list[Part] = []
    for sheet in sheets:
        part = _known_part(source, sheet.name if len(sheets) > 1 else "", sheet.rows)
        if part:
            found.append(dataclasses.replace(part, title=_title_of(sheet.name), hidden_lines=sheet.hidden_rows))
    if found:
        # A template is rarely filled in whole: its empty sheets are nobody's concern.
        found = [part for part in found if part.national is not None or part.body] or found[:1]
        return _named(found, sheets)
    tables = [
        dataclasses.replace(part, hidden_lines=sheet.hidden_rows)
        for sheet in sheets
        if (part := _other_part(source, sheet.name if len(sheets) > 1 else "", sheet.rows, _title_of(sheet.name)))
    ]
    of_people = [part for part in tables if part.columns.keys() & SAYS_WHO and part.columns.keys() & SAYS_SCHOOL]
    return _named(of_people or tables, sheets) if tables else []


def _named(parts: Sequence[Part], sheets: Sequence[Sheet]) -> list[Part]:
    """Give a file's tables, one alone without its sheet's name, and the first with the sheets that are passed over."""
    titles = {sheet.title for sheet in SHEETS.values()}
    used = {part.sheet for part in parts}
    others = tuple(sheet.name for sheet in sheets if sheet.rows and sheet.name not in used and sheet.name not in titles)
    first = dataclasses.replace(parts[0], passed_over=others if len(sheets) > 1 else ())
    return [first, *parts[1:]] if len(parts) > 1 else [dataclasses.replace(first, sheet="")]


def with_answers(part: Part, answers: Answers) -> Part:
    """Give a table as somebody said that it stands: from another line on, or with other columns.

    Raises ImportFileError where there are no headings in that line.
    """
    if not part.lines or (answers.heading_line is None and not answers.columns):
        return part
    if answers.heading_line is not None:
        header = next((place for place, line in enumerate(part.lines) if line[0] == answers.heading_line), None)
        other = None if header is None else _other_part(part.source, part.sheet, part.lines, part.title, header)
        if other is None:
            raise ImportFileError(
                f"{part.name} has no headings in line {answers.heading_line}",
                "A table begins with a line of headings, and has rows under it. Nothing was changed. Name another.",
            )
        part = dataclasses.replace(
            other, passed_over=part.passed_over, hidden=part.hidden, hidden_lines=part.hidden_lines
        )
    return _with_columns(part, answers.columns or {})


def _other_part(
    source: SourceFile, sheet: str, lines: Sequence[Line], title: str, header: int | None = None
) -> Part | None:
    """Give a table of no known kind, with columns as their headings seem to name them."""
    year = academic_year_above(lines[:LINES_BEFORE_A_HEADER] if header is None else lines[:header], title)
    found = find_table(lines, year, header)
    if found is None:
        return None
    _refuse_side_by_side(source, sheet, lines[found.header][0], found.headings)
    kind = matrix.KIND.name if found.sessions else table.KIND.name
    part = Part(source, sheet, kind, lines, found.header, found.body, title=title, found=found)
    return _with_columns(part, {}) if part.body else None


def _refuse_side_by_side(source: SourceFile, sheet: str, line: int, headings: Sequence[str]) -> None:
    """Refuse two tables of people and schools beside each other: the people of one would be passed over.

    Raises ImportFileError naming the headings.
    """
    counted = Counter(heading.casefold() for heading in headings if heading)
    twice = [heading for heading in dict.fromkeys(headings) if counted[heading.casefold()] > 1]
    of = find_columns(twice).places
    if of.keys() & SAYS_WHO and of.keys() & SAYS_SCHOOL:
        name = f"{source.original_name}: {sheet}" if sheet else source.original_name
        raise ImportFileError(
            f"{name} has two tables side by side",
            f"{formats.listed([f'“{heading}”' for heading in twice])} stand more than once in line {line}. Nothing was "
            "changed. Move the second table below the first, under the same headings, and import the file again.",
        )


def _with_columns(part: Part, answered: Mapping[str, int | None]) -> Part:
    """Find which column is which; what somebody said counts."""
    if part.found is None:
        columns = {ours: place for ours, place in part.columns.items() if ours not in answered}
        return dataclasses.replace(
            part, columns=columns | {ours: place for ours, place in answered.items() if place is not None}
        )
    guessed = find_columns(part.headings, part.body, without=part.sessions)
    taken = {place for place in answered.values() if place is not None}
    kept = {ours: place for ours, place in guessed.places.items() if ours not in answered and place not in taken}
    if part.sessions:
        # What stands under the sessions says who attended; “% attendance” beside them is a sum of it.
        kept.pop("attendance", None)
    columns = kept | {ours: place for ours, place in answered.items() if place is not None}
    return dataclasses.replace(part, columns=columns, doubtful=guessed.doubtful & kept.keys())


def _title_of(sheet: str) -> str:
    """Give a sheet's name where it says something: “Sheet1” and the template's own names do not."""
    return "" if _NAMES_OF_ANY_SHEET.fullmatch(sheet.strip()) else sheet


def _looks_national(source: SourceFile) -> bool:
    """Tell whether this is one of the DfE's files, by the words that only their headings have."""
    first_line = source.content[:20_000].split(b"\n", 1)[0]
    return not source.is_workbook and any(kind.mark in first_line for kind in NATIONAL.values())


def _known_part(source: SourceFile, sheet: str, lines: Sequence[Line]) -> Part | None:
    for position, (_, cells) in enumerate(lines[:LINES_BEFORE_A_HEADER]):
        headings = [text_of(cell) for cell in cells]
        for tool in TOOLS:
            if tool.is_header(headings):
                return Part(source, sheet, tool.name, lines, position, _body(lines, position))
        of_template = recognise_sheet(headings)
        if of_template:
            name, columns = of_template
            return _template_sheet(Part(source, sheet, name, lines, position, _body(lines, position), columns))
        recognised = recognise(headings)
        if recognised:
            kind, columns = recognised
            part = Part(source, sheet, kind, lines, position, _body(lines, position), columns)
            if kind in NATIONAL:
                NATIONAL[kind].require_columns(part.name, columns)
                return dataclasses.replace(part, national=_as_national(part))
            _refuse_unclear_headings(part, headings)
            return _with_other_wordings(part)
    return None


def _body(lines: Sequence[Line], header: int) -> list[Line]:
    """Give the lines under the headings that say anything, but for the template's examples."""
    first_text = functools.lru_cache(_FIRST_CELLS)(text_of)
    return [
        (number, cells)
        for number, cells in lines[header + 1 :]
        if cells
        and (first := first_text(cells[0]) or next(filter(None, map(text_of, cells)), ""))
        and not is_example(first)
    ]


_FIRST_CELLS = 10_000
"""First cells of lines that are understood once: they repeat themselves, such as activities."""


def _with_other_wordings(part: Part) -> Part:
    """Give a register in the template with columns that it lacks, where other headings seem to name them."""
    found = find_columns(part.headings, part.body, without=part.columns.values())
    others = {
        column: place
        for column, place in found.places.items()
        if column in register.HEADINGS.columns and column not in part.columns and column not in found.doubtful
    }
    return dataclasses.replace(part, columns={**part.columns, **others})


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
    # The first cell tells it of almost every row, and registers may have a million.
    firsts = {cell for cell in {cells[0] for _, cells in part.body} if text_of(cell) == headings[0]}
    again = [number for number, cells in part.body if cells[0] in firsts and _are_these(cells, headings)]
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
    return len(cells) == len(headings) and list(map(text_of, cells)) == list(headings)


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
