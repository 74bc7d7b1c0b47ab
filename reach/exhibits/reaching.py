"""Reach, the ladder, standing and the trend: what Overview and Reach show."""

from reach import sentences, theme
from reach.charts import reaching as charts
from reach.exhibit import Exhibit
from reach.exhibits.broken_down import BY_LA, BY_PHASE, with_known_columns
from reach.exhibits.query_context import QueryContext


def reach_by_la(context: QueryContext, *, as_share: bool = True) -> Exhibit:
    """Reach by local authority, against last year."""
    now, before = context.ask("reach_by_la"), context.ask_last_year("reach_by_la")
    chart = charts.reach_bars(
        now.frame,
        by="la_code",
        label="la_name",
        as_share=as_share,
        colours=theme.la_colours(context.settings),
        last_year=before.frame,
        last_year_name=context.last_year_in_words,
    )
    sentence = sentences.on_reach(now.frame, "la_name", before.frame)
    return Exhibit(f"Reach by local authority, {_period(context)}", now, chart, sentence, context.settings)


def reach_by_phase(context: QueryContext, *, as_share: bool = True) -> Exhibit:
    """Reach by phase, against last year."""
    now, before = context.ask("reach_by_phase"), context.ask_last_year("reach_by_phase")
    chart = charts.reach_bars(
        now.frame,
        by="phase",
        label="phase",
        as_share=as_share,
        last_year=before.frame,
        last_year_name=context.last_year_in_words,
    )
    sentence = sentences.on_reach(now.frame, "phase", before.frame)
    return Exhibit(f"Reach by phase, {_period(context)}", now, chart, sentence, context.settings)


def reach_by_la_phase(context: QueryContext) -> Exhibit:
    """Reach by local authority and phase, crossed."""
    now = context.ask("reach_by_la_phase")
    title = f"Reach by local authority and phase, {_period(context)}"
    sentence = sentences.on_reach_crossed(now.frame)
    return Exhibit(title, now, charts.reach_heat_map(now.frame), sentence, context.settings)


def ladder_by_la(context: QueryContext) -> Exhibit:
    """The gap between signing up, attending and completing, by local authority."""
    now = with_known_columns(context.ask("ladder_by_group", breakdown="la"), "la")
    chart = charts.ladder(now.frame, by="la_code", label="la_name")
    sentence = sentences.on_ladder(now.frame, "la_name")
    return Exhibit(f"From signing up to completing, {_period(context)}", now, chart, sentence, context.settings, BY_LA)


def ladder_by_phase(context: QueryContext) -> Exhibit:
    """The gap between signing up, attending and completing, by phase."""
    now = with_known_columns(context.ask("ladder_by_group", breakdown="phase"), "phase")
    chart = charts.ladder(now.frame, by="phase", label="phase")
    sentence = sentences.on_ladder(now.frame, "phase")
    title = f"From signing up to completing by phase, {_period(context)}"
    return Exhibit(title, now, chart, sentence, context.settings, BY_PHASE)


def standing_by_la(context: QueryContext) -> Exhibit:
    """New, sustained, re-engaged, lapsed and never reached schools, by local authority."""
    now = with_known_columns(context.ask("standing_by_group", breakdown="la"), "la")
    title = f"New, sustained and lapsed schools, {context.filters.academic_year}"
    return Exhibit(title, now, charts.standing(now.frame), sentences.on_standing(now.frame), context.settings, BY_LA)


def reach_trend(context: QueryContext) -> Exhibit:
    """Reach term by term, against last year and the years before."""
    now = context.ask("reach_trend")
    year = context.filters.academic_year
    chart = charts.trend(now.frame, academic_year=year, last_year=context.last_year)
    sentence = sentences.on_trend(now.frame, context.filters, context.last_year)
    return Exhibit(f"Reach term by term, {year} and the years before", now, chart, sentence, context.settings)


def _period(context: QueryContext) -> str:
    return context.filters.period_in_words
