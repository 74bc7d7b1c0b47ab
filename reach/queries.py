"""The questions of queries/, asked by name. Each file is one SELECT that documents itself.

    result = run("reach_by_la", filters, version)
    result = run("activity_sessions", filters, version, {"activity_id": "..."})

The opening comment of a file says what it answers and what one row is; it serves as caption, as note in a
workbook and as help. DuckDB itself says which parameters a file names, and a run passes exactly those: of the filters,
and of CHOICES, which are what single pages ask beyond the filters. What is not chosen is null or
as in USUALLY, $today the day itself.
"""

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from reach.errors import ReachError
from reach.filters import Filters
from reach.settings import PROJECT
from reach.store import Version

FOLDER = PROJECT / "queries"

CHOICES: dict[str, str] = {
    "activity_id": "Activity",
    "breakdown": "Broken down by",
    "gone_percent": "Falling fast: more than so many per cent gone",
    "journey": "Journey",
    "measure": "Measure",
    "other_period": "Compared with the period",
    "other_year": "Compared with the year",
    "programme_code": "Programme",
    "target": "Target",
    "taken_percent": "Half-empty: fewer than so many per cent of the places taken",
    "today": "Today",
    "urn": "School",
    "week": "At the end of week",
    "weight_behind": "Phase and local authority behind",
    "weight_disadvantage": "Disadvantage",
    "weight_size": "Size",
    "weight_standing": "Never reached or lapsed",
    "weight_years": "Years since",
}
"""What a query may ask for beyond the filters, with what it is to people. A page that asks it passes it along."""

USUALLY: dict[str, Any] = {
    "weight_standing": 30,
    "weight_disadvantage": 25,
    "weight_size": 15,
    "weight_behind": 20,
    "weight_years": 10,
}
"""What stands for a choice that is not made, where that is not null."""


LOW, NOT_SHOWN = "low", "c"
"""What stands in files for other programs in place of a low count, and of what is not shown. People see [low], [c]."""


class QueryError(ReachError):
    """A query that does not exist was asked for."""


@dataclasses.dataclass(frozen=True)
class Query:
    """A question: its name, its SQL as it stands in the file, and what it says of itself."""

    name: str
    sql: str
    answers: str
    grain: str
    parameters: frozenset[str]


@dataclasses.dataclass(frozen=True)
class Result:
    """An answer, with all that is needed to defend it: question, filters, date of the schools, output class.

    is_rounded: whether counts of people in it are rounded.
    low: where a count of people from 1 to 4 is, as (position of the row, column); the frame holds no value there.
    hidden: where the frame holds no value as a share or a mean would stand on too few people.
    """

    query: Query
    filters: Filters
    frame: pd.DataFrame
    as_at: dt.date | None
    register_date: dt.date | None
    is_demonstration: bool
    output_class: str = "internal"
    is_rounded: bool = False
    low: frozenset[tuple[int, str]] = frozenset()
    hidden: frozenset[tuple[int, str]] = frozenset()

    @property
    def symbols(self) -> dict[tuple[int, str], str]:
        """What stands in place of values that are low or not shown: symbols of the Government Analysis Function."""
        return dict.fromkeys(self.low, LOW) | dict.fromkeys(self.hidden, NOT_SHOWN)

    def low_rows(self, column: str) -> frozenset[int]:
        """Give the positions of the rows in which a column's count is low."""
        return frozenset(row for row, name in self.low if name == column)


def names() -> list[str]:
    """Give the names of all queries."""
    return sorted(file.stem for file in FOLDER.glob("*.sql"))


@functools.cache
def load(name: str) -> Query:
    """Read a query.

    Raises QueryError, listing those there are, for a name that is none of them.
    """
    if name not in names():
        raise QueryError(f"There is no query “{name}”", f"There are {', '.join(names())}.")
    return as_query(name, (FOLDER / f"{name}.sql").read_text(encoding="utf-8"))


def as_query(name: str, sql: str) -> Query:
    """Read a query's text: of a file, or of a pack's record, which keeps what was asked then."""
    statement, *others = duckdb.extract_statements(sql)
    if others or statement.type != duckdb.StatementType.SELECT:
        raise ValueError(f"{name}.sql is not one SELECT")
    comment = [line.removeprefix("--").strip() for line in sql.split("\n\n")[0].splitlines()]
    answers, _, grain = " ".join(comment).partition("One row per ")
    return Query(name, sql, answers.strip(), f"One row per {grain}".strip(), frozenset(statement.named_parameters))


def run(name: str, filters: Filters, version: Version, choices: Mapping[str, Any] | None = None) -> Result:
    """Ask a query of a version of the store, on a cursor of its own."""
    query = load(name)
    nothing_chosen = dict.fromkeys(CHOICES) | USUALLY | {"today": dt.date.today()}
    known = nothing_chosen | filters.parameters() | dict(choices or {})
    with version.cursor() as cursor:
        cursor.execute(query.sql, {parameter: known[parameter] for parameter in query.parameters})
        kinds = {name: str(kind) for name, kind, *_ in cursor.description or ()}
        whole_numbers = [name for name, kind in kinds.items() if "INT" in kind and not kind.endswith("]")]
        # A blank must not turn the whole numbers around it into 394.0.
        frame = cursor.df().astype(dict.fromkeys(whole_numbers, "Int64"))
    as_at = version.as_at_dates.get((filters.academic_year, filters.period))
    return Result(query, filters, frame, as_at, version.register_date, version.is_demonstration)
