"""The hub's template, made from what the importer reads, so that the two cannot drift apart."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter

from reach.ingest.dates import day
from reach.ingest.kinds.register import REGISTER
from reach.ingest.sheets.cells import MOST
from reach.settings import Settings
from reach.sheets import SHEETS, Column, Sheet
from reach.sheets.description import EXAMPLE_MARK, LISTS

_HOW_TO = (
    "Fill in the sheets that you need and leave the others as they are. Save the workbook and drop it on the "
    "Imports page: you see what would change before anything does.",
    "The first row below the headings is an example. It is not imported; it may stay or be deleted.",
    "Do not change the headings. The order of the columns does not matter, and columns of your own are passed over.",
    "Days are written with the day first: 14/10/2026. A blank cell says nothing.",
    "A row that cannot be loaded is held and says why. Put it right here and import the whole workbook again: rows "
    "already loaded are recognised, and the same workbook twice changes nothing.",
    "A school is identified by its URN, by its DfE number, or by its name and postcode together.",
    "Names and e-mail addresses of people, and candidates' references, are kept nowhere.",
)

_ROWS_WITH_LISTS = 2000
_EXACT = ("choice", "phase", "academic year")
"""What a list leaves no choice about: another word would be held. Elsewhere a code may stand for a name."""

_WIDE = (
    "activity",
    "school",
    "supporting_school",
    "supported_school",
    "email",
    "lead_partner",
    "partner",
    "source",
    "reason",
)
_PROGRAMME_NAMES = "Programme names"


def headings() -> list[str]:
    """Give the register's headings in order."""
    return [column.heading for column in REGISTER.columns]


def template_csv(settings: Settings) -> bytes:
    """Give the register as CSV: headings only."""
    del settings
    text = io.StringIO(newline="")
    csv.writer(text).writerow(headings())
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(settings: Settings, rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None) -> bytes:
    """Give the template as a workbook: guidance, a sheet of each kind with an example, and the lists to choose from.

    rows fills it in: rows by kind, each with cells by our column names.
    """
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": f"Template of {settings.hub.name}", "author": settings.hub.name})
        look = _Look(book)
        sheets = [REGISTER, *SHEETS.values()]
        guidance = book.add_worksheet("Guidance")
        data_sheets = [book.add_worksheet(sheet.title) for sheet in sheets]
        ranges = _write_lists(book.add_worksheet("Lists"), settings, look)
        _write_guidance(guidance, sheets, settings, look)
        for sheet, worksheet in zip(sheets, data_sheets, strict=True):
            _write_sheet(worksheet, sheet, settings, ranges, look)
            for number, row in enumerate((rows or {}).get(sheet.kind, ()), start=2):
                for position, column in enumerate(sheet.columns):
                    worksheet.write(number, position, row.get(column.name), look.of(column))
    return content.getvalue()


class _Look:
    """The formats of the workbook. All pairs of colours have a contrast of 7 to 1 or more."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        example = {"italic": True, "font_color": "#505050"}
        kinds = {"text": "@", "day": "dd/mm/yyyy", "share": "0.0%", "number": "General"}
        self._cells = {kind: book.add_format({"num_format": shown}) for kind, shown in kinds.items()}
        self._examples = {kind: book.add_format({"num_format": shown} | example) for kind, shown in kinds.items()}
        self.heading = book.add_format(
            {"bold": True, "bg_color": "#12436D", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
        )
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": "#12436D"})
        self.subtitle = book.add_format({"bold": True, "font_size": 13, "font_color": "#12436D"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def of(self, column: Column) -> Any:
        """Give the format of a column's cells."""
        return self._cells[_shown_as(column)]

    def of_example(self, column: Column) -> Any:
        """Give the format of a column's example."""
        return self._examples[_shown_as(column)]


def _shown_as(column: Column) -> str:
    numbers = ("whole number", "head count", "session number", "days", "hours")
    return column.holds if column.holds in ("day", "share") else "number" if column.holds in numbers else "text"


def _write_lists(worksheet: Any, settings: Settings, look: _Look) -> dict[str, str]:
    """Write the lists side by side, and give the range of each that has an entry."""
    ranges: dict[str, str] = {}
    lists = {name: entries(settings) for name, entries in LISTS.items()}
    # Beside the codes, what they mean.
    lists = {"Programmes": lists.pop("Programmes")} | {
        _PROGRAMME_NAMES: [programme.name for programme in settings.programmes],
        **lists,
    }
    for position, (name, entries) in enumerate(lists.items()):
        longest = max(map(len, [name, *entries]))
        worksheet.set_column(position, position, min(longest + 3, 60))
        worksheet.write_string(0, position, f"List: {name}", look.heading)
        worksheet.write_column(1, position, entries)
        if entries:
            letter = chr(ord("A") + position)
            ranges[name] = f"=Lists!${letter}$2:${letter}${len(entries) + 1}"
    worksheet.freeze_panes(1, 0)
    _fit_to_paper(worksheet)
    return ranges


