"""Reach, the ladder, standing and the trend: what Overview and Reach show."""

import pandas as pd

from reach import formats, sentences, theme
from reach.charts import reaching as charts
from reach.exhibit import Exhibit
from reach.exhibits.broken_down import BY_LA, BY_PHASE, with_known_columns
from reach.exhibits.query_context import QueryContext
from reach.exhibits.totals import (
    england_row,
    hub_row,
    name_of_all,
    totals_of,
    with_hub,
    with_hub_and_england,
    with_rows,
)
from reach.queries import Result
from reach.sentences.reaching import on_ever_reached
from reach.sentences.sums import SCHOOL_PHASES, with_sum


def reach_by_la(context: QueryContext, *, as_share: bool = True) -> Exhibit:
    """Reach by local authority, against last year."""
    now, before = context.ask("reach_by_la"), context.ask_last_year("reach_by_la")
    shown = with_hub_and_england(context, now, label="la_name")
    chart = charts.reach_bars(
        shown.frame,
        by="la_code",
        label="la_name",
        as_share=as_share,
        colours=theme.la_colours(context.settings),
        last_year=with_hub(context, before, label="la_name").frame,
        last_year_name=context.last_year_in_words,
        totals=totals_of(shown, now, "la_name"),
    )
    sentence = sentences.on_reach(now.frame, "la_name", before.frame)
    return Exhibit(f"Reach by local authority, {context.period_in_words}", shown, chart, sentence, context.settings)


def reach_by_phase(context: QueryContext, *, as_share: bool = True) -> Exhibit:
    """Reach by phase, against last year."""
    now, before = context.ask("reach_by_phase"), context.ask_last_year("reach_by_phase")
    shown = with_hub_and_england(context, now, label="phase")
    without_programme = _phases_without_programme(context, now)
    chart = charts.reach_bars(
        shown.frame,
        by="phase",
        label="phase",
        as_share=as_share,
        last_year=with_hub(context, before, label="phase").frame,
        last_year_name=context.last_year_in_words,
        without_programme=without_programme,
        totals=totals_of(shown, now, "phase"),
    )
    finding = sentences.on_reach_by_phase(now.frame, before.frame, without_programme)
    sentence = _with_sum_of_schools(context, finding, now.frame)
    return Exhibit(f"Reach by phase, {context.period_in_words}", shown, chart, sentence, context.settings)


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
    """Reach by local authority and phase, crossed, with all phases, the whole hub and England beside them."""
    now = context.ask("reach_by_la_phase")
    shown = _with_margins(context, now)
    title = f"Reach by local authority and phase, {context.period_in_words}"
    sentence = _with_sum_of_schools(context, sentences.on_reach_crossed(now.frame), now.frame)
    chart = charts.reach_heat_map(shown.frame, groups=len(now.frame))
    return Exhibit(title, shown, chart, sentence, context.settings)


def _with_margins(context: QueryContext, now: Result) -> Result:
    """Return an answer by local authority and phase with the rows of all phases, of the whole hub and of England."""
    by_la, by_phase = context.ask("reach_by_la").frame, context.ask("reach_by_phase").frame
    if len(by_la) < 2 and len(by_phase) < 2:
        return now
    all_phases, whole_hub = name_of_all(context, "phase"), name_of_all(context, "la_name")
    margins = []
    if len(by_phase) > 1:
        margins += [row | {"phase": all_phases} for row in by_la.to_dict("records")]
    if len(by_la) > 1:
        margins += [row | {"la_name": whole_hub} for row in by_phase.to_dict("records")]
    if len(by_la) > 1 and len(by_phase) > 1:
        margins.append(hub_row(context, now.filters, "la_name") | {"phase": all_phases})
        if england := england_row(context, "la_name"):
            margins.append(england | {"phase": all_phases})
    return with_rows(now, margins)


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
    sentence = on_ever_reached(now.frame, whole.iloc[0] if len(whole) else None, label, since)
    if breakdown == "phase":
        sentence = _with_sum_of_schools(context, sentence, now.frame)
    title = f"Schools ever reached by {chosen[0][1]}, {since} to {context.this_year.in_words}"
    return Exhibit(title, shown, chart, sentence, context.settings, chosen)


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
