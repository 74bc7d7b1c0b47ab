"""The sheets of the hub's template beside the register: recognised, read and loaded.

best_sheet(headings, sheets, ...) -> (sheet, columns)
parse_sheet(sheet, columns, rows, settings, secret) -> rows
load_sheet(connection, sheet, rows, batch_id) -> counts

Which sheets there are: `reach.sheets`, a module a sheet.
"""

from reach.ingest.sheets.loading import load_sheet
from reach.ingest.sheets.recognition import best_sheet, is_example, is_example_row, missing_headings
from reach.ingest.sheets.rows import SheetRow, parse_sheet, people_in_sheet

__all__ = [
    "SheetRow",
    "best_sheet",
    "is_example",
    "is_example_row",
    "load_sheet",
    "missing_headings",
    "parse_sheet",
    "people_in_sheet",
]
