"""Reach, the ladder, standing and the trend: what Overview and Reach show."""

import pandas as pd

from reach import sentences, theme
from reach.charts import reaching as charts
from reach.exhibit import Exhibit
from reach.exhibits.broken_down import BY_LA, BY_PHASE, with_known_columns
from reach.exhibits.query_context import QueryContext
from reach.exhibits.sum_notes import with_sum_against
from reach.exhibits.without_programme import mark_without_programme
from reach.sentences.sums import SCHOOL_PHASES


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
    return Exhibit(f"Reach by local authority, {context.period_in_words}", now, chart, sentence, context.settings)


def reach_by_phase(context: QueryContext, *, as_share: bool = True) -> Exhibit:
    """Reach by phase, against last year."""
    now, before = context.ask("reach_by_phase"), context.ask_last_year("reach_by_phase")
    now, without_programme = mark_without_programme(context, now, now.frame["reached"], ["reached", "reach"])
    chart = charts.reach_bars(
        now.frame,
        by="phase",
        label="phase",
        as_share=as_share,
        last_year=before.frame,
        last_year_name=context.last_year_in_words,
        without_programme=without_programme,
    )
    said = sentences.on_reach_by_phase(now.frame, before.frame, without_programme)
    sentence = _with_sum_of_schools(context, said, now.frame)
    return Exhibit(f"Reach by phase, {context.period_in_words}", now, chart, sentence, context.settings)


def reach_by_la_phase(context: QueryContext) -> Exhibit:
    """Reach by local authority and phase, crossed."""
    answer = context.ask("reach_by_la_phase")
    now, without_programme = mark_without_programme(context, answer, answer.frame["reached"], ["reached", "reach"])
    title = f"Reach by local authority and phase, {context.period_in_words}"
    said = sentences.on_reach_crossed(now.frame, without_programme)
    sentence = _with_sum_of_schools(context, said, now.frame)
    chart = charts.reach_heat_map(now.frame, without_programme)
    return Exhibit(title, now, chart, sentence, context.settings)


def ladder_by_la(context: QueryContext) -> Exhibit:
    """The gap between signing up, attending and completing, by local authority."""
    now = with_known_columns(context.ask("ladder_by_group", breakdown="la"), "la")
    chart = charts.ladder(now.frame, by="la_code", label="la_name")
    sentence = sentences.on_ladder(now.frame, "la_name")
    return Exhibit(
        f"How far schools have come, {context.period_in_words}",
        now,
        chart,
        sentence,
        context.settings,
        BY_LA,
    )


def ladder_by_phase(context: QueryContext) -> Exhibit:
    """The gap between signing up, attending and completing, by phase."""
    answer = with_known_columns(context.ask("ladder_by_group", breakdown="phase"), "phase")
    came = answer.frame["schools_on_rung"].where(answer.frame["rung"] != "not_reached", 0)
    columns = ["schools_on_rung", "schools_at_least", "share_at_least"]
    now, without_programme = mark_without_programme(context, answer, came, columns)
    chart = charts.ladder(now.frame, by="phase", label="phase", without_programme=without_programme)
    of_phases = now.frame.drop_duplicates("phase")
    said = sentences.on_ladder_by_phase(now.frame, without_programme)
    sentence = _with_sum_of_schools(context, said, of_phases)
    title = f"How far schools have come by phase, {context.period_in_words}"
    return Exhibit(title, now, chart, sentence, context.settings, BY_PHASE)


def _with_sum_of_schools(context: QueryContext, sentence: str, parts: pd.DataFrame) -> str:
    return with_sum_against(
        context,
        sentence,
        parts["schools"],
        lambda total: total["schools"].sum(),
        "schools",
        SCHOOL_PHASES,
        query="reach_total",
    )


def standing_by_la(context: QueryContext) -> Exhibit:
    """New, sustained, re-engaged, lapsed and never reached schools, by local authority."""
    now = with_known_columns(context.ask("standing_by_group", breakdown="la"), "la")
    away = "not yet back" if context.this_year.is_running else "lapsed"
    title = f"New, sustained and {away} schools, {context.this_year.in_words}"
    return Exhibit(title, now, charts.standing(now.frame), sentences.on_standing(now.frame), context.settings, BY_LA)


def reach_trend(context: QueryContext) -> Exhibit:
    """Reach term by term, against last year and the years before."""
    now = context.ask("reach_trend")
    year = context.filters.academic_year
    terms = now.frame[now.frame["academic_year"] == year]["period"]
    latest = str(terms.iloc[-1]) if len(terms) else "autumn"
    before = context.before(latest)
    chart = charts.trend(now.frame, academic_year=year, last_year=context.last_year, same_date=before.year_in_words)
    sentence = sentences.on_trend(now.frame, context.shown(year, latest), before, now.as_at)
    title = f"Reach term by term, {context.this_year.in_words} and the years before"
    return Exhibit(title, now, chart, sentence, context.settings)
