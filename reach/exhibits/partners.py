"""Partners: who leads what, whom they reach, and what nobody leads."""

from reach import formats
from reach.charts import partners as charts
from reach.disclosure import with_columns
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.sentences import partners as sentences


def partner_strands(asker: QueryContext, *, measure: str) -> Exhibit:
    """Activities led, schools reached or people, by lead partner and strand."""
    now = with_columns(asker.ask("partner_strands"), measure)
    figure = None
    if not now.frame.empty:
        figure = charts.partner_grid(now.frame, column="strand", label="strand_name", measure=measure)
    what = formats.column_label(measure)
    title = f"Who leads what: {what.lower()} by partner and strand, {_period(asker)}"
    said = sentences.on_partner_strands(now.frame, measure, is_rounded=now.is_rounded)
    return Exhibit(title, now, figure, said, asker.settings, (("Shown", what),))


def partner_reach(asker: QueryContext, *, measure: str) -> Exhibit:
    """Schools reached, or people, through each lead partner."""
    now = asker.ask("partner_reach")
    figure = None if now.frame.empty else charts.partner_bars(now.frame, measure=measure)
    what = formats.column_label(measure)
    title = f"{what} through each partner, {_period(asker)}"
    said = sentences.on_partner_reach(now.frame, measure, is_rounded=now.is_rounded)
    return Exhibit(title, now, figure, said, asker.settings, (("Shown", what),))


def partner_las(asker: QueryContext) -> Exhibit:
    """Schools reached by lead partner and local authority."""
    now = asker.ask("partner_las")
    figure = None
    if not now.frame.empty:
        figure = charts.partner_grid(now.frame, column="la_code", label="la_name", measure="reached", has_zeros=True)
    title = f"Schools reached by partner and local authority, {_period(asker)}"
    return Exhibit(title, now, figure, sentences.on_partner_las(now.frame), asker.settings)


def activities_without_lead(asker: QueryContext) -> Exhibit:
    """Activities without a lead partner."""
    now = asker.ask("activities_without_lead")
    title = f"Activities without a lead, {_period(asker)}"
    return Exhibit(title, now, None, sentences.on_activities_without_lead(now.frame), asker.settings)


def idle_partners(asker: QueryContext) -> Exhibit:
    """Partners without an activity this year."""
    now = asker.ask("idle_partners")
    title = f"Partners that lead nothing, {asker.filters.academic_year}"
    return Exhibit(title, now, None, sentences.on_idle_partners(now.frame), asker.settings)


def _period(asker: QueryContext) -> str:
    return asker.filters.period_in_words
