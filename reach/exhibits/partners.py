"""Partners: who leads what, whom they reach, and what nobody leads."""

from reach import columns
from reach.charts import partners as charts
from reach.disclosure import with_columns
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.sentences import partners as sentences


def partner_strands(context: QueryContext, *, measure: str) -> Exhibit:
    """Activities led, schools reached or people, by lead partner and strand."""
    now = with_columns(context.ask("partner_strands"), measure)
    chart = None
    if not now.frame.empty:
        chart = charts.partner_grid(now.frame, column="strand", label="strand_name", measure=measure)
    what = columns.label(measure)
    title = f"Who leads what: {what.lower()} by partner and strand, {_period(context)}"
    sentence = sentences.on_partner_strands(now.frame, measure, is_rounded=now.is_rounded)
    return Exhibit(title, now, chart, sentence, context.settings, (("Shown", what),))


def partner_reach(context: QueryContext, *, measure: str) -> Exhibit:
    """Schools reached, or people, through each lead partner."""
    now = context.ask("partner_reach")
    chart = None if now.frame.empty else charts.partner_bars(now.frame, measure=measure)
    what = columns.label(measure)
    title = f"{what} through each partner, {_period(context)}"
    sentence = sentences.on_partner_reach(now.frame, measure, is_rounded=now.is_rounded)
    return Exhibit(title, now, chart, sentence, context.settings, (("Shown", what),))


def partner_las(context: QueryContext) -> Exhibit:
    """Schools reached by lead partner and local authority."""
    now = context.ask("partner_las")
    chart = None
    if not now.frame.empty:
        chart = charts.partner_grid(now.frame, column="la_code", label="la_name", measure="reached", has_zeros=True)
    title = f"Schools reached by partner and local authority, {_period(context)}"
    return Exhibit(title, now, chart, sentences.on_partner_las(now.frame), context.settings)


def activities_without_lead(context: QueryContext) -> Exhibit:
    """Activities without a lead partner."""
    now = context.ask("activities_without_lead")
    title = f"Activities without a lead, {_period(context)}"
    return Exhibit(title, now, None, sentences.on_activities_without_lead(now.frame), context.settings)


def idle_partners(context: QueryContext) -> Exhibit:
    """Partners without an activity this year."""
    now = context.ask("idle_partners")
    title = f"Partners that lead nothing, {context.filters.academic_year}"
    return Exhibit(title, now, None, sentences.on_idle_partners(now.frame), context.settings)


def _period(context: QueryContext) -> str:
    return context.filters.period_in_words
