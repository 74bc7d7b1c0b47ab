"""Attendance: what the pages Attendance and An activity show."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pandas as pd

from reach import formats
from reach.academic_years import ShownPeriod
from reach.charts import attendance as charts
from reach.charts.chart import Chart
from reach.disclosure import with_columns
from reach.exhibit import Exhibit
from reach.exhibits.broken_down import with_known_columns
from reach.exhibits.chart_notes import NoteScope, with_chart_notes, with_notes_on_sessions
from reach.exhibits.last_year import with_last_year
from reach.exhibits.query_context import QueryContext
from reach.exhibits.ranked import ranked
from reach.exhibits.sum_notes import with_sum_against
from reach.queries import GONE_PERCENT, TAKEN_PERCENT, Result
from reach.sentences import attendance as sentences
from reach.sentences.sums import SCHOOL_PHASES, with_sum


@dataclasses.dataclass(frozen=True)
class Breakdown:
    """A breakdown of attendance: its query, the columns that identify and name its rows, and its name in titles."""

    by: str
    label: str
    words: str

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """What was chosen, as an export says it."""
        return (("Broken down by", self.words),)


BREAKDOWNS = {
    "programme": Breakdown("programme_name", "programme_name", "programme"),
    "la": Breakdown("la_code", "la_name", "local authority"),
    "phase": Breakdown("phase", "phase", "phase"),
    "term": Breakdown("period", "period", "term"),
    "mode": Breakdown("delivery_mode", "delivery_mode", "mode"),
}


def attendance_rate(context: QueryContext, *, breakdown: str = "programme", is_ranked: bool = False) -> Exhibit:
    """The attendance rate by one thing, against last year. is_ranked: the highest stands first."""
    broken = BREAKDOWNS[breakdown]
    before_it = context.before("year" if breakdown == "term" else context.filters.period)
    now = with_known_columns(context.ask("attendance_by_group", breakdown=breakdown), breakdown)
    if is_ranked:
        now = ranked(now, "share_attended")
    before = with_known_columns(
        context.ask("attendance_by_group", breakdown=breakdown, **before_it.as_filters), breakdown
    )
    chart = _chart(
        charts.attendance_bars,
        now.frame,
        by=broken.by,
        label=broken.label,
        last_year=before.frame,
        last_year_name=before_it.in_words,
    )
    sentence = sentences.on_attendance(now.frame, broken.label, before.frame, is_rounded=now.is_rounded)
    sentence = _with_sum_of_sign_ups(context, sentence, now, breakdown)
    title = f"Attendance rate by {broken.words}, {_shown(context, breakdown).in_words}"
    times = ("times_attended", "times_expected")
    shown = with_last_year(now, before, before_it, by=broken.by, measure="share_attended", bases=times)
    exhibit = Exhibit(title, shown, chart, sentence, context.settings, broken.chosen)
    return _with_notes_on_terms(context, exhibit, breakdown)


def attendance_outcomes(context: QueryContext, *, breakdown: str = "programme") -> Exhibit:
    """No-shows and apologies by one thing."""
    broken = BREAKDOWNS[breakdown]
    result = with_columns(context.ask("attendance_by_group", breakdown=breakdown), "no_shows", "sent_apologies")
    now = with_known_columns(result, breakdown)
    chart = _chart(charts.outcome_bars, now.frame, by=broken.by, label=broken.label)
    title = f"No-shows and apologies by {broken.words}, {_shown(context, breakdown).in_words}"
    sentence = _with_sum_of_sign_ups(context, sentences.on_outcomes(now.frame, broken.label), now, breakdown)
    exhibit = Exhibit(title, now, chart, sentence, context.settings, broken.chosen)
    return _with_notes_on_terms(context, exhibit, breakdown)


def teachers_with_hours(context: QueryContext, *, breakdown: str = "programme") -> Exhibit:
    """Teachers with at least as many hours as hub.toml says, by one thing."""
    broken = BREAKDOWNS[breakdown]
    least_hours, shown = context.settings.teachers.least_hours, _shown(context, breakdown)
    now = context.ask("people_with_hours_by_group", breakdown=breakdown, least_hours=least_hours)
    now = with_known_columns(with_columns(now, "people_with_hours"), breakdown)
    whole = context.ask("people_with_hours_by_group", least_hours=least_hours, period=shown.period).frame
    chart = _chart(charts.hours_bars, now.frame, by=broken.by, label=broken.label)
    row = whole.iloc[0] if len(whole) else None
    sentence = sentences.on_hours(now.frame, row, broken.label, least_hours, is_running=shown.is_running)
    if row is not None:
        why = "A teacher who came to several counts in each"
        sentence = with_sum(sentence, now.frame["people"], row["people"], "teachers", why)
    hours = formats.hours(least_hours)
    title = f"Teachers with at least {hours} by {broken.words}, {shown.in_words}"
    exhibit = Exhibit(title, now, chart, sentence, context.settings, (*broken.chosen, ("At least", hours)))
    return _with_notes_on_terms(context, exhibit, breakdown)


def attendance_funnel(context: QueryContext) -> Exhibit:
    """From signing up to coming to most sessions."""
    now = context.ask("attendance_funnel")
    title = f"Signed up, came, came to 75% of sessions, {context.period_in_words}"
    sentence = sentences.on_funnel(now.frame, is_rounded=now.is_rounded)
    return Exhibit(title, now, _chart(charts.funnel, now.frame), sentence, context.settings)


def retention(context: QueryContext, *, picked_out: str | None = None) -> Exhibit:
    """Who is still there, session by session, of all activities together and of each."""
    now = context.ask("retention")
    if picked_out not in set(now.frame["activity"].dropna()):
        picked_out = None
    chosen = (("Picked out", picked_out),) if picked_out is not None else ()
    return Exhibit(
        f"Still there, from the first session to the last, {context.period_in_words}",
        now,
        _chart(charts.retention, now.frame, picked_out=picked_out),
        sentences.on_retention(now.frame, picked_out),
        context.settings,
        chosen,
    )


def activities_to_worry_about(
    context: QueryContext, *, gone_percent: int = GONE_PERCENT, taken_percent: int = TAKEN_PERCENT
) -> Exhibit:
    """Activities that fall fast or are half-empty, as a list."""
    now = context.ask("activities_to_worry_about", gone_percent=gone_percent, taken_percent=taken_percent)
    return Exhibit(
        f"Activities to worry about, {context.period_in_words}",
        now,
        None,
        sentences.on_worries(now.frame, gone_percent, taken_percent),
        context.settings,
        (("Falling fast", f"More than {gone_percent}% gone"), ("Half-empty", f"Fewer than {taken_percent}% taken")),
    )


def activity_register(context: QueryContext, *, activity_id: str, as_table: bool = False) -> Exhibit:
    """One activity's register in numbers, as a chart of who is still there or as a table."""
    now, name = ask_whole(context, "activity_register", activity_id), activity_name(context, activity_id)
    if now.frame["pupils"].isna().all():
        now = dataclasses.replace(now, frame=now.frame.drop(columns="pupils"))
    exhibit = Exhibit(
        f"{'Register in numbers' if as_table else 'Still there'}: {name}",
        now,
        None if as_table else _chart(charts.activity_register, now.frame),
        sentences.on_sessions(now.frame) if as_table else sentences.on_register(now.frame),
        context.settings,
        _whole_activity(name),
    )
    return with_notes_on_sessions(context, exhibit, day="held_on", scope=_notes_of(context, activity_id))


