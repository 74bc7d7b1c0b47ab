"""Strands: what each did, its programmes, support from school to school, leaders, pupils."""

from typing import Any

from reach import theme
from reach.charts import strands as charts
from reach.exhibit import Exhibit
from reach.exhibits.last_year import with_last_year
from reach.exhibits.query_context import QueryContext
from reach.exhibits.ranked import ranked
from reach.exhibits.sum_notes import with_sum_against
from reach.measures import MEASURES
from reach.queries import Result
from reach.sentences import strands as sentences
from reach.sentences.sums import SCHOOL_PHASES, with_sum

SUPPORT_BREAKDOWNS = {"la": "local authority", "phase": "phase"}


def strand_bars(context: QueryContext, *, measure: str, is_ranked: bool = False) -> Exhibit:
    """One measure of all strands, against last year and target. is_ranked: the highest stands first."""
    now, before = context.ask("strand_panels"), context.ask_last_year("strand_panels")
    if is_ranked:
        now = ranked(now, measure)
    chart = None
    if not now.frame.empty:
        chart = charts.strand_bars(
            now.frame, measure, before.frame, context.last_year_in_words, low_rows=now.low_rows(measure)
        )
    what = MEASURES[measure].label
    sentence = sentences.on_strands(
        now.frame,
        before.frame,
        measure,
        context.last_year_in_words,
        is_rounded=now.is_rounded,
        is_running=context.now.is_running,
        low_rows=now.low_rows(measure),
    )
    if measure == "reached":
        why = "A school reached by several strands counts in each"
        sentence = _with_sum_of_all(context, sentence, now, measure, "schools", why, query="reach_total")
    elif measure == "people":
        why = "A person who came to several strands counts in each"
        sentence = _with_sum_of_all(context, sentence, now, measure, "people", why, query="people_total")
    bases = ("schools",) if measure == "reached" else ()
    shown = with_last_year(now, before, context.then, by="strand", measure=measure, bases=bases)
    return Exhibit(
        f"{what} by strand, {context.period_in_words}", shown, chart, sentence, context.settings, (("Shown", what),)
    )


def programme_reach(context: QueryContext, *, strands: tuple[str, ...]) -> Exhibit:
    """The programmes of some strands, by the schools that they reached."""
    now, before = (ask("programme_reach", strands=strands) for ask in (context.ask, context.ask_last_year))
    chart = None
    if not now.frame.empty:
        chart = charts.programme_bars(now.frame, before.frame, context.last_year_in_words)
    title = f"Programmes by schools reached, {context.period_in_words}"
    sentence = sentences.on_programmes(now.frame, before.frame, context.last_year_in_words)
    why = "A school reached by several programmes counts in each"
    sentence = _with_sum_of_all(context, sentence, now, "reached", "schools", why, query="reach_total", strands=strands)
    shown = with_last_year(now, before, context.then, by="programme_name", measure="reached", bases=("schools",))
    return Exhibit(title, shown, chart, sentence, context.settings)


def support_days(context: QueryContext, *, breakdown: str, strands: tuple[str, ...] | None = None) -> Exhibit:
    """Days of school-to-school support given and received, for programmes of some strands, else of those chosen."""
    now = context.ask("support_days", breakdown=breakdown, strands=strands or context.filters.strands)
    chart = charts.support_bars(now.frame) if now.frame["supports"].any() else None
    title = f"Days of support given and received by {SUPPORT_BREAKDOWNS[breakdown]}, {context.period_in_words}"
    sentence = sentences.on_support_days(now.frame, breakdown)
    shown = (("By", SUPPORT_BREAKDOWNS[breakdown]),)
    return Exhibit(title, now, chart, sentence, context.settings, shown)


def support_flows(context: QueryContext, *, strands: tuple[str, ...] | None = None) -> Exhibit:
    """Who supports whom, by local authority, for programmes of some strands, else of those chosen."""
    now = context.ask("support_flows", strands=strands or context.filters.strands)
    by_code = theme.la_colours(context.settings)
    colours = {
        name: by_code[code] for code, name in zip(context.settings.la_codes, context.settings.la_names, strict=True)
    }
    chart = None if now.frame.empty else charts.support_flows(now.frame, colours)
    title = f"Who supports whom, in days, {context.period_in_words}"
    return Exhibit(title, now, chart, sentences.on_support_flows(now.frame), context.settings)


def leaders_by_la_phase(context: QueryContext) -> Exhibit:
    """Schools with a leader trained, by local authority and phase."""
    now = context.ask("leaders_by_la_phase", strands=context.settings.strands_with_role("leadership"))
    chart = None if now.frame.empty else charts.leader_grid(now.frame)
    title = f"Schools with a leader trained, up to {context.period_in_words}"
    sentence = sentences.on_leaders(now.frame)
    if now.frame["phase"].nunique() > 1:
        sentence = with_sum(sentence, now.frame["schools"], None, "schools", SCHOOL_PHASES)
    return Exhibit(title, now, chart, sentence, context.settings)


def pupils_by_la_phase(context: QueryContext) -> Exhibit:
    """Pupils brought to enrichment, by local authority and phase."""
    strands = context.settings.strands_with_role("enrichment")
    now = context.ask("pupils_by_la_phase", strands=strands)
    chart = None if now.frame.empty else charts.pupil_grid(now.frame)
    title = f"Pupils brought, by local authority and phase, {context.period_in_words}"
    sentence = sentences.on_pupils(now.frame)
    if now.frame["phase"].nunique() > 1:
        why = f"{SCHOOL_PHASES} with its pupils"
        sentence = _with_sum_of_all(
            context, sentence, now, "pupils", "pupils", why, query="strand_panels", strands=strands
        )
    return Exhibit(title, now, chart, sentence, context.settings)


def pupils_by_fifth(context: QueryContext) -> Exhibit:
    """Pupils brought to enrichment, by how disadvantaged their schools are."""
    now = context.ask("pupils_by_fifth", strands=context.settings.strands_with_role("enrichment"))
    chart = charts.fifth_bars(now.frame) if now.frame["pupils"].any() else None
    title = f"Pupils brought, by disadvantage of their school, {context.period_in_words}"
    return Exhibit(title, now, chart, sentences.on_fifths(now.frame), context.settings)


def _with_sum_of_all(
    context: QueryContext, sentence: str, now: Result, measure: str, unit: str, why: str, *, query: str, **changes: Any
) -> str:
    """Return a sentence, and why a measure's parts add up to more than a query has of it."""
    return with_sum_against(
        context,
        sentence,
        now.frame[measure],
        lambda total: total[measure].sum(),
        unit,
        why,
        query=query,
        is_rounded=now.is_rounded and measure != "reached",
        **changes,
    )
