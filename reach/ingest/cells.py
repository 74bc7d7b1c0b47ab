"""Cells of any table as text and numbers."""

import datetime as dt
import math
import re
from collections.abc import Sequence
from typing import Any

from reach.ingest.contact_details import without_unseen

Line = tuple[int, Sequence[Any]]
"""A row of a table: its number as the user sees it, the first being 1, and its cells."""


def text_of(cell: Any) -> str:
    """Give a cell as text on one line, without signs that nobody sees; a whole number without ".0", a blank as ""."""
    if type(cell) is str and cell.isprintable():  # most are: a national register has millions
        return " ".join(cell.split())
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.datetime):
        cell = cell.strftime("%d/%m/%Y %H:%M:%S")
    elif isinstance(cell, dt.date):
        cell = cell.strftime("%d/%m/%Y")
    return " ".join(without_unseen(str(cell)).split())


def la_and_number(dfe_number: str) -> tuple[str, str] | None:
    """Give local authority and establishment number of a DfE number such as 344/3374."""
    match = re.fullmatch(r"(\d{3})\s*[/ -]?\s*(\d{4})", dfe_number)
    return (match[1], match[2]) if match else None


def number_of(cell: Any) -> float | None:
    """Give a cell as a number, None where it is none."""
    try:
        number = float(cell) if cell not in (None, "") and not isinstance(cell, bool) else None
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number is not None and math.isfinite(number) else None


def urn_in(text: str) -> str:
    """Give the one URN in a cell such as "URN 145248", "144 562", "1.45248E+05" or "145248 (Hill)", else its text."""
    number = re.fullmatch(r"(\d(?:\.\d+)?)[Ee]\+?0*5", text)
    if number:
        return f"{float(text):.0f}"
    plain = re.sub(r"(?<=\d)[\s,](?=\d{3}(?!\d))", "", text)
    found = re.findall(r"(?<![\d.])\d{6}(?![\d.])", plain.removesuffix(".0"))
    return found[0] if len(found) == 1 else text.removesuffix(".0")
