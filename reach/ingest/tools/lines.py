"""Lines of other tools' exports: a cell that may not be there, and what stands above the table."""

import itertools
from collections.abc import Mapping, Sequence

from reach.ingest.cells import Line, text_of


def cell_at(cells: Sequence[object], position: int | None) -> str:
    """Give the text of a cell, nothing where the line is too short or the table has no such column."""
    return text_of(cells[position]) if position is not None and position < len(cells) else ""


def name_at(cells: Sequence[object], places: Mapping[str, int]) -> str:
    """Give a person's whole name, or the first and the last where there is none."""
    first, last = cell_at(cells, places.get("first_name")), cell_at(cells, places.get("last_name"))
    return cell_at(cells, places.get("full_name")) or f"{first} {last}".strip()


def values_above(lines: Sequence[Line], *marks: str) -> dict[str, str]:
    """Give what stands above a table as a row of headings, one of them a mark, and a row of what they are."""
    for (_, headings), (_, cells) in itertools.pairwise(lines):
        words = [text_of(heading).casefold() for heading in headings]
        if set(marks) & set(words):
            return {heading: text_of(cell) for heading, cell in zip(words, cells, strict=False)}
    return {}
