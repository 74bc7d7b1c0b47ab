"""Figures as an accessible workbook, laid out by gptables as the Government Analysis Function asks."""

import io
import textwrap
import warnings
from typing import Any

import gptables
import pandas as pd

from reach import formats
from reach.exhibit import Exhibit
from reach.exports.tables import without_control_characters

SHEET = "Figures"
_LETTERS_A_LINE = 80
_NONE = "[x]"
"""What stands where there is no value (symbol of the Government Statistical Service)."""


def exhibit_xlsx(exhibit: Exhibit) -> bytes:
    """Give a workbook of two sheets: what the figures are, and the figures as one table."""
    figures = gptables.GPTable(
        table=_table(exhibit.result.frame),
        table_name="figures",
        title=_text(exhibit.title),
        subtitles=[_text(exhibit.sentence)],
        instructions="This sheet holds one table; [x] stands for “none” or “not known”. "
        "What the figures are stands on the sheet “About”.",
        scope=f"As at {exhibit.as_at}",
        source=_text(exhibit.source),
        index_columns={},
        additional_formatting=_number_formats(exhibit.result.frame),
    )
    about = gptables.Cover(
        cover_label="About",
        title=_text(exhibit.title),
        intro=_lines(exhibit.sentence),
        about=[line for what, which in exhibit.stamp for line in _lines(f"{what}: {which}")],
        contact=_lines(exhibit.settings.hub.name),
    )
    content = io.BytesIO()
    with warnings.catch_warnings():
        # It warns that there are no notes: there are none to give.
        warnings.filterwarnings("ignore", "No note text provided")
        # gptables 2.0 uses what pandas 3.1 has begun to warn of.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="gptables")
        workbook = gptables.produce_workbook(
            content,
            sheets={SHEET: figures},
            cover=about,
            contentsheet_label=None,
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False},
        )
    workbook.close()
    return content.getvalue()


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return pd.DataFrame({"Figures": ["There are none for these filters."]})
    return pd.DataFrame(
        {formats.column_label(column): _values(column, frame[column]) for column in frame.columns}, dtype=object
    )


def _values(column: str, values: pd.Series) -> list[Any]:
    """Give numbers as numbers and dates as dates; anything else as people read it."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return [_NONE if pd.isna(value) else value.to_pydatetime() for value in values]
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return [_NONE if pd.isna(value) else value for value in values.tolist()]
    return [_text(formats.cell(column, value)) or _NONE for value in values]


def _number_formats(frame: pd.DataFrame) -> list[dict[str, Any]]:
    if frame.empty:
        return []
    columns_of = {
        "0.0%": [column for column in frame.columns if formats.is_share(column)],
        "dd/mm/yyyy": [column for column in frame.columns if pd.api.types.is_datetime64_any_dtype(frame[column])],
    }
    return [
        {"column": {"columns": [formats.column_label(each) for each in columns], "format": {"num_format": code}}}
        for code, columns in columns_of.items()
        if columns
    ]


def _lines(text: str) -> list[str]:
    """Break a text into lines, as a sheet's cells do not grow with theirs."""
    return textwrap.wrap(_text(text), _LETTERS_A_LINE)


def _text(text: str) -> str:
    # gptables takes $$name$$ for a reference to a note.
    return without_control_characters(text).replace("$$", "$ $")
