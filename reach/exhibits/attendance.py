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
from reach.exhibits.asking import Asker
from reach.exhibits.broken_down import with_known_columns
from reach.phases import ALL_PHASES, PHASES
from reach.queries import Result
from reach.sentences import attendance as sentences


@dataclasses.dataclass(frozen=True)
class Breakdown:
    """What attendance can be broken down by: the columns that tell rows apart and name them, and words."""

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


def attendance_rate(asker: Asker, *, breakdown: str = "programme") -> Exhibit:
    """The attendance rate by one thing, against last year."""
    broken = BREAKDOWNS[breakdown]
    now, before = (
        with_known_columns(ask("attendance_by_group", breakdown=breakdown), breakdown)
        for ask in (asker.ask, asker.ask_last_year)
    )
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
    title = f"Attendance rate by {broken.words}, {_when(asker, breakdown)}"
    return Exhibit(title, now, figure, said, asker.settings, broken.chosen)


def attendance_outcomes(asker: Asker, *, breakdown: str = "programme") -> Exhibit:
    """No-shows and apologies by one thing."""
    broken = BREAKDOWNS[breakdown]
    result = with_columns(asker.ask("attendance_by_group", breakdown=breakdown), "no_shows", "sent_apologies")
    now = with_known_columns(result, breakdown)
    figure = _figure(charts.outcome_bars, now.frame, by=broken.by, label=broken.label)
    title = f"No-shows and apologies by {broken.words}, {_when(asker, breakdown)}"
    said = sentences.on_outcomes(now.frame, broken.label)
    return Exhibit(title, now, figure, said, asker.settings, broken.chosen)


def attendance_funnel(asker: Asker) -> Exhibit:
    """From signing up to staying."""
    now = asker.ask("attendance_funnel")
    title = f"Signed up, came, stayed to 75 %, {asker.filters.period_in_words}"
    said = sentences.on_funnel(now.frame, is_rounded=now.is_rounded)
    return Exhibit(title, now, _figure(charts.funnel, now.frame), said, asker.settings)


def retention(asker: Asker, *, picked_out: str | None = None) -> Exhibit:
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


def activities_to_worry_about(asker: Asker, *, gone_percent: int = 25, taken_percent: int = 50) -> Exhibit:
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


def activity_register(asker: Asker, *, activity_id: str, as_table: bool = False) -> Exhibit:
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


def activity_schools(asker: Asker, *, activity_id: str) -> Exhibit:
    """The schools taking part in one activity, as a list."""
    now, name = ask_whole(asker, "activity_schools", activity_id), activity_name(asker, activity_id)
    said = sentences.on_activity_schools(now.frame)
    return Exhibit(f"Schools taking part: {name}", now, None, said, asker.settings, _whole_activity(name))


def whole(asker: Asker, activity_id: str) -> dict[str, Any]:
    """What is asked of an activity's own page: everything, whatever the filters say, but for the academic year.

    Independent schools stay as chosen, as they say which schools count for the hub.
    """
    return {
        "activity_id": activity_id,
        "period": "year",
        "la_codes": asker.settings.la_codes,
        "phases": (ALL_PHASES, *PHASES),
        "strands": asker.settings.strand_codes,
        "light_touch": True,
    }


def ask_whole(asker: Asker, query: str, activity_id: str) -> Result:
    """Ask a query of one activity as a whole."""
    return asker.ask(query, **whole(asker, activity_id))


def activity_name(asker: Asker, activity_id: str) -> str:
    """Give an activity's name."""
    return str(ask_whole(asker, "activity_facts", activity_id).frame.iloc[0]["activity"])


def _whole_activity(name: str) -> tuple[tuple[str, str], ...]:
    return (("Activity", name), ("Sessions", "From the first to the last, whatever the period"))


def _figure(draw: Callable[..., go.Figure], frame: pd.DataFrame, **options: Any) -> go.Figure | None:
    """Draw a chart, where there is anything to draw: the sentence says so where there is nothing."""
    return None if frame.empty else draw(frame, **options)


def _when(asker: Asker, breakdown: str) -> str:
    return asker.filters.academic_year if breakdown == "term" else asker.filters.period_in_words