def _write_guidance(worksheet: Any, sheets: Sequence[Sheet], settings: Settings, look: _Look) -> None:
    for position, width in enumerate((28, 14, 76, 34)):
        worksheet.set_column(position, position, width)
    worksheet.hide_gridlines(2)
    _fit_to_paper(worksheet)
    worksheet.write_string(0, 0, f"Template of {settings.hub.name}", look.title)
    row = 2
    for paragraph in _HOW_TO:
        worksheet.merge_range(row, 0, row, 3, paragraph, look.wrapped)
        worksheet.set_row(row, _height(paragraph, 140))
        row += 1
    for sheet in sheets:
        row += 1
        worksheet.write_string(row, 0, f"Sheet: {sheet.title}", look.subtitle)
        worksheet.merge_range(row + 1, 0, row + 1, 3, sheet.purpose, look.wrapped)
        worksheet.set_row(row + 1, _height(sheet.purpose, 140))
        worksheet.write_row(row + 2, 0, ["Column", "Needed?", "What goes in", "Example"], look.heading)
        row += 3
        for column in sheet.columns:
            cells = [column.heading, _needed(sheet, column), column.meaning, column.example_for(settings)]
            for position, text in enumerate(cells):
                worksheet.write_string(row, position, text, look.wrapped)
            worksheet.set_row(row, _height(column.meaning, 72))
            row += 1


def _height(text: str, characters: int) -> int:
    """Give the height in which a text has room, at so many characters a line."""
    return 2 + 15 * -(-len(text) // characters)


def _needed(sheet: Sheet, column: Column) -> str:
    if not column.need:
        return "no"
    return "yes" if len(sheet.needs[column.need]) == 1 else "one of these"


def _write_sheet(worksheet: Any, sheet: Sheet, settings: Settings, ranges: Mapping[str, str], look: _Look) -> None:
    for position, column in enumerate(sheet.columns):
        worksheet.set_column(position, position, 30 if column.name in _WIDE else 17, look.of(column))
        worksheet.write_string(0, position, column.heading, look.heading)
        worksheet.data_validation(0, position, 0, position, _explanation(sheet, column))
        _write_example(worksheet, position, column, settings, look)
        validation = _validation(column, settings, ranges)
        if validation:
            worksheet.data_validation(1, position, _ROWS_WITH_LISTS, position, validation)
    worksheet.set_row(0, 32)
    worksheet.freeze_panes(1, 0)
    worksheet.repeat_rows(0)
    _fit_to_paper(worksheet)


def _fit_to_paper(worksheet: Any) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(9)  # A4
    worksheet.fit_to_pages(1, 0)


def _explanation(sheet: Sheet, column: Column) -> dict[str, Any]:
    """Give what is shown, and read out, when a heading is chosen."""
    needed = {"yes": "Needed. ", "one of these": "One of several is needed. ", "no": ""}[_needed(sheet, column)]
    return {"validate": "any", "input_title": column.heading[:32], "input_message": f"{needed}{column.meaning}"[:255]}


def _write_example(worksheet: Any, position: int, column: Column, settings: Settings, look: _Look) -> None:
    example, shown_as, look_of_it = column.example_for(settings), _shown_as(column), look.of_example(column)
    if position == 0:
        worksheet.write_string(1, 0, f"{EXAMPLE_MARK}{example}", look_of_it)
    elif not example:
        worksheet.write_blank(1, position, None, look_of_it)
    elif shown_as == "day":
        worksheet.write_datetime(1, position, day(example), look_of_it)
    elif shown_as == "share":
        worksheet.write_number(1, position, float(example.removesuffix("%")) / 100, look_of_it)
    elif shown_as == "number":
        worksheet.write_number(1, position, float(example), look_of_it)
    else:
        worksheet.write_string(1, position, example, look_of_it)


def _validation(column: Column, settings: Settings, ranges: Mapping[str, str]) -> dict[str, Any] | None:
    """Give the rule for a column's cells: a list to choose from, days or numbers; None where anything may stand."""
    if column.choices:
        strict = column.holds in _EXACT
        if column.choices not in ranges:
            return None
        return {
            "validate": "list",
            "source": ranges[column.choices],
            "error_type": "stop" if strict else "information",
            "error_title": column.heading[:32],
            "error_message": "Choose from the list." if strict else "This is not in the list. Is it meant?",
        }
    limits: dict[str, tuple[str, Any, Any, str]] = {
        "day": ("date", *_days(settings), "Give a day, day first, such as 14/10/2026."),
        "whole number": ("integer", 1, MOST, "Give a whole number."),
        "head count": ("integer", 0, MOST, "Give a whole number."),
        "session number": ("integer", 0, 999, "Give a whole number."),
        "days": ("decimal", 0.5, 1000, "Give days in halves, such as 0.5 or 2."),
        "hours": ("decimal", 0, 100, "Give hours, such as 1.5."),
        "share": ("decimal", 0, 1, "Give a share in per cent, such as 70%."),
    }
    if column.holds not in limits:
        return None
    kind, least, most, message = limits[column.holds]
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_title": column.heading[:32],
        "error_message": message,
    }


def _days(settings: Settings) -> tuple[dt.date, dt.date]:
    periods = list(settings.periods())
    return min(period.starts_on for period in periods), max(period.ends_on for period in periods)


TEMPLATES: dict[str, tuple[str, str, Callable[[Settings], bytes]]] = {
    "Excel": (
        "hub-template.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        template_xlsx,
    ),
    "CSV": ("register-template.csv", "text/csv", template_csv),
}
"""The forms of the template: file name, MIME type and how it is made. CSV has the register only."""
