"""Last year's figures beside this year's, so that what a chart marks and a sentence names stands in every table."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import pandas as pd

from reach.academic_years import ShownPeriod
from reach.columns import COMPARED_WITH, last_year_of
from reach.exhibits.query_context import QueryContext
from reach.queries import Result


def with_last_year(
    shown: Result,
    before: Result,
    period: ShownPeriod,
    *,
    by: str | Sequence[str],
    measure: str,
    bases: Sequence[str] = (),
) -> Result:
    """Return an answer with a measure of last year and its bases in columns of their own, row by row.

    Cells that are low or not shown last year are so here, too. Groups that did not exist last year have none. Where
    nothing was recorded last year, the answer stays as it is: zeros would say that nobody came.

    by: the column that names a row in both, or the columns. period: what the answer `before` is of.
    """
    if before.frame.empty or not (before.frame[measure].fillna(0).any() or _marked(before, measure)):
        return shown
    keys = [by] if isinstance(by, str) else [*by]
    position_of = {name: position for position, name in enumerate(_keys(before.frame, keys))}
    positions = [position_of.get(name) for name in _keys(shown.frame, keys)]
    frame, marked = shown.frame.copy(), {"low": set(shown.low), "hidden": set(shown.hidden)}
    without_programme = set(shown.without_programme)
    # What the public does not see is not there.
    for column in (column for column in before.frame.columns if column in (measure, *bases)):
        name = last_year_of(column)
        frame[name] = _values_at(before.frame[column], positions)
        for kind, cells in marked.items():
            of_before = getattr(before, kind)
            cells |= {(row, name) for row, position in enumerate(positions) if (position, column) in of_before}
        without_programme |= {
            (row, name)
            for row, value in enumerate(frame[name])
            if (row, column) in shown.without_programme and (pd.isna(value) or not value)
        }
    frame[COMPARED_WITH] = period.in_words
    return dataclasses.replace(
        shown,
        frame=frame,
        low=frozenset(marked["low"]),
        hidden=frozenset(marked["hidden"]),
        without_programme=frozenset(without_programme),
    )


def _keys(frame: pd.DataFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def with_reach_last_year(context: QueryContext, shown: Result, before: Result, *, by: str | Sequence[str]) -> Result:
    """Return an answer on reach with last year's reach, and the schools that it is of."""
    return with_last_year(shown, before, context.then, by=by, measure="reach", bases=("schools", "reached"))


def _values_at(values: pd.Series, positions: Sequence[int | None]) -> pd.Series:
    """Return values by their positions, with none where there is no position."""
    kept = values.reset_index(drop=True).reindex([-1 if position is None else position for position in positions])
    return (kept.astype("Int64") if pd.api.types.is_integer_dtype(values) else kept).reset_index(drop=True)


def _marked(result: Result, column: str) -> bool:
    return any(name == column for _, name in (*result.low, *result.hidden))
