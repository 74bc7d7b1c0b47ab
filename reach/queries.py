"""The loader of queries/: each file is one SELECT that documents itself, and is run by its name.

    result = run("reach_by_la", filters, version)
    result = run("activity_sessions", filters, version, {"activity_id": "..."})

The opening comment of a file says what it answers and what one row is; it is the caption, the note in a workbook and
the help. DuckDB lists the parameters that a file names, and a run passes exactly those: filters, and CHOICES of single
pages beyond the filters. A choice that is not made is null, or its value in USUALLY; $today is the current day.
"""

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any, Literal

import duckdb
import pandas as pd

from reach.academic_years import period_in_words
from reach.errors import ReachError
from reach.filters import Filters
from reach.settings import PROJECT, Settings, Teachers
from reach.store import Version

FOLDER = PROJECT / "queries"

CHOICES: dict[str, str] = {
    "activity_id": "Activity",
    "breakdown": "Broken down by",
    "gone_percent": "Falling fast: more than so many per cent gone",
    "journey": "Journey",
    "least_hours": "Teachers with at least so many hours",
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
"""The parameters of queries beyond the filters, with their names for people."""

WEIGHTS: dict[str, Any] = {
    "weight_standing": 30,
    "weight_disadvantage": 25,
    "weight_size": 15,
    "weight_behind": 20,
    "weight_years": 10,
}
"""How much each part of a school's place on the call list weighs, where nothing else is chosen."""

GONE_PERCENT, TAKEN_PERCENT = 25, 50
"""From where an activity falls fast or is half-empty, where nothing else is chosen."""

USUALLY: dict[str, Any] = {
    **WEIGHTS,
    "gone_percent": GONE_PERCENT,
    "taken_percent": TAKEN_PERCENT,
    "least_hours": Teachers().least_hours,
}
"""The values of choices that are not made, where these are not null."""


LOW, NOT_SHOWN = "low", "c"
"""The symbols of a low count, and of a value not shown, in files for other programs. People see [low], [c]."""


NO_PROGRAMME = "no programme"
"""What stands in place of counts and shares of schools in a phase that no programme is for."""


NOT_APPLIED = "Filters not applied"
"""What stands before the chosen filters that figures are not narrowed by, on screen and on every export."""


class QueryError(ReachError):
    """A query that does not exist was asked for."""


@dataclasses.dataclass(frozen=True)
class Query:
    """A query: its name, its SQL as in the file, and its description."""

    name: str
    sql: str
    answers: str
    grain: str
    parameters: frozenset[str]


@dataclasses.dataclass(frozen=True)
class Result:
    """An answer with its provenance: query, filters, date of the schools, output class.

    until: the last day that the figures are of, where that is not the last of the period: it is not over, or is only
        looked at up to a date.
    is_rounded: whether counts of people in it are rounded.
    low: the cells with a count of people from 1 to 4, as (position of the row, column); the frame has no value there.
    hidden: the cells without a value because a share or a mean would be of too few people.
    without_programme: the cells on a phase that no programme is for; the frame has 0 there.
    chosen: the filters that people chose, where the query was asked with others; None where these are the same.
    """

    query: Query
    filters: Filters
    frame: pd.DataFrame
    as_at: dt.date | None
    register_date: dt.date | None
    is_demonstration: bool
    output_class: Literal["internal", "public"] = "internal"
    is_rounded: bool = False
    low: frozenset[tuple[int, str]] = frozenset()
    hidden: frozenset[tuple[int, str]] = frozenset()
    without_programme: frozenset[tuple[int, str]] = frozenset()
    chosen: Filters | None = None
    until: dt.date | None = None

    @property
    def symbols(self) -> dict[tuple[int, str], str]:
        """What stands in place of values: the Government Analysis Function's symbols, or that there is no programme."""
        return (
            dict.fromkeys(self.low, LOW)
            | dict.fromkeys(self.hidden, NOT_SHOWN)
            | dict.fromkeys(self.without_programme, NO_PROGRAMME)
        )

    @property
    def time_in_words(self) -> str:
        """The time that the figures are of: a period, an academic year, or "" where they are of all years."""
        time = time_asked(self.query, self.filters)
        return period_in_words(*time, self.until) if time else ""

    def filters_in_words(self, settings: Settings) -> list[tuple[str, str]]:
        """Return the filters that the query asks, and which chosen ones it does not apply, as (what, which) pairs."""
        not_applied = self.filters_not_applied(settings)
        time = self.time_in_words
        return [
            *([("Period", time)] if time else []),
            *self.filters.in_words(settings, self.query.parameters),
            *([(NOT_APPLIED, ", ".join(not_applied))] if not_applied else []),
        ]

    def filters_not_applied(self, settings: Settings) -> list[str]:
        """Return the names, for people, of the chosen filters that these figures are not narrowed by."""
        chosen = self.filters if self.chosen is None else self.chosen
        return chosen.not_applied(settings, self.query.parameters, self.filters)

    def low_rows(self, column: str) -> frozenset[int]:
        """Return the positions of the rows in which a column's count is low."""
        return frozenset(row for row, name in self.low if name == column)


def names() -> list[str]:
    """Return the names of all queries."""
    return sorted(file.stem for file in FOLDER.glob("*.sql"))


@functools.cache
def load(name: str) -> Query:
    """Read a query.

    Raises QueryError, which lists the queries, for a name that does not exist.
    """
    if name not in names():
        raise QueryError(f"There is no query “{name}”", f"There are {', '.join(names())}.")
    return as_query(name, (FOLDER / f"{name}.sql").read_text(encoding="utf-8"))


def as_query(name: str, sql: str) -> Query:
    """Read a query's text: of a file, or of a recorded pack, which keeps the SQL of its day."""
    statement, *others = duckdb.extract_statements(sql)
    if others or statement.type != duckdb.StatementType.SELECT:
        raise ValueError(f"{name}.sql is not one SELECT")
    comment = [line.removeprefix("--").strip() for line in sql.split("\n\n")[0].splitlines()]
    answers, _, grain = " ".join(comment).partition("One row per ")
    return Query(name, sql, answers.strip(), f"One row per {grain}".strip(), frozenset(statement.named_parameters))


def run(name: str, filters: Filters, version: Version, choices: Mapping[str, Any] | None = None) -> Result:
    """Run a query on a version of the store, with a cursor of its own."""
    query = load(name)
    nothing_chosen = dict.fromkeys(CHOICES) | USUALLY | {"today": dt.date.today()}
    known = nothing_chosen | filters.parameters() | dict(choices or {})
    with version.cursor() as cursor:
        cursor.execute(query.sql, {parameter: known[parameter] for parameter in query.parameters})
        frame = frame_of(cursor)
    as_at = version.as_at_dates.get((filters.academic_year, filters.period))
    time = time_asked(query, filters)
    return Result(
        query,
        filters,
        frame,
        as_at,
        version.register_date,
        version.is_demonstration,
        until=version.until_days.get(time) if time else None,
    )


def frame_of(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return the rows that a cursor found, with whole numbers whole where a value is missing."""
    kinds = {name: str(kind) for name, kind, *_ in cursor.description or ()}
    whole_numbers = [name for name, kind in kinds.items() if "INT" in kind and not kind.endswith("]")]
    return cursor.df().astype(dict.fromkeys(whole_numbers, "Int64"))


def time_asked(query: Query, filters: Filters) -> tuple[str, str] | None:
    """Return the academic year and the period that a query asks under filters; None where it asks for all years."""
    if "academic_year" not in query.parameters:
        return None
    return filters.academic_year, filters.period if "period" in query.parameters else "year"
