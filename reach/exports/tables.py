"""Figures as CSV, and cells that no spreadsheet will take for a formula."""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import pandas as pd

from reach.exhibit import Exhibit

STAMP_COLUMNS = ("title", "as_at", "counted_as", "for_period", "filters", "definition", "output_class", "source")
"""What every row of an exhibit's CSV ends with; "stamp_source" where the query has a source of its own."""

# Spreadsheets may trim these away before they look for a formula: blanks, quotes, and what nobody sees.
_BEFORE_A_FORMULA = re.compile(r"^[\s\"'\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+")
_BEGINS_A_FORMULA = ("=", "+", "-", "@")
_NO_CSV = re.compile(r"[\0\ud800-\udfff]")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def defuse(value: Any) -> Any:
    """Give a text that a spreadsheet would run as a formula a leading apostrophe; numbers stay numbers.

    Full-width and other forms of = + - @ count, too. Source: OWASP Application Security Verification Standard, 1.2.10.
    """
    if not isinstance(value, str) or not value:
        return value
    rest = unicodedata.normalize("NFKC", _BEFORE_A_FORMULA.sub("", value)[:1]).replace("\u2212", "-")
    return f"'{value}" if value[0] in "\t\r\n\0" or rest.startswith(_BEGINS_A_FORMULA) else value


def without_control_characters(text: str) -> str:
    """Remove what no XML can hold, and so no workbook and no SVG: control characters and halves of letters."""
    return _NO_XML.sub("", text)


def csv_of(frame: pd.DataFrame) -> bytes:
    """Give a frame as CSV that Excel opens with the right letters and without running anything."""
    return _for_excel(csv_text(frame))


def csv_text(frame: pd.DataFrame, *, line_end: str = "\r\n") -> str:
    """Give a frame as the text of a CSV in which a spreadsheet runs nothing."""
    return _csv(map(_text, frame.columns), (map(_text, row) for row in _rows(frame)), line_end)


def exhibit_csv(exhibit: Exhibit) -> bytes:
    """Give an exhibit's figures under the query's own names, each row with what defends it.

    Shares are between 0 and 1, dates are ISO, a low count of people is "low", what is not shown is "c", and a count or
    share in a phase that no programme is for is "no programme". counted_as is empty where the figures do not depend on
    it, for_period where they are of all years. Without any figures, one row carries the stamp alone.
    """
    result = exhibit.result
    stamp = [
        exhibit.title,
        result.as_at,
        result.filters.counted_as if "counted_as" in result.query.parameters else None,
        result.time_in_words,
        "; ".join(f"{what}: {which}" for what, which in (*result.filters_in_words(exhibit.settings), *exhibit.chosen)),
        exhibit.definition,
        exhibit.output_class,
        exhibit.source,
    ]
    own = list(result.frame.columns)
    rows = _rows(result.frame) or [[None] * len(own)]
    for (row, column), symbol in result.symbols.items():
        if column in own:
            rows[row][own.index(column)] = symbol
    stamp_columns = [f"stamp_{name}" if name in own else name for name in STAMP_COLUMNS]
    return _for_excel(_csv(map(_text, [*own, *stamp_columns]), (map(_text, [*row, *stamp]) for row in rows)))


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]], line_end: str = "\r\n") -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue()


def _for_excel(text: str) -> bytes:
    # With the mark at its beginning Excel takes the file for UTF-8.
    return text.encode("utf-8-sig")


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    return frame.astype(object).to_numpy().tolist()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(timespec="seconds")
    if isinstance(value, int | float | dt.date):
        return str(value)
    return str(defuse(_NO_CSV.sub("", str(value))))
