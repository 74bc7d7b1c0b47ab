"""What has no bar as it could tell of few people: words in place of a bar, never a bar of some length."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from reach import formats, theme


def mark(y: str, text: str = formats.FEWER, *, shift: float = 0) -> dict[str, Any]:
    """Give a note that stands where a row's bar would begin. shift: pixels up, for one of several bars of a row."""
    return {
        "x": 0,
        "y": y,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "xshift": 3,
        "yshift": shift,
        "font": {"size": 12, "color": theme.TEXT},
    }


def numbers(values: pd.Series) -> list[Any]:
    """Give a column's numbers, with nothing where one is hidden."""
    return [None if pd.isna(value) else value for value in values]


def greatest(values: Iterable[float], least: float) -> float:
    """Give the greatest of the numbers that are shown, and of the least that it may be."""
    return max([least, *(value for value in values if not pd.isna(value))])
