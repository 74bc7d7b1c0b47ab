"""What a column of a query's answer is: its heading and unit, what its values are, and whom they count.

columns.csv beside this module says it once, a line a column. Tables, workbooks, charts, revisions and the rounding of
public figures read it from here. A query may only have columns that are declared, as tests/test_conventions.py checks.
"""

import csv
import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

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
    SCHOOLS = "schools"
    NOBODY = ""


@dataclasses.dataclass(frozen=True)
class Column:
    """What a column is. named_by: the column that names what this one is the code of; None where there is none."""

    name: str
    heading: str
    unit: str
    kind: Kind
    of: Of
    named_by: str | None

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
                row["column"], row["heading"], row["unit"], Kind(row["kind"]), Of(row["of"]), row["named_by"] or None
            )
            for row in csv.DictReader(file)
        }


DECLARED: Mapping[str, Column] = MappingProxyType(_read())
"""Every column that a query may have, by name."""


def label(name: str) -> str:
    """Give the heading that people see: "Local authority" for la_name."""
    declared = DECLARED.get(name)
    return declared.label if declared else name.replace("_", " ").capitalize()


def kind(name: str) -> Kind | None:
    """Give what the values of a column are; None for a column that no query has."""
    declared = DECLARED.get(name)
    return declared.kind if declared else None
