"""Candidates for teaching mathematics: by stage, by group, by cohort, and how long they take."""

from reach.charts import candidates as charts
from reach.exhibit import Exhibit
from reach.exhibits.last_year import with_last_year
from reach.exhibits.query_context import QueryContext
from reach.sentences import candidates as sentences

BREAKDOWNS = {"route": "route", "la": "local authority", "phase": "phase"}


def candidate_flow(context: QueryContext) -> Exhibit:
    """Candidates who came to each stage in the period, against last year."""
    now, before = context.ask("candidate_flow"), context.ask_last_year("candidate_flow")
    chart = None
    if now.frame["candidates"].any() or before.frame["candidates"].any():
        chart = charts.candidate_flow(now.frame, before.frame, context.last_year_in_words)
    title = f"Candidates who came to each stage in {context.period_in_words}"
    sentence = sentences.on_flow(now.frame, before.frame, context.last_year_in_words)
    shown = with_last_year(now, before, context.then, by="stage", measure="candidates")
    return Exhibit(title, shown, chart, sentence, context.settings)


def candidate_funnel(context: QueryContext) -> Exhibit:
    """How far those who were first heard of in the period have come."""
    now = context.ask("candidate_funnel", breakdown="total")
    chart = None if now.frame.empty else charts.candidate_funnel(now.frame)
    title = f"From stage to stage: the candidates of {context.period_in_words} that have gone on by now"
    return Exhibit(title, now, chart, sentences.on_funnel(now.frame), context.settings)


def candidate_groups(context: QueryContext, *, breakdown: str) -> Exhibit:
    """How far they have come, by route, local authority or phase."""
    now = context.ask("candidate_funnel", breakdown=breakdown)
    chart = None if now.frame.empty else charts.candidate_grid(now.frame)
    words = BREAKDOWNS[breakdown]
    title = f"The candidates of {context.period_in_words} by {words} and stage by now"
    return Exhibit(title, now, chart, sentences.on_groups(now.frame), context.settings, (("By", words),))


def candidate_cohorts(context: QueryContext) -> Exhibit:
    """How far the candidates of each year have come."""
    now = context.ask("candidate_funnel", breakdown="cohort")
    chart = None if now.frame.empty else charts.candidate_grid(now.frame)
    title = f"Cohorts year on year, up to {context.this_year.in_words}"
    sentence = sentences.on_cohorts(now.frame, context.this_year)
    return Exhibit(title, now, chart, sentence, context.settings, (("By", "cohort"),))


def candidate_times(context: QueryContext) -> Exhibit:
    """How long candidates take from stage to stage."""
    now = context.ask("candidate_times")
    chart = charts.candidate_times(now.frame) if now.frame["candidates"].any() else None
    title = f"Days from stage to stage, {context.period_in_words}"
    return Exhibit(title, now, chart, sentences.on_times(now.frame), context.settings)
