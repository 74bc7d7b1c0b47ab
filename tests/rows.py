"""The rows of a frame, for tests that look at each."""

from collections.abc import Hashable
from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Give each row as a tuple whose values go by the columns' names. Of what type they are, only the query knows."""
    return list(frame.itertuples())


def record_of(frame: pd.DataFrame) -> dict[str, Any]:
    """Give the only row by the columns' names."""
    (row,) = frame.to_dict("records")
    return {str(name): value for name, value in row.items()}


def records_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give each row by the columns' names, with None for what is missing."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def values_of(frame: pd.DataFrame, row: Hashable, columns: list[str] | None = None) -> list[Any]:
    """Give what one row, by its label, has in some columns, or in all."""
    (values,) = frame.loc[[row], columns or frame.columns.tolist()].itertuples(index=False, name=None)
    return list(values)
