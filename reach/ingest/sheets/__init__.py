"""The sheets of the hub's template beside the register: described, recognised, read and loaded.

recognise_sheet(headings) -> (kind, columns)
parse_sheet(kind, columns, rows, settings, secret) -> rows
load_sheet(connection, kind, rows, batch_id) -> counts
"""

from reach.ingest.sheets.descriptions import SHEETS, Column, Sheet
from reach.ingest.sheets.loading import load_sheet
from reach.ingest.sheets.recognition import is_example_row, missing_headings, recognise_sheet
from reach.ingest.sheets.rows import SheetRow, parse_sheet, people_in_sheet

__all__ = [
    "SHEETS",
    "Column",
    "Sheet",
    "SheetRow",
    "is_example_row",
    "load_sheet",
    "missing_headings",
    "parse_sheet",
    "people_in_sheet",
    "recognise_sheet",
]
