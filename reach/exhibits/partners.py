"""Partners: who leads what, whom they reach, and what nobody leads."""

from reach import formats
from reach.charts import partners as charts
from reach.disclosure import with_columns
from reach.exhibit import Exhibit
from reach.exhibits.query_context import QueryContext
from reach.exhibits.sum_notes import with_sum_against
from reach.measures import MEASURES
from reach.queries import Result
from reach.sentences import partners as sentences


def partner_strands(context: QueryContext, *, measure: str) -> Exhibit:
    """Activities led, schools reached or people, by lead partner and strand."""
    now = with_columns(context.ask("partner_strands"), measure)
    chart = None
    if not now.frame.empty:
        chart = charts.partner_grid(now.frame, column="strand", label="strand_name", measure=measure)
    what = MEASURES[measure].label
    title = f"Who leads what: {what.lower()} by partner and strand, {context.period_in_words}"
    sentence = sentences.on_partner_strands(now.frame, measure, is_rounded=now.is_rounded)
    if measure != "activities":
        sentence = _with_sum_of_partners(context, sentence, now, measure, "partners or strands")
    return Exhibit(title, now, chart, sentence, context.settings, (("Shown", what),))


def partner_reach(context: QueryContext, *, measure: str) -> Exhibit:
    """Schools reached, or people, through each lead partner."""
    now = context.ask("partner_reach")
    chart = None if now.frame.empty else charts.partner_bars(now.frame, measure=measure)
    what = MEASURES[measure].label
    title = f"{what} through each partner, {context.period_in_words}"
    sentence = sentences.on_partner_reach(now.frame, measure, is_rounded=now.is_rounded)
    sentence = _with_sum_of_partners(context, sentence, now, measure, "partners")
    return Exhibit(title, now, chart, sentence, context.settings, (("Shown", what),))


def partner_las(context: QueryContext) -> Exhibit:
    """Schools reached by lead partner and local authority."""
    now = context.ask("partner_las")
    chart = None
    if not now.frame.empty:
        chart = charts.partner_grid(now.frame, column="la_code", label="la_name", measure="reached", has_zeros=True)
    title = f"Schools reached by partner and local authority, {context.period_in_words}"
    sentence = _with_sum_of_partners(context, sentences.on_partner_las(now.frame), now, "reached", "partners")
    return Exhibit(title, now, chart, sentence, context.settings)


def activities_without_lead(context: QueryContext) -> Exhibit:
    """Activities without a lead partner."""
    now = context.ask("activities_without_lead")
    title = f"Activities without a lead, {context.period_in_words}"
    return Exhibit(title, now, None, sentences.on_activities_without_lead(now.frame), context.settings)


def idle_partners(context: QueryContext) -> Exhibit:
    """Partners without an activity this year."""
    now = context.ask("idle_partners")
    title = f"Partners that lead nothing, {context.this_year.in_words}"
    return Exhibit(title, now, None, sentences.on_idle_partners(now.frame), context.settings)


def _with_sum_of_partners(context: QueryContext, sentence: str, now: Result, measure: str, several: str) -> str:
    who = {"reached": "A school reached", "people": "A person who came"}[measure]
    led = now.frame[now.frame[measure].ne(0)]["partner"]
    also = ", or also without a lead," if (led == formats.NO_LEAD).any() else ""
    why = f"{who} through several {several}{also} counts for each"
    return with_sum_against(
        context,
        sentence,
        now.frame[measure],
        lambda total: total[f"{measure}_in_total"].max(),
        MEASURES[measure].several,
        why,
        query="partner_reach",
        is_rounded=now.is_rounded and measure == "people",
    )
