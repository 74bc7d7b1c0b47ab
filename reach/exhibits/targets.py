"""Targets: against reach so far, where the year may end, and how well the projection did before."""

import pandas as pd

from reach.charts import targets as charts
from reach.charts.chart_notes import mark_moments
from reach.exhibit import Exhibit
from reach.exhibits.chart_notes import NoteScope, with_chart_notes
from reach.exhibits.query_context import QueryContext
from reach.filters import FALLS_BACK
from reach.sentences import targets as sentences


def targets_and_reach(context: QueryContext) -> Exhibit:
    """Each target of the year against reach so far."""
    now = context.ask("targets_and_reach", period="year", other_period=context.before("year").period)
    is_running = context.this_year.is_running
    chart = (
        None
        if now.frame.empty
        else charts.bullets(now.frame, last_year=context.before("year").in_words, is_running=is_running)
    )
    title = f"Targets and reach, {context.this_year.in_words}"
    return Exhibit(title, now, chart, sentences.on_targets(now.frame, is_running=is_running), context.settings)


def target_outlook(context: QueryContext, *, week: int | None) -> Exhibit:
    """Where the year may end for each target."""
    now = context.ask("target_outlook", period="year", week=week)
    chart = None if now.frame.empty else charts.outlooks(now.frame)
    title = f"Will we make it? Each target of {context.filters.academic_year}"
    has_targets = not context.ask("targets_and_reach", period="year").frame.empty
    sentence = sentences.on_outlooks(now.frame, has_targets=has_targets)
    return Exhibit(title, now, chart, sentence, context.settings, _looked_back(week))


def target_weeks(context: QueryContext, *, target: str, week: int | None) -> Exhibit:
    """How reach grows week by week, this year and earlier ones, against one target."""
    year = context.filters.academic_year
    now = context.ask("target_weeks", period="year", target=target)
    rows = context.ask("target_outlook", period="year", week=week).frame
    outlook = rows[rows["target"] == target].iloc[0]
    title = f"{target}: week by week, {context.this_year.in_words} and earlier years"
    sentence = sentences.on_outlook(outlook, can_fall_back=context.filters.counted_as in FALLS_BACK)
    if pd.notna(outlook["expected"]):
        tested = context.ask("outlook_in_earlier_years", period="year", week=week).frame
        sentence = f"{sentence} {sentences.on_test(tested)}"
    chart = charts.weeks(now.frame, outlook, academic_year=year)
    exhibit = Exhibit(title, now, chart, sentence, context.settings, (("Target", target), *_looked_back(week)))
    scope = _scope_of(context, target)
    return with_chart_notes(context, exhibit, by=("week",), mark=mark_moments, scope=scope)


def outlook_in_earlier_years(context: QueryContext, *, week: int | None) -> Exhibit:
    """The same projection in earlier years, against how they ended."""
    now = context.ask("outlook_in_earlier_years", period="year", week=week)
    title = f"What the projection would have said in the years before {context.filters.academic_year}"
    return Exhibit(title, now, None, sentences.on_test(now.frame), context.settings, _looked_back(week))


def target_list(context: QueryContext) -> Exhibit:
    """All targets of all years, with their source and place of entry."""
    now = context.ask("target_list", period="year")
    return Exhibit("All targets that stand", now, None, sentences.on_target_list(now.frame), context.settings)


def _scope_of(context: QueryContext, target: str) -> NoteScope:
    """Return what a target of the chosen year is of."""
    asked = context.ask_if_recorded("target_list", period="year")
    targets = pd.DataFrame(columns=["academic_year", "target"]) if asked is None else asked.frame
    found = targets[(targets["academic_year"] == context.filters.academic_year) & (targets["target"] == target)]
    if found.empty:
        return NoteScope()
    row = found.astype(object).where(found.notna(), None).iloc[0]
    return NoteScope(row["la_code"], row["strand"], row["programme_code"])


def _looked_back(week: int | None) -> tuple[tuple[str, str], ...]:
    return () if week is None else (("At the end of week", str(week)),)
