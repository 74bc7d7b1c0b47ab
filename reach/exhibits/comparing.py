"""Two periods side by side: a measure place by place, and the schools that moved."""

import dataclasses

import pandas as pd

from reach import formats
from reach.charts import comparing as charts
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.exhibits.without_programme import mark_without_programme
from reach.measures import MEASURES
from reach.queries import Result
from reach.sentences import comparing as sentences
from reach.sentences.common import with_phases_without_programme
from reach.sentences.comparing import Side
from reach.sentences.sums import SCHOOL_PHASES, with_sum

BREAKDOWNS = {
    "la": ("Local authority", ("la_code",)),
    "phase": ("Phase", ("phase",)),
    "la_phase": ("Both", ("la_code", "phase")),
}
"""What places are, with the columns that identify them."""
_COUNTS_IN_EACH = {
    ("reached", "phase"): SCHOOL_PHASES,
    ("reached", "la_phase"): SCHOOL_PHASES,
    ("teachers", "la"): "A teacher from schools of several local authorities counts in each",
    ("teachers", "phase"): "A teacher of several phases counts in each",
    ("teachers", "la_phase"): "A teacher from several local authorities or phases counts in each",
    ("pupils_reached", "phase"): f"{SCHOOL_PHASES} with its pupils",
    ("pupils_reached", "la_phase"): f"{SCHOOL_PHASES} with its pupils",
}
"""Which counts of people and schools can add up to more than their total, and why."""


def sides(context: QueryContext, *, other_year: str, other_period: str) -> tuple[Side, Side]:
    """Return the two periods, this one first."""
    year, period = context.filters.academic_year, context.filters.period
    then_as_at = context.ask("reach_total", academic_year=other_year, period=other_period).as_at
    return (
        Side(year, period, context.now.until, context.ask("reach_total").as_at),
        Side(other_year, other_period, context.shown_until(other_year, other_period), then_as_at),
    )


def measure_by_place(
    context: QueryContext, *, measure: str, breakdown: str, other_year: str, other_period: str
) -> Exhibit:
    """One measure in both periods, place by place."""
    other = {"other_year": other_year, "other_period": other_period}
    words = MEASURES[measure]
    result = context.ask("compare_measures", measure=measure, breakdown=breakdown, **other)
    total = context.ask("compare_measures", measure=None, breakdown="total", **other)
    now, then = sides(context, **other)
    if not sentences.has_then(total.frame):
        every = pd.Series(True, index=result.frame.index)
        unknown = [column for column in (*_COLUMNS[True], *_COLUMNS[False]) if not column.endswith("_now")]
        emptied = {column: result.frame[column].mask(every) for column in unknown}
        result = dataclasses.replace(result, frame=result.frame.assign(**emptied))
    without_programme: list[str] = []
    if measure in ("reach", "reached") and breakdown != "la":
        reached = result.frame[["count_now", "count_then"]].sum(axis="columns")
        shown = [column for column in (*_COLUMNS[True], *_COLUMNS[False]) if not column.startswith("of_")]
        result, without_programme = mark_without_programme(context, result, reached, shown)
    has_rounded_changes = result.is_rounded and measure == "teachers"
    chart = charts.then_and_now(
        sentences.without_rounding(result.frame) if has_rounded_changes else result.frame,
        by=BREAKDOWNS[breakdown][1],
        is_share=words.is_share,
        unit="Share of schools reached" if measure == "reach" else words.label,
        then_name=f"{then.in_words}\nas at {formats.day(then.as_at)}",
        now_name=f"{now.in_words}\nas at {formats.day(now.as_at)}",
        without_programme=without_programme,
    )
    sentence = with_phases_without_programme(
        result.frame,
        without_programme,
        lambda frame: sentences.on_measure(frame, total.frame, measure, now, then, is_rounded=result.is_rounded),
    )
    if why := _COUNTS_IN_EACH.get((measure, breakdown)):
        of_hub = total.frame[total.frame["measure"] == measure]["count_now"]
        is_rounded = result.is_rounded and measure in ("teachers", "pupils_reached")
        sentence = with_sum(
            sentence, result.frame["count_now"], None if is_rounded else of_hub.sum(), words.several, why
        )
    title = f"{words.label} {_by(breakdown)}, {now.in_words} against {then.in_words}"
    columns = ["measure", *_COLUMNS[words.is_share]]
    if has_rounded_changes:
        columns.remove("count_change")  # it has changes that rounding alone makes
    if result.is_rounded and measure == "attendance_rate":
        # What it is a share of is not for the public.
        columns = [column for column in columns if not column.startswith(("count_", "of_"))]
    kept = _without_empty_columns(result, breakdown, columns)
    return Exhibit(title, kept, chart, sentence, context.settings, _chosen(now, then, breakdown, measure))


def moves_by_place(context: QueryContext, *, breakdown: str, other_year: str, other_period: str) -> Exhibit:
    """The schools gained and lost, opened and closed, place by place."""
    other = {"other_year": other_year, "other_period": other_period}
    result = context.ask("compare_moves", breakdown=breakdown, **other)
    change = context.ask("compare_change", **other)
    total = context.ask_if_recorded("compare_measures", measure=None, breakdown="total", **other)
    now, then = sides(context, **other)
    if total is None or sentences.has_then(total.frame):
        chart = charts.moves(result.frame, by=BREAKDOWNS[breakdown][1])
        sentence = sentences.on_moves(result.frame, change.frame, now, then)
    else:
        result = dataclasses.replace(result, frame=result.frame[:0])
        chart, sentence = None, sentences.on_nothing(then)
    title = f"Schools gained and lost {_by(breakdown)}, from {then.in_words} to {now.in_words}"
    kept = _without_empty_columns(result, breakdown, ["moved", "schools_of_move", "reached_of_move"])
    return Exhibit(title, kept, chart, sentence, context.settings, _chosen(now, then, breakdown))


_COLUMNS = {
    True: ["share_then", "share_now", "change_points", "count_then", "of_then", "count_now", "of_now"],
    False: ["count_then", "count_now", "count_change"],
}
"""What of a measure is shown, whether it is a share or not."""


def _without_empty_columns(result: Result, breakdown: str, columns: list[str]) -> Result:
    """Leave out the columns that say nothing here: all's local authority, a share of what is a number."""
    places = {"la": ["la_code", "la_name"], "phase": ["phase"], "la_phase": ["la_code", "la_name", "phase"]}
    kept = [*places[breakdown], *columns]
    low, hidden, without_programme = (
        frozenset(place for place in each if place[1] in kept)
        for each in (result.low, result.hidden, result.without_programme)
    )
    return dataclasses.replace(
        result, frame=result.frame[kept], low=low, hidden=hidden, without_programme=without_programme
    )


def _by(breakdown: str) -> str:
    return {"la": "by local authority", "phase": "by phase", "la_phase": "by local authority and phase"}[breakdown]


def _chosen(now: Side, then: Side, breakdown: str, measure: str | None = None) -> tuple[tuple[str, str], ...]:
    """Return the stamp of a comparison: the other period with its own date, and a warning."""
    warning = sentences.on_unlike(now, then)
    return (
        *([("Measure", MEASURES[measure].label)] if measure else []),
        ("Compared with", f"{then.in_words}, as at {formats.day(then.as_at)}"),
        ("Compared by", _by(breakdown).removeprefix("by ")),
        *([("Note", warning)] if warning else []),
    )
