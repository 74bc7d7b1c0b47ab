"""Reach, the ladder, standing and the trend: what Overview and Reach show."""

from collections.abc import Mapping

import pandas as pd

from reach import formats, sentences, theme
from reach.charts import reaching as charts
from reach.exhibit import Exhibit
from reach.exhibits.broken_down import BY_LA, BY_PHASE, with_known_columns
from reach.exhibits.chart_notes import with_chart_notes
from reach.exhibits.last_year import with_reach_last_year
from reach.exhibits.query_context import QueryContext
from reach.exhibits.ranked import ranked
from reach.exhibits.sum_notes import with_sum_against
from reach.exhibits.totals import (
    Row,
    england_row,
    hub_row,
    name_of_all,
    totals_of,
    with_england_in_words,
    with_hub,
    with_hub_and_england,
    with_rows,
)
from reach.exhibits.without_programme import mark_without_programme
from reach.queries import Result
from reach.sentences.reaching import on_ever_reached
from reach.sentences.sums import SCHOOL_PHASES


def reach_by_la(context: QueryContext, *, as_share: bool = True, is_ranked: bool = False) -> Exhibit:
    """Reach by local authority, against last year. is_ranked: the highest stands first."""
    now, before = context.ask("reach_by_la"), context.ask_last_year("reach_by_la")
    if is_ranked:
        now = ranked(now, "reach" if as_share else "reached")
    all_before = with_hub(context, before, label="la_name")
    shown = with_reach_last_year(context, with_hub_and_england(context, now, label="la_name"), all_before, by="la_name")
    chart = charts.reach_bars(
        shown.frame,
        by="la_code",
        label="la_name",
        as_share=as_share,
        colours=theme.la_colours(context.settings),
        last_year=all_before.frame,
        last_year_name=context.last_year_in_words,
        totals=totals_of(shown, now, "la_name"),
    )
    sentence = with_england_in_words(context, sentences.on_reach(now.frame, "la_name", before.frame))
    return Exhibit(f"Reach by local authority, {context.period_in_words}", shown, chart, sentence, context.settings)


def reach_by_phase(context: QueryContext, *, as_share: bool = True) -> Exhibit:
    """Reach by phase, against last year."""
    now, before = context.ask("reach_by_phase"), context.ask_last_year("reach_by_phase")
    now, without_programme = mark_without_programme(context, now, now.frame["reached"], ["reached", "reach"])
    all_before = with_hub(context, before, label="phase")
    shown = with_reach_last_year(context, with_hub_and_england(context, now, label="phase"), all_before, by="phase")
    chart = charts.reach_bars(
        shown.frame,
        by="phase",
        label="phase",
        as_share=as_share,
        last_year=all_before.frame,
        last_year_name=context.last_year_in_words,
        without_programme=without_programme,
        totals=totals_of(shown, now, "phase"),
    )
    finding = sentences.on_reach_by_phase(now.frame, before.frame, without_programme)
    sentence = with_england_in_words(context, _with_sum_of_schools(context, finding, now.frame))
    return Exhibit(f"Reach by phase, {context.period_in_words}", shown, chart, sentence, context.settings)


def reach_by_la_phase(context: QueryContext) -> Exhibit:
    """Reach by local authority and phase, crossed, with all phases, the whole hub and England beside them."""
    now = context.ask("reach_by_la_phase")
    shown = _with_margins(context, now, context.now.as_filters)
    then = context.ask_if_recorded("reach_by_la_phase", **context.then.as_filters)
    if then is not None:
        before = _with_margins(context, then, context.then.as_filters)
        shown = with_reach_last_year(context, shown, before, by=("la_name", "phase"))
    # Of all phases nothing is said: some programme is for one of them.
    reached = shown.frame["reached"].where(shown.frame["phase"] != name_of_all(context, "phase"), 1)
    shown, without_programme = mark_without_programme(context, shown, reached, ["reached", "reach"])
    title = f"Reach by local authority and phase, {context.period_in_words}"
    finding = sentences.on_reach_crossed(now.frame, without_programme)
    sentence = with_england_in_words(context, _with_sum_of_schools(context, finding, now.frame))
    chart = charts.reach_heat_map(shown.frame, len(now.frame), without_programme)
    return Exhibit(title, shown, chart, sentence, context.settings)


