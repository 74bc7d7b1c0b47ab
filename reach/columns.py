"""What a column of a query's answer is: its heading and unit, what its values are, and whom they count.

columns.csv beside this module says it once, a line a column. Tables, workbooks, charts, revisions and the rounding of
public figures read it from here. A query may only have columns that are declared, as tests/test_conventions.py checks.
"""

import csv
import dataclasses
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_FILE = Path(__file__).with_suffix(".csv")


class Kind(StrEnum):
    """What the values of a column are, and so how they are shown."""

    COUNT = "count"
    SHARE = "share"
    """Between 0 and 1."""
    POINTS = "points"
    """Percentage points."""
    NUMBER = "number"
    """Worked out, and shown without decimals."""
    DECIMAL = "decimal"
    """Shown with one decimal where there is one: days, hours, kilometres."""
    SCORE = "score"
    WEIGHT = "weight"
    """Between 0 and 1, but no share."""
    CODE = "code"
    """A number that only names something: session 3, rank 1."""
    URN = "urn"
    SCHOOL = "school"
    """A school's name."""
    TEXT = "text"
    PHASES = "phases"
    """Codes of phases, with "; " between them."""
    DAY = "day"
    FLAG = "flag"
    BLANK = "blank"
    """Left for people to write in."""


NUMBERS = frozenset(
    {Kind.COUNT, Kind.SHARE, Kind.POINTS, Kind.NUMBER, Kind.DECIMAL, Kind.SCORE, Kind.WEIGHT, Kind.CODE, Kind.URN}
)
"""Kinds whose values are numbers."""


class Of(StrEnum):
    """Whom a number counts, or of whom it tells: how many people can be worked out from a share of them."""

    PEOPLE = "people"
    PUPILS = "pupils"
    """Head counts, rounded for the public where hub.toml says so."""
    SCHOOLS = "schools"
    NOBODY = ""


class Public(StrEnum):
    """How the public sees a number that tells of people, in a query that it may see."""

    OF_ROW = ""
    """Rounded as a count of the group that its row is of."""
    IN_TOTAL = "in total"
    """Rounded as a count of all that the filters let through, whatever its row is of."""
    LEFT_OUT = "left out"
    """Not at all: such numbers are small and add up to the rest, so that together they reveal many, or are those of a
    few people as soon as they are few."""


@dataclasses.dataclass(frozen=True)
class Column:
    """What a column is. named_by: the column that names what this one is the code of; None where there is none.

    rounded_as: the measure of people, one of those in `reach.disclosure.groups`, as which its counts are rounded for
    the public; None for a column that cannot be rounded.
    """

    name: str
    heading: str
    unit: str
    kind: Kind
    of: Of
    named_by: str | None
    rounded_as: str | None
    public: Public

    @property
    def label(self) -> str:
        """The heading with its unit: "Distance (km)"."""
        return f"{self.heading} ({self.unit})" if self.unit else self.heading

    @property
    def is_measured(self) -> bool:
        """Whether its values say how many, how much or how far, rather than what a row is about."""
        return self.kind in NUMBERS - {Kind.CODE, Kind.URN}


def _read() -> dict[str, Column]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["column"]: Column(
                row["column"],
                row["heading"],
                row["unit"],
                Kind(row["kind"]),
                Of(row["of"]),
                row["named_by"] or None,
                row["rounded_as"] or None,
                Public(row["public"]),
            )
            for row in csv.DictReader(file)
        }


DECLARED: Mapping[str, Column] = MappingProxyType(_read())
"""Every column that a query may have, by name."""


COMPARED_WITH = "compared_with"
"""The column of exhibits that says which time their figures of last year are of."""


def last_year_of(name: str) -> str:
    """Give the name of the column that has a column's values of last year."""
    return f"{name}_last_year"


def headings(frame: "pd.DataFrame") -> dict[str, str]:
    """Give the headings that people see, by column.

    A frame whose figures of last year are of one time says it there, "Reach, 2024/25 to 15 May", and the column that
    says it for machines has none. Where two would be the same, each has the column's own name behind it.
    """
    times = set(frame[COMPARED_WITH]) if COMPARED_WITH in frame.columns else set()
    shown = [str(name) for name in frame.columns if name != COMPARED_WITH or len(times) != 1]
    time = next(iter(times)) if len(times) == 1 else None
    bases = {last_year_of(name): name for name in shown}
    labels = {name: f"{label(bases[name])}, {time}" if time and name in bases else label(name) for name in shown}
    counts = Counter(labels.values())
    return {name: text if counts[text] == 1 else f"{text} ({name})" for name, text in labels.items()}


def label(name: str) -> str:
    """Give the heading that people see: "Local authority" for la_name."""
    declared = DECLARED.get(name)
    return declared.label if declared else name.replace("_", " ").capitalize()


def kind(name: str) -> Kind | None:
    """Give what the values of a column are; None for a column that no query has."""
    declared = DECLARED.get(name)
    return declared.kind if declared else None
