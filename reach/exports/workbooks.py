"""Figures as an accessible workbook, laid out by gptables as the Government Analysis Function asks."""

import copy
import datetime as dt
import io
import warnings
from collections.abc import Mapping
from typing import Any

import gptables
import pandas as pd
from gptables.core.gptable import FormatList
from gptables.core.wrappers import GPWorksheet

from reach import columns, formats
from reach.columns import Kind
from reach.exhibit import Exhibit
from reach.exports.tables import defuse, without_control_characters
from reach.exports.typesetting import LINE_HEIGHT, lines_of

ABOUT, FIGURES = "About", "Figures"
"""The sheets."""

_NO_FIGURES = "There are none for these filters."
_NONE = "[x]"
"""What stands where there is no value (symbol of the Government Statistical Service)."""
_BOLD: dict[str, Any] = {"bold": True}
_PLAIN: dict[str, Any] = {}
_AS_TEXT: dict[str, Any] = {"quote_prefix": True}
"""What a leading apostrophe is in a workbook: a cell that is edited later does not become a formula."""
MOST_LETTERS = 32_767
"""As many as a cell holds (Excel specifications and limits); a longer text would be left out as a whole."""
_ABOUT_WIDTH = 72
"""Letters."""
_LONG_TEXT, _LONG_TEXT_WIDTH = 60, 440
"""Letters from which a text goes on in the next line of its cell, and the pixels of such a column."""
_TITLE_SIZE, _HEADING_SIZE, _TEXT_SIZE = 22, 19, 16
"""Pixels, of gptables' sizes of 16, 14 and 12 points."""
_CELL_PADDING = 4
_NUMBER_FORMATS = {
    Kind.SHARE: "0.0%",
    Kind.WEIGHT: "0.00",
    Kind.SCORE: "0.0",
    Kind.POINTS: "0.0",
    Kind.NUMBER: "#,##0.0",
    Kind.DECIMAL: "#,##0.0",
    Kind.DAY: "dd/mm/yyyy",
    Kind.COUNT: "#,##0",
}
"""How a spreadsheet shows values of a kind; others as they are: nobody wants 123,456 for a URN."""
_LEFT_BLANK = "The last column is left blank to write in. "
_A4 = 9
_THEME = copy.deepcopy(gptables.gptheme)
_THEME.cover_text_format["valign"] = _THEME.data_format["valign"] = "top"


def exhibit_xlsx(exhibit: Exhibit) -> bytes:
    """Give a workbook of two sheets: what the figures are, and the figures as one table."""
    figures = figures_table(exhibit, "figures", ABOUT)
    cover = _about(exhibit)
    return workbook_of(
        {FIGURES: figures}, cover, title=exhibit.title, subject=exhibit.sentence, author=exhibit.settings.hub.name
    )


def figures_table(
    exhibit: Exhibit, table_name: str, where_explained: str, title: str | None = None
) -> gptables.GPTable:
    """Give an exhibit's figures as the one table of a sheet.

    where_explained: the sheet that says how they are counted.
    """
    frame = exhibit.result.frame
    headings = columns.headings(frame)
    return gptables.GPTable(
        table=_table(frame, headings, exhibit.result.symbols),
        table_name=table_name,
        title=safe(title or exhibit.title) or FIGURES,
        subtitles=[safe(each) for each in (_when(exhibit), exhibit.not_applied) if each],
        instructions="This sheet holds one table. [x] stands for “none” or “not known”. "
        f"{_explained(exhibit)}"
        f"{_LEFT_BLANK if any(columns.kind(each) is Kind.BLANK for each in frame.columns) else ''}"
        f"What the figures are and how they are counted stands on the sheet “{where_explained}”.",
        source=safe(f"Source: {exhibit.source}"),
        index_columns={},
        additional_formatting=_number_formats(frame, headings),
    )


def _explained(exhibit: Exhibit) -> str:
    """Say above a public table how its numbers of people are shown, and what the symbols in it mean."""
    result = exhibit.result
    if not result.is_rounded:
        return ""
    used = {formats.symbol(symbol) for symbol in result.symbols.values()}
    meanings = [f"{symbol} stands for: {meaning} " for symbol, meaning in formats.SYMBOLS.items() if symbol in used]
    return "".join([f"{formats.ROUNDED} ", *meanings])


def workbook_of(
    sheets: Mapping[str, gptables.GPTable],
    cover: gptables.Cover,
    *,
    title: str,
    subject: str,
    author: str,
    contents: str | None = None,
) -> bytes:
    """Give a workbook: the cover, a sheet of contents where it has a name, and a sheet a table, all fit to print."""
    content = io.BytesIO()
    with warnings.catch_warnings():
        # It warns that there are no notes (there are none to give), and of its own use of pandas.
        warnings.filterwarnings("ignore", "No note text provided")
        warnings.filterwarnings("ignore", r"\s*Empty or null cell found")  # where there is a column to fill in
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"gptables\.")
        workbook = gptables.produce_workbook(
            content,
            sheets=dict(sheets),
            theme=_THEME,
            cover=cover,
            contentsheet_label=contents,
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True},
        )
    for sheet in workbook.worksheets():
        _fit_to_paper(sheet)
    _fit_cover(workbook.get_worksheet_by_name(cover.cover_label), cover)
    for name, table in sheets.items():
        _fit_table(workbook.get_worksheet_by_name(name), table)
    workbook.set_properties({"title": safe(title), "subject": safe(subject)[:255], "author": safe(author)})
    workbook.close()
    return content.getvalue()


