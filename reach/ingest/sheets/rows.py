"""Rows of the hub's sheets: put into types and, where that fails, given the reason to hold them."""

import dataclasses
import datetime as dt
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from reach.ingest.cells import la_and_number, text_of
from reach.ingest.contact_details import has_contact_details
from reach.ingest.people import PeopleNamed, candidate_hash
from reach.ingest.sheets.cells import CellReader
from reach.ingest.sheets.recognition import is_example_row
from reach.matching import Clues
from reach.settings import Settings
from reach.sheets import Sheet, TableSheet


@dataclasses.dataclass(frozen=True)
class SheetRow:
    """A row of a sheet without the person's reference; a problem is a reason to hold it.

    values has the cells under our column names, None for what is blank or cannot be read. schools has what is said
    of each school, by what the names of its columns begin with, and day is when that was. row_hash tells a held
    row from others without saying what is in it.
    """

    row_number: int
    values: Mapping[str, Any]
    schools: Mapping[str, Clues]
    day: dt.date | None
    row_hash: str
    problem: str | None = None


def parse_sheet(
    sheet: TableSheet,
    columns: Mapping[str, int],
    rows: Sequence[tuple[int, Sequence[Any]]],
    settings: Settings,
    secret: bytes,
    *,
    people: PeopleNamed | None = None,
    today: dt.date | None = None,
) -> list[SheetRow]:
    """Put each row of a recognised sheet into types. A row that cannot be loaded carries its problem.

    Example rows, and rows with nothing in any column of ours, are left out. people are those whom the whole file names;
    without them, those of the sheet itself. today is a parameter for tests.
    """
    reader = CellReader(settings)
    parsed = []
    people = people or people_in_sheet(sheet, columns, rows)
    for row_number, cells in rows:
        by_column = {name: cells[place] if place < len(cells) else None for name, place in columns.items()}
        by_column = {name: _without_people(sheet, name, cell, people) for name, cell in by_column.items()}
        marked = by_column.get(sheet.columns[0].name)
        if is_example_row(cells) or is_example_row([marked]) or not any(map(text_of, by_column.values())):
            continue
        parsed.append(_parse_row(sheet, row_number, by_column, reader, secret, today or dt.date.today()))
    return parsed


def people_in_sheet(sheet: Sheet, columns: Mapping[str, int], rows: Sequence[tuple[int, Sequence[Any]]]) -> PeopleNamed:
    """Give the people that a sheet names: none, but where a candidate's reference is a name after all."""
    people = PeopleNamed()
    places = [
        columns[column.name] for column in sheet.columns if column.holds == "reference" and column.name in columns
    ]
    for _, cells in rows:
        for place in places:
            reference = text_of(cells[place]) if place < len(cells) else ""
            # A reference with a number in it is no name, and may have words of a school's.
            if not any(letter.isdigit() for letter in reference):
                people.add(reference)
    return people


def _without_people(sheet: Sheet, name: str, cell: Any, people: PeopleNamed) -> Any:
    """Take names, addresses and telephone numbers out of a cell of any column but the reference.

    A reason with an address or number stays as it is: it is refused, and so not kept.
    """
    holds = next(column.holds for column in sheet.columns if column.name == name)
    if not isinstance(cell, str) or holds == "reference" or (holds == "reason" and has_contact_details(cell)):
        return cell
    return people.taken_out_of(cell)


def _parse_row(
    sheet: TableSheet, row_number: int, cells: Mapping[str, Any], reader: CellReader, secret: bytes, today: dt.date
) -> SheetRow:
    values: dict[str, Any] = {}
    problems: list[str] = []
    for column in sheet.facts:
        cell = cells.get(column.name)
        if column.need and len(sheet.needs[column.need]) == 1 and not text_of(cell):
            problems.append(f"“{column.heading}” is missing")
        try:
            is_reference = column.holds == "reference"
            values[column.name] = candidate_hash(secret, text_of(cell)) if is_reference else reader.read(column, cell)
        except ValueError as problem:
            values[column.name] = None
            problems.append(str(problem))
    problems += sheet.rule(values, {name for name, cell in cells.items() if text_of(cell)}, today)
    schools = {prefix: _clues(prefix, cells) for prefix in sheet.school_prefixes}
    texts = [text_of(cells.get(column.name)) for column in sheet.columns]
    return SheetRow(
        row_number,
        values,
        schools,
        next((value for value in values.values() if isinstance(value, dt.date)), None),
        _keyed(secret, f"{sheet.kind} {json.dumps(texts)}"),
        "; ".join(problems) or None,
    )


def _clues(prefix: str, cells: Mapping[str, Any]) -> Clues:
    """Give what a row says of a school; a number in place of the name is its URN or DfE number."""
    school, urn, dfe_number, postcode = (
        text_of(cells.get(f"{prefix}{part}")) for part in ("school", "urn", "dfe_number", "postcode")
    )
    if not (urn or dfe_number) and re.fullmatch(r"\d{5,6}", school):
        school, urn = "", school
    elif not (urn or dfe_number) and la_and_number(school):
        school, dfe_number = "", school
    la_code, establishment_number = la_and_number(dfe_number) or ("", "")
    return Clues(urn, la_code, establishment_number, school, postcode)


def _keyed(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]
