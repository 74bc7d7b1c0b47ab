"""Figures as an accessible workbook, laid out by gptables as the Government Analysis Function asks."""

import copy
import datetime as dt
import io
import warnings
from typing import Any

import gptables
import pandas as pd
from gptables.core.gptable import FormatList
from gptables.core.wrappers import GPWorkbook, GPWorksheet

from reach import formats
from reach.exhibit import Exhibit
from reach.exports.tables import without_control_characters
from reach.exports.typesetting import LINE_HEIGHT, lines_of

ABOUT, FIGURES = "About", "Figures"
"""The sheets."""

_NO_FIGURES = "There are none for these filters."
_NONE = "[x]"
"""What stands where there is no value (symbol of the Government Statistical Service)."""
_BOLD: dict[str, Any] = {"bold": True}
_PLAIN: dict[str, Any] = {}
_ABOUT_WIDTH = 72
"""Letters."""
_LONG_TEXT, _LONG_TEXT_WIDTH = 60, 440
"""Letters from which a text goes on in the next line of its cell, and the pixels of such a column."""
_TITLE_SIZE, _HEADING_SIZE, _TEXT_SIZE = 22, 19, 16
"""Pixels, of gptables' sizes of 16, 14 and 12 points."""
_CELL_PADDING = 4
_CODES = {"urn", "la_code", "fsm_quintile", "held_back_urn"}
"""Columns whose numbers are names: nobody wants 123,456 there."""
_TO_FILL_IN = {"notes"}
"""Columns that are left blank for people to write in."""
_LEFT_BLANK = "The last column is left blank to write in. "
_A4 = 9
_THEME = copy.deepcopy(gptables.gptheme)
_THEME.cover_text_format["valign"] = _THEME.data_format["valign"] = "top"


def exhibit_xlsx(exhibit: Exhibit) -> bytes:
    """Give a workbook of two sheets: what the figures are, and the figures as one table."""
    frame = exhibit.result.frame
    headings = _headings(frame)
    figures = gptables.GPTable(
        table=_table(frame, headings),
        table_name="figures",
        title=_title(exhibit),
        subtitles=[_safe(f"{exhibit.result.filters.period_in_words}, as at {exhibit.as_at}")],
        instructions="This sheet holds one table. [x] stands for “none” or “not known”. "
        f"{_LEFT_BLANK if _TO_FILL_IN & set(frame.columns) else ''}"
        f"What the figures are and how they are counted stands on the sheet “{ABOUT}”.",
        source=_safe(f"Source: {exhibit.source}"),
        index_columns={},
        additional_formatting=_number_formats(frame, headings),
    )
    cover = _about(exhibit)
    content = io.BytesIO()
    with warnings.catch_warnings():
        # It warns that there are no notes (there are none to give), and of its own use of pandas.
        warnings.filterwarnings("ignore", "No note text provided")
        warnings.filterwarnings("ignore", r"\s*Empty or null cell found")  # where there is a column to fill in
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"gptables\.")
        workbook = gptables.produce_workbook(
            content,
            sheets={FIGURES: figures},
            theme=_THEME,
            cover=cover,
            contentsheet_label=None,
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True},
        )
    _finish(workbook, exhibit, cover, figures)
    workbook.close()
    return content.getvalue()


def _about(exhibit: Exhibit) -> gptables.Cover:
    rows = formats.count_of(len(exhibit.result.frame), "row")
    where = f"The sheet “{FIGURES}” holds the figures as one table of {rows}."
    return gptables.Cover(
        cover_label=ABOUT,
        title=_title(exhibit),
        intro=[
            _cell(exhibit.sentence),
            _cell(where if len(exhibit.result.frame) else "There are no figures for these filters."),
        ],
        about=[
            *(_labelled(what, which) for what, which in exhibit.stamp),
            _labelled(
                "How this is counted",
                "every word’s meaning, and the query itself, stand on the dashboard’s page “How figures are counted”.",
            ),
        ],
        contact=[_cell(exhibit.settings.hub.name)],
        width=_ABOUT_WIDTH,
    )


def _headings(frame: pd.DataFrame) -> dict[str, str]:
    """Give each column's heading, told apart by the column's own name where two would be the same."""
    labels = [formats.column_label(column) for column in frame.columns]
    return {
        column: label if labels.count(label) == 1 else f"{label} ({column})"
        for column, label in zip(frame.columns, labels, strict=True)
    }


