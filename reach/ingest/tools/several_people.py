"""Rows that name more than one person: only one of them can count, so that somebody has to see it."""

import re
from collections.abc import Mapping, Sequence

from reach import formats
from reach.ingest.cells import Line
from reach.ingest.tools.lines import cell_at

_PERSON = r"(?:delegates?|teachers?|participants?|attendees?|colleagues?|person|people|guests?|staff|names?)"
_ONE_MORE = re.compile(
    rf"\b{_PERSON}(?:'s name)?\s*(?:no\.?|number|#)?\s*[2-9]\b|\b(?:second|third|fourth|2nd|3rd|4th) {_PERSON}\b",
    re.IGNORECASE,
)
"""A heading of one more person in the same row: “Delegate 2 name”, “Second teacher”, “Name 3”."""
_NO_NAME = re.compile(r"\b(?:role|e-?mail|phone|job|diet|access|year|school|position)", re.IGNORECASE)
_NAME = r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)+"
_TWO_NAMES = re.compile(rf"{_NAME}\s*(?:&|\+|/|;|,|\band\b)\s*{_NAME}")
"""Two whole names in a cell: “Jo Marsh & Ann Lee”, but not “Marsh, Jo”."""


def several_people(headings: Sequence[str], body: Sequence[Line], columns: Mapping[str, int]) -> list[str]:
    """Say which columns name people beside the one that counts, and which rows seem to name two in one cell.

    columns are the places of our columns.
    """
    used = set(columns.values())
    beside = [
        place
        for place, heading in enumerate(headings)
        if place not in used and _ONE_MORE.search(heading) and not _NO_NAME.search(heading)
    ]
    remarks = []
    rows = [number for number, cells in body if any(cell_at(cells, place) for place in beside)]
    if rows:
        named = formats.listed([f"“{headings[place]}”" for place in beside])
        remarks.append(
            f"{named} {'names' if len(beside) == 1 else 'name'} more people in {formats.count_of(len(rows), 'row')}, "
            f"the first in line {rows[0]}: only one person of a row counts. Give each a row of their own."
        )
    place = columns.get("full_name", columns.get("first_name"))
    both = [number for number, cells in body if _TWO_NAMES.fullmatch(cell_at(cells, place))]
    if both:
        remarks.append(
            f"{formats.count_of(len(both), 'row')} may name two people in one cell, the first in line {both[0]}: each "
            "row counts as one person. Give each a row of their own."
        )
    return remarks
