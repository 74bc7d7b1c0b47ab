"""Recognise a sheet of the template by its headings, never by its name."""

import functools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from reach.ingest.cells import text_of
from reach.ingest.headings import Headings
from reach.sheets.description import EXAMPLE_MARK, Sheet


def best_sheet(
    headings: Sequence[Any], sheets: Iterable[Sheet], register: Headings, register_needs: Sequence[str]
) -> tuple[Sheet, dict[str, int]] | None:
    """Tell which sheet has such headings, and where each of our columns stands; None where it is no sheet of ours.

    More than half of what it needs must be there. The kind that knows most of the headings is taken; a register of
    attendance that knows more, or as many and is more complete, is left to those who read registers.
    """
    keys = [heading_key(text_of(heading)) for heading in headings]
    filled = {key for key in keys if key}
    best: tuple[int, float, Sheet] | None = None
    for sheet in sheets:
        known = len(filled & (_column_of(sheet).keys() | _passed_over(sheet)))
        met = _needs_met(sheet, _positions(sheet, keys))
        share = met / len(sheet.needs)
        # A single heading is little to go by: then most of the others must be known, too.
        if 2 * met > len(sheet.needs) and (met > 1 or 2 * known > len(filled)):
            best = max(best or (0, 0.0, sheet), (known, share, sheet), key=lambda found: found[:2])
    if best is None or best[:2] <= _fit(register, register_needs, filled):
        return None
    return best[2], _positions(best[2], keys)


def missing_headings(sheet: Sheet, columns: Collection[str]) -> list[str]:
    """Give what a recognised sheet lacks, by the headings that people know: "School" or "URN" or "DfE number"."""
    return [
        " or ".join(f"“{column.heading}”" for column in able)
        for able in sheet.needs.values()
        if not any(column.name in columns for column in able)
    ]


def is_example_row(cells: Sequence[Any]) -> bool:
    """Tell whether a row is the template's example: its first filled cell begins with "Example:"."""
    return is_example(next(filter(None, map(text_of, cells)), ""))


def is_example(first_text: str) -> bool:
    """Tell it by the first text of a row."""
    return first_text.casefold().startswith(_EXAMPLE)


_EXAMPLE = EXAMPLE_MARK.strip().casefold()


def heading_key(heading: str) -> str:
    """Reduce a heading to what does not change with the typist: letters, digits and the sign for per cent."""
    return re.sub(r"[^\w%]|_", "", heading).casefold()


@functools.cache
def _column_of(sheet: Sheet) -> Mapping[str, str]:
    """Give our column for each heading of a sheet."""
    return {
        heading_key(heading): column.name
        # A column's usual heading counts before a further heading of another.
        for usual in (False, True)
        for column in sheet.columns
        for heading in ((column.heading,) if usual else column.also)
    }


@functools.cache
def _passed_over(sheet: Sheet) -> frozenset[str]:
    return frozenset(map(heading_key, sheet.passed_over))


def _positions(sheet: Sheet, keys: Sequence[str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    columns = _column_of(sheet)
    for position, key in enumerate(keys):
        column = columns.get(key)
        if column:
            positions.setdefault(column, position)
    return positions


def _needs_met(sheet: Sheet, positions: Mapping[str, int]) -> int:
    return sum(any(column.name in positions for column in able) for able in sheet.needs.values())


@functools.cache
def _columns_of_register(register: Headings) -> Mapping[str, str]:
    return {heading_key(heading): column for heading, column in register.all().items()}


def _fit(register: Headings, needs: Sequence[str], filled: Collection[str]) -> tuple[int, float]:
    """Give how many of the headings a register knows, and the share of what it needs that is there."""
    columns = _columns_of_register(register)
    found = [columns[key] for key in filled if key in columns]
    return len(found), len(set(found) & set(needs)) / len(needs)
