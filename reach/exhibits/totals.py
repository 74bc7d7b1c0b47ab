"""The rows below those of a figure of reach: all of the hub together, and England."""

import dataclasses
from collections.abc import Hashable
from typing import Any

import pandas as pd

from reach import formats
from reach.exhibits.query_context import QueryContext
from reach.filters import Filters
from reach.queries import Result

Row = dict[Hashable, Any]
"""A row below those of an answer, by its columns."""

ALL_CHOSEN = "All chosen"


def with_hub_and_england(context: QueryContext, answer: Result, *, label: str) -> Result:
    """Return an answer on reach with rows for the whole hub and for England below its own, named in the column label.

    Where there is one row, it is the whole. England's row has a share only.
    """
    shown = with_hub(context, answer, label=label)
    england = england_row(context, label) if len(shown.frame) > 1 else None
    return with_rows(shown, [england]) if england else shown


def with_hub(context: QueryContext, answer: Result, *, label: str) -> Result:
    """Return an answer on reach with a row for the whole hub below its own, where it has several."""
    row = hub_row(context, answer.filters, label) if len(answer.frame) > 1 else None
    return with_rows(answer, [row]) if row else answer


def totals_of(shown: Result, answer: Result, label: str) -> list[str]:
    """Return the names of the rows that stand below those of an answer."""
    return list(shown.frame[label].iloc[len(answer.frame) :])


def with_rows(answer: Result, rows: list[Row]) -> Result:
    """Return an answer with rows below its own; columns that they do not have are empty."""
    frame = answer.frame
    further = pd.DataFrame(rows).reindex(columns=frame.columns).astype(frame.dtypes)
    return dataclasses.replace(answer, frame=pd.concat([frame, further], ignore_index=True))


def hub_row(context: QueryContext, of: Filters, label: str) -> Row | None:
    """Return reach_total under the filters of an answer, named in the column label.

    None where no school fits, and in a pack whose record has no such answer.
    """
    total = context.ask_if_recorded("reach_total", academic_year=of.academic_year, period=of.period)
    if total is None or total.frame.empty:
        return None
    return total.frame.iloc[0].to_dict() | {label: name_of_all(context, label)}


def name_of_all(context: QueryContext, label: str) -> str:
    """Return what all groups of a breakdown are together."""
    usual = Filters.choose(context.settings, academic_year=context.filters.academic_year)
    if label == "phase":
        return "All phases" if context.filters.phases == usual.phases else ALL_CHOSEN
    return "Whole hub" if context.filters.la_codes == usual.la_codes else ALL_CHOSEN


def england_row(context: QueryContext, label: str) -> Row | None:
    """Return the newest published figure for England, where the hub's figure is of the same schools and times.

    That is a whole year, as far as it goes, of all phases and strands, with filters of what counts as usual.
    """
    published = _published(context, "year")
    if published is None:
        return None
    year, share = published
    name = f"England, all of {year}" if context.now.is_running else f"England, {year}"
    return {label: name, "academic_year": year, "period": "year", "reach": share}


def with_england_in_words(context: QueryContext, sentence: str) -> str:
    """Return a sentence on reach in a term with England's newest figure, which no bar of a term can stand beside.

    Published figures are of whole years. For whole years the sentence stays as it is: see `england_row`.
    """
    published = None if context.filters.period == "year" else _published(context, context.filters.period)
    return f"{sentence} {england_in_words(*published)}" if published else sentence


def england_in_words(year: str, share: float) -> str:
    """Say England's figure of a whole year, where the hub's is of a term."""
    return f"England’s figure is of whole years: {formats.percent(share)} in {year}."


def _published(context: QueryContext, period: str) -> tuple[str, float] | None:
    """Return the newest published year and England's share, where the hub's figure of a period is of the same schools.

    That is one of all phases and strands, with filters of what counts as usual.
    """
    usual = Filters.choose(context.settings, academic_year=context.filters.academic_year, period=period)
    if context.filters.with_changes(la_codes=usual.la_codes) != usual:
        return None
    published = context.ask_if_recorded("national_reach")
    if published is None or published.frame.empty:
        return None
    newest = published.frame.iloc[0]
    return str(newest["academic_year"]), float(newest["share"])
