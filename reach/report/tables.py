"""An exhibit's figures as a pack shows them: texts under people's headings, without what stands above the table."""

import dataclasses

import pandas as pd

from reach import columns, formats
from reach.exhibit import Exhibit

_IN_TITLE = ("academic_year", "period")
"""Columns that the title says, where they are the same in every row."""


@dataclasses.dataclass(frozen=True)
class Column:
    """A column as people read it: its heading, its texts, and whether it holds numbers."""

    name: str
    heading: str
    cells: tuple[str, ...]
    is_number: bool


def columns_of(exhibit: Exhibit) -> list[Column]:
    """Give the columns of an exhibit's figures that a reader needs, in the order of its query."""
    frame, symbols = exhibit.result.frame, exhibit.result.symbols
    shown = [
        Column(
            name=name,
            heading=heading,
            cells=tuple(
                formats.symbol(symbols[row, name]) if (row, name) in symbols else formats.cell(name, value)
                for row, value in enumerate(frame[name])
            ),
            is_number=pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name]),
        )
        for name, heading in columns.headings(frame).items()
        if not _is_left_out(name, frame)
    ]
    return [column for column in shown if any(column.cells)] or shown


def rows_of(columns: list[Column]) -> list[tuple[str, ...]]:
    """Give the same cells row by row."""
    return list(zip(*(column.cells for column in columns), strict=True))


def _is_left_out(name: str, frame: pd.DataFrame) -> bool:
    if name in _IN_TITLE:
        return frame[name].nunique(dropna=False) <= 1
    declared = columns.DECLARED.get(name)
    return declared is not None and declared.named_by in frame.columns