def _with_margins(context: QueryContext, answer: Result, time: Mapping[str, str]) -> Result:
    """Return an answer by local authority and phase with the rows of all phases, of the whole hub and of England.

    time: the filters of the year and period that the answer is of.
    """
    by_la, by_phase = (context.ask_if_recorded(name, **time) for name in ("reach_by_la", "reach_by_phase"))
    if by_la is None or by_phase is None:
        return answer
    has_las, has_phases = len(by_la.frame) > 1, len(by_phase.frame) > 1
    all_phases, whole_hub = name_of_all(context, "phase"), name_of_all(context, "la_name")
    margins: list[Row] = []
    if has_phases:
        margins += [row | {"phase": all_phases} for row in by_la.frame.to_dict("records")]
    if has_las:
        margins += [row | {"la_name": whole_hub} for row in by_phase.frame.to_dict("records")]
    if has_las and has_phases:
        england = england_row(context, "la_name") if time == context.now.as_filters else None
        rows = [hub_row(context, answer.filters, "la_name"), england]
        margins += [row | {"phase": all_phases} for row in rows if row]
    return with_rows(answer, margins)


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
    columns = ["schools_on_rung", "schools_at_least", "share_at_least", "schools_that_can_complete"]
    now, without_programme = mark_without_programme(context, answer, came, columns)
    chart = charts.ladder(now.frame, by="phase", label="phase", without_programme=without_programme)
    of_phases = now.frame.drop_duplicates("phase")
    finding = sentences.on_ladder_by_phase(now.frame, without_programme)
    sentence = _with_sum_of_schools(context, finding, of_phases)
    title = f"How far schools have come by phase, {context.period_in_words}"
    return Exhibit(title, now, chart, sentence, context.settings, BY_PHASE)


def ever_reached(context: QueryContext, *, breakdown: str = "la") -> Exhibit:
    """Schools reached this year beside those ever reached, by local authority ("la") or phase ("phase")."""
    now = with_known_columns(context.ask("ever_reached_by_group", breakdown=breakdown), breakdown)
    whole = context.ask("ever_reached_by_group").frame
    years = context.ask("recorded_periods").frame["academic_year"]
    since = str(years.min()) if len(years) else context.filters.academic_year
    by, label, chosen = ("phase", "phase", BY_PHASE) if breakdown == "phase" else ("la_code", "la_name", BY_LA)
    total = whole.iloc[0].to_dict() | {label: name_of_all(context, label)} if len(whole) else {}
    shown = with_rows(now, [total]) if len(now.frame) > 1 else now
    this_year, ever = formats.capitalised(context.this_year.in_words), f"Since {since}"
    totals = totals_of(shown, now, label)
    chart = charts.ever_reached(shown.frame, by=by, label=label, this_year=this_year, ever=ever, totals=totals)
    sentence = on_ever_reached(now.frame, whole.iloc[0] if len(whole) else None, label, since, context.this_year)
    if breakdown == "phase":
        sentence = _with_sum_of_schools(context, sentence, now.frame)
    title = f"Schools ever reached by {chosen[0][1]}, {since} to {context.this_year.in_words}"
    return Exhibit(title, shown, chart, sentence, context.settings, chosen)


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
    term = context.shown(year, latest)
    sentence = sentences.on_trend(now.frame, term, before, now.as_at)
    title = f"Reach term by term, {context.this_year.in_words} and the years before"
    exhibit = Exhibit(
        title, now, chart, sentence, context.settings, compared_term=None if context.is_against_whole_year else term
    )
    return with_chart_notes(context, exhibit, by=("period",), mark=charts.mark_terms)
