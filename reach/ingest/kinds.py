"""The kinds of file that can be imported, and the columns by which they are known."""

import csv
import datetime as dt
import functools
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from reach.errors import ImportFileError

_COLUMN_NAMES = Path(__file__).resolve().parent / "column_names.csv"

KINDS = {
    "establishments": "an establishment register of the DfE (edubasealldata)",
    "links": "its links file (links_edubasealldata)",
    "boundaries": "outlines of local authorities (GeoJSON)",
    "partners": "partners in the hub's template",
    "activities": "activities in the hub's template",
    "register": "a register in the hub's template",
    "eventbrite": "an attendee report of Eventbrite",
    "forms": "responses of Microsoft Forms or Google Forms",
    "teams": "an attendance report of Microsoft Teams",
    "zoom": "a participants report of Zoom",
    "pupil_counts": "pupil counts in the hub's template",
    "candidate_stages": "stages of recruitment and training in the hub's template",
    "supports": "school-to-school support in the hub's template",
    "targets": "targets in the hub's template",
    "hold_backs": "schools held back in the hub's template",
    "table": "any other table of people and schools",
}
"""The kinds of file that can be imported, in the order in which they build on each other."""

NATIONAL = ("establishments", "links")
"""The DfE's kinds: a batch of these holds only what had changed, and so stands on the one before."""

OF_ATTENDANCE = ("register", "eventbrite", "forms", "teams", "zoom", "table")
"""The kinds whose rows are people at sessions."""

REQUIRED_COLUMNS = {
    "establishments": (
        "urn",
        "name",
        "la_code",
        "la_name",
        "establishment_number",
        "establishment_type",
        "type_group",
        "status",
        "opened_on",
        "closed_on",
        "gias_phase",
        "low_age",
        "high_age",
        "sixth_form",
    ),
    "links": ("urn", "linked_urn", "link_type"),
    "register": ("activity", "programme", "held_on", "school", "attendance"),
}
"""A file is taken for a kind when most of these are there. What a register lacks of them is asked."""


def recognise(headings: Sequence[str]) -> tuple[str, dict[str, int]] | None:
    """Tell the kind of table from its headings, and where each of our columns stands; None where it is no kind."""
    best: tuple[int, str, dict[str, int]] | None = None
    for kind, required in REQUIRED_COLUMNS.items():
        positions = _positions(kind, headings)
        found = len(positions.keys() & set(required))
        if 2 * found > len(required) and (best is None or found > best[0]):
            best = (found, kind, positions)
    return best[1:] if best else None


def require_columns(name: str, kind: str, columns: Iterable[str]) -> None:
    """Check that every needed column of one of the DfE's files is there.

    Raises ImportFileError naming the missing columns by the heading that people know.
    """
    missing = [column for column in REQUIRED_COLUMNS[kind] if column not in set(columns)]
    if missing:
        headings = ", ".join(f"“{usual_heading(kind, column)}”" for column in missing)
        raise ImportFileError(
            f"{name} lacks {'a column' if len(missing) == 1 else 'columns'}",
            f"It looks like {KINDS[kind]}, but {headings} is not among the headings in line 1. "
            "Nothing was changed. Add what is missing, or download the file again with all its columns.",
        )


def usual_heading(kind: str, column: str) -> str:
    """Give the heading under which people know one of our columns."""
    return next(heading for heading, known in headings_of(kind) if known == column)


def not_recognised(name: str) -> ImportFileError:
    """Give the error for a file of no kind that we know; it quotes nothing, as names may stand anywhere."""
    *others, last = KINDS.values()
    return ImportFileError(
        f"{name} is not recognised",
        f"None of its lines has headings that are known. Nothing was changed. What can be imported: "
        f"{'; '.join(others)}; or {last} once you have said on the Imports page which column is which. "
        "A template to fill in stands there, too.",
    )


@functools.cache
def headings_of(kind: str) -> tuple[tuple[str, str], ...]:
    """Give (heading, our column) pairs of a kind, the usual heading of each column first."""
    with _COLUMN_NAMES.open(encoding="utf-8", newline="") as file:
        return tuple((row["heading"], row["column"]) for row in csv.DictReader(file) if row["kind"] == kind)


def _heading_key(heading: str) -> str:
    return re.sub(r"[\s_\-]+", "", heading).casefold()


def repeated_columns(kind: str, headings: Sequence[str]) -> list[str]:
    """Give our columns that more than one heading stands for."""
    known = {_heading_key(heading): column for heading, column in headings_of(kind)}
    found = [known[key] for key in map(_heading_key, headings) if key in known]
    return [column for column in dict.fromkeys(found) if found.count(column) > 1]


def _positions(kind: str, headings: Sequence[str]) -> dict[str, int]:
    known = {_heading_key(heading): column for heading, column in headings_of(kind)}
    positions: dict[str, int] = {}
    for position, heading in enumerate(headings):
        column = known.get(_heading_key(heading))
        if column:
            positions.setdefault(column, position)
    return positions


def date_in_name(name: str) -> dt.date | None:
    """Give the date in a file's name such as edubasealldata20231116.csv, None where there is none."""
    for digits in re.findall(r"(?<!\d)(20\d{6})(?!\d)", name):
        try:
            return dt.datetime.strptime(digits, "%Y%m%d").date()
        except ValueError:
            continue
    return None
