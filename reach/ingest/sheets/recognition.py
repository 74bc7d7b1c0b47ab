"""Which sheet is it? Told by its headings, never by its name."""

import csv
import functools
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from reach.ingest.cells import text_of
from reach.ingest.sheets.descriptions import EXAMPLE_MARK, SHEETS, Sheet

_COLUMN_NAMES = Path(__file__).resolve().parent.parent / "column_names.csv"
_REGISTER_NEEDS = ("activity", "programme", "held_on", "school", "attendance")


def recognise_sheet(headings: Sequence[Any]) -> tuple[str, dict[str, int]] | None:
    """Tell a sheet's kind from its headings, and where each of our columns stands; None where it is no sheet of ours.

    More than half of what it needs must be there. The kind that knows most of the headings is taken; a register of
    attendance that knows more, or as many and is more complete, is left to those who read registers.
    """
    keys = [heading_key(text_of(heading)) for heading in headings]
    filled = {key for key in keys if key}
    best: tuple[int, float, str] | None = None
    for kind, sheet in SHEETS.items():
        known = len(filled & (_column_of(kind).keys() | _passed_over(kind)))
        met = _needs_met(sheet, _positions(kind, keys))
        share = met / len(sheet.needs)
        # A single heading is little to go by: then most of the others must be known, too.
        if 2 * met > len(sheet.needs) and (met > 1 or 2 * known > len(filled)):
            best = max(best or (0, 0.0, ""), (known, share, kind), key=lambda found: found[:2])
    if best is None or best[:2] <= _register_fit(filled):
        return None
    return best[2], _positions(best[2], keys)


def missing_headings(kind: str, columns: Collection[str]) -> list[str]:
    """Give what a recognised sheet lacks, by the headings that people know: "School" or "URN" or "DfE number"."""
    return [
        " or ".join(f"“{column.heading}”" for column in able)
        for able in SHEETS[kind].needs.values()
        if not any(column.name in columns for column in able)
    ]


def is_example_row(cells: Sequence[Any]) -> bool:
    """Tell whether a row is the template's example: its first filled cell begins with "Example:"."""
    first = next((text for text in map(text_of, cells) if text), "")
    return first.casefold().startswith(EXAMPLE_MARK.strip().casefold())


def heading_key(heading: str) -> str:
    """Reduce a heading to what does not change with the typist: letters, digits and the sign for per cent."""
    return re.sub(r"[^\w%]|_", "", heading).casefold()


@functools.cache
def _column_of(kind: str) -> Mapping[str, str]:
    """Give our column for each heading of a sheet."""
    return {
        heading_key(heading): column.name
        # A column's usual heading counts before a further heading of another.
        for usual in (False, True)
        for column in SHEETS[kind].columns
        for heading in ((column.heading,) if usual else column.also)
    }


@functools.cache
def _passed_over(kind: str) -> frozenset[str]:
    return frozenset(map(heading_key, SHEETS[kind].passed_over))


def _positions(kind: str, keys: Sequence[str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for position, key in enumerate(keys):
        column = _column_of(kind).get(key)
        if column:
            positions.setdefault(column, position)
    return positions


def _needs_met(sheet: Sheet, positions: Mapping[str, int]) -> int:
    return sum(any(column.name in positions for column in able) for able in sheet.needs.values())


@functools.cache
def _register_columns() -> Mapping[str, str]:
    with _COLUMN_NAMES.open(encoding="utf-8", newline="") as file:
        return {heading_key(row["heading"]): row["column"] for row in csv.DictReader(file) if row["kind"] == "register"}


def _register_fit(filled: Collection[str]) -> tuple[int, float]:
    """Give how many of the headings a register knows, and the share of what it needs that is there."""
    found = [_register_columns()[key] for key in filled if key in _register_columns()]
    return len(found), len(set(found) & set(_REGISTER_NEEDS)) / len(_REGISTER_NEEDS)
