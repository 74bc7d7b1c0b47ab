"""The call list: whom to ring first, and what the score is made of."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from reach import formats
from reach.call_outcomes import SETTLED
from reach.charts import call_list as charts
from reach.charts.chart import day_or_none
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.queries import Result
from reach.sentences import call_list as sentences

FIRST = 20
"""How many schools the chart shows."""


def first_to_ring(context: QueryContext, *, programme_code: str | None, today: dt.date, **weights: Any) -> Exhibit:
    """The first schools of the call list, with what each one's score is made of."""
    everyone = _call_list(context, programme_code, today, weights)
    frame = everyone.frame
    first = dataclasses.replace(everyone, frame=frame.head(FIRST))
    labels = {part: label for part, (label, _) in sentences.PARTS.items()}
    which = f"the first {FIRST} of {len(frame):,} schools" if len(frame) > FIRST else "what each score is made of"
    return Exhibit(
        f"Whom to ring first, {context.period_in_words}: {which}",
        first,
        charts.call_scores(first.frame, labels) if len(frame) else None,
        sentences.on_first_to_ring(frame, FIRST, context.period_in_words),
        context.settings,
        _chosen(context, programme_code, today, weights),
    )


def call_list(context: QueryContext, *, programme_code: str | None, today: dt.date, **weights: Any) -> Exhibit:
    """The whole call list, with a blank column for notes."""
    everyone = _call_list(context, programme_code, today, weights)
    held = context.ask("held_back_schools", programme_code=programme_code, today=today).frame
    programme = _programme_name(context, programme_code)
    return Exhibit(
        f"Call list, {context.period_in_words}",
        dataclasses.replace(everyone, frame=everyone.frame.assign(notes="")),
        None,
        sentences.on_call_list(
            everyone.frame,
            held["urn"].nunique(),
            context.period_in_words,
            programme,
            is_year_over=not context.this_year.is_running,
        ),
        context.settings,
        _chosen(context, programme_code, today, weights),
    )


def is_to_call(frame: pd.DataFrame, today: dt.date) -> pd.Series:
    """Return of each row of the call list whether to call the school now.

    That is every school that nobody has called, and one called before whose day to call again has come; where no such
    day was given, unless the call settled it.
    """
    again = frame["call_again_on"].map(day_or_none)
    is_settled = frame["call_outcome"].isin(SETTLED)
    return pd.Series(
        [not done if day is None else day <= today for day, done in zip(again, is_settled, strict=True)],
        index=frame.index,
        dtype=bool,
    )


def _call_list(context: QueryContext, programme_code: str | None, today: dt.date, weights: Mapping[str, Any]) -> Result:
    """Return the call list, with the reason for each school's place in words."""
    result = context.ask("call_list", programme_code=programme_code, today=today, **weights)
    why = [sentences.why_ring(row) for _, row in result.frame.iterrows()]
    return dataclasses.replace(result, frame=result.frame.assign(why=why))


def _chosen(
    context: QueryContext, programme_code: str | None, today: dt.date, weights: Mapping[str, Any]
) -> tuple[tuple[str, str], ...]:
    weighed = ", ".join(f"{label.lower()} {weights[f'weight_{part}']}" for part, (label, _) in sentences.PARTS.items())
    return (
        ("For programme", _programme_name(context, programme_code) or "All"),
        ("Weights", weighed.replace(" la ", " LA ")),
        ("Held back on", formats.day(today)),
    )


def _programme_name(context: QueryContext, programme_code: str | None) -> str | None:
    names = {programme.code: programme.name for programme in context.settings.programmes}
    return names[programme_code] if programme_code else None