def _about(exhibit: Exhibit) -> gptables.Cover:
    rows = formats.count_of(len(exhibit.result.frame), "row")
    where = f"The sheet “{FIGURES}” holds the figures as one table of {rows}."
    return gptables.Cover(
        cover_label=ABOUT,
        title=safe(exhibit.title) or FIGURES,
        intro=[
            cell_of(exhibit.sentence),
            cell_of(where if len(exhibit.result.frame) else "There are no figures for these filters."),
        ],
        about=[
            *(labelled(what, which) for what, which in exhibit.stamp),
            labelled(
                "How this is counted",
                "every word’s meaning, and the query itself, stand on the dashboard’s page “How figures are counted”.",
            ),
        ],
        contact=[cell_of(exhibit.settings.hub.name)],
        width=_ABOUT_WIDTH,
    )


def _when(exhibit: Exhibit) -> str:
    """Say what time the figures are of, where they are not of all years, and when schools were counted."""
    time = exhibit.result.time_in_words
    return f"{time}, as at {exhibit.as_at}" if time else f"As at {exhibit.as_at}"


def _table(frame: pd.DataFrame, headings: dict[str, str], symbols: Mapping[tuple[int, str], str]) -> pd.DataFrame:
    if frame.empty:
        return pd.DataFrame({FIGURES: [_NO_FIGURES]})
    values = {name: _values(name, frame[name]) for name in headings}
    for (row, name), symbol in symbols.items():
        if name in values:
            values[name][row] = formats.symbol(symbol)
    return pd.DataFrame({heading: values[name] for name, heading in headings.items()}, dtype=object)


def _values(column: str, values: pd.Series) -> list[Any]:
    """Give numbers as numbers and dates as dates; anything else as people read it."""
    return [_value(column, value) for value in values.astype(object)]


def _value(column: str, value: Any) -> Any:
    if columns.kind(column) is Kind.BLANK:
        return ""
    if not isinstance(value, str) and pd.isna(value):
        return _NONE
    if isinstance(value, pd.Timestamp):
        return value.tz_localize(None).to_pydatetime()
    if isinstance(value, int | float | dt.date) and not isinstance(value, bool):
        return value
    text = without_control_characters(formats.cell(column, value)).strip()
    return cell_of(text) if text else _NONE


def _number_formats(frame: pd.DataFrame, headings: dict[str, str]) -> list[dict[str, Any]]:
    if frame.empty:
        return []
    columns_of: dict[str, list[str]] = {code: [] for code in _NUMBER_FORMATS.values()}
    for column in headings:
        kind = columns.kind(column)
        if kind in _NUMBER_FORMATS:
            columns_of[_NUMBER_FORMATS[kind]].append(column)
    return [
        {"column": {"columns": [headings[each] for each in named], "format": {"num_format": code}}}
        for code, named in columns_of.items()
        if named
    ]


def _fit_to_paper(sheet: GPWorksheet) -> None:
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    # Codes are meant to be texts.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _fit_cover(sheet: GPWorksheet, cover: gptables.Cover) -> None:
    """Give rows room for texts of several lines, as not every program does so."""
    texts = [cover.title, "", *cover.intro, "", *cover.about, "", *cover.contact]
    for row, text in enumerate(texts):
        size = _TITLE_SIZE if row == 0 else _TEXT_SIZE if text else _HEADING_SIZE
        _set_height(sheet, row, [(text if isinstance(text, str) else text.string, _ABOUT_WIDTH * 7)], size)


def _fit_table(sheet: GPWorksheet, figures: gptables.GPTable) -> None:
    """Let long texts go on in the next line of their cell, and give rows the room that this takes."""
    sheet.set_landscape()
    widths = {
        position: _LONG_TEXT_WIDTH
        for position, column in enumerate(figures.table.columns)
        if any(len(_string(each)) > _LONG_TEXT for each in figures.table[column])
    }
    for position, width in widths.items():
        sheet.set_column_pixels(position, position, width)
    if widths:
        for row, cells in enumerate(figures.table.itertuples(index=False), start=figures.data_range[0] + 1):
            _set_height(sheet, row, [(_string(cells[position]), width) for position, width in widths.items()])


def _set_height(sheet: GPWorksheet, row: int, texts: list[tuple[str, int]], size: int = _TEXT_SIZE) -> None:
    """Make a row as high as the longest of its texts, each with its column's width, needs."""
    lines = max(len(lines_of(text, size, width - 2 * _CELL_PADDING)) for text, width in texts)
    sheet.set_row_pixels(row, round(max(lines, 1) * size * LINE_HEIGHT) + _CELL_PADDING)


def _string(cell: Any) -> str:
    return cell.string if isinstance(cell, FormatList) else ""


def labelled(what: str, which: str) -> list[Any]:
    """Give a line of a cover: what in bold, and which."""
    return [_BOLD, f"{safe(what)}: ", _PLAIN, safe(which) or _NONE]


def cell_of(text: str) -> FormatList:
    """Give a text as it is: as plain text gptables takes parts of it for links and notes, and refuses emoji alone.

    One that a spreadsheet would run as a formula stays a text when its cell is edited, too.
    """
    written = without_control_characters(text)[:MOST_LETTERS]
    return FormatList([_PLAIN if defuse(written) == written else _AS_TEXT, written])


def safe(text: str) -> str:
    """Give a text in which gptables finds neither a note ($$name$$) nor a link ([text](address))."""
    return without_control_characters(text).replace("$$", "$ $").replace("](", "] (")
