"""Two periods side by side: a measure place by place, and the schools that moved."""

import dataclasses

from reach import formats, theme
from reach.charts import comparing as charts
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.queries import Result
from reach.sentences import comparing as sentences
from reach.sentences.comparing import Side

UNITS = {
    "reach": "Share of schools reached",
    "reached": "Schools reached",
    "teachers": "Teachers reached",
    "sessions_held": "Sessions held",
    "hours": "Teachers' hours",
    "pupils_reached": "Pupils reached",
    "attendance_rate": "Attendance rate",
}
MEANINGS = {
    "reach": "Schools reached as a share of the schools open and in scope on the same day. Changes are in percentage "
    "points.",
    "reached": "Each school counts once, however many programmes it takes part in.",
    "teachers": "Different people who attended at least one session, from schools open and in scope.",
    "sessions_held": "Sessions held with someone from these schools on the register.",
    "hours": "The hours of every session that a teacher attended, added up.",
    "pupils_reached": "Head counts of pupils whom schools brought to sessions, added up.",
    "attendance_rate": "Attended as a share of attended, absent and apologies, in sessions held. Changes are in "
    "percentage points.",
}
"""What each measure is, for whoever points at it."""
SHARES = ("reach", "attendance_rate")
BREAKDOWNS = {
    "la": ("Local authority", ("la_code",)),
    "phase": ("Phase", ("phase",)),
    "la_phase": ("Both", ("la_code", "phase")),
}
"""What places are, with the columns that tell them apart."""


def sides(context: QueryContext, *, other_year: str, other_period: str) -> tuple[Side, Side]:
    """Return the two periods, this one first."""
    ends = {(period.academic_year, period.period): period.ends_on for period in context.settings.periods()}
    other = {"academic_year": other_year, "period": other_period}
    filters = context.filters.with_changes(**other)
    now = Side(
        context.filters, context.ask("reach_total").as_at, ends[context.filters.academic_year, context.filters.period]
    )
    return now, Side(filters, context.ask("reach_total", **other).as_at, ends[other_year, other_period])


def measure_by_place(
    context: QueryContext, *, measure: str, breakdown: str, other_year: str, other_period: str
) -> Exhibit:
    """One measure in both periods, place by place."""
    other = {"other_year": other_year, "other_period": other_period}
    result = context.ask("compare_measures", measure=measure, breakdown=breakdown, **other)
    total = context.ask("compare_measures", measure=None, breakdown="total", **other)
    now, then = sides(context, **other)
    chart = charts.then_and_now(
        result.frame,
        by=BREAKDOWNS[breakdown][1],
        is_share=measure in SHARES,
        unit=UNITS[measure],
        then_name=f"{then.name}\nas at {formats.day(then.as_at)}",
        now_name=f"{now.name}\nas at {formats.day(now.as_at)}",
        colours=theme.la_colours(context.settings),
    )
    sentence = sentences.on_measure(result.frame, total.frame, measure, now, then, is_rounded=result.is_rounded)
    title = f"{formats.MEASURE_LABELS[measure]} {_by(breakdown)}, {now.name} against {then.name}"
    columns = ["measure", *_COLUMNS[measure in SHARES]]
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
    now, then = sides(context, **other)
    chart = charts.moves(result.frame, by=BREAKDOWNS[breakdown][1])
    sentence = sentences.on_moves(result.frame, change.frame, now, then)
    title = f"Schools gained and lost {_by(breakdown)}, from {then.name} to {now.name}"
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
    low, hidden = (frozenset(place for place in each if place[1] in kept) for each in (result.low, result.hidden))
    return dataclasses.replace(result, frame=result.frame[kept], low=low, hidden=hidden)


def _by(breakdown: str) -> str:
    return {"la": "by local authority", "phase": "by phase", "la_phase": "by local authority and phase"}[breakdown]


def _chosen(now: Side, then: Side, breakdown: str, measure: str | None = None) -> tuple[tuple[str, str], ...]:
    """Return the stamp of a comparison: the other period with its own date, and a warning."""
    warning = sentences.on_unlike(now, then)
    return (
        *([("Measure", formats.MEASURE_LABELS[measure])] if measure else []),
        ("Compared with", f"{then.name}, as at {formats.day(then.as_at)}"),
        ("Compared by", _by(breakdown).removeprefix("by ")),
        *([("Mind", warning)] if warning else []),
    )
