"""Reach, the ladder, standing and the trend: what Overview and Reach show."""

import pandas as pd

from reach import sentences, theme
from reach.charts import reaching as charts
from reach.exhibit import Exhibit
from reach.exhibits.broken_down import BY_LA, BY_PHASE, with_known_columns
from reach.exhibits.query_context import QueryContext
from reach.queries import Result
from reach.sentences.sums import SCHOOL_PHASES, with_sum


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
    without_programme = _phases_without_programme(context, now)
    chart = charts.reach_bars(
        now.frame,
        by="phase",
        label="phase",
        as_share=as_share,
        last_year=before.frame,
        last_year_name=context.last_year_in_words,
        without_programme=without_programme,
    )
    finding = sentences.on_reach_by_phase(now.frame, before.frame, without_programme)
    sentence = _with_sum_of_schools(context, finding, now.frame)
    return Exhibit(f"Reach by phase, {context.period_in_words}", now, chart, sentence, context.settings)


def _phases_without_programme(context: QueryContext, answer: Result) -> list[str]:
    """Return the phases of an answer that no programme of the chosen strands is for."""
    chosen = context.filters
    served = {
        phase
        for each in context.settings.programmes
        if each.strand in chosen.strands and (chosen.light_touch or not each.light_touch)
        for phase in each.phases
    }
    # A programme that the hub no longer has can have reached schools in earlier years.
    frame = answer.frame[answer.frame["reached"] == 0]
    return [str(phase) for phase in frame["phase"].unique() if phase not in served]


def reach_by_la_phase(context: QueryContext) -> Exhibit:
    """Reach by local authority and phase, crossed."""
    now = context.ask("reach_by_la_phase")
    title = f"Reach by local authority and phase, {context.period_in_words}"
    sentence = _with_sum_of_schools(context, sentences.on_reach_crossed(now.frame), now.frame)
    return Exhibit(title, now, charts.reach_heat_map(now.frame), sentence, context.settings)


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
    now = with_known_columns(context.ask("ladder_by_group", breakdown="phase"), "phase")
    chart = charts.ladder(now.frame, by="phase", label="phase")
    of_phases = now.frame.drop_duplicates("phase")
    sentence = _with_sum_of_schools(context, sentences.on_ladder(now.frame, "phase"), of_phases)
    title = f"How far schools have come by phase, {context.period_in_words}"
    return Exhibit(title, now, chart, sentence, context.settings, BY_PHASE)


def _with_sum_of_schools(context: QueryContext, sentence: str, parts: pd.DataFrame) -> str:
    total = context.ask("reach_total").frame["schools"].sum()
    return with_sum(sentence, parts["schools"], total, "schools", SCHOOL_PHASES)


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
    sentence = sentences.on_trend(now.frame, context.shown(year, latest), before)
    title = f"Reach term by term, {context.this_year.in_words} and the years before"
    return Exhibit(title, now, chart, sentence, context.settings)