def _table(frame: pd.DataFrame, headings: dict[str, str]) -> pd.DataFrame:
    if frame.empty:
        return pd.DataFrame({FIGURES: [_NO_FIGURES]})
    return pd.DataFrame({headings[name]: _values(name, frame[name]) for name in frame.columns}, dtype=object)


def _values(column: str, values: pd.Series) -> list[Any]:
    """Give numbers as numbers and dates as dates; anything else as people read it."""
    return [_value(column, value) for value in values.astype(object)]


def _value(column: str, value: Any) -> Any:
    if column in _TO_FILL_IN:
        return ""
    if not isinstance(value, str) and pd.isna(value):
        return _NONE
    if isinstance(value, pd.Timestamp):
        return value.tz_localize(None).to_pydatetime()
    if isinstance(value, int | float | dt.date) and not isinstance(value, bool):
        return value
    text = without_control_characters(formats.cell(column, value)).strip()
    return _cell(text) if text else _NONE


def _number_formats(frame: pd.DataFrame, headings: dict[str, str]) -> list[dict[str, Any]]:
    if frame.empty:
        return []
    columns_of: dict[str, list[str]] = {"0.0%": [], "0.00": [], "0.0": [], "dd/mm/yyyy": [], "#,##0": []}
    for column in frame.columns:
        if formats.is_share(column):
            columns_of["0.0%"].append(column)
        elif column.startswith("part_"):
            columns_of["0.00"].append(column)
        elif column == "score" or column.startswith("points_"):
            columns_of["0.0"].append(column)
        elif pd.api.types.is_datetime64_any_dtype(frame[column]):
            columns_of["dd/mm/yyyy"].append(column)
        elif pd.api.types.is_integer_dtype(frame[column]) and column not in _CODES:
            columns_of["#,##0"].append(column)
    return [
        {"column": {"columns": [headings[each] for each in columns], "format": {"num_format": code}}}
        for code, columns in columns_of.items()
        if columns
    ]


def _finish(workbook: GPWorkbook, exhibit: Exhibit, cover: gptables.Cover, figures: gptables.GPTable) -> None:
    """Give rows room for texts of several lines, as not every program does so, and let sheets fit their paper."""
    about, table = (workbook.get_worksheet_by_name(name) for name in (ABOUT, FIGURES))
    for sheet in (about, table):
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        # Codes are meant to be texts.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    table.set_landscape()
    workbook.set_properties(
        {"title": _safe(exhibit.title), "subject": _safe(exhibit.sentence)[:255], "author": exhibit.settings.hub.name}
    )
    texts = [cover.title, "", *cover.intro, "", *cover.about, "", *cover.contact]
    for row, text in enumerate(texts):
        size = _TITLE_SIZE if row == 0 else _TEXT_SIZE if text else _HEADING_SIZE
        _set_height(about, row, [(text if isinstance(text, str) else text.string, _ABOUT_WIDTH * 7)], size)
    widths = {
        position: _LONG_TEXT_WIDTH
        for position, column in enumerate(figures.table.columns)
        if any(len(_string(cell)) > _LONG_TEXT for cell in figures.table[column])
    }
    for position, width in widths.items():
        table.set_column_pixels(position, position, width)
    if widths:
        for row, cells in enumerate(figures.table.itertuples(index=False), start=figures.data_range[0] + 1):
            _set_height(table, row, [(_string(cells[position]), width) for position, width in widths.items()])


def _set_height(sheet: GPWorksheet, row: int, texts: list[tuple[str, int]], size: int = _TEXT_SIZE) -> None:
    """Make a row as high as the longest of its texts, each with its column's width, needs."""
    lines = max(len(lines_of(text, size, width - 2 * _CELL_PADDING)) for text, width in texts)
    sheet.set_row_pixels(row, round(max(lines, 1) * size * LINE_HEIGHT) + _CELL_PADDING)


def _string(cell: Any) -> str:
    return cell.string if isinstance(cell, FormatList) else ""


def _title(exhibit: Exhibit) -> str:
    return _safe(exhibit.title) or "Figures"


def _labelled(what: str, which: str) -> list[Any]:
    return [_BOLD, f"{_safe(what)}: ", _PLAIN, _safe(which) or _NONE]


def _cell(text: str) -> FormatList:
    """Give a text as it is: as plain text gptables takes parts of it for links and notes, and refuses emoji alone."""
    return FormatList([_PLAIN, without_control_characters(text)])


def _safe(text: str) -> str:
    """Give a text in which gptables finds neither a note ($$name$$) nor a link ([text](address))."""
    return without_control_characters(text).replace("$$", "$ $").replace("](", "] (")
