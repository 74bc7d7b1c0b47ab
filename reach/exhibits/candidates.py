"""Candidates for teaching mathematics: by stage, by group, by cohort, and how long they take."""

from reach.charts import candidates as charts
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.sentences import candidates as sentences

BREAKDOWNS = {"route": "route", "la": "local authority", "phase": "phase"}


def candidate_flow(asker: QueryContext) -> Exhibit:
    """Candidates who came to each stage in the period, against last year."""
    now, before = asker.ask("candidate_flow"), asker.ask_last_year("candidate_flow")
    chart = None
    if now.frame["candidates"].any() or before.frame["candidates"].any():
        chart = charts.candidate_flow(now.frame, before.frame, asker.last_year_in_words)
    title = f"Candidates who came to each stage in {_period(asker)}"
    said = sentences.on_flow(now.frame, before.frame, asker.last_year_in_words)
    return Exhibit(title, now, chart, said, asker.settings)


def candidate_funnel(asker: QueryContext) -> Exhibit:
    """How far those who were first heard of in the period have come."""
    now = asker.ask("candidate_funnel", breakdown="total")
    chart = None if now.frame.empty else charts.candidate_funnel(now.frame)
    title = f"From stage to stage: the candidates of {_period(asker)} that went on, so far"
    return Exhibit(title, now, chart, sentences.on_funnel(now.frame), asker.settings)


def candidate_groups(asker: QueryContext, *, breakdown: str) -> Exhibit:
    """How far they have come, by route, local authority or phase."""
    now = asker.ask("candidate_funnel", breakdown=breakdown)
    chart = None if now.frame.empty else charts.candidate_grid(now.frame)
    words = BREAKDOWNS[breakdown]
    title = f"The candidates of {_period(asker)} by {words} and stage, so far"
    return Exhibit(title, now, chart, sentences.on_groups(now.frame), asker.settings, (("By", words),))


def candidate_cohorts(asker: QueryContext) -> Exhibit:
    """How far the candidates of each year have come."""
    now = asker.ask("candidate_funnel", breakdown="cohort")
    chart = None if now.frame.empty else charts.candidate_grid(now.frame)
    title = f"Cohorts year on year, up to {asker.filters.academic_year}"
    said = sentences.on_cohorts(now.frame)
    return Exhibit(title, now, chart, said, asker.settings, (("By", "cohort"),))


def candidate_times(asker: QueryContext) -> Exhibit:
    """How long candidates take from stage to stage."""
    now = asker.ask("candidate_times")
    chart = charts.candidate_times(now.frame) if now.frame["candidates"].any() else None
    title = f"Days from stage to stage, {_period(asker)}"
    return Exhibit(title, now, chart, sentences.on_times(now.frame), asker.settings)


def _period(asker: QueryContext) -> str:
    return asker.filters.period_in_words
