"""Attendance: what the pages Attendance and An activity show."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reach import theme
from reach.charts import attendance as charts
from reach.disclosure import with_columns
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.queries import Result
from reach.sentences import attendance as sentences


@dataclasses.dataclass(frozen=True)
class Breakdown:
    """A breakdown of attendance: its query, the columns that identify and name its rows, and its name in titles."""

    query: str
    by: str
    label: str
    words: str


BREAKDOWNS = {
    "programme": Breakdown("attendance_by_programme", "programme_name", "programme_name", "programme"),
    "la": Breakdown("attendance_by_la", "la_code", "la_name", "local authority"),
    "phase": Breakdown("attendance_by_phase", "phase", "phase", "phase"),
    "term": Breakdown("attendance_by_term", "period", "period", "term"),
    "mode": Breakdown("attendance_by_mode", "delivery_mode", "delivery_mode", "mode"),
}


def attendance_rate(asker: QueryContext, *, breakdown: str = "programme") -> Exhibit:
    """The attendance rate by one thing, against last year."""
    broken = BREAKDOWNS[breakdown]
    now, before = asker.ask(broken.query), asker.ask_last_year(broken.query)
    figure = _figure(
        charts.attendance_bars,
        now.frame,
        by=broken.by,
        label=broken.label,
        colours=theme.la_colours(asker.settings) if breakdown == "la" else None,
        last_year=before.frame,
        last_year_name=asker.filters.with_changes(academic_year=asker.last_year).academic_year
        if breakdown == "term"
        else asker.last_year_in_words,
    )
    said = sentences.on_attendance(now.frame, broken.label, before.frame, is_rounded=now.is_rounded)
    return Exhibit(f"Attendance rate by {broken.words}, {_when(asker, breakdown)}", now, figure, said, asker.settings)


def attendance_outcomes(asker: QueryContext, *, breakdown: str = "programme") -> Exhibit:
    """No-shows and apologies by one thing."""
    broken = BREAKDOWNS[breakdown]
    now = with_columns(asker.ask(broken.query), "no_shows", "sent_apologies")
    figure = _figure(charts.outcome_bars, now.frame, by=broken.by, label=broken.label)
    title = f"No-shows and apologies by {broken.words}, {_when(asker, breakdown)}"
    said = sentences.on_outcomes(now.frame, broken.label)
    return Exhibit(title, now, figure, said, asker.settings)


def attendance_funnel(asker: QueryContext) -> Exhibit:
    """From signing up to staying."""
    now = asker.ask("attendance_funnel")
    title = f"Signed up, came, stayed to 75 %, {asker.filters.period_in_words}"
    said = sentences.on_funnel(now.frame, is_rounded=now.is_rounded)
    return Exhibit(title, now, _figure(charts.funnel, now.frame), said, asker.settings)


def retention(asker: QueryContext, *, picked_out: str | None = None) -> Exhibit:
    """Who is still there, session by session, of all activities together and of each."""
    now = asker.ask("retention")
    if picked_out not in set(now.frame["activity"].dropna()):
        picked_out = None
    chosen = (("Picked out", picked_out),) if picked_out is not None else ()
    return Exhibit(
        f"Still there, from the first session to the last, {asker.filters.period_in_words}",
        now,
        _figure(charts.retention, now.frame, picked_out=picked_out),
        sentences.on_retention(now.frame, picked_out),
        asker.settings,
        chosen,
    )


def activities_to_worry_about(asker: QueryContext, *, gone_percent: int = 25, taken_percent: int = 50) -> Exhibit:
    """Activities that fall fast or are half-empty, as a list."""
    now = asker.ask("activities_to_worry_about", gone_percent=gone_percent, taken_percent=taken_percent)
    return Exhibit(
        f"Activities to worry about, {asker.filters.period_in_words}",
        now,
        None,
        sentences.on_worries(now.frame, gone_percent, taken_percent),
        asker.settings,
        (("Falling fast", f"More than {gone_percent} % gone"), ("Half-empty", f"Fewer than {taken_percent} % taken")),
    )


def activity_register(asker: QueryContext, *, activity_id: str, as_table: bool = False) -> Exhibit:
    """One activity's register in numbers, as a chart of who is still there or as a table."""
    now, name = ask_whole(asker, "activity_register", activity_id), activity_name(asker, activity_id)
    if now.frame["pupils"].isna().all():
        now = dataclasses.replace(now, frame=now.frame.drop(columns="pupils"))
    return Exhibit(
        f"{'Register in numbers' if as_table else 'Still there'}: {name}",
        now,
        None if as_table else _figure(charts.activity_register, now.frame),
        sentences.on_sessions(now.frame) if as_table else sentences.on_register(now.frame),
        asker.settings,
        _whole_activity(name),
    )


def activity_schools(asker: QueryContext, *, activity_id: str) -> Exhibit:
    """The schools taking part in one activity, as a list."""
    now, name = ask_whole(asker, "activity_schools", activity_id), activity_name(asker, activity_id)
    said = sentences.on_activity_schools(now.frame)
    return Exhibit(f"Schools taking part: {name}", now, None, said, asker.settings, _whole_activity(name))


def whole(asker: QueryContext, activity_id: str) -> dict[str, Any]:
    """Return what is asked for an activity's own page: everything in the academic year, whatever else is chosen."""
    return {"activity_id": activity_id, **asker.filters.widened(asker.settings)}


def ask_whole(asker: QueryContext, query: str, activity_id: str) -> Result:
    """Ask a query of one activity as a whole."""
    return asker.ask(query, **whole(asker, activity_id))


def activity_name(asker: QueryContext, activity_id: str) -> str:
    """Return an activity's name."""
    return str(ask_whole(asker, "activity_facts", activity_id).frame.iloc[0]["activity"])


def _whole_activity(name: str) -> tuple[tuple[str, str], ...]:
    return (("Activity", name), ("Sessions", "From the first to the last, whatever the period"))


def _figure(draw: Callable[..., go.Figure], frame: pd.DataFrame, **options: Any) -> go.Figure | None:
    """Return a chart, or None for an empty frame: the sentence then says so."""
    return None if frame.empty else draw(frame, **options)


def _when(asker: QueryContext, breakdown: str) -> str:
    return asker.filters.academic_year if breakdown == "term" else asker.filters.period_in_words