def _notes_of(context: QueryContext, activity_id: str) -> NoteScope:
    """Return whose notes an activity shows: the hub's and its programme's, as its schools may be of any place."""
    name = ask_whole(context, "activity_facts", activity_id).frame.iloc[0]["programme_name"]
    programme = next((each for each in context.settings.programmes if each.name == name), None)
    if programme is None:
        return NoteScope(la_code="", strand="", programme_code="")
    return NoteScope(la_code="", strand=programme.strand, programme_code=programme.code)


def activity_schools(context: QueryContext, *, activity_id: str) -> Exhibit:
    """The schools taking part in one activity, as a list."""
    now, name = ask_whole(context, "activity_schools", activity_id), activity_name(context, activity_id)
    sentence = sentences.on_activity_schools(now.frame)
    return Exhibit(f"Schools taking part: {name}", now, None, sentence, context.settings, _whole_activity(name))


def whole(context: QueryContext, activity_id: str) -> dict[str, Any]:
    """Return what is asked for an activity's own page: everything in the academic year, whatever else is chosen."""
    return {"activity_id": activity_id, **context.filters.widened(context.settings)}


def ask_whole(context: QueryContext, query: str, activity_id: str) -> Result:
    """Ask a query of one activity as a whole."""
    return context.ask(query, **whole(context, activity_id))


def activity_name(context: QueryContext, activity_id: str) -> str:
    """Return an activity's name."""
    return str(ask_whole(context, "activity_facts", activity_id).frame.iloc[0]["activity"])


def _whole_activity(name: str) -> tuple[tuple[str, str], ...]:
    return (("Activity", name), ("Sessions", "From the first to the last, whatever the period"))


def _chart(draw: Callable[..., Chart], frame: pd.DataFrame, **options: Any) -> Chart | None:
    """Draw a chart, where there is anything to draw: the sentence says so where there is nothing."""
    return None if frame.empty else draw(frame, **options)


def _with_sum_of_sign_ups(context: QueryContext, sentence: str, now: Result, breakdown: str) -> str:
    if breakdown != "phase":
        return sentence
    return with_sum_against(
        context,
        sentence,
        now.frame["signed_up"],
        lambda total: total["signed_up"].sum(),
        "sign-ups",
        f"{SCHOOL_PHASES} with its sign-ups",
        query="attendance_total",
        is_rounded=now.is_rounded,
    )


def _with_notes_on_terms(context: QueryContext, exhibit: Exhibit, breakdown: str) -> Exhibit:
    """Return the exhibit with an administrator's notes, where it is broken down by term."""
    return with_chart_notes(context, exhibit, by=("period",)) if breakdown == "term" else exhibit


def _shown(context: QueryContext, breakdown: str) -> ShownPeriod:
    """Return what a breakdown is of: by term it is the year, whichever of its terms is chosen."""
    return context.this_year if breakdown == "term" else context.now
